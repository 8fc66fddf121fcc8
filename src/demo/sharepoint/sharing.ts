/** `GetSharingInformation`: the links of an item with their makers, in the midst of places for links that nobody made. */
import { effectivePermissions } from '../answers/acl.js';
import type { DriveIndex } from '../drive-index.js';
import type { SimulatedDrive, SimulatedTenant, StoredItem, StoredPermission, StoredPrincipal } from '../tenant.js';
import { granted, type Member, membersOfLink } from './principals.js';

/** `SharingScope`; -1: no link. */
const SCOPES: Readonly<Record<string, number>> = { anonymous: 0, organization: 1, users: 2 };

const FLEXIBLE = 6;

/** Kinds for which SharePoint keeps a place, whether there is a link or not. */
const PLACEHOLDERS = [5, 4, 3, 2] as const;

/** A principal as sharing shows it: other names than `Member` has. */
function person(tenant: SimulatedTenant, member: Member): object {
  const upn = member.LoginName.startsWith('i:0#') ? (member.LoginName.split('|')[2] ?? null) : null;
  const user = tenant.users.find((one) => one.userPrincipalName?.toLowerCase() === upn);
  return {
    email: member.Email,
    expiration: upn === null ? null : '',
    id: member.Id,
    isActive: true,
    isExternal: upn?.includes('#ext#') === true,
    jobTitle: user?.jobTitle ?? null,
    loginName: member.LoginName,
    name: member.Title,
    principalType: member.PrincipalType,
    userId: null,
    userPrincipalName: upn,
  };
}

function fromPrincipal(tenant: SimulatedTenant, one: StoredPrincipal): object {
  const member = { Id: 0, LoginName: one.loginName, Title: one.title, PrincipalType: one.principalType, Email: one.email };
  return person(tenant, member);
}

const NO_LINK = {
  AllowsAnonymousAccess: false,
  ApplicationId: null,
  BlocksDownload: false,
  Created: '',
  CreatedBy: null,
  Description: null,
  Embeddable: false,
  Expiration: '',
  HasExternalGuestInvitees: false,
  Invitations: [],
  IsActive: false,
  IsAddressBarLink: false,
  IsCreateOnlyLink: false,
  IsDefault: true,
  IsEditLink: false,
  IsFormsLink: false,
  IsReviewLink: false,
  IsUnhealthy: false,
  LastModified: '',
  LastModifiedBy: null,
  LimitUseToApplication: false,
  LinkKind: 0,
  PasswordLastModified: '',
  PasswordLastModifiedBy: null,
  RedeemedUsers: [],
  RequiresPassword: false,
  RestrictedShareMembership: false,
  Scope: -1,
  ShareId: '00000000-0000-0000-0000-000000000000',
  ShareTokenString: null,
  SharingLinkStatus: 0,
  TrackLinkUsers: false,
  Url: null,
};

function liveLink(tenant: SimulatedTenant, permission: StoredPermission, isInherited: boolean): object {
  const { link, made } = permission;
  const members = membersOfLink(permission).map((member) => person(tenant, member));
  const by = made === undefined || made.by === null ? null : fromPrincipal(tenant, made.by);
  const isToPeople = link?.scope === 'users';
  const linkDetails = {
    ...NO_LINK,
    AllowsAnonymousAccess: link?.scope === 'anonymous',
    Created: made?.at ?? '',
    CreatedBy: by,
    Expiration: permission.expirationDateTime ?? '',
    Invitations: isToPeople ? members.map((invitee) => ({ invitedBy: by, invitedOn: made?.at ?? '', invitee })) : [],
    IsActive: true,
    IsEditLink: link?.type === 'edit',
    LastModified: made?.at ?? '',
    LastModifiedBy: by,
    LinkKind: FLEXIBLE,
    RedeemedUsers: isToPeople ? [] : members,
    RequiresPassword: permission.hasPassword === true,
    RestrictedShareMembership: isToPeople,
    Scope: SCOPES[link?.scope ?? ''] ?? -1,
    ShareId: permission.id,
    Url: link?.webUrl ?? null,
  };
  return { isInherited, linkDetails, linkMembers: members };
}

/** 1 read, 2 edit, 3 owner. */
function roleNumber({ roles }: StoredPermission): number {
  if (roles.includes('owner')) return 3;
  return roles.includes('write') ? 2 : 1;
}

export function sharingOf(
  tenant: SimulatedTenant,
  drive: SimulatedDrive,
  index: DriveIndex,
  item: StoredItem,
  admins: readonly StoredPrincipal[],
): Record<string, unknown> {
  const entries = effectivePermissions(drive, index, item);
  const links = entries.filter(({ permission }) => permission.link !== undefined);
  const direct = entries.flatMap(({ permission, from }) => {
    const member = granted(permission);
    return member === null
      ? []
      : [{ isInherited: from !== null, principal: person(tenant, member), role: roleNumber(permission) }];
  });
  const permissionsInformation = {
    hasInheritedLinks: links.some(({ from }) => from !== null),
    links: [
      ...links.map(({ permission, from }) => liveLink(tenant, permission, from !== null)),
      ...PLACEHOLDERS.map((LinkKind) => ({ isInherited: false, linkDetails: { ...NO_LINK, LinkKind }, linkMembers: [] })),
    ],
    principals: direct,
    siteAdmins: admins.map((one) => ({ isInherited: false, principal: fromPrincipal(tenant, one), role: 3 })),
  };
  return { canAddExternalPrincipal: true, displayName: item.name, itemUrl: item.webUrl, permissionsInformation };
}
