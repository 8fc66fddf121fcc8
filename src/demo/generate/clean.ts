/** The same practice after it tidied up: folders closed, leavers offboarded, labels published, guests and apps reviewed. */
import { findDrive, type SimulatedTenant } from '../tenant.js';
import type { Groups } from './groups.js';
import { BUSINESS_PREMIUM } from './licences.js';
import type { Making } from './making.js';
import type { People, StoredUser } from './people.js';
import type { PlantedFolder } from './planted.js';
import { makeLabels, RESTRICTED_GUEST } from './policies.js';

function removeFromGroups(tenant: SimulatedTenant, users: readonly StoredUser[]): void {
  const ids = new Set(users.map((user) => user.id));
  for (const group of tenant.groups) {
    group.memberIds = group.memberIds.filter((id) => !ids.has(id));
    group.ownerIds = group.ownerIds.filter((id) => !ids.has(id));
  }
}

/** Past the retention of their owners, these are gone. */
function removeOneDrives(tenant: SimulatedTenant, owners: readonly StoredUser[]): void {
  const ids = new Set(owners.map((user) => user.id));
  tenant.sites = tenant.sites.filter(({ drives }) => !drives.some(({ drive }) => ids.has(drive.owner?.user?.id ?? '')));
}

function offboard(tenant: SimulatedTenant, people: People): void {
  const left = people.staff.filter((person) => person.hasLeft).map((person) => person.user);
  for (const user of left) {
    user.accountEnabled = false;
    user.assignedLicenses = [];
  }
  removeFromGroups(tenant, [...left, people.departed.user]);
  removeOneDrives(tenant, [...left, people.departed.user]);
  const premium = tenant.skus.find((sku) => sku.skuId === BUSINESS_PREMIUM);
  if (premium?.prepaidUnits === undefined || premium.prepaidUnits === null) return;
  const licensed = tenant.users.filter((user) => (user.assignedLicenses ?? []).length > 0).length;
  premium.consumedUnits = licensed;
  premium.prepaidUnits.enabled = licensed;
}

/** Takes the entries off the folders, so that their library decides; those in a deleted OneDrive drop out of the list. */
function closeFolders(tenant: SimulatedTenant, folders: readonly PlantedFolder[]): PlantedFolder[] {
  return folders.flatMap((folder) => {
    const drive = findDrive(tenant, folder.driveId)?.drive;
    if (drive === undefined) return [];
    drive.permissions.delete(folder.itemId);
    drive.breaksInheritance.delete(folder.itemId);
    return [{ ...folder, grantKind: 'inherits', roles: [] }];
  });
}

function tidyGuests(tenant: SimulatedTenant, people: People, stale: ReadonlySet<string>): void {
  const gone = people.guests.filter(
    (guest) => guest.externalUserState !== 'Accepted' || stale.has(guest.userPrincipalName ?? ''),
  );
  removeFromGroups(tenant, gone);
  tenant.users = tenant.users.filter((user) => !gone.includes(user));
}

function secondOwners(tenant: SimulatedTenant, groups: Groups): void {
  const [first, second] = groups.departments.it.memberIds;
  for (const { ownerIds } of tenant.groups) {
    for (const id of [first, second]) if (ownerIds.length < 2 && id !== undefined && !ownerIds.includes(id)) ownerIds.push(id);
  }
}

export function tidyUp(
  making: Making,
  tenant: SimulatedTenant,
  of: {
    readonly people: People;
    readonly groups: Groups;
    readonly folders: readonly PlantedFolder[];
    readonly staleGuests: readonly string[];
    readonly noteTakerId: string;
  },
): PlantedFolder[] {
  offboard(tenant, of.people);
  tidyGuests(tenant, of.people, new Set(of.staleGuests));
  secondOwners(tenant, of.groups);
  const folders = closeFolders(tenant, of.folders);
  tenant.labels = makeLabels(making);
  const domains = [
    ...new Set(tenant.users.filter((user) => user.userType === 'Guest').map((user) => (user.mail ?? '').split('@')[1] ?? '')),
  ];
  Object.assign(tenant.sharePointSettings, {
    sharingCapability: 'existingExternalUserSharingOnly',
    sharingDomainRestrictionMode: 'allowList',
    sharingAllowedDomainList: domains.sort(),
    isResharingByExternalUsersEnabled: false,
  });
  Object.assign(tenant.authorizationPolicy, { allowInvitesFrom: 'adminsAndGuestInviters', guestUserRoleId: RESTRICTED_GUEST });
  Object.assign(tenant.authorizationPolicy.defaultUserRolePermissions ?? {}, { permissionGrantPoliciesAssigned: [] });
  tenant.servicePrincipals = tenant.servicePrincipals.filter((one) => one.id !== of.noteTakerId);
  tenant.grants = tenant.grants.filter((one) => one.clientId !== of.noteTakerId);
  return folders;
}
