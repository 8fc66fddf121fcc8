/** The evidence of one crawl held in memory, so that a test can take pieces away or put others in their place, and judge again. */
import { type Assessment, assess } from '../../src/assess.js';
import { type Config, DEFAULT_CONFIG } from '../../src/config/config.js';
import type { Generated, PlantedTenant } from '../../src/demo/index.js';
import type { Coverage, Gap } from '../../src/evidence/coverage.js';
import { DATASET_NAMES, DATASETS, type DatasetName, type Datasets } from '../../src/evidence/datasets.js';
import type { Leaver } from '../../src/evidence/directory.js';
import type { ScanFacts } from '../../src/evidence/scan-facts.js';
import type { Outcome } from '../../src/result/types.js';
import { createMemoryEvidence } from '../../src/snapshot/memory.js';
import { openSnapshot } from '../../src/snapshot/reading.js';
import { validateResult } from '../reporters/validate-result.js';
import { type SimulatedScanOptions, scanSimulated } from './scan-simulated.js';

/** Rows by shard; a dataset that is not cut has the one shard `all`. Plain and mutable: tests change copies of it. */
export type Taken = { [D in DatasetName]: Record<string, Datasets[D][]> };

export interface Crawled {
  readonly taken: Taken;
  readonly coverage: { readonly [D in DatasetName]: Coverage };
  readonly facts: ScanFacts;
  readonly asOf: Date;
}

export const REFUSED: Gap = { reason: 'forbidden', remedy: 'Some.Read.All', status: 403 };
export const ABSENT: Coverage = { state: 'absent', rows: 0, gaps: [REFUSED] };
export const IN_PART: Coverage = { state: 'partial', rows: 1, gaps: [REFUSED] };

/** An application known by its id to be an AI tool, to which the base gives nothing at all. */
export const IDLE_TOOL = {
  id: 'idle-ai-tool',
  appId: 'e0476654-c1d5-430b-ab80-70cbd947616a',
  displayName: 'ChatGPT',
  accountEnabled: true,
  servicePrincipalType: 'Application',
  appOwnerOrganizationId: 'a0000000-0000-4000-8000-000000000001',
  verifiedPublisher: null,
  homepage: null,
  replyUrlHosts: ['chatgpt.com'],
} as const;

/** The list that the practice's HR keeps, as `--leavers` reads it. */
export function leaversOf({ planted }: Generated<PlantedTenant>): Leaver[] {
  return planted.leaversList.map(({ upn, lastDay }) => ({ key: upn.toLowerCase(), lastDay }));
}

export async function takeEvidence(generated: Generated<PlantedTenant>, options: SimulatedScanOptions = {}): Promise<Crawled> {
  const taken = {} as Taken;
  const coverage = {} as { [D in DatasetName]: Coverage };
  const scanned = await scanSimulated(generated, {
    leavers: leaversOf(generated),
    ...options,
    inspect: async (directory) => {
      const evidence = await openSnapshot(directory);
      for (const dataset of DATASET_NAMES) {
        const shards: Record<string, unknown[]> = {};
        for (const shard of evidence.shards(dataset)) {
          const rows: unknown[] = [];
          for await (const row of evidence.rows(dataset, shard)) rows.push(row);
          shards[shard] = rows;
        }
        Object.assign(taken, { [dataset]: shards });
        coverage[dataset] = evidence.coverage(dataset);
      }
    },
  });
  const { facts } = scanned.outcome;
  return { taken, coverage, facts, asOf: new Date(facts.endedAt ?? facts.startedAt) };
}

export interface Change {
  /** Rows in place of the crawled ones. */
  readonly taken?: Taken;
  /** What to say of a dataset, or of one shard of it. */
  readonly coverage?: readonly { readonly dataset: DatasetName; readonly shard?: string; readonly says: Coverage }[];
  readonly config?: Partial<Config>;
}

/** Judges changed evidence by everything after the crawl, and the result by the published schema. */
export async function judge(crawled: Crawled, change: Change = {}): Promise<Assessment> {
  const evidence = createMemoryEvidence(change.taken ?? crawled.taken);
  for (const dataset of DATASET_NAMES) {
    const found = crawled.coverage[dataset];
    if (found.state === 'absent') evidence.setCoverage(dataset, found);
  }
  for (const { dataset, shard, says } of change.coverage ?? []) evidence.setCoverage(dataset, says, shard);
  const assessment = await assess({
    evidence,
    facts: crawled.facts,
    config: { ...DEFAULT_CONFIG, ...change.config },
    asOf: crawled.asOf,
    showNames: false,
  });
  const faults = validateResult(assessment.result);
  if (faults.length > 0) throw new Error(`the result is not as published: ${faults.slice(0, 5).join('; ')}`);
  return assessment;
}

export async function outcomes(crawled: Crawled, change: Change = {}): Promise<Map<string, Outcome>> {
  const { findings } = await judge(crawled, change);
  return new Map(findings.map((f) => [f.ruleId, f.outcome]));
}

/** A copy whose rows can be replaced without touching the original; the rows themselves are shared. */
export function copyOf(taken: Taken): Taken {
  return Object.fromEntries(
    DATASET_NAMES.map((d) => [d, Object.fromEntries(Object.entries(taken[d]).map(([shard, rows]) => [shard, [...rows]]))]),
  ) as unknown as Taken;
}

/** Every row of a dataset changed (or dropped, with an empty list), in every shard or in one. */
export function mapRows<D extends DatasetName>(
  taken: Taken,
  dataset: D,
  change: (row: Datasets[D]) => Datasets[D] | readonly Datasets[D][],
  only?: string,
): Taken {
  const copy = copyOf(taken);
  for (const [shard, rows] of Object.entries(copy[dataset]) as [string, Datasets[D][]][]) {
    if (only !== undefined && shard !== only) continue;
    (copy[dataset] as Record<string, Datasets[D][]>)[shard] = rows.flatMap((row) => change(row));
  }
  return copy;
}

export function addRows<D extends DatasetName>(taken: Taken, dataset: D, shard: string, rows: readonly Datasets[D][]): Taken {
  const copy = copyOf(taken);
  const shards = copy[dataset] as Record<string, Datasets[D][]>;
  shards[shard] = [...(shards[shard] ?? []), ...rows];
  return copy;
}

export function allRows<D extends DatasetName>(taken: Taken, dataset: D): Datasets[D][] {
  return Object.values(taken[dataset] as Record<string, Datasets[D][]>).flat();
}

export const isSharded = (dataset: DatasetName): boolean => DATASETS[dataset].shardedBy !== 'none';

/** A rule that says so finds nothing to mend. */
export const READY: ReadonlySet<Outcome> = new Set<Outcome>(['pass', 'not-applicable', 'not-licensed']);
