/** What SharePoint stores beside what Graph shows: groups, administrators, properties and lists, in the names of its own API. */
import type { StoredPermission, StoredPrincipal } from './permission-model.js';

export interface SharePointGroup {
  /** Number within the site collection; entries that name a `siteGroup` name it by this. */
  id: number;
  title: string;
  role: 'owners' | 'members' | 'visitors' | null;
  members: StoredPrincipal[];
}

/** A list that is no library. */
export interface SimulatedList {
  id: string;
  title: string;
  /** 100 a list, 119 pages, 106 a calendar. */
  template: number;
  hidden: boolean;
  noCrawl: boolean;
  /** Server-relative and decoded: `/sites/HR/Lists/Tasks`. */
  path: string;
  /** Null: it inherits from its web. */
  permissions: StoredPermission[] | null;
  items: { id: number; title: string; permissions: StoredPermission[] | null }[];
}

/** A web: the root of a site collection, or a subsite. */
export interface SimulatedWeb {
  /**
   * Null: it inherits from the web above. A library inherits from its web as long as the entries on the root of its
   * drive are this very array, so that Graph and SharePoint tell of the same thing.
   */
  permissions: StoredPermission[] | null;
  /** Empty text: requests for access are off. */
  requestAccessEmail: string;
  membersCanShare: boolean;
  noCrawl: boolean;
  lists: SimulatedList[];
}

/** Properties of a site collection, by the exact names of `GetSitePropertiesByUrl`. Enumerations are numbers there. */
export interface SiteAdminProperties {
  AnonymousLinkExpirationInDays: number;
  ArchiveStatus: string;
  BlockDownloadPolicy: boolean;
  ConditionalAccessPolicy: number;
  DefaultLinkPermission: number;
  DefaultShareLinkScope: number;
  DefaultSharingLinkType: number;
  DenyAddAndCustomizePages: number;
  DisableCompanyWideSharingLinks: number;
  GroupId: string;
  IBMode: string;
  IsTeamsChannelConnected: boolean;
  IsTeamsConnected: boolean;
  /** ISO here; CSOM writes it in its own way. */
  LastContentModifiedDate: string;
  Lcid: number;
  LockState: 'Unlock' | 'ReadOnly' | 'NoAccess' | 'NoAdditions';
  OverrideTenantAnonymousLinkExpirationPolicy: boolean;
  Owner: string;
  OwnerEmail: string;
  RelatedGroupId: string;
  RestrictContentOrgWideSearch: boolean;
  RestrictedAccessControl: boolean;
  RestrictedAccessControlGroups: string[];
  /** Id of the container label; empty text: none. */
  SensitivityLabel: string;
  SharingAllowedDomainList: string;
  SharingBlockedDomainList: string;
  /** 0 off, 1 guests, 2 anyone, 3 guests who are there already: not in order of severity. */
  SharingCapability: number;
  SharingDomainRestrictionMode: number;
  SiteDefinedSharingCapability: number;
  Status: string;
  /** Numbers as strings, as SharePoint writes 64 bits. */
  StorageMaximumLevel: string;
  StorageUsage: string;
  /** 0 none, 1 private, 2 shared, 3 standard. */
  TeamsChannelType: number;
  Template: string;
}

/** What belongs to a site collection as a whole; kept at its root web. */
export interface SimulatedCollection {
  groups: SharePointGroup[];
  admins: StoredPrincipal[];
  properties: SiteAdminProperties;
  /** Last day on which anybody opened anything, as the usage report tells it; null: nobody ever did. */
  lastActivityDate: string | null;
  /** SharePoint's own API refuses the site with this status. */
  refusal?: 401 | 403 | 404 | 423;
}

/** Tenant properties by the names of CSOM's `Tenant`. Enumerations are numbers there; lists of domains are separated by blanks. */
export interface SharePointTenantProperties {
  AllowEveryoneExceptExternalUsersClaimInPrivateSite: boolean;
  ConditionalAccessPolicy: number;
  CoreDefaultShareLinkScope: number;
  CoreSharingCapability: number;
  DefaultLinkPermission: number;
  DefaultSharingLinkType: number;
  EmailAttestationReAuthDays: number;
  EmailAttestationRequired: boolean;
  EnableAIPIntegration: boolean;
  EnableRestrictedAccessControl: boolean;
  EnableSensitivityLabelForPDF: boolean;
  ExternalUserExpirationRequired: boolean;
  ExternalUserExpireInDays: number;
  FileAnonymousLinkType: number;
  FolderAnonymousLinkType: number;
  GuestSharingGroupAllowListInTenantByPrincipalIdentity: string[] | null;
  LegacyAuthProtocolsEnabled: boolean;
  ODBSharingCapability: number;
  OneDriveDefaultShareLinkScope: number;
  OrphanedPersonalSitesRetentionPeriod: number;
  PreventExternalUsersFromResharing: boolean;
  ProvisionSharedWithEveryoneFolder: boolean;
  RequireAnonymousLinksExpireInDays: number;
  SharingAllowedDomainList: string;
  SharingBlockedDomainList: string;
  SharingCapability: number;
  SharingDomainRestrictionMode: number;
  ShowAllUsersClaim: boolean;
  ShowEveryoneClaim: boolean;
  ShowEveryoneExceptExternalUsersClaim: boolean;
}

/** SharePoint as the administration of a tenant has it. */
export interface SharePointAdministration {
  properties: SharePointTenantProperties;
  /** Null: Restricted SharePoint Search was never set, which SharePoint answers with an error inside HTTP 200. */
  restrictedSearch: { mode: 0 | 1; sites: string[] } | null;
  /** `as-asked`: what the `Accept` header says; else this spelling, whatever was asked. */
  spelling: 'as-asked' | 'odata' | '@odata' | 'verbose';
  /** Libraries have the columns of sensitivity and retention labels. */
  hasLabelColumns: boolean;
  /** Names of people and sites are concealed in usage reports. */
  concealsNames: boolean;
}

/** A channel of a team. Private and shared ones have a site of their own. */
export interface SimulatedChannel {
  id: string;
  teamId: string;
  displayName: string;
  membershipType: 'standard' | 'private' | 'shared';
  createdDateTime: string;
  /** The drive and the folder of its files; null where nobody opened the Files tab yet. */
  folder: { driveId: string; itemId: string } | null;
}
