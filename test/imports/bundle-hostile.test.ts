/** Exports that somebody damaged, or made to do harm: a sentence or an unknown answer, never a crash, an empty answer or a full memory. */
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readBundle } from '../../src/imports/bundle/index.js';
import { OperatorError } from '../../src/operator-error.js';
import type { Bundle, CmdletAnswer } from '../../src/purview/results.js';
import { as7Utf8, as51Redirect, exportFiles, type Files, type PlainObject, writeExport, zipOf } from '../kit/export-encodings.js';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folderOf(files: Files): Promise<string> {
  const folder = await writeExport(files);
  made.push(folder);
  return folder;
}
const read = async (files: Files): Promise<Bundle> => readBundle(await folderOf(files));
const unzipped = async (zip: Buffer): Promise<Bundle> => readBundle(join(await folderOf({ 'a.zip': zip }), 'a.zip'));
async function answer(content: Buffer | string): Promise<CmdletAnswer | undefined> {
  return (await read({ 'Get-Label.json': content })).results[0]?.answer;
}

const OBJECTS: readonly PlainObject[] = ['a', 'b', 'c'].map((Name) => ({ Name, Enabled: false, Locations: ['All', 'Nobody'] }));
const FILES = exportFiles([
  { cmdlet: 'Get-Label', objects: OBJECTS },
  { cmdlet: 'Get-LabelPolicy', objects: OBJECTS },
]);

const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');

/** Writes into each entry of the list of a ZIP's files. */
function patched(zip: Buffer, patch: (zip: Buffer, at: number) => void, mark = CENTRAL): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(mark); at >= 0; at = copy.indexOf(mark, at + 4)) patch(copy, at);
  return copy;
}

describe('bombs', () => {
  const many = (letter: string, times: number) => letter.repeat(times);
  test.each<[string, () => string, RegExp]>([
    ['10,000 lists in each other', () => many('[', 10_000) + many(']', 10_000), /levels deep/],
    ['10,000 objects in each other', () => `${many('{"a":', 10_000)}1${many('}', 10_000)}`, /levels deep/],
    ['20 million brackets without an end', () => many('[', 20_000_000), /levels deep/],
    ['7 million values', () => `[${many('0,', 7_000_000)}0]`, /values/],
    ['7 million empty lists', () => `[${many('[],', 7_000_000)}[]]`, /values/],
    ['30 million blanks', () => `[1,${many(' ', 30_000_000)}x`, /breaks off/],
    ['a text of 20 million broken lines', () => `["${many('\\\n', 10_000_000)}]`, /breaks off/],
  ])('%s are refused', async (_, text, why) => {
    expect(await answer(text())).toMatchObject({ kind: 'unreadable', gap: { detail: expect.stringMatching(why) } });
  });

  test('a file that unpacks to more than any export holds is not unpacked', async () => {
    const bomb = await zipOf({ ...FILES, 'Get-Label.json': Buffer.alloc(140 * 1024 * 1024, '[') });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const { results } = await unzipped(bomb);
    expect(results.map(({ answer: { kind } }) => kind)).toEqual(['unreadable', 'read']);
    expect(results[0]?.answer).toMatchObject({ gap: { detail: expect.stringContaining('larger than 128 MB') } });
  });

  test('a file that unpacks to more than it says is not unpacked further', async () => {
    const bomb = await zipOf({ 'Get-Label.json': Buffer.alloc(50 * 1024 * 1024, ' ') });
    const { results } = await unzipped(patched(bomb, (zip, at) => zip.writeUInt32LE(64, at + 24)));
    expect(results[0]?.answer).toMatchObject({ kind: 'unreadable', gap: { detail: expect.stringContaining('damaged inside') } });
  });

  test('many large files together are refused before the first is unpacked', async () => {
    const zip = await zipOf(
      exportFiles(
        ['Get-Label', 'Get-LabelPolicy', 'Get-SPOSite', 'Get-SPOTenant', 'Get-RemoteDomain'].map((cmdlet) => ({
          cmdlet,
          objects: OBJECTS,
        })),
      ),
    );
    const large = patched(zip, (bytes, at) => {
      if (!bytes.subarray(at + 46, at + 60).includes('manifest')) bytes.writeUInt32LE(127 * 1024 * 1024, at + 24);
    });
    await expect(unzipped(large)).rejects.toThrow(/more than 512 MB/);
  });

  test('a ZIP of too many files is refused by their number', async () => {
    const zip = patched(await zipOf(FILES), (bytes, at) => bytes.writeUInt16LE(60_000, at + 10), END);
    await expect(unzipped(zip)).rejects.toThrow(/more than 50,000 files/);
  });

  test('a manifest of too many entries is left aside', async () => {
    const entry = { cmdlet: 'Get-Label', outcome: 'failed' };
    const manifest = { ...JSON.parse(FILES['manifest.json'] as string), entries: Array.from({ length: 60_000 }, () => entry) };
    const { notes } = await read({ ...FILES, 'manifest.json': JSON.stringify(manifest) });
    expect(notes.join('\n')).toContain('too many entries');
  });
});

