/** One tenant, one scan: signs nothing in, prints nothing; crawls what it was given and leaves evidence behind. */
import pLimit from 'p-limit';
import { createAllowance, type Limits } from './collectors/allowance.js';
import type { Collector, CollectorContext } from './collectors/define.js';
import { COLLECTORS } from './collectors/index.js';
import { DEFAULTS } from './config/defaults.js';
import type { Gap } from './evidence/coverage.js';
import { DATASET_NAMES, type DatasetName, type Datasets } from './evidence/datasets.js';
import type { Leaver } from './evidence/directory.js';
import { type Known, mapKnown } from './evidence/known.js';
import type { ScanFacts, ScanSource } from './evidence/scan-facts.js';
import type { SamBroadItem, SamSite } from './evidence/sharepoint.js';
import type { EvidenceReader } from './evidence/store.js';
import type { Bundle } from './purview/results.js';
import { openSnapshotForWriting, type SnapshotWriter } from './snapshot/writing.js';
import type { Clock, CmdletReader, CmdletTenant, OpenedGraph, SharePointReader, TokenSource } from './sources/index.js';

export interface ScanOptions {
  /** The evidence folder; made where it is missing. */
  readonly evidenceDirectory: string;
  readonly tenantId: string;
  readonly source: ScanSource;
  readonly cloud: string;
  readonly profile: 'minimal' | 'standard';
  readonly tokens: TokenSource;
  readonly graph: OpenedGraph;
  readonly clock: Clock;
  readonly version: string;
  readonly signal: AbortSignal;
  /** People who left, and where the list came from; null: no list was given. */
  readonly leavers: readonly Leaver[] | null;
  /** SharePoint's own API, or why this scan may not ask it, and what its token allows (null until the first answer, or where it does not tell). */
  readonly sharePoint: { readonly reader: Known<SharePointReader>; permissions(): readonly string[] | null };
  /** The cmdlet endpoint of Exchange Online and Security & Compliance, or why this scan may not ask it, and what its token allows. */
  readonly cmdlets: { readonly reader: Known<(tenant: CmdletTenant) => CmdletReader>; permissions(): readonly string[] | null };
  /** The export that the operator gave; null: none. */
  readonly bundle: Bundle | null;
  readonly limits: Limits;
  /** Reports of SharePoint Advanced Management that the operator gave; null: none. */
  readonly sam: { readonly sites: readonly SamSite[] | null; readonly broadItems: readonly SamBroadItem[] | null };
  readonly onProgress?: (event: ProgressEvent) => void;
}

export type ProgressEvent =
  | { readonly kind: 'collector'; readonly title: string; readonly index: number; readonly of: number }
  | { readonly kind: 'count'; readonly what: string; readonly done: number; readonly total: number | null };

export interface ScanOutcome {
  readonly facts: ScanFacts;
  /** False when the signal or a failure stopped it. */
  readonly finished: boolean;
  /** What ended the crawl before its time, though something had been read by then; null: nothing did. */
  readonly failure: unknown;
  /** Datasets of which at least one row, or an empty but whole list, was read. */
  readonly datasetsRead: readonly DatasetName[];
  readonly organization: { readonly read: boolean; readonly gap: Gap | null };
}

export async function scan(options: ScanOptions): Promise<ScanOutcome> {
  const { tokens, clock, graph, signal } = options;
  // The first token is asked for here, so that a sign-in that fails fails before anything is written.
  await tokens.token();
  const begun = factsOf(options, clock.now().toISOString());
  const snapshot = await openSnapshotForWriting(options.evidenceDirectory, { facts: begun });
  const notes = new Set<string>();
  let failure: unknown = null;
  try {
    const chosen = collectorsOf(options.profile);
    for (const collector of COLLECTORS) {
      if (signal.aborted) break;
      if (!chosen.includes(collector)) await leaveOut(snapshot, collector);
      else await run(collector, { snapshot, options, notes, index: chosen.indexOf(collector), of: chosen.length });
      if (collector.meta.provides.includes('subscribedSkus')) graph.setLicences(await licences(snapshot.reader()));
    }
    if (!signal.aborted) {
      await writeGiven(snapshot, options);
      if (options.leavers !== null) notes.add(await leaversNote(snapshot.reader(), options.leavers));
    }
  } catch (error) {
    // A sign-in that ended or a host that went away takes nothing from what was read before.
    if (!signal.aborted) failure = error;
    if (failure !== null && datasetsRead(snapshot.reader()).length === 0) {
      await snapshot.abandon();
      throw failure;
    }
  }
  const finished = !signal.aborted && failure === null;
  const facts: ScanFacts = {
    ...factsOf(options, begun.startedAt),
    endedAt: finished ? clock.now().toISOString() : null,
    spent: graph.spent(),
    notes: [...notes].sort(),
  };
  await snapshot.finish(facts);
  return { ...summarise(facts, finished, snapshot.reader()), failure };
}

function collectorsOf(profile: ScanOptions['profile']): readonly Collector[] {
  return COLLECTORS.filter((c) => profile === 'standard' || c.meta.profile === 'minimal');
}

/** What is known of the scan at this moment. What SharePoint's token allows is known only after its first answer. */
function factsOf(options: ScanOptions, startedAt: string): ScanFacts {
  const signIn = options.tokens.facts();
  return {
    tool: { name: 'copilot-preflight', version: options.version },
    tenantId: signIn.tenantId ?? options.tenantId,
    source: options.source,
    cloud: options.cloud,
    profile: options.profile,
    startedAt,
    endedAt: null,
    signIn: { method: options.tokens.method, mode: signIn.mode, permissions: signIn.permissions, appId: signIn.appId },
    sharePoint: mapKnown(options.sharePoint.reader, () => ({ permissions: options.sharePoint.permissions() })),
    cmdlets: mapKnown(options.cmdlets.reader, () => ({ permissions: options.cmdlets.permissions() })),
    bundle: options.bundle === null ? null : { name: options.bundle.name, madeAt: options.bundle.madeAt },
    limits: {
      sites: options.limits.sites?.length ?? null,
      maxUnits: options.limits.maxUnits,
      until: options.limits.until?.toISOString() ?? null,
    },
    spent: {},
    betaPaths: collectorsOf(options.profile).flatMap((c) => c.meta.beta ?? []),
    notes: [],
  };
}

