/** EXP-006: how much was seen. */
import rule from '../../../src/rules/exposure/exp-006.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

ruleCases(rule, {
  pass: [
    {
      name: 'everything',
      expect: {
        message: 'whole',
        measures: { sitesCoverage: 100, knownSites: 10, wholeSites: 10, knownDrives: 12, wholeDrives: 12 },
      },
    },
    { name: 'exactly 95 %', totals: { sitesCoverage: 95 } },
    { name: 'what rules read in part elsewhere is not counted here', partial: FORBIDDEN },
    { name: 'a lower bar', totals: { sitesCoverage: 90 }, thresholds: { siteCoverageGo: 90 } },
  ],
  warn: [
    {
      name: 'just under 95 %',
      totals: { sitesCoverage: 94.96 },
      expect: { gate: 'condition', severity: 'high', summary: /94\.9 %\)\. Below 95 %/ },
    },
    { name: 'exactly 70 %', totals: { sitesCoverage: 70 } },
  ],
  fail: [
    {
      name: 'just under 70 %',
      totals: { sitesCoverage: 69.99 },
      expect: { message: 'little', gate: 'condition', summary: /69\.9 %\)\. Below 70 %/ },
    },
    { name: 'nothing', totals: { sitesCoverage: 0, wholeSites: 0, wholeDrives: 0 } },
  ],
  notAssessed: [
    { name: 'the list itself is not whole', totals: { sitesCoverage: null }, expect: { measures: { knownSites: 10 } } },
  ],
});
