/** What would change if one principal were taken off one place: reckoned on the evidence, never done. */
import { collectionOf } from '../evidence/collections.js';
import type { Site } from '../evidence/content.js';
import { known } from '../evidence/known.js';
import { SITE_ADMINISTRATORS } from './grants.js';
import { hiddenPeople } from './reach-lists.js';
import type { Grant, Scope, SiteRow } from './rows.js';
import type { Openness, OpennessBook } from './what-if-openness.js';
import { type CollectionPlaces, isUnder, type PlaceNode, placesOf } from './what-if-places.js';

/** The place to take it off: a site (its web), or a library, folder or file with a list of its own. */
export type WhatIfTarget = { readonly site: Site; readonly scope: Scope | null };

interface WhatIfContext {
  readonly scopes: readonly Scope[];
  readonly sites: readonly SiteRow[];
  readonly book: OpennessBook;
}

export interface WhatIf {
  /** Whether the place names the principal at all. */
  readonly isNamed: boolean;
  /** The place lets in people who are not known, so the principal may be among them by another way. */
  readonly isUnsure: boolean;
  /** The place has it from above only, so nothing is taken off here. */
  readonly comesFromAbove: boolean;
  /** It stands there because anybody may join its group: that ends with the group's privacy, not with the entry. */
  readonly isPublicGroup: boolean;
  /** SharePoint did not tell the site's own list, so its libraries' were taken for it. */
  readonly isSiteListGuessed: boolean;
  /** SharePoint groups of the site collection out of which it is taken, with all that they give elsewhere in it. */
  readonly siteGroups: readonly string[];
  /** Libraries, folders and files whose list changes, those that inherit the change too. */
  readonly changed: number;
  readonly before: Openness;
  readonly after: Openness;
  /** Entries of the place that still let in people of the principal. */
  readonly remaining: readonly Grant[];
  /** Places that the change is about and that keep the principal on a list of their own; the most PHI-looking files first. */
  readonly keeping: readonly Scope[];
  /** Lists that are no libraries, and their items, that keep it. */
  readonly otherLists: number;
  /** Where else in the tenant it stands. */
  readonly elsewhere: {
    readonly sites: number;
    readonly places: number;
    readonly files: number;
    readonly sensitiveFiles: number;
  };
  /** Live links in the places that the change is about: they stay. */
  readonly links: { readonly organization: number; readonly anyone: number };
}

/** @param matches whether a grant names the principal */
export function whatIf(matches: (grant: Grant) => boolean, target: WhatIfTarget, context: WhatIfContext): WhatIf {
  // Administrators of the site collection are in no list of permissions, so they are taken off none.
  const names = (grant: Grant) => grant.reach === 'standing' && grant.via !== SITE_ADMINISTRATORS && matches(grant);
  const places = placesOf(collectionOf(target.site.id), context.scopes, context.sites);
  const { node, top, siteGroups, isGuessed, isLost } = removalOf(names, target, places);
  const before = (place: PlaceNode) => place.grants ?? [];
  const after = (place: PlaceNode) => before(place).filter((grant) => !isLost(place, grant));
  const changes = (place: PlaceNode) => before(place).some((grant) => isLost(place, grant));
  const area = places.scopes.filter((place) => isUnder(place, node) || changes(place));
  const named = top.flatMap(before).filter(names);
  const inArea = new Set(area.map((place) => place.scope));
  const others = context.scopes.filter((scope) => !inArea.has(scope) && scope.grants.some(names));
  const latent = area.flatMap((place) => before(place).filter((g) => g.reach === 'latent' && !g.inherited));
  return {
    isNamed: named.length > 0,
    isUnsure: top.flatMap(before).some((grant) => hiddenPeople(grant) !== null),
    comesFromAbove: named.length > 0 && !top.some(changes),
    isPublicGroup: named.some((grant) => grant.audience === 'public-group'),
    isSiteListGuessed: isGuessed,
    siteGroups: [...siteGroups].sort(),
    changed: area.filter(changes).length,
    before: context.book.of(top, area, before),
    after: context.book.of(top, area, after),
    remaining: named.length === 0 ? [] : distinct(top.flatMap(after)).filter((g) => isShared(g, named, context.book)),
    keeping: area
      .filter((place) => place !== node && after(place).some((grant) => names(grant) && !grant.inherited))
      .map((place) => place.scope as Scope)
      .sort((a, b) => b.sensitiveFiles - a.sensitiveFiles || b.files - a.files || (a.id < b.id ? -1 : 1)),
    otherLists: places.others.filter((g) => names(g) && (g.via === null ? !g.inherited : !siteGroups.has(g.via))).length,
    elsewhere: {
      sites: new Set(others.map((scope) => scope.site.id)).size,
      places: others.length,
      files: others.reduce((sum, scope) => sum + scope.files, 0),
      sensitiveFiles: others.reduce((sum, scope) => sum + scope.sensitiveFiles, 0),
    },
    links: {
      organization: latent.filter((g) => g.audience === 'organization-link').length,
      anyone: latent.filter((g) => g.audience === 'anyone-link').length,
    },
  };
}

