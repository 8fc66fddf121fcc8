/** The property itself, for the everyday run and the long one. */
import fc from 'fast-check';
import type { AccessList } from '../../src/evidence/content.js';
import type { DatasetName } from '../../src/evidence/datasets.js';
import type { SecurableObject, SiteSettings } from '../../src/evidence/sharepoint.js';
import type { Outcome } from '../../src/result/types.js';
import { outcomesOf, type Rows, randomRemovals, randomTenant } from './random-evidence.js';
import { DRIVE } from './small-evidence.js';
import { READY } from './taken-evidence.js';

/** Rules that measure how much was seen: to see less is their finding. */
const MEASURES_SIGHT = new Set(['EXP-006']);

/**
 * They leave to SITE-001 what a library inherits from its site. That it is inherited is told by SharePoint alone, and the
 * grant by Graph too: without SharePoint's word it is a grant of the library.
 */
const LEAVE_TO_SITES = new Set(['ITEM-004', 'OD-005']);

export async function expectLessNeverPasses(runs: number, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(randomTenant, randomRemovals, fc.constantFrom(null, 'g0'), async (rows, removals, pilotGroup) => {
      const whole = await outcomesOf(rows, [], pilotGroup);
      const left = await outcomesOf(rows, removals, pilotGroup);
      const takesAway = (dataset: DatasetName) => removals.some((r) => r.dataset === dataset);
      const saysMore =
        // Restricted Access Control and locks only take people away: unknown, they count as off, and the grants speak. One
        // that lets in the site's own group is not known where the group is not.
        takesAway('siteSettings') ||
        (takesAway('groupSites') && restrictsToOwnGroup(rows)) ||
        // A place that only SharePoint marks is, without it, part of the place above, whose grants then speak for its files.
        (takesAway('roleAssignments') && hasPlaceOfSharePoint(rows));
      for (const [rule, outcome] of left) {
        const before = whole.get(rule) as Outcome;
        if (outcome === 'error') throw new Error(`${rule} broke`);
        if (READY.has(outcome) && !READY.has(before)) throw new Error(`${rule}: ${before} → ${outcome}`);
        const isLeft = LEAVE_TO_SITES.has(rule) && takesAway('roleAssignments');
        if (
          !saysMore &&
          !isLeft &&
          !MEASURES_SIGHT.has(rule) &&
          !READY.has(outcome) &&
          outcome !== 'not-assessed' &&
          READY.has(before)
        )
          throw new Error(`${rule}: ${before} → ${outcome}, a finding made of missing evidence`);
      }
    }),
    { numRuns: runs, seed },
  );
}

function restrictsToOwnGroup({ siteSettings = [] }: Rows): boolean {
  return (siteSettings as readonly SiteSettings[]).some(
    ({ properties: p }) =>
      p.known && p.value.restrictedAccessControl === true && p.value.restrictedAccessControlGroups?.length === 0,
  );
}

/** An item with assignments of its own for which Graph, which should mark each of them, has no list. */
function hasPlaceOfSharePoint({ roleAssignments = {}, accessLists = {} }: Rows): boolean {
  const objects = Object.values(roleAssignments as Record<string, readonly SecurableObject[]>).flat();
  const lists = (accessLists as Record<string, readonly AccessList[]>)[DRIVE.id] ?? [];
  return objects.some((o) => o.kind === 'item' && !lists.some((l) => l.itemId === o.title));
}

/** Named by `PREFLIGHT_SEEDS`, else of the day. */
export function propertySeed(): number {
  const [named] = (process.env.PREFLIGHT_SEEDS ?? '').split(',').filter((s) => s !== '');
  return named === undefined ? Math.floor(Date.now() / 86_400_000) : Number(named);
}
