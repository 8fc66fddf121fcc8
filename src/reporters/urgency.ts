/** The order in which a reader should meet findings, and which of them come of another one. */
import type { Finding } from '../result/types.js';
import { SEVERITIES } from './wording.js';

export function isOpen({ outcome }: Finding): boolean {
  return outcome === 'fail' || outcome === 'warn';
}

/** A finding with those that come of it, itself first. */
export interface Cause {
  readonly finding: Finding;
  readonly consequences: readonly Finding[];
}

/** Open findings that come of no other open one, most urgent first. */
export function causes(findings: readonly Finding[]): Cause[] {
  const open = byUrgency(findings.filter(isOpen));
  const ids = new Set(open.map(({ ruleId }) => ruleId));
  return open
    .filter((finding) => !isConsequence(finding, ids))
    .map((finding) => ({ finding, consequences: open.filter((other) => comesOf(other, finding)) }));
}

/** Failed and blocking, failed and conditional, the rest; among equals what opens most files to everybody, and what most comes of. */
export function byUrgency(findings: readonly Finding[]): Finding[] {
  const weights = new Map(findings.map((finding) => [finding, weightOf(finding, findings)]));
  const weight = (finding: Finding) => weights.get(finding) ?? { standing: 0, blocking: 0 };
  // The last comparison makes two reports of one result the same.
  return [...findings].sort(
    (a, b) =>
      tier(a) - tier(b) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(a.outcome === 'warn') - Number(b.outcome === 'warn') ||
      weight(b).standing - weight(a).standing ||
      weight(b).blocking - weight(a).blocking ||
      b.affected.count - a.affected.count ||
      (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  );
}

function isConsequence({ rootCause, ruleId }: Finding, open: ReadonlySet<string>): boolean {
  return rootCause !== null && rootCause !== ruleId && open.has(rootCause);
}

function comesOf(finding: Finding, cause: Finding): boolean {
  return finding.rootCause === cause.ruleId && finding.ruleId !== cause.ruleId;
}

function tier({ outcome, gate }: Finding): number {
  if (outcome === 'fail' && gate !== null) return gate === 'block' ? 0 : 1;
  return outcome === 'fail' || outcome === 'warn' ? 2 : 3;
}

/** PHI-looking files that everybody reads because of it, and what blocks because of it: a cause weighs what comes of it. */
function weightOf(finding: Finding, all: readonly Finding[]): { readonly standing: number; readonly blocking: number } {
  const follow = isOpen(finding) ? all.filter((other) => isOpen(other) && comesOf(other, finding)) : [];
  return {
    standing: Math.max(...[finding, ...follow].map(standingOf)),
    blocking: follow.filter((other) => tier(other) === 0).length,
  };
}

function standingOf({ measures }: Finding): number {
  return typeof measures.standing === 'number' ? measures.standing : 0;
}
