/** Whatever moment a scan is killed at, what was acknowledged is read, and what was not is said to be missing. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { shardFolder } from '../../src/snapshot/layout.js';
import { openSnapshot } from '../../src/snapshot/reading.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { COMPLETE, ENDED, FACTS, item, items } from './facts.js';
import { all, temporaryFolder } from './sample.js';

const NOT_YET = { reason: 'not-yet-read' };
const DAMAGED = { reason: 'failed', detail: 'evidence file damaged' };

/** Three pages of two rows in an unfinished shard, abandoned as by a kill. */
async function unfinished(): Promise<{ folder: string; journal: string; segment: string }> {
  const folder = temporaryFolder();
  const writer = await openSnapshotForWriting(folder, { facts: FACTS });
  const shard = await writer.shard('items', 'drive');
  for (const page of [0, 1, 2]) await shard.page(items(page * 2, 2), `next-${page}`);
  await writer.abandon();
  const generation = join(folder, 'items', shardFolder('drive'), '000001');
  return { folder, journal: join(generation, 'journal.ndjson'), segment: join(generation, '000001.ndjson.gz') };
}

test('a scan copied after each step reads as far as it was', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'evidence');
  let copies = 0;
  const killedHere = () => {
    copies += 1;
    const copy = join(root, `copy-${copies}`);
    cpSync(folder, copy, { recursive: true });
    return openSnapshot(copy);
  };
  const writer = await openSnapshotForWriting(folder, { facts: FACTS });
  expect((await killedHere()).coverage('items')).toEqual({ state: 'absent', rows: 0, gaps: [NOT_YET] });

  const shard = await writer.shard('items', 'drive');
  expect((await killedHere()).coverage('items', 'drive')).toEqual({ state: 'partial', rows: 0, gaps: [NOT_YET] });
  await shard.page(items(1, 2), 'next');
  let snapshot = await killedHere();
  expect(snapshot.coverage('items')).toEqual({ state: 'partial', rows: 2, gaps: [NOT_YET] });
  expect(await all(snapshot, 'items', 'drive')).toEqual(items(1, 2));
  await shard.page(items(3, 2));
  await shard.close(COMPLETE);
  snapshot = await killedHere();
  expect(snapshot.endedAt).toBeNull();
  expect(snapshot.coverage('items')).toEqual({ state: 'complete', rows: 4 });

  const again = await writer.shard('items', 'drive');
  await again.page([item(9)]);
  snapshot = await killedHere();
  expect(snapshot.coverage('items')).toEqual({ state: 'complete', rows: 4 });
  expect(await all(snapshot, 'items')).toEqual(items(1, 4));
  await again.close({ state: 'partial', gaps: [{ reason: 'throttled' }] });
  snapshot = await killedHere();
  expect(snapshot.coverage('items')).toEqual({ state: 'partial', rows: 1, gaps: [{ reason: 'throttled' }] });
  expect(await all(snapshot, 'items')).toEqual([item(9)]);
  await writer.finish(ENDED);
  expect((await killedHere()).endedAt).toBe(ENDED.endedAt);
});

