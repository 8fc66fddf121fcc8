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

/** Thin evidence is told before bad findings: a gate that could not look has not held. */
export function checkGate(result: ScanResult, failOn: readonly GateWord[], minCoverage: number | null): GateResult {
  const seen = Math.min(result.coverage.percent, result.coverage.sites ?? 0);
  if (minCoverage !== null && seen < minCoverage) {
    return { exitCode: EXIT.coverage, because: `coverage is ${seen} %, under --min-coverage ${minCoverage}` };
  }
  const severities = new Set(result.findings.filter((f) => f.outcome === 'fail').map((f) => f.severity as string));
  const met = failOn.filter((word) => word === result.verdict.decision || severities.has(word));
  if (met.length === 0) return { exitCode: EXIT.done, because: null };
  return { exitCode: EXIT.gateFailed, because: `--fail-on ${met.join(', ')} was met` };
}
