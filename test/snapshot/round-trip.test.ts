/** What is written is read back the same, from files that other programs can read too. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WHOLE } from '../../src/evidence/datasets.js';
import { OperatorError } from '../../src/operator-error.js';
import { inWords } from '../../src/snapshot/durable-files.js';
import { shardFolder } from '../../src/snapshot/layout.js';
import { openSnapshot } from '../../src/snapshot/reading.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { COMPLETE, ENDED, FACTS, item, items } from './facts.js';
import { all, temporaryFolder } from './sample.js';

const DRIVE = 'b!Ab_-9 ../CON?é';

describe('a finished scan', () => {
  test('gives back rows, coverage and facts', async () => {
    const folder = join(temporaryFolder(), 'made', 'evidence');
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    const drive = await writer.shard('items', DRIVE);
    await drive.page(items(1, 3), 'https://graph.microsoft.com/next');
    await drive.page([], 'https://graph.microsoft.com/next2');
    await drive.page(items(4, 2));
    await drive.close(COMPLETE);
    const refused = await writer.shard('items', 'other');
    await refused.page([item(7)]);
    await refused.close({
      state: 'partial',
      gaps: [{ reason: 'forbidden', remedy: 'Files.Read.All', requestId: 'r', status: 403 }],
    });
    await (await writer.shard('groups')).close(COMPLETE);
    writer.note('Said once.');
    writer.note('Said once.');
    await writer.finish({ ...ENDED, notes: ['Said at the end.'] });

    const snapshot = await openSnapshot(folder);
    expect(snapshot.endedAt).toBe(ENDED.endedAt);
    expect(snapshot.facts).toEqual({ ...ENDED, notes: ['Said once.', 'Said at the end.'] });
    expect(snapshot.fromEarlierScans).toEqual([]);
    expect(snapshot.shards('items')).toEqual([DRIVE, 'other']);
    expect(await all(snapshot, 'items', DRIVE)).toEqual(items(1, 5));
    expect(await all(snapshot, 'items')).toEqual([...items(1, 5), item(7)]);
    expect(snapshot.coverage('items', DRIVE)).toEqual({ state: 'complete', rows: 5 });
    expect(snapshot.coverage('items')).toEqual({
      state: 'partial',
      rows: 6,
      gaps: [{ reason: 'forbidden', remedy: 'Files.Read.All', requestId: 'r', status: 403 }],
    });
    expect(snapshot.coverage('groups')).toEqual({ state: 'complete', rows: 0 });
    expect(snapshot.coverage('users')).toEqual({ state: 'absent', rows: 0, gaps: [{ reason: 'not-yet-read' }] });
    expect(snapshot.coverage('items', 'never begun').state).toBe('absent');
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });

  test('is gzip and NDJSON, a member a page, and a journal with the links', async () => {
    const folder = temporaryFolder();
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    const drive = await writer.shard('items', DRIVE);
    await drive.page(items(1, 3), 'next');
    await drive.page(items(4, 2));
    await drive.close(COMPLETE);
    await writer.finish(ENDED);
    const generation = join(folder, 'items', shardFolder(DRIVE), '000001');
    const text = gunzipSync(readFileSync(join(generation, '000001.ndjson.gz'))).toString();
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(items(1, 5));
    const journal = readFileSync(join(generation, 'journal.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(journal[0]).toEqual({ dataset: 'items', shard: DRIVE, scan: FACTS.startedAt });
    expect(journal[1]).toMatchObject({ page: 1, segment: 1, rows: 3, next: 'next' });
    expect(journal[2]).toMatchObject({ page: 2, segment: 1, rows: 2, next: null });
    expect(journal[2].offset).toBe(statSync(join(generation, '000001.ndjson.gz')).size);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).shards).toEqual({
      items: { [shardFolder(DRIVE)]: DRIVE },
    });
    expect(shardFolder(WHOLE)).toBe('all');
    expect(shardFolder(DRIVE)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('the same pages give the same bytes', async () => {
    const write = async () => {
      const folder = temporaryFolder();
      const writer = await openSnapshotForWriting(folder, { facts: FACTS });
      const drive = await writer.shard('items', DRIVE);
      await drive.page(items(1, 3), 'next');
      await drive.close(COMPLETE);
      await writer.finish(ENDED);
      return files(folder).map((path) => [path, readFileSync(join(folder, path), 'base64')]);
    };
    expect(await write()).toEqual(await write());
  });

  test('any row that JSON can hold survives, in any cut into pages', async () => {
    const row = fc.string({ unit: 'binary' }).map((name) => item(1, name));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row)), async (pages) => {
        const folder = temporaryFolder();
        const writer = await openSnapshotForWriting(folder, { facts: FACTS });
        const shard = await writer.shard('items', DRIVE);
        await Promise.all(pages.map((page) => shard.page(page)));
        await shard.close(COMPLETE);
        await writer.finish(ENDED);
        expect(await all(await openSnapshot(folder), 'items')).toEqual(pages.flat());
      }),
      { numRuns: 30 },
    );
  });

  test('a page beyond the size of a member is cut, and segments are rolled', async () => {
    const folder = temporaryFolder();
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    const shard = await writer.shard('items', DRIVE);
    // Random letters hardly shrink, so that two pages fill a segment.
    const large = (from: number) => Array.from({ length: 60 }, (_, at) => item(from + at, noise(from + at, 300_000)));
    for (const from of [0, 100, 200]) await shard.page(large(from), `next-${from}`);
    await shard.close(COMPLETE);
    await writer.finish(ENDED);
    const generation = join(folder, 'items', shardFolder(DRIVE), '000001');
    const segments = readdirSync(generation).filter((name) => name.endsWith('.gz'));
    expect(segments.length).toBeGreaterThan(1);
    const journal = readFileSync(join(generation, 'journal.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line));
    expect(journal.length).toBeGreaterThan(3);
    expect(journal.filter((page) => 'next' in page).map(({ next }) => next)).toEqual(['next-0', 'next-100', 'next-200']);
    let at = 0;
    const expected = [...large(0), ...large(100), ...large(200)];
    for await (const row of (await openSnapshot(folder)).rows('items')) expect(row.name === expected[at++]?.name).toBe(true);
    expect(at).toBe(180);
  });
});

describe('a folder', () => {
  test.skipIf(process.platform === 'win32')('is for its owner only', async () => {
    const folder = join(temporaryFolder(), 'evidence');
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    const shard = await writer.shard('items', DRIVE);
    await shard.page(items(1, 1));
    for (const path of files(folder)) expect([path, statSync(join(folder, path)).mode & 0o777]).toEqual([path, 0o600]);
    await shard.close(COMPLETE);
    await writer.finish(ENDED);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      expect([path, statSync(path).mode & 0o777]).toEqual([path, entry.isDirectory() ? 0o700 : 0o600]);
    }
  });

  test('that is not ours is refused, for reading and for writing', async () => {
    const folder = temporaryFolder();
    await expect(openSnapshot(folder)).rejects.toThrow(/is not evidence of copilot-preflight \(no manifest\.json\)/);
    await expect(openSnapshot(join(folder, 'nowhere'))).rejects.toThrow(OperatorError);
    writeFileSync(join(folder, 'thesis.docx'), 'mine');
    await expect(openSnapshotForWriting(folder, { facts: FACTS })).rejects.toThrow(/no manifest\.json/);
    expect(readdirSync(folder)).toEqual(['thesis.docx']);
    writeFileSync(join(folder, 'manifest.json'), '{"name":"web app"}');
    await expect(openSnapshot(folder)).rejects.toThrow(/another program's/);
    await expect(openSnapshotForWriting(folder, { facts: FACTS })).rejects.toThrow(/another program's/);
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'thesis.docx']);
  });

  test('of a newer version, with a broken manifest, or of another tenant is refused', async () => {
    const folder = join(temporaryFolder(), 'evidence');
    await (await openSnapshotForWriting(folder, { facts: FACTS })).finish(ENDED);
    await expect(openSnapshotForWriting(folder, { facts: { ...FACTS, tenantId: 'other' } })).rejects.toThrow(
      /holds evidence of another scan/,
    );
    await expect(openSnapshotForWriting(folder, { facts: { ...FACTS, source: 'live' } })).rejects.toThrow(/source demo/);
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    const written = (text: string) => writeFileSync(join(folder, 'manifest.json'), text);
    written(manifest.replace('"format":1', '"format":2'));
    await expect(openSnapshot(folder)).rejects.toMatchObject({
      name: 'OperatorError',
      exitCode: 2,
      message: expect.stringMatching(/newer/),
    });
    for (const text of [
      manifest.slice(0, 40),
      manifest.replace('"facts"', '"fact"'),
      manifest.replace('"shards":{}', '"shards":{"items":{"a":1}}'),
    ]) {
      written(text);
      await expect(openSnapshot(folder)).rejects.toThrow(/manifest\.json is damaged/);
      await expect(openSnapshotForWriting(folder, { facts: FACTS })).rejects.toThrow(/manifest\.json is damaged/);
    }
  });

  test('that cannot be made is an operator error that names the path', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(openSnapshotForWriting(join(file, 'evidence'), { facts: FACTS })).rejects.toThrow(OperatorError);
    await expect(openSnapshotForWriting(file, { facts: FACTS })).rejects.toThrow(/Choose another folder/);
    const full = inWords(Object.assign(new Error('full'), { code: 'ENOSPC' }), '/evidence/x');
    expect(full).toBeInstanceOf(OperatorError);
    expect(String(full)).toMatch(/No space is left to write \/evidence\/x/);
    const other = new Error('other');
    expect(inWords(other, '/x')).toBe(other);
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'without the right to write is refused in words',
    async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o500);
      await expect(openSnapshotForWriting(join(folder, 'evidence'), { facts: FACTS })).rejects.toThrow(/was refused/);
    },
  );
});

test('thousands of shards are written and opened without the manifest taking over', async () => {
  const folder = temporaryFolder();
  const writer = await openSnapshotForWriting(folder, { facts: FACTS });
  const count = 2_000;
  for (let at = 0; at < count; at += 8) {
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        const shard = await writer.shard('items', `drive-${at + lane}`);
        await shard.page([item(at + lane)]);
        await shard.close(COMPLETE);
      }),
    );
  }
  await writer.abandon();
  const snapshot = await openSnapshot(folder);
  expect(snapshot.shards('items')).toHaveLength(count);
  expect(snapshot.coverage('items')).toEqual({ state: 'complete', rows: count });
});

test('an earlier scan stays in sight shard by shard, and is named', async () => {
  const folder = temporaryFolder();
  const first = await openSnapshotForWriting(folder, { facts: FACTS });
  for (const drive of ['a', 'b']) {
    const shard = await first.shard('items', drive);
    await shard.page(items(1, 2));
    await shard.close(COMPLETE);
  }
  await first.finish(ENDED);
  const second = await openSnapshotForWriting(folder, { facts: { ...FACTS, startedAt: '2026-06-01T08:00:00Z' } });
  const shard = await second.shard('items', 'a');
  await shard.page([item(9)]);
  expect(await all(second.reader(), 'items', 'a')).toEqual(items(1, 2));
  await shard.close(COMPLETE);
  await second.abandon();
  const snapshot = await openSnapshot(folder);
  expect(snapshot.endedAt).toBeNull();
  expect(await all(snapshot, 'items')).toEqual([item(9), ...items(1, 2)]);
  expect(snapshot.fromEarlierScans).toEqual([{ dataset: 'items', shard: 'b', startedAt: FACTS.startedAt }]);
  expect(readdirSync(join(folder, 'items', shardFolder('a')))).toEqual(['000002']);
});

test('reading ends early without holding files', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const writer = await openSnapshotForWriting(folder, { facts: FACTS });
  const shard = await writer.shard('items', 'a');
  await shard.page(items(1, 2));
  await shard.page(items(3, 2));
  await shard.close(COMPLETE);
  for await (const row of writer.reader().rows('items')) {
    expect(row).toEqual(item(1));
    break;
  }
  await writer.finish(ENDED);
  await expect(writer.finish(ENDED)).rejects.toThrow('ended already');
  await writer.abandon();
  await expect(writer.shard('users')).rejects.toThrow('has ended');
});

function files(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return paths.sort();
}

function noise(seed: number, length: number): string {
  return createHash('shake256', { outputLength: (length * 3) / 4 })
    .update(String(seed))
    .digest('base64');
}
