/** SharePoint's own settings of a tenant and a site: as a careful practice has them, and as wide open as they go. */
import { known } from '../../src/evidence/known.js';
import type { SharePointTenant, SiteProperties } from '../../src/evidence/sharepoint.js';

/** Five days before the date that cases are judged at. */
const CHANGED = '2026-11-18T00:00:00.000Z';

/** Strict settings of the whole tenant, as `Get-SPOTenant` names them. */
export function someSharePointTenant(over: Partial<SharePointTenant> = {}): SharePointTenant {
  return {
    sharingCapability: 'ExistingExternalUserSharingOnly',
    oneDriveSharingCapability: 'Disabled',
    defaultSharingLinkType: 'Direct',
    defaultLinkPermission: 'View',
    coreDefaultShareLinkScope: 'Uninitialized',
    oneDriveDefaultShareLinkScope: 'Uninitialized',
    requireAnonymousLinksExpireInDays: 30,
    fileAnonymousLinkType: 'View',
    folderAnonymousLinkType: 'View',
    showEveryoneClaim: false,
    showAllUsersClaim: false,
    showEveryoneExceptExternalUsersClaim: false,
    allowEveryoneExceptExternalUsersClaimInPrivateSite: false,
    externalUserExpirationRequired: true,
    externalUserExpireInDays: 30,
    preventExternalUsersFromResharing: true,
    emailAttestationRequired: true,
    emailAttestationReAuthDays: 15,
    sharingDomainRestrictionMode: 'AllowList',
    sharingAllowedDomainList: ['lab.example'],
    sharingBlockedDomainList: [],
    guestSharingGroups: [],
    conditionalAccessPolicy: 'AllowLimitedAccess',
    provisionSharedWithEveryoneFolder: false,
    enableRestrictedAccessControl: false,
    enableAipIntegration: true,
    enableSensitivityLabelForPdf: true,
    orphanedPersonalSitesRetentionPeriod: 30,
    restrictedSearchMode: known('Disabled'),
    restrictedSearchSites: known([]),
    ...over,
  };
}

export function someSiteProperties(over: Partial<SiteProperties> = {}): SiteProperties {
  return {
    sharingCapability: 'Disabled',
    sharingDomainRestrictionMode: 'None',
    lockState: 'Unlock',
    archiveStatus: 'NotArchived',
    restrictedAccessControl: false,
    restrictedAccessControlGroups: [],
    restrictContentOrgWideSearch: false,
    sensitivityLabel: 'label-1',
    lastContentModifiedDate: CHANGED,
    template: 'STS#3',
    groupId: null,
    relatedGroupId: null,
    teamsChannelType: 'None',
    ...over,
  };
}

/** Everything as open as it goes. */
export function anOpenSharePointTenant(over: Partial<SharePointTenant> = {}): SharePointTenant {
  return someSharePointTenant({
    sharingCapability: 'ExternalUserAndGuestSharing',
    oneDriveSharingCapability: 'ExternalUserAndGuestSharing',
    defaultSharingLinkType: 'AnonymousAccess',
    defaultLinkPermission: 'Edit',
    requireAnonymousLinksExpireInDays: -1,
    fileAnonymousLinkType: 'Edit',
    folderAnonymousLinkType: 'Edit',
    showEveryoneClaim: true,
    showAllUsersClaim: true,
    showEveryoneExceptExternalUsersClaim: true,
    allowEveryoneExceptExternalUsersClaimInPrivateSite: true,
    externalUserExpirationRequired: false,
    preventExternalUsersFromResharing: false,
    emailAttestationRequired: false,
    sharingDomainRestrictionMode: 'None',
    sharingAllowedDomainList: [],
    conditionalAccessPolicy: 'AllowFullAccess',
    provisionSharedWithEveryoneFolder: true,
    enableAipIntegration: false,
    enableSensitivityLabelForPdf: false,
    ...over,
  });
}
