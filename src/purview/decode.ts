/**
 * Makes one value of the encodings in which PowerShell and the cmdlet endpoint write the same object. What an export cut short
 * becomes `UNREADABLE`, never an empty text or list: nobody knows what stood there.
 */
import { type CmdletObject, type CmdletValue, UNREADABLE } from './results.js';

/** Objects of cmdlets are some ten levels deep. What is deeper is no export, and must not use up the stack. */
const MOST_LEVELS = 64;

type Json = { readonly [key: string]: unknown };

/** One value. `json` is what `JSON.parse` gives; anything else, and whatever is nested too deeply, is unreadable. */
export function decode(json: unknown): CmdletValue {
  return decodeAt(json, 0);
}

/**
 * The objects of a whole file or answer: a list, one object alone, or a list inside `value`; none for null and the empty list.
 * Null: this is no list of objects (texts, `[null]`, a list that is shorter than its own `Count`).
 */
export function decodeObjects(json: unknown): readonly CmdletObject[] | null {
  const items = itemsOf(json);
  if (items === null) return null;
  const objects: CmdletObject[] = [];
  for (const item of items) {
    const object = Array.isArray(item) ? decode(item) : isObject(item) ? fieldsOf(item, 1) : null;
    if (object === null || typeof object !== 'object' || Array.isArray(object)) return null;
    objects.push(object as CmdletObject);
  }
  return objects;
}

/** Shells wrap lists in lists and in `{value, Count}`, several times over at worst. */
function itemsOf(json: unknown): readonly unknown[] | null {
  let items = json;
  for (let times = 0; times < 4; times += 1) {
    if (items === null) return [];
    if (Array.isArray(items)) {
      const [only] = items;
      if (items.length !== 1 || !(Array.isArray(only) ? pairsOf(only) === null : isWrappedList(only))) return items;
      items = only;
    } else if (isObject(items)) {
      if (!isWrappedList(items)) return plainKeys(items).length === 0 ? null : [items];
      if (isCut(items)) return null;
      items = items.value ?? [];
    } else return null;
  }
  return null;
}

/** `{value: [...], Count: 3}`, `{value: [...], "@odata.context": …}`, or `{value: [...]}`. */
function isWrappedList(json: unknown): json is Json {
  if (!isObject(json)) return false;
  const keys = plainKeys(json).filter((key) => key !== 'Count');
  if (keys.length !== 1 || keys[0] !== 'value') return false;
  return Array.isArray(json.value) || (json.value === null && '@odata.context' in json);
}

function isCut({ value, Count }: Json): boolean {
  return Count !== undefined && Array.isArray(value) && value.length !== Count;
}

