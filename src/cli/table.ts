/** Text in columns of a terminal: measured, cut and padded at what a reader sees as one character, wrapped, and set in tables. */
import stringWidth from 'string-width';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Between the columns of a table. */
const GAP = 2;
/** The last column wraps; narrower than this nobody reads it. */
const LAST_AT_LEAST = 24;

/** At most so many columns; what was cut off leaves an ellipsis. */
export function cutTo(text: string, columns: number): string {
  // A grapheme has a column or none; the second test saves measuring a whole novel.
  if (text.length <= columns * 8 && stringWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    width += stringWidth(segment);
    if (width > columns - 1) return `${kept}…`;
    kept += segment;
  }
  return kept;
}

export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/**
 * Lines of at most so many columns, broken at blanks; a longer word (an address, say) keeps a line to itself, whole. A
 * name that a tenant chose must not become a command of the build server that shows the log: those begin a line.
 */
export function wrap(text: string, columns: number): string[] {
  return broken(text, columns).map((line) => line.replace(/^::/, ': :').replaceAll('##[', '## ['));
}

function broken(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const wide = stringWidth(word);
    if (line !== '' && width + 1 + wide > columns) {
      lines.push(line);
      line = '';
    }
    width = line === '' ? wide : width + 1 + wide;
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** Rows as aligned lines; the last column takes the room that is left, wrapped under itself. */
export function table(rows: readonly (readonly string[])[], columns: number): string[] {
  const last = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: Math.max(0, last) }, (_, at) =>
    Math.max(...rows.map((row) => stringWidth(row[at] ?? '') + GAP)),
  );
  const left = widths.reduce((sum, width) => sum + width, 0);
  return rows.flatMap((row) => {
    const head = widths.map((width, at) => padTo(row[at] ?? '', width)).join('');
    const [first = '', ...more] = wrap(row[last] ?? '', Math.max(LAST_AT_LEAST, columns - left));
    return [`${head}${first}`.trimEnd(), ...more.map((line) => ' '.repeat(left) + line)];
  });
}

/** How wide text is set on a terminal of so many columns; 0, which some terminals say, means that they do not know. */
export function readable(columns: number): number {
  return Math.min(100, Math.max(40, columns || 80));
}
