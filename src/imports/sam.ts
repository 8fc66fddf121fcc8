/** Reads the reports that SharePoint Advanced Management exports as CSV: permissions of sites, and items open to everyone. */
import type { SamBroadItem, SamSite } from '../evidence/sharepoint.js';
import { OperatorError } from '../operator-error.js';
import { type CsvLine, eachCsvLine, plainHeader, shown } from './csv-lines.js';
import { type DateOrder, orderOf, readDate, written } from './dates.js';
import { columnsOf, KINDS, type Kind } from './sam-columns.js';
import { readTextFile } from './text-files.js';

export interface SamReports {
  /** Null: no such report was given. */
  readonly sites: readonly SamSite[] | null;
  readonly broadItems: readonly SamBroadItem[] | null;
  /** Ids of the tenants that the reports name, lower case; empty where they name none. */
  readonly tenants: readonly string[];
  /** What a reader of the report should know of the files, a sentence each. */
  readonly notes: readonly string[];
}

/** A million rows, which is the most that Microsoft exports, are some 300 MB. */
const MOST_MEGABYTES = 480;
/** Microsoft cuts its exports here. */
const MOST_ROWS = 1_000_000;

/**
 * Reads one or more files; of one kind there may be several (SharePoint and OneDrive, Everyone and Everyone except
 * external users).
 * @throws OperatorError where a file is none of the two reports.
 */
export async function readSamReports(paths: readonly string[]): Promise<SamReports> {
  const sites: SamSite[] = [];
  const broadItems: SamBroadItem[] = [];
  const kinds = new Set<Kind>();
  const tenants = new Set<string>();
  const notes: string[] = [];
  for (const path of paths) {
    const read = await readOne(path, { sites, broadItems });
    kinds.add(read.kind);
    for (const tenant of read.tenants) tenants.add(tenant);
    notes.push(...read.notes);
  }
  return {
    sites: kinds.has('sites') ? sites : null,
    broadItems: kinds.has('items') ? broadItems : null,
    tenants: [...tenants].sort(),
    notes,
  };
}

type Cell = (column: string) => string;

interface Rows {
  readonly sites: SamSite[];
  readonly broadItems: SamBroadItem[];
}

async function readOne(
  path: string,
  into: Rows,
): Promise<{ readonly kind: Kind; readonly tenants: ReadonlySet<string>; readonly notes: readonly string[] }> {
  const text = await readTextFile(path, MOST_MEGABYTES, 'a report of SharePoint Advanced Management');
  let columns: ReturnType<typeof columnsOf> = null;
  let isHeaderRead = false;
  let rows = 0;
  let hidden = 0;
  const tenants = new Set<string>();
  const dates = new Map<string, number>();
  const from = { sites: into.sites.length, items: into.broadItems.length };
  await eachCsvLine(path, text, (line) => {
    if (!isHeaderRead) {
      isHeaderRead = true;
      columns = columnsOf(line.cells.map(plainHeader));
      if (columns === null) throw otherFile(path, line);
      return;
    }
    if (columns === null) return;
    const { at, kind } = columns;
    const cell: Cell = (column) => line.cells[at.get(column) ?? -1] ?? '';
    rows += 1;
    const tenant = guid(cell('tenant'));
    if (tenant !== null) tenants.add(tenant);
    if (cell('reportDate') !== '') dates.set(cell('reportDate'), line.line);
    if (kind === 'sites') {
      const site = siteOf(cell);
      if (site === null) hidden += 1;
      else into.sites.push(site);
    } else {
      const item = itemOf(cell);
      if (item === null) hidden += 1;
      else into.broadItems.push(item);
    }
  });
  const found = columns as ReturnType<typeof columnsOf>;
  if (found === null) throw new OperatorError(`${path} is empty. Export the report again, as CSV.`);
  if (rows > 0 && hidden === rows) throw concealed(path);
  const iso = isoDates([...dates.keys()]);
  redate(into.sites, from.sites, iso);
  redate(into.broadItems, from.items, iso);
  const what = KINDS[found.kind];
  return {
    kind: found.kind,
    tenants,
    notes: [
      `${path}: ${what.title}, rows: ${number(rows)}.`,
      ...(hidden === 0 ? [] : [`${path}: rows that name no ${what.names}, left out: ${number(hidden)}; ${REVEAL}.`]),
      ...(rows < MOST_ROWS ? [] : [`${path} holds as many rows as Microsoft exports; what comes after them is not in it.`]),
    ],
  };
}

