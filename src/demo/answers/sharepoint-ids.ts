/** The ids by which SharePoint itself knows a drive and an item, and the columns of labels of an item. */
import { type Call, type Reply, refuse } from '../call.js';
import type { DriveIndex } from '../drive-index.js';
import { guidOf } from '../random.js';
import { selectedNames, splitTop } from '../select.js';
import type { SimulatedDrive, StoredItem } from '../tenant.js';

function idsOfSite(siteId: string, tenantId: string): object {
  const [, collection = '', web = ''] = siteId.split(',');
  return { siteId: collection, webId: web, tenantId };
}

function idsOfDrive(call: Call, drive: SimulatedDrive): object {
  const siteId = drive.items[0]?.parentReference.siteId ?? '';
  return { listId: drive.list.id, ...idsOfSite(siteId, call.tenant.id) };
}

/** The ids of SharePoint come only where they were selected. */
export function writtenDrive(call: Call, drive: SimulatedDrive): object {
  return selectedNames(call)?.includes('sharePointIds') === true
    ? { ...drive.drive, sharePointIds: idsOfDrive(call, drive) }
    : drive.drive;
}

export function idsOfItem(call: Call, drive: SimulatedDrive, index: DriveIndex, item: StoredItem): object {
  const number = index.numberOf(item);
  const inList = number === null ? {} : { listItemId: String(number) };
  return {
    listId: drive.list.id,
    ...inList,
    listItemUniqueId: guidOf(item.id),
    ...idsOfSite(item.parentReference.siteId, call.tenant.id),
  };
}

const LABEL_COLUMNS = ['_IpLabelId', '_IpLabelAssignmentMethod', '_ComplianceTag'] as const;

/** What an expansion asks of the list item: nothing, all its fields, or some. */
export interface AskedColumns {
  readonly names: readonly string[] | null;
}

/** `listItem($expand=fields)` and `listItem($expand=fields($select=…))`; any other expansion is refused. */
export function askedColumns(call: Call): AskedColumns | null | Reply {
  const text = call.query.get('$expand');
  if (text === null || text.trim() === '') return null;
  const fields = /^listItem\(\$expand=fields(?:\(\$select=([\w,\s]+)\))?\)$/.exec(text.trim());
  if (fields === null) return refuse(400, 'notSupported', '$expand is not supported on delta.');
  const names = fields[1] === undefined ? null : splitTop(fields[1], ',');
  const lacking = (names ?? []).find(
    (name) => (LABEL_COLUMNS as readonly string[]).includes(name) && !call.tenant.sharePoint.hasLabelColumns,
  );
  return lacking === undefined ? { names } : refuse(400, 'invalidRequest', `Field '${lacking}' is not recognized`);
}

export function listItemOf(call: Call, index: DriveIndex, item: StoredItem, asked: AskedColumns): object {
  const number = index.numberOf(item);
  if (number === null) return {};
  const all: Record<string, unknown> = {
    ContentType: item.folder === undefined ? 'Document' : 'Folder',
    FileLeafRef: item.name,
    ...(call.tenant.sharePoint.hasLabelColumns ? item.columns : {}),
  };
  const names = asked.names ?? Object.keys(all);
  // A column without a value is left out.
  const fields = Object.fromEntries(names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]));
  return { listItem: { id: String(number), fields: { '@odata.etag': `"${guidOf(item.id)},1"`, ...fields } } };
}
