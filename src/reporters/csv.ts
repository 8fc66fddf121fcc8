/** Findings as a table, a row an object, safe to open in a spreadsheet. */
import type { Finding } from '../result/types.js';
import { titleText } from './finding-view.js';
import { safeText } from './text.js';

const COLUMNS = [
  'ruleId',
  'outcome',
  'findingSeverity',
  'findingGate',
  'title',
  'objectType',
  'objectId',
  'objectName',
  'objectUrl',
  'objectSeverity',
  'objectGate',
  'reach',
  'detail',
  'rootCause',
  'source',
] as const;

/** Yields the header and then a row an object (one row for a finding without objects), so that a large tenant needs no large string. `source` stands in every row, since rows are copied out of files. */
export function* renderFindingsCsv(findings: Iterable<Finding>, source = 'Live tenant'): Iterable<string> {
  yield `\uFEFF${row(COLUMNS)}`;
  for (const finding of findings) {
    const { ruleId, outcome, severity, gate, objects, rootCause } = finding;
    const head = [ruleId, outcome, severity, gate, titleText(finding)];
    if (objects.length === 0) yield row([...head, null, null, null, null, null, null, null, null, rootCause, source]);
    for (const object of objects) {
      const detail = Object.entries(object.detail)
        .map(([key, value]) => `${key}=${value ?? ''}`)
        .join('; ');
      yield row([
        ...head,
        object.type,
        object.id,
        object.name,
        object.url,
        object.severity,
        object.gate,
        object.reach,
        detail,
        rootCause,
        source,
      ]);
    }
  }
}

function row(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '""' : quoted(cell))).join(',')}\r\n`;
}

/**
 * A spreadsheet takes a cell for a formula when it begins with one of these, blanks apart; and where its list separator
 * is a semicolon it reads our commas as text and begins a cell after each semicolon.
 */
const FORMULA = /(^|;)([\s\u200B\uFEFF]*)(?=[=+\-@＝＋－＠])/gu;

function quoted(cell: string): string {
  return `"${neutralised(cell).replaceAll('"', '""')}"`;
}

function neutralised(cell: string): string {
  // A blank that was a tab or a line break at the front begins a formula in some readers; safeText leaves a plain blank.
  const text = safeText(cell);
  const start = /^[\t\r\n]/.test(cell) ? `'${text}` : text;
  return start.replace(FORMULA, (_match, separator: string, blanks: string) =>
    separator === '' ? `'${blanks}` : `${separator}${blanks}'`,
  );
}
