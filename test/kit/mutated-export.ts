/** Damage as it happens to exports on their way: it takes away or breaks, and never writes something else that could be true. */
import fc from 'fast-check';
import type { Files } from './export-encodings.js';
import type { Json } from './faulty-exports.js';

/** Numbers from 0 to 1, by which a file, an object in it and a place in that are chosen. */
export interface Damage {
  readonly kind: string;
  readonly file: number;
  readonly object: number;
  readonly place: number;
  readonly odd: number;
}

/** What it does to what was chosen; null: there is nothing of the kind here. */
type Act = (files: Map<string, string>, damage: Damage, near: readonly string[]) => string | null;

const at = <T>(list: readonly T[], number: number): T | undefined =>
  list[Math.min(list.length - 1, Math.floor(number * list.length))];

/** How much of the damage falls where something is wrong in the tenant. */
const NEAR = 0.7;

function fileOf(files: ReadonlyMap<string, string>, { file }: Damage, near: readonly string[]): string | undefined {
  const names = [...files.keys()].filter((name) => name !== 'manifest.json');
  const close = names.filter((name) => near.includes(name));
  if (close.length === 0) return at(names, file);
  return file < NEAR ? at(close, file / NEAR) : at(names, (file - NEAR) / (1 - NEAR));
}

const onFile =
  (change: (content: string, damage: Damage, name: string) => string | null): Act =>
  (files, damage, near) => {
    const name = fileOf(files, damage, near);
    const content = name === undefined ? undefined : files.get(name);
    if (name === undefined || content === undefined) return null;
    const changed = change(content, damage, name);
    if (changed === null) return null;
    files.set(name, changed);
    return name;
  };

/** The list of a file that is still one. */
function listOf(content: string): Json[] | null {
  try {
    const json = JSON.parse(content) as unknown;
    return Array.isArray(json) && json.length > 0 ? (json as Json[]) : null;
  } catch {
    return null;
  }
}

const onList = (change: (list: Json[], damage: Damage, name: string) => unknown): Act =>
  onFile((content, damage, name) => {
    const list = listOf(content);
    const changed = list === null ? null : change(list, damage, name);
    return changed === null ? null : JSON.stringify(changed);
  });

/** What a shell writes where it stops, and what no property of a cmdlet ever holds. */
const ODD: readonly unknown[] = [
  'System.Object[]',
  '@{Name=All; Kind=…}',
  'System.Collections.Hashtable',
  {},
  [[]],
  [null],
  { x: 1 },
];
/** In place of what is neither text nor list, there can be no text and no nothing either. */
const ODDER: readonly unknown[] = [...ODD, null, 'perhaps', 7, [], ''];

/** A value that is broken, not another one: of texts and lists null and nothing are values too, and any text may be one of them. */
function oddFor(value: unknown, { odd }: Damage): unknown {
  return typeof value === 'boolean' ? at(ODDER, odd) : at(ODD, odd);
}

/** Every place below a value, as a path. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(path.length === 0 ? [] : [path]), ...inner.flatMap(([key, one]) => placesIn(one, [...path, key]))];
}

function changeAt(root: Json, path: readonly (string | number)[], change: (holder: Json, key: string) => void): void {
  const holder = path.slice(0, -1).reduce((inner, key) => inner[String(key)] as Json, root);
  change(holder, String(path.at(-1)));
}

/** One object of a list, and a place in it. Top properties come as often as all that lies below them. */
const onPlace = (change: (holder: Json, key: string, damage: Damage) => boolean): Act =>
  onList((list, damage) => {
    const object = at(list, damage.object);
    if (typeof object !== 'object' || object === null) return null;
    const places = placesIn(object);
    const top = places.filter((path) => path.length === 1);
    const place = damage.place < 0.6 ? at(top, damage.place / 0.6) : at(places, (damage.place - 0.6) / 0.4);
    if (place === undefined) return null;
    let isChanged = false;
    changeAt(object, place, (holder, key) => {
      isChanged = change(holder, key, damage);
    });
    return isChanged ? list : null;
  });

