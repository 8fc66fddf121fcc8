/** A drive, its root and its items, each as a single object, and how an item is written in lists. */
import { type Call, noSuchItem, type Reply } from '../call.js';
import type { DriveIndex } from '../drive-index.js';
import { oneReply } from '../paging.js';
import { selectedNames, wrongExpansion } from '../select.js';
import { findDrive, type SimulatedDrive, type StoredItem } from '../tenant.js';
import { sharedPlain } from './acl.js';
import { idsOfItem, writtenDrive } from './sharepoint-ids.js';
import { closedReply } from './sites.js';

/** The drive that a path names, or why it cannot be opened. */
export function openDrive(call: Call): SimulatedDrive | Reply {
  const found = findDrive(call.tenant, call.params.drive ?? '');
  if (found === null) return noSuchItem();
  return closedReply(call, found.site) ?? found.drive;
}

/** The item that a path names; the root where it names none. */
export function openItem(call: Call, drive: SimulatedDrive): StoredItem | null {
  const { item } = call.params;
  return (item === undefined || item === 'root' ? drive.items[0] : call.indexOf(drive).item(item)) ?? null;
}

/** The address of the content is given unasked, and is a key to it; a selection leaves it out. */
function downloadUrl(item: StoredItem): object {
  if (item.file === undefined) return {};
  const host = new URL(item.webUrl).origin;
  return { '@microsoft.graph.downloadUrl': `${host}/_layouts/15/download.aspx?UniqueId=${item.id}&tempauth=simulated` };
}

/** What SharePoint computes beside what it stores; `path` and `cTag` are missing from delta. */
export function writtenItem(
  call: Call,
  drive: SimulatedDrive,
  index: DriveIndex,
  stored: StoredItem,
  shared: object | undefined,
): Record<string, unknown> {
  const names = selectedNames(call);
  const { listItemId: _, columns: __, ...item } = stored;
  return {
    ...(names === null ? downloadUrl(stored) : {}),
    ...item,
    // Only where it was selected.
    ...(names?.includes('sharepointIds') === true ? { sharepointIds: idsOfItem(call, drive, index, stored) } : {}),
    eTag: `"{${item.id}},1"`,
    fileSystemInfo: { createdDateTime: item.createdDateTime, lastModifiedDateTime: item.lastModifiedDateTime },
    ...(item.folder === undefined ? {} : { folder: { ...item.folder, childCount: index.childCount(item.id) } }),
    ...(shared === undefined ? {} : { shared }),
  };
}

function pathOf(index: DriveIndex, item: StoredItem): string {
  const names: string[] = [];
  let parent = item.parentReference.id === undefined ? undefined : index.item(item.parentReference.id);
  while (parent !== undefined && parent.parentReference.id !== undefined) {
    names.unshift(encodeURIComponent(parent.name));
    parent = index.item(parent.parentReference.id);
  }
  return `/drives/${item.parentReference.driveId}/root:${names.map((name) => `/${name}`).join('')}`;
}

export function itemOf(call: Call): Reply {
  const drive = openDrive(call);
  if ('status' in drive) return drive;
  const item = openItem(call, drive);
  if (item === null) return noSuchItem();
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const index = call.indexOf(drive);
  const written = writtenItem(call, drive, index, item, sharedPlain(drive, index, item));
  const path = item.root === undefined ? { path: pathOf(index, item) } : {};
  const row = { ...written, cTag: `"c:{${item.id}},1"`, parentReference: { ...item.parentReference, ...path } };
  return oneReply(call, row, { type: 'driveItem', absent: 'omitted' });
}

export function rootOf(call: Call): Reply {
  return itemOf(call);
}

export function driveOf(call: Call): Reply {
  const drive = openDrive(call);
  return 'status' in drive ? drive : oneReply(call, writtenDrive(call, drive), { type: 'drive', absent: 'omitted' });
}
