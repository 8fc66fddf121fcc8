/** One crawl, judged again with whichever export: only the collectors that read exports run anew, over the evidence in memory. */
import { rm } from 'node:fs/promises';
import pLimit from 'p-limit';
import { type Assessment, assess } from '../../src/assess.js';
import cmdlets from '../../src/collectors/cmdlets.js';
import type { CollectorContext } from '../../src/collectors/define.js';
import sharePointTenant from '../../src/collectors/sharepoint-tenant.js';
import siteAccess from '../../src/collectors/site-access.js';
import siteSettings from '../../src/collectors/site-settings.js';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { DATASET_NAMES, type DatasetName, type Datasets } from '../../src/evidence/datasets.js';
import { unknown } from '../../src/evidence/known.js';
import { needsSharePoint } from '../../src/evidence/sharepoint.js';
import { readBundle } from '../../src/imports/bundle/index.js';
import type { Bundle } from '../../src/purview/results.js';
import type { Outcome } from '../../src/result/types.js';
import { createMemoryEvidence, type MemoryEvidence } from '../../src/snapshot/memory.js';
import type { Page, Refusal } from '../../src/sources/graph.js';
import { type Files, writeExport } from './export-encodings.js';
import type { Crawled } from './taken-evidence.js';

const READ_EXPORTS = [sharePointTenant, siteSettings, siteAccess, cmdlets] as const;
export const OF_EXPORTS: readonly DatasetName[] = READ_EXPORTS.flatMap(({ meta }) => meta.provides);
/** Told of a whole scan, not of what an export holds. */
const TOLD_OF_SOURCES: ReadonlySet<DatasetName> = new Set(['cmdletReadings', 'disagreements']);
/** What an export feeds, and what rules judge by. */
export const FED: readonly DatasetName[] = OF_EXPORTS.filter((dataset) => !TOLD_OF_SOURCES.has(dataset));

const NO_GRAPH: Refusal = { ok: false, status: 403, code: null, gap: { reason: 'forbidden', status: 403 } };

export interface Judged {
  readonly evidence: MemoryEvidence;
  readonly assessment: Assessment;
  readonly notes: ReadonlySet<string>;
}

/** @param crawled with a secret and without an export: SharePoint itself was not asked, nor the cmdlet endpoint */
export async function judgeWith(crawled: Crawled, bundle: Bundle | null): Promise<Judged> {
  const own = Object.fromEntries(
    DATASET_NAMES.flatMap((name) => (OF_EXPORTS.includes(name) ? [] : [[name, crawled.taken[name]]])),
  );
  const evidence = createMemoryEvidence(own);
  for (const name of DATASET_NAMES) {
    const { state } = crawled.coverage[name];
    if (!OF_EXPORTS.includes(name) && state !== 'complete') evidence.setCoverage(name, crawled.coverage[name]);
  }
  const notes = new Set<string>();
  const context = contextOf(crawled, bundle, evidence, notes);
  for (const collector of READ_EXPORTS) await collector.collect(context);
  const facts = {
    ...crawled.facts,
    bundle: bundle === null ? null : { name: bundle.name, madeAt: bundle.madeAt },
    notes: [...notes].sort(),
  };
  const { asOf } = crawled;
  const assessment = await assess({ evidence, facts, config: DEFAULT_CONFIG, asOf, showNames: true });
  return { evidence, assessment, notes };
}

function contextOf(crawled: Crawled, bundle: Bundle | null, evidence: MemoryEvidence, notes: Set<string>): CollectorContext {
  const limit = pLimit(4);
  const { mode, permissions } = crawled.facts.signIn;
  return {
    graph: {
      one: async () => NO_GRAPH,
      async *pages<T>(): AsyncGenerator<Page<T> | Refusal> {
        yield NO_GRAPH;
      },
      batch: async (requests) => requests.map(() => NO_GRAPH),
    },
    sharePoint: unknown(needsSharePoint('no certificate')),
    cmdlets: unknown({ reason: 'not-requested' }),
    bundle,
    now: () => crawled.asOf,
    allowance: { site: () => null, spent: () => null },
    session: { mode, permissions },
    out: evidence,
    evidence,
    signal: new AbortController().signal,
    progress: () => undefined,
    note: (sentence) => void notes.add(sentence),
    each: async (items, work) => void (await Promise.all(items.map((item) => limit(() => work(item))))),
  };
}

/** The files of an export, read by the program as `--bundle` reads them. */
export async function bundleOf(files: Files): Promise<Bundle> {
  const folder = await writeExport(files);
  try {
    return await readBundle(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function outcomesOf({ assessment }: Judged): ReadonlyMap<string, Outcome> {
  return new Map(assessment.findings.map(({ ruleId, outcome }) => [ruleId, outcome]));
}

/** Rows of every dataset that an export feeds, and how whole each of them is. */
export async function fedRows({ evidence }: Judged): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const dataset of FED) {
    for (const shard of evidence.shards(dataset)) {
      const rows: Datasets[DatasetName][] = [];
      for await (const row of evidence.rows(dataset, shard)) rows.push(row);
      all[`${dataset} ${shard}`] = { rows, coverage: evidence.coverage(dataset, shard) };
    }
  }
  return all;
}
