/** Finds out what stands in an evidence folder, after whatever happened to it; reads only, and never fails for one shard. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gap } from '../evidence/coverage.js';
import { DATASET_NAMES, type DatasetName, WHOLE } from '../evidence/datasets.js';
import { codeOf } from './durable-files.js';
import { Generation } from './generation.js';
import { parseIdentity, parseRecord, readJournal } from './journal.js';
import { DONE, type Done, type Identity, isGenerationFolder, isShardFolder, type Manifest, shardFolder } from './layout.js';
import { isRecord } from './manifest.js';
import { Members } from './members.js';
import { DAMAGED, NOT_YET_READ, settled } from './settled.js';
import { ShardIndex } from './shard-index.js';

/** Hashes are computed on the main thread, so more than a few at a time only costs open files. */
const AT_ONCE = 8;

export async function recover(directory: string, manifest: Manifest): Promise<ShardIndex> {
  const index = new ShardIndex();
  for (const dataset of DATASET_NAMES) {
    const ids = new Map(Object.entries(manifest.shards[dataset] ?? {}));
    const folders = (await foldersIn(join(directory, dataset))).filter(isShardFolder);
    for (let at = 0; at < folders.length; at += AT_ONCE) {
      await Promise.all(
        folders.slice(at, at + AT_ONCE).map(async (folder) => {
          await recoverShard(index, dataset, join(directory, dataset, folder), folder, ids.get(folder));
          ids.delete(folder);
        }),
      );
    }
    // Listed and gone: somebody copied or cleaned half of the folder.
    for (const [folder, id] of ids) loseShard(index, dataset, folder, id, DAMAGED);
  }
  return index;
}

async function recoverShard(index: ShardIndex, dataset: DatasetName, path: string, folder: string, listed?: string) {
  const numbers = (await foldersIn(path)).filter(isGenerationFolder).sort().reverse();
  let chosen: Found | null = null;
  for (const number of numbers) {
    const found = await recoverGeneration(join(path, number), Number(number));
    if (chosen === null || found.isFinished) chosen = found;
    if (found.isFinished) break;
  }
  const known = listed ?? (folder === WHOLE ? WHOLE : undefined);
  if (chosen === null) return loseShard(index, dataset, folder, known, NOT_YET_READ);
  const { generation, identity } = chosen;
  if (identity !== null && (identity.dataset !== dataset || shardFolder(identity.shard) !== folder)) {
    // Rows of one drive must never be taken for those of another.
    return loseShard(index, dataset, folder, known, DAMAGED);
  }
  const shard = identity?.shard ?? known;
  if (shard !== undefined) return index.add(dataset, shard, generation);
  // A kill before the first line was safe leaves an empty generation; anything else without a name is damage.
  loseShard(index, dataset, folder, undefined, generation.coverage.state === 'partial' ? NOT_YET_READ : DAMAGED);
}

function loseShard(index: ShardIndex, dataset: DatasetName, folder: string, shard: string | undefined, gap: Gap): void {
  index.lose(dataset, shard ?? null, folder, { state: 'absent', rows: 0, gaps: [gap] });
}

interface Found {
  readonly generation: Generation;
  readonly identity: Identity | null;
  readonly isFinished: boolean;
}

async function recoverGeneration(directory: string, number: number): Promise<Found> {
  const done = await readDone(directory);
  let identity: Identity | null = typeof done === 'object' ? done : null;
  const generation = new Generation(directory, number, identity?.scan ?? '');
  let isDamaged = done === 'damaged';
  const members = new Members(directory);
  try {
    for await (const entry of readJournal(directory, () => (isDamaged = true))) {
      if (!('page' in entry)) {
        identity ??= entry;
        continue;
      }
      generation.pages = entry.page;
      generation.rows += entry.rows;
      if (entry.rows > 0 && (await members.bytes(entry)) === null) generation.losePage(entry.page, entry.rows);
    }
  } finally {
    await members.close();
  }
  generation.scan = identity?.scan ?? '';
  if (typeof done === 'object') {
    generation.closed = settled(done, done.rows);
    if (done.state !== 'absent' && (done.rows !== generation.rows || done.pages !== generation.pages)) isDamaged = true;
  }
  if (isDamaged) generation.damage();
  return { generation, identity, isFinished: done !== 'missing' };
}

async function readDone(directory: string): Promise<Done | 'missing' | 'damaged'> {
  let text: string;
  try {
    text = await readFile(join(directory, DONE), 'utf8');
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'missing' : 'damaged';
  }
  const identity = parseIdentity(text);
  const value = parseRecord(text);
  if (identity === null || value === null) return 'damaged';
  const { state, gaps, rows, pages } = value;
  if (state !== 'complete' && state !== 'partial' && state !== 'absent') return 'damaged';
  if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(pages)) return 'damaged';
  if (!Array.isArray(gaps) || !gaps.every((gap) => isRecord(gap) && typeof gap.reason === 'string')) return 'damaged';
  return { ...identity, state, gaps: gaps as Gap[], rows: Number(rows), pages: Number(pages) };
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}
