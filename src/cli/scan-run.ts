/** One scan from flags to files: connect, crawl, assess, write, sum up, and judge the gate. Loaded only when it runs. */
import { basename, join } from 'node:path';
import { assess, catalogue } from '../assess.js';
import { delegatedScopes } from '../catalogue/catalogue.js';
import type { Limits } from '../collectors/allowance.js';
import { readConfig } from '../config/config.js';
import { endOf, type ScanSource } from '../evidence/scan-facts.js';
import { readBundle } from '../imports/bundle/index.js';
import { readLeavers } from '../imports/leavers.js';
import { readSamReports, type SamReports } from '../imports/sam.js';
import { EXIT, OperatorError } from '../operator-error.js';
import type { Bundle } from '../purview/results.js';
import { renderJson, safeText } from '../reporters/index.js';
import { datasetsRead, type ScanOutcome, scan } from '../scan.js';
import { MANIFEST } from '../snapshot/layout.js';
import { openSnapshot } from '../snapshot/reading.js';
import { systemClock } from '../sources/index.js';
import { closingSummary } from './closing-summary.js';
import { coloursFor } from './colours.js';
import { type Connection, connect } from './connection.js';
import type { ConnectionFlags } from './connection-options.js';
import { checkGate, type GateWord, parseFailOn, parseMinCoverage } from './gate.js';
import { keepHeapSmall } from './heap.js';
import { type Interruption, interruption } from './interruption.js';
import type { CliIo } from './io.js';
import { readLimits, strangers } from './limits.js';
import { isThere, type OutputFolder, type ReservedFolder, reserveOutputFolder } from './output-folder.js';
import { createProgress, type Progress } from './progress.js';
import type { CrawlFlags, JudgeFlags } from './scan-options.js';
import { VERSION } from './version.js';
import { writeOutputs } from './write-outputs.js';

export type ScanFlags = ConnectionFlags & CrawlFlags;

/** `opening` stands for the line that tells how it was signed in. */
export async function runScan(flags: ScanFlags, io: CliIo, opening?: string): Promise<void> {
  keepHeapSmall();
  // Everything that can be wrong in flags and files is found before the first request leaves.
  const failOn = parseFailOn(flags.failOn);
  const minCoverage = parseMinCoverage(flags.minCoverage);
  const config = await readConfig(flags.config ?? null);
  const leavers = flags.leavers === undefined ? null : await readLeavers(flags.leavers);
  const limits = await readLimits(flags, flags.cloud, systemClock.now());
  const sam = await readSamReports(flags.sam ?? []);
  const bundle = flags.bundle === undefined ? null : await readBundle(flags.bundle);
  for (const note of [...(leavers?.notes ?? []), ...sam.notes, ...(bundle?.notes ?? [])]) io.err(`${safeText(note)}\n`);
  const reserved = await reserveOutputFolder(flags.out);
  const stop = interruption(io);
  try {
    const given = { leavers: leavers?.leavers ?? null, limits, sam, bundle };
    await scanInto(reserved, { flags, io, opening, failOn, minCoverage, config, given, stop });
  } catch (error) {
    if (!(await isAnythingRead(reserved.evidence()))) await reserved.discard();
    throw error;
  } finally {
    stop.release();
  }
}

interface Run {
  readonly flags: ScanFlags;
  readonly io: CliIo;
  readonly opening: string | undefined;
  readonly failOn: readonly GateWord[];
  readonly minCoverage: number | null;
  readonly config: Awaited<ReturnType<typeof readConfig>>;
  readonly given: Given;
  readonly stop: Interruption;
}

/** What the operator gave beside the way in. */
interface Given {
  readonly leavers: Parameters<typeof scan>[0]['leavers'];
  readonly limits: Limits;
  readonly sam: SamReports;
  readonly bundle: Bundle | null;
}

