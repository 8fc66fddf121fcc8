/** ITEM-008: old content that many can read. */

import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-008.js';
import { aScope, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const old = { newestFile: daysAgo(1460), lastModified: daysAgo(1460) };
const broad = { standingBroad: YES, standingReaders: known(37) };
const everybody = { ...broad, standingOrgWide: YES };
const aged = (days: number) => aScope({ ...broad, newestFile: daysAgo(days) });

ruleCases(rule, {
  pass: [
    { name: 'new and broad', rows: { scope: [aScope(everybody)] } },
    { name: 'old and closed', rows: { scope: [aScope(old)] } },
    { name: 'exactly two years', rows: { scope: [aged(730)] } },
    { name: 'an old folder with a new file', rows: { scope: [aScope({ ...everybody, lastModified: daysAgo(1460) })] } },
    { name: 'a site that is meant to be open', rows: { scope: [aScope({ ...old, ...everybody, isIntended: true })] } },
    {
      name: 'granted to everybody behind Restricted Access Control',
      rows: {
        scope: [aScope({ ...old, sensitiveFiles: 47, grantedOrgWide: YES, grantedBroad: YES, restrictedTo: known(['g']) })],
      },
    },
    { name: 'new, and its reach is not known', rows: { scope: [aScope({ standingBroad: GAP })] } },
    {
      name: 'links are not standing reach',
      rows: { scope: [aScope({ ...old, hasOrganizationLink: true, hasAnyoneLink: true })] },
    },
    {
      name: 'an empty folder without a date',
      rows: { scope: [aScope({ ...broad, files: 0, newestFile: null, lastModified: null })] },
    },
  ],
  fail: [
    {
      name: 'one day past two years',
      rows: { scope: [aged(731)] },
      expect: { severity: 'medium', gate: 'condition', measures: { oldestDays: 731, standing: 0, latent: 0, files: 10 } },
    },
    { name: 'a limit of the configuration', rows: { scope: [aged(11)] }, thresholds: { longStaleDays: 10 } },
    {
      name: 'no file date, so the folder counts',
      rows: { scope: [aScope({ ...broad, newestFile: null, lastModified: daysAgo(800) })] },
      expect: { measures: { oldestDays: 800 } },
    },
    {
      name: '47 treatment notes that everybody can read',
      rows: { scope: [aScope({ ...old, ...everybody, files: 47, sensitiveFiles: 47 }), aScope({ id: 'other', ...old })] },
      expect: {
        objects: ['drive-1/item-1'],
        severity: 'high',
        gate: 'block',
        measures: { standing: 47, oldestDays: 1460, fourYears: 1, twoYears: 0, oneYear: 0 },
        summary: /By age: 4\+ years 1 place\. The oldest: 1,460 days\.$/,
      },
    },
    {
      name: 'places of several ages',
      rows: { scope: [1500, 1461, 800, 740].map((days) => ({ ...aged(days), id: `d/${days}` })) },
      expect: {
        measures: { oldestDays: 1500, fourYears: 2, twoYears: 2, oneYear: 0 },
        summary: /By age: 4\+ years 2 places, 2\+ years 2 places\./,
      },
    },
    {
      name: 'PHI-looking and merely broad',
      rows: { scope: [aScope({ ...old, ...broad, sensitiveFiles: 47 })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'plain, for everybody',
      rows: { scope: [aScope({ ...old, ...everybody })] },
      expect: { severity: 'medium', gate: 'condition' },
    },
    {
      name: 'PHI-looking, for everybody perhaps',
      rows: { scope: [aScope({ ...old, ...broad, sensitiveFiles: 1, standingOrgWide: GAP, standingReaders: GAP })] },
      totals: { enabledMembers: GAP },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'PHI-looking and broad, and a list that may hide everybody',
      rows: { scope: [aScope({ ...old, ...broad, sensitiveFiles: 1, isAtLeast: true })] },
      expect: { gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'plain, for everybody perhaps: no worse either way',
      rows: { scope: [aScope({ ...old, ...broad, standingOrgWide: GAP })] },
      expect: { severity: 'medium', summary: /days\.$/ },
    },
    { name: 'a file is read whole by itself', rows: { scope: [aScope({ ...old, ...broad, kind: 'file', isPartlyRead: true })] } },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'old, and its reach is not known', rows: { scope: [aScope({ ...old, standingBroad: GAP })] } },
    { name: 'old, and its list may be cut', rows: { scope: [aScope({ ...old, isAtLeast: true })] } },
    { name: 'broad, without any date', rows: { scope: [aScope({ ...broad, newestFile: null, lastModified: null })] } },
    { name: 'old as far as it was read', rows: { scope: [aScope({ ...old, ...broad, isPartlyRead: true })] } },
  ],
});

it.each([
  [1460, '4+ years'],
  [1459, '2+ years'],
  [731, '2+ years'],
  [365, '1+ years'],
  [364, 'under 1 year'],
])('ITEM-008: %i days are in the band "%s"', async (days, ageBand) => {
  const finding = await assess(rule, { rows: { scope: [aged(days)] }, thresholds: { longStaleDays: 300 } });
  expect(finding.objects[0]?.detail).toMatchObject({ ageBand, daysUntouched: days });
});
