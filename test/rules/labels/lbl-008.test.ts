/** Cases of LBL-008: the share of labelled files, of all of them and of a sample. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Totals } from '../../../src/derive/rows.js';
import { intervalOf } from '../../../src/rules/labels/interval.js';
import rule from '../../../src/rules/labels/lbl-008.js';
import { aLabelRow } from '../../kit/purview-rows.js';
import { aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases, type World } from '../../kit/rule-cases.js';

const { site: SITE } = aScope();

/** So many files, the label of so many read, so many of them labelled. */
function world(files: number, labelRead: number, labelled: number, over: Partial<Totals> = {}): Pick<World, 'rows' | 'totals'> {
  return {
    rows: { label: [aLabelRow()], scope: [aScope({ files, labelRead, labelled })] },
    totals: { files, labelRead, labelled, ...over },
  };
}

ruleCases(rule, {
  pass: [
    {
      name: 'exactly 80 % of all',
      ...world(1000, 1000, 800),
      expect: {
        measures: { files: 1000, read: 1000, labelled: 800, percent: 80 },
        summary: /^800 of 1,000 files carry .*\(80 %\)/,
      },
    },
    { name: 'few files, all of them read', ...world(10, 10, 9) },
    {
      name: 'a sample that could not be made bad by the rest',
      ...world(1000, 900, 810),
      expect: { summary: /810 of the 900 .* of 1,000 .*between/ },
    },
    { name: 'a lower bar', ...world(1000, 1000, 500), thresholds: { labelCoverageReady: 0.5 } },
  ],
  warn: [
    { name: 'half of all', ...world(1000, 1000, 500), expect: { objects: [SITE.id], severity: 'high', gate: 'condition' } },
    { name: 'exactly 40 %', ...world(1000, 1000, 400) },
    { name: 'a sample that stays between, whatever the rest is', ...world(1000, 900, 500) },
  ],
  fail: [
    { name: '9 %', ...world(1000, 1000, 90), expect: { severity: 'high', gate: 'condition', measures: { percent: 9 } } },
    { name: 'just under 40 %', ...world(1000, 1000, 399), expect: { summary: /39\.9 %/ } },
    { name: 'few files, all of them read', ...world(10, 10, 1) },
    {
      name: 'a large sample, of which the interval ends far below',
      ...world(100_000, 400, 20),
      expect: {
        summary:
          /20 of the 400 files whose label was read carry one \(5 %\), of 100,000 .*between 3\.2 % and 7\.6 % of all files \(95 % interval\)/,
      },
    },
    {
      name: 'a large sample, with libraries that were not read',
      ...world(5000, 5000, 20, { sitesCoverage: 50 }),
      partial: FORBIDDEN,
    },
  ],
  notApplicable: [
    { name: 'there is no label', totals: { files: 10, labelRead: 10, labelled: 0 }, expect: { message: 'noLabels' } },
    { name: 'there is no file', ...world(0, 0, 0), expect: { message: 'noFiles' } },
  ],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN } },
    { name: 'files were not read', rows: { label: [aLabelRow()], scope: FORBIDDEN } },
    { name: 'the column was not read', ...world(1000, 0, 0), expect: { measures: { percent: null } } },
    {
      name: 'too small a sample',
      ...world(1000, 199, 0),
      expect: { summary: /the label of 199 files out of 1,000 was read; 200 are needed/ },
    },
    { name: 'a sample that may come to anything', ...world(1000, 500, 250) },
    { name: 'all labelled in a sample', ...world(1000, 700, 700) },
    { name: 'nearly as few as to fail, within the interval', ...world(10_000, 200, 75) },
    { name: 'enough, in what was seen', ...world(1000, 1000, 900), partial: FORBIDDEN },
    { name: 'enough, and sites were not read', ...world(1000, 1000, 900, { sitesCoverage: 99 }) },
    { name: 'too few, and sites were not read, of few files', ...world(100, 100, 1, { sitesCoverage: 99 }) },
    { name: 'a larger sample is asked for', ...world(1000, 300, 1), thresholds: { labelCoverageSampleMin: 301 } },
  ],
});

it('LBL-008 sums what is missing by site', async () => {
  const [a, b] = [aScope({ labelRead: 400, labelled: 3 }), aScope({ id: 'drive-1/b', files: 5, labelRead: 5, labelled: 0 })];
  const full = aScope({ id: 'drive-2/c', site: { ...SITE, id: 'site-2' }, files: 5, labelRead: 5, labelled: 5 });
  const rows = { label: [aLabelRow()], scope: [a, b, full] };
  const { objects } = await assess(rule, { rows, totals: { files: 420, labelRead: 410, labelled: 8 } });
  expect(objects.map(({ id, detail }) => ({ id, ...detail }))).toEqual([
    { id: SITE.id, unlabelled: 402, labelled: 3, read: 405, files: 15 },
  ]);
});

describe('the interval', () => {
  it.each([
    [0, 0, 0, 1],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [20, 400, 0.0326, 0.076],
  ])('of %i in %i goes from %f to %f', (hits, size, low, high) => {
    const [from, to] = intervalOf(hits, size);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  it('holds the share, and grows narrower with the sample', () => {
    const draws = fc
      .integer({ min: 1, max: 5000 })
      .chain((size) => fc.tuple(fc.integer({ min: 0, max: size }), fc.constant(size)));
    fc.assert(
      fc.property(draws, ([hits, size]) => {
        const [low, high] = intervalOf(hits, size);
        const [nearer, near] = intervalOf(hits * 4, size * 4);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / size + 1e-12);
        expect(high).toBeGreaterThanOrEqual(hits / size - 1e-12);
        expect(near - nearer).toBeLessThan(high - low);
      }),
      { numRuns: 200 },
    );
  });
});
