/** Permissions and principals as they are stored: the one truth from which Graph and SharePoint both answer. */

/** A member of a SharePoint group or an administrator of a site. The login name carries the claim. */
export interface StoredPrincipal {
  loginName: string;
  title: string;
  /** Empty text where there is none. */
  email: string;
  /** 1 a person, 4 a group or a claim. */
  principalType: 1 | 4;
}

/** A principal inside a permission. Microsoft writes `email`, which only a derived type of its metadata has. */
export interface StoredIdentity {
  id?: string;
  displayName: string;
  email?: string;
  loginName?: string;
}

export interface StoredIdentitySet {
  user?: StoredIdentity;
  group?: StoredIdentity;
  siteGroup?: StoredIdentity;
  siteUser?: StoredIdentity;
  application?: StoredIdentity;
}

/** A permission set on an item itself; inherited ones are derived when they are asked for. */
export interface StoredPermission {
  id: string;
  roles: string[];
  grantedToV2?: StoredIdentitySet;
  grantedToIdentitiesV2?: StoredIdentitySet[];
  link?: { scope: string; type: string; webUrl: string; preventsDownload?: boolean };
  shareId?: string;
  expirationDateTime?: string;
  hasPassword?: boolean;
  /** Of a link: who made it and when, which only SharePoint itself tells. */
  made?: { by: StoredPrincipal | null; at: string };
}
