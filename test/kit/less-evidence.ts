/** The property itself, for the everyday run and the long one. */
import fc from 'fast-check';
import type { Outcome } from '../../src/result/types.js';
import { outcomesOf, randomRemovals, randomTenant } from './random-evidence.js';
import { READY } from './taken-evidence.js';

/** Rules that measure how much was seen: to see less is their finding. */
const MEASURES_SIGHT = new Set(['EXP-006']);

export async function expectLessNeverPasses(runs: number, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(randomTenant, randomRemovals, fc.constantFrom(null, 'g0'), async (rows, removals, pilotGroup) => {
      const whole = await outcomesOf(rows, [], pilotGroup);
      const left = await outcomesOf(rows, removals, pilotGroup);
      // Restricted Access Control and locks only take people away: unknown, they count as off, and the grants speak.
      const keepsPeopleOut = removals.some((r) => r.dataset === 'siteSettings');
      for (const [rule, outcome] of left) {
        const before = whole.get(rule) as Outcome;
        if (outcome === 'error') throw new Error(`${rule} broke`);
        if (READY.has(outcome) && !READY.has(before)) throw new Error(`${rule}: ${before} → ${outcome}`);
        if (
          !keepsPeopleOut &&
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

/** Named by `PREFLIGHT_SEEDS`, else of the day. */
export function propertySeed(): number {
  const [named] = (process.env.PREFLIGHT_SEEDS ?? '').split(',').filter((s) => s !== '');
  return named === undefined ? Math.floor(Date.now() / 86_400_000) : Number(named);
}
