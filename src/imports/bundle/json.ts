/** Parses the JSON of an export within bounds, and mends what a console does to it: lines broken inside of texts. */

/** Objects of cmdlets are some ten levels deep; `-Depth 100` is the most that PowerShell writes. */
const MOST_LEVELS = 120;
/** Values in one file: some 20,000 sites with a hundred properties. */
const MOST_VALUES = 6_000_000;

export type Parsed =
  | { readonly ok: true; readonly json: unknown /** Line breaks inside of texts were taken out. */; readonly mended: boolean }
  /** Nothing but blanks. */
  | { readonly ok: false; readonly isBlank: true }
  /** As the end of a sentence. */
  | { readonly ok: false; readonly isBlank: false; readonly why: string };

export function parseExport(whole: string): Parsed {
  const text = trimmed(whole);
  if (text === '') return { ok: false, isBlank: true };
  const no = (why: string): Parsed => ({ ok: false, isBlank: false, why });
  const first = text[0];
  if (first !== '[' && first !== '{' && text !== 'null')
    return no('it does not begin as JSON; save it with ConvertTo-Json -Depth 12');
  const shape = measure(text);
  if (shape.levels > MOST_LEVELS) return no(`it is nested more than ${MOST_LEVELS} levels deep`);
  if (shape.values > MOST_VALUES) return no(`it holds more than ${MOST_VALUES.toLocaleString('en-US')} values`);
  const json = parse(text);
  if (json !== undefined) return { ok: true, json, mended: false };
  if (!shape.endsWhole) return no('it breaks off before its end');
  const mended = parse(mend(text));
  return mended === undefined ? no('it is not valid JSON') : { ok: true, json: mended, mended: true };
}

/** Zeros are left at the end by disks and shells that stopped midway, and Ctrl-Z by `copy`. */
function trimmed(text: string): string {
  const isNothing = (at: number) => {
    const letter = text.charCodeAt(at);
    return letter <= BLANK || letter === BYTE_ORDER_MARK || letter === NO_BREAK;
  };
  let from = 0;
  let to = text.length;
  while (from < to && isNothing(from)) from += 1;
  while (to > from && isNothing(to - 1)) to -= 1;
  return text.slice(from, to);
}

const [BYTE_ORDER_MARK, NO_BREAK] = [0xfeff, 0xa0];

/** Undefined: it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface Shape {
  readonly levels: number;
  readonly values: number;
  /** Every bracket and every text is closed. */
  readonly endsWhole: boolean;
}

/** One pass, before anything is built: brackets in a row would take more memory than they have letters. */
function measure(text: string): Shape {
  let level = 0;
  let levels = 0;
  let values = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (isInText) {
      if (letter === BACKSLASH) at = afterBreaks(text, at + 1);
      else if (letter === QUOTE) isInText = false;
    } else if (letter === QUOTE) isInText = true;
    else if (letter === COMMA) values += 1;
    else if (letter === OPEN_LIST || letter === OPEN_OBJECT) {
      values += 1;
      level += 1;
      if (level > levels) levels = level;
    } else if (letter === CLOSE_LIST || letter === CLOSE_OBJECT) level -= 1;
  }
  return { levels, values, endsWhole: level === 0 && !isInText };
}

const [QUOTE, BACKSLASH, COMMA, BLANK] = [0x22, 0x5c, 0x2c, 0x20];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * A console breaks a line where it is full, also inside of a number or between a backslash and its letter, and nothing is lost
 * by taking the break out; other control characters in texts are written as JSON writes them.
 */
function mend(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const leaveOut = (start: number, end: number, instead = '') => {
    parts.push(text.slice(from, start), instead);
    from = end;
  };
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) isInText = !isInText;
    else if (isInText && letter === BACKSLASH) {
      const next = afterBreaks(text, at + 1);
      if (next > at + 1) leaveOut(at + 1, next);
      at = next;
    } else if (isInText && letter < BLANK) {
      leaveOut(at, at + 1, isBreak(letter) ? '' : `\\u${letter.toString(16).padStart(4, '0')}`);
    } else if (isBreak(letter)) {
      const next = afterBreaks(text, at);
      if (isOfValue(text.charCodeAt(at - 1)) && isOfValue(text.charCodeAt(next))) leaveOut(at, next);
      at = next - 1;
    }
  }
  return parts.join('') + text.slice(from);
}

const isBreak = (letter: number) => letter === 0x0a || letter === 0x0d;

function afterBreaks(text: string, from: number): number {
  let at = from;
  while (isBreak(text.charCodeAt(at))) at += 1;
  return at;
}

/** A letter of `true`, `null` or a number. Two of them never stand beside each other in JSON with a break between. */
function isOfValue(letter: number): boolean {
  return /[\w.+-]/.test(String.fromCharCode(letter));
}
