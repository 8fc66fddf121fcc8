/** Files cut or changed anywhere: no row that was not written, no exception, and never `complete` with rows missing. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../../src/evidence/content.js';
import { OperatorError } from '../../src/operator-error.js';
import { openSnapshot } from '../../src/snapshot/reading.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { COMPLETE, ENDED, FACTS, item, items } from './facts.js';
import { all, temporaryFolder } from './sample.js';

type Files = ReadonlyMap<string, Buffer>;

const WRITTEN: Readonly<Record<string, readonly Item[]>> = {
  whole: items(0, 9),
  second: items(100, 4),
  cut: items(200, 4),
  open: items(300, 6),
  empty: [],
};

/** Finished, re-scanned, partial and unfinished shards, as bytes by path. */
async function evidence(): Promise<Files> {
  const folder = temporaryFolder();
  const writer = await openSnapshotForWriting(folder, { facts: FACTS });
  const begin = async (drive: string) => {
    const shard = await writer.shard('items', drive);
    const rows = WRITTEN[drive] ?? [];
    for (let at = 0; at < rows.length; at += 3) await shard.page(rows.slice(at, at + 3), `next-${at}`);
    return shard;
  };
  await (await begin('whole')).close(COMPLETE);
  const first = await writer.shard('items', 'second');
  await first.page([item(1000)]);
  await first.close(COMPLETE);
  await (await begin('second')).close(COMPLETE);
  await (await begin('cut')).close({ state: 'partial', gaps: [{ reason: 'throttled' }] });
  await (await begin('empty')).close(COMPLETE);
  await begin('open');
  await writer.finish(ENDED);
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}

async function judge(files: Files, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  let snapshot: Awaited<ReturnType<typeof openSnapshot>>;
  try {
    snapshot = await openSnapshot(folder);
  } catch (error) {
    // Without a manifest nothing can be said, and that is said in words.
    expect(error).toBeInstanceOf(OperatorError);
    return;
  }
  let isAnythingLost = false;
  for (const [drive, written] of Object.entries(WRITTEN)) {
    const before = snapshot.coverage('items', drive);
    const rows = await all(snapshot, 'items', drive);
    const ids = new Set(written.map(({ id }) => id));
    expect(rows.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(rows).toEqual(written.filter(({ id }) => rows.some((row) => row.id === id)));
    expect(before.rows).toBe(rows.length);
    expect(snapshot.coverage('items', drive)).toEqual(before);
    if (rows.length < written.length) {
      isAnythingLost = true;
      expect([drive, before.state]).not.toEqual([drive, 'complete']);
    }
  }
  if (isAnythingLost) expect(snapshot.coverage('items').state).not.toBe('complete');
}

const spot = fc.record({ file: fc.nat(), at: fc.double({ min: 0, max: 1, noNaN: true }) });

function changed(
  files: Files,
  spots: readonly { file: number; at: number }[],
  change: (bytes: Buffer, at: number) => Buffer,
): Files {
  const result = new Map(files);
  const paths = [...files.keys()];
  for (const { file, at } of spots) {
    const path = paths[file % paths.length] ?? '';
    const bytes = result.get(path) ?? Buffer.alloc(0);
    result.set(path, change(bytes, Math.floor(at * bytes.length)));
  }
  return result;
}

test('files cut anywhere', async () => {
  const files = await evidence();
  const folder = join(temporaryFolder(), 'evidence');
  const cuts = fc.array(spot, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(cuts, (spots) =>
      judge(
        changed(files, spots, (bytes, at) => bytes.subarray(0, at)),
        folder,
      ),
    ),
    { numRuns: 300 },
  );
});

test('every cut of the journal, the ending and the last segment of a finished shard', async () => {
  const files = await evidence();
  const folder = join(temporaryFolder(), 'evidence');
  const whole = [...files.keys()].filter(
    (path) => files.get(path)?.includes('"shard":"whole"') && path.endsWith('journal.ndjson'),
  );
  const directory = dirname(whole[0] ?? '');
  const alone = new Map([...files].filter(([path]) => path === 'manifest.json' || dirname(path) === directory));
  for (const name of ['journal.ndjson', 'done.json', '000001.ndjson.gz']) {
    const path = join(directory, name);
    const bytes = files.get(path) ?? Buffer.alloc(0);
    expect(bytes.length).toBeGreaterThan(0);
    for (let size = bytes.length; size >= 0; size -= 1) await judge(new Map([...alone, [path, bytes.subarray(0, size)]]), folder);
  }
});

test('files taken away', async () => {
  const files = await evidence();
  const folder = join(temporaryFolder(), 'evidence');
  for (const path of files.keys()) {
    await judge(new Map([...files].filter(([other]) => other !== path)), folder);
    await judge(new Map([...files].filter(([other]) => dirname(other) !== dirname(path) || path === 'manifest.json')), folder);
  }
});

test('a bit changed in any segment', async () => {
  const files = await evidence();
  const segments: Files = new Map([...files].filter(([path]) => path.endsWith('.gz')));
  const folder = join(temporaryFolder(), 'evidence');
  const flip = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 4;
    return copy;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(spot, { minLength: 1, maxLength: 3 }), (spots) =>
      judge(new Map([...files, ...changed(segments, spots, flip)]), folder),
    ),
    { numRuns: 100 },
  );
});
