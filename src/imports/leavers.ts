/** Reads the operator's list of people who have left: a CSV out of the personnel system, Excel or PowerShell. */
import type { Leaver } from '../evidence/directory.js';
import { OperatorError } from '../operator-error.js';
import { type CsvLine, eachCsvLine, plainHeader, shown } from './csv-lines.js';
import { type DateOrder, orderOf, readDate, written } from './dates.js';
import { readTextFile } from './text-files.js';

export interface LeaversList {
  /** One row for each way in which a person is named: principal name, mail address, employee id. */
  readonly leavers: readonly Leaver[];
  readonly people: number;
  /** Lines that name nobody in a way that can be looked up. */
  readonly skipped: readonly { readonly line: number; readonly why: string }[];
  /** What was assumed. */
  readonly notes: readonly string[];
}

const KEY_COLUMNS = {
  upn: ['upn', 'userprincipalname', 'username', 'login', 'account'],
  mail: ['email', 'mail', 'emailaddress', 'workemail', 'primaryemail', 'mailadresse'],
  employeeId: ['employeeid', 'employeenumber', 'employeeno', 'staffid', 'personnelnumber', 'personalnummer'],
} as const;
const DATE_COLUMN = [
  'lastday',
  'lastdate',
  'lastworkingday',
  'lastdayworked',
  'terminationdate',
  'enddate',
  'leavedate',
  'leavingdate',
  'exitdate',
  'separationdate',
  'employeeleavedatetime',
  'austrittsdatum',
  'austritt',
];
const ACCEPTED =
  'upn, userPrincipalName, email, mail, employee id, personalnummer; and for the date last day, termination date, end date, leave date';

interface Row {
  readonly line: number;
  readonly keys: readonly string[];
  readonly date: string;
}

export async function readLeavers(path: string): Promise<LeaversList> {
  const file = path;
  const all: CsvLine[] = [];
  await eachCsvLine(file, await readTextFile(path), (line) => all.push(line));
  const [header, ...lines] = all;
  if (header === undefined)
    throw new OperatorError(`${file} is empty. Give a CSV with a header line, such as: userPrincipalName,lastDay`);
  const columns = header.cells.map(plainHeader);
  const find = (names: readonly string[]) => columns.findIndex((column) => names.includes(column));
  const keys = { upn: find(KEY_COLUMNS.upn), mail: find(KEY_COLUMNS.mail), employeeId: find(KEY_COLUMNS.employeeId) };
  if (Object.values(keys).every((at) => at < 0)) throw noColumn(file, header);
  const dateAt = find(DATE_COLUMN);

  const rows: Row[] = [];
  const skipped: { line: number; why: string }[] = [];
  for (const { line, cells } of lines) {
    const found = [addressOf(cells[keys.upn]), addressOf(cells[keys.mail]), idOf(cells[keys.employeeId])];
    const named = [...new Set(found.filter((key) => key !== null))];
    if (named.length === 0) skipped.push({ line, why: 'it holds neither an address with an @ nor an employee id' });
    else rows.push({ line, keys: named, date: cells[dateAt]?.trim() ?? '' });
  }
  const { days, notes } = daysOf(file, rows);
  const leavers = rows.flatMap((row, at) => row.keys.map((key): Leaver => ({ key, lastDay: days[at] ?? null })));
  const none = rows.length === 0 ? [`${file} names nobody.`] : [];
  const dateless = dateAt < 0 ? [`${file} has no column with the last day; everybody on it counts as gone.`] : [];
  return { leavers, people: rows.length, skipped, notes: [...notes, ...dateless, ...none] };
}

function addressOf(cell: string | undefined): string | null {
  const inner = /<([^<>]+)>\s*$/.exec(cell ?? '')?.[1] ?? cell ?? '';
  const address = inner
    .trim()
    .toLowerCase()
    .replace(/^(?:mailto|smtp):/, '');
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null;
}

function idOf(cell: string | undefined): string | null {
  const id = (cell ?? '').trim().toLowerCase();
  return id === '' || NOTHING.has(id) ? null : id;
}

const NOTHING = new Set(['', '-', '--', 'n/a', 'na', 'none', 'null']);

function daysOf(
  file: string,
  rows: readonly Row[],
): { readonly days: readonly (string | null)[]; readonly notes: readonly string[] } {
  const dates = rows.map(({ line, date }) => {
    if (NOTHING.has(date.toLowerCase())) return null;
    const read = readDate(date);
    if (read === null) throw noDate(file, line, date);
    return read;
  });
  const proofs = new Map<DateOrder, number>();
  for (const [at, date] of dates.entries()) {
    const order = date === null ? null : orderOf(date);
    if (order !== null && !proofs.has(order)) proofs.set(order, rows[at]?.line ?? 0);
  }
  const [monthFirst, dayFirst] = [proofs.get('month-first'), proofs.get('day-first')];
  if (monthFirst !== undefined && dayFirst !== undefined) {
    throw new OperatorError(
      `${file}: line ${monthFirst} writes the month first and line ${dayFirst} the day first. Write all dates as 2026-12-31.`,
    );
  }
  const order: DateOrder = dayFirst === undefined ? 'month-first' : 'day-first';
  const isAssumed = proofs.size === 0 && dates.some((date) => date !== null && 'first' in date);
  const note = `${file}: no date tells day and month apart; they were read as month/day/year.`;
  const days = dates.map((date, at) => {
    if (date === null) return null;
    const day = written(date, order);
    if (day === null) throw noDate(file, rows[at]?.line ?? 0, rows[at]?.date ?? '');
    return day;
  });
  return { days, notes: isAssumed ? [note] : [] };
}

function noColumn(file: string, header: CsvLine): OperatorError {
  const found = header.cells.slice(0, 12).map((cell) => `"${shown(cell)}"`);
  return new OperatorError(
    `${file}, line ${header.line}: no column says who left. Found ${found.join(', ')}; accepted are ${ACCEPTED}. Name one column so.`,
  );
}

function noDate(file: string, line: number, date: string): OperatorError {
  return new OperatorError(`${file}, line ${line}: "${shown(date)}" is not a date. Write it as 2026-12-31, or leave it empty.`);
}
