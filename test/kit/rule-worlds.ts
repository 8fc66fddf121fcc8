/** Two worlds of joined rows and facts in which nearly every rule comes to a word: all is well in one, everything offends in the other. */

import { known } from '../../src/evidence/known.js';
import { aDrive, aGrant, aGroup, anApp, anEveryoneGrant, aPerson, aScope, daysAgo } from './rows.js';
import type { World } from './rule-cases.js';

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
  ].map((id) => ({ id, name: id, status: 'Success', appliesTo: 'User' })),
};

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
  rows: {
    person: [aPerson({ hasCopilot: known(true) }), aPerson({ user: { id: 'guest', userType: 'Guest' } })],
    group: [aGroup()],
    drive: [aDrive()],
    scope: [aScope(), aScope({ id: 'drive-1/personal', isPersonal: true, sensitiveFiles: 2 })],
    app: [anApp()],
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
    sensitivityLabels: [label],
    dlpPolicies: [{ id: 'p', name: 'HIPAA', mode: 'Enable' }],
    auditConfiguration: [{ unifiedAuditLogIngestionEnabled: true }],
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
  grants: [anEveryoneGrant({ role: 'write' }), link, { ...link, audience: 'anyone-link' as const }],
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

export const BAD: World = {
  totals: { files: 100, sitesCoverage: 10, wholeSites: 1, wholeDrives: 1, enabledMembers: known(74) },
  rows: {
    person: [
      aPerson({ user: { id: 'left', signIn: old }, ...left, hasCopilot: known(true) }),
      aPerson({ user: { id: 'left-too', displayName: 'Bea', signIn: old }, ...left }),
      aPerson({ user: { id: 'never' }, lastSignIn: known(null) }),
      aPerson({ user: { id: 'disabled', accountEnabled: false }, departed: known(true), ownedGroups: known(['Front office']) }),
      aPerson({ user: { id: 'guest', userType: 'Guest' }, lastSignIn: known(daysAgo(400)) }),
    ],
    group: [
      aGroup({ group: { visibility: 'Public' }, owners: known([]) }),
      aGroup({ group: { id: 'group-2', visibility: 'Public' }, owners: known([{ name: 'Ada', departed: known(true) }]) }),
    ],
    drive: [
      aDrive({ ownerDeparted: known(true), ownerLeftOn: known(daysAgo(300)), liveShares: known(3) }),
      aDrive({ drive: { id: 'drive-2' }, ownerDeparted: known(true), ownerLeftOn: known(daysAgo(200)), liveShares: known(2) }),
    ],
    scope: [
      aScope(wide),
      aScope({ ...wide, id: 'drive-1/b', isPersonal: true }),
      aScope({ ...wide, id: 'drive-1/c', kind: 'file' }),
    ],
    app: [
      anApp({ aiTool: { name: 'Otter.ai', matchedBy: 'host' }, applicationRoles: known(['Mail.Read']) }),
      anApp({ app: { id: 'sp-2' }, aiTool: { name: 'Claude', matchedBy: 'host' }, applicationRoles: known(['Mail.Read']) }),
    ],
  },
  facts: {
    subscribedSkus: [{ ...sku, skuId: '639dec6b-bb19-468b-871c-c5c441c4b0cb', enabledUnits: 1, servicePlans: [] }],
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
      },
    ],
    auditConfiguration: [{ unifiedAuditLogIngestionEnabled: false }],
  },
};

/** Nothing at all, and read whole. */
export const EMPTY: World = {};
