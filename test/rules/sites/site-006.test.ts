/** SITE-006: what counts as inactive, what counts as closed, and when it is worse. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sites/site-006.js';
import { aSite, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const AWAY = unknown(FORBIDDEN);
const PHI = { sensitiveWord: known('patient') };
const idle = { lastActivity: known(daysAgo(400)) };
const ancient = { lastActivity: known(daysAgo(1500)) };
const everybody = { standingOrgWide: known(true), standingBroad: known(true), standingReaders: known(74) };
const many = { standingBroad: known(true), standingReaders: known(30) };

ruleCases(rule, {
  pass: [
    { name: 'a site in use', rows: { site: [aSite()] }, expect: { message: 'none' } },
    { name: 'active to the day', rows: { site: [aSite({ lastActivity: known(daysAgo(180)) })] } },
    { name: 'a site in use of which nothing else is known', rows: { site: [aSite({ properties: AWAY, restrictedTo: AWAY })] } },
    { name: 'archived by Graph', rows: { site: [aSite({ ...idle, site: { isArchived: true } })] } },
    { name: 'archived by SharePoint', rows: { site: [aSite({ ...idle, properties: { archiveStatus: 'FullyArchived' } })] } },
    { name: 'locked', rows: { site: [aSite({ ...idle, properties: { lockState: 'NoAccess' } })] } },
    {
      name: 'read-only, which is said',
      rows: { site: [aSite({ ...idle, ...everybody, properties: { lockState: 'ReadOnly' } })] },
      expect: { measures: { readOnly: 1 }, summary: /read-only, which closes nothing for those who read: 1/ },
    },
    { name: 'behind Restricted Access Control', rows: { site: [aSite({ ...idle, restrictedTo: known([]) })] } },
    { name: 'archived, and never dated', rows: { site: [aSite({ lastActivity: AWAY, site: { isArchived: true } })] } },
    {
      name: 'never used, and new',
      rows: { site: [aSite({ lastActivity: known(null), site: { createdDateTime: daysAgo(9) } })] },
    },
    { name: 'a OneDrive', rows: { site: [aSite(), aSite({ ...ancient, isPersonal: true })] } },
    { name: 'a site of the system', rows: { site: [aSite(), aSite({ ...ancient, properties: { template: 'APPCATALOG#0' } })] } },
    { name: 'idle, where longer is allowed', rows: { site: [aSite(idle)] }, thresholds: { inactiveSiteDays: 500 } },
  ],
  fail: [
    {
      name: 'idle, and closed to most',
      rows: { site: [aSite(idle), aSite({ site: { id: 'site-2' } })] },
      expect: { objects: ['site-1'], severity: 'medium', gate: null, measures: { inactive: 1, broad: 0 } },
    },
    { name: 'never used, and old', rows: { site: [aSite({ lastActivity: known(null) })] }, expect: { severity: 'medium' } },
    { name: 'closed to additions only', rows: { site: [aSite({ ...idle, properties: { lockState: 'NoAdditions' } })] } },
    { name: 'reactivating', rows: { site: [aSite({ ...idle, properties: { archiveStatus: '' } })] } },
    {
      name: 'idle and open to many',
      rows: { site: [aSite({ ...idle, ...many })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'idle, open to everybody, sensitive, but not for so long',
      rows: { site: [aSite({ ...idle, ...everybody, ...PHI })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'four years idle, open to many, sensitive',
      rows: { site: [aSite({ ...ancient, ...many, ...PHI })] },
      expect: { severity: 'critical', gate: 'block', measures: { broad: 1 } },
    },
    {
      name: 'four years idle, open, names not read',
      rows: { site: [aSite({ ...ancient, ...many, sensitiveWord: AWAY })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'idle, who reads it is not known',
      rows: { site: [aSite({ ...idle, standingBroad: AWAY })] },
      expect: { severity: 'medium', gate: null, measures: { undecided: 1 } },
    },
    {
      name: 'an intended site is inactive, and no more',
      rows: { site: [aSite({ ...ancient, ...everybody, ...PHI, isIntended: true })] },
      expect: { severity: 'medium', gate: null, measures: { broad: 0 } },
    },
    { name: 'hidden from search is not closed', rows: { site: [aSite({ ...idle, isDiscoveryRestricted: true })] } },
  ],
  notApplicable: [{ name: 'no site' }, { name: 'only a OneDrive', rows: { site: [aSite({ ...idle, isPersonal: true })] } }],
  notAssessed: [
    {
      name: 'an old date, and the other source was refused',
      rows: { site: [aSite({ lastActivity: known(daysAgo(400)), activityGap: FORBIDDEN })] },
    },
    { name: 'last activity not known', rows: { site: [aSite({ lastActivity: AWAY })] } },
    {
      name: 'idle by the usage report, without the SharePoint tier',
      rows: { site: [aSite({ ...idle, properties: unknown(needsSharePoint()), restrictedTo: unknown(needsSharePoint()) })] },
      expect: { summary: /certificate/ },
    },
    { name: 'idle, the lock was left out', rows: { site: [aSite({ ...idle, properties: { lockState: null } })] } },
    { name: 'idle, whether a fence stands is not known', rows: { site: [aSite({ ...idle, restrictedTo: AWAY })] } },
    {
      name: 'neither used nor dated',
      rows: { site: [aSite({ lastActivity: known(null), site: { createdDateTime: null } })] },
      expect: { summary: /neither a date of activity/ },
    },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
  ],
});

it('SITE-006 says since when, for how many', async () => {
  const { objects } = await assess(rule, { rows: { site: [aSite({ ...ancient, ...everybody, ...PHI })] } });
  expect(objects[0]?.detail).toMatchObject({
    daysInactive: 1500,
    lastActivity: daysAgo(1500),
    openToMany: true,
    readers: 74,
    matchedWord: 'patient',
  });
});