interface Removal {
  readonly node: PlaceNode;
  /** The lists that speak for the place itself: its own, or those of a site's libraries where the site has none that is known. */
  readonly top: readonly PlaceNode[];
  readonly siteGroups: ReadonlySet<string>;
  readonly isGuessed: boolean;
  /** Whether a place loses this entry. */
  readonly isLost: (place: PlaceNode, grant: Grant) => boolean;
}

function removalOf(names: (grant: Grant) => boolean, { site, scope }: WhatIfTarget, places: CollectionPlaces): Removal {
  const all = scope === null ? places.webs.filter((web) => web.site.id === site.id) : places.scopes;
  const node = all.find((place) => place.scope === scope) ?? {
    site,
    scope: null,
    above: null,
    grants: null,
    restrictedTo: known(null),
  };
  const roots = places.scopes.filter((place) => place.above === node && place.scope?.kind === 'root');
  const top = node.grants === null ? roots : [node];
  const isGuessed = node.scope === null && !places.areWebsKnown;
  const groups = top.flatMap((place) => place.grants ?? []).filter(names);
  const siteGroups = new Set(groups.map((grant) => grant.via).filter((via) => via !== null));
  const owns = (place: PlaceNode) => (place.grants ?? []).some((g) => names(g) && g.via === null && !g.inherited);
  // Where the site's own list is not known, the entries of its libraries are taken for the site's.
  const isTakenOff = (place: PlaceNode) => place === node || (isGuessed && roots.includes(place));

  /** Whether the entry that comes down to a place has its source where it is taken off. */
  function isSourceLost(place: PlaceNode): boolean {
    for (let at = place.above; at !== null; at = at.above) {
      if (owns(at)) return isTakenOff(at);
      if (at === node) return isGuessed;
    }
    return false;
  }

  return {
    node,
    top,
    siteGroups,
    isGuessed,
    isLost(place, grant) {
      if (!names(grant)) return false;
      if (grant.via !== null) return siteGroups.has(grant.via);
      if (!isUnder(place, node)) return false;
      if (!grant.inherited) return isTakenOff(place);
      return place !== node && isSourceLost(place);
    },
  };
}

/** The same principal by the same way once. */
function distinct(grants: readonly Grant[]): Grant[] {
  const found = new Map<string, Grant>();
  for (const grant of grants) {
    if (grant.reach !== 'standing') continue;
    const { kind, id } = grant.principal;
    const key = JSON.stringify([kind, id, grant.label, grant.via]);
    if (!found.has(key)) found.set(key, grant);
  }
  return [...found.values()];
}

/** Whether a grant lets in anybody of those whom the entries let in, as far as is known. */
function isShared(grant: Grant, named: readonly Grant[], book: OpennessBook): boolean {
  const people = book.people(grant);
  if (people === null || !people.known) return true;
  return named.some((entry) => {
    const those = book.people(entry);
    if (those === null || !those.known) return people.value.size > 0;
    return [...people.value].some((id) => those.value.has(id));
  });
}
