/** Makes strings of unknown origin safe to show: no control characters, no escape sequences, no bidirectional overrides. */

/** What stands where something was taken out, so that nobody is fooled by its absence. */
const REPLACEMENT = '\uFFFD';

const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
const [DCS, SOS, CSI, ST, OSC, PM, APC] = [0x90, 0x98, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f].map((code) => String.fromCharCode(code));

/** Whole sequences first (their payload is not text either), so that `ESC[31m` leaves one mark and not `[31m`. */
const SEQUENCES = new RegExp(
  [
    `(?:${ESC}[\\]PX^_]|[${OSC}${DCS}${SOS}${PM}${APC}])[^${ESC}${BEL}${ST}]*(?:${BEL}|${ST}|${ESC}\\\\)`,
    `(?:${ESC}\\[|${CSI})[0-?]*[ -/]*[@-~]`,
    `${ESC}[ -/]*[0-Z\\\\^-~]`,
  ].join('|'),
  'gu',
);
const BLANKS = /[\t\n\r\v\f\u0085\u2028\u2029]+/gu;
/** Controls, bidirectional controls, lone surrogates, and the invisible "tag" characters. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u{E0000}-\u{E007F}]/gu;

/** One line of printable text. Line breaks and tabs become a blank; what is taken out leaves U+FFFD. */
export function safeText(text: string): string {
  return text.replace(SEQUENCES, REPLACEMENT).replace(BLANKS, ' ').replace(UNSAFE, REPLACEMENT);
}

/** The same value with every string, keys included, made safe: one place where it cannot be forgotten. */
export function safeDeep<T>(value: T): T {
  return mapped(value) as T;
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return safeText(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [safeText(key), mapped(inner)]));
}

/** Cuts what no reader reads to the end, and says so. Counts code points, so that no pair is torn. */
export function cut(text: string, limit = 400): string {
  if (text.length <= limit) return text;
  const points = [...text];
  return points.length <= limit
    ? text
    : `${points.slice(0, limit).join('')}… (${points.length.toLocaleString('en-US')} characters)`;
}

/** The address if it is one that a reader may be led to, else null: `https:` only, and nothing that hides its host. */
export function safeUrl(url: string | null): string | null {
  if (url === null) return null;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  return parsed.protocol === 'https:' && parsed.username === '' && parsed.password === '' ? parsed.href : null;
}

/** An `https:` address for reading: without the scheme, and with blanks and letters instead of percent signs. */
export function readableUrl(url: string): string {
  const bare = url.replace(/^https:\/\//, '');
  try {
    return safeText(decodeURI(bare));
  } catch {
    return bare;
  }
}
