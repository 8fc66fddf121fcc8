/** Rows of SharePoint and OneDrive: settings, sites, drives, items and the permissions set on them. */
import type { Timestamp } from './directory.js';

/** Tenant-wide sharing settings, as far as Microsoft Graph shows them. Null: Graph left the property out. */
export interface SharePointSettings {
  readonly sharingCapability: string | null;
  readonly sharingDomainRestrictionMode: string | null;
  readonly sharingAllowedDomainList: readonly string[];
  readonly sharingBlockedDomainList: readonly string[];
  readonly isResharingByExternalUsersEnabled: boolean | null;
  readonly deletedUserPersonalSiteRetentionPeriodInDays: number | null;
  readonly isUnmanagedSyncAppForTenantRestricted: boolean | null;
  readonly allowedDomainGuidsForSyncApp: readonly string[];
  readonly idleSessionSignOut: { readonly isEnabled: boolean; readonly signOutAfterInSeconds: number | null } | null;
}

export interface Site {
  /** `host,siteCollectionId,webId` */
  readonly id: string;
  readonly displayName: string;
  readonly webUrl: string;
  readonly isPersonal: boolean;
  readonly isRootOfCollection: boolean;
  readonly isArchived: boolean;
  readonly createdDateTime: Timestamp | null;
  readonly lastModifiedDateTime: Timestamp | null;
}

export interface Drive {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly driveType: string;
  readonly webUrl: string;
  /** Id of the owning user of a OneDrive, where Graph names one. */
  readonly ownerId: string | null;
  /** Id of the list behind it, by which SharePoint itself knows it; lower case. */
  readonly listId: string | null;
}

/** One slim row an item. `parentId` is null at the root of a drive. */
export interface Item {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'root';
  /** The `shared` facet was present: with `hierarchicalsharing` applied, the item has its own permissions. */
  readonly hasSharedFacet: boolean;
  readonly createdById: string | null;
  readonly createdByName: string | null;
  readonly createdDateTime: Timestamp | null;
  readonly lastModifiedDateTime: Timestamp | null;
  /** Number in the list behind the drive; null at the root. */
  readonly listItemId: number | null;
  /** Id of the sensitivity label; null: it has none. Absent: the column was not read. */
  readonly labelId?: string | null;
  /** Name of the retention label, which protects nothing from being read; null and absent as above. */
  readonly retentionLabel?: string | null;
}

/** A principal of a permission, as far as Graph tells it. The login name carries the claim. */
export interface Principal {
  readonly kind: 'user' | 'group' | 'siteGroup' | 'siteUser' | 'application';
  readonly id: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly loginName: string | null;
}

/** One permission on one item. No link address and no share id: those are keys to the house. */
export interface Permission {
  readonly itemId: string;
  readonly id: string;
  readonly roles: readonly string[];
  readonly inherited: boolean;
  readonly link: { readonly scope: string; readonly type: string } | null;
  readonly expirationDateTime: Timestamp | null;
  /** The principal of a direct grant, or the people who opened or were sent a link. */
  readonly principals: readonly Principal[];
}

/** One item whose permissions were read: with it, an empty list differs from an unread one. */
export interface AccessList {
  readonly itemId: string;
  readonly permissions: readonly Permission[];
  /** 90 or more entries: Microsoft may have cut the list, so the count is a lower bound. */
  readonly isAtLeast: boolean;
}

export interface SensitivityLabel {
  readonly id: string;
  readonly name: string;
  /** What people read when they choose it; absent: Graph left it out, or the evidence is of an earlier version. */
  readonly tooltip?: string;
  readonly parentId: string | null;
  readonly hasProtection: boolean | null;
  readonly priority: number | null;
}
