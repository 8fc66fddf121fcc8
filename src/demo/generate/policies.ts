/** Policies as an old tenant has them that nobody ever tuned. */
import type { SimulatedTenant, StoredLabel } from '../tenant.js';
import type { Making } from './making.js';
import type { StoredUser } from './people.js';

type Policies = Pick<
  SimulatedTenant,
  'conditionalAccess' | 'securityDefaults' | 'authorizationPolicy' | 'sharePointSettings' | 'roleDefinitions' | 'roleAssignments'
>;

/** Built-in roles with the ids that are the same in every tenant. */
const ROLES = [
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator'],
  ['f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'],
  ['729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'],
] as const;

export const GLOBAL_ADMINISTRATOR = ROLES[0][0];

export const RESTRICTED_GUEST = '2af84b1e-32c8-42b7-82bc-daa82404023b';

export function makePolicies(making: Making, globalAdmins: readonly StoredUser[], helpdesk: readonly StoredUser[]): Policies {
  const { random } = making;
  const assignment = (user: StoredUser, roleDefinitionId: string): Policies['roleAssignments'][number] => ({
    id: random.base64url(48),
    principalId: user.id,
    roleDefinitionId,
    directoryScopeId: '/',
  });
  return {
    conditionalAccess: [],
    securityDefaults: {
      id: '00000000-0000-0000-0000-000000000005',
      displayName: 'Security Defaults',
      description: 'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
      isEnabled: true,
    },
    authorizationPolicy: {
      id: 'authorizationPolicy',
      displayName: 'Authorization Policy',
      description: 'Used to manage authorization related settings across the company.',
      allowInvitesFrom: 'everyone',
      allowUserConsentForRiskyApps: null,
      allowedToSignUpEmailBasedSubscriptions: true,
      allowedToUseSSPR: true,
      allowEmailVerifiedUsersToJoinOrganization: false,
      blockMsolPowerShell: false,
      guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
      defaultUserRolePermissions: {
        allowedToCreateApps: true,
        allowedToCreateSecurityGroups: true,
        allowedToCreateTenants: true,
        allowedToReadBitlockerKeysForOwnedDevice: true,
        allowedToReadOtherUsers: true,
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
      },
    },
    sharePointSettings: {
      id: making.tenantId,
      allowedDomainGuidsForSyncApp: [],
      availableManagedPathsForSiteCreation: ['/sites/', '/teams/'],
      deletedUserPersonalSiteRetentionPeriodInDays: 30,
      excludedFileExtensionsForSyncApp: [],
      idleSessionSignOut: { isEnabled: false, signOutAfterInSeconds: 0, warnAfterInSeconds: 0 },
      imageTaggingOption: 'basic',
      isCommentingOnSitePagesEnabled: true,
      isFileActivityNotificationEnabled: true,
      isLegacyAuthProtocolsEnabled: true,
      isLoopEnabled: true,
      isMacSyncAppEnabled: true,
      isRequireAcceptingUserToMatchInvitedUserEnabled: false,
      isResharingByExternalUsersEnabled: true,
      isSharePointMobileNotificationEnabled: true,
      isSharePointNewsfeedEnabled: true,
      isSiteCreationEnabled: true,
      isSiteCreationUIEnabled: true,
      isSitePagesCreationEnabled: true,
      isSitesStorageLimitAutomatic: true,
      isSyncButtonHiddenOnPersonalSite: false,
      isUnmanagedSyncAppForTenantRestricted: false,
      personalSiteDefaultStorageLimitInMB: 1_048_576,
      sharingAllowedDomainList: [],
      sharingBlockedDomainList: [],
      sharingCapability: 'externalUserSharingOnly',
      sharingDomainRestrictionMode: 'none',
      siteCreationDefaultManagedPath: '/sites/',
      siteCreationDefaultStorageLimitInMB: 26_214_400,
      tenantDefaultTimezone: '(UTC-06:00) Central Time (US and Canada)',
    },
    roleDefinitions: ROLES.map(([id, displayName]) => ({
      id,
      displayName,
      description: displayName,
      isBuiltIn: true,
      isEnabled: true,
      resourceScopes: ['/'],
      templateId: id,
      version: '1',
    })),
    roleAssignments: [
      ...globalAdmins.map((user) => assignment(user, GLOBAL_ADMINISTRATOR)),
      ...helpdesk.map((user) => assignment(user, ROLES[5][0])),
    ],
  };
}

/** Five labels, as a practice publishes that has begun. */
export function makeLabels(making: Making): StoredLabel[] {
  const label = (name: string, priority: number, hasProtection: boolean): StoredLabel => ({
    id: making.random.guid(),
    name,
    displayName: name,
    description: name,
    toolTip: name,
    priority,
    isDefault: name === 'General',
    isEndpointProtectionEnabled: false,
    isScopedToUser: true,
    hasProtection,
    actionSource: 'manual',
    sublabels: [],
  });
  return [
    label('Public', 0, false),
    label('General', 1, false),
    label('Confidential', 2, false),
    label('Confidential PHI', 3, true),
    label('Highly Confidential', 4, true),
  ];
}
