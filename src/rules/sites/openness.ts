/** How open a site is at its tops, Restricted Access Control taken into account, and why it could be more open than it seems. */
import type { SiteGrant, SiteRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import type { Known } from '../../evidence/known.js';
import { granteeOf, named, orNull } from '../kit.js';

/** `behind-rac`: granted to everybody or to many, but only a few groups get in today. */
export type Openness = 'everybody' | 'many' | 'behind-rac' | 'closed';

export interface Opened {
  readonly is: Openness;
  /** What keeps us from saying that it is no worse; null: nothing. */
  readonly mayBeWorse: Gap | null;
}

const gapOf = (...values: readonly Known<unknown>[]): Gap | null => {
  for (const value of values) if (!value.known) return value.gap;
  return null;
};

export function opennessOf(row: SiteRow): Opened {
  const { standingOrgWide: everybody, standingBroad: many, grantedOrgWide, grantedBroad } = row;
  if (orNull(everybody) === true) return { is: 'everybody', mayBeWorse: null };
  if (orNull(many) === true) return { is: 'many', mayBeWorse: gapOf(everybody) };
  const standing = gapOf(everybody, many);
  if (orNull(row.restrictedTo) === null) return { is: 'closed', mayBeWorse: standing };
  if (orNull(grantedOrgWide) === true || orNull(grantedBroad) === true) return { is: 'behind-rac', mayBeWorse: standing };
  return { is: 'closed', mayBeWorse: standing ?? gapOf(grantedOrgWide, grantedBroad) };
}

/** Grants to everybody: those that may change something first, then by readers, so that the first says most. */
export function grantsToEverybody(row: SiteRow): readonly SiteGrant[] {
  const ranks = { owner: 0, write: 1, read: 2 };
  return (orNull(row.grants) ?? [])
    .filter((g) => g.reach === 'standing' && orNull(g.orgWide) === true)
    .sort(
      (a, b) =>
        ranks[a.role] - ranks[b.role] ||
        Number(b.isTop) - Number(a.isTop) ||
        (orNull(b.readers) ?? 0) - (orNull(a.readers) ?? 0) ||
        (grantLine(a) < grantLine(b) ? -1 : 1),
    );
}

/** One grant in a line: who, through which SharePoint group, to do what, where. */
export function grantLine(grant: SiteGrant): string {
  return `${granteeOf(grant)}: ${grant.role} on ${whereOf(grant)}`;
}

function whereOf({ on, title, url }: SiteGrant): string {
  const kinds = { web: 'the site', list: 'the list', item: 'an item of the list' };
  return `${kinds[on]} ${title} (${url})`;
}

/** Who opens it: the names of what reaches most people, for details. */
export function widestGrants(row: SiteRow): string | null {
  const grants = (orNull(row.grants) ?? []).filter((g) => g.reach === 'standing' && g.isTop && g.audience !== 'own-group');
  const widest = [...grants].sort((a, b) => (orNull(b.readers) ?? 0) - (orNull(a.readers) ?? 0) || (a.label < b.label ? -1 : 1));
  const lines = [...new Set(widest.map(granteeOf))];
  return lines.length === 0 ? null : named(lines, 3);
}

/** Share of the staff that reaches it now, for the score; 0 where it is not known. */
export function readersShare(row: SiteRow, staff: Known<number>): number {
  const people = orNull(staff);
  if (orNull(row.standingOrgWide) === true) return 1;
  return people === null || people === 0 ? 0 : Math.min(1, (orNull(row.standingReaders) ?? 0) / people);
}
