/** Who stands behind a stored permission, in SharePoint's words: a person, a claim, a SharePoint group, or the group of a link. */
import { guidOf, hashOf } from '../random.js';
import type { StoredIdentitySet, StoredItem, StoredPermission, StoredPrincipal } from '../tenant.js';

/** A principal as `Member` shows it. */
export interface Member {
  readonly Id: number;
  readonly LoginName: string;
  readonly Title: string;
  readonly PrincipalType: number;
  readonly Email: string;
}

/** A number within the site collection for a login name that has none. */
function numberOf(loginName: string): number {
  return 100 + (hashOf(loginName.toLowerCase()) % 900_000);
}

export function memberOf(principal: StoredPrincipal): Member {
  return {
    Id: numberOf(principal.loginName),
    LoginName: principal.loginName,
    Title: principal.title,
    PrincipalType: principal.principalType,
    Email: principal.email,
  };
}

/** The id of a direct grant is its login name in disguise. */
function loginOfId(id: string): string | null {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  return /^[ic]:0/.test(text) ? text.toLowerCase() : null;
}

/** The same people that Graph names in `grantedToV2`, as SharePoint names them; null for a SharePoint group. */
export function principalOf(set: StoredIdentitySet, permissionId = ''): StoredPrincipal | null {
  const named = set.group ?? set.siteUser ?? set.user;
  if (set.siteGroup !== undefined || named === undefined) return null;
  const ofKind = set.group === undefined ? `i:0#.f|membership|${set.user?.email ?? ''}` : `c:0t.c|tenant|${set.group.id ?? ''}`;
  const loginName = set.siteUser?.loginName ?? loginOfId(permissionId) ?? ofKind;
  const isPerson = loginName.startsWith('i:0#');
  const email = set.user?.email ?? set.group?.email ?? '';
  return { loginName, title: named.displayName, email, principalType: isPerson ? 1 : 4 };
}

const LINK_NAMES: Readonly<Record<string, readonly [view: string, edit: string]>> = {
  anonymous: ['AnonymousView', 'AnonymousEdit'],
  organization: ['OrganizationView', 'OrganizationEdit'],
};

/** Since some years new links of every scope are `Flexible`, so that the name tells nothing (sharepoint-evidence §1.1). */
function linkName({ id, link }: StoredPermission): string {
  const names = LINK_NAMES[link?.scope ?? ''];
  if (names === undefined || hashOf(id) % 2 === 0) return 'Flexible';
  return link?.type === 'edit' ? names[1] : names[0];
}

/** The SharePoint group that stands for a link. Its members are those who opened it, not those whom it would let in. */
export function groupOfLink(permission: StoredPermission, item: StoredItem): Member {
  const title = `SharingLinks.${guidOf(item.id)}.${linkName(permission)}.${permission.id}`;
  return { Id: numberOf(permission.id), LoginName: title, Title: title, PrincipalType: 8, Email: '' };
}

export function membersOfLink(permission: StoredPermission): Member[] {
  return (permission.grantedToIdentitiesV2 ?? [])
    .map((set) => principalOf(set))
    .filter((one) => one !== null)
    .map(memberOf);
}

/** The member of a direct grant; null for a link. */
export function granted({ id: permissionId, grantedToV2: set }: StoredPermission): Member | null {
  if (set === undefined) return null;
  if (set.siteGroup !== undefined) {
    const { id, displayName } = set.siteGroup;
    return { Id: Number(id), LoginName: displayName, Title: displayName, PrincipalType: 8, Email: '' };
  }
  const principal = principalOf(set, permissionId);
  return principal === null ? null : memberOf(principal);
}

/** Everybody who reaches something below, but not the place itself, is in here. */
export const LIMITED_ACCESS_GROUP: Member = {
  Id: 99,
  LoginName: 'Limited Access System Group',
  Title: 'Limited Access System Group',
  PrincipalType: 8,
  Email: '',
};
