/** The house's import table, held against every import in `src/`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOUSE, type Room } from './house.js';
import { type Import, importsOf, packageOf, ROOT, readSource, roomOf, type SourceFile } from './source-files.js';

const SOURCE = readSource();
const MANIFEST = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

function isAllowed(room: Room, from: string, { specifier, file, isTypeOnly }: Import): boolean {
  if (file === null) {
    const name = packageOf(specifier);
    return name in room.outside || (name.startsWith('node:') && 'node:*' in room.outside);
  }
  if (roomOf(file) === from) return true;
  const doors = [file, roomOf(file)];
  return doors.some((door) => door in room.ours || (isTypeOnly && `type ${door}` in room.ours));
}

/** One sentence for each import that the table does not allow. */
function violations(path: string, imports: readonly Import[]): string[] {
  const from = roomOf(path);
  const room = HOUSE[from];
  if (room === undefined) return [`\`src/${path}\` stands in \`${from}\`, which has no row in test/architecture/house.ts`];
  const may = [...Object.keys(room.ours), ...Object.keys(room.outside)];
  return imports
    .filter((i) => !isAllowed(room, from, i))
    .map(({ specifier, file, isTypeOnly }) => {
      const what = file ?? specifier;
      const only = may.length === 0 ? 'nothing' : `only ${may.join(', ')}`;
      return `\`src/${path}\` imports ${isTypeOnly ? 'types of ' : ''}\`${what}\`; ${from} may import ${only}`;
    });
}

describe('import table', () => {
  it('allows every import in src/', () => {
    expect(SOURCE.flatMap((f) => violations(f.path, f.imports))).toEqual([]);
  });

  it('has a row for every folder and no row for a folder that is gone', () => {
    expect(Object.keys(HOUSE).sort()).toEqual([...new Set(SOURCE.map((f) => f.room))].sort());
  });

  it('keeps no door that nobody goes through', () => {
    const unused = Object.entries(HOUSE).flatMap(([name, room]) => {
      const imports = SOURCE.filter((f) => f.room === name).flatMap((f) => f.imports);
      const doors = [...Object.keys(room.ours), ...Object.keys(room.outside)];
      return doors.filter((door) => !imports.some((i) => goesThrough(door, i))).map((door) => `${name} → ${door}`);
    });
    expect(unused).toEqual([]);
  });

  it('gives every door a reason', () => {
    const doors = Object.values(HOUSE).flatMap((room) => [...Object.values(room.ours), ...Object.values(room.outside)]);
    expect(doors.filter((reason) => reason.trim() === '')).toEqual([]);
  });

  it.each([
    [
      'rules/sites/x.ts',
      "import { readFile } from 'node:fs';",
      '`src/rules/sites/x.ts` imports `node:fs`; rules may import only',
    ],
    ['rules/sites/x.ts', "export * from '../../derive/rows.js';", 'imports `derive/rows`'],
    ['rules/sites/x.ts', "const a = await import('zod');", 'imports `zod`'],
    [
      'evidence/x.ts',
      "import type { Rule } from '../rules/define.js';",
      'imports types of `rules/define`; evidence may import nothing',
    ],
    ['cellar/x.ts', "import { a } from './a.js';", '`cellar`, which has no row'],
  ])('refuses in %s: %s', (path, text, sentence) => {
    expect(violations(path, importsOf(path, text)).join()).toContain(sentence);
  });

  it.each([
    ['rules/sites/x.ts', "import type { Scope } from '../../derive/rows.js';"],
    ['rules/sites/x.ts', "import { defineRule } from '../define.js';"],
    ['imports/x.ts', "const { parse } = await import('csv-parse/sync');"],
    ['snapshot/x.ts', "import { gzip } from 'node:zlib';"],
  ])('allows in %s: %s', (path, text) => {
    expect(violations(path, importsOf(path, text))).toEqual([]);
  });
});

function goesThrough(door: string, { specifier, file, isTypeOnly }: Import): boolean {
  const name = door.replace(/^type /, '');
  if (door === 'node:*') return specifier.startsWith('node:');
  if (file === null) return packageOf(specifier) === name;
  return (file === name || roomOf(file) === name) && (isTypeOnly || !door.startsWith('type '));
}

describe('packages', () => {
  const used = SOURCE.filter((f) => f.room !== 'dev').flatMap((f) => f.imports.filter((i) => i.file === null));
  const outside = used.filter((i) => !i.specifier.startsWith('node:'));

  it('stand in dependencies where they are loaded at run time', () => {
    const loaded = outside.filter((i) => !i.isTypeOnly).map((i) => packageOf(i.specifier));
    expect([...new Set(loaded)].filter((name) => !(name in MANIFEST.dependencies))).toEqual([]);
  });

  it('stand in package.json where only their types are used', () => {
    const known = { ...MANIFEST.dependencies, ...MANIFEST.devDependencies };
    expect([...new Set(outside.map((i) => packageOf(i.specifier)))].filter((name) => !(name in known))).toEqual([]);
  });

  it('parts of Node are named with node:', () => {
    const bare = ['fs', 'path', 'os', 'crypto', 'http', 'https', 'net', 'util', 'stream', 'zlib', 'url', 'child_process'];
    expect(outside.map((i) => packageOf(i.specifier)).filter((name) => bare.includes(name))).toEqual([]);
  });
});

describe('cycles', () => {
  it('are none, types counted', () => {
    expect(cycleIn(SOURCE)).toBeNull();
  });

  it('are found where there is one', () => {
    const file = (path: string, target: string) =>
      ({ path, imports: [{ specifier: './x.js', file: target, isTypeOnly: false }] }) as unknown as SourceFile;
    expect(cycleIn([file('a.ts', 'b'), file('b.ts', 'c'), file('c.ts', 'a')])).toBe('a → b → c → a');
  });
});

/** The first cycle of imports, written as a chain; null where there is none. */
function cycleIn(files: readonly SourceFile[]): string | null {
  const graph = new Map(files.map((f) => [f.path.replace(/\.ts$/, ''), f.imports.flatMap((i) => i.file ?? [])]));
  const done = new Set<string>();
  const walk = (name: string, chain: readonly string[]): string | null => {
    if (chain.includes(name)) return [...chain.slice(chain.indexOf(name)), name].join(' → ');
    if (done.has(name)) return null;
    for (const next of graph.get(name) ?? []) {
      const found = walk(next, [...chain, name]);
      if (found !== null) return found;
    }
    done.add(name);
    return null;
  };
  for (const name of graph.keys()) {
    const found = walk(name, []);
    if (found !== null) return found;
  }
  return null;
}
