/** How far labels reach: a sample may show that too few files carry one, and only all of them that enough do. */
import { expect, it } from 'vitest';
import { coverageOf } from '../../../src/rules/dlp/label-coverage.js';
import { FORBIDDEN, someTotals } from '../../kit/rows.js';

const BOUNDS = { labelCoverageNear: 0.6, labelCoverageSampleMin: 200 };
const all = { files: 1000, labelRead: 1000, labelled: 800 };

it.each([
  ['all files, most of them labelled', all, 'high'],
  ['all files, few of them labelled', { ...all, labelled: 300 }, 'low'],
  ['all files, exactly at the bound', { ...all, labelled: 600 }, 'high'],
  ['all files of a small tenant', { files: 10, labelRead: 10, labelled: 8 }, 'high'],
  ['a part, which carries labels: the rest may carry none', { ...all, labelRead: 700, labelled: 590 }, 'unknown'],
  ['a part that is enough by itself', { ...all, labelRead: 900, labelled: 700 }, 'high'],
  ['a part, too small for the rest to make it enough', { ...all, labelRead: 900, labelled: 100 }, 'low'],
  ['a sample without labels', { ...all, files: 100_000, labelRead: 300, labelled: 3 }, 'low'],
  ['a sample below the bound by chance, perhaps', { ...all, files: 100_000, labelRead: 300, labelled: 175 }, 'unknown'],
  ['too small a sample', { ...all, files: 100_000, labelRead: 199, labelled: 0 }, 'unknown'],
  ['a part of the sites', { ...all, sitesCoverage: 90 }, 'unknown'],
  ['a part of the sites, with few labels', { ...all, sitesCoverage: 90, labelled: 100 }, 'low'],
  ['a list of sites that is not whole', { ...all, sitesCoverage: null }, 'unknown'],
  ['sites of which it is not known whether anybody reaches them', { ...all, placesGap: FORBIDDEN }, 'unknown'],
  ['no files', { files: 0, labelRead: 0, labelled: 0 }, 'unknown'],
] as const)('%s', (_, totals, expected) => {
  const { isLow, gap } = coverageOf(someTotals(totals), 50, BOUNDS);
  expect(isLow ? 'low' : gap === null ? 'high' : 'unknown').toBe(expected);
});

it('is low where no file carries a label of the rule, whatever other labels there are', () => {
  expect(coverageOf(someTotals(all), 0, BOUNDS)).toMatchObject({ isLow: true, gap: null, percent: 0, labelled: 80 });
  expect(coverageOf(someTotals({ ...all, labelRead: 150, labelled: 140 }), 0, BOUNDS)).toMatchObject({ isLow: false });
});
