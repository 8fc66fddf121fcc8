/** One cause, one finding in the score: which findings are only consequences of others. */
import type { PlacedFinding, PlacedObject } from '../result/types.js';

interface CauseOf {
  readonly cause: string;
  readonly effects: readonly string[];
  /** What of an effect it explains: objects on the site collections of its own, objects that are its own, or everything. */
  readonly by: 'site' | 'object' | 'tenant';
}

/**
 * No labels at all makes every later question about labels moot, the rule that keeps labelled files from Copilot among them,
 * and labels that are off for sites leave sites without. Where no DLP policy is enforced none looks for PHI, covers a place or
 * blocks, and one that does not look for PHI covers no place for it. An audit log that is off holds no record of Copilot. A public group lets everybody into its site. A site that
 * lets everybody in, by its own groups or as a public group's, explains the grants on it, that it is broad whatever its name
 * and unshielded, that what lies in it is old and open, and that everybody reads it. A grant to everyone explains the same of
 * its own place, and that many may change it. What people who left expose is the sum of four findings. Where several causes
 * hold, the first of this list is named.
 */
const CAUSES: readonly CauseOf[] = [
  {
    cause: 'LBL-001',
    effects: [
      'LBL-002',
      'LBL-003',
      'LBL-004',
      'LBL-005',
      'LBL-006',
      'LBL-007',
      'LBL-008',
      'LBL-009',
      'LBL-010',
      'DLP-006',
      'ITEM-010',
    ],
    by: 'tenant',
  },
  { cause: 'LBL-006', effects: ['SITE-007'], by: 'tenant' },
  { cause: 'DLP-001', effects: ['DLP-002', 'DLP-003', 'DLP-005'], by: 'tenant' },
  { cause: 'DLP-002', effects: ['DLP-003'], by: 'tenant' },
  { cause: 'AUD-001', effects: ['AUD-002'], by: 'tenant' },
  { cause: 'SITE-002', effects: ['SITE-001', 'SITE-003', 'ITEM-004'], by: 'site' },
  { cause: 'SITE-001', effects: ['SITE-003', 'SITE-010', 'ITEM-004', 'ITEM-008', 'EXP-002'], by: 'site' },
  { cause: 'ITEM-004', effects: ['ITEM-008', 'ITEM-009', 'EXP-002'], by: 'object' },
  { cause: 'ITEM-005', effects: ['EXP-004'], by: 'object' },
  { cause: 'ITEM-006', effects: ['EXP-004'], by: 'object' },
  { cause: 'OD-002', effects: ['EXP-004'], by: 'object' },
  { cause: 'SITE-004', effects: ['EXP-004'], by: 'object' },
];

/** The same findings with `rootCause` filled in: a consequence is one of which failed causes explain every object. */
export function groupByRootCause(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const failed = new Map(findings.filter((f) => f.outcome === 'fail').map((f) => [f.ruleId, f]));
  return findings.map((finding) => {
    if (finding.outcome !== 'fail') return finding;
    const causes = CAUSES.flatMap(({ cause, effects, by }) => {
      const found = effects.includes(finding.ruleId) ? failed.get(cause) : undefined;
      return found === undefined ? [] : [{ cause, explains: explainer(found, by), isTenant: by === 'tenant' }];
    });
    const whole = causes.find(({ isTenant }) => isTenant);
    if (whole !== undefined) return { ...finding, rootCause: whole.cause };
    if (finding.objects.length === 0 || !finding.objects.every((o) => causes.some(({ explains }) => explains(o)))) return finding;
    const first = causes.find(({ explains }) => finding.objects.some(explains));
    return { ...finding, rootCause: first?.cause ?? null };
  });
}

/** What the facts of a cause explain; a suspicion of it explains nothing. */
function explainer(cause: PlacedFinding, by: CauseOf['by']): (object: PlacedObject) => boolean {
  const own = cause.objects.filter(({ suspicion }) => !suspicion);
  if (by === 'tenant') return () => true;
  if (by === 'object') {
    const ids = new Set(own.map(({ id }) => id));
    return ({ id }) => ids.has(id);
  }
  const collections = new Set(own.flatMap(({ siteId }) => (siteId === null ? [] : [collectionOf(siteId)])));
  return ({ siteId }) => siteId !== null && collections.has(collectionOf(siteId));
}

/** `host,siteCollectionId,webId`: the subsites of a collection share the middle. */
function collectionOf(siteId: string): string {
  return siteId.split(',')[1] ?? siteId;
}
