/** Evidence of a few rows on disk, for commands that read a folder. */
import { type DatasetName, type Datasets, WHOLE } from '../../src/evidence/datasets.js';
import type { ScanFacts } from '../../src/evidence/scan-facts.js';
import type { InitialEvidence } from '../../src/snapshot/memory.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';

/** Every shard that is given is complete. */
export async function writeEvidence(folder: string, facts: ScanFacts, rows: InitialEvidence): Promise<void> {
  const writer = await openSnapshotForWriting(folder, { facts });
  for (const [dataset, given] of Object.entries(rows) as [DatasetName, readonly unknown[] | Record<string, unknown[]>][]) {
    const shards = Array.isArray(given) ? { [WHOLE]: given as unknown[] } : (given as Record<string, unknown[]>);
    for (const [shard, list] of Object.entries(shards)) {
      const open = await writer.shard(dataset, shard);
      await open.page(list as Datasets[DatasetName][]);
      await open.close({ state: 'complete' });
    }
  }
  await writer.finish(facts);
}
