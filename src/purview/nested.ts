/** Reads what stands as a text inside a property: JSON, a small XML of settings, and pairs of key and value. Bounded, and never guessing. */
import { decode } from './decode.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from './results.js';

/** The longest text of this kind that was seen has some hundred thousand characters. */
const MOST_CHARACTERS = 2_000_000;

/** The decoded value of a text that holds JSON; undefined: it holds none, or too much. */
export function parsedJson(text: string): CmdletValue | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    const value = decode(JSON.parse(text.trim()));
    return value === UNREADABLE ? undefined : value;
  } catch {
    return undefined;
  }
}

/** A tag `<setting …>` with its attributes; what is in quotes may hold anything but the quotes. */
const TAG = /<setting\s((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/gi;
const ATTRIBUTE = /([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/**
 * `<settings><setting key="mandatory" value="true"/>…</settings>` as pairs, keys in lower case. Undefined: it is no such text, or
 * not a whole one. Declarations and entities are not read, so there is nothing that they could do.
 */
export function settingsOfXml(xml: string): ReadonlyMap<string, string> | undefined {
  const text = xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/i, '').trim();
  if (text.length > MOST_CHARACTERS || text.includes('<!')) return undefined;
  if (/^<settings\s*\/>$/i.test(text)) return new Map();
  if (!/^<settings\s*>/i.test(text) || !/<\/settings\s*>$/i.test(text)) return undefined;
  const tags = [...text.matchAll(TAG)];
  if (tags.length !== [...text.matchAll(/<setting\b/gi)].length) return undefined;
  const settings = new Map<string, string>();
  for (const [, attributes = ''] of tags) {
    const read = new Map<string, string>();
    for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE))
      read.set(name.toLowerCase(), double ?? single ?? '');
    const key = read.get('key')?.toLowerCase();
    const value = read.get('value');
    if (key === undefined || value === undefined || settings.has(key)) return undefined;
    settings.set(key, value);
  }
  return settings;
}

/**
 * Pairs in whatever form they come: a list of `{Key, Value}`, of texts `[key, value]` or of texts with JSON inside, or one
 * object whose properties are the keys. Keys in lower case. Undefined: one of them cannot be read.
 */
export function pairsOf(value: CmdletValue | undefined): ReadonlyMap<string, CmdletValue> | undefined {
  if (value === undefined || value === UNREADABLE) return undefined;
  if (value === null || value === '') return new Map();
  if (typeof value === 'string') return /^[[{]\s*["{]/.test(value.trim()) ? pairsOf(parsedJson(value)) : pairsOf([value]);
  if (typeof value !== 'object') return undefined;
  const single = Array.isArray(value) ? undefined : pairOf(value);
  const entries = Array.isArray(value)
    ? value.map(pairOf)
    : single === undefined
      ? Object.entries(value as CmdletObject)
      : [single];
  // An empty object is what is left of one: a list without pairs is written as a list.
  if (entries.length === 0 && !Array.isArray(value)) return undefined;
  const pairs = new Map<string, CmdletValue>();
  for (const entry of entries) {
    if (entry === undefined || entry[1] === UNREADABLE || pairs.has(entry[0].toLowerCase())) return undefined;
    pairs.set(entry[0].toLowerCase(), entry[1]);
  }
  return pairs;
}

function pairOf(entry: CmdletValue): readonly [string, CmdletValue] | undefined {
  if (typeof entry === 'string') {
    const plain = /^\[\s*([^,\]"{]+?)\s*,\s*(.*)\]$/s.exec(entry.trim());
    if (plain?.[1] !== undefined) return [plain[1], plain[2] ?? ''];
    const inner = parsedJson(entry);
    return inner === undefined || typeof inner === 'string' ? undefined : pairOf(inner);
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const own = new Map(Object.entries(entry as CmdletObject).map(([name, value]) => [name.toLowerCase(), value]));
  const key = own.get('key');
  return typeof key === 'string' && own.has('value') ? [key, own.get('value') as CmdletValue] : undefined;
}