interface Run {
  readonly snapshot: SnapshotWriter;
  readonly options: ScanOptions;
  readonly notes: Set<string>;
  readonly index: number;
  readonly of: number;
}

async function run(collector: Collector, { snapshot, options, notes, index, of }: Run): Promise<void> {
  const { tokens, graph, signal, onProgress } = options;
  const { mode, permissions } = tokens.facts();
  onProgress?.({ kind: 'collector', title: collector.meta.title, index, of });
  const limit = pLimit(DEFAULTS.concurrency);
  const context: CollectorContext = {
    graph: graph.reader,
    sharePoint: options.sharePoint.reader,
    cmdlets: options.cmdlets.reader,
    bundle: options.bundle,
    now: () => options.clock.now(),
    allowance: createAllowance(
      options.limits,
      () => spentOnSharePoint(graph),
      () => options.clock.now(),
    ),
    session: { mode, permissions },
    out: snapshot,
    evidence: snapshot.reader(),
    signal,
    progress: (what, done, total) => onProgress?.({ kind: 'count', what, done, total: total ?? null }),
    note: (sentence) => {
      notes.add(sentence);
      snapshot.note(sentence);
    },
    each: async (items, work) => {
      // All of them end before the first failure is told: nobody writes to a shard of a scan that is over.
      const ended = await Promise.allSettled(
        items.map((item) =>
          limit(async () => {
            signal.throwIfAborted();
            await work(item);
          }),
        ),
      );
      const failed = ended.find((e) => e.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
  };
  await collector.collect(context);
}

/** Units of all lanes that lead to SharePoint: Graph's questions about it, and SharePoint's own API. */
function spentOnSharePoint(graph: OpenedGraph): number {
  const spent = graph.spent();
  return (spent.sharepoint?.units ?? 0) + (spent.sharing?.units ?? 0);
}

/** Writes down that a collector of another profile was not asked, so that nobody reads silence as absence. */
async function leaveOut(snapshot: SnapshotWriter, collector: Collector): Promise<void> {
  for (const dataset of collector.meta.provides) {
    const shard = await snapshot.shard(dataset);
    await shard.close({ state: 'absent', gaps: [{ reason: 'not-requested', remedy: '--profile standard' }] });
  }
}

async function writeGiven(snapshot: SnapshotWriter, { leavers, sam }: ScanOptions): Promise<void> {
  const shard = await snapshot.shard('leavers');
  if (leavers === null) {
    await shard.close({
      state: 'absent',
      gaps: [{ reason: 'not-requested', remedy: '--leavers FILE', detail: 'a list of people who left' }],
    });
  } else {
    await shard.page(leavers);
    await shard.close({ state: 'complete' });
  }
  await writeSam(snapshot, 'samSites', sam.sites);
  await writeSam(snapshot, 'samBroadItems', sam.broadItems);
}

async function writeSam<D extends 'samSites' | 'samBroadItems'>(
  snapshot: SnapshotWriter,
  dataset: D,
  rows: readonly Datasets[D][] | null,
): Promise<void> {
  const shard = await snapshot.shard(dataset);
  if (rows === null) return shard.close({ state: 'absent', gaps: [{ reason: 'not-requested', remedy: '--sam FILE' }] });
  await shard.page(rows);
  await shard.close({ state: 'complete' });
}

/** How much of the leavers list the directory knows, for the method section. */
async function leaversNote(evidence: EvidenceReader, leavers: readonly Leaver[]): Promise<string> {
  const keys = new Set(leavers.map((l) => l.key));
  let found = 0;
  for await (const user of evidence.rows('users')) {
    const names = [user.userPrincipalName, user.mail, user.employeeId].filter((n) => n !== null);
    if (names.some((n) => keys.has(n.toLowerCase()))) found += 1;
  }
  return `The leavers list holds ${keys.size} names; ${found} accounts of the directory are on it.`;
}

/** What the operator gave, and what is only written about how others answered. */
const NOT_OF_TENANT: readonly DatasetName[] = ['leavers', 'samSites', 'samBroadItems', 'cmdletReadings', 'disagreements'];

/** What the tenant gave. A list that was begun and gave nothing before it was cut is not read. */
export function datasetsRead(evidence: EvidenceReader): DatasetName[] {
  return DATASET_NAMES.filter((name) => {
    const { state, rows } = evidence.coverage(name);
    return !NOT_OF_TENANT.includes(name) && (state === 'complete' || rows > 0);
  });
}

/** Licences that decide the SharePoint budget: every enabled unit of every product. */
async function licences(evidence: EvidenceReader): Promise<number> {
  let units = 0;
  for await (const sku of evidence.rows('subscribedSkus')) units = Math.max(units, sku.enabledUnits);
  return units;
}

function summarise(facts: ScanFacts, finished: boolean, evidence: EvidenceReader): Omit<ScanOutcome, 'failure'> {
  const organization = evidence.coverage('organization');
  return {
    facts,
    finished,
    datasetsRead: datasetsRead(evidence),
    organization: {
      read: organization.state !== 'absent',
      gap: organization.state === 'complete' ? null : (organization.gaps[0] ?? null),
    },
  };
}
