/** ITEM-004: claims for everybody, granted on items. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-004.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

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
      name: 'everybody, who turn out to be nobody',
      rows: { scope: [aScope({ grants: [anEveryoneGrant({ orgWide: known(false) })] })] },
    },
  ],
  fail: [
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
