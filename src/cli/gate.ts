/** `--fail-on` and `--min-coverage`: what makes a finished scan end with another exit code than 0. */
import { nearest } from '../config/nearest.js';
import { EXIT, type ExitCode, OperatorError } from '../operator-error.js';
import type { ScanResult } from '../result/types.js';

const WORDS = ['no-go', 'not-determined', 'go-with-conditions', 'critical', 'high', 'medium', 'low'] as const;
export type GateWord = (typeof WORDS)[number];

/** Reads `no-go,critical`. @throws OperatorError with the nearest word. */
export function parseFailOn(text: string | undefined): readonly GateWord[] {
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const word = part.trim().toLowerCase();
    const found = WORDS.find((w) => w === word);
    if (found !== undefined) return found;
    const near = nearest(word, WORDS);
    throw new OperatorError(
      `--fail-on does not know "${part.trim()}"${near === null ? '' : `; did you mean "${near}"?`} It knows ${WORDS.join(', ')}.`,
    );
  });
}

export function parseMinCoverage(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 100) {
    throw new OperatorError(`--min-coverage takes a percentage from 0 to 100, not "${text}".`);
  }
  return value;
}

export interface GateResult {
  readonly exitCode: ExitCode;
  /** Why it did not hold, for the terminal; null where it did. */
  readonly because: string | null;
}

const MOST_NAMED = 5;

/** Thin evidence is told before bad findings: a gate that could not look has not held. */
export function checkGate(result: ScanResult, failOn: readonly GateWord[], minCoverage: number | null): GateResult {
  const seen = Math.min(result.coverage.percent, result.coverage.sites ?? 0);
  if (minCoverage !== null && seen < minCoverage) {
    return { exitCode: EXIT.coverage, because: `coverage is ${seen} %, under --min-coverage ${minCoverage}` };
  }
  const failed = result.findings.filter((f) => f.outcome === 'fail');
  const met = failOn.filter((word) => word === result.verdict.decision || failed.some((f) => f.severity === word));
  if (met.length === 0) return { exitCode: EXIT.done, because: null };
  const verdict = met.some((word) => word === result.verdict.decision) ? [`the verdict is ${result.verdict.decision}`] : [];
  // The worst first: five names are what a reader of a build log takes in.
  const ids = WORDS.flatMap((word) => (met.includes(word) ? failed.filter((f) => f.severity === word) : [])).map((f) => f.ruleId);
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  const findings = ids.length === 0 ? [] : [`${ids.slice(0, MOST_NAMED).join(', ')}${more} failed`];
  return { exitCode: EXIT.gateFailed, because: `--fail-on ${met.join(', ')} was met: ${[...verdict, ...findings].join('; ')}` };
}
