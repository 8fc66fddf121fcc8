/** Evidence without what only an old export told: a setting of months ago says nothing of today, for good or for bad. */
import type { Gap } from '../evidence/coverage.js';
import { DATASET_NAMES, type DatasetName } from '../evidence/datasets.js';
import type { CmdletReading } from '../evidence/purview.js';
import type { EvidenceReader } from '../evidence/store.js';

const DAY_MS = 86_400_000;

/**
 * The same evidence, in which every dataset is absent that nothing younger than `days` fed. An answer that does not say when
 * it was given is left as it is; the report shows it without a date.
 */
export async function withoutOldExports(evidence: EvidenceReader, days: number, now: Date): Promise<EvidenceReader> {
  const old = await expired(evidence, days, now);
  if (old.size === 0) return evidence;
  return {
    coverage(dataset, shard) {
      const gap = old.get(dataset);
      return gap === undefined ? evidence.coverage(dataset, shard) : { state: 'absent', rows: 0, gaps: [gap] };
    },
    shards: (dataset) => evidence.shards(dataset),
    rows: (dataset, shard) => (old.has(dataset) ? none() : evidence.rows(dataset, shard)),
  };
}

async function expired(evidence: EvidenceReader, days: number, now: Date): Promise<ReadonlyMap<DatasetName, Gap>> {
  const fed = new Map<DatasetName, CmdletReading[]>();
  for await (const reading of evidence.rows('cmdletReadings')) {
    if (reading.outcome !== 'read' && reading.outcome !== 'empty') continue;
    for (const dataset of DATASET_NAMES.filter((name) => reading.feeds.includes(name))) {
      fed.set(dataset, [...(fed.get(dataset) ?? []), reading]);
    }
  }
  const found = new Map<DatasetName, Gap>();
  for (const [dataset, readings] of fed) {
    // One cmdlet's fresh answer does not make another's old one young: a dataset that several feed is as old as its oldest part.
    const isFedAnew = (cmdlet: string) => readings.some((r) => r.cmdlet === cmdlet && !isOld(r, days, now));
    const stale = readings.find((reading) => isOld(reading, days, now) && !isFedAnew(reading.cmdlet));
    if (stale === undefined) continue;
    found.set(dataset, {
      reason: 'expired',
      remedy: 'a new export made by copilot-preflight export-script',
      detail: `${stale.cmdlet} was exported on ${(stale.at ?? '').slice(0, 10)}, and ${days} days are the most that are believed`,
    });
  }
  return found;
}

function isOld({ source, at }: CmdletReading, days: number, now: Date): boolean {
  return source === 'export' && at !== null && now.getTime() - Date.parse(at) > days * DAY_MS;
}

async function* none(): AsyncIterable<never> {
  // An expired dataset has no rows.
}
