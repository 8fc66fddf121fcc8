/** What the operator allowed a scan to spend: some sites only, so many resource units, until a time. */
import type { Gap } from '../evidence/coverage.js';
import type { Allowance } from './define.js';

export interface Limits {
  /** Addresses of the sites to read, as `--sites` gave them; null: all. */
  readonly sites: readonly string[] | null;
  readonly maxUnits: number | null;
  readonly until: Date | null;
}

export const NO_LIMITS: Limits = { sites: null, maxUnits: null, until: null };

/** One spelling of an address of a site: no trailing slash, no query, lower case, decoded. */
export function siteKey(url: string): string {
  const bare = URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : url;
  const trimmed = bare.trim().replace(/\/+$/, '').toLowerCase();
  try {
    return decodeURIComponent(trimmed);
  } catch {
    return trimmed;
  }
}

/** A site itself and the sites that it is a subsite of: who names a site means what is in it, too. */
function placesOf(webUrl: string): string[] {
  const key = siteKey(webUrl);
  const top = /^[a-z]+:\/\/[^/]+\/(?:sites|teams|personal|portals)\/[^/]+/.exec(key)?.[0];
  if (top === undefined) return [key];
  const below = key.slice(top.length).split('/').slice(1);
  return [top, ...below.map((_, at) => `${top}/${below.slice(0, at + 1).join('/')}`)];
}

/** @param spentUnits resource units of SharePoint spent so far, as the pacing counts them */
export function createAllowance(limits: Limits, spentUnits: () => number, now: () => Date): Allowance {
  const wanted = limits.sites === null ? null : new Set(limits.sites.map(siteKey));
  const { maxUnits, until } = limits;
  return {
    site: (webUrl): Gap | null =>
      wanted === null || placesOf(webUrl).some((place) => wanted.has(place))
        ? null
        : { reason: 'not-requested', remedy: '--sites', detail: 'the site is not on the list of sites to read' },
    spent() {
      if (maxUnits !== null && spentUnits() >= maxUnits)
        return { reason: 'not-yet-read', remedy: '--max-ru', detail: 'the resource units that the scan may spend were used up' };
      if (until !== null && now() >= until)
        return { reason: 'not-yet-read', remedy: '--until', detail: 'the time until which the scan may run was over' };
      return null;
    },
  };
}
