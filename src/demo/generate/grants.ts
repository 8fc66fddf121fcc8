/** Permissions in the very shapes in which Graph shows them (sharepoint-evidence §1.2). */
import type { SimulatedGroup, StoredIdentitySet, StoredPermission, StoredPrincipal } from '../tenant.js';
import type { Making } from './making.js';
import type { StoredUser } from './people.js';

export type Role = 'read' | 'write' | 'owner';

/** A direct grant is named by its login name, a link by a guid. */
function idOf(loginName: string): string {
  return Buffer.from(loginName).toString('base64url');
}

/** Microsoft adds the mail address to `siteUser` too, but its metadata does not know that, so we stay with the metadata. */
export function identityOf(user: StoredUser): StoredIdentitySet {
  const displayName = user.displayName ?? '';
  const email = user.mail ?? '';
  // SharePoint writes the `#EXT#` of a guest in lower case.
  const loginName = `i:0#.f|membership|${(user.userPrincipalName ?? '').toLowerCase()}`;
  const number = String((Number.parseInt(user.id.slice(0, 4), 16) % 900) + 20);
  return { user: { id: user.id, displayName, email }, siteUser: { id: number, displayName, loginName } };
}

/** A person as a member of a SharePoint group. */
export function personOf(user: StoredUser): StoredPrincipal {
  const loginName = `i:0#.f|membership|${(user.userPrincipalName ?? '').toLowerCase()}`;
  return { loginName, title: user.displayName ?? '', email: user.mail ?? '', principalType: 1 };
}

/** A claim, or a group of the directory, as a member of a SharePoint group. */
export function claimOf(loginName: string, title: string, email = ''): StoredPrincipal {
  return { loginName, title, email, principalType: 4 };
}

/** The members of a Microsoft 365 group, or its owners. */
export function unifiedGroupOf({ group }: SimulatedGroup, who: 'members' | 'owners'): StoredPrincipal {
  const login = `c:0o.c|federateddirectoryclaimprovider|${group.id}${who === 'owners' ? '_o' : ''}`;
  return claimOf(login, group.displayName ?? '', group.mail ?? '');
}

export function securityGroupOf({ group }: SimulatedGroup): StoredPrincipal {
  return claimOf(`c:0t.c|tenant|${group.id}`, group.displayName ?? '');
}

/** Everyone except external users of a tenant, under the name that its language gives it. */
export function everyoneInside(tenantId: string, title: string): StoredPrincipal {
  return claimOf(`c:0-.f|rolemanager|spo-grid-all-users/${tenantId}`, title);
}

export function toPerson(user: StoredUser, role: Role): StoredPermission {
  const grantedToV2 = identityOf(user);
  return { id: idOf(grantedToV2.siteUser?.loginName ?? user.id), roles: [role], grantedToV2 };
}

/** The claim on everyone in the tenant but guests: no id of a user, and a name in the language of the site. */
export function toEveryoneInside(making: Making, role: Role): StoredPermission {
  const loginName = `c:0-.f|rolemanager|spo-grid-all-users/${making.tenantId}`;
  const displayName = making.words.everyone;
  return {
    id: idOf(loginName),
    roles: [role],
    grantedToV2: { siteUser: { id: '10', displayName, loginName }, user: { displayName } },
  };
}

export function toSiteGroup(number: number, title: string, role: Role): StoredPermission {
  return {
    id: idOf(title),
    roles: [role],
    grantedToV2: { siteGroup: { id: String(number), displayName: title, loginName: title } },
  };
}

/** The owners of a Microsoft 365 group: only `_o` tells them from its members. */
export function toGroupOwners(group: SimulatedGroup, title: string): StoredPermission {
  const loginName = `c:0o.c|federateddirectoryclaimprovider|${group.group.id}_o`;
  const email = group.group.mail ?? '';
  const set = {
    group: { id: group.group.id, displayName: title, email },
    siteUser: { id: '3', displayName: title, loginName },
  };
  return { id: idOf(loginName), roles: ['owner'], grantedToV2: set };
}

export function toGroupMembers(group: SimulatedGroup, role: Role): StoredPermission {
  const loginName = `c:0o.c|federateddirectoryclaimprovider|${group.group.id}`;
  const [displayName, email] = [group.group.displayName ?? '', group.group.mail ?? ''];
  const set = { group: { id: group.group.id, displayName, email }, siteUser: { id: '4', displayName, loginName } };
  return { id: idOf(loginName), roles: [role], grantedToV2: set };
}

/** A sharing link. Its address is a key: whoever holds it may knock. */
export function byLink(
  making: Making,
  siteUrl: string,
  link: { readonly scope: 'anonymous' | 'organization' | 'users'; readonly type: 'view' | 'edit'; readonly isFolder?: boolean },
  recipients: readonly StoredUser[] = [],
): StoredPermission {
  const { origin, pathname } = new URL(siteUrl);
  const [, kind = 'sites', name = ''] = pathname.split('/');
  const place = kind === 'personal' ? `g/personal/${name}` : `s/${name}`;
  const letter = link.isFolder === true ? 'f' : 'x';
  const webUrl = `${origin}/:${letter}:/${place}/E${making.random.base64url(40)}`;
  return {
    id: making.random.guid(),
    roles: [link.type === 'edit' ? 'write' : 'read'],
    shareId: `u!${Buffer.from(webUrl).toString('base64url')}`,
    link: { scope: link.scope, type: link.type, webUrl, preventsDownload: false },
    grantedToIdentitiesV2: recipients.map(identityOf),
  };
}
