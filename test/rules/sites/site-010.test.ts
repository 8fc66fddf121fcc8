/** SITE-010: what shields an open sensitive site, what only hides it, and where that is not known. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint, type SharePointTenant } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sites/site-010.js';
import { aScope, aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';
import { someSharePointTenant } from '../../kit/sharepoint-settings.js';

const AWAY = unknown(FORBIDDEN);
const PHI = { sensitiveWord: known('patient') };
const open = {
  ...PHI,
  grantedOrgWide: known(true),
  grantedBroad: known(true),
  standingOrgWide: known(true),
  standingBroad: known(true),
};
const fence = { restrictedTo: known(['group-1']), standingOrgWide: known(false), standingBroad: known(false) };
const hidden = { isDiscoveryRestricted: true };
const place = { sensitiveWord: 'patient intake', sensitiveFiles: 9, standingBroad: known(true) };
const tenant = (over: Partial<SharePointTenant> = {}) => ({ sharePointTenant: [someSharePointTenant(over)] });
const searchOn = (...sites: string[]) => tenant({ restrictedSearchMode: known('Enabled'), restrictedSearchSites: known(sites) });
const url = aSite().site.webUrl;

ruleCases(rule, {
  pass: [
    {
      name: 'behind Restricted Access Control',
      rows: { site: [aSite({ ...open, ...fence })] },
      facts: tenant(),
      expect: { message: 'fenced' },
    },
    {
      name: 'behind Restricted Access Control, of the tenant nothing is known',
      rows: { site: [aSite({ ...open, ...fence })] },
      facts: { sharePointTenant: FORBIDDEN },
    },
  ],
  warn: [
    {
      name: 'hidden by Restricted Content Discovery: mitigated, not fixed',
      rows: { site: [aSite({ ...open, ...hidden })] },
      facts: tenant(),
      expect: { message: 'hidden', severity: 'low', gate: null, summary: /^Mitigated, not fixed/ },
    },
    {
      name: 'hidden, of the tenant nothing is known',
      rows: { site: [aSite({ ...open, ...hidden })] },
      facts: { sharePointTenant: FORBIDDEN },
    },
    {
      name: 'hidden by Restricted SharePoint Search, which is to be left',
      rows: { site: [aSite(open)] },
      facts: searchOn('https://clinic.sharepoint.example/sites/News'),
      expect: { message: 'hidden', summary: /retiring, so make a plan to leave it/ },
    },
  ],
  fail: [
    {
      name: 'nothing shields it',
      rows: { site: [aSite(open)] },
      facts: tenant(),
      expect: { message: 'open', severity: 'medium', gate: null, objects: ['site-1'], measures: { open: 1, hidden: 0 } },
    },
    {
      name: 'open to many',
      rows: { site: [aSite({ ...PHI, grantedBroad: known(true), standingBroad: known(true) })] },
      facts: tenant(),
    },
    {
      name: 'let through by Restricted SharePoint Search',
      rows: { site: [aSite(open)] },
      facts: searchOn(`${url.toUpperCase()}/`),
      expect: { summary: /make a plan to leave it/ },
    },
    {
      name: 'a folder in it that many reach',
      rows: { site: [aSite(PHI)], scope: [aScope(place)] },
      facts: tenant(),
      expect: { objects: ['site-1'] },
    },
    {
      name: 'a folder with a link for the organization',
      rows: { scope: [aScope({ ...place, standingBroad: known(false), hasOrganizationLink: true })], site: [aSite(PHI)] },
      facts: tenant(),
    },
    {
      name: 'the site and a folder in it are one object',
      rows: { site: [aSite(open)], scope: [aScope(place), aScope({ ...place, id: 'drive-1/item-2' })] },
      facts: tenant(),
      expect: { objects: ['site-1'], measures: { open: 1 } },
    },
    {
      name: 'one open, one hidden',
      rows: { site: [aSite(open), aSite({ ...open, ...hidden, site: { id: 'site-2' } })] },
      facts: tenant(),
      expect: { objects: ['site-1', 'site-2'], measures: { open: 1, hidden: 1 } },
    },
    {
      name: 'the places were not read, and the site is open',
      rows: { site: [aSite(open)], scope: FORBIDDEN },
      facts: tenant(),
      expect: { summary: /Not everything could be read/ },
    },
  ],
  notApplicable: [
    { name: 'no site', facts: tenant() },
    { name: 'closed', rows: { site: [aSite(PHI)], scope: [aScope({ sensitiveFiles: 3 })] }, facts: tenant() },
    { name: 'open, and nothing sensitive', rows: { site: [aSite({ ...open, sensitiveWord: known(null) })] }, facts: tenant() },
    {
      name: 'meant to be open',
      rows: { site: [aSite({ ...open, isIntended: true })], scope: [aScope({ ...place, isIntended: true })] },
      facts: tenant(),
    },
    {
      name: 'a OneDrive',
      rows: { site: [aSite({ ...open, isPersonal: true })], scope: [aScope({ ...place, isPersonal: true })] },
      facts: tenant(),
    },
    { name: 'an open folder that is not sensitive', rows: { scope: [aScope({ standingBroad: known(true) })] }, facts: tenant() },
    {
      name: 'a link that Restricted Access Control stops',
      rows: { scope: [aScope({ ...place, ...fence, hasOrganizationLink: true })] },
      facts: tenant(),
    },
  ],
  notAssessed: [
    { name: 'whether a fence stands is not known', rows: { site: [aSite({ ...open, restrictedTo: AWAY })] }, facts: tenant() },
    { name: 'open, names not read', rows: { site: [aSite({ ...open, sensitiveWord: AWAY })] }, facts: tenant() },
    { name: 'who reads it is not known', rows: { site: [aSite({ ...PHI, standingBroad: AWAY })] }, facts: tenant() },
    {
      name: 'open, and the mode of the search is not known',
      rows: { site: [aSite(open)] },
      facts: tenant({ restrictedSearchMode: AWAY }),
    },
    {
      name: 'open, and the list of the search is not known',
      rows: { site: [aSite(open)] },
      facts: tenant({ restrictedSearchMode: known('Enabled'), restrictedSearchSites: AWAY }),
    },
    { name: 'open, no settings at all', rows: { site: [aSite(open)] } },
    {
      name: 'open, no SharePoint tier',
      rows: { site: [aSite(open)] },
      facts: { sharePointTenant: needsSharePoint() },
      expect: { summary: /certificate/ },
    },
    {
      name: 'who reaches a sensitive folder is not known',
      rows: { scope: [aScope({ ...place, standingBroad: AWAY })] },
      facts: tenant(),
    },
    {
      name: 'an open library that was not read whole',
      rows: { scope: [aScope({ kind: 'root', standingBroad: known(true), isPartlyRead: true })] },
      facts: tenant(),
    },
    {
      name: 'a sensitive folder whose list may be cut',
      rows: { scope: [aScope({ ...place, standingBroad: known(false), isAtLeast: true })] },
      facts: tenant(),
    },
    { name: 'closed, and the places were not read', rows: { site: [aSite(PHI)], scope: FORBIDDEN }, facts: tenant() },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN }, facts: tenant() },
  ],
});

it('SITE-010 names the site and not the folder, whichever came first', async () => {
  const rows = { site: [aSite(open)], scope: [aScope(place)] };
  const { objects } = await assess(rule, { rows, facts: tenant() });
  expect(objects.map((o) => [o.type, o.name, o.detail])).toEqual([
    ['site', 'Front office', { because: 'a site open to everybody or to many', hiddenBy: null }],
  ]);
});

it('SITE-010 never advises to switch Restricted SharePoint Search on', () => {
  const { summary, steps } = rule.meta.remediation;
  const about = [summary, ...steps].filter((step) => step.includes('Restricted SharePoint Search'));
  expect(about).toEqual([expect.stringMatching(/^Where Restricted SharePoint Search is on, make a plan to leave it/)]);
});
