/** Two worlds of joined rows and facts in which nearly every rule comes to a word: all is well in one, everything offends in the other. */

import { known } from '../../src/evidence/known.js';
import { BAD_PURVIEW, GOOD_PURVIEW } from './purview-worlds.js';
import {
  aDrive,
  aGrant,
  aGroup,
  aLink,
  anApp,
  anEveryoneGrant,
  anEveryoneSiteGrant,
  aPerson,
  aPersona,
  aScope,
  aSite,
  daysAgo,
} from './rows.js';
import type { World } from './rule-cases.js';
import { anOpenSharePointTenant, someSharePointTenant } from './sharepoint-settings.js';

const PREMIUM = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';

/** Business Premium with the plans that the rules ask for. */
const sku = {
  id: 'tenant_sku',
  skuId: PREMIUM,
  skuPartNumber: 'SPB',
  capabilityStatus: 'Enabled',
  consumedUnits: 74,
  enabledUnits: 74,
  servicePlans: [
    '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
    '6c57d4b6-3b23-47a5-9bc9-69f17b4947b3',
    '9bec7e34-c9fa-40b7-a9d1-bd6d1165c7ed',
    '0aedf20c-091d-420b-aadf-30c042609612',
    '3f30311c-6b1e-48a4-ab79-725b469da960',
    '2f442157-a11c-46b9-ae5b-6e39ff4e5849',
    '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34',
  ].map((id) => ({ id, name: id, status: 'Success', appliesTo: 'User' })),
};

const dlpOnDevices = {
  id: '64bfac92-2b17-4482-b5e5-a0304429de3e',
  name: 'MICROSOFTENDPOINTDLP',
  status: 'Success',
  appliesTo: 'User',
};

const insiderRisk = { ...dlpOnDevices, id: '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34', name: 'INSIDER_RISK_MANAGEMENT' };

const automaticLabels = { ...dlpOnDevices, id: 'efb0351d-3b08-4503-993d-383af8de41e3', name: 'MIP_S_CLP2' };

const settings = {
  sharingCapability: 'existingExternalUserSharingOnly',
  sharingDomainRestrictionMode: 'allowList',
  sharingAllowedDomainList: ['partner.example'],
  sharingBlockedDomainList: [],
  isResharingByExternalUsersEnabled: false,
  deletedUserPersonalSiteRetentionPeriodInDays: 30,
  isUnmanagedSyncAppForTenantRestricted: true,
  allowedDomainGuidsForSyncApp: ['d1'],
  idleSessionSignOut: { isEnabled: true, signOutAfterInSeconds: 3600 },
};

const label = { id: 'label', name: 'PHI', parentId: null, hasProtection: true, priority: 1 };

export const GOOD: World = {
  totals: { personas: 1 },
  rows: {
    ...GOOD_PURVIEW.rows,
    person: [aPerson({ hasCopilot: known(true) }), aPerson({ user: { id: 'guest', userType: 'Guest' } })],
    group: [aGroup(), aGroup({ group: { id: 'team-1', isTeam: true } })],
    drive: [aDrive()],
    scope: [
      aScope(),
      aScope({ id: 'drive-1/personal', isPersonal: true, sensitiveFiles: 2 }),
      aScope({ id: 'drive-1/one-drive', isPersonal: true, kind: 'root' }),
      aScope({ id: 'drive-1/labelled', files: 40, sensitiveFiles: 40, sensitiveLabelRead: 40, sensitiveLabelled: 40 }),
    ],
    app: [anApp()],
    site: [
      aSite(),
      aSite({ site: { id: 'site-2' }, collectionId: 'collection-2', nameWord: 'patient', sensitiveWord: known('patient') }),
      aSite({ site: { id: 'site-3', isPersonal: true }, collectionId: 'collection-3', isPersonal: true }),
    ],
    link: [aLink()],
    persona: [aPersona()],
  },
  facts: {
    subscribedSkus: [sku],
    securityDefaults: [{ isEnabled: true }],
    authorizationPolicy: [
      {
        allowInvitesFrom: 'none',
        guestUserRoleId: '2af84b1e-32c8-42b7-82bc-daa82404023b',
        permissionGrantPoliciesAssigned: [],
        allowedToCreateApps: false,
      },
    ],
    sharePointSettings: [settings],
    sharePointTenant: [someSharePointTenant()],
    sensitivityLabels: [label],
    ...GOOD_PURVIEW.facts,
  },
};

