/** What one person reaches, site by site, with one way in to each, and where it cannot be told. */
import { collectionOf } from '../evidence/collections.js';
import type { Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { User } from '../evidence/directory.js';
import type { Audiences } from './audiences.js';
import { type Insider, isAdmitted, type PathPiece, pathTo, shortestWay } from './paths.js';
import { hiddenAmong, hiddenPeople, unseenPart } from './reach-lists.js';
import type { Scope, SiteGrant, SiteRow, Totals } from './rows.js';
import { pathOf } from './site-names.js';

export interface ExposedSite {
  readonly site: Site;
  readonly files: number;
  readonly sensitiveFiles: number;
  /** One way into the place with the most PHI-looking files. */
  readonly path: readonly PathPiece[];
  /** The lexicon's words that hide pieces of the path. */
  readonly words: readonly string[];
  /** Why the counts are lower bounds; null: they are exact. */
  readonly gap: Gap | null;
}

export interface Exposure {
  readonly reached: readonly ExposedSite[];
  /** Sites that are not reached as far as was seen, and may be. */
  readonly doubts: readonly { readonly site: Site; readonly gap: Gap }[];
  /** Live links to places that the person does not reach otherwise: whoever opens one gets in. */
  readonly links: { readonly count: number; readonly files: number; readonly sensitiveFiles: number };
}

interface SitePart {
  readonly site: Site;
  readonly scopes: Scope[];
  readonly grants: SiteGrant[];
  row: SiteRow | null;
  unread: Gap | null;
}

export interface ExposureSource {
  readonly scopes: readonly Scope[];
  readonly sites: readonly SiteRow[];
  readonly unreadSites: Totals['unreadSites'];
}

/** Sorts the rows by site once, and answers for one person after another. */
export function exposures(source: ExposureSource, audiences: Audiences): (insider: Insider) => Exposure {
  const parts = partsOf(source);
  return (insider) => {
    const reached: ExposedSite[] = [];
    const doubts: { site: Site; gap: Gap }[] = [];
    const links = { count: 0, files: 0, sensitiveFiles: 0 };
    for (const part of parts) {
      if (isOwnOneDrive(part, insider.user)) continue;
      const found = reachIn(part, insider, audiences);
      links.count += found.links.count;
      links.files += found.links.files;
      links.sensitiveFiles += found.links.sensitiveFiles;
      if (found.reached !== null) reached.push(found.reached);
      else if (found.gap !== null) doubts.push({ site: part.site, gap: found.gap });
    }
    // A OneDrive that nobody could look into is of less weight than a site.
    doubts.sort((a, b) => Number(a.site.isPersonal) - Number(b.site.isPersonal));
    reached.sort((a, b) => b.sensitiveFiles - a.sensitiveFiles || b.files - a.files || (a.site.id < b.site.id ? -1 : 1));
    return { reached, doubts, links };
  };
}

function partsOf({ scopes, sites, unreadSites }: ExposureSource): SitePart[] {
  const parts = new Map<string, SitePart>();
  const partOf = (site: Site): SitePart => {
    const part = parts.get(site.id) ?? { site, scopes: [], grants: [], row: null, unread: null };
    parts.set(site.id, part);
    return part;
  };
  for (const scope of scopes) partOf(scope.site).scopes.push(scope);
  for (const { site, gap } of unreadSites) partOf(site).unread ??= gap;
  for (const row of sites) partOf(row.site).row = row;
  const byCollection = new Map<string, SitePart[]>();
  for (const part of parts.values()) {
    const id = collectionOf(part.site.id);
    byCollection.set(id, [...(byCollection.get(id) ?? []), part]);
  }
  for (const row of sites) {
    const webs = byCollection.get(collectionOf(row.site.id)) ?? [];
    for (const part of webs) part.row ??= row;
    for (const grant of row.grants.known ? row.grants.value : []) webAt(grant.url, webs, row).grants.push(grant);
  }
  return [...parts.values()].sort((a, b) => (a.site.id < b.site.id ? -1 : 1));
}

/** The web that an address lies in: of those that it begins with, the longest. */
function webAt(url: string, webs: readonly SitePart[], row: SiteRow): SitePart {
  const path = pathOf(url);
  const lies = webs.filter(({ site }) => path === pathOf(site.webUrl) || path.startsWith(`${pathOf(site.webUrl)}/`));
  const [nearest] = lies.sort((a, b) => b.site.webUrl.length - a.site.webUrl.length);
  return nearest ?? (webs.find(({ site }) => site.id === row.site.id) as SitePart);
}

/** What somebody has in his own OneDrive is no exposure. Where no drive names its owner, the address does. */
function isOwnOneDrive({ site, scopes }: SitePart, { id, userPrincipalName }: User): boolean {
  if (!site.isPersonal) return false;
  const owners = scopes.map((scope) => scope.drive.ownerId).filter((owner) => owner !== null);
  if (owners.length > 0) return owners.includes(id);
  return pathOf(site.webUrl).endsWith(`/${userPrincipalName.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`);
}

interface Found {
  readonly reached: ExposedSite | null;
  readonly gap: Gap | null;
  readonly links: { count: number; files: number; sensitiveFiles: number };
}

function reachIn(part: SitePart, insider: Insider, audiences: Audiences): Found {
  const links = { count: 0, files: 0, sensitiveFiles: 0 };
  let best: { readonly scope: Scope; readonly way: readonly string[] } | null = null;
  let gap = part.unread;
  let files = 0;
  let sensitiveFiles = 0;
  for (const scope of part.scopes) {
    const way = shortestWay(insider, scope.grants, scope.restrictedTo);
    if (way === null) {
      const isShut = !isAdmitted(insider, scope.restrictedTo);
      gap ??= isShut ? membersGap(scope.restrictedTo, audiences) : openGap(scope);
      const open = isShut ? [] : scope.grants.filter((g) => g.reach === 'latent');
      links.count += open.length;
      if (open.length > 0) links.files += scope.files;
      if (open.length > 0) links.sensitiveFiles += scope.sensitiveFiles;
      continue;
    }
    files += scope.files;
    sensitiveFiles += scope.sensitiveFiles;
    if (scope.isPartlyRead) gap ??= unseenPart(scope);
    if (best === null || isMore(scope, way, best)) best = { scope, way };
  }
  if (best !== null) {
    const { place } = best.scope;
    const path = pathTo(insider, best.way, place);
    return { reached: { site: part.site, files, sensitiveFiles, path, words: place.words, gap }, gap, links };
  }
  return { ...atTheTop(part, insider, audiences, gap), links };
}

/** More PHI-looking files, then more files, then the shorter way. */
function isMore(scope: Scope, way: readonly string[], best: { readonly scope: Scope; readonly way: readonly string[] }): boolean {
  const ahead =
    scope.sensitiveFiles - best.scope.sensitiveFiles || scope.files - best.scope.files || best.way.length - way.length;
  return ahead > 0;
}

/** A web or list may be open though no file of its libraries is. */
function atTheTop(part: SitePart, insider: Insider, audiences: Audiences, before: Gap | null): Omit<Found, 'links'> {
  const { row, site } = part;
  if (row === null) return { reached: null, gap: before };
  if (!isAdmitted(insider, row.restrictedTo)) return { reached: null, gap: membersGap(row.restrictedTo, audiences) };
  for (const grant of part.grants) {
    const way = shortestWay(insider, [grant], row.restrictedTo);
    if (way === null) continue;
    const parts = grant.on === 'web' ? [] : [{ name: grant.title, sensitive: false }];
    const path = pathTo(insider, way, { siteName: site.displayName, parts });
    return { reached: { site, files: 0, sensitiveFiles: 0, path, words: [], gap: before }, gap: before };
  }
  const hidden = part.grants.map(hiddenPeople).find((gap) => gap !== null) ?? null;
  return { reached: null, gap: before ?? (row.grants.known ? hidden : row.grants.gap) };
}

function openGap(scope: Scope): Gap | null {
  return scope.grants.map(hiddenPeople).find((gap) => gap !== null) ?? unseenPart(scope);
}

function membersGap(restrictedTo: Scope['restrictedTo'], audiences: Audiences): Gap | null {
  return hiddenAmong(restrictedTo.known ? restrictedTo.value : null, audiences);
}
