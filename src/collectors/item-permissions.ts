/** Reads the permissions of every library's root and of the items that have permissions of their own. */

import { collectionOf } from '../evidence/collections.js';
import type { AccessList, Drive } from '../evidence/content.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector, type Session } from './define.js';
import { record, text } from './fields.js';
import { BATCH, carryGaps, chunks, closing, leaveUnread, MALFORMED, restOfList } from './paged.js';
import { accessListOf } from './permission-entries.js';
import { drivesToRead } from './sites-to-read.js';

const permission = 'Sites.Read.All';
const FULL = 'Sites.FullControl.All';
const read = { permission, why: 'who may open which library, folder and file' };
const full = {
  permission: FULL,
  why: 'Microsoft promises whole lists of permissions only to an app that holds it; nothing is ever written with it',
  optional: true,
};

export default defineCollector({
  meta: {
    id: 'item-permissions',
    title: 'Permissions of libraries, folders and files',
    provides: ['accessLists'],
    after: ['sites', 'drives', 'items'],
    application: [read, full],
    delegated: [read],
    modes: ['application', 'delegated'],
    profile: 'standard',
    endpoints: ['/drives/{id}/root/permissions', '/drives/{id}/items/{id}/permissions', '/drives/{id}/root'],
  },
  async collect(context) {
    const drives = await drivesToRead(context);
    const standing = standingGaps(context.session);
    const told = { items: 0, unmarked: 0 };
    let done = 0;
    await context.each(drives, async ({ drive }) => {
      const spent = context.allowance.spent();
      if (spent !== null) await leaveUnread(context, 'accessLists', drive.id, spent);
      else await collectDrive(context, drive, { standing, told });
      done += 1;
      context.progress('Libraries and OneDrives whose permissions were read', done, drives.length);
    });
    await carryGaps(context, 'accessLists', 'drives');
    if (told.items > 0) context.note(markedNote(told));
  },
});

/** Why, whatever is answered, the lists cannot be taken for whole. */
export function standingGaps({ mode, permissions }: Session): readonly Gap[] {
  if (mode === 'delegated') {
    const detail = 'Microsoft shows a person only the permissions that concern him or her';
    return [{ reason: 'needs-other-sign-in', remedy: 'app-only sign-in', detail }];
  }
  if (mode === 'unknown' || permissions === null) {
    return [{ reason: 'forbidden', remedy: FULL, detail: 'the token does not tell its permissions' }];
  }
  if (permissions.includes(FULL)) return [];
  const detail = 'Microsoft returns the complete permissions of items only to an app that holds it';
  return [{ reason: 'forbidden', remedy: FULL, detail }];
}

/** Items with permissions of their own by SharePoint's own count, and those of them that Graph's crawl did not mark. */
interface Told {
  items: number;
  unmarked: number;
}

/** How far Graph's sign can be trusted, measured against SharePoint itself. */
function markedNote({ items, unmarked }: Told): string {
  const many = `SharePoint itself named ${items} files and folders with permissions of their own`;
  return unmarked === 0
    ? `${many}; the crawl through Microsoft Graph had marked every one of them.`
    : `${many}; the crawl through Microsoft Graph had not marked ${unmarked} of them. Their permissions were read as well.`;
}

/** What is known of a drive from its crawl. */
interface Candidates {
  readonly rootId: string | null;
  readonly itemIds: readonly string[];
}

/** Items that Graph marked as shared, and those that SharePoint says have permissions of their own. */
async function candidatesOf(context: CollectorContext, drive: Drive, told: Told): Promise<Candidates> {
  const unique = await uniqueItems(context, drive);
  let rootId: string | null = null;
  const itemIds = new Set<string>();
  const unmarked = new Set<string>();
  const found = new Set<string>();
  for await (const { id, kind, hasSharedFacet, listItemId } of context.evidence.rows('items', drive.id)) {
    if (kind === 'root') {
      rootId = id;
      continue;
    }
    const isUnique = listItemId !== null && unique.has(listItemId);
    // An item may come twice, and the last time counts.
    for (const set of [itemIds, unmarked, found]) set.delete(id);
    if (hasSharedFacet || isUnique) itemIds.add(id);
    if (isUnique) found.add(id);
    if (isUnique && !hasSharedFacet) unmarked.add(id);
  }
  told.items += found.size;
  told.unmarked += unmarked.size;
  return { rootId, itemIds: [...itemIds] };
}

