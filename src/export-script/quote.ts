/** Values as PowerShell literals that nothing in them can end, in plain ASCII. */

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A text as a single-quoted literal: nothing is expanded in one, and a quotation mark is doubled. PowerShell takes curly marks
 * for straight ones, so what is not plain ASCII is put together from its codes, in brackets.
 */
export function quoted(text: string): string {
  if (PLAIN.test(text)) return singleQuoted(text);
  const pieces = text.match(/[\x20-\x7e]+|[^\x20-\x7e]/g) ?? [];
  const written = pieces.map((piece) => (PLAIN.test(piece) ? singleQuoted(piece) : `[char] ${piece.charCodeAt(0)}`));
  // A text first, or two codes would be added up as numbers.
  return `('' + ${written.join(' + ')})`;
}

const singleQuoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export function literal(value: string | number | boolean): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be written in PowerShell.`);
  return String(value);
}

export function listOf(values: readonly string[]): string {
  return `@(${values.map(quoted).join(', ')})`;
}

/** A text behind `#`: one line of ASCII. */
export function comment(text: string): string {
  return `# ${text.replace(/[^\x20-\x7e]+/g, '?')}`.trimEnd();
}
