/** OD-001: OneDrives that are open to everybody as a whole. */
import { expect, it } from 'vitest';
import type { Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/onedrive/od-001.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const open = { grantedOrgWide: YES, standingOrgWide: YES, grants: [anEveryoneGrant()] };
const drive = (...over: Partial<Scope>[]) => ({
  scope: over.map((one, i) => aScope({ id: `drive-${i}/root`, kind: 'root', isPersonal: true, ...one })),
});

ruleCases(rule, {
  pass: [
    { name: 'closed', rows: drive({}, {}), expect: { summary: /Checked 2 OneDrives/, measures: { standing: 0, latent: 0 } } },
    { name: 'broad is not everybody', rows: drive({ grantedBroad: YES, standingBroad: YES }) },
    {
      name: 'a folder in it, and a library of a site, are other rules',
      rows: drive({}, { ...open, kind: 'folder' }, { ...open, isPersonal: false }),
    },
    { name: 'links are other rules', rows: drive({ hasOrganizationLink: true, hasAnyoneLink: true }) },
    { name: 'meant to be open', rows: drive({ ...open, isIntended: true }) },
    { name: 'closed and not read whole', rows: drive({ isPartlyRead: true }) },
  ],
  fail: [
    {
      name: 'with nothing that looks like PHI',
      rows: drive(open, {}),
      expect: { objects: ['drive-0/root'], severity: 'high', gate: 'condition', measures: { standing: 0, files: 10 } },
    },
    {
      name: 'with PHI-looking files',
      rows: drive({ ...open, sensitiveFiles: 3 }),
      expect: { severity: 'critical', gate: 'block', measures: { standing: 3 } },
    },
    {
      name: 'not read whole, so that more may look like PHI',
      rows: drive({ ...open, isPartlyRead: true }),
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    { name: 'by groups that are everybody together', rows: drive({ ...open, grants: [aGrant(), aGrant({ label: 'B' })] }) },
    {
      name: 'one for certain, one perhaps',
      rows: drive(open, { grantedOrgWide: GAP, standingOrgWide: GAP }),
      expect: { measures: { undecided: 1 } },
    },
    {
      name: 'one open, one behind Restricted Access Control',
      rows: drive(open, { ...open, standingOrgWide: known(false), restrictedTo: known(['group-1']), sensitiveFiles: 9 }),
      expect: {
        severity: 'high',
        measures: { standing: 0, behindRestriction: 1 },
        summary: /Apart from that, 1 OneDrive granted/,
      },
    },
    {
      name: 'Restricted Access Control that lets everybody in',
      rows: drive({ ...open, restrictedTo: known(['all-staff']), sensitiveFiles: 1 }),
      expect: { severity: 'critical', gate: 'block' },
    },
    { name: 'one seen in part', rows: drive(open), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'behind Restricted Access Control',
      rows: drive({ ...open, standingOrgWide: known(false), restrictedTo: known(['group-1']), sensitiveFiles: 9 }),
      expect: { message: 'behind', severity: 'medium', gate: null, measures: { standing: 0, behindRestriction: 1 } },
    },
    {
      name: 'behind Restricted Access Control whose groups could not be read',
      rows: drive({ ...open, standingOrgWide: GAP, restrictedTo: known(['group-1']) }),
      expect: { measures: { undecided: 1 } },
    },
  ],
  notApplicable: [{ name: 'nothing at all' }, { name: 'only sites', rows: drive({ ...open, isPersonal: false }) }],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: drive({}), partial: FORBIDDEN },
    { name: 'a SharePoint group that could not be read', rows: drive({ grantedOrgWide: GAP, standingOrgWide: GAP }) },
    { name: 'a list that may be cut', rows: drive({ isAtLeast: true }) },
  ],
});

it.each([
  [
    'the claim with its SharePoint group',
    [aGrant(), anEveryoneGrant({ via: 'Visitors' })],
    'Everyone except external users (in Visitors)',
  ],
  ['groups of which none is everybody alone', [aGrant()], 'several groups together'],
])('OD-001 says to whom: %s', async (_, grants, grantedTo) => {
  const { objects } = await assess(rule, { rows: drive({ ...open, grants }) });
  expect(objects[0]).toMatchObject({ type: 'drive', reach: 'standing', readersShare: 1, detail: { grantedTo } });
});
