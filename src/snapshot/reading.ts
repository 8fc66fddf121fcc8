/** Opens evidence on disk for reading, whether its scan ended, was cut short, or is still running. */
import { resolve } from 'node:path';
import type { DatasetName } from '../evidence/datasets.js';
import type { ScanFacts } from '../evidence/scan-facts.js';
import type { EvidenceReader } from '../evidence/store.js';
import { noManifest, readManifest } from './manifest.js';
import { recover } from './recovery.js';

export interface Snapshot extends EvidenceReader {
  readonly facts: ScanFacts;
  /** Null where the scan was cut short. */
  readonly endedAt: string | null;
  /** Shards that the last scan did not read again: they tell of the tenant at the time given. */
  readonly fromEarlierScans: readonly { readonly dataset: DatasetName; readonly shard: string; readonly startedAt: string }[];
}

/** `directory` is the evidence folder itself. Every file is checked against its hash once, here. */
export async function openSnapshot(directory: string): Promise<Snapshot> {
  const path = resolve(directory);
  const manifest = await readManifest(path);
  if (manifest === null) throw noManifest(path);
  const index = await recover(path, manifest);
  const { facts } = manifest;
  const all = [...index.generations()].map(({ dataset, shard, generation }) => ({ dataset, shard, startedAt: generation.scan }));
  return {
    facts,
    endedAt: facts.endedAt,
    fromEarlierScans: all.filter(({ startedAt }) => startedAt !== '' && startedAt !== facts.startedAt),
    coverage: (dataset, shard) => index.coverage(dataset, shard),
    shards: (dataset) => index.shards(dataset),
    rows: (dataset, shard) => index.rows(dataset, shard),
  };
}
