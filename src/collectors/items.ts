/** Crawls every drive by delta: one slim row an item, with the sign of whether it has permissions of its own. */

import type { Drive, Item } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector } from './define.js';
import { date, isPresent, type Json, record, text } from './fields.js';
import { carryGaps, closing, isGone, leaveUnread, type Reading, writePages } from './paged.js';
import { drivesToRead } from './sites-to-read.js';

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
    const drives = await drivesToRead(context);
    let done = 0;
    await context.each(drives, async ({ drive }) => {
      const spent = context.allowance.spent();
      if (spent !== null) await leaveUnread(context, 'items', drive.id, spent);
      else if (isPreservationHold(drive)) await leaveOut(context, drive);
      else await crawl(context, drive);
      done += 1;
      context.progress('Libraries and OneDrives crawled', done, drives.length);
    });
    await carryGaps(context, 'items', 'drives');
  },
});

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
  const read = (withLabels: boolean) =>
    writePages(context, writer, { dataset: 'items', request: deltaOf(drive.id, withLabels), map: itemOf });
  let withLabels = true;
  let reading = await read(withLabels);
  if (reading.pages === 0 && reading.refusal?.status === 400) {
    // Microsoft refuses the whole question where the library lacks one of the columns.
    context.note(NO_LABELS);
    withLabels = false;
    reading = await read(withLabels);
  }
  if (reading.refusal?.status === 410) {
    // The token of a page expired: what was read may be out of date, so a new generation takes its place.
    await writer.close(closing(reading.gaps, reading.pages > 0));
    writer = await context.out.shard('items', drive.id);
    reading = await read(withLabels);
  }
  const itself = {
    ...deltaOf(drive.id, false),
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

const NO_LABELS =
  'At least one library has no columns for sensitivity and retention labels, or Microsoft did not give them: the labels of its files are not known.';

function isApplied(reading: Reading): boolean {
  return reading.preferenceApplied.includes('hierarchicalsharing');
}

function gapsOfCrawl(reading: Reading): readonly Gap[] {
  return reading.pages === 0 || isApplied(reading) ? reading.gaps : [...reading.gaps, NOT_APPLIED];
}

/** The columns of the list behind the drive that hold the labels of an item. */
const LABELS = 'listItem($expand=fields($select=_IpLabelId,_ComplianceTag))';

function deltaOf(id: string, withLabels: boolean): GraphRequest {
  const select =
    'id,name,file,folder,root,package,remoteItem,deleted,parentReference,shared,sharepointIds,createdBy,createdDateTime,lastModifiedDateTime';
  return {
    path: graphPath('/drives/{id}/root/delta', { id }),
    query: { $select: select, $top: '1000', ...(withLabels ? { $expand: LABELS } : {}) },
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
    ...labelsOf(entry),
  };
}

/** Nothing where the columns were not given: then nobody can say whether the item is labelled. */
function labelsOf(entry: Json): Pick<Item, 'labelId' | 'retentionLabel'> {
  const fields = record(record(entry.listItem)?.fields);
  return fields === null ? {} : { labelId: text(fields._IpLabelId), retentionLabel: text(fields._ComplianceTag) };
}

/** SharePoint writes the number of an item as text. */
function itemNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : null;
  return number;
}
