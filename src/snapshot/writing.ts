/** Opens an evidence folder for one scan at a time to write to. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Coverage } from '../evidence/coverage.js';
import { type DatasetName, WHOLE } from '../evidence/datasets.js';
import type { ScanFacts } from '../evidence/scan-facts.js';
import type { EvidenceReader, EvidenceWriter, ShardWriter } from '../evidence/store.js';
import { OperatorError } from '../operator-error.js';
import { codeOf, inWords, makeFolder } from './durable-files.js';
import type { Generation } from './generation.js';
import { GenerationWriter } from './generation-writer.js';
import { FORMAT, isGenerationFolder, LOCK, MANIFEST, shardFolder, sixDigits } from './layout.js';
import { lockFolder } from './lock.js';
import { noManifest, readManifest, writeManifest } from './manifest.js';
import { recover } from './recovery.js';
import type { ShardIndex } from './shard-index.js';

const GITIGNORE = '.gitignore';
/** The manifest is only a list of what stands in the folders, so it may lag behind. */
const MANIFEST_EVERY_MS = 500;
/** It grows with the shards; waiting this many times as long as its last writing took keeps its share small. */
const MANIFEST_PAUSE = 20;

export interface SnapshotWriter extends EvidenceWriter {
  /** Sees finished shards, and of unfinished ones the rows acknowledged so far. */
  reader(): EvidenceReader;
  coverageOf(dataset: DatasetName, shard?: string): Coverage;
  /** A fact for the report's method section; kept at the next writing of the manifest, and through `finish`. */
  note(sentence: string): void;
  /** Ends the scan with its last facts (`endedAt` among them), and gives the folder free. */
  finish(facts: ScanFacts): Promise<void>;
  /** Gives the folder free and leaves the scan as one that was cut short. Does nothing after `finish`. */
  abandon(): Promise<void>;
}

/**
 * `directory` is the evidence folder itself; it is made where it is missing. Evidence of the same tenant that is there
 * already stays in sight, shard by shard, until this scan closes a newer one.
 */
export async function openSnapshotForWriting(directory: string, options: { readonly facts: ScanFacts }): Promise<SnapshotWriter> {
  const path = resolve(directory);
  await makeFolder(path);
  await refuseForeignFolder(path);
  const unlock = await lockFolder(path);
  try {
    const found = await readManifest(path);
    if (found !== null) refuseOtherTenant(path, found.facts, options.facts);
    const before = found ?? { evidenceOf: 'copilot-preflight', format: FORMAT, facts: options.facts, shards: {} };
    const notes = before.facts.startedAt === options.facts.startedAt ? before.facts.notes : [];
    await keepOutOfGit(path);
    const writer = new FolderWriter(path, options.facts, notes, await recover(path, before), unlock);
    await writer.begin();
    return writer;
  } catch (error) {
    await unlock();
    throw error;
  }
}

class FolderWriter implements SnapshotWriter {
  readonly #open = new Map<string, GenerationWriter<DatasetName>>();
  readonly #beginning = new Set<string>();
  readonly #notes: Set<string>;
  #facts: ScanFacts;
  #manifestDueAt = 0;
  #manifestWriting: Promise<void> | null = null;
  #isOver = false;

  constructor(
    readonly path: string,
    facts: ScanFacts,
    notes: readonly string[],
    readonly index: ShardIndex,
    readonly unlock: () => Promise<void>,
  ) {
    this.#facts = { ...facts, endedAt: null };
    this.#notes = new Set([...notes, ...facts.notes]);
  }

  async begin(): Promise<void> {
    await this.#writeManifest();
  }