const REVEAL =
  'where the admin center conceals names, turn off Settings > Org settings > Reports > Display concealed names and export again';

function siteOf(cell: Cell): SamSite | null {
  const collectionId = guid(cell('collectionId'));
  const url = addressOf(cell('url'));
  // A concealed site has neither: its address is a mark, its id is all zeros.
  if (collectionId === null && url === null) return null;
  return {
    collectionId,
    url: url ?? '',
    people: count(cell('people')),
    guests: count(cell('guests')),
    everyoneExceptExternalGrants: count(cell('everyoneExceptExternalGrants')),
    everyoneGrants: count(cell('everyoneGrants')),
    organizationLinks: count(cell('organizationLinks')),
    anyoneLinks: count(cell('anyoneLinks')),
    uniqueItems: count(cell('uniqueItems')),
    reportDate: filled(cell('reportDate')),
  };
}

function itemOf(cell: Cell): SamBroadItem | null {
  const collectionId = guid(cell('collectionId'));
  const itemUrl = cell('itemUrl');
  const isRelative = addressOf(itemUrl) === null;
  // Below which site a relative address stands, only the id tells.
  if (itemUrl === '' || (isRelative && (collectionId === null || HASH.test(itemUrl)))) return null;
  return {
    collectionId,
    itemUrl,
    itemType: filled(cell('itemType')),
    role: filled(cell('role')),
    recipient: filled(cell('recipient')),
    reportDate: filled(cell('reportDate')),
  };
}

/** What Microsoft puts in place of a concealed name. */
const HASH = /^[\dA-F]{32,}$/i;
const GUID = /^\{?([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\}?$/i;
const NO_GUID = /^[0-]+$/;

function guid(text: string): string | null {
  const found = GUID.exec(text)?.[1]?.toLowerCase() ?? null;
  return found === null || NO_GUID.test(found) ? null : found;
}

function addressOf(text: string): string | null {
  return /^https:\/\//i.test(text) && URL.canParse(text) ? text : null;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function filled(text: string): string | null {
  return text === '' ? null : text;
}

/** `1204`, `1,204` and `1 204`; null for what is no count. */
function count(text: string): number | null {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return /^\d{1,3}(?:[,.'\s]\d{3}){1,2}$/u.test(text) ? Number(text.replaceAll(/\D/gu, '')) : null;
}

/** Dates by the text that stood in the file: `2026-11-30` where the column proves day and month, else as they came. */
function isoDates(texts: readonly string[]): ReadonlyMap<string, string> {
  const read = texts.map((text) => readDate(text));
  const proofs = new Set<DateOrder>(read.flatMap((date) => (date === null ? [] : (orderOf(date) ?? []))));
  const order = proofs.size === 1 ? [...proofs][0] : undefined;
  const pairs = texts.flatMap((text, at): [string, string][] => {
    const date = read[at] ?? null;
    if (date === null || ('first' in date && order === undefined)) return [];
    const day = written(date, order ?? 'month-first');
    return day === null ? [] : [[text, day]];
  });
  return new Map(pairs);
}

function redate<R extends { readonly reportDate: string | null }>(
  rows: R[],
  from: number,
  iso: ReadonlyMap<string, string>,
): void {
  for (let at = from; at < rows.length; at += 1) {
    const row = rows[at] as R;
    const day = row.reportDate === null ? undefined : iso.get(row.reportDate);
    if (day !== undefined) rows[at] = { ...row, reportDate: day };
  }
}

function otherFile(path: string, { line, cells }: CsvLine): OperatorError {
  const found = cells.slice(0, 12).map((name) => `"${shown(name)}"`);
  const wanted = Object.values(KINDS).map(({ title, header }) => `${title} (${header})`);
  return new OperatorError(
    `${path}, line ${line}: this is no report that --sam reads. Found the columns ${found.join(', ')}; it reads ${wanted.join(' and ')}.`,
  );
}

function concealed(path: string): OperatorError {
  return new OperatorError(`${path}: not one row names a site or an item, so nothing can be compared; ${REVEAL}.`);
}
