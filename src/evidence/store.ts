/** The ports through which evidence is written by collectors and read by everything after them. */
import type { Coverage, Gap } from './coverage.js';
import type { DatasetName, Datasets } from './datasets.js';

/** Writes one shard as a new generation; nothing of it is seen by readers of finished evidence before `close`. */
export interface ShardWriter<D extends DatasetName> {
  /** Rows and the link to go on from, durable together when the promise resolves. */
  page(rows: readonly Datasets[D][], next?: string | null): Promise<void>;
  /** Ends the shard. `rows` of the coverage are counted by the writer. */
  close(coverage: Pick<Coverage, 'state'> & { readonly gaps?: readonly Gap[] }): Promise<void>;
}

export interface EvidenceWriter {
  shard<D extends DatasetName>(dataset: D, shard?: string): Promise<ShardWriter<D>>;
}

/** Reads evidence, whether the scan that wrote it ended or was cut short. */
export interface EvidenceReader {
  /** The coverage of a whole dataset; of one shard when it is named. A shard never begun is absent, `not-yet-read`. */
  coverage(dataset: DatasetName, shard?: string): Coverage;
  /** Names of the shards that were begun, sorted. */
  shards(dataset: DatasetName): readonly string[];
  /** Rows of one shard, or of every shard in the order of their names. */
  rows<D extends DatasetName>(dataset: D, shard?: string): AsyncIterable<Datasets[D]>;
}