/** Numbers of the items of a library that have permissions of their own; none where SharePoint itself was not asked. */
async function uniqueItems({ evidence }: CollectorContext, { siteId, listId }: Drive): Promise<ReadonlySet<number>> {
  const unique = new Set<number>();
  if (listId === null) return unique;
  for await (const object of evidence.rows('roleAssignments', collectionOf(siteId))) {
    if (object.itemId !== null && object.listId === listId) unique.add(object.itemId);
  }
  return unique;
}

interface Task {
  readonly standing: readonly Gap[];
  readonly told: Told;
}

async function collectDrive(context: CollectorContext, drive: Drive, { standing, told }: Task): Promise<void> {
  const crawled = context.evidence.coverage('items', drive.id);
  const writer = await context.out.shard('accessLists', drive.id);
  // A crawled drive has a root; one without rows is gone, or was left out on purpose.
  if (crawled.state === 'complete' && crawled.rows === 0) return writer.close({ state: 'complete' });
  const { rootId, itemIds } = await candidatesOf(context, drive, told);
  const gaps: Gap[] = [...standing, ...gapsOf(crawled)];
  let rows = 0;
  const write = async (asked: readonly Asked[]) => {
    const lists = await readLists(context, asked, gaps);
    await writer.page(lists);
    rows += lists.length;
  };
  const root = rootId ?? (await askRootId(context, drive.id, gaps));
  if (root !== null) await write([{ itemId: root, isRoot: true, request: listOf(drive.id, null) }]);
  for (const chunk of chunks(itemIds, BATCH)) {
    await write(chunk.map((itemId) => ({ itemId, isRoot: false, request: listOf(drive.id, itemId) })));
  }
  await writer.close(closing(gaps, rows > 0));
}

/** A crawl that was refused leaves the root without a name; its permissions may be readable all the same. */
async function askRootId(context: CollectorContext, driveId: string, gaps: Gap[]): Promise<string | null> {
  const path = graphPath('/drives/{id}/root', { id: driveId });
  const answer = await context.graph.one<unknown>({ path, query: { $select: 'id' }, lane: 'sharepoint', units: 1, permission });
  const id = answer.ok ? text(record(answer.value)?.id) : null;
  if (!answer.ok) gaps.push(answer.gap);
  else if (id === null) gaps.push(MALFORMED);
  return id;
}

interface Asked {
  readonly itemId: string;
  readonly isRoot: boolean;
  readonly request: GraphRequest;
}

function listOf(driveId: string, itemId: string | null): GraphRequest {
  const path =
    itemId === null
      ? graphPath('/drives/{id}/root/permissions', { id: driveId })
      : graphPath('/drives/{id}/items/{item}/permissions', { id: driveId, item: itemId });
  return { path, lane: 'sharepoint', units: 5, permission };
}

async function readLists(context: CollectorContext, asked: readonly Asked[], gaps: Gap[]): Promise<readonly AccessList[]> {
  const answers = await context.graph.batch<unknown>(asked.map(({ request }) => request));
  const lists: AccessList[] = [];
  for (const [at, { itemId, isRoot, request }] of asked.entries()) {
    const answer = answers[at];
    if (answer === undefined) continue;
    // An item that is gone since the crawl has no permissions; a library without a root is something else.
    if (!answer.ok && answer.status === 404 && !isRoot) continue;
    const read = await restOfList(context, request, answer);
    gaps.push(...read.gaps);
    if (read.gaps.length > 0 && read.entries.length === 0) continue;
    const { list, isWhole } = accessListOf(itemId, read.entries);
    if (!isWhole) gaps.push(MALFORMED);
    if (list.isAtLeast) gaps.push({ reason: 'capped', detail: 'an item has 90 entries or more' });
    // A list whose later pages were refused is a lower bound too.
    lists.push(read.gaps.length === 0 ? list : { ...list, isAtLeast: true });
  }
  return lists;
}