type Entry = { [key: string]: unknown };
const onManifest =
  (change: (entries: Entry[], damage: Damage, manifest: Entry) => boolean): Act =>
  (files, damage, near) => {
    const text = files.get('manifest.json');
    if (text === undefined || listOf(`[${text}]`) === null) return null;
    const manifest = JSON.parse(text) as Entry;
    const entries = manifest.entries as Entry[];
    if (!Array.isArray(entries)) return null;
    const close = entries.filter((entry) => near.includes(`${String(entry.file ?? entry.cmdlet)}`));
    const chosen = close.length > 0 && damage.file < NEAR ? close : entries;
    if (!change(chosen, damage, manifest)) return null;
    files.set('manifest.json', JSON.stringify(manifest));
    return 'manifest.json';
  };

const onEntry = (change: (entry: Entry, damage: Damage, manifest: Entry) => boolean): Act =>
  onManifest((entries, damage, manifest) => {
    const entry = at(entries, damage.object);
    return entry === undefined ? false : change(entry, damage, manifest);
  });

/** What only a manifest can tell; by hand nobody can say that it happened. */
const TOLD_BY_MANIFEST: Readonly<Record<string, Act>> = {
  'an object is gone': onList((list, { object }) => list.filter((_, index) => index !== Math.floor(object * list.length))),
  'all objects are gone': onList(() => []),
  'a file is gone': (files, damage, near) => {
    const name = fileOf(files, damage, near);
    return name !== undefined && files.delete(name) ? name : null;
  },
};

const OF_MANIFEST: Readonly<Record<string, Act>> = {
  'the manifest is gone': (files) => (files.delete('manifest.json') ? 'manifest.json' : null),
  'the manifest breaks off': (files, { place }) => {
    const text = files.get('manifest.json');
    if (text === undefined) return null;
    files.set('manifest.json', text.slice(0, Math.floor(place * text.length)));
    return 'manifest.json';
  },
  'an entry is gone': onEntry((entry, _, manifest) => {
    manifest.entries = (manifest.entries as Entry[]).filter((one) => one !== entry);
    return true;
  }),
  'an entry is of another cmdlet': onEntry((entry) => {
    entry.cmdlet = 'Get-Nothing';
    return true;
  }),
  'an entry names another file': onEntry((entry, { odd }) => {
    entry.file = at(['gone.json', '../outside.json', '', 7, null, 'Get-Label.json'], odd);
    return true;
  }),
  'an entry counts otherwise': onEntry((entry, { odd }) => {
    const { count } = entry;
    entry.count = at([null, 'many', -1, 0.5, Number(count) + 1, Number(count) + 100], odd);
    return true;
  }),
  'an entry lost a property': onEntry((entry, { place, odd }) => {
    const name = at(['outcome', 'session', 'at', 'count', 'file', 'module', 'error', 'cmdlet'], place) ?? '';
    if (odd < 0.5) delete entry[name];
    else entry[name] = at([7, {}, [], true, 'nonsense', null], (odd - 0.5) * 2);
    return true;
  }),
  'the manifest lost a property': (files, { place }) => {
    const text = files.get('manifest.json');
    if (text === undefined || listOf(`[${text}]`) === null) return null;
    const manifest = JSON.parse(text) as Entry;
    delete manifest[at(['format', 'version', 'tenantId', 'startedAt', 'entries'], place) ?? ''];
    files.set('manifest.json', JSON.stringify(manifest));
    return 'manifest.json';
  },
};

