/** One tenant → what can be known of it for a few requests, in memory: the collectors of a scan that list and count, and no other. */
import pLimit from 'p-limit';
import { createAllowance, NO_LIMITS } from './collectors/allowance.js';
import type { CollectorContext } from './collectors/define.js';
import { COLLECTORS } from './collectors/index.js';
import { type SiteToRead, sitesToRead } from './collectors/sites-to-read.js';
import { DEFAULTS } from './config/defaults.js';
import type { DatasetName } from './evidence/datasets.js';
import { unknown } from './evidence/known.js';
import type { EvidenceReader } from './evidence/store.js';
import type { ProgressEvent, ScanOptions } from './scan.js';
import { createMemoryEvidence } from './snapshot/memory.js';

export interface FreeSignalsOptions
  extends Pick<ScanOptions, 'tokens' | 'graph' | 'sharePoint' | 'clock' | 'signal' | 'onProgress'> {
  /** Addresses of `--sites`; null: all. */
  readonly sites: readonly string[] | null;
  /** Asks every site for its libraries: two units a site. */
  readonly countsDrives: boolean;
  /** Reads people and groups too, by which the order of the crawl is decided. */
  readonly needsOrder: boolean;
}

export interface FreeSignals {
  readonly evidence: EvidenceReader;
  /** Sites that are not archived, in the order in which a scan would read them. */
  readonly order: readonly SiteToRead[];
}

const ALWAYS: readonly DatasetName[] = ['organization', 'subscribedSkus', 'sites', 'siteUsage'];
const FOR_ORDER: readonly DatasetName[] = ['users', 'groups', 'groupSites'];

export async function readFreeSignals(options: FreeSignalsOptions): Promise<FreeSignals> {
  const { tokens, graph, sharePoint, signal, clock, onProgress, countsDrives, needsOrder } = options;
  const evidence = createMemoryEvidence();
  const { mode, permissions } = tokens.facts();
  const limit = pLimit(DEFAULTS.concurrency);
  const context: CollectorContext = {
    graph: graph.reader,
    sharePoint: sharePoint.reader,
    // No free question goes to it, and a plan reads no export.
    cmdlets: unknown({ reason: 'not-requested' }),
    bundle: null,
    now: () => clock.now(),
    allowance: createAllowance(
      { ...NO_LIMITS, sites: options.sites },
      () => 0,
      () => clock.now(),
    ),
    session: { mode, permissions },
    out: evidence,
    evidence,
    signal,
    progress: (what, done, total) => onProgress?.({ kind: 'count', what, done, total: total ?? null } satisfies ProgressEvent),
    note: () => undefined,
    each: async (items, work) => {
      await Promise.all(items.map((item) => limit(() => work(item))));
    },
  };
  const wanted = new Set([...ALWAYS, ...(needsOrder ? FOR_ORDER : []), ...(countsDrives ? (['drives'] as const) : [])]);
  const chosen = COLLECTORS.filter(({ meta }) => meta.provides.some((dataset) => wanted.has(dataset)));
  for (const [index, collector] of chosen.entries()) {
    signal.throwIfAborted();
    onProgress?.({ kind: 'collector', title: collector.meta.title, index, of: chosen.length });
    await collector.collect(context);
  }
  return { evidence, order: await sitesToRead(context) };
}
