/** The places of one site collection as a tree: webs, libraries, folders and files with lists of their own, each under what it inherits from. */
import { collectionOf } from '../evidence/collections.js';
import type { Site } from '../evidence/content.js';
import type { Known } from '../evidence/known.js';
import type { Grant, Scope, SiteGrant, SiteRow } from './rows.js';
import { pathOf } from './site-names.js';

/** A web, or a scope. */
export interface PlaceNode {
  readonly site: Site;
  /** Null for a web. */
  readonly scope: Scope | null;
  /** What inherited entries come from; null at the top of the collection. */
  readonly above: PlaceNode | null;
  /** Null: a web that inherits, or one whose list SharePoint did not tell. */
  readonly grants: readonly Grant[] | null;
  readonly restrictedTo: Known<readonly string[] | null>;
}

export interface CollectionPlaces {
  readonly webs: readonly PlaceNode[];
  /** Outermost first. */
  readonly scopes: readonly PlaceNode[];
  /** Lists that are no libraries, and items of them, with lists of their own. */
  readonly others: readonly SiteGrant[];
  /** SharePoint told of the webs' own lists. */
  readonly areWebsKnown: boolean;
}

export function placesOf(collectionId: string, scopes: readonly Scope[], rows: readonly SiteRow[]): CollectionPlaces {
  const own = scopes.filter((scope) => collectionOf(scope.site.id) === collectionId);
  const ownRows = rows.filter((row) => collectionOf(row.site.id) === collectionId);
  const told = ownRows.flatMap((row) => (row.grants.known ? row.grants.value : []));
  const sites = new Map([...ownRows.map((row) => row.site), ...own.map((scope) => scope.site)].map((site) => [site.id, site]));
  const webs: PlaceNode[] = [];
  const outermost = [...sites.values()].sort((a, b) => pathOf(a.webUrl).length - pathOf(b.webUrl).length);
  for (const site of outermost) {
    const path = pathOf(site.webUrl);
    const grants = told.filter((grant) => grant.on === 'web' && pathOf(grant.url) === path);
    const row = ownRows.find((r) => r.site.id === site.id) ?? ownRows[0];
    webs.push({
      site,
      scope: null,
      above: webs.findLast((web) => path.startsWith(`${pathOf(web.site.webUrl)}/`)) ?? null,
      grants: grants.length === 0 ? null : grants,
      restrictedTo: row?.restrictedTo ?? { known: true, value: null },
    });
  }
  return {
    webs,
    scopes: scopeNodes(own, webs),
    others: told.filter((grant) => grant.on !== 'web'),
    areWebsKnown: ownRows.some((row) => row.grants.known),
  };
}

function scopeNodes(scopes: readonly Scope[], webs: readonly PlaceNode[]): PlaceNode[] {
  const nodes = new Map<string, PlaceNode>();
  const outermost = [...scopes].sort((a, b) => a.place.parts.length - b.place.parts.length);
  for (const scope of outermost) {
    const names = scope.place.parts.map((part) => part.name);
    let above: PlaceNode | null = null;
    for (let depth = names.length - 1; depth > 0 && above === null; depth -= 1)
      above = nodes.get(keyOf(scope.drive.id, names.slice(0, depth))) ?? null;
    above ??= webs.find((web) => web.site.id === scope.site.id) ?? null;
    nodes.set(keyOf(scope.drive.id, names), {
      site: scope.site,
      scope,
      above,
      grants: scope.grants,
      restrictedTo: scope.restrictedTo,
    });
  }
  return [...nodes.values()];
}

function keyOf(driveId: string, names: readonly string[]): string {
  return JSON.stringify([driveId, ...names]);
}

/** Whether a place is this one or lies under it. */
export function isUnder(node: PlaceNode, top: PlaceNode): boolean {
  for (let at: PlaceNode | null = node; at !== null; at = at.above) if (at === top) return true;
  return false;
}