describe('a kill inside a step', () => {
  test('while the segment is being written: the torn tail is cut at the last acknowledged page', async () => {
    const { folder, journal, segment } = await unfinished();
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, `${lines.slice(0, 3).join('\n')}\n`);
    const whole = readFileSync(segment);
    const kept = JSON.parse(lines[2] ?? '').offset as number;
    for (let size = whole.length; size >= kept; size -= 1) {
      truncateSync(segment, size);
      const snapshot = await openSnapshot(folder);
      expect(snapshot.coverage('items')).toEqual({ state: 'partial', rows: 4, gaps: [NOT_YET] });
      expect(await all(snapshot, 'items')).toEqual(items(0, 4));
      expect(readFileSync(segment).length).toBe(size);
    }
  });

  test('while the journal is being written: the torn line is dropped', async () => {
    const { folder, journal } = await unfinished();
    const whole = readFileSync(journal, 'utf8');
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let size = whole.length - 2; size >= start; size -= 1) {
      truncateSync(journal, size);
      const snapshot = await openSnapshot(folder);
      expect(snapshot.coverage('items')).toEqual({ state: 'partial', rows: 4, gaps: [NOT_YET] });
      expect(await all(snapshot, 'items')).toEqual(items(0, 4));
    }
  });

  test('while the first line is being written: the shard is not yet read, named or not', async () => {
    const { folder, journal, segment } = await unfinished();
    rmSync(segment);
    const head = readFileSync(journal, 'utf8').split('\n')[0] ?? '';
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    writeFileSync(join(folder, 'manifest.json'), manifest.replace(/"shards":.*/, '"shards":{}}'));
    for (let size = head.length - 1; size >= 0; size -= 1) {
      writeFileSync(journal, head.slice(0, size));
      expect((await openSnapshot(folder)).coverage('items')).toEqual({ state: 'absent', rows: 0, gaps: [NOT_YET] });
    }
    rmSync(journal);
    expect((await openSnapshot(folder)).coverage('items')).toEqual({ state: 'absent', rows: 0, gaps: [NOT_YET] });
    // A shard without a name keeps the dataset from looking whole, until it is written again.
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    await (await writer.shard('items', 'other')).close(COMPLETE);
    expect(writer.coverageOf('items')).toEqual({ state: 'partial', rows: 0, gaps: [NOT_YET] });
    await (await writer.shard('items', 'drive')).close(COMPLETE);
    expect(writer.coverageOf('items')).toEqual({ state: 'complete', rows: 0 });
    await writer.finish(ENDED);
  });

  test('before and after the renames, with what was to be renamed lying about', async () => {
    const { folder } = await unfinished();
    const generation = join(folder, 'items', shardFolder('drive'), '000001');
    writeFileSync(join(generation, 'done.json.tmp'), '{"state":"complete"');
    writeFileSync(join(folder, 'manifest.json.tmp'), '{"evid');
    mkdirSync(join(folder, 'items', shardFolder('drive'), '000002'));
    // The second generation was begun and has nothing yet; it is the newest unfinished one.
    expect((await openSnapshot(folder)).coverage('items')).toEqual({ state: 'partial', rows: 0, gaps: [NOT_YET] });
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    const shard = await writer.shard('items', 'drive');
    await shard.page(items(0, 6));
    await shard.close(COMPLETE);
    await writer.finish(ENDED);
    expect(readdirSync(join(folder, 'items', shardFolder('drive')))).toEqual(['000003']);
    expect((await openSnapshot(folder)).coverage('items')).toEqual({ state: 'complete', rows: 6 });
  });

  test('between the swap and the removal of the old generation', async () => {
    const folder = temporaryFolder();
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    const old = await writer.shard('items', 'drive');
    await old.page(items(1, 3));
    await old.close(COMPLETE);
    const shardPath = join(folder, 'items', shardFolder('drive'));
    cpSync(join(shardPath, '000001'), join(folder, 'kept'), { recursive: true });
    const fresh = await writer.shard('items', 'drive');
    await fresh.page([item(9)]);
    await fresh.close(COMPLETE);
    await writer.finish(ENDED);
    cpSync(join(folder, 'kept'), join(shardPath, '000001'), { recursive: true });
    expect(await all(await openSnapshot(folder), 'items')).toEqual([item(9)]);
    rmSync(join(shardPath, '000001', 'journal.ndjson'));
    expect((await openSnapshot(folder)).coverage('items')).toEqual({ state: 'complete', rows: 1 });
  });
});

