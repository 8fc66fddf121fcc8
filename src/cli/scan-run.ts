/** One scan from flags to files: connect, crawl, assess, write, sum up, and judge the gate. Loaded only when it runs. */
import { basename } from 'node:path';
import { assess, catalogue } from '../assess.js';
import { readConfig } from '../config/config.js';
import { endOf, type ScanSource } from '../evidence/scan-facts.js';
import { readLeavers } from '../imports/leavers.js';
import { EXIT, OperatorError } from '../operator-error.js';
import { renderJson } from '../reporters/index.js';
import { type ScanOutcome, scan } from '../scan.js';
import { openSnapshot } from '../snapshot/reading.js';
import { systemClock } from '../sources/index.js';
import { closingSummary } from './closing-summary.js';
import { coloursFor } from './colours.js';
import { type Connection, connect } from './connection.js';
import type { ConnectionFlags } from './connection-options.js';
import { checkGate, parseFailOn, parseMinCoverage } from './gate.js';
import { interruption } from './interruption.js';
import type { CliIo } from './io.js';
import { type OutputFolder, openOutputFolder } from './output-folder.js';
import { createProgress, type Progress } from './progress.js';
import type { CrawlFlags, JudgeFlags } from './scan-options.js';
import { VERSION } from './version.js';
import { writeOutputs } from './write-outputs.js';

export type ScanFlags = ConnectionFlags & CrawlFlags;

export async function runScan(flags: ScanFlags, io: CliIo): Promise<void> {
  // Everything that can be wrong in flags and files is found before the first request leaves.
  const failOn = parseFailOn(flags.failOn);
  const minCoverage = parseMinCoverage(flags.minCoverage);
  const config = await readConfig(flags.config ?? null);
  const leavers = flags.leavers === undefined ? null : await readLeavers(flags.leavers);
  for (const note of leavers?.notes ?? []) io.err(`${note}\n`);
  const stop = interruption(io);
  let progress: Progress | null = null;
  const delegatedScopes = catalogue()
    .permissions.filter((p) => p.kinds.includes('delegated'))
    .map((p) => p.permission);
  const connection = await connect({ flags, io, signal: stop.signal, delegatedScopes, onWait: (event) => progress?.wait(event) });
  try {
    if (flags.quiet !== true) io.err(`${connection.because}\n`);
    const tenantId = connection.tokens.facts().tenantId ?? connection.tenantId;
    if (tenantId === '') throw new OperatorError('The token does not tell its tenant; name it with --tenant.');
    const folder = await openOutputFolder(flags.out, tenantId, systemClock.now());
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
      leavers: leavers?.leavers ?? null,
      progress,
      signal: stop.signal,
    });
    progress.close();
    refuseEmpty(outcome);
    const assessment = await assess({
      evidence: await openSnapshot(folder.evidence),
      facts: outcome.facts,
      config,
      asOf: endOf(outcome.facts),
      showNames: flags.showNames === true,
    });
    const files = await writeOutputs(folder.path, assessment);
    await folder.finish();
    sayDone(assessment.result, files, folder.path, flags, io);
    const gate = checkGate(assessment.result, failOn, minCoverage);
    if (gate.because !== null) io.err(`copilot-preflight: ${gate.because}.\n`);
    io.exitCode = !outcome.finished ? EXIT.interrupted : !outcome.organization.read ? EXIT.signIn : gate.exitCode;
  } finally {
    progress?.close();
    stop.release();
    await connection.close();
  }
}

interface Crawl {
  readonly flags: ScanFlags;
  readonly connection: Connection;
  readonly folder: OutputFolder;
  readonly source: ScanSource;
  readonly tenantId: string;
  readonly leavers: Parameters<typeof scan>[0]['leavers'];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

function crawl({ flags, connection, folder, source, tenantId, leavers, progress, signal }: Crawl): Promise<ScanOutcome> {
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
    leavers,
    onProgress: (event) => progress.event(event),
  });
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
