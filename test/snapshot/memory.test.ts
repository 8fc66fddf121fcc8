/** The evidence in memory behaves as the one on disk. */
import { describe, expect, test } from 'vitest';
import type { EvidenceReader, EvidenceWriter } from '../../src/evidence/store.js';
import { createMemoryEvidence } from '../../src/snapshot/memory.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { COMPLETE, FACTS, item, items } from './facts.js';
import { all, temporaryFolder } from './sample.js';

describe('memory evidence', () => {
  test('what is given is complete, what is not given was not yet read', async () => {
    const evidence = createMemoryEvidence({ items: { b: items(2, 2), a: items(1, 1) }, groups: [] });
    expect(evidence.coverage('items')).toEqual({ state: 'complete', rows: 3 });
    expect(evidence.coverage('items', 'b')).toEqual({ state: 'complete', rows: 2 });
    expect(evidence.shards('items')).toEqual(['a', 'b']);
    expect((await all(evidence, 'items')).map(({ id }) => id)).toEqual(['item-1', 'item-2', 'item-3']);
    expect(evidence.coverage('groups')).toEqual({ state: 'complete', rows: 0 });
    expect(evidence.coverage('users')).toEqual({ state: 'absent', rows: 0, gaps: [{ reason: 'not-yet-read' }] });
    expect(evidence.coverage('items', 'c').state).toBe('absent');
  });

  test('a dataset taken away yields no rows; a shard has a word of its own', async () => {
    const gaps = [{ reason: 'forbidden', remedy: 'Files.Read.All' }] as const;
    const evidence = createMemoryEvidence({ items: { a: items(1, 1), b: items(2, 2) } });
    evidence.setCoverage('items', { state: 'absent', rows: 0, gaps }, 'a');
    expect(evidence.coverage('items')).toEqual({ state: 'partial', rows: 2, gaps });
    expect(await all(evidence, 'items')).toHaveLength(2);
    evidence.setCoverage('items', { state: 'absent', rows: 0, gaps });
    expect(evidence.coverage('items', 'b').state).toBe('absent');
    expect(await all(evidence, 'items')).toEqual([]);
  });
});

const stores: [string, () => Promise<{ writer: EvidenceWriter; reader: EvidenceReader; end(): Promise<void> }>][] = [
  [
    'memory',
    async () => {
      const evidence = createMemoryEvidence();
      return { writer: evidence, reader: evidence, end: async () => {} };
    },
  ],
  [
    'disk',
    async () => {
      const writer = await openSnapshotForWriting(temporaryFolder(), { facts: FACTS });
      return { writer, reader: writer.reader(), end: () => writer.abandon() };
    },
  ],
];

describe.each(stores)('evidence being written (%s)', (_, open) => {
  test('acknowledged rows of an unfinished shard are seen, as partial', async () => {
    const { writer, reader, end } = await open();
    const shard = await writer.shard('items', 'drive');
    expect(reader.coverage('items', 'drive')).toEqual({ state: 'partial', rows: 0, gaps: [{ reason: 'not-yet-read' }] });
    await shard.page(items(1, 2), 'next');
    expect(reader.coverage('items')).toEqual({ state: 'partial', rows: 2, gaps: [{ reason: 'not-yet-read' }] });
    expect(await all(reader, 'items', 'drive')).toEqual(items(1, 2));
    await shard.close(COMPLETE);
    expect(reader.coverage('items')).toEqual({ state: 'complete', rows: 2 });
    await expect(shard.page([])).rejects.toThrow('closed');
    await end();
  });

  test('an absent shard keeps no rows', async () => {
    const { writer, reader, end } = await open();
    const shard = await writer.shard('items', 'drive');
    await shard.page(items(1, 2));
    await shard.close({ state: 'absent', gaps: [{ reason: 'forbidden', remedy: 'Files.Read.All' }] });
    expect(reader.coverage('items')).toEqual({
      state: 'absent',
      rows: 0,
      gaps: [{ reason: 'forbidden', remedy: 'Files.Read.All' }],
    });
    expect(await all(reader, 'items')).toEqual([]);
    expect(reader.shards('items')).toEqual(['drive']);
    await end();
  });

  test('nothing with a gap, or ended without a reason, passes for complete', async () => {
    const { writer, reader, end } = await open();
    await (await writer.shard('users')).close({ state: 'complete', gaps: [{ reason: 'capped' }] });
    await (await writer.shard('groups')).close({ state: 'partial' });
    expect(reader.coverage('users')).toEqual({ state: 'partial', rows: 0, gaps: [{ reason: 'capped' }] });
    expect(reader.coverage('groups')).toMatchObject({ state: 'partial', gaps: [{ reason: 'failed' }] });
    await end();
  });

  test('a new generation replaces a finished one when it is closed, not before', async () => {
    const { writer, reader, end } = await open();
    const first = await writer.shard('items', 'drive');
    await first.page(items(1, 3));
    await first.close(COMPLETE);
    const second = await writer.shard('items', 'drive');
    await second.page([item(9)]);
    expect(await all(reader, 'items')).toEqual(items(1, 3));
    expect(reader.coverage('items')).toEqual({ state: 'complete', rows: 3 });
    await second.close(COMPLETE);
    expect(await all(reader, 'items')).toEqual([item(9)]);
    await end();
  });
});
