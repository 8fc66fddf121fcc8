/** ITEM-004: claims for everybody, granted on items. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-004.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const behind = { restrictedTo: known(['group-1']), standingOrgWide: known(false) };
const unread = { orgWide: unknown(FORBIDDEN) };

ruleCases(rule, {
  pass: [
    { name: 'a group', rows: { scope: [aScope()] }, expect: { summary: /Checked 60 places/ } },
    { name: 'a site that is meant to be open', rows: { scope: [aScope({ grants: [anEveryoneGrant()], isIntended: true })] } },
    {
      name: 'links and a site group are other rules',
      rows: {
        scope: [
          aScope({ hasOrganizationLink: true, hasAnyoneLink: true, grants: [aGrant({ audience: 'site-group', ...unread })] }),
        ],
      },
    },
    {
      name: 'a claim inside a SharePoint group is a matter of the site',
      rows: { scope: [aScope({ sensitiveFiles: 5, grants: [anEveryoneGrant({ via: 'Visitors' })] })] },
    },
    {
      name: 'an unread claim inside a SharePoint group too',
      rows: { scope: [aScope({ grants: [aGrant({ audience: 'unrecognised', via: 'Visitors', ...unread })] })] },
    },
    { name: 'a grant that came down from above', rows: { scope: [aScope({ grants: [anEveryoneGrant({ inherited: true })] })] } },
    {
      name: 'everybody, who turn out to be nobody',
      rows: { scope: [aScope({ grants: [anEveryoneGrant({ orgWide: known(false) })] })] },
    },
  ],
  warn: [
    {
      name: 'behind Restricted Access Control',
      rows: { scope: [aScope({ ...behind, sensitiveFiles: 47, grants: [anEveryoneGrant()] })] },
      expect: {
        message: 'behind',
        severity: 'medium',
        gate: null,
        objects: ['drive-1/item-1'],
        measures: { standing: 0, latent: 47, files: 0 },
      },
    },
    {
      name: 'behind Restricted Access Control, in a library not read whole: no worse either way',
      rows: { scope: [aScope({ ...behind, kind: 'root', isPartlyRead: true, grants: [anEveryoneGrant()] })] },
      expect: { summary: /lifted\.$/ },
    },
    {
      name: 'behind Restricted Access Control whose groups could not be read',
      rows: { scope: [aScope({ ...behind, standingOrgWide: unknown(FORBIDDEN), grants: [anEveryoneGrant()] })] },
      expect: { measures: { undecided: 1 } },
    },
  ],
  fail: [
    {
      name: 'one open, one behind Restricted Access Control',
      rows: {
        scope: [
          aScope({ sensitiveFiles: 2, grants: [anEveryoneGrant()] }),
          aScope({ id: 'b', ...behind, sensitiveFiles: 47, grants: [anEveryoneGrant()] }),
        ],
      },
      expect: { message: 'someAndBehind', severity: 'critical', gate: 'block', measures: { standing: 2, latent: 47, files: 10 } },
    },
    {
      name: 'Restricted Access Control that lets everybody in',
      rows: { scope: [aScope({ ...behind, standingOrgWide: known(true), sensitiveFiles: 2, grants: [anEveryoneGrant()] })] },
      expect: { severity: 'critical', gate: 'block' },
    },
    {
      name: 'a copy that SharePoint made when inheritance was broken, beside one in a SharePoint group',
      rows: { scope: [aScope({ grants: [anEveryoneGrant({ via: 'Visitors' }), anEveryoneGrant()] })] },
    },
    {
      name: 'a plain folder',
      rows: { scope: [aScope({ grants: [aGrant(), anEveryoneGrant()] })] },
      expect: {
        severity: 'high',
        gate: 'condition',
        objects: ['drive-1/item-1'],
        measures: { standing: 0, latent: 0, files: 10 },
      },
    },
    {
      name: 'a folder with PHI-looking files',
      rows: { scope: [aScope({ files: 612, sensitiveFiles: 612, grants: [anEveryoneGrant({ readers: unknown(FORBIDDEN) })] })] },
      expect: {
        severity: 'critical',
        gate: 'block',
        measures: { standing: 612 },
        summary: /1 place granted to everyone, holding 612 files/,
      },
    },
    {
      name: 'a library not read whole, in which more may look like PHI',
      rows: { scope: [aScope({ kind: 'root', isPartlyRead: true, grants: [anEveryoneGrant()] })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'a PHI-looking library not read whole',
      rows: { scope: [aScope({ kind: 'root', isPartlyRead: true, sensitiveFiles: 1, grants: [anEveryoneGrant()] })] },
      expect: { severity: 'critical', summary: /looking name: 1\.$/ },
    },
    { name: 'Everyone', rows: { scope: [aScope({ grants: [anEveryoneGrant({ audience: 'everyone' })] })] } },
    { name: 'All users', rows: { scope: [aScope({ grants: [anEveryoneGrant({ audience: 'all-users' })] })] } },
    { name: 'a library', rows: { scope: [aScope({ kind: 'root', grants: [anEveryoneGrant()] })] } },
    {
      name: 'an unread claim before a clear one',
      rows: { scope: [aScope({ grants: [anEveryoneGrant(unread), anEveryoneGrant()] })] },
    },
    { name: 'one seen in part', rows: { scope: [aScope({ grants: [anEveryoneGrant()] })] }, partial: FORBIDDEN },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'a claim whose reach is not known', rows: { scope: [aScope({ grants: [anEveryoneGrant(unread)] })] } },
    {
      name: 'a claim that we do not recognise',
      rows: { scope: [aScope({ grants: [aGrant({ audience: 'unrecognised', ...unread })] })] },
    },
    { name: 'a list that may be cut', rows: { scope: [aScope({ isAtLeast: true })] } },
  ],
});

it('ITEM-004 names the list of the configuration', () => {
  expect(rule.meta.remediation.steps.join(' ')).toContain('intendedGroups');
});

it.each([
  ['open', {}, { reach: 'standing', readersShare: 1, detail: { behindRestrictedAccessControl: false } }],
  ['behind', behind, { reach: 'latent', readersShare: 0, suspicion: true, detail: { behindRestrictedAccessControl: true } }],
] as const)('ITEM-004 tells how a place reaches people: %s', async (_, over, expected) => {
  const { objects } = await assess(rule, { rows: { scope: [aScope({ ...over, grants: [anEveryoneGrant()] })] } });
  expect(objects[0]).toMatchObject(expected);
});
