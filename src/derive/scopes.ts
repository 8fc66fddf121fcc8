/** One drive → its scopes: each item with its own access list, and how much inherits from it. Two passes, never all items at once. */
import type { AccessList, Drive, Item, Site } from '../evidence/content.js';
import { type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Audiences } from './audiences.js';
import { type Directory, departed } from './directory.js';
import { DriveTree } from './drive-tree.js';
import { grantsOf, type PlacedGrant, publicSite, type ReachBook, withStaff } from './grants.js';
import type { Person, Scope } from './rows.js';
import { looksLikeRecord, type SensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';

export interface DriveContext {
  readonly evidence: EvidenceReader;
  readonly directory: Directory;
  readonly audiences: Audiences;
  readonly names: SensitiveNames;
  readonly settings: DeriveSettings;
  readonly peopleById: ReadonlyMap<string, Person>;
  readonly book: ReachBook;
}

export interface DriveScopes {
  readonly scopes: readonly Scope[];
  readonly files: number;
  /** A word that made some item look like PHI; null: none did. */
  readonly sensitiveWord: string | null;
}

/** A link whose scope is none of these could be for anybody: like an entry that was cut off, it excludes nothing. */
const LINK_SCOPES: ReadonlySet<string> = new Set(['anonymous', 'organization', 'users', 'existingAccess']);

interface Tally {
  item: Item | null;
  files: number;
  sensitiveFiles: number;
  oldest: string | null;
  newest: string | null;
}

/** The last piece of a site's address, decoded; empty where the address cannot be read. */
function addressName(webUrl: string): string {
  try {
    return decodeURIComponent(new URL(webUrl).pathname.split('/').at(-1) ?? '');
  } catch {
    return '';
  }
}

/** Words in the names of a site and its library, which every item below shares. */
export function contextWord(
  site: Site,
  drive: Drive,
  names: SensitiveNames,
): { readonly site: string | null; readonly drive: string | null } {
  return {
    site: site.isPersonal ? null : (names.match(site.displayName) ?? names.match(addressName(site.webUrl))),
    drive: names.match(drive.name),
  };
}

export async function deriveScopes(site: Site, drive: Drive, context: DriveContext): Promise<DriveScopes> {
  const { evidence, names } = context;
  const lists = new Map<string, AccessList>();
  for await (const list of evidence.rows('accessLists', drive.id)) lists.set(list.itemId, list);
  const tree = new DriveTree(names, evidence.coverage('accessLists', drive.id).state === 'complete');
  for await (const item of evidence.rows('items', drive.id)) tree.learn(item);
  const owners: ReadonlySet<string> = new Set(lists.keys());
  const tallies = new Map<string, Tally>(
    [...owners].map((id) => [id, { item: null, files: 0, sensitiveFiles: 0, oldest: null, newest: null }]),
  );
  const around = contextWord(site, drive, names);
  let files = 0;
  let sensitiveWord = around.site ?? around.drive;
  let index = -1;
  for await (const item of evidence.rows('items', drive.id)) {
    index += 1;
    if (!tree.counts(item, index)) continue;
    const own = tallies.get(item.id);
    if (own !== undefined) own.item = item;
    const word = item.kind === 'root' ? null : (tree.above(item.parentId).word ?? names.match(item.name));
    sensitiveWord ??= word;
    if (item.kind !== 'file') continue;
    files += 1;
    const scopeId = tree.scopeOf(item.id, item.parentId, owners);
    const tally = scopeId === null ? undefined : tallies.get(scopeId);
    if (tally !== undefined) count(tally, item, word !== null || around.site !== null || around.drive !== null);
  }
  const ownGroup = ownGroupOf(site, context.directory);
  const partly = evidence.coverage('items', drive.id).state !== 'complete';
  const scopes: Scope[] = [];
  for (const list of lists.values()) {
    const tally = tallies.get(list.itemId) as Tally;
    const grants = grantsOf(list, context.audiences, ownGroup, context.settings.now, drive.ownerId);
    scopes.push(toScope({ site, drive, list, tally, tree, around, ownGroup, partly, grants }, context));
  }
  return { scopes, files, sensitiveWord };
}

function count(tally: Tally, file: Item, sensitive: boolean): void {
  tally.files += 1;
  if (sensitive) tally.sensitiveFiles += 1;
  const date = file.lastModifiedDateTime;
  if (date === null) return;
  if (tally.oldest === null || date < tally.oldest) tally.oldest = date;
  if (tally.newest === null || date > tally.newest) tally.newest = date;
}

/** The Microsoft 365 group of a site; null: it has none. */
export function ownGroupOf(site: Site, directory: Directory): Known<string | null> {
  if (site.isPersonal) return known(null);
  return mapKnown(directory.siteOfGroup, () => directory.groupOfSite.get(site.id) ?? null);
}

interface Parts {
  readonly site: Site;
  readonly drive: Drive;
  readonly list: AccessList;
  readonly tally: Tally;
  readonly tree: DriveTree;
  readonly around: { readonly site: string | null; readonly drive: string | null };
  readonly ownGroup: Known<string | null>;
  readonly partly: boolean;
  readonly grants: readonly PlacedGrant[];
}

function toScope(parts: Parts, { directory, settings, names, peopleById, book }: DriveContext): Scope {
  const { site, drive, list, tally, tree, around, ownGroup, grants } = parts;
  const item = tally.item;
  const isRoot = item === null ? list.itemId === tree.rootId || list.itemId === 'root' : item.kind === 'root';
  const above = tree.above(item?.parentId ?? null);
  const ownName = isRoot || item === null ? null : item.name;
  const ownWord = ownName === null ? null : names.match(ownName);
  const sensitiveWord = around.site ?? around.drive ?? above.word ?? ownWord;
  // A public group's site is open to the whole staff at its top, whoever its SharePoint groups name.
  const effective = isRoot ? [...grants, ...publicSite(ownGroup, directory)] : grants;
  const reach = book.reachOf(effective, ownGroup);
  const creator = creatorOf(item, directory, settings, peopleById);
  return {
    id: `${drive.id}/${list.itemId}`,
    site,
    drive,
    isPersonal: site.isPersonal,
    kind: isRoot ? 'root' : item?.kind === 'folder' ? 'folder' : 'file',
    place: placeOf(site, drive, above.names, ownName, around, names),
    sensitiveWord,
    files: tally.files,
    sensitiveFiles: tally.sensitiveFiles,
    sensitiveLabelRead: 0,
    sensitiveLabelled: 0,
    lastModified: item?.lastModifiedDateTime ?? null,
    oldestFile: tally.oldest,
    newestFile: tally.newest,
    creatorName: creator.name,
    creatorDeparted: creator.departed,
    creatorSuspected: creator.suspected,
    grants: effective.map((g) => withStaff(g, directory)),
    grantedOrgWide: reach.standingOrgWide,
    grantedBroad: reach.standingBroad,
    restrictedTo: known(null),
    isDiscoveryRestricted: false,
    ...reach,
    hasOrganizationLink: grants.some((g) => g.audience === 'organization-link'),
    hasAnyoneLink: grants.some((g) => g.audience === 'anyone-link'),
    isIntended: isIntended(site, ownGroup, directory, settings),
    isAtLeast: list.isAtLeast || list.permissions.some((p) => p.link !== null && !LINK_SCOPES.has(p.link.scope)),
    isPartlyRead: parts.partly,
  };
}

function creatorOf(item: Item | null, directory: Directory, settings: DeriveSettings, people: ReadonlyMap<string, Person>) {
  const id = item?.createdById ?? null;
  const person = id === null ? undefined : people.get(id);
  const name = person?.user.displayName ?? item?.createdByName ?? null;
  const nameless: Tri = unknown({ reason: 'failed', detail: 'Microsoft does not name the creator' });
  return {
    name,
    departed: id === null ? nameless : departed(id, directory, settings.now),
    suspected: person?.suspectedLeaver ?? (id === null ? nameless : known(false)),
  };
}

function placeOf(
  site: Site,
  drive: Drive,
  folders: readonly string[],
  ownName: string | null,
  around: Parts['around'],
  names: SensitiveNames,
): Scope['place'] {
  const words: string[] = [];
  let inside = around.site !== null;
  const parts = [drive.name, ...folders, ...(ownName === null ? [] : [ownName])].map((name, depth) => {
    const word = names.match(name);
    if (word !== null) words.push(word);
    const sensitive = depth === 0 ? word !== null : inside || word !== null || looksLikeRecord(name);
    inside ||= word !== null;
    return { name, sensitive };
  });
  if (around.site !== null) words.unshift(around.site);
  return { siteUrl: site.webUrl, siteName: site.displayName, driveUrl: drive.webUrl, parts, words: [...new Set(words)] };
}

/** Whether the configuration lists the site's group, or the site itself, as meant for the whole staff. */
export function isIntended(site: Site, ownGroup: Known<string | null>, directory: Directory, settings: DeriveSettings): boolean {
  const group = ownGroup.known && ownGroup.value !== null ? directory.groups.get(ownGroup.value) : undefined;
  const names = [site.id, site.webUrl, group?.id, group?.displayName, group?.mail].map((n) => n?.toLowerCase());
  return settings.intendedGroups.some((wanted) => names.includes(wanted.toLowerCase()));
}
