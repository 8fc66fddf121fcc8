/** Evidence on disk → reports: the same rules and reporters as a scan, no request at all. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { assess } from '../assess.js';
import { readConfig } from '../config/config.js';
import { endOf } from '../evidence/scan-facts.js';
import { OperatorError } from '../operator-error.js';
import { openSnapshot } from '../snapshot/reading.js';
import { systemClock } from '../sources/index.js';
import { evidenceFolder } from './evidence-folder.js';
import { checkGate, parseFailOn, parseMinCoverage } from './gate.js';
import { keepHeapSmall } from './heap.js';
import type { CliIo } from './io.js';
import { reserveOutputFolder } from './output-folder.js';
import type { JudgeFlags } from './scan-options.js';
import { sayDone } from './scan-run.js';
import { writeOutputs } from './write-outputs.js';

export interface ReportFlags extends JudgeFlags {
  readonly out?: string;
  readonly asOf?: string;
}

export async function runReport(named: string, flags: ReportFlags, io: CliIo): Promise<void> {
  keepHeapSmall();
  const failOn = parseFailOn(flags.failOn);
  const minCoverage = parseMinCoverage(flags.minCoverage);
  const config = await readConfig(flags.config ?? null);
  const evidence = await evidenceFolder(named);
  const root = flags.out ?? join(dirname(resolve(evidence)), 'reports');
  await checkOut(root, evidence);
  const snapshot = await openSnapshot(evidence);
  const asOf = flags.asOf === undefined ? endOf(snapshot.facts) : parseAsOf(flags.asOf);
  const assessment = await assess({
    evidence: snapshot,
    facts: snapshot.facts,
    config,
    asOf,
    showNames: flags.showNames === true,
  });
  // Never finished: `latest.json` names the newest scan, and this is none.
  const folder = await (await reserveOutputFolder(root)).open(snapshot.facts.tenantId, systemClock.now());
  const files = await writeOutputs(folder.path, assessment);
  sayDone(assessment.result, files, folder.path, flags, io);
  const gate = checkGate(assessment.result, failOn, minCoverage);
  if (gate.because !== null) io.err(`copilot-preflight: ${gate.because}.\n`);
  io.exitCode = gate.exitCode;
}

/** Evidence stays what the scan wrote. */
async function checkOut(out: string, evidence: string): Promise<void> {
  const way = relative(await realOf(evidence), await realOf(out));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return;
  throw new OperatorError(`${out} is in the evidence folder, to which nothing is added. Give another folder with --out.`);
}

/** The real path of what may not be there yet. */
async function realOf(path: string): Promise<string> {
  const whole = resolve(path);
  const real = await realpath(whole).catch(() => null);
  if (real !== null || dirname(whole) === whole) return real ?? whole;
  return join(await realOf(dirname(whole)), basename(whole));
}

/** Reads `--as-of`. @throws OperatorError */
export function parseAsOf(text: string): Date {
  const isDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)?$/.test(text);
  const date = new Date(text);
  if (!isDate || Number.isNaN(date.getTime())) throw new OperatorError(`--as-of takes a date such as 2026-11-23, not "${text}".`);
  return date;
}
