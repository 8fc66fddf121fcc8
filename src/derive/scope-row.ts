/** One place with its own permissions → the row that rules visit: its names, ages, maker, grants and reach. */
import type { AccessList, Drive, Item, Site } from '../evidence/content.js';
import { type Known, known, type Tri, unknown } from '../evidence/known.js';
import type { SecurableObject } from '../evidence/sharepoint.js';
import type { Collection } from './collection.js';
import { type Directory, departed } from './directory.js';
import type { DriveTree } from './drive-tree.js';
import type { GrantPool } from './grant-pool.js';
import type { PlacedGrant } from './grants.js';
import type { ReachBook } from './reach-book.js';
import type { Person, Scope } from './rows.js';
import { looksLikeRecord, type SensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';

/** Counts of what inherits from a place. */
export interface Tally {
  item: Item | null;
  files: number;
  sensitiveFiles: number;
  /** Files whose label was read, and those that carry one; then the PHI-looking ones of both. */
  labelRead: number;
  labelled: number;
  sensitiveLabelRead: number;
  sensitiveLabelled: number;
  oldest: string | null;
  newest: string | null;
}

/** Words in the names of a site and its library, which every item below shares. */
export interface Around {
  readonly site: string | null;
  readonly drive: string | null;
}

/** A link whose scope is none of these could be for anybody: like an entry that was cut off, it excludes nothing. */
const LINK_SCOPES: ReadonlySet<string> = new Set(['anonymous', 'organization', 'users', 'existingAccess']);

/** The last piece of a site's address, decoded; empty where the address cannot be read. */
function addressName(webUrl: string): string {
  try {
    return decodeURIComponent(new URL(webUrl).pathname.split('/').at(-1) ?? '');
  } catch {
    return '';
  }
}

export function siteWord(site: Site, names: Pick<SensitiveNames, 'match'>): string | null {
  return site.isPersonal ? null : (names.match(site.displayName) ?? names.match(addressName(site.webUrl)));
}

export function contextWord(site: Site, drive: Drive, names: SensitiveNames): Around {
  return { site: siteWord(site, names), drive: names.match(drive.name) };
}

interface Parts {
  readonly site: Site;
  readonly drive: Drive;
  readonly collection: Collection;
  readonly itemId: string;
  /** Graph's list; null where only SharePoint told. */
  readonly list: AccessList | null;
  /** SharePoint's object; null where only Graph told. */
  readonly object: SecurableObject | null;
  readonly isRoot: boolean;
  /** None for an item that the crawl did not get to. */
  readonly tally: Tally | undefined;
  readonly tree: DriveTree;
  readonly around: Around;
  readonly partly: boolean;
  readonly grants: readonly PlacedGrant[];
}

interface Context {
  readonly directory: Directory;
  readonly settings: DeriveSettings;
  readonly names: SensitiveNames;
  readonly peopleById: ReadonlyMap<string, Person>;
  readonly book: ReachBook;
  readonly pool: GrantPool;
}

export function toScope(parts: Parts, { directory, settings, names, peopleById, book, pool }: Context): Scope {
  const { site, drive, collection, list, tally, tree, around, isRoot } = parts;
  const item = tally?.item ?? null;
  const above = tree.above(item?.parentId ?? null);
  const ownName = isRoot ? null : (item?.name ?? (tally === undefined ? (parts.object?.title ?? null) : null));
  const ownWord = ownName === null ? null : names.match(ownName);
  const grants = pool.list(parts.grants);
  const creator = creatorOf(item, directory, settings, peopleById);
  const { properties } = collection;
  return {
    id: `${drive.id}/${parts.itemId}`,
    site,
    drive,
    isPersonal: site.isPersonal,
    kind: isRoot ? 'root' : item?.kind === 'folder' ? 'folder' : 'file',
    place: placeOf(site, drive, above.names, ownName, around, names),
    sensitiveWord: around.site ?? around.drive ?? above.word ?? ownWord,
    files: tally?.files ?? 0,
    sensitiveFiles: tally?.sensitiveFiles ?? 0,
    sensitiveLabelRead: tally?.sensitiveLabelRead ?? 0,
    sensitiveLabelled: tally?.sensitiveLabelled ?? 0,
    labelRead: tally?.labelRead ?? 0,
    labelled: tally?.labelled ?? 0,
    lastModified: item?.lastModifiedDateTime ?? null,
    oldestFile: tally?.oldest ?? null,
    newestFile: tally?.newest ?? null,
    creatorName: creator.name,
    creatorDeparted: creator.departed,
    creatorSuspected: creator.suspected,
    grants,
    restrictedTo: collection.restrictedTo,
    isDiscoveryRestricted: properties.known && properties.value.restrictContentOrgWideSearch === true,
    ...book.reachOf(grants, parts.grants, collection.ownGroup, collection.limit),
    hasOrganizationLink: grants.some((g) => g.audience === 'organization-link'),
    hasAnyoneLink: grants.some((g) => g.audience === 'anyone-link'),
    isIntended: isIntended(site, collection.ownGroup, directory, settings),
    isAtLeast:
      list !== null && (list.isAtLeast || list.permissions.some((p) => p.link !== null && !LINK_SCOPES.has(p.link.scope))),
    isPartlyRead: parts.partly,
  };
}

const NAMELESS: Tri = unknown({ reason: 'failed', detail: 'Microsoft does not name the creator' });
const NO: Tri = known(false);

function creatorOf(item: Item | null, directory: Directory, settings: DeriveSettings, people: ReadonlyMap<string, Person>) {
  const id = item?.createdById ?? null;
  const person = id === null ? undefined : people.get(id);
  const name = person?.user.displayName ?? item?.createdByName ?? null;
  return {
    name,
    departed: person?.departed ?? (id === null ? NAMELESS : departed(id, directory, settings.now)),
    suspected: person?.suspectedLeaver ?? (id === null ? NAMELESS : NO),
  };
}

/** Names from the library down; from the first that looks like PHI on they are not written into reports. */
export function placeOf(
  site: Site,
  drive: Drive,
  folders: readonly string[],
  ownName: string | null,
  around: Around,
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