const link = aGrant({ audience: 'organization-link', reach: 'latent', role: 'write', readers: known(0) });
const wide = {
  sensitiveWord: 'patient intake',
  sensitiveFiles: 40,
  files: 40,
  newestFile: daysAgo(1500),
  oldestFile: daysAgo(1600),
  lastModified: daysAgo(1500),
  creatorDeparted: known(true),
  grants: [
    anEveryoneGrant({ role: 'write' }),
    link,
    { ...link, audience: 'anyone-link' as const },
    aGrant({ audience: 'guest', label: 'Gil Guest', readers: known(0), guestDomain: 'gmail.com' }),
  ],
  sensitiveLabelRead: 40,
  labelRead: 40,
  grantedOrgWide: known(true),
  grantedBroad: known(true),
  standingOrgWide: known(true),
  standingBroad: known(true),
  standingBroadWrite: known(true),
  standingReaders: known(74),
  directReaders: known(30),
  hasOrganizationLink: true,
  hasAnyoneLink: true,
};

const old = known({ lastSuccessful: daysAgo(400), lastInteractive: null, lastNonInteractive: null });
const left = {
  leftOn: known(daysAgo(300)),
  departed: known(true),
  lastSignIn: known(daysAgo(400)),
  suspectedLeaver: known(true),
};

const everyone = known([anEveryoneSiteGrant()]);
/** A site about patients that is open to everybody, forgotten, shared outside, and looked after by somebody who left. */
const openSite = {
  nameWord: 'patient',
  sensitiveWord: known('patient'),
  sensitiveFiles: 40,
  grants: everyone,
  grantedOrgWide: known(true),
  grantedBroad: known(true),
  standingOrgWide: known(true),
  standingBroad: known(true),
  standingReaders: known(74),
  lastActivity: known(daysAgo(1500)),
  properties: { sharingCapability: 'ExternalUserAndGuestSharing' as const, sensitivityLabel: '' },
  containerLabel: known(null),
  owners: known([{ name: 'Dana Example', departed: known(true) }]),
  admins: known([{ name: 'Dana Example', kind: 'person' as const, departed: known(true) }]),
  accessRequests: known([
    {
      webUrl: 'https://clinic.sharepoint.example/sites/Patients',
      to: 'dana@clinic.example',
      departed: known(true),
      membersCanShare: true,
    },
  ]),
  lists: known([
    { title: 'Documents', url: 'https://clinic.sharepoint.example/sites/Patients/Documents', items: 9000, unique: 6000 },
  ]),
};

