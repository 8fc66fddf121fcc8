/** Live sharing links with their makers, named by the items that they stand on. */
import type { Drive, Item, Principal, Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { type Known, type Tri, unknown } from '../evidence/known.js';
import type { SharingLink } from '../evidence/sharepoint.js';
import { type Directory, departed } from './directory.js';
import type { Ancestry } from './drive-tree.js';
import { userOf } from './principals.js';
import type { LinkRow, Scope } from './rows.js';
import { type Around, placeOf } from './scope-row.js';
import type { SensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';

/** An item that a link stands on, with the folders above it. */
export interface LinkedItem {
  readonly item: Item;
  readonly above: Ancestry;
}

interface LinkParts {
  readonly site: Site;
  readonly drive: Drive;
  readonly around: Around;
  readonly links: ReadonlyMap<string, readonly SharingLink[]>;
  readonly items: ReadonlyMap<string, LinkedItem>;
  /** By id. */
  readonly scopes: ReadonlyMap<string, Scope>;
}

interface LinkContext {
  readonly names: SensitiveNames;
  readonly directory: Directory;
  readonly settings: DeriveSettings;
}

export function linkRows({ site, drive, around, links, items, scopes }: LinkParts, context: LinkContext): LinkRow[] {
  const { names, directory, settings } = context;
  const rows: LinkRow[] = [];
  for (const [itemId, list] of links) {
    const linked = items.get(itemId);
    const scope = scopes.get(`${drive.id}/${itemId}`);
    const isRoot = linked?.item.kind === 'root' || scope?.kind === 'root';
    const name = isRoot ? null : (linked?.item.name ?? null);
    const place = placeOf(site, drive, linked?.above.names ?? [], name, around, names);
    const isFile = linked === undefined || linked.item.kind === 'file';
    for (const [at, link] of list.entries()) {
      if (link.expires !== null && Date.parse(link.expires) <= settings.now.getTime()) continue;
      const maker = makerOf(link.createdBy, directory, settings);
      rows.push({
        id: `${drive.id}/${itemId}/${at + 1}`,
        siteId: site.id,
        kind: isRoot ? 'root' : isFile ? 'file' : 'folder',
        place,
        scope: link.scope,
        canEdit: link.canEdit,
        created: link.created,
        expires: link.expires,
        creatorName: maker.name,
        creatorDeparted: maker.departed,
        sensitive: place.words.length > 0 || (scope?.sensitiveFiles ?? 0) > 0,
        files: scope?.files ?? (isFile ? 1 : 0),
      });
    }
  }
  return rows;
}

const NAMELESS: Gap = { reason: 'failed', detail: 'SharePoint does not name the maker of a link' };

function makerOf(
  createdBy: Known<Principal>,
  directory: Directory,
  { now }: DeriveSettings,
): { readonly name: string | null; readonly departed: Tri } {
  if (!createdBy.known) return { name: null, departed: createdBy };
  const found = userOf(createdBy.value, directory);
  if (found.user !== undefined) return { name: found.user.displayName, departed: departed(found.user.id, directory, now) };
  const name = createdBy.value.displayName === '' ? null : createdBy.value.displayName;
  // Somebody by name of whom the whole directory knows nothing has been deleted from it.
  return { name, departed: found.key === null ? unknown(NAMELESS) : departed(found.key, directory, now) };
}
