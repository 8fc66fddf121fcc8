/** Crawls every drive by delta: one slim row an item, with the sign of whether it has permissions of its own. */

import type { Drive, Item } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector } from './define.js';
import { date, isPresent, type Json, record, text } from './fields.js';
import { carryGaps, closing, isGone, type Reading, writePages } from './paged.js';

const permission = 'Sites.Read.All';
const access = [{ permission, why: 'the names, ages and places of files and folders. No file is opened' }];

const NOT_APPLIED: Gap = {
  reason: 'failed',
  detail:
    'Microsoft did not apply Prefer: hierarchicalsharing, so items with their own permissions cannot be told from inheriting ones',
};

export default defineCollector({
  meta: {
    id: 'items',
    title: 'Files and folders',
    provides: ['items'],
    after: ['sites', 'drives'],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'standard',
    endpoints: ['/drives/{id}/root/delta', '/drives/{id}'],
  },
  async collect(context) {
    const drives = await drivesInSight(context);
    let done = 0;
    await context.each(drives, async (drive) => {
      if (isPreservationHold(drive)) await leaveOut(context, drive);
      else await crawl(context, drive);
      done += 1;
      context.progress('Libraries and OneDrives crawled', done, drives.length);
    });
    await carryGaps(context, 'items', 'drives');
  },
});

/** Drives of the sites of this scan, each once. */
export async function drivesInSight(context: CollectorContext): Promise<Drive[]> {
  const drives = new Map<string, Drive>();
  const siteIds: string[] = [];
  for await (const site of context.evidence.rows('sites')) if (!site.isArchived) siteIds.push(site.id);
  for (const siteId of siteIds) {
    for await (const drive of context.evidence.rows('drives', siteId)) drives.set(drive.id, drive);
  }
  return [...drives.values()];
}

/** Copies that retention keeps. Only administrators of the site can open them, and search does not find them. */
export function isPreservationHold(drive: Drive): boolean {
  // By its address: a name can be given to any library.
  return /\/PreservationHoldLibrary\/?$/i.test(drive.webUrl);
}

async function leaveOut(context: CollectorContext, drive: Drive): Promise<void> {
  context.note('Preservation Hold libraries were listed and not crawled: only administrators of a site can open them.');
  const writer = await context.out.shard('items', drive.id);
  await writer.close({ state: 'complete' });
}

async function crawl(context: CollectorContext, drive: Drive): Promise<void> {
  let writer = await context.out.shard('items', drive.id);
  const request = deltaOf(drive.id);
  let reading = await writePages(context, writer, { dataset: 'items', request, map: itemOf });
  if (reading.refusal?.status === 410) {
    // The token of a page expired: what was read may be out of date, so a new generation takes its place.
    await writer.close(closing(reading.gaps, reading.pages > 0));
    writer = await context.out.shard('items', drive.id);
    reading = await writePages(context, writer, { dataset: 'items', request, map: itemOf });
  }
  const itself = {
    ...request,
    path: graphPath('/drives/{id}', { id: drive.id }),
    query: { $select: 'id' },
    headers: {},
    units: 1,
  };
  if (reading.pages === 0 && reading.refusal !== null && (await isGone(context, reading.refusal, itself))) {
    context.note('A library was deleted between the listing of libraries and their crawl; it counts as empty.');
    return writer.close({ state: 'complete' });
  }
  if (reading.pages > 0) context.note(isApplied(reading) ? APPLIED : NOT_APPLIED_NOTE);
  await writer.close(closing(gapsOfCrawl(reading), reading.pages > 0));
}

/** What Microsoft answered to the preference, for the method section; once, however many libraries said the same. */
const APPLIED =
  'Microsoft said that it applied “Prefer: hierarchicalsharing” (Preference-Applied), by which items with permissions of their own are found.';
const NOT_APPLIED_NOTE =
  'For at least one library Microsoft did not say that it applied “Prefer: hierarchicalsharing”; every shared item there was read.';

function isApplied(reading: Reading): boolean {
  return reading.preferenceApplied.includes('hierarchicalsharing');
}

function gapsOfCrawl(reading: Reading): readonly Gap[] {
  return reading.pages === 0 || isApplied(reading) ? reading.gaps : [...reading.gaps, NOT_APPLIED];
}

function deltaOf(id: string): GraphRequest {
  const select =
    'id,name,file,folder,root,package,remoteItem,deleted,parentReference,shared,sharepointIds,createdBy,createdDateTime,lastModifiedDateTime';
  return {
    path: graphPath('/drives/{id}/root/delta', { id }),
    query: { $select: select, $top: '1000' },
    headers: { Prefer: 'hierarchicalsharing' },
    lane: 'sharepoint',
    units: 2,
    unitsNextPage: 1,
    permission,
  };
}

/** None for an item that was deleted. An item may come twice; readers take the last. */
export function itemOf(entry: Json): Item | readonly Item[] | null {
  // A shortcut to another library's folder is no item of this one; what it points to is read where it stands.
  if (isPresent(entry.deleted) || isPresent(entry.remoteItem)) return [];
  const id = text(entry.id);
  const name = text(entry.name);
  // A notebook is a package, and its sections stand below it as files below a folder.
  const kind = isPresent(entry.root) ? 'root' : isPresent(entry.folder) || isPresent(entry.package) ? 'folder' : 'file';
  const parentId = kind === 'root' ? null : text(record(entry.parentReference)?.id);
  // Without a parent nobody can say what an item inherits.
  if (id === null || name === null || (kind !== 'root' && parentId === null)) return null;
  const creator = record(entry.createdBy);
  const person = record(creator?.user);
  return {
    id,
    parentId,
    name,
    kind,
    // With the preference applied, an empty facet is a sign too: permissions of its own, and no link.
    hasSharedFacet: isPresent(entry.shared),
    createdById: text(person?.id),
    createdByName: text(person?.displayName) ?? text(record(creator?.application)?.displayName),
    createdDateTime: date(entry.createdDateTime),
    lastModifiedDateTime: date(entry.lastModifiedDateTime),
    listItemId: itemNumber(record(entry.sharepointIds)?.listItemId),
  };
}

/** SharePoint writes the number of an item as text. */
function itemNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : null;
  return number;
}