export const BAD: World = {
  totals: {
    files: 300,
    labelRead: 300,
    labelled: 10,
    sitesCoverage: 10,
    wholeSites: 1,
    wholeDrives: 1,
    enabledMembers: known(74),
    personas: 1,
  },
  rows: {
    ...BAD_PURVIEW.rows,
    person: [
      aPerson({
        user: { id: 'left', signIn: old },
        ...left,
        hasCopilot: known(true),
        reach: { files: 3000, sensitiveFiles: 40 },
      }),
      aPerson({ user: { id: 'left-too', displayName: 'Bea', signIn: old }, ...left, reach: { files: 3000, sensitiveFiles: 40 } }),
      aPerson({ user: { id: 'never' }, lastSignIn: known(null) }),
      aPerson({ user: { id: 'disabled', accountEnabled: false }, departed: known(true), ownedGroups: known(['Front office']) }),
      aPerson({ user: { id: 'guest', userType: 'Guest' }, lastSignIn: known(daysAgo(400)) }),
    ],
    group: [
      aGroup({ group: { visibility: 'Public' }, owners: known([]) }),
      aGroup({ group: { id: 'group-2', visibility: 'Public' }, owners: known([{ name: 'Ada', departed: known(true) }]) }),
      aGroup({
        group: { id: 'team-1', isTeam: true },
        guests: known([{ name: 'Gil Guest', domain: 'gmail.com' }]),
        sensitiveWord: known('patient'),
      }),
    ],
    drive: [
      aDrive({ ownerDeparted: known(true), ownerLeftOn: known(daysAgo(300)), liveShares: known(3) }),
      aDrive({ drive: { id: 'drive-2' }, ownerDeparted: known(true), ownerLeftOn: known(daysAgo(200)), liveShares: known(2) }),
    ],
    scope: [
      aScope(wide),
      aScope({ ...wide, id: 'drive-1/b', isPersonal: true }),
      aScope({ ...wide, id: 'drive-1/one-drive', isPersonal: true, kind: 'root' }),
      aScope({ ...wide, id: 'drive-1/c', kind: 'file' }),
    ],
    app: [
      anApp({ aiTool: { name: 'Otter.ai', matchedBy: 'host' }, applicationRoles: known(['Mail.Read']) }),
      anApp({ app: { id: 'sp-2' }, aiTool: { name: 'Claude', matchedBy: 'host' }, applicationRoles: known(['Mail.Read']) }),
    ],
    site: [
      aSite(openSite),
      aSite({ ...openSite, site: { id: 'site-2' }, collectionId: 'collection-2' }),
      aSite({ ...openSite, site: { id: 'site-3', isPersonal: true }, collectionId: 'collection-3', isPersonal: true }),
    ],
    link: [
      aLink({ scope: 'anonymous', canEdit: true, creatorDeparted: known(true), sensitive: true }),
      aLink({ id: 'drive-1/item-2/link-2', scope: 'organization', creatorDeparted: known(true) }),
    ],
    persona: [
      aPersona({
        reached: [
          {
            site: { ...aSite().site, id: 'site-2', displayName: 'Patients' },
            files: 40,
            sensitiveFiles: 40,
            isForbidden: true,
            isOwn: false,
            path: ['Hanna Example', 'Everyone except external users', 'Patients'],
          },
        ],
      }),
    ],
  },
  facts: {
    // Of the capabilities only DLP on devices, insider risk and automatic labels are owned, so that their lack is a finding and not a licence.
    subscribedSkus: [
      {
        ...sku,
        skuId: '639dec6b-bb19-468b-871c-c5c441c4b0cb',
        enabledUnits: 1,
        servicePlans: [dlpOnDevices, insiderRisk, automaticLabels],
      },
    ],
    securityDefaults: [{ isEnabled: false }],
    authorizationPolicy: [
      {
        allowInvitesFrom: 'everyone',
        guestUserRoleId: 'a0b1b346-4d3e-4e8b-98f8-753987be4970',
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
        allowedToCreateApps: true,
      },
    ],
    sharePointSettings: [
      {
        ...settings,
        sharingCapability: 'externalUserAndGuestSharing',
        sharingDomainRestrictionMode: 'blockList',
        sharingAllowedDomainList: [],
        sharingBlockedDomainList: ['rival.example'],
        isResharingByExternalUsersEnabled: true,
        isUnmanagedSyncAppForTenantRestricted: false,
        allowedDomainGuidsForSyncApp: [],
        idleSessionSignOut: { isEnabled: false, signOutAfterInSeconds: null },
      },
    ],
    sharePointTenant: [
      anOpenSharePointTenant({
        defaultSharingLinkType: 'Internal',
        sharingDomainRestrictionMode: 'BlockList',
        sharingBlockedDomainList: ['rival.example'],
      }),
    ],
    ...BAD_PURVIEW.facts,
  },
};

/** Nothing at all, and read whole. */
export const EMPTY: World = {};
