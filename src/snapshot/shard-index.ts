/** Which generation of each shard is in sight: the reader that a scan in progress and a finished one share. */
import { type Coverage, combine } from '../evidence/coverage.js';
import { DATASET_NAMES, type DatasetName, type Datasets } from '../evidence/datasets.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Generation } from './generation.js';
import { type Manifest, shardFolder } from './layout.js';
import { pagesOfRows, RowStream } from './rows.js';
import { NEVER_BEGUN } from './settled.js';

interface Entry {
  /** Null where nothing of the shard can be read. */
  readonly visible: Generation | null;
  /** What to say in place of a generation. */
  readonly lost: Coverage;
}

export class ShardIndex implements EvidenceReader {
  readonly #shards = new Map<DatasetName, Map<string, Entry>>();
  /** Folders of shards whose id cannot be told: they must not make a dataset look whole. */
  readonly #strays = new Map<DatasetName, Map<string, Coverage>>();

  coverage(dataset: DatasetName, shard?: string): Coverage {
    if (shard !== undefined) return coverageOf(this.#shards.get(dataset)?.get(shard));
    const parts = [...(this.#shards.get(dataset)?.values() ?? [])].map(coverageOf);
    parts.push(...(this.#strays.get(dataset)?.values() ?? []));
    return parts.length === 0 ? NEVER_BEGUN : combine(parts);
  }

  shards(dataset: DatasetName): readonly string[] {
    return [...(this.#shards.get(dataset)?.keys() ?? [])].sort();
  }

  rows<D extends DatasetName>(dataset: D, shard?: string): AsyncIterable<Datasets[D]> {
    const names = shard === undefined ? this.shards(dataset) : [shard];
    return { [Symbol.asyncIterator]: () => new RowStream<Datasets[D]>(this.#pages(dataset, names)) };
  }

  async *#pages(dataset: DatasetName, names: readonly string[]): AsyncGenerator<unknown[], void, undefined> {
    for (const name of names) {
      const generation = this.visible(dataset, name);
      if (generation !== null) yield* pagesOfRows(generation);
    }
  }

  visible(dataset: DatasetName, shard: string): Generation | null {
    return this.#shards.get(dataset)?.get(shard)?.visible ?? null;
  }

  add(dataset: DatasetName, shard: string, generation: Generation): void {
    this.#of(dataset).set(shard, { visible: generation, lost: NEVER_BEGUN });
    this.#strays.get(dataset)?.delete(shardFolder(shard));
  }

  lose(dataset: DatasetName, shard: string | null, folder: string, lost: Coverage): void {
    if (shard !== null) {
      this.#of(dataset).set(shard, { visible: null, lost });
      return;
    }
    const strays = this.#strays.get(dataset) ?? new Map<string, Coverage>();
    this.#strays.set(dataset, strays.set(folder, lost));
  }

  /** Every shard that can be read, for those who go through all of them. */
  *generations(): Generator<{ dataset: DatasetName; shard: string; generation: Generation }> {
    for (const dataset of DATASET_NAMES) {
      for (const shard of this.shards(dataset)) {
        const generation = this.visible(dataset, shard);
        if (generation !== null) yield { dataset, shard, generation };
      }
    }
  }

  /** As the manifest lists it. */
  listing(): Manifest['shards'] {
    const listing: { [D in DatasetName]?: Record<string, string> } = {};
    for (const dataset of DATASET_NAMES) {
      const names = this.shards(dataset);
      if (names.length === 0) continue;
      listing[dataset] = Object.fromEntries(names.map((shard) => [shardFolder(shard), shard]));
    }
    return listing;
  }

  #of(dataset: DatasetName): Map<string, Entry> {
    const known = this.#shards.get(dataset) ?? new Map<string, Entry>();
    this.#shards.set(dataset, known);
    return known;
  }
}

function coverageOf(entry: Entry | undefined): Coverage {
  if (entry === undefined) return NEVER_BEGUN;
  return entry.visible?.coverage ?? entry.lost;
}
