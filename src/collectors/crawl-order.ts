/** In which order sites are read, by signals that cost nothing more: if the scan must end early, the widest open are done. */
import type { Site } from '../evidence/content.js';
import type { SiteUsage } from '../evidence/sharepoint.js';

/** What is known of a site before it is opened. Null: not known, and then it counts neither way. */
export interface SiteSignals {
  readonly usage: SiteUsage | null;
  /** Its Microsoft 365 group is public. */
  readonly isPublic: boolean;
  /** Guests are members of its group. */
  readonly hasGuests: boolean;
  readonly sharesOutside: boolean | null;
  readonly hasLabel: boolean | null;
}

export const NO_SIGNALS: SiteSignals = {
  usage: null,
  isPublic: false,
  hasGuests: false,
  sharesOutside: null,
  hasLabel: null,
};

/** Ten times as many links or files count twice as much, so that one huge site does not outweigh every other sign. */
function magnitude(count: number | null | undefined): number {
  return Math.log10(1 + Math.max(0, count ?? 0));
}

/** The higher, the earlier. A public group opens its site to the whole staff, which nothing else in the list does. */
export function urgencyOf({ usage, isPublic, hasGuests, sharesOutside, hasLabel }: SiteSignals): number {
  return (
    (isPublic ? 8 : 0) +
    3 * magnitude(usage?.companyLinkCount) +
    3 * magnitude(usage?.anonymousLinkCount) +
    (sharesOutside === true ? 2 : 0) +
    (hasGuests ? 2 : 0) +
    (hasLabel === false ? 1 : 0) +
    magnitude(usage?.fileCount)
  );
}

/** Sites in the order of reading: personal ones last, then by urgency, and by id where that says nothing. */
export function inCrawlOrder(sites: readonly Site[], signals: ReadonlyMap<string, SiteSignals>): Site[] {
  const urgency = new Map(sites.map(({ id }) => [id, urgencyOf(signals.get(id) ?? NO_SIGNALS)]));
  return [...sites].sort(
    (a, b) =>
      Number(a.isPersonal) - Number(b.isPersonal) ||
      (urgency.get(b.id) ?? 0) - (urgency.get(a.id) ?? 0) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
