/** Items that an imported report lists as open to everyone, each held against the nearest place that the crawl read. */
import { collectionOf } from '../evidence/collections.js';
import type { Tri } from '../evidence/known.js';
import type { Place } from '../evidence/place.js';
import type { SamBroadItem } from '../evidence/sharepoint.js';
import type { OpinionInput, OpinionRow } from './opinion.js';
import type { Scope, SiteRow } from './rows.js';
import { looksLikeRecord, type SensitiveNames } from './sensitive-names.js';

import { addressKey, decoded, SiteIndex } from './site-index.js';

/** Yields every row of the report; the disagreement where there is one. */
export async function* openItems(
  input: OpinionInput,
): AsyncGenerator<{ readonly row: OpinionRow | null; readonly reportDate: string | null }> {
  const { evidence, sites, scopes, totals, names } = input;
  const index = new SiteIndex(sites);
  const away = new SiteIndex(totals.outOfReach.map(({ site }) => ({ site, collectionId: collectionOf(site.id) })));
  const openness = opennessByAddress(scopes);
  for await (const item of evidence.rows('samBroadItems')) {
    const { collectionId, itemUrl, reportDate } = item;
    const site = index.around(collectionId, itemUrl);
    const place = placeOf(item, site, names);
    const open = site === undefined ? null : isOpen(`${addressKey(site.site.webUrl)}/${keyInside(place)}`, site, openness);
    const isAway = site === undefined && away.around(collectionId, itemUrl) !== undefined;
    yield { reportDate, row: open === true || isAway ? null : rowOf(place, site, open, reportDate) };
  }
}

function rowOf(place: Place, site: SiteRow | undefined, open: false | null, reportDate: string | null): OpinionRow {
  const named = { siteName: site?.site.displayName ?? null, url: site?.site.webUrl ?? null };
  return { what: 'open-item', ...named, place, crawl: open, imported: true, reportDate, isDoubt: true };
}

/** Whether each place with permissions of its own lets everybody in, by its address. */
function opennessByAddress(scopes: readonly Scope[]): ReadonlyMap<string, Tri> {
  const found = new Map<string, Tri>();
  for (const { place, grantedOrgWide } of scopes) {
    const inside = place.parts.slice(1).map((part) => part.name.toLowerCase());
    const key = [addressKey(place.driveUrl), ...inside].join('/');
    const before = found.get(key);
    // Two of one address (a file of a name that was used before): the one that is open decides.
    if (before === undefined || !(before.known && before.value)) found.set(key, grantedOrgWide);
  }
  return found;
}

/** By the place itself or the nearest one above it; by the whole site where the crawl has none (lists, pages, the site itself). */
function isOpen(address: string, site: SiteRow, openness: ReadonlyMap<string, Tri>): boolean | null {
  const parts = address.replace(/\/+$/, '').split('/');
  const top = addressKey(site.site.webUrl).split('/').length;
  for (let length = parts.length; length >= top; length -= 1) {
    const found = openness.get(parts.slice(0, length).join('/'));
    if (found !== undefined) return found.known ? found.value : null;
  }
  return site.grantedOrgWide.known ? site.grantedOrgWide.value : null;
}

function isAbsolute(url: string): boolean {
  return /^https:\/\//i.test(url);
}

function keyInside(place: Place): string {
  return place.parts.map((part) => part.name.toLowerCase()).join('/');
}

/** `https://…/sites/HR/Docs/A`, `/sites/HR/Docs/A` and `Docs/A` are the same place below the site. */
function placeOf({ itemUrl }: SamBroadItem, site: SiteRow | undefined, names: SensitiveNames): Place {
  const path = decoded(isAbsolute(itemUrl) ? itemUrl.replace(/^https:\/\/[^/]*/i, '').replace(/[?#].*$/, '') : itemUrl);
  const siteUrl = site?.site.webUrl ?? '';
  const above = decoded(siteUrl.replace(/^https:\/\/[^/]*/i, '')).replace(/\/+$/, '');
  const isBelow = above !== '' && `${path.toLowerCase()}/`.startsWith(`${above.toLowerCase()}/`);
  const inside = (isBelow ? path.slice(above.length) : path).split('/').filter((part) => part !== '');
  const words: string[] = [];
  let isInside = site !== undefined && !site.isPersonal && site.nameWord !== null;
  const parts = inside.map((name) => {
    const word = names.match(name);
    if (word !== null) words.push(word);
    const sensitive = isInside || word !== null || looksLikeRecord(name);
    isInside ||= word !== null;
    return { name, sensitive };
  });
  return { siteUrl, siteName: site?.site.displayName ?? '', driveUrl: siteUrl, parts, words: [...new Set(words)] };
}
