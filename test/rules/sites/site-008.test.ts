/** SITE-008: the site's level below the tenant's, lists of domains of either, and what is not known. */
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint, type SharePointTenant, type SiteProperties } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sites/site-008.js';
import { aSite, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { someSharePointTenant } from '../../kit/sharepoint-settings.js';

const NONE = { sharingDomainRestrictionMode: 'None', sharingAllowedDomainList: [] } as const;
const tenant = (over: Partial<SharePointTenant> = {}) => ({ sharePointTenant: [someSharePointTenant({ ...NONE, ...over })] });
const site = (properties: Partial<SiteProperties>, over: Parameters<typeof aSite>[0] = {}) => ({
  site: [aSite({ sensitiveWord: known('patient'), properties, ...over })],
});
const byGraph = {
  sharingCapability: 'externalUserSharingOnly',
  sharingDomainRestrictionMode: 'none',
  sharingAllowedDomainList: [],
  sharingBlockedDomainList: [],
  isResharingByExternalUsersEnabled: null,
  deletedUserPersonalSiteRetentionPeriodInDays: null,
  isUnmanagedSyncAppForTenantRestricted: null,
  allowedDomainGuidsForSyncApp: [],
  idleSessionSignOut: null,
};
const ANYONE = 'ExternalUserAndGuestSharing';
const open = { sharingCapability: 'ExternalUserSharingOnly' } as const;

ruleCases(rule, {
  pass: [
    { name: 'a site that is not shared', rows: site({}), facts: tenant(open), expect: { message: 'none' } },
    { name: 'an open site where the tenant shares nothing', rows: site(open), facts: tenant({ sharingCapability: 'Disabled' }) },
    { name: 'a closed site, and of the tenant nothing is known', rows: site({}), facts: { sharePointTenant: FORBIDDEN } },
    {
      name: 'properties not read, where the tenant shares nothing',
      rows: { site: [aSite({ sensitiveWord: known('patient'), properties: unknown(FORBIDDEN) })] },
      facts: tenant({ sharingCapability: 'Disabled' }),
    },
    {
      name: 'guests of the domains of its own list',
      rows: site({ ...open, sharingDomainRestrictionMode: 'AllowList' }),
      facts: tenant(open),
    },
    {
      name: "guests of the domains of the tenant's list",
      rows: site(open),
      facts: tenant({ ...open, sharingDomainRestrictionMode: 'AllowList', sharingAllowedDomainList: ['lab.example'] }),
    },
    {
      name: 'an open site that holds nothing',
      rows: { site: [...site({}).site, aSite({ properties: open })] },
      facts: tenant(open),
    },
    {
      name: 'an open OneDrive',
      rows: { site: [...site({}).site, ...site(open, { isPersonal: true }).site] },
      facts: tenant(open),
    },
  ],
  fail: [
    {
      name: 'new guests',
      rows: site(open),
      facts: tenant({ sharingCapability: ANYONE }),
      expect: { objects: ['site-1'], severity: 'high', gate: 'condition', measures: { open: 1, anyone: 0 } },
    },
    { name: 'guests who exist', rows: site({ sharingCapability: ANYONE }), facts: tenant(), expect: { measures: { anyone: 0 } } },
    {
      name: 'anyone, which no list of domains limits',
      rows: site({ sharingCapability: ANYONE, sharingDomainRestrictionMode: 'AllowList' }),
      facts: tenant({ sharingCapability: ANYONE }),
      expect: { measures: { anyone: 1 } },
    },
    {
      name: 'a list of blocked domains is none',
      rows: site({ ...open, sharingDomainRestrictionMode: 'BlockList' }),
      facts: tenant(open),
    },
    {
      name: 'the tenant told by Graph alone',
      rows: site(open),
      facts: {
        sharePointTenant: FORBIDDEN,
        sharePointSettings: [byGraph],
      },
    },
  ],
  notApplicable: [
    { name: 'no site', facts: tenant() },
    { name: 'no sensitive site', rows: { site: [aSite({ properties: open })] }, facts: tenant(open) },
  ],
  notAssessed: [
    {
      name: 'the tenant shares nothing by Graph, and SharePoint was refused',
      rows: site(open),
      facts: { sharePointTenant: FORBIDDEN, sharePointSettings: [{ ...byGraph, sharingCapability: 'disabled' }] },
    },
    {
      name: "anyone on the site, guests by Graph's word and its list of domains, and SharePoint was refused",
      rows: site({ sharingCapability: ANYONE, sharingDomainRestrictionMode: 'AllowList' }),
      facts: { sharePointTenant: FORBIDDEN, sharePointSettings: [byGraph] },
    },
    {
      name: 'properties not read',
      rows: { site: [aSite({ sensitiveWord: known('patient'), properties: unknown(needsSharePoint()) })] },
      facts: tenant(open),
      expect: { summary: /certificate/ },
    },
    { name: 'the level was left out', rows: site({ sharingCapability: null }), facts: tenant(open) },
    {
      name: 'the list of domains was left out',
      rows: site({ ...open, sharingDomainRestrictionMode: null }),
      facts: tenant(open),
    },
    {
      name: 'an open site, and of the tenant nothing is known',
      rows: site(open),
      facts: { sharePointSettings: FORBIDDEN, sharePointTenant: FORBIDDEN },
    },
    {
      name: "the tenant's list of domains is not known",
      rows: site(open),
      facts: tenant({ ...open, sharingDomainRestrictionMode: null }),
    },
    {
      name: 'an open site whose names were not read',
      rows: site(open, { sensitiveWord: unknown(FORBIDDEN) }),
      facts: tenant(open),
    },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN }, facts: tenant() },
  ],
});
