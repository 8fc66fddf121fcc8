/** Evidence held in memory, with the behaviour of the one on disk: for tests of collectors, rules and the engine. */
import { type Coverage, combine } from '../evidence/coverage.js';
import { type DatasetName, type Datasets, WHOLE } from '../evidence/datasets.js';
import type { EvidenceReader, EvidenceWriter, ShardWriter } from '../evidence/store.js';
import { type Closing, NEVER_BEGUN, NOT_YET_READ, settled } from './settled.js';

interface Shard {
  rows: unknown[];
  /** Null while the shard is being written. */
  closed: Coverage | null;
}

/** Rows by dataset; by shard too where the dataset is cut. An array is the shard `all`. */
export type InitialEvidence = {
  readonly [D in DatasetName]?: readonly Datasets[D][] | Readonly<Record<string, readonly Datasets[D][]>>;
};

export interface MemoryEvidence extends EvidenceReader, EvidenceWriter {
  /**
   * Says how whole a dataset is, whatever was written. Without a shard it holds for each shard too, unless the shard
   * has a word of its own. What is absent yields no rows.
   */
  setCoverage(dataset: DatasetName, coverage: Coverage, shard?: string): void;
}

/** Datasets given are complete; those not given are absent, `not-yet-read`. */
export function createMemoryEvidence(initial: InitialEvidence = {}): MemoryEvidence {
  const datasets = new Map<DatasetName, Map<string, Shard>>();
  const ofDataset = new Map<DatasetName, Coverage>();
  const ofShard = new Map<string, Coverage>();

  const shardsOf = (dataset: DatasetName) => {
    const known = datasets.get(dataset) ?? new Map<string, Shard>();
    datasets.set(dataset, known);
    return known;
  };

  for (const [dataset, given] of Object.entries(initial) as [DatasetName, readonly unknown[] | Record<string, unknown[]>][]) {
    const shards = Array.isArray(given) ? { [WHOLE]: given as unknown[] } : (given as Record<string, unknown[]>);
    for (const [shard, rows] of Object.entries(shards)) {
      shardsOf(dataset).set(shard, { rows: [...rows], closed: { state: 'complete', rows: rows.length } });
    }
  }

  const written = (shard: Shard | undefined): Coverage => {
    if (shard === undefined) return NEVER_BEGUN;
    return shard.closed ?? { state: 'partial', rows: shard.rows.length, gaps: [NOT_YET_READ] };
  };

  const shardCoverage = (dataset: DatasetName, shard: string): Coverage => {
    const own = ofShard.get(key(dataset, shard));
    if (own !== undefined) return own;
    const found = written(shardsOf(dataset).get(shard));
    const whole = ofDataset.get(dataset);
    if (whole === undefined) return found;
    return whole.state === 'absent' ? whole : { ...whole, rows: found.rows };
  };

  const names = (dataset: DatasetName) => [...shardsOf(dataset).keys()].sort();

  return {
    coverage(dataset, shard) {
      if (shard !== undefined) return shardCoverage(dataset, shard);
      const whole = ofDataset.get(dataset);
      if (whole !== undefined) return whole;
      const begun = names(dataset);
      return begun.length === 0 ? NEVER_BEGUN : combine(begun.map((name) => shardCoverage(dataset, name)));
    },

    shards: names,

    async *rows<D extends DatasetName>(dataset: D, shard?: string): AsyncGenerator<Datasets[D]> {
      for (const name of shard === undefined ? names(dataset) : [shard]) {
        if (shardCoverage(dataset, name).state === 'absent') continue;
        yield* [...(shardsOf(dataset).get(name)?.rows ?? [])] as Datasets[D][];
      }
    },

    async shard<D extends DatasetName>(dataset: D, shard: string = WHOLE): Promise<ShardWriter<D>> {
      const fresh: Shard = { rows: [], closed: null };
      const before = shardsOf(dataset).get(shard);
      // Finished evidence stays in sight until the new generation is closed.
      if (before?.closed === undefined || before.closed === null) shardsOf(dataset).set(shard, fresh);
      return {
        async page(rows) {
          if (fresh.closed !== null) throw new Error(`Shard ${shard} of ${dataset} is closed`);
          // As on disk: what JSON does not keep (undefined, dates) is not kept here either.
          for (const row of rows) fresh.rows.push(JSON.parse(JSON.stringify(row)));
        },
        async close(closing: Closing) {
          if (fresh.closed !== null) throw new Error(`Shard ${shard} of ${dataset} is closed`);
          if (closing.state === 'absent') fresh.rows = [];
          fresh.closed = settled(closing, fresh.rows.length);
          shardsOf(dataset).set(shard, fresh);
        },
      };
    },

    setCoverage(dataset, coverage, shard) {
      if (shard === undefined) ofDataset.set(dataset, coverage);
      else {
        if (!shardsOf(dataset).has(shard)) shardsOf(dataset).set(shard, { rows: [], closed: coverage });
        ofShard.set(key(dataset, shard), coverage);
      }
    },
  };
}

function key(dataset: DatasetName, shard: string): string {
  return `${dataset}/${shard}`;
}
