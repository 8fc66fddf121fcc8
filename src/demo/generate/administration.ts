/** Settings of SharePoint as an old tenant has them, as a tidy one has them, and the properties of a site in each. */
import type { SharePointAdministration, SharePointTenantProperties, SiteAdminProperties } from '../tenant.js';
import type { Language } from './words.js';

/** What a tenant has that nobody ever tuned. */
export const OLD_SETTINGS: SharePointTenantProperties = {
  AllowEveryoneExceptExternalUsersClaimInPrivateSite: true,
  ConditionalAccessPolicy: 0,
  CoreDefaultShareLinkScope: -1,
  CoreSharingCapability: 1,
  DefaultLinkPermission: 2,
  DefaultSharingLinkType: 2,
  EmailAttestationReAuthDays: 30,
  EmailAttestationRequired: false,
  EnableAIPIntegration: false,
  EnableRestrictedAccessControl: false,
  EnableSensitivityLabelForPDF: false,
  ExternalUserExpirationRequired: false,
  ExternalUserExpireInDays: 60,
  FileAnonymousLinkType: 2,
  FolderAnonymousLinkType: 2,
  GuestSharingGroupAllowListInTenantByPrincipalIdentity: null,
  LegacyAuthProtocolsEnabled: true,
  ODBSharingCapability: 1,
  OneDriveDefaultShareLinkScope: -1,
  OrphanedPersonalSitesRetentionPeriod: 30,
  PreventExternalUsersFromResharing: false,
  ProvisionSharedWithEveryoneFolder: false,
  RequireAnonymousLinksExpireInDays: -1,
  SharingAllowedDomainList: '',
  SharingBlockedDomainList: '',
  SharingCapability: 1,
  SharingDomainRestrictionMode: 0,
  ShowAllUsersClaim: false,
  ShowEveryoneClaim: false,
  ShowEveryoneExceptExternalUsersClaim: true,
};

/** The same after a review. `domains` are those that may be shared with. */
export function tidySettings(domains: readonly string[]): SharePointTenantProperties {
  return {
    ...OLD_SETTINGS,
    AllowEveryoneExceptExternalUsersClaimInPrivateSite: false,
    ConditionalAccessPolicy: 1,
    CoreDefaultShareLinkScope: 2,
    CoreSharingCapability: 3,
    DefaultLinkPermission: 1,
    DefaultSharingLinkType: 1,
    EmailAttestationReAuthDays: 15,
    EmailAttestationRequired: true,
    EnableAIPIntegration: true,
    EnableRestrictedAccessControl: true,
    EnableSensitivityLabelForPDF: true,
    ExternalUserExpirationRequired: true,
    ExternalUserExpireInDays: 30,
    FileAnonymousLinkType: 1,
    FolderAnonymousLinkType: 1,
    LegacyAuthProtocolsEnabled: false,
    ODBSharingCapability: 0,
    OneDriveDefaultShareLinkScope: 2,
    PreventExternalUsersFromResharing: true,
    RequireAnonymousLinksExpireInDays: 30,
    SharingAllowedDomainList: domains.join(' '),
    SharingCapability: 3,
    SharingDomainRestrictionMode: domains.length === 0 ? 0 : 1,
    ShowEveryoneExceptExternalUsersClaim: false,
  };
}

export function administration(properties: SharePointTenantProperties): SharePointAdministration {
  const plain = { restrictedSearch: null, spelling: 'as-asked', concealsNames: false } as const;
  return { ...plain, properties, hasLabelColumns: true };
}

/** Locales of the languages of sites. */
export const LOCALES: Readonly<Record<Language, number>> = { en: 1033, de: 1031, nl: 1043, es: 3082, fr: 1036 };

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A site as it is made; what differs is given. */
export function siteProperties(given: Partial<SiteAdminProperties>): SiteAdminProperties {
  return {
    AnonymousLinkExpirationInDays: 0,
    ArchiveStatus: 'NotArchived',
    BlockDownloadPolicy: false,
    ConditionalAccessPolicy: 0,
    DefaultLinkPermission: 0,
    DefaultShareLinkScope: -1,
    DefaultSharingLinkType: 0,
    DenyAddAndCustomizePages: 2,
    DisableCompanyWideSharingLinks: 2,
    GroupId: NOBODY,
    IBMode: '',
    IsTeamsChannelConnected: false,
    IsTeamsConnected: false,
    LastContentModifiedDate: '',
    Lcid: 1033,
    LockState: 'Unlock',
    OverrideTenantAnonymousLinkExpirationPolicy: false,
    Owner: '',
    OwnerEmail: '',
    RelatedGroupId: given.GroupId ?? NOBODY,
    RestrictContentOrgWideSearch: false,
    RestrictedAccessControl: false,
    RestrictedAccessControlGroups: [],
    SensitivityLabel: '',
    SharingAllowedDomainList: '',
    SharingBlockedDomainList: '',
    SharingCapability: 1,
    SharingDomainRestrictionMode: 0,
    SiteDefinedSharingCapability: given.SharingCapability ?? 1,
    Status: 'Active',
    StorageMaximumLevel: '26214400',
    StorageUsage: '512',
    TeamsChannelType: 0,
    Template: 'STS#3',
    ...given,
  };
}