describe('damage', () => {
  test('inside a member loses that page only, and is told', async () => {
    const { folder, segment, journal } = await unfinished();
    const bytes = readFileSync(segment);
    const second = JSON.parse(readFileSync(journal, 'utf8').split('\n')[2] ?? '');
    bytes[second.offset - 12] = (bytes[second.offset - 12] ?? 0) ^ 1;
    writeFileSync(segment, bytes);
    const snapshot = await openSnapshot(folder);
    expect(snapshot.coverage('items')).toEqual({ state: 'partial', rows: 4, gaps: [DAMAGED, NOT_YET] });
    expect(await all(snapshot, 'items')).toEqual([...items(0, 2), ...items(4, 2)]);
  });

  test('that comes after the opening is found by reading', async () => {
    const folder = temporaryFolder();
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    for (const drive of ['a', 'b']) {
      const shard = await writer.shard('items', drive);
      await shard.page(items(1, 3));
      await shard.close(COMPLETE);
    }
    await writer.finish(ENDED);
    const snapshot = await openSnapshot(folder);
    rmSync(join(folder, 'items', shardFolder('a'), '000001', '000001.ndjson.gz'));
    rmSync(join(folder, 'items', shardFolder('b'), '000001', 'journal.ndjson'));
    expect(await all(snapshot, 'items')).toEqual([]);
    expect(snapshot.coverage('items', 'a')).toEqual({ state: 'absent', rows: 0, gaps: [DAMAGED] });
    expect(snapshot.coverage('items', 'b')).toMatchObject({ gaps: [DAMAGED] });
    expect((await openSnapshot(folder)).coverage('items')).toEqual({ state: 'absent', rows: 0, gaps: [DAMAGED] });
  });

  test('of a whole shard folder, or rows under the wrong drive, is not overlooked', async () => {
    const folder = temporaryFolder();
    const writer = await openSnapshotForWriting(folder, { facts: FACTS });
    for (const [at, drive] of ['a', 'b', 'c'].entries()) {
      const shard = await writer.shard('items', drive);
      await shard.page([item(at)]);
      await shard.close(COMPLETE);
    }
    await writer.finish(ENDED);
    const path = (drive: string) => join(folder, 'items', shardFolder(drive));
    rmSync(path('a'), { recursive: true });
    rmSync(path('b'), { recursive: true });
    cpSync(path('c'), path('b'), { recursive: true });
    const snapshot = await openSnapshot(folder);
    expect(snapshot.shards('items')).toEqual(['a', 'b', 'c']);
    expect(snapshot.coverage('items', 'a')).toEqual({ state: 'absent', rows: 0, gaps: [DAMAGED] });
    expect(snapshot.coverage('items', 'b')).toEqual({ state: 'absent', rows: 0, gaps: [DAMAGED] });
    expect(await all(snapshot, 'items')).toEqual([item(2)]);
  });
});

test('a killed process loses no acknowledged page, and its lock is taken over', async () => {
  const folder = join(temporaryFolder(), 'evidence');
  for (const stopAfter of [1, 23, 48]) {
    rmSync(folder, { recursive: true, force: true });
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'endless-writer.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pages = new Map<string, number>();
    const closed = new Set<string>();
    let said = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [what, drive = '', count] = line.split(' ');
      pages.set(drive, Number(count));
      if (what === 'closed') closed.add(drive);
      said += 1;
      if (said === stopAfter) child.kill('SIGKILL');
    }
    expect(child.signalCode ?? 'SIGKILL').toBe('SIGKILL');
    expect(said).toBeGreaterThanOrEqual(stopAfter);
    expect(existsSync(join(folder, 'lock.json'))).toBe(true);
    const snapshot = await openSnapshot(folder);
    for (const [drive, count] of pages) {
      const rows = await all(snapshot, 'items', drive);
      expect(rows.length).toBeGreaterThanOrEqual(count * 20);
      expect(rows).toEqual(items(0, rows.length));
      const coverage = snapshot.coverage('items', drive);
      expect(coverage.rows).toBe(rows.length);
      if (closed.has(drive)) expect(coverage.state).toBe('complete');
      if (coverage.state === 'complete') expect(rows).toHaveLength(100);
    }
    await (await openSnapshotForWriting(folder, { facts: FACTS })).abandon();
  }
});

test('200,000 rows pass through a small memory', () => {
  const script = join(import.meta.dirname, 'large-shard.ts');
  const args = ['--max-old-space-size=64', '--import', 'tsx', script, join(temporaryFolder(), 'evidence')];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { rows, coverage, grownMb } = JSON.parse(stdout);
  expect(rows).toBe(200_000);
  expect(coverage).toEqual({ state: 'complete', rows: 200_000 });
  expect(grownMb).toBeLessThan(100);
});
