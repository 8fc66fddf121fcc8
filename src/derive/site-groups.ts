/** The SharePoint groups of one site collection, found by their number or title. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { SiteGroup } from '../evidence/sharepoint.js';

export interface SiteGroups {
  readonly all: readonly SiteGroup[];
  /** Null: it is not in evidence. */
  find(principal: Principal): SiteGroup | null;
  /** What keeps the list of groups from being whole; null: nothing. */
  readonly gap: Gap | null;
}

/** A title that only begins so may be anybody's. */
const LIMITED_ACCESS = /^Limited Access System Group(?: For (?:List|Web) [{]?[0-9a-f-]{1,36}[}]?)?$/i;

/** Groups that SharePoint keeps for itself: they grant nothing that is not listed elsewhere. */
export function isBookkeeping(title: string): boolean {
  return LIMITED_ACCESS.test(title) || title.startsWith('SharingLinks.');
}

export function siteGroupsOf(rows: readonly SiteGroup[], gap: Gap | null): SiteGroups {
  const byNumber = new Map(rows.flatMap((g) => (g.groupId === null ? [] : [[String(g.groupId), g] as const])));
  const byTitle = new Map(rows.flatMap((g) => (g.title === null ? [] : [[g.title.toLowerCase(), g] as const])));
  return {
    all: rows,
    gap,
    find(principal) {
      const numbered = principal.id === null ? undefined : byNumber.get(principal.id);
      if (numbered !== undefined) return numbered;
      // Titles are unique in a site collection; Graph gives them where it gives no number.
      const titles = [principal.displayName, principal.loginName].filter((t) => t !== null && t !== '');
      return titles.map((t) => byTitle.get((t as string).toLowerCase())).find((g) => g !== undefined) ?? null;
    },
  };
}
