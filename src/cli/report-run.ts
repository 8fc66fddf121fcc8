/** Evidence on disk → reports: the same rules and reporters as a scan, no request at all. */
import { dirname, join, resolve } from 'node:path';
import { assess } from '../assess.js';
import { readConfig } from '../config/config.js';
import { endOf } from '../evidence/scan-facts.js';
import { OperatorError } from '../operator-error.js';
import { openSnapshot } from '../snapshot/reading.js';
import { checkGate, parseFailOn, parseMinCoverage } from './gate.js';
import type { CliIo } from './io.js';
import { openOutputFolder } from './output-folder.js';
import type { JudgeFlags } from './scan-options.js';
import { sayDone } from './scan-run.js';
import { writeOutputs } from './write-outputs.js';

export interface ReportFlags extends JudgeFlags {
  readonly out?: string;
  readonly asOf?: string;
}

export async function runReport(evidence: string, flags: ReportFlags, io: CliIo): Promise<void> {
  const failOn = parseFailOn(flags.failOn);
  const minCoverage = parseMinCoverage(flags.minCoverage);
  const config = await readConfig(flags.config ?? null);
  const snapshot = await openSnapshot(evidence);
  const asOf = flags.asOf === undefined ? endOf(snapshot.facts) : parseAsOf(flags.asOf);
  const assessment = await assess({
    evidence: snapshot,
    facts: snapshot.facts,
    config,
    asOf,
    showNames: flags.showNames === true,
  });
  const root = flags.out ?? join(dirname(resolve(evidence)), 'reports');
  // The folder's name comes from the date that is judged by, so that the same call asks for the same place.
  const folder = await openOutputFolder(root, snapshot.facts.tenantId, asOf);
  const files = await writeOutputs(folder.path, assessment);
  await folder.finish();
  sayDone(assessment.result, files, folder.path, flags, io);
  const gate = checkGate(assessment.result, failOn, minCoverage);
  if (gate.because !== null) io.err(`copilot-preflight: ${gate.because}.\n`);
  io.exitCode = gate.exitCode;
}

function parseAsOf(text: string): Date {
  const isDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)?$/.test(text);
  const date = new Date(text);
  if (!isDate || Number.isNaN(date.getTime())) throw new OperatorError(`--as-of takes a date such as 2026-11-23, not "${text}".`);
  return date;
}
