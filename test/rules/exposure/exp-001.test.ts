/** EXP-001: the reach of the median employee. */
import { expect, it } from 'vitest';
import type { Person } from '../../../src/derive/rows.js';
import type { Gap } from '../../../src/evidence/coverage.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/exposure/exp-001.js';
import { aPerson, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const GAP = unknown(FORBIDDEN);
const UNREAD: Gap = { reason: 'failed', detail: 'the members of a SharePoint group' };
const files = { sharedFiles: 1000 };

/** Ordinary employees who each reach so many files. */
function people(...reach: number[]): Person[] {
  return reach.map((n, i) => aPerson({ user: { id: `p${i}` }, reach: { files: n, sensitiveFiles: n / 10 } }));
}
const aside = (over: Parameters<typeof aPerson>[0]) => aPerson({ ...over, reach: { files: 1000, sensitiveFiles: 1000 } });

ruleCases(rule, {
  pass: [
    {
      name: 'little, whatever one person reaches',
      rows: { person: people(10, 20, 290, 500, 900) },
      totals: files,
      expect: {
        severity: 'info',
        gate: null,
        measures: {
          people: 5,
          median: 290,
          p90: 900,
          max: 900,
          medianPercent: 29,
          maxPercent: 90,
          medianSensitive: 29,
          atLeast: false,
        },
        summary: /^Of 5 ordinary employees the one in the middle can open 290 files, 29 % of the 1,000 files outside OneDrive/,
      },
    },
    {
      name: 'administrators, guests, disabled and service accounts apart',
      rows: {
        person: [
          ...people(100),
          aside({ directoryRoles: known(['Global Administrator']) }),
          aside({ user: { userType: 'Guest' } }),
          aside({ user: { accountEnabled: false } }),
          aside({ isHuman: false }),
        ],
      },
      totals: files,
      expect: { measures: { people: 1, max: 100 } },
    },
    { name: 'a higher bar', rows: { person: people(500) }, totals: files, thresholds: { medianReachWarnShare: 0.6 } },
  ],
  warn: [
    {
      name: 'exactly 30 %',
      rows: { person: people(300) },
      totals: files,
      expect: { severity: 'medium', gate: null, objects: ['Ordinary employees'] },
    },
    { name: 'just under 60 %', rows: { person: people(599) }, totals: files },
    {
      name: 'at least 30 %, where not all was read',
      rows: { person: people(300) },
      totals: { ...files, reachGap: UNREAD },
      expect: { measures: { atLeast: true, undecided: 1 }, summary: /can open at least 300 files,/ },
    },
  ],
  fail: [
    {
      name: 'exactly 60 %',
      rows: { person: people(0, 600, 600, 700) },
      totals: files,
      expect: { severity: 'high', gate: null, measures: { median: 600 } },
    },
    {
      name: 'OneDrives of others on top, so more than all that stands on sites',
      rows: { person: people(1400) },
      totals: files,
      expect: { measures: { median: 1400, medianPercent: 100 } },
    },
    {
      name: 'at least 60 %, where too few sites were read',
      rows: { person: people(700) },
      totals: { ...files, sitesCoverage: 94 },
      expect: { measures: { atLeast: true } },
    },
    {
      name: 'who is an administrator could not be read',
      rows: { person: people(700, 700).map((p) => ({ ...p, directoryRoles: GAP })) },
      totals: files,
      expect: { measures: { people: 2, undecided: 2 } },
    },
  ],
  notApplicable: [
    { name: 'nobody', totals: files },
    { name: 'only administrators', rows: { person: [aside({ directoryRoles: known(['User Administrator']) })] }, totals: files },
    { name: 'no file outside OneDrive', rows: { person: people(3) }, totals: { sharedFiles: 0 } },
  ],
  notAssessed: [
    { name: 'users could not be read', rows: { person: FORBIDDEN }, totals: files },
    {
      name: 'little as far as it is known',
      rows: { person: people(10) },
      totals: { ...files, reachGap: UNREAD },
      expect: { measures: { median: 10, atLeast: true }, summary: /the members of a SharePoint group/ },
    },
    { name: 'little on the few sites that were read', rows: { person: people(10) }, totals: { ...files, sitesCoverage: 94.9 } },
    { name: 'how many sites there are is not known', rows: { person: people(10) }, totals: { ...files, sitesCoverage: null } },
    { name: 'nobody on the part of the list that was read', totals: { ...files, reachGap: UNREAD } },
    {
      name: 'little, and who is an administrator could not be read',
      rows: { person: people(10).map((p) => ({ ...p, directoryRoles: GAP })) },
      totals: files,
    },
    {
      name: 'much, of part of the people: the middle is not known',
      rows: { person: people(900) },
      totals: { ...files, enabledMembers: GAP },
      partial: FORBIDDEN,
    },
  ],
});

it.each([
  [[7], [7, 7, 7]],
  [
    [1, 2],
    [1, 2, 2],
  ],
  [
    [1, 2, 3],
    [2, 3, 3],
  ],
  [
    [10, 1, 9, 2, 8, 3, 7, 4, 6, 5],
    [5, 9, 10],
  ],
  [Array.from({ length: 100 }, (_, i) => 100 - i), [50, 90, 100]],
])('EXP-001: median, top tenth and most of %j', async (reach, [median, p90, max]) => {
  const { measures } = await assess(rule, { rows: { person: people(...reach) }, totals: { sharedFiles: 100_000 } });
  expect(measures).toMatchObject({ median, p90, max });
});