describe('a ZIP', () => {
  test('with a password is refused', async () => {
    const locked = patched(await zipOf(FILES), (zip, at) => zip.writeUInt16LE(zip.readUInt16LE(at + 8) | 1, at + 8));
    await expect(unzipped(locked)).rejects.toThrow(/locked with a password/);
    const strong = patched(await zipOf(FILES), (zip, at) => zip.writeUInt16LE(zip.readUInt16LE(at + 8) | 0x41, at + 8));
    await expect(unzipped(strong)).rejects.toThrow(/locked with a password/);
  });

  test('packed in another way leaves that file unread', async () => {
    const other = patched(await zipOf(FILES), (zip, at) => zip.writeUInt16LE(9, at + 10));
    await expect(unzipped(other)).resolves.toMatchObject({
      notes: expect.arrayContaining([expect.stringContaining('cannot be read')]),
    });
  });

  test('with one damaged file keeps the others', async () => {
    const zip = await zipOf(FILES);
    const at = zip.indexOf('Get-Label.json') + 'Get-Label.json'.length + 8;
    zip[at] = (zip[at] ?? 0) ^ 0xff;
    const { results } = await unzipped(zip);
    expect(results.map(({ answer: { kind } }) => kind)).toEqual(['unreadable', 'read']);
  });

  test('with names that point elsewhere unpacks nothing anywhere', async () => {
    const files = { 'xx/xx/Get-Label.json': as7Utf8(OBJECTS), 'x/tmp/Get-SPOTenant.json': as7Utf8(OBJECTS) };
    const zip = Buffer.from(
      (await zipOf(files)).toString('latin1').replaceAll('xx/xx/Get', '../../Get').replaceAll('x/tmp/Get', '//tmp/Get'),
      'latin1',
    );
    const folder = await folderOf({ 'in/a.zip': zip });
    const { results } = await readBundle(join(folder, 'in', 'a.zip'));
    expect(results.map(({ cmdlet }) => cmdlet).sort()).toEqual(['Get-Label', 'Get-SPOTenant']);
    expect(await readdir(folder)).toEqual(['in']);
    expect(await readdir(join(folder, 'in'))).toEqual(['a.zip']);
  });

  test('with the same name twice believes neither', async () => {
    const files = { 'Get-Label.json': as7Utf8(OBJECTS), 'Gex-Label.json': as7Utf8(OBJECTS.slice(1)) };
    const zip = Buffer.from((await zipOf(files)).toString('latin1').replaceAll('Gex-', 'Get-'), 'latin1');
    expect((await unzipped(zip)).results.map(({ answer }) => answer)).toMatchObject([
      { kind: 'unreadable', gap: { reason: 'contradictory' } },
    ]);
  });

  test('of the 64-bit kind that points beyond its end is damaged', async () => {
    const zip = await zipOf(FILES);
    const end = zip.lastIndexOf(END);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.fill(0xff, 8, 16);
    await expect(unzipped(Buffer.concat([zip.subarray(0, end), locator, zip.subarray(end)]))).rejects.toThrow(/damaged ZIP/);
  });
});

describe('a folder', () => {
  test.skipIf(process.platform === 'win32')('is not left by a link', async () => {
    const outside = await folderOf({ 'Get-SPOTenant.json': as7Utf8(OBJECTS) });
    const folder = await folderOf(FILES);
    await symlink(outside, join(folder, 'more'));
    await symlink(join(outside, 'Get-SPOTenant.json'), join(folder, 'Get-SPOTenant.json'));
    await symlink(folder, join(folder, 'again'));
    expect((await readBundle(folder)).results.map(({ cmdlet }) => cmdlet)).toEqual(['Get-Label', 'Get-LabelPolicy']);
  });

  test('may be called like a file', async () => {
    const folder = await folderOf({ 'Get-Label.json/Get-LabelPolicy.json': as7Utf8(OBJECTS) });
    await mkdir(join(folder, 'manifest.json'));
    await writeFile(join(folder, 'manifest.json', 'Get-SPOTenant.json'), as7Utf8(OBJECTS));
    expect((await readBundle(folder)).results.map(({ cmdlet }) => cmdlet)).toEqual(['Get-LabelPolicy', 'Get-SPOTenant']);
  });
});

