/** SITE-001: everybody in a site, by which way, behind Restricted Access Control, and what is not known. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sites/site-001.js';
import { anEveryoneSiteGrant, aSite, aSiteGrant, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const open = {
  grants: known([aSiteGrant(), anEveryoneSiteGrant()]),
  grantedOrgWide: known(true),
  grantedBroad: known(true),
  standingOrgWide: known(true),
  standingBroad: known(true),
  standingReaders: known(74),
};
const fenced = { ...open, standingOrgWide: known(false), standingBroad: known(false), restrictedTo: known(['group-1']) };
const NO_TIER = unknown(needsSharePoint());

ruleCases(rule, {
  pass: [
    { name: 'a site with its own people', rows: { site: [aSite()] }, expect: { message: 'none', summary: /Checked 1 site:/ } },
    { name: 'an open site that is meant to be', rows: { site: [aSite(), aSite({ ...open, isIntended: true })] } },
    { name: 'a OneDrive, which OD-001 judges', rows: { site: [aSite(), aSite({ ...open, isPersonal: true })] } },
    {
      name: 'a link of the organization is no role',
      rows: {
        site: [aSite({ grants: known([aSiteGrant({ audience: 'organization-link', reach: 'latent', orgWide: known(false) })]) })],
      },
    },
  ],
  warn: [
    {
      name: 'open by name, behind Restricted Access Control',
      rows: { site: [aSite({ ...fenced, sensitiveWord: known('patient') })] },
      expect: { message: 'latent', severity: 'medium', gate: null, measures: { openSites: 0, latent: 1 } },
    },
    {
      name: 'behind Restricted Access Control, names not read',
      rows: { site: [aSite({ ...fenced, sensitiveWord: unknown(FORBIDDEN) })] },
      expect: { severity: 'medium', gate: null },
    },
  ],
  fail: [
    {
      name: 'everybody in the Visitors',
      rows: { site: [aSite(open), aSite({ site: { id: 'site-2' } })] },
      expect: { objects: ['site-1'], severity: 'high', gate: 'condition', measures: { openSites: 1, sensitive: 0 } },
    },
    {
      name: 'on a site with PHI-looking names',
      rows: { site: [aSite({ ...open, sensitiveWord: known('patient') })] },
      expect: { severity: 'critical', gate: 'block', measures: { sensitive: 1 } },
    },
    {
      name: 'hidden from search is not closed',
      rows: { site: [aSite({ ...open, isDiscoveryRestricted: true })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'a list of a subsite',
      rows: {
        site: [aSite({ grants: known([anEveryoneSiteGrant({ on: 'list', isTop: false })]), grantedOrgWide: known(true) })],
      },
    },
    {
      name: 'a group of all staff, and of one group the members are not known',
      rows: {
        site: [
          aSite({
            grants: known([
              aSiteGrant({ audience: 'all-staff-group', label: 'All Staff', orgWide: known(true) }),
              aSiteGrant({ orgWide: unknown(FORBIDDEN) }),
            ]),
            grantedOrgWide: known(true),
          }),
        ],
      },
      expect: { measures: { openSites: 1 } },
    },
    {
      name: 'behind a fence that lets everybody in',
      rows: { site: [aSite({ ...fenced, standingOrgWide: known(true) })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'seen by Graph on a library, without the SharePoint tier',
      rows: { site: [aSite({ ...open, grants: NO_TIER, restrictedTo: NO_TIER })] },
      expect: { objects: ['site-1'], severity: 'high' },
    },
    {
      name: 'names not read: it may be worse',
      rows: { site: [aSite({ ...open, sensitiveWord: unknown(FORBIDDEN) })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 }, summary: /Not everything could be read/ },
    },
    {
      name: 'one open, one behind a fence',
      rows: { site: [aSite(open), aSite({ ...fenced, site: { id: 'site-2' } })] },
      expect: { objects: ['site-1', 'site-2'], measures: { openSites: 1, latent: 1 } },
    },
    { name: 'one seen in part', rows: { site: [aSite(open)] }, partial: FORBIDDEN },
  ],
  notApplicable: [{ name: 'no site' }, { name: 'only a OneDrive', rows: { site: [aSite({ isPersonal: true })] } }],
  notAssessed: [
    {
      name: 'no SharePoint tier',
      rows: { site: [aSite({ grants: NO_TIER, grantedOrgWide: NO_TIER })] },
      expect: { summary: /certificate/ },
    },
    { name: 'grants not read, and Graph saw nothing', rows: { site: [aSite({ grants: NO_TIER })] } },
    {
      name: 'members of a group not known',
      rows: {
        site: [aSite({ grants: known([aSiteGrant({ orgWide: unknown(FORBIDDEN) })]), grantedOrgWide: unknown(FORBIDDEN) })],
      },
    },
    { name: 'the same on a second site', rows: { site: [aSite(), aSite({ grantedOrgWide: unknown(FORBIDDEN) })] } },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
    { name: 'none seen in part', rows: { site: [aSite()] }, partial: FORBIDDEN },
  ],
});

it('SITE-001 says who, through which group, with which role, where, for how many', async () => {
  const grants = known([
    anEveryoneSiteGrant({ isForeignClaim: true }),
    anEveryoneSiteGrant({ role: 'write', on: 'list', title: 'Intake', url: 'https://x.example/Intake', isTop: false, via: null }),
  ]);
  const { objects } = await assess(rule, { rows: { site: [aSite({ ...open, grants })] } });
  expect(objects[0]?.detail).toMatchObject({
    grantedTo: 'Everyone except external users',
    through: null,
    role: 'write',
    readers: 74,
    foreignTenantClaim: true,
    grants:
      'Everyone except external users: write on the list Intake (https://x.example/Intake), ' +
      'Everyone except external users (in Front office Visitors): read on the site Front office (https://clinic.sharepoint.example/sites/FrontOffice)',
  });
});

it('SITE-001 names the cmdlet and the list of the configuration', () => {
  const steps = rule.meta.remediation.steps.join(' ');
  expect(steps).toContain('Remove-SPOUser -Site');
  expect(steps).toContain('intendedGroups');
});
