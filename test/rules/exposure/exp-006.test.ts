/** EXP-006: how much was seen. */
import { expect, it } from 'vitest';
import rule from '../../../src/rules/exposure/exp-006.js';
import { aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const site = (id: string) => ({ ...aSite().site, id });
const unread = [{ site: site('locked'), gap: { reason: 'failed', status: 423, detail: 'it is locked' } as const }];

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
    {
      name: 'nearly everything, with what is out of reach apart',
      totals: {
        sitesCoverage: 96,
        unreadSites: unread,
        outOfReach: [
          { site: site('old'), why: 'archived' },
          { site: site('shut'), why: 'no-access' },
        ],
      },
      expect: {
        objects: [],
        measures: { unreadSites: 1, outOfReach: 2 },
        summary: /drives \(96 %\); 2 sites beside them are archived or shut, out of Copilot's reach\.$/,
      },
    },
    { name: 'what rules read in part elsewhere is not counted here', partial: FORBIDDEN },
    { name: 'a lower bar', totals: { sitesCoverage: 90 }, thresholds: { siteCoverageGo: 90 } },
  ],
  warn: [
    {
      name: 'just under 95 %',
      totals: { sitesCoverage: 94.96 },
      expect: { gate: 'condition', severity: 'high', summary: /94\.9 %\)\. Below 95 %/ },
    },
    {
      name: 'with the sites that were not read',
      totals: { sitesCoverage: 80, unreadSites: unread, outOfReach: [{ site: site('old'), why: 'archived' }] },
      expect: { objects: ['locked'], measures: { unreadSites: 1 }, summary: /; 1 site beside them is archived/ },
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

it('EXP-006 names each site that was not read, and what would tell', async () => {
  const forbidden = { site: site('hr'), gap: { ...FORBIDDEN, remedy: 'Sites.FullControl.All (SharePoint)' } };
  const finding = await assess(rule, { totals: { sitesCoverage: 50, unreadSites: [...unread, forbidden] } });
  expect(finding.affected).toEqual({ count: 2, total: 10 });
  expect(finding.objects.map(({ type, id, detail }) => [type, id, detail.reason])).toEqual([
    ['site', 'hr', 'Microsoft refused the request; the permission Sites.FullControl.All (SharePoint) would answer it.'],
    ['site', 'locked', 'The request failed with status 423. (it is locked)'],
  ]);
});
