/** Writes down what a finished tenant holds, counted in the tenant itself and not in what was meant to be built. */
import type { SimulatedGroup, SimulatedTenant } from '../tenant.js';
import { countCompliance } from './compliance/counts.js';
import type { Content } from './content.js';
import type { Groups } from './groups.js';
import { daysAgo, type Making } from './making.js';
import type { People, StoredUser } from './people.js';
import type { Planted, PlantedApp, PlantedClaim, PlantedFolder, PlantedGroup, PlantedLeaver } from './planted.js';

const upnOf = (user: StoredUser): string => user.userPrincipalName ?? '';
const isLicensed = (user: StoredUser): boolean => (user.assignedLicenses ?? []).length > 0;

function plantedApps(tenant: SimulatedTenant): PlantedApp[] {
  const microsoft = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';
  const roleNames = new Map(
    tenant.servicePrincipals.flatMap((one) => one.appRoles ?? []).map((role) => [role.id, role.value ?? ''] as const),
  );
  return tenant.servicePrincipals.map((app) => ({
    id: app.id,
    appId: app.appId ?? '',
    name: app.displayName ?? '',
    hosts: (app.replyUrls ?? []).map((url) => new URL(url).host),
    firstParty: app.appOwnerOrganizationId === microsoft,
    verifiedPublisher: (app.verifiedPublisher?.displayName ?? null) !== null,
    delegated: tenant.grants
      .filter((grant) => grant.clientId === app.id)
      .map((grant) => {
        const person = tenant.users.find((user) => user.id === grant.principalId);
        return { scopes: (grant.scope ?? '').trim().split(' '), byUpn: person === undefined ? 'administrator' : upnOf(person) };
      }),
    application: tenant.appRoleAssignments
      .filter((one) => one.principalId === app.id)
      .map((one) => roleNames.get(one.appRoleId ?? '') ?? ''),
  }));
}

function plantedGroup({ group, memberIds, ownerIds, siteId }: SimulatedGroup): PlantedGroup {
  const about = { id: group.id, name: group.displayName ?? '', visibility: group.visibility ?? null };
  return { ...about, members: memberIds.length, owners: ownerIds.length, siteId: siteId ?? null };
}

function leaversOf(making: Making, people: People): PlantedLeaver[] {
  const left = people.staff.filter((person) => person.hasLeft);
  return left.map(({ user }, at) => {
    const last = Date.parse(user.signInActivity?.lastSuccessfulSignInDateTime ?? '');
    return {
      id: user.id,
      upn: upnOf(user),
      enabled: user.accountEnabled === true,
      licensed: isLicensed(user),
      lastSignInDaysAgo: Math.floor((making.asOf.getTime() - last) / 86_400_000),
      // HR was never told of the last one.
      onLeaversList: at < left.length - 1,
    };
  });
}

/** Folders in the clinical library: what the site's own group may open. */
function clinicalFolders(content: Content): PlantedFolder[] {
  return content.clinicalFolders.map(({ library, folder, files }) => ({
    siteId: folder.parentReference.siteId,
    driveId: library.drive.drive.id,
    itemId: folder.id,
    name: folder.name,
    path: new URL(decodeURI(folder.webUrl)).pathname,
    files,
    grantKind: 'inherits',
    roles: [],
    phiLookingName: true,
    createdById: folder.createdBy.user?.id ?? '',
  }));
}

/** A claim that is in the group that it was put into, and on nothing of that site itself. */
function stillThere(tenant: SimulatedTenant, claim: PlantedClaim | null): PlantedClaim | null {
  const made = tenant.sites.find(({ site }) => site.id === claim?.siteId);
  const inside = made?.collection?.groups.find((group) => group.id === claim?.groupId)?.members ?? [];
  const entries = made?.drives.flatMap((drive) => [...drive.permissions.values()].flat()) ?? [];
  const isOutside = entries.some((one) => one.grantedToV2?.siteUser?.loginName === claim?.loginName);
  return !isOutside && inside.some((one) => one.loginName === claim?.loginName) ? claim : null;
}

