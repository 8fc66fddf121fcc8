/** Finds sites by what an operator writes: an address in one of its spellings, or a display name. */
import { collectionOf } from '../evidence/collections.js';
import type { Site } from '../evidence/content.js';

/** Host and path as they are compared: decoded, lower case, without the slash at the end. */
interface Address {
  /** Null where only a path was written. */
  readonly host: string | null;
  readonly path: string;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads `https://host/sites/X`, `host.sharepoint.com/sites/X` and `/sites/X`; null: it is no address. */
export function readAddress(text: string): Address | null {
  const [bare = ''] = text.trim().split(/[?#]/);
  const parts = /^(?:https?:\/\/([^/]+)|([^/\s]+\.[^/\s]+(?=\/)))?(\/.*)?$/i.exec(bare);
  if (parts === null) return null;
  const [, host = parts[2] ?? null, , path = ''] = parts;
  if (host === null && path === '') return null;
  return { host: host?.toLowerCase() ?? null, path: decoded(path).replace(/\/+$/, '').toLowerCase() };
}

/** The path of an address, as it is compared; the text itself where it is no address. */
export function pathOf(url: string): string {
  return readAddress(url)?.path ?? url;
}

/** The sites that an address or a name means; several where they share a name. */
export function sitesNamed(text: string, sites: readonly Site[]): readonly Site[] {
  const wanted = readAddress(text);
  const byAddress = wanted === null ? [] : sites.filter((site) => isAt(site, wanted));
  if (byAddress.length > 0) return byAddress;
  const name = text.trim().toLowerCase();
  return sites.filter((site) => site.displayName.trim().toLowerCase() === name);
}

function isAt(site: Site, { host, path }: Address): boolean {
  const own = readAddress(site.webUrl);
  return own !== null && own.path === path && (host === null || own.host === host);
}

/** The sites, and for the top of a site collection the subsites below it. */
export function withSubsites(named: readonly Site[], sites: readonly Site[]): readonly Site[] {
  const tops = new Set(named.filter((site) => site.isRootOfCollection).map((site) => collectionOf(site.id)));
  const ids = new Set(named.map((site) => site.id));
  return sites.filter((site) => ids.has(site.id) || tops.has(collectionOf(site.id)));
}
