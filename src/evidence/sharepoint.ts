/** Rows that only SharePoint itself tells: settings of tenant and sites, groups with their members, role assignments, makers of links. */
import type { Principal } from './content.js';
import type { Gap } from './coverage.js';
import type { Timestamp } from './directory.js';
import type { Known } from './known.js';

/** The permission of SharePoint's own API (not Microsoft Graph's of the same name), as gaps and docs write it. */
export const SHAREPOINT_PERMISSION = 'Sites.FullControl.All (SharePoint)';

/** What is missing where a scan may not ask SharePoint itself; `detail` says why. */
export function needsSharePoint(detail?: string): Gap {
  return {
    reason: 'needs-sharepoint-tier',
    remedy: `app-only sign-in with a certificate and the application permission ${SHAREPOINT_PERMISSION}`,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** The same for settings that SharePoint Online PowerShell shows as well, so that an export of the cmdlet would do. */
export function needsSharePointOrExport(cmdlet: string, detail?: string): Gap {
  const gap = needsSharePoint(detail);
  return { ...gap, remedy: `${gap.remedy}, or --bundle with an export of ${cmdlet}` };
}

/** `SharingCapability`. Its numbers are not in order of severity: 0, 3, 1, 2 goes from the strictest to the widest. */
export type SharingCapability =
  | 'Disabled'
  | 'ExistingExternalUserSharingOnly'
  | 'ExternalUserSharingOnly'
  | 'ExternalUserAndGuestSharing';

/** Settings of the whole tenant, in the names and words of `Get-SPOTenant`. Null: the answer left the property out. */
export interface SharePointTenant {
  readonly sharingCapability: SharingCapability | null;
  readonly oneDriveSharingCapability: SharingCapability | null;
  readonly defaultSharingLinkType: 'None' | 'Direct' | 'Internal' | 'AnonymousAccess' | null;
  readonly defaultLinkPermission: 'None' | 'View' | 'Edit' | null;
  /** `Uninitialized`: follows `defaultSharingLinkType`. */
  readonly coreDefaultShareLinkScope: 'Uninitialized' | 'Anyone' | 'Organization' | 'SpecificPeople' | null;
  readonly oneDriveDefaultShareLinkScope: 'Uninitialized' | 'Anyone' | 'Organization' | 'SpecificPeople' | null;
  /** Days; 0 and -1: Anyone links never expire. Counts only for links made after it was set. */
  readonly requireAnonymousLinksExpireInDays: number | null;
  readonly fileAnonymousLinkType: 'None' | 'View' | 'Edit' | null;
  readonly folderAnonymousLinkType: 'None' | 'View' | 'Edit' | null;
  readonly showEveryoneClaim: boolean | null;
  readonly showAllUsersClaim: boolean | null;
  readonly showEveryoneExceptExternalUsersClaim: boolean | null;
  readonly allowEveryoneExceptExternalUsersClaimInPrivateSite: boolean | null;
  readonly externalUserExpirationRequired: boolean | null;
  readonly externalUserExpireInDays: number | null;
  readonly preventExternalUsersFromResharing: boolean | null;
  readonly emailAttestationRequired: boolean | null;
  readonly emailAttestationReAuthDays: number | null;
  readonly sharingDomainRestrictionMode: 'None' | 'AllowList' | 'BlockList' | null;
  readonly sharingAllowedDomainList: readonly string[] | null;
  readonly sharingBlockedDomainList: readonly string[] | null;
  /** Security groups whose members alone may share with guests; empty: everybody may. */
  readonly guestSharingGroups: readonly string[] | null;
  readonly conditionalAccessPolicy: 'AllowFullAccess' | 'AllowLimitedAccess' | 'BlockAccess' | 'AuthenticationContext' | null;
  readonly provisionSharedWithEveryoneFolder: boolean | null;
  readonly enableRestrictedAccessControl: boolean | null;
  /** File labels are on for SharePoint and OneDrive. */
  readonly enableAipIntegration: boolean | null;
  /** And for PDFs, which are left out unless this is on as well. */
  readonly enableSensitivityLabelForPdf: boolean | null;
  readonly orphanedPersonalSitesRetentionPeriod: number | null;
  /** Restricted SharePoint Search; it is retiring, so it can only be left, never advised. */
  readonly restrictedSearchMode: Known<'Enabled' | 'Disabled'>;
  /** Sites that Restricted SharePoint Search lets through; empty where it is off. */
  readonly restrictedSearchSites: Known<readonly string[]>;
  /** SharePoint was asked and did not tell all of this; the operator's export told the rest. */
  readonly isExported?: true;
}

/** Properties of one site collection, in the names and words of `Get-SPOSite -Detailed`. Null: the answer left it out. */
export interface SiteProperties {
  readonly sharingCapability: SharingCapability | null;
  readonly sharingDomainRestrictionMode: 'None' | 'AllowList' | 'BlockList' | null;
  readonly lockState: 'Unlock' | 'ReadOnly' | 'NoAccess' | 'NoAdditions' | null;
  readonly archiveStatus: string | null;
  readonly restrictedAccessControl: boolean | null;
  /** Ids of the groups whose members alone get in; empty while `restrictedAccessControl` is on: of its own Microsoft 365 group. */
  readonly restrictedAccessControlGroups: readonly string[] | null;
  /** Restricted Content Discovery: fewer ways to find, no fewer people who may open. */
  readonly restrictContentOrgWideSearch: boolean | null;
  /** Id of the container label; empty text: it has none. */
  readonly sensitivityLabel: string | null;
  readonly lastContentModifiedDate: Timestamp | null;
  readonly template: string | null;
  readonly groupId: string | null;
  /** The group of the team whose channel this site belongs to. */
  readonly relatedGroupId: string | null;
  readonly teamsChannelType: 'None' | 'Private' | 'Shared' | 'Standard' | null;
}

/** One site collection as the SharePoint administration knows it. */
export interface SiteSettings {
  /** The middle GUID of a Graph site id, lower case. */
  readonly collectionId: string;
  readonly url: string;
  readonly properties: Known<SiteProperties>;
  /** Site collection administrators. They reach everything in it, whatever the permissions say. */
  readonly admins: Known<readonly Principal[]>;
  /** SharePoint was asked and did not tell; the operator's export did. */
  readonly isExported?: true;
}

/** A SharePoint group with its members. Everyone and all-staff groups hide in here. */
export interface SiteGroup {
  readonly collectionId: string;
  /** Number within the site collection; null where only the administration told of it. */
  readonly groupId: number | null;
  readonly title: string | null;
  /** Which of the three default groups of the root web it is; null: none of them. */
  readonly role: 'owners' | 'members' | 'visitors' | null;
  readonly members: Known<readonly Principal[]>;
  /** SharePoint was asked and did not tell; the operator's export did. */
  readonly isExported?: true;
}

/** One principal with its permission levels on one object. */
export interface RoleAssignment {
  readonly principal: Principal;
  /** Names are localised; the kind is `RoleTypeKind`: 1 Limited Access (grants nothing), 2 Read, 3 Contribute, 4 Design, 5 Full Control, 6 Edit, 7 Review, 0 and 8 on: made by hand or by the system. */
  readonly roles: readonly { readonly name: string; readonly kind: number }[];
}

/** A web, a list or an item, with its own role assignments where it has some. */
export interface SecurableObject {
  readonly collectionId: string;
  readonly kind: 'web' | 'list' | 'item';
  readonly webId: string;
  readonly webUrl: string;
  /** Lower case GUID, without braces; null for a web. */
  readonly listId: string | null;
  /** Title of the web or list; file or folder name of an item. */
  readonly title: string;
  /** Server-relative address, decoded: `/sites/HR/Shared Documents/Benefits`. */
  readonly path: string;
  /** `ListItem.Id` in its list, a number; null for webs and lists. */
  readonly itemId: number | null;
  /** `BaseTemplate`: 101 a library, 119 pages, 700 a OneDrive's library, 100 a list. Null for a web. */
  readonly template: number | null;
  /** Items of a list, and how many of them have their own permissions; null where that was not counted, and for webs and items. */
  readonly itemCount: number | null;
  readonly uniqueItemCount: number | null;
  /** Search, and so Copilot, does not index it. */
  readonly noCrawl: boolean;
  /** Null: it inherits. Limited Access is left in; readers drop it. */
  readonly assignments: Known<readonly RoleAssignment[]> | null;
  /** Of a web: where requests for access go (empty: requests are off), and whether members may share. */
  readonly requestAccessEmail: string | null;
  readonly membersCanShare: boolean | null;
}

/** A live sharing link with its maker, which Graph does not tell. No address and no share id. */
export interface SharingLink {
  readonly driveId: string;
  readonly itemId: string;
  readonly scope: 'anonymous' | 'organization' | 'users';
  readonly canEdit: boolean;
  readonly created: Timestamp | null;
  readonly expires: Timestamp | null;
  readonly createdBy: Known<Principal>;
}

/** A site in the usage report of the last 30 days. Dates are two days old. */
export interface SiteUsage {
  readonly collectionId: string;
  readonly url: string | null;
  readonly lastActivityDate: Timestamp | null;
  readonly fileCount: number | null;
  readonly anonymousLinkCount: number | null;
  readonly companyLinkCount: number | null;
  readonly externalSharing: boolean | null;
  /** Empty text: it has none. */
  readonly sensitivityLabelId: string | null;
  readonly isPersonal: boolean;
}

/** A private or shared channel, which has a site of its own and people of its own. */
export interface Channel {
  readonly teamId: string;
  readonly channelId: string;
  readonly displayName: string;
  readonly membershipType: 'private' | 'shared';
  /** Its files; null where nobody opened the Files tab yet. */
  readonly driveId: string | null;
}

/** One site in SharePoint Advanced Management's report of site permissions. Null: the column is missing or empty. */
export interface SamSite {
  readonly collectionId: string | null;
  readonly url: string;
  readonly people: number | null;
  readonly guests: number | null;
  readonly everyoneExceptExternalGrants: number | null;
  readonly everyoneGrants: number | null;
  readonly organizationLinks: number | null;
  readonly anyoneLinks: number | null;
  readonly uniqueItems: number | null;
  readonly reportDate: string | null;
}

/** One place in SharePoint Advanced Management's report of items open to Everyone or Everyone except external users. */
export interface SamBroadItem {
  readonly collectionId: string | null;
  /** As exported: site-relative or absolute. */
  readonly itemUrl: string;
  readonly itemType: string | null;
  readonly role: string | null;
  readonly recipient: string | null;
  readonly reportDate: string | null;
}