test('names and texts that would steer a terminal are not repeated', async () => {
  const name = process.platform === 'win32' ? 'evil.bin' : 'evil\u001b[2J\nline\u202E.bin';
  const manifest = JSON.stringify({
    ...JSON.parse(FILES['manifest.json'] as string),
    entries: [
      { cmdlet: 'Get-\u001b[2JLabel', outcome: 'read' },
      { cmdlet: 'Get-Label', outcome: 'failed', error: '\u001b[2J\r\n', file: '../\u001b[2J', module: '\u0007m' },
    ],
  });
  const bundle = await read({ ...FILES, [name]: 'x', 'manifest.json': manifest });
  const said = JSON.stringify(bundle, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\p{C}/gu, 'CONTROL') : value,
  );
  expect(said).not.toContain('CONTROL');
});

describe('damage by chance', () => {
  const damage = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      // A single wrong byte gets furthest into a ZIP before it is noticed.
      kind: fc.constantFrom('set', 'set', 'set', 'set', 'set', 'cut', 'insert', 'drop'),
      byte: fc.nat(255),
    }),
    { minLength: 1, maxLength: 3 },
  );
  function damaged(
    bytes: Buffer,
    wounds: readonly { readonly at: number; readonly kind: string; readonly byte: number }[],
  ): Buffer {
    return wounds.reduce((before, { at, kind, byte }) => {
      const place = Math.floor(at * before.length);
      const [head, tail] = [before.subarray(0, place), before.subarray(place)];
      if (kind === 'cut') return Buffer.from(head);
      if (kind === 'drop') return Buffer.concat([head, tail.subarray(1)]);
      return Buffer.concat([head, Buffer.from([byte]), kind === 'set' ? tail.subarray(1) : tail]);
    }, bytes);
  }
  const tried = (path: string) =>
    readBundle(path).catch((error: unknown) => {
      if (error instanceof OperatorError) return null;
      throw error;
    });

  test('in a ZIP gives answers or a sentence', async () => {
    const zip = await zipOf(FILES);
    const path = join(await folderOf({ 'a.zip': zip }), 'a.zip');
    await fc.assert(
      fc.asyncProperty(damage, async (wounds) => {
        await writeFile(path, damaged(zip, wounds));
        for (const { answer: told } of (await tried(path))?.results ?? []) expect(told.kind).not.toBe('empty');
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['PowerShell 7', as7Utf8],
    ['Windows PowerShell', as51Redirect],
  ])('in a file of %s never reads as nothing, or as all where something is gone', async (_, write) => {
    const files = exportFiles([{ cmdlet: 'Get-Label', objects: OBJECTS }], write);
    const folder = await folderOf(files);
    await fc.assert(
      fc.asyncProperty(damage, async (wounds) => {
        await writeFile(join(folder, 'Get-Label.json'), damaged(files['Get-Label.json'] as Buffer, wounds));
        const told = (await tried(folder))?.results[0]?.answer;
        expect(['read', 'unreadable']).toContain(told?.kind);
        if (told?.kind === 'read' && told.objects.length !== OBJECTS.length) expect(told.cut).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('in the manifest gives answers or a sentence, and never makes a file of objects an empty one', async () => {
    const folder = await folderOf(FILES);
    const manifest = Buffer.from(FILES['manifest.json'] as string);
    await fc.assert(
      fc.asyncProperty(damage, async (wounds) => {
        await writeFile(join(folder, 'manifest.json'), damaged(manifest, wounds));
        for (const { cmdlet, answer: told } of (await tried(folder))?.results ?? [])
          expect([cmdlet, told.kind]).not.toEqual([cmdlet, 'empty']);
      }),
      { numRuns: 300 },
    );
  });

  test('of whole values gives answers or a sentence', async () => {
    const folder = await folderOf(FILES);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), async (manifest, content) => {
        const base = JSON.parse(FILES['manifest.json'] as string) as object;
        await writeFile(
          join(folder, 'manifest.json'),
          JSON.stringify({ ...base, entries: [manifest, { cmdlet: 'Get-Label', outcome: 'read', file: manifest }] }),
        );
        await writeFile(join(folder, 'Get-Label.json'), JSON.stringify(content));
        await tried(folder);
      }),
      { numRuns: 200 },
    );
  });
});
