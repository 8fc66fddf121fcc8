/** One cause, one finding in the score: which findings are only consequences of another. */
import type { PlacedFinding } from '../result/types.js';

interface CauseOf {
  readonly cause: string;
  readonly effects: readonly string[];
  /** `site`, `object`: only where every object of the effect stands on a site of the cause's objects, or is one of them. `tenant`: always. */
  readonly by: 'site' | 'object' | 'tenant';
}

/**
 * No labels at all makes every later question about labels moot; a public group's site explains the grants on it; a
 * grant to everyone explains that the same place is old and open, that many may change it, and that everybody reads it.
 */
const CAUSES: readonly CauseOf[] = [
  {
    cause: 'LBL-001',
    effects: ['LBL-002', 'LBL-003', 'LBL-004', 'LBL-005', 'LBL-006', 'LBL-007', 'LBL-008', 'LBL-009', 'LBL-010'],
    by: 'tenant',
  },
  { cause: 'SITE-002', effects: ['ITEM-004'], by: 'site' },
  { cause: 'ITEM-004', effects: ['ITEM-008', 'ITEM-009', 'EXP-002'], by: 'object' },
];

/** The same findings with `rootCause` filled in. */
export function groupByRootCause(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const failed = new Map(findings.filter((f) => f.outcome === 'fail').map((f) => [f.ruleId, f]));
  return findings.map((finding) => {
    const entry = CAUSES.find((c) => c.effects.includes(finding.ruleId) && failed.has(c.cause));
    if (entry === undefined || finding.outcome !== 'fail') return finding;
    if (entry.by === 'site' && !standsOnSitesOf(finding, failed.get(entry.cause))) return finding;
    if (entry.by === 'object' && !isAmong(finding, failed.get(entry.cause))) return finding;
    return { ...finding, rootCause: entry.cause };
  });
}

function standsOnSitesOf(effect: PlacedFinding, cause: PlacedFinding | undefined): boolean {
  const sites = new Set(cause?.objects.map((o) => o.siteId).filter((id) => id !== null));
  return effect.objects.length > 0 && effect.objects.every((o) => o.siteId !== null && sites.has(o.siteId));
}

function isAmong(effect: PlacedFinding, cause: PlacedFinding | undefined): boolean {
  const ids = new Set(cause?.objects.map((o) => o.id));
  return effect.objects.length > 0 && effect.objects.every((o) => ids.has(o.id));
}
