/** One drive → its scopes: each item with its own access list, and how much inherits from it. Two passes, never all items at once. */
import type { AccessList, Drive, Item, Site } from '../evidence/content.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { type Known, unknown } from '../evidence/known.js';
import type { SecurableObject, SharingLink } from '../evidence/sharepoint.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Audiences } from './audiences.js';
import { type Collection, listOfDrive, type Top, topOf, uniqueItems } from './collection.js';
import type { Directory } from './directory.js';
import { DriveTree } from './drive-tree.js';
import type { GrantPool } from './grant-pool.js';
import {
  grantsOf,
  grantsOfAdmins,
  grantsOfAssignments,
  merged,
  type Place,
  type PlacedGrant,
  placeOf,
  publicSite,
  unreadGrant,
} from './grants.js';
import { type LinkedItem, linkRows } from './links.js';
import type { ReachBook } from './reach-book.js';
import type { LinkRow, Person, Scope } from './rows.js';
import { type Around, contextWord, type Tally, toScope } from './scope-row.js';
import type { SensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';

export interface DriveContext {
  readonly evidence: EvidenceReader;
  readonly directory: Directory;
  readonly audiences: Audiences;
  readonly names: SensitiveNames;
  readonly settings: DeriveSettings;
  readonly peopleById: ReadonlyMap<string, Person>;
  readonly book: ReachBook;
  readonly pool: GrantPool;
}

export interface DriveScopes {
  readonly scopes: readonly Scope[];
  readonly links: readonly LinkRow[];
  readonly files: number;
  readonly sensitiveFiles: number;
  /** Files by the id of the sensitivity label that they carry, as it is spelt in the list. */
  readonly labels: ReadonlyMap<string, number>;
  /** A word that made some item look like PHI; null: none did. */
  readonly sensitiveWord: string | null;
  /** Why Graph's list of its root is missing; null: it is there, or there is none. */
  readonly rootGap: Gap | null;
}

/** What is told of a drive beside its items: lists of permissions, by Graph and by SharePoint, and links. */
interface DriveFacts {
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly links: ReadonlyMap<string, readonly SharingLink[]>;
  /** The list behind it, as SharePoint tells of it; null: it does not. */
  readonly list: SecurableObject | null;
  /** Items that SharePoint marks, by their number in the list. */
  readonly unique: ReadonlyMap<number, SecurableObject>;
}

async function factsOf(drive: Drive, collection: Collection, evidence: EvidenceReader): Promise<DriveFacts> {
  const lists = new Map<string, AccessList>();
  for await (const list of evidence.rows('accessLists', drive.id)) lists.set(list.itemId, list);
  const links = new Map<string, SharingLink[]>();
  for await (const link of evidence.rows('sharingLinks', drive.id)) {
    const known = links.get(link.itemId);
    if (known === undefined) links.set(link.itemId, [link]);
    else known.push(link);
  }
  const list = listOfDrive(drive, collection);
  return { lists, links, list, unique: uniqueItems(list?.listId ?? drive.listId, collection) };
}

/** What a pass over the items of a drive counted. */
interface Counted {
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly linked: ReadonlyMap<string, LinkedItem>;
  readonly files: number;
  readonly sensitiveFiles: number;
  readonly labels: ReadonlyMap<string, number>;
  readonly sensitiveWord: string | null;
}

export async function deriveScopes(
  site: Site,
  drive: Drive,
  collection: Collection,
  context: DriveContext,
): Promise<DriveScopes> {
  const { evidence, names, settings } = context;
  const facts = await factsOf(drive, collection, evidence);
  const tree = new DriveTree(names, evidence.coverage('accessLists', drive.id).state === 'complete');
  const marked = new Map<string, SecurableObject>();
  for await (const item of evidence.rows('items', drive.id)) {
    tree.learn(item);
    const object = item.listItemId === null ? undefined : facts.unique.get(item.listItemId);
    if (object !== undefined) marked.set(item.id, object);
  }
  const top = facts.list === null ? null : topOf(facts.list, collection);
  const rootId = tree.rootId ?? 'root';
  const owners: ReadonlySet<string> = new Set([...facts.lists.keys(), ...marked.keys(), ...(top === null ? [] : [rootId])]);
  const around = contextWord(site, drive, names);
  const isSensitive = around.site !== null || around.drive !== null;
  const counted = await count(drive, { tree, owners, links: facts.links, isSensitive }, context);
  const partly = evidence.coverage('items', drive.id).state !== 'complete';
  const place = placeOf({
    audiences: context.audiences,
    groups: collection.groups,
    ownGroup: collection.ownGroup,
    staff: context.directory.enabledMembers,
    now: settings.now,
    driveOwnerId: drive.ownerId,
  });
  const admins = collection.admins.known ? grantsOfAdmins(collection.admins.value, place) : [];
  const view = { site, drive, collection, context, facts, tree, top, rootId, around, counted, partly, place, admins };
  const seen = new Set(marked.values());
  // Where the crawl broke off, SharePoint's own list tells of items that it did not get to; a finished one has them all.
  const ghosts = partly ? [...facts.unique.values()].filter((object) => !seen.has(object)) : [];
  const scopes = [
    ...[...owners].map((itemId) => scopeOf(itemId, marked.get(itemId) ?? null, view)),
    ...ghosts.map((object) => scopeOf(`item-${object.itemId}`, object, view)),
  ];
  const byId = new Map(scopes.map((s) => [s.id, s]));
  const isRootListed = scopes.some((s) => s.kind === 'root' && facts.lists.has(s.id.slice(drive.id.length + 1)));
  return {
    scopes,
    links: linkRows({ site, drive, around, links: facts.links, items: counted.linked, scopes: byId }, context),
    files: counted.files,
    sensitiveFiles: counted.sensitiveFiles,
    labels: counted.labels,
    sensitiveWord: around.site ?? around.drive ?? counted.sensitiveWord,
    rootGap: isRootListed ? null : (gapsOf(evidence.coverage('accessLists', drive.id))[0] ?? null),
  };
}

/** All that the places of one drive have in common. */
interface DriveView {
  readonly site: Site;
  readonly drive: Drive;
  readonly collection: Collection;
  readonly context: DriveContext;
  readonly facts: DriveFacts;
  readonly tree: DriveTree;
  /** What SharePoint lets in at the root; null: it did not tell. */
  readonly top: Top | null;
  readonly rootId: string;
  readonly around: Around;
  readonly counted: Counted;
  readonly partly: boolean;
  readonly place: Place;
  readonly admins: readonly PlacedGrant[];
}

/** @param object the item as SharePoint marks it; null: only Graph told of it, or it is the root */
function scopeOf(itemId: string, object: SecurableObject | null, view: DriveView): Scope {
  const { collection, context, facts, counted, top, place, rootId } = view;
  const list = facts.lists.get(itemId) ?? null;
  const tally = counted.tallies.get(itemId);
  const item = tally?.item ?? null;
  const isRoot = item === null ? itemId === rootId || itemId === 'root' : item.kind === 'root';
  const graph = list === null ? null : grantsOf(list, place);
  const told = itemId === rootId && top !== null ? grantsOfAssignments(top.assignments, !top.isOwn, place) : null;
  const own = together(graph, told ?? assignmentsOf(object, place), object);
  const open = isRoot ? openBy(collection, top, context.directory) : [];
  return toScope({ ...view, itemId, list, object, isRoot, tally, grants: [...own, ...view.admins, ...open] }, context);
}

/**
 * The entry of a public group at the top of a library of its site. A library that does not inherit from its site is
 * open to whom it names; where SharePoint was asked and did not tell whether it does, the entry is a doubt.
 */
function openBy({ joinable, untold }: Collection, top: Top | null, directory: Directory): readonly PlacedGrant[] {
  if (top?.isOwn === true) return [];
  return publicSite(top === null && untold !== null ? doubted(joinable, untold) : joinable, directory);
}

function doubted(group: Known<string | null>, gap: Gap): Known<string | null> {
  return group.known && group.value !== null ? unknown(gap) : group;
}

function assignmentsOf(object: SecurableObject | null, place: Place): readonly PlacedGrant[] | null {
  if (object?.assignments == null || !object.assignments.known) return null;
  return grantsOfAssignments(object.assignments.value, false, place);
}

/** Both views of one place; where neither could be read, a doubt in their stead. */
function together(
  graph: readonly PlacedGrant[] | null,
  sharePoint: readonly PlacedGrant[] | null,
  object: SecurableObject | null,
): readonly PlacedGrant[] {
  if (graph !== null) return merged(graph, sharePoint);
  if (sharePoint !== null) return merged([], sharePoint);
  return object?.assignments == null || object.assignments.known ? [] : [unreadGrant(object.assignments.gap)];
}

interface Counting {
  readonly tree: DriveTree;
  readonly owners: ReadonlySet<string>;
  readonly links: ReadonlyMap<string, readonly SharingLink[]>;
  /** The site's or library's own name makes every item in it look like PHI. */
  readonly isSensitive: boolean;
}

async function count(drive: Drive, counting: Counting, { evidence, names }: DriveContext): Promise<Counted> {
  const { tree, owners, links } = counting;
  const empty = {
    item: null,
    files: 0,
    sensitiveFiles: 0,
    labelRead: 0,
    labelled: 0,
    sensitiveLabelRead: 0,
    sensitiveLabelled: 0,
    oldest: null,
    newest: null,
  };
  const tallies = new Map<string, Tally>([...owners].map((id) => [id, { ...empty }]));
  const linked = new Map<string, LinkedItem>();
  const labels = new Map<string, number>();
  let files = 0;
  let sensitiveFiles = 0;
  let sensitiveWord: string | null = null;
  let index = -1;
  for await (const item of evidence.rows('items', drive.id)) {
    index += 1;
    if (!tree.counts(item, index)) continue;
    const own = tallies.get(item.id);
    if (own !== undefined) own.item = item;
    if (links.has(item.id)) linked.set(item.id, { item, above: tree.above(item.parentId) });
    const word = item.kind === 'root' ? null : (tree.above(item.parentId).word ?? names.match(item.name));
    sensitiveWord ??= word;
    if (item.kind !== 'file') continue;
    files += 1;
    if (item.labelId) labels.set(item.labelId, (labels.get(item.labelId) ?? 0) + 1);
    const isSensitive = word !== null || counting.isSensitive;
    if (isSensitive) sensitiveFiles += 1;
    const scopeId = tree.scopeOf(item.id, item.parentId, owners);
    const tally = scopeId === null ? undefined : tallies.get(scopeId);
    if (tally !== undefined) add(tally, item, isSensitive);
  }
  return { tallies, linked, files, sensitiveFiles, labels, sensitiveWord };
}

function add(tally: Tally, file: Item, sensitive: boolean): void {
  tally.files += 1;
  if (file.labelId !== undefined) tally.labelRead += 1;
  if (file.labelId) tally.labelled += 1;
  if (sensitive) {
    tally.sensitiveFiles += 1;
    if (file.labelId !== undefined) tally.sensitiveLabelRead += 1;
    if (file.labelId) tally.sensitiveLabelled += 1;
  }
  const date = file.lastModifiedDateTime;
  if (date === null) return;
  if (tally.oldest === null || date < tally.oldest) tally.oldest = date;
  if (tally.newest === null || date > tally.newest) tally.newest = date;
}