async function scanInto(reserved: ReservedFolder, run: Run): Promise<void> {
  const { flags, io, stop, config, given } = run;
  let progress: Progress | null = null;
  const scopes = delegatedScopes(catalogue());
  const connection = await connect({
    flags,
    io,
    signal: stop.signal,
    delegatedScopes: scopes,
    onWait: (event) => progress?.wait(event),
  });
  try {
    if (flags.quiet !== true) io.err(`${run.opening ?? connection.because}\n`);
    const tenantId = connection.tokens.facts().tenantId ?? connection.tenantId;
    if (tenantId === '') throw new OperatorError('The token does not tell its tenant; name it with --tenant.');
    checkTenant(given, tenantId);
    const folder = await reserved.open(tenantId, systemClock.now());
    stop.crawling();
    progress = await createProgress(io, {
      quiet: flags.quiet === true,
      json: flags.json === true,
      spent: () => connection.graph.spent(),
    });
    const source: ScanSource =
      connection.source === 'moved' && connection.tokens.facts().isSimulated ? 'demo' : connection.source;
    const outcome = await crawl({
      flags,
      connection,
      folder,
      source,
      tenantId,
      given,
      progress,
      signal: stop.signal,
    });
    progress.close();
    refuseEmpty(outcome);
    const evidence = await openSnapshot(folder.evidence);
    for (const sentence of await strangers(given.limits, evidence)) io.err(`${safeText(sentence)}\n`);
    const assessment = await assess({
      evidence,
      facts: outcome.facts,
      config,
      asOf: endOf(outcome.facts),
      showNames: flags.showNames === true,
    });
    const files = await writeOutputs(folder.path, assessment);
    await folder.finish();
    sayDone(assessment.result, files, folder.path, flags, io);
    const gate = checkGate(assessment.result, run.failOn, run.minCoverage);
    if (gate.because !== null) io.err(`copilot-preflight: ${gate.because}.\n`);
    // The report of what was reached is written; now the reason why it is not the whole.
    if (outcome.failure !== null) throw outcome.failure;
    io.exitCode = !outcome.finished ? EXIT.interrupted : !outcome.organization.read ? EXIT.signIn : gate.exitCode;
  } finally {
    progress?.close();
    await connection.close();
  }
}

interface Crawl {
  readonly flags: ScanFlags;
  readonly connection: Connection;
  readonly folder: OutputFolder;
  readonly source: ScanSource;
  readonly tenantId: string;
  readonly given: Given;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

function crawl({ flags, connection, folder, source, tenantId, given, progress, signal }: Crawl): Promise<ScanOutcome> {
  return scan({
    evidenceDirectory: folder.evidence,
    tenantId,
    source,
    cloud: flags.cloud,
    profile: flags.profile,
    tokens: connection.tokens,
    graph: connection.graph,
    clock: systemClock,
    version: VERSION,
    signal,
    leavers: given.leavers,
    sharePoint: connection.sharePoint,
    cmdlets: connection.cmdlets,
    bundle: given.bundle,
    limits: given.limits,
    sam: given.sam,
    onProgress: (event) => progress.event(event),
  });
}

/** Numbers of one tenant held against another's would be nonsense that looks like findings. */
function checkTenant({ sam, bundle }: Given, tenantId: string): void {
  if (!/^[\da-f]{8}-/i.test(tenantId)) return;
  const isOther = (id: string) => id !== tenantId.toLowerCase();
  const other = sam.tenants.find(isOther);
  if (other !== undefined) {
    throw new OperatorError(
      `A report given with --sam is of the tenant ${other}, not of ${tenantId}. Give this tenant's reports.`,
    );
  }
  const exported = bundle?.tenantId ?? null;
  if (exported !== null && isOther(exported)) {
    throw new OperatorError(
      `The export given with --bundle is of the tenant ${exported}, not of ${tenantId}. Give this tenant's export.`,
    );
  }
}

/** Whether a run that failed leaves anything worth keeping. Evidence that cannot be opened is left for a person to see. */
async function isAnythingRead(evidence: string | null): Promise<boolean> {
  if (evidence === null || !(await isThere(join(evidence, MANIFEST)))) return false;
  const snapshot = await openSnapshot(evidence).catch(() => null);
  return snapshot === null || datasetsRead(snapshot).length > 0;
}

/** Without one dataset there is nothing to report on. */
function refuseEmpty(outcome: ScanOutcome): void {
  if (outcome.datasetsRead.length > 0) return;
  if (!outcome.finished)
    throw new OperatorError('The scan was stopped before anything was read; there is nothing to report.', {
      exitCode: EXIT.interrupted,
    });
  const { gap } = outcome.organization;
  const remedy =
    gap?.remedy === undefined
      ? 'run copilot-preflight doctor to see why'
      : `grant ${gap.remedy} and run copilot-preflight doctor`;
  throw new OperatorError(`Signed in, but not even the organization can be read; ${remedy}.`, { exitCode: EXIT.signIn });
}

/** What a person reads at the end, or the result for a program. */
export function sayDone(
  result: Awaited<ReturnType<typeof assess>>['result'],
  files: readonly string[],
  folder: string,
  flags: JudgeFlags,
  io: CliIo,
): void {
  if (flags.json === true) io.out(renderJson(result));
  else if (flags.quiet !== true) {
    io.out(
      `${closingSummary(result, { folder, files: files.map((f) => basename(f)), colours: coloursFor(io, io.isOutTerminal) })}\n`,
    );
  }
}