export function countTenant(
  making: Making,
  variant: Planted['variant'],
  tenant: SimulatedTenant,
  of: {
    readonly people: People;
    readonly groups: Groups;
    readonly content: Content;
    readonly folders: readonly PlantedFolder[];
    readonly staleGuests: readonly string[];
    readonly globalAdmins: readonly StoredUser[];
    readonly hidden: { readonly everyoneInVisitors: PlantedClaim | null; readonly foreignClaim: PlantedClaim | null };
  },
): Planted {
  const { people, groups, content } = of;
  const members = tenant.users.filter((user) => user.userType === 'Member');
  const guests = tenant.users.filter((user) => user.userType === 'Guest');
  const guestUpns = new Set(guests.map(upnOf));
  const exEmployees = leaversOf(making, people);
  const drives = tenant.sites.flatMap((site) => site.drives);
  const items = drives.flatMap((drive) => drive.items);
  const driveIds = new Set(drives.map((drive) => drive.drive.id));
  const departed = people.departed.user;
  const personal = tenant.sites.filter(({ site }) => site.isPersonalSite === true);
  const own = drives.map((drive) => new Set([...drive.permissions.keys(), ...drive.breaksInheritance]).size - 1);
  return {
    variant,
    language: making.language,
    asOf: making.asOf.toISOString(),
    organization: making.organization,
    tenantId: making.tenantId,
    domain: making.domain,
    staff: {
      enabledMembers: members.filter((user) => user.accountEnabled === true).length,
      disabledMembers: members.filter((user) => user.accountEnabled !== true).length,
      providers: people.staff.filter((person) => person.isProvider).length,
    },
    guests: {
      total: guests.length,
      staleUpns: of.staleGuests.filter((upn) => guestUpns.has(upn)),
      pendingUpns: guests.filter((guest) => guest.externalUserState === 'PendingAcceptance').map(upnOf),
    },
    globalAdminUpns: of.globalAdmins.map(upnOf),
    exEmployees,
    leaversList: exEmployees
      .filter((one) => one.onLeaversList)
      .map((one) => ({ upn: one.upn, lastDay: daysAgo(making, one.lastSignInDaysAgo).slice(0, 10) })),
    departedCreator: {
      id: departed.id,
      upn: upnOf(departed),
      displayName: departed.displayName ?? '',
      enabled: departed.accountEnabled === true,
      licensed: isLicensed(departed),
      disabledMonthsAgo: 14,
      memberOfGroupIds: tenant.groups.filter((group) => group.memberIds.includes(departed.id)).map((group) => group.group.id),
      oneDriveSiteId: personal.find(({ drives: [first] }) => first?.drive.owner?.user?.id === departed.id)?.site.id ?? null,
    },
    compliance: countCompliance(tenant.compliance),
    folders: of.folders,
    clinicalFolders: clinicalFolders(content),
    clinicalGroupId: groups.departments.clinical.group.id,
    everyoneInVisitors: stillThere(tenant, of.hidden.everyoneInVisitors),
    foreignClaim: stillThere(tenant, of.hidden.foreignClaim),
    ordinaryShares: content.ordinaryShares.filter((share) => driveIds.has(share.driveId)),
    groups: tenant.groups.map(plantedGroup),
    pilotGroup: { id: groups.pilot.group.id, memberIds: [...groups.pilot.memberIds] },
    licences: tenant.skus.map((sku) => ({
      skuPartNumber: sku.skuPartNumber ?? '',
      enabled: sku.prepaidUnits?.enabled ?? 0,
      consumed: sku.consumedUnits ?? 0,
    })),
    labels: tenant.labels.length,
    sharingCapability: tenant.sharePointSettings.sharingCapability ?? '',
    securityDefaults: tenant.securityDefaults.isEnabled === true,
    apps: plantedApps(tenant),
    counts: {
      users: tenant.users.length,
      groups: tenant.groups.length,
      sites: tenant.sites.length,
      oneDrives: personal.length,
      drives: drives.length,
      items: items.length,
      files: items.filter((item) => item.file !== undefined).length,
      itemsWithOwnPermissions: own.reduce((sum, number) => sum + number, 0),
    },
  };
}
