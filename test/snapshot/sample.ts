/** Throwaway directories, and the rows of a reader as an array. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DatasetName, Datasets } from '../../src/evidence/datasets.js';
import type { EvidenceReader } from '../../src/evidence/store.js';

/** A directory that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-snapshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function all<D extends DatasetName>(reader: EvidenceReader, dataset: D, shard?: string): Promise<Datasets[D][]> {
  const rows: Datasets[D][] = [];
  for await (const row of reader.rows(dataset, shard)) rows.push(row);
  return rows;
}