function decodeAt(json: unknown, level: number): CmdletValue {
  if (level > MOST_LEVELS) return UNREADABLE;
  if (json === null || typeof json === 'boolean') return json;
  if (typeof json === 'number') return Number.isFinite(json) ? json : UNREADABLE;
  if (typeof json === 'string') return textOf(json);
  if (Array.isArray(json)) {
    const pairs = pairsOf(json);
    return pairs === null ? json.map((item) => decodeAt(item, level + 1)) : objectOf(pairs, level);
  }
  if (!isObject(json)) return UNREADABLE;
  const unwrapped = unwrap(json, level);
  return unwrapped === undefined ? fieldsOf(json, level) : unwrapped;
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Without `@odata.type` and its like, which describe the property beside them. */
function plainKeys(json: Json): string[] {
  return Object.keys(json).filter((key) => !key.includes('@'));
}

/** Without a prototype, so that a property called `__proto__` or `constructor` is one like any other. */
function newObject(): { [key: string]: CmdletValue } {
  return Object.create(null) as { [key: string]: CmdletValue };
}

function fieldsOf(json: Json, level: number): CmdletObject {
  const object = newObject();
  for (const key of plainKeys(json)) object[key] = decodeAt(json[key], level + 1);
  return object;
}

/** A hashtable as the cmdlet endpoint writes it: a list of nothing but `{_key, _value}`; null: it is another list. */
function pairsOf(list: readonly unknown[]): readonly Json[] | null {
  if (list.length === 0) return null;
  const isPair = (item: unknown) => isObject(item) && typeof item._key === 'string' && plainKeys(item).every(isPairKey);
  return list.every(isPair) ? (list as readonly Json[]) : null;
}

const isPairKey = (key: string) => key === '_key' || key === '_value';

function objectOf(pairs: readonly Json[], level: number): CmdletValue {
  const object = newObject();
  for (const { _key, _value } of pairs) {
    const key = _key as string;
    // Twice the same key: which of the two holds, nobody knows.
    object[key] = key in object || _value === undefined ? UNREADABLE : decodeAt(_value, level + 1);
  }
  return object;
}

const DATE_KEYS = new Set(['value', 'DateTime', 'DisplayHint']);
/** What Windows PowerShell writes beside a wrapped list. */
const LIST_KEYS = new Set(['value', 'Count', 'Length', 'LongLength', 'Rank', 'IsReadOnly', 'IsFixedSize', 'IsSynchronized']);
const GUID = /^\{?([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\}?$/i;

/** What stands in for a value that PowerShell gave properties of its own: dates, lists, GUIDs, enumerations. Undefined: nothing does. */
function unwrap(json: Json, level: number): CmdletValue | undefined {
  const keys = plainKeys(json);
  const { value } = json;
  if ('value' in json && 'Count' in json && keys.every((key) => LIST_KEYS.has(key))) {
    if (Array.isArray(value)) return isCut(json) ? UNREADABLE : decodeAt(value, level);
    // An empty list has nothing to write; any other that is no list any more was cut.
    return json.Count === 0 && (value === null || value === '' || (isObject(value) && Object.keys(value).length === 0))
      ? []
      : UNREADABLE;
  }
  if (typeof value === 'string' && 'DateTime' in json && keys.every((key) => DATE_KEYS.has(key))) return textOf(value);
  if (typeof json.Guid === 'string' && keys.every((key) => key === 'Guid' || key === 'value')) {
    const guid = GUID.exec(json.Guid)?.[1];
    if (guid === undefined) return undefined;
    const other = typeof value === 'string' ? GUID.exec(value)?.[1] : guid;
    return other?.toLowerCase() === guid.toLowerCase() ? guid : UNREADABLE;
  }
  // A number with its name: `{"value": 4, "Value": "Enable"}`.
  if (typeof value === 'number' && typeof json.Value === 'string' && keys.length === 2) return textOf(json.Value);
  return undefined;
}

const DATE = /^\/Date\((-?\d{1,17})(?:[+-]\d{4})?\)\/$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A text; dates in one spelling, since the shells write the same moment with seven digits, three or none. */
function textOf(text: string): CmdletValue {
  const ticks = DATE.exec(text)?.[1];
  if (ticks !== undefined) return isoOf(Number(ticks)) ?? UNREADABLE;
  if (ISO.test(text)) return isoOf(Date.parse(text)) ?? text;
  return isClipped(text) ? UNREADABLE : text;
}

function isoOf(time: number): string | null {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** `System.Object[]`, `Deserialized.Microsoft.Exchange.Data.MultiValuedProperty`; the rest of a generic type's name may hold blanks. */
const TYPE_NAME = /^(?:Deserialized\.|Selected\.)?(?:System|Microsoft)(?:\.[A-Z][\w+]*)+(?:`\d.*|\[[\],]*)?$/s;

/**
 * What PowerShell writes where it ends a tree: an object as `@{…}`, a list or dictionary as the name of its type, several of
 * them with blanks between, and a long list of a table as `{a, b...}`. A name that looks so is held to be cut: that is the safe side.
 */
function isClipped(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('@{') || trimmed.startsWith('System.Collections.')) return true;
  if (/^\{[^"]/.test(trimmed)) return trimmed.endsWith('...}') || trimmed.endsWith('…}');
  if (!/^(?:System|Microsoft|Deserialized|Selected)\./.test(trimmed)) return false;
  return TYPE_NAME.test(trimmed) || trimmed.split(/\s+/).every((word) => TYPE_NAME.test(word));
}
