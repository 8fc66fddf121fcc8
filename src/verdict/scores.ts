/** Scores as intervals: what is not assessed counts as bad at the low end and as good at the high end. */
import type { Outcome, PlacedFinding, Score, Severity } from '../result/types.js';

const POINTS: Readonly<Record<Severity, number>> = { critical: 10, high: 6, medium: 3, low: 1, info: 0 };

/** Pillars whose weight grows with the share of staff that is reached. */
const EXPOSED: ReadonlySet<string> = new Set(['sites', 'items', 'onedrive', 'apps']);

/** Shown while a blocking finding is open: a high number beside a No-go would be read as comfort. */
const CAP_OPEN_BLOCK = 49;

/** More of the weight unknown than this: no number. */
const UNKNOWN_SHARE_MAX = 0.5;

const UNKNOWN: ReadonlySet<Outcome> = new Set(['not-assessed', 'error']);

/** Severity points, raised by exposure: up to double for everybody, half as much again where PHI-looking items are among it. */
export function weightOf(finding: PlacedFinding): number {
  const base = POINTS[finding.severity];
  if (!EXPOSED.has(finding.pillar) || finding.outcome !== 'fail') return base;
  const share = finding.objects.reduce((most, o) => Math.max(most, o.readersShare), 0);
  return base * (1 + Math.min(1, share)) * (finding.objects.some((o) => o.sensitive) ? 1.5 : 1);
}

/** 1 pass, 0.5 warning, 0 fail; of many objects the square root of the bad share, so that one bad site of a hundred costs a tenth. */
export function valueOfFinding(finding: PlacedFinding): number {
  if (finding.outcome === 'pass') return 1;
  if (finding.outcome === 'warn') return 0.5;
  const { count, total } = finding.affected;
  if (total === null || total <= 1 || count === 0 || finding.objects.some((o) => o.severity === 'critical')) return 0;
  return 1 - Math.sqrt(Math.min(1, count / total));
}

function countsInScore(finding: PlacedFinding): boolean {
  return finding.outcome !== 'not-applicable' && finding.rootCause === null && weightOf(finding) > 0;
}

/** The score of some findings, 0 to 100 at both ends. */
export function scoreOf(findings: readonly PlacedFinding[]): Score {
  let low = 0;
  let high = 0;
  let all = 0;
  let assessed = 0;
  let licence = 0;
  for (const finding of findings.filter(countsInScore)) {
    const weight = weightOf(finding);
    if (finding.outcome === 'not-licensed') {
      // A gap that money closes: out of the number, but it holds the low end down where the rule is a gate.
      if (finding.gate !== null) licence += weight / 2;
      continue;
    }
    all += weight;
    if (UNKNOWN.has(finding.outcome)) {
      high += weight;
      continue;
    }
    assessed += weight;
    low += weight * valueOfFinding(finding);
    high += weight * valueOfFinding(finding);
  }
  if (all === 0 || assessed < all * (1 - UNKNOWN_SHARE_MAX))
    return { low: null, high: null, assessedWeight: assessed, applicableWeight: all };
  return { low: percent(low, all + licence), high: percent(high, all), assessedWeight: assessed, applicableWeight: all };
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 10;
}

export interface Scores {
  readonly technical: Score;
  readonly pillars: Readonly<Record<string, Score>>;
}

export function scoresOf(findings: readonly PlacedFinding[]): Scores {
  const pillars = [...new Set(findings.map((f) => f.pillar))].sort();
  const blocked = findings.some((f) => f.outcome === 'fail' && f.gate === 'block');
  const cap = (n: number | null) => (n !== null && blocked ? Math.min(n, CAP_OPEN_BLOCK) : n);
  const technical = scoreOf(findings);
  return {
    technical: { ...technical, low: cap(technical.low), high: cap(technical.high) },
    pillars: Object.fromEntries(pillars.map((p) => [p, scoreOf(ofPillar(p, findings))])),
  };
}

/** The findings of one pillar; a consequence counts there all the same when its cause is counted in another. */
function ofPillar(pillar: string, findings: readonly PlacedFinding[]): PlacedFinding[] {
  const home = new Map(findings.map((f) => [f.ruleId, f.pillar]));
  return findings
    .filter((f) => f.pillar === pillar)
    .map((f) => (f.rootCause !== null && home.get(f.rootCause) !== pillar ? { ...f, rootCause: null } : f));
}

/** Assessed weight over the weight of all applicable rules, percent with one decimal; 0 when nothing applies. */
export function coveragePercent(findings: readonly PlacedFinding[]): number {
  const applicable = findings.filter(
    (f) => f.outcome !== 'not-applicable' && f.outcome !== 'not-licensed' && POINTS[f.severity] > 0,
  );
  const weight = (list: readonly PlacedFinding[]) => list.reduce((sum, f) => sum + POINTS[f.severity], 0);
  const all = weight(applicable);
  return all === 0 ? 0 : Math.floor((weight(applicable.filter((f) => !UNKNOWN.has(f.outcome))) / all) * 1000) / 10;
}
