/** Any JSON in place of the entries of the small Graph collectors: nothing throws, and no number is made of what is none. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import copilotUsage from '../../src/collectors/copilot-usage.js';
import groupSettings from '../../src/collectors/group-settings.js';
import secureScore from '../../src/collectors/secure-score.js';
import { rowsOf } from './crawl-simulated.js';
import { collect, fakeGraph } from './fakes.js';

const json = fc.jsonValue({ maxDepth: 3 });
const field = (name: string, ...good: unknown[]) => fc.oneof(fc.constantFrom(...good), json).map((value) => ({ [name]: value }));
const entry = fc
  .tuple(
    field('lastActivityDate', '2026-08-18', ''),
    field('reportRefreshDate', '2026-08-20'),
    field('templateId', '62375ab9-6b52-47ed-826b-58e47e0e304b'),
    field('values', [{ name: 'EnableMIPLabels', value: 'True' }]),
    field('createdDateTime', '2026-08-20T00:00:00Z'),
    field('controlScores', [{ controlName: 'mip_search_auditlog', score: 1 }]),
  )
  .map((parts) => Object.assign({}, ...parts) as object);

test.each([copilotUsage, groupSettings, secureScore].map((one) => [one.meta.id, one] as const))('%s', async (_, collector) => {
  const [dataset] = collector.meta.provides;
  if (dataset === undefined) throw new Error('a collector without a dataset');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(entry, json), { maxLength: 4 }), async (value) => {
      const { evidence } = await collect(collector, { graph: fakeGraph(() => ({ value })) });
      const rows = (await rowsOf(evidence.rows(dataset))) as readonly object[];
      const text = JSON.stringify(rows);
      expect(text).not.toMatch(/NaN|undefined/);
      for (const row of rows)
        for (const [name, found] of Object.entries(row))
          if (['people', 'active'].includes(name)) expect(found).toBeGreaterThanOrEqual(0);
          else if (name === 'enableMipLabels') expect(typeof found).toBe('boolean');
    }),
    { numRuns: 200, seed: 20_261_123 },
  );
});
