/** SITE-009: counts and shares of items with their own permissions, library by library. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-009.js';
import { aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const lists = (...counts: readonly (readonly [unique: number, items: number])[]) => ({
  lists: known(counts.map(([unique, items], n) => ({ title: `List ${n}`, url: `https://x.example/${n}`, items, unique }))),
});
const site = (...counts: readonly (readonly [number, number])[]) => ({ site: [aSite(lists(...counts))] });

ruleCases(rule, {
  pass: [
    { name: 'few', rows: site([1, 40], [0, 0]) },
    { name: 'as many as are allowed', rows: site([500, 100_000]) },
    { name: 'the share to the item', rows: site([5, 100]) },
    { name: 'one item of a few', rows: site([1, 3]) },
    { name: 'no lists', rows: site() },
    { name: 'a OneDrive', rows: { site: [aSite(), aSite({ ...lists([9000, 9000]), isPersonal: true })] } },
    { name: 'more than usual, where more is allowed', rows: site([600, 100_000]), thresholds: { uniqueItemsWarnCount: 1000 } },
  ],
  warn: [
    {
      name: 'many in one library',
      rows: site([501, 100_000]),
      expect: { message: 'many', severity: 'medium', gate: null, objects: ['site-1'], measures: { many: 1, most: 501 } },
    },
    { name: 'a large share', rows: site([6, 100]), expect: { summary: /more than 5 % of it/ } },
    { name: 'as many as are no sprawl', rows: site([5000, 100_000]) },
    {
      name: 'many, and of another site not known',
      rows: { site: [aSite(lists([6, 100])), aSite({ lists: unknown(FORBIDDEN) })] },
    },
  ],
  fail: [
    {
      name: 'sprawl',
      rows: { site: [aSite(lists([5001, 100_000])), aSite({ ...lists([6, 100]), site: { id: 'site-2' } })] },
      expect: { message: 'sprawl', objects: ['site-1', 'site-2'], measures: { sprawling: 1, many: 1, most: 5001 } },
    },
  ],
  notApplicable: [{ name: 'no site' }],
  notAssessed: [
    { name: 'not counted', rows: { site: [aSite({ lists: unknown(FORBIDDEN) })] } },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
  ],
});

it('SITE-009 names the library with the most', async () => {
  const { objects } = await assess(rule, { rows: site([600, 1000], [700, 9000], [0, 10]) });
  expect(objects[0]?.detail).toMatchObject({ library: 'List 1', uniqueItems: 700, items: 9000, libraries: 2 });
});