  async shard<D extends DatasetName>(dataset: D, shard: string = WHOLE): Promise<ShardWriter<D>> {
    if (this.#isOver) throw new Error('The scan has ended; nothing more can be written');
    const key = `${dataset}/${shard}`;
    if (this.#open.has(key) || this.#beginning.has(key)) throw new Error(`Shard ${shard} of ${dataset} is being written already`);
    this.#beginning.add(key);
    try {
      const folder = join(this.path, dataset, shardFolder(shard));
      const numbers = await generationNumbers(folder);
      const identity = { dataset, shard, scan: this.#facts.startedAt };
      const writer = await GenerationWriter.begin<D>(folder, Math.max(0, ...numbers) + 1, identity, async (generation) => {
        this.#open.delete(key);
        this.index.add(dataset, shard, generation);
        await removeGenerations(folder, numbers);
        await this.#writeManifestIfDue();
      });
      this.#open.set(key, writer as unknown as GenerationWriter<DatasetName>);
      this.#showUnlessFinished(dataset, shard, writer.generation);
      return writer;
    } finally {
      this.#beginning.delete(key);
    }
  }

  reader(): EvidenceReader {
    return this.index;
  }

  coverageOf(dataset: DatasetName, shard?: string): Coverage {
    return this.index.coverage(dataset, shard);
  }

  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  async finish(facts: ScanFacts): Promise<void> {
    if (this.#isOver) throw new Error('The scan has ended already');
    this.#facts = facts;
    for (const note of facts.notes) this.#notes.add(note);
    await this.#end();
  }

  async abandon(): Promise<void> {
    // The manifest of before serves as well, and the reason for abandoning must not be hidden by a second failure.
    if (!this.#isOver) await this.#end().catch(() => {});
  }

  async #end(): Promise<void> {
    this.#isOver = true;
    try {
      await Promise.all([...this.#open.values()].map((writer) => writer.abandon()));
      await this.#manifestWriting?.catch(() => {});
      await this.#writeManifest();
    } finally {
      await this.unlock();
    }
  }

  #showUnlessFinished(dataset: DatasetName, shard: string, generation: Generation): void {
    const visible = this.index.visible(dataset, shard);
    if (visible === null || visible.closed === null) this.index.add(dataset, shard, generation);
  }

  async #writeManifestIfDue(): Promise<void> {
    if (this.#isOver || this.#manifestWriting !== null || performance.now() < this.#manifestDueAt) return;
    await this.#writeManifest();
  }

  async #writeManifest(): Promise<void> {
    const begun = performance.now();
    const writing = writeManifest(this.path, { ...this.#facts, notes: [...this.#notes] }, this.index.listing());
    this.#manifestWriting = writing;
    try {
      await writing;
    } finally {
      this.#manifestWriting = null;
      const took = performance.now() - begun;
      this.#manifestDueAt = begun + Math.max(MANIFEST_EVERY_MS, took * MANIFEST_PAUSE);
    }
  }
}

/** Our files in somebody's folder of documents would be hard to tell from his own. */
async function refuseForeignFolder(path: string): Promise<void> {
  const names = await readdir(path).catch((error: unknown) => {
    throw inWords(error, path);
  });
  if (names.includes(MANIFEST)) return;
  const foreign = names.filter((name) => name !== GITIGNORE && name !== `${MANIFEST}.tmp` && !name.startsWith(LOCK));
  if (foreign.length > 0) throw noManifest(path);
}

/** One folder, one tenant through one door: a report over a mixture would be true of nobody. */
function refuseOtherTenant(path: string, there: ScanFacts, wanted: ScanFacts): void {
  if (there.tenantId === wanted.tenantId && there.source === wanted.source) return;
  const what = there.tenantId === wanted.tenantId ? `source ${there.source}` : `tenant ${there.tenantId}`;
  throw new OperatorError(`${path} holds evidence of another scan (${what}). Choose another folder.`);
}

async function keepOutOfGit(path: string): Promise<void> {
  const file = join(path, GITIGNORE);
  try {
    await writeFile(file, '*\n', { mode: 0o600 });
  } catch (error) {
    throw inWords(error, file);
  }
}

async function generationNumbers(folder: string): Promise<number[]> {
  try {
    return (await readdir(folder)).filter(isGenerationFolder).map(Number);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw inWords(error, folder);
  }
}

async function removeGenerations(folder: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    // One that Windows still holds may stay: readers take the newest, and the next swap tries again.
    await rm(join(folder, sixDigits(number)), { recursive: true, force: true, maxRetries: 2 }).catch(() => {});
  }
}
