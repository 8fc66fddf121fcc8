/** EXP-002: the headline number, and the links beside it. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/exposure/exp-002.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const notes = { files: 50, sensitiveFiles: 47 };

ruleCases(rule, {
  pass: [
    {
      name: 'PHI-looking files that few reach',
      rows: { scope: [aScope(notes)] },
      expect: {
        message: 'none',
        measures: { standing: 0, standingIntended: 0, latent: 0, staff: 74 },
        summary: /by every employee\.$/,
      },
    },
    { name: 'plain files that everybody reaches', rows: { scope: [aScope({ standingOrgWide: YES })] } },
    { name: 'broad is not everybody', rows: { scope: [aScope({ ...notes, standingBroad: YES })] } },
    {
      name: 'a link alone, or two on one place, count once and fail nothing',
      rows: { scope: [aScope({ ...notes, hasOrganizationLink: true, hasAnyoneLink: true })] },
      expect: { message: 'links', measures: { standing: 0, latent: 47 }, summary: /47 PHI-looking files to whoever/ },
    },
    {
      name: 'a site that is meant to be open is counted apart',
      rows: { scope: [aScope({ ...notes, standingOrgWide: YES, isIntended: true })] },
      expect: {
        message: 'none',
        measures: { standing: 0, standingIntended: 47, latent: 0 },
        summary: /by every employee, except 47 PHI-looking files on sites that are meant to be open to all\.$/,
      },
    },
    {
      name: 'a link on a site that is meant to be open',
      rows: { scope: [aScope({ ...notes, hasOrganizationLink: true, isIntended: true })] },
      expect: { message: 'none', measures: { standingIntended: 0, latent: 0 } },
    },
    {
      name: 'a site that is meant to be open, of unknown reach',
      rows: { scope: [aScope({ ...notes, standingOrgWide: GAP, isIntended: true })] },
      expect: { measures: { standingIntended: 0 } },
    },
    {
      name: 'a link elsewhere, and a site that is meant to be open',
      rows: {
        scope: [
          aScope({ id: 'news', ...notes, standingOrgWide: YES, isIntended: true }),
          aScope({ sensitiveFiles: 5, hasAnyoneLink: true }),
        ],
      },
      expect: {
        message: 'links',
        measures: { standingIntended: 47, latent: 5 },
        summary: /today, except 47 PHI-looking files on .* to all; links open 5 /,
      },
    },
    {
      name: 'granted to everybody behind Restricted Access Control',
      rows: { scope: [aScope({ ...notes, grantedOrgWide: YES, restrictedTo: known(['group-1']) })] },
      expect: {
        message: 'none',
        measures: { standing: 0, latent: 0, behindRestriction: 47 },
        summary:
          /by every employee; Restricted Access Control lets only its own groups in to 47 PHI-looking files granted to all\.$/,
      },
    },
    {
      name: 'a link of the organization behind Restricted Access Control opens nothing to those outside it',
      rows: { scope: [aScope({ ...notes, hasOrganizationLink: true, restrictedTo: known(['group-1']) })] },
      expect: { message: 'none', measures: { latent: 0, behindRestriction: 0 } },
    },
    {
      name: 'a link for anyone works behind it',
      rows: { scope: [aScope({ ...notes, hasAnyoneLink: true, restrictedTo: known(['group-1']) })] },
      expect: { message: 'links', measures: { latent: 47 } },
    },
    { name: 'plain files of unknown reach', rows: { scope: [aScope({ standingOrgWide: GAP })] } },
    {
      name: 'the staff is not counted',
      rows: { scope: [aScope()] },
      totals: { enabledMembers: GAP },
      expect: { measures: { staff: null } },
    },
  ],
  fail: [
    {
      name: '47 files for everybody, 5 more behind a link',
      rows: {
        scope: [
          aScope({ id: 'archive', ...notes, standingOrgWide: YES }),
          aScope({ id: 'linked', sensitiveFiles: 5, hasOrganizationLink: true }),
          aScope({ id: 'closed', sensitiveFiles: 300 }),
        ],
      },
      expect: {
        objects: ['archive'],
        severity: 'critical',
        gate: 'block',
        measures: { standing: 47, latent: 5, staff: 74 },
        summary: /47 PHI-looking files today, in 1 place\. Apart from that, links open 5 /,
      },
    },
    {
      name: 'what everybody reaches anyway, a link does not open',
      rows: { scope: [aScope({ ...notes, standingOrgWide: YES, hasAnyoneLink: true })] },
      expect: { measures: { standing: 47, latent: 0 } },
    },
    {
      name: 'beside a site that is meant to be open',
      rows: {
        scope: [
          aScope({ id: 'archive', ...notes, standingOrgWide: YES }),
          aScope({ id: 'news', sensitiveFiles: 3, standingOrgWide: YES, isIntended: true }),
        ],
      },
      expect: {
        objects: ['archive'],
        measures: { standing: 47, standingIntended: 3 },
        summary: /in 1 place, beside 3 PHI-looking files on sites that are meant to be open to all\. Apart/,
      },
    },
    {
      name: 'Restricted Access Control that lets everybody in',
      rows: { scope: [aScope({ ...notes, grantedOrgWide: YES, standingOrgWide: YES, restrictedTo: known(['all-staff']) })] },
      expect: { measures: { standing: 47, behindRestriction: 0 } },
    },
    { name: 'one seen in part', rows: { scope: [aScope({ ...notes, standingOrgWide: YES })] }, partial: FORBIDDEN },
    {
      name: 'one for certain, one perhaps',
      rows: { scope: [aScope({ ...notes, standingOrgWide: YES }), aScope({ id: 'other', ...notes, standingOrgWide: GAP })] },
      expect: { measures: { standing: 47, undecided: 1 } },
    },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'a site group that could not be read', rows: { scope: [aScope({ ...notes, standingOrgWide: GAP })] } },
    {
      name: 'Restricted Access Control whose groups could not be read',
      rows: {
        scope: [aScope({ ...notes, grantedOrgWide: YES, standingOrgWide: GAP, restrictedTo: known(['group-1']) })],
      },
    },
    { name: 'a list that may be cut', rows: { scope: [aScope({ ...notes, isAtLeast: true })] } },
    {
      name: 'everybody reaches a library not read whole',
      rows: { scope: [aScope({ standingOrgWide: YES, isPartlyRead: true })] },
    },
    {
      name: 'the link number survives',
      rows: { scope: [aScope({ ...notes, standingOrgWide: GAP, hasOrganizationLink: true })] },
      expect: { measures: { latent: 47 } },
    },
  ],
});

it('EXP-002 names the list of the configuration', () => {
  expect(rule.meta.remediation.steps.join(' ')).toContain('intendedGroups');
});

it.each([
  [
    'the claim with its SharePoint group',
    [aGrant(), anEveryoneGrant({ via: 'Visitors' })],
    'Everyone except external users (in Visitors)',
  ],
  ['no single grant', [aGrant()], 'several groups together'],
])('EXP-002 says by what: %s', async (_, grants, grantedTo) => {
  const { objects } = await assess(rule, { rows: { scope: [aScope({ ...notes, standingOrgWide: YES, grants })] } });
  expect(objects[0]?.detail).toMatchObject({ grantedTo, sensitiveFiles: 47 });
});