const ANYWHERE: Readonly<Record<string, Act>> = {
  'a file is empty': onFile(() => ''),
  'a file is blank': onFile(() => ' \r\n\u0000\u0000'),
  'a file is null': onFile(() => 'null'),
  'a file breaks off': onFile((content, { place }) => content.slice(0, Math.floor(place * (content.length - 2)))),
  'a file ends in zeros': onFile((content, { place }) => {
    const end = Math.floor(place * (content.length - 2));
    return content.slice(0, end) + '\u0000'.repeat(content.length - end);
  }),
  'a file is a bomb': onFile((_, { odd }) => (odd < 0.5 ? '['.repeat(100_000) : `${'{"a":'.repeat(50_000)}1`)),
  'a file is of text': onFile(
    (_, { odd }) => at(['Name Mode\n---- ----', '<html></html>', '"All"', '42', '[1,2,3]', '{}'], odd) ?? '',
  ),
  'a file is there twice': (files, damage, near) => {
    const name = fileOf(files, damage, near);
    const content = name === undefined ? undefined : files.get(name);
    if (name === undefined || content === undefined) return null;
    files.set(damage.odd < 0.5 ? `copy/${name}` : name.replace('.json', ' (1).json'), content);
    return name;
  },
  'an object is there twice': onList((list, { object }) => [...list, at(list, object)]),
  'an object is null': onList((list, { object }) =>
    list.map((one, index) => (index === Math.floor(object * list.length) ? null : one)),
  ),
  'an object is empty': onList((list, { object, odd }) =>
    list.map((one, index) => (index === Math.floor(object * list.length) ? at([{}, [], '@{Name=x}', 7], odd) : one)),
  ),
  'a property is gone': onPlace((holder, key) => !Array.isArray(holder) && delete holder[key]),
  'a property is odd': onPlace((holder, key, damage) => {
    if (Array.isArray(holder) || holder[key] === null) return false;
    holder[key] = oddFor(holder[key], damage);
    return true;
  }),
  'a property is odd ': onPlace((holder, key, damage) => {
    holder[key] = oddFor(holder[key] ?? 'nothing', damage);
    return true;
  }),
  'all objects lost a property': onList((list, { object, place }) => {
    const name = at(Object.keys(at(list, object) ?? {}), place);
    return name === undefined
      ? null
      : list.map((one) => Object.fromEntries(Object.entries(one ?? {}).filter(([key]) => key !== name)));
  }),
  'a property of all objects is odd': onList((list, damage) => {
    const name = at(Object.keys(at(list, damage.object) ?? {}), damage.place);
    if (name === undefined) return null;
    return list.map((one) =>
      one !== null && name in one && one[name] !== null ? { ...one, [name]: oddFor(one[name], damage) } : one,
    );
  }),
  'a text inside breaks off': onPlace((holder, key, { odd }) => {
    const text = holder[key];
    if (typeof text !== 'string' || !/^[[{<]/.test(text) || text.length < 3) return false;
    holder[key] = text.slice(0, 1 + Math.floor(odd * (text.length - 2)));
    return true;
  }),
};

const ACTS: Readonly<Record<string, Act>> = { ...ANYWHERE, ...TOLD_BY_MANIFEST, ...OF_MANIFEST };

const number = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const damageOf = (kinds: readonly string[]): fc.Arbitrary<Damage> =>
  fc.record({ kind: fc.constantFrom(...kinds), file: number, object: number, place: number, odd: number });

/**
 * One to three things that happened to an export. Objects that are gone can be told by the manifest's count alone, so where
 * such a thing happens the manifest is whole.
 */
export const someDamage: fc.Arbitrary<readonly Damage[]> = fc.oneof(
  fc.array(damageOf([...Object.keys(ANYWHERE), ...Object.keys(OF_MANIFEST)]), { minLength: 1, maxLength: 3 }),
  fc.array(damageOf([...Object.keys(ANYWHERE), ...Object.keys(TOLD_BY_MANIFEST)]), { minLength: 1, maxLength: 3 }),
);

export const damageByHand: fc.Arbitrary<readonly Damage[]> = fc.array(damageOf([...Object.keys(ANYWHERE), 'a file is gone']), {
  minLength: 1,
  maxLength: 3,
});

/**
 * The export after it happened, and what did, for a message; nothing where nothing could.
 * @param near files in which something is wrong in the tenant
 */
export function damaged(
  files: Files,
  damages: readonly Damage[],
  near: readonly string[],
): { readonly files: Files; readonly done: readonly string[] } {
  const changed = new Map(Object.entries(files).map(([name, content]) => [name, String(content)]));
  const done: string[] = [];
  for (const damage of damages) {
    const where = ACTS[damage.kind]?.(changed, damage, near) ?? null;
    if (where !== null) done.push(`${damage.kind} (${where})`);
  }
  return { files: Object.fromEntries(changed), done };
}

/** `Get-Label.json` where the two exports differ. */
export function differing(one: Files, other: Files): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => name !== 'manifest.json' && String(one[name]) !== String(other[name]));
}
