/** `GET /drives/{id}/root/delta`: a whole drive in pages, then what has changed since, by tokens that only Microsoft reads. */
import { type Call, type Reply, refuse } from '../call.js';
import { contextOf, GRAPH, linkTo, pageSize } from '../paging.js';
import { selectedNames, shaped, wrongSelection } from '../select.js';
import type { SimulatedDrive, StoredItem } from '../tenant.js';
import { sharedOfHierarchy, sharedPlain } from './acl.js';
import { openDrive, writtenItem } from './items.js';
import { type AskedColumns, askedColumns, listItemOf } from './sharepoint-ids.js';

interface DeltaToken {
  readonly epoch: number;
  /** How many changes of the drive the holder of the token has seen. */
  readonly seen: number;
  /** Where the next page of a first crawl begins; null: changes are asked for. */
  readonly offset: number | null;
}

function writeToken({ epoch, seen, offset }: DeltaToken): string {
  return Buffer.from(JSON.stringify(['d~', epoch, seen, offset])).toString('base64url');
}

function readToken(text: string): DeltaToken | null {
  try {
    const [mark, epoch, seen, offset] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (mark !== 'd~' || typeof epoch !== 'number' || typeof seen !== 'number') return null;
    return { epoch, seen, offset: typeof offset === 'number' ? offset : null };
  } catch {
    return null;
  }
}

/** Too old a token: begin again at the address of `Location`. */
function resync(call: Call): Reply {
  const fresh = new URLSearchParams(call.query);
  fresh.delete('token');
  const text = fresh.toString().replaceAll('%24', '$').replaceAll('%2C', ',');
  const location = `${GRAPH}${call.path}${text === '' ? '' : `?${text}`}`;
  const message = 'Resync required. Replace any local items with the server version.';
  return refuse(410, 'resyncChangesApplyDifferences', message, { Location: location });
}

function wantsHierarchy(call: Call): boolean {
  const preferences = (call.headers.get('prefer') ?? '').split(',').map((one) => one.trim().toLowerCase());
  return preferences.includes('hierarchicalsharing');
}

/** Items that changed since, each once, and the root before them, as Microsoft sends the ancestors of a change. */
function changedSince(call: Call, drive: SimulatedDrive, seen: number): (StoredItem | { id: string })[] {
  const index = call.indexOf(drive);
  const changes = new Map(drive.changes.slice(seen).map((change) => [change.itemId, change] as const));
  const [root] = drive.items;
  if (changes.size === 0) return [];
  const rows: (StoredItem | { id: string })[] = root === undefined || changes.has(root.id) ? [] : [root];
  for (const { itemId, deleted } of changes.values()) {
    const item = index.item(itemId);
    rows.push(deleted === true || item === undefined ? { id: itemId } : item);
  }
  return rows;
}

function answerRows(
  call: Call,
  drive: SimulatedDrive,
  columns: AskedColumns | null,
  rows: readonly (StoredItem | { id: string })[],
  links: object,
): Reply {
  const index = call.indexOf(drive);
  const names = selectedNames(call);
  const byHierarchy = wantsHierarchy(call);
  const value = rows.map((row) => {
    if (!('webUrl' in row)) return { id: row.id, deleted: { state: 'deleted' } };
    const shared = byHierarchy ? sharedOfHierarchy(drive, row) : sharedPlain(drive, index, row);
    const item = shaped(writtenItem(call, drive, index, row, shared), names, { type: 'driveItem', absent: 'omitted' });
    return columns === null ? item : { ...item, ...listItemOf(call, index, row, columns) };
  });
  const headers = byHierarchy ? { 'Preference-Applied': 'hierarchicalsharing' } : {};
  return { status: 200, headers, body: { '@odata.context': contextOf(call), ...links, value } };
}

export function delta(call: Call): Reply {
  const drive = openDrive(call);
  if ('status' in drive) return drive;
  const wrong = wrongSelection(call, 'driveItem');
  if (wrong !== null) return wrong;
  const columns = askedColumns(call);
  if (columns !== null && 'status' in columns) return columns;
  const size = pageSize(call, { name: 'delta', size: 200, cap: 1000, overCap: 'cap' });
  if (typeof size !== 'number') return size;

  const epoch = drive.tokenEpoch;
  const seenAll = drive.changes.length;
  const deltaLink = (seen: number): object => ({
    '@odata.deltaLink': linkTo(call.path, call.query, { token: writeToken({ epoch, seen, offset: null }) }),
  });
  const text = call.query.get('token');
  if (text === 'latest') return answerRows(call, drive, columns, [], deltaLink(seenAll));
  const token = text === null ? { epoch, seen: seenAll, offset: 0 } : readToken(text);
  if (token === null || token.epoch !== epoch) return resync(call);
  if (token.offset === null) return answerRows(call, drive, columns, changedSince(call, drive, token.seen), deltaLink(seenAll));

  const repeats = call.tenant.deltaRepeatsItems && token.offset > 0 && size > 1;
  const start = repeats ? token.offset - 1 : token.offset;
  const end = start + size;
  const index = call.indexOf(drive);
  const rows = index.slice(start, end);
  if (end >= index.count) return answerRows(call, drive, columns, rows, deltaLink(token.seen));
  const next = writeToken({ epoch, seen: token.seen, offset: end });
  return answerRows(call, drive, columns, rows, { '@odata.nextLink': linkTo(call.path, call.query, { token: next }) });
}
