/** Reads single properties of a cmdlet's object without trusting them: a value, or the gap that names cmdlet and property. */
import type { Gap } from '../evidence/coverage.js';
import type { Timestamp } from '../evidence/directory.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import { unreadable } from '../evidence/purview.js';
import { parsedJson } from './nested.js';
import { type CmdletObject, type CmdletResult, type CmdletValue, UNREADABLE } from './results.js';

const NONE: ReadonlySet<string> = new Set();

/** An object with its properties by lower-case name. PowerShell does not care for the case of names, and neither do its exports. */
export class Fields {
  readonly #cmdlet: string;
  readonly #values = new Map<string, CmdletValue>();
  readonly #shared: ReadonlySet<string>;

  /** @param shared names in lower case that other objects of the same answer have: one that is missing here was lost */
  constructor(object: CmdletObject, cmdlet: string, shared: ReadonlySet<string> = NONE) {
    this.#cmdlet = cmdlet;
    this.#shared = shared;
    for (const [name, value] of Object.entries(object)) {
      const key = name.toLowerCase();
      // Twice the same name: which of the two holds, nobody knows.
      this.#values.set(key, this.#values.has(key) ? UNREADABLE : value);
    }
  }

  /** The value as it was decoded; undefined: the object has no such property. */
  value(name: string): CmdletValue | undefined {
    return this.#values.get(name.toLowerCase());
  }

  /** Whether it has the property, or has lost it. */
  has(name: string): boolean {
    const key = name.toLowerCase();
    return this.#values.has(key) || this.#shared.has(key);
  }

  /** Names in lower case. */
  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** Names in lower case of properties that it has lost. */
  lost(): readonly string[] {
    return [...this.#shared].filter((name) => !this.#values.has(name));
  }

  /** Why a property is not known, for a property that has a value which nothing here can read, or none. */
  gap(name: string): Gap {
    const value = this.value(name);
    const why = value === undefined ? 'is missing' : value === UNREADABLE ? 'was cut short' : 'has a form that is not known';
    return unreadable(`${this.#cmdlet}: the property ${name} ${why}`);
  }

  #read<T>(name: string, read: (value: CmdletValue) => T | undefined): Known<T> {
    const value = this.value(name);
    const found = value === undefined || value === UNREADABLE ? undefined : read(value);
    return found === undefined ? unknown(this.gap(name)) : known(found);
  }

  /** A text; null where there is none. */
  text(name: string): Known<string | null> {
    return this.#read(name, (value) => (value === null || value === '' ? null : textOf(value)));
  }

  /** A text, or null where there is none or it cannot be read: for what the normal form leaves out in silence. */
  textOrNull(name: string): string | null {
    const text = this.text(name);
    return text.known ? text.value : null;
  }

  /** An id in lower case; null as above. */
  id(name: string): string | null {
    const value = this.value(name);
    const inner = isObject(value) ? new Fields(value, this.#cmdlet) : null;
    const text = inner === null ? this.textOrNull(name) : (inner.textOrNull('Guid') ?? inner.textOrNull('ObjectId'));
    return text === null ? null : text.trim().toLowerCase();
  }

  /** Yes or no. Nothing at all is neither. */
  flag(name: string): Known<boolean> {
    return this.#read(name, flagOf);
  }

  number(name: string): Known<number> {
    return this.#read(name, (value) => {
      if (typeof value === 'number') return value;
      return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
    });
  }

  /** A moment in UTC; null where there is none. A year of 1 is Microsoft's way to say so. */
  date(name: string): Known<Timestamp | null> {
    return this.#read(name, (value) => {
      if (value === null || value === '') return null;
      return typeof value === 'string' ? momentOf(value) : undefined;
    });
  }

  /** One of these words, in whatever case. */
  word<W extends string>(name: string, words: readonly W[]): Known<W> {
    return this.#read(name, (value) => {
      const text = typeof value === 'string' ? value.trim().toLowerCase() : null;
      return text === null ? undefined : words.find((word) => word.toLowerCase() === text);
    });
  }

  /** A list of texts: as a list, as one text with commas, or as one text. None: empty. */
  texts(name: string): Known<readonly string[]> {
    return this.#read(name, textsOf);
  }

  /** Places or people; `all` where one entry says so. */
  places(name: string): Known<'all' | readonly string[]> {
    return mapKnown(this.texts(name), (names) => (names.some((one) => /^all$/i.test(one)) ? 'all' : names));
  }

  /** What a property holds that is a text with JSON inside, or the same already decoded; null where there is nothing. */
  json(name: string): Known<CmdletValue> {
    return this.#read(name, (value) => {
      if (value === null || value === '') return null;
      return typeof value === 'string' ? parsedJson(value) : value;
    });
  }
}

/** The objects of a result; none where it gave none. PowerShell writes the same properties of all objects of a kind. */
export function objectsOf({ answer, cmdlet, source }: CmdletResult): readonly Fields[] {
  if (answer.kind !== 'read') return [];
  const isUniform = source === 'export' && answer.objects.length > 1;
  const shared = isUniform
    ? new Set(answer.objects.flatMap((object) => Object.keys(object).map((name) => name.toLowerCase())))
    : NONE;
  return answer.objects.map((object) => new Fields(object, cmdlet, shared));
}

export function isObject(value: CmdletValue | undefined): value is CmdletObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: CmdletValue | undefined): value is readonly CmdletValue[] {
  return Array.isArray(value);
}

/** A list, or what stands for a list of one. */
export function listOf(value: CmdletValue): readonly CmdletValue[] {
  return isList(value) ? value : [value];
}

function textOf(value: CmdletValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** Undefined: it is neither yes nor no. */
export function flagOf(value: CmdletValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function momentOf(text: string): Timestamp | null | undefined {
  const zoned = /T\d/.test(text) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text.trim()) ? `${text.trim()}Z` : text;
  const time = Date.parse(zoned);
  if (Number.isNaN(time)) return undefined;
  const moment = new Date(time).toISOString();
  return /^0001-/.test(moment) ? null : moment;
}

/** Names by which an entry of a list of places or people is known, from the best on. */
const NAMES = ['Name', 'PrimarySmtpAddress', 'Identity', 'DisplayName', 'ImmutableIdentity', 'Guid', 'Value'];

/** A list of texts; entries that are objects give their name. Undefined: it, or one of them, cannot be read. */
export function textsOf(value: CmdletValue): readonly string[] | undefined {
  if (value === null) return [];
  if (typeof value === 'string') return splitText(value);
  if (isObject(value)) return textsOf([value]);
  if (!isList(value)) return undefined;
  const all: string[] = [];
  for (const entry of value) {
    const texts = isList(entry) ? textsOf(entry) : entryOf(entry);
    // A list with nothing in it inside a list: of what it held nobody knows.
    if (texts === undefined || (isList(entry) && texts.length === 0)) return undefined;
    all.push(...texts);
  }
  return all;
}

function entryOf(entry: CmdletValue): readonly string[] | undefined {
  if (typeof entry === 'string') return entry.trim() === '' ? undefined : [entry.trim()];
  if (!isObject(entry)) return undefined;
  const fields = new Fields(entry, '');
  const name = NAMES.map((one) => fields.textOrNull(one)).find((one) => one !== null);
  return name === undefined || name === null ? undefined : [name];
}

function splitText(text: string): readonly string[] | undefined {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    const inner = parsedJson(trimmed);
    return inner === undefined || typeof inner === 'string' ? undefined : textsOf(inner);
  }
  return trimmed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
