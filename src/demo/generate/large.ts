/** A tenant for the benchmark: its files are worked out when they are asked for, so that there may be millions of them. */
import { type Generated, organizationOf } from '../generate.js';
import { guidOf, seededRandom } from '../random.js';
import type { AppRegistration, SimulatedDrive, SimulatedGroup, SimulatedTenant, StoredPermission } from '../tenant.js';
import { administration, tidySettings } from './administration.js';
import { SCANNER_GRANTS, SCANNER_ROLES } from './apps.js';
import { countCompliance } from './compliance/counts.js';
import { hospitalCompliance, NO_COMPLIANCE } from './compliance/tenants.js';
import { ComputedLibrary, calendar } from './computed-library.js';
import { byLink, personOf, toEveryoneInside, toGroupMembers, toPerson } from './grants.js';
import { unified } from './groups.js';
import { hospitalFrame } from './hospital-frame.js';
import { makeHospitalPeople, makeHospitalPolicies } from './hospital-people.js';
import { groupSite } from './hospital-sites.js';
import { copilot, enterpriseE5 } from './licences.js';
import type { Making } from './making.js';
import type { StoredUser } from './people.js';
import type { PlantedTenant } from './planted.js';
import { generalChannels } from './sharepoint.js';
import { WORDS } from './words.js';

export interface LargeOptions {
  readonly users: number;
  readonly sites: number;
  /** Files and folders, without the roots of the libraries. */
  readonly items: number;
  /** Items with permissions of their own. */
  readonly ownAcls: number;
  readonly seed: number;
  readonly asOf?: Date;
}

export interface PlantedLarge extends PlantedTenant {
  readonly counts: {
    readonly users: number;
    readonly groups: number;
    readonly sites: number;
    readonly drives: number;
    /** Roots, folders and files. */
    readonly items: number;
    readonly files: number;
    readonly itemsWithOwnPermissions: number;
  };
}

/** The first library holds this share of everything: no drive of a real tenant is like another. */
const LARGEST_SHARE = 0.2;

function begin({ seed, asOf }: LargeOptions): Making {
  const random = seededRandom(seed);
  const slug = `large${seed}`;
  return {
    random,
    asOf: asOf ?? new Date(),
    language: 'en',
    words: WORDS.en,
    isCanonical: false,
    scale: 1,
    organization: 'Northern Plains Health',
    tenantId: random.guid(),
    domain: `${slug}.example`,
    initialDomain: `${slug}.onmicrosoft.com`,
    host: `${slug}.sharepoint.com`,
    personalHost: `${slug}-my.sharepoint.com`,
  };
}

/** So many things over so many places, the first place with its share; every place gets what is left over evenly. */
function spread(total: number, places: number): number[] {
  if (places === 1) return [total];
  const first = Math.floor(total * LARGEST_SHARE);
  const each = Math.floor((total - first) / (places - 1));
  const spare = total - first - each * (places - 1);
  return Array.from({ length: places }, (_, at) => (at === 0 ? first : each + (at <= spare ? 1 : 0)));
}

function makeGroup(making: Making, staff: readonly StoredUser[], number: number): SimulatedGroup {
  const name = `Team ${number + 1}`;
  const made = unified(making, [name, `Team${number + 1}`], number % 2 === 0);
  const size = making.random.int(4, 60);
  const start = making.random.int(0, staff.length - 1);
  const members = Array.from(
    { length: Math.min(size, staff.length) },
    (_, at) => staff[(start + at) % staff.length] as StoredUser,
  );
  made.memberIds.push(...members.map((user) => user.id));
  made.ownerIds.push(...members.slice(0, 2).map((user) => user.id));
  return made;
}

interface Around {
  readonly making: Making;
  readonly staff: readonly StoredUser[];
  readonly groups: readonly SimulatedGroup[];
  readonly siteUrl: string;
}

/** An act of sharing, most of them between people. */
function entry({ making, staff, groups, siteUrl }: Around): StoredPermission {
  const { random } = making;
  const kind = random.next();
  const friend = random.pick(staff);
  const made = { by: personOf(random.pick(staff)), at: making.asOf.toISOString() };
  if (kind < 0.4) return toPerson(friend, 'read');
  if (kind < 0.65) return { ...byLink(making, siteUrl, { scope: 'users', type: 'view' }, [friend]), made };
  if (kind < 0.8) return { ...byLink(making, siteUrl, { scope: 'organization', type: 'edit' }, [friend]), made };
  return kind < 0.95 ? toGroupMembers(random.pick(groups), 'write') : toEveryoneInside(making, 'read');
}

/** Sets own permissions on evenly spaced items. */
function shareSome(drive: SimulatedDrive, count: number, around: Around): void {
  const { computed } = drive;
  if (computed === undefined || count === 0) return;
  const step = computed.count / count;
  for (let at = 0; at < count; at += 1) {
    const { id } = computed.at(Math.floor(at * step) + 1);
    drive.permissions.set(id, [entry(around)]);
    if (at % 3 === 0) drive.breaksInheritance.add(id);
  }
}

function registrationOf(making: Making): AppRegistration {
  return {
    clientId: making.random.guid(),
    displayName: 'copilot-preflight',
    secret: `sim~${making.random.base64url(36)}`,
    certificates: [],
    roles: [...SCANNER_ROLES],
    scopes: [...SCANNER_ROLES],
    ...structuredClone(SCANNER_GRANTS),
  };
}

function planted(making: Making, tenant: SimulatedTenant): PlantedLarge {
  const drives = tenant.sites.flatMap((site) => site.drives);
  const sum = (of: (drive: SimulatedDrive) => number): number => drives.reduce((total, drive) => total + of(drive), 0);
  return {
    variant: 'large',
    language: making.language,
    asOf: making.asOf.toISOString(),
    organization: making.organization,
    tenantId: making.tenantId,
    domain: making.domain,
    leaversList: [],
    compliance: countCompliance(tenant.compliance),
    counts: {
      users: tenant.users.length,
      groups: tenant.groups.length,
      sites: tenant.sites.length,
      drives: drives.length,
      items: sum((drive) => drive.items.length + (drive.computed?.count ?? 0)),
      files: sum((drive) => drive.computed?.files ?? 0),
      itemsWithOwnPermissions: sum((drive) => drive.permissions.size - 1),
    },
  };
}

export function generateLarge(options: LargeOptions): Generated<PlantedLarge> {
  const making = begin(options);
  const { random, tenantId, domain } = making;
  const people = makeHospitalPeople(making, options.users, Math.floor(options.users / 10));
  const { staff } = people;
  const groups = Array.from({ length: options.sites }, (_, number) => makeGroup(making, staff, number));
  const sites = groups.map((group) => groupSite(making, group, staff, []));
  const items = spread(options.items, options.sites);
  const own = spread(options.ownAcls, options.sites);
  const days = calendar(making);
  const authors = staff.slice(0, 200);
  for (const [at, made] of sites.entries()) {
    const [drive] = made.drives;
    const root = drive?.items[0];
    if (drive === undefined || root === undefined) throw new Error('generateLarge: a site has no library');
    drive.computed = new ComputedLibrary(making.words, root, items[at] ?? 0, authors, days);
    shareSome(drive, own[at] ?? 0, { making, staff, groups, siteUrl: made.site.webUrl ?? '' });
  }
  const registration = registrationOf(making);
  const admins = staff.slice(0, 2);
  const subscription = { tenantId, tenantName: making.initialDomain.split('.')[0] ?? '' };
  const seats = Math.floor(options.users / 10);
  const tenant: SimulatedTenant = {
    id: tenantId,
    organization: organizationOf(making),
    skus: [
      enterpriseE5({ ...subscription, subscriptionId: guidOf(`${tenantId} E5`), bought: staff.length, consumed: staff.length }),
      copilot({ ...subscription, subscriptionId: guidOf(`${tenantId} Copilot`), bought: seats, consumed: seats }),
    ],
    users: [...staff, people.creator],
    groups: [...groups],
    ...makeHospitalPolicies(making, admins),
    sharePoint: administration(tidySettings([])),
    compliance: NO_COMPLIANCE,
    sites,
    ...hospitalFrame(making, registration, admins[0]?.id ?? people.creator.id),
  };
  tenant.channels = generalChannels(tenant);
  const [watchers = '', clinicians = ''] = groups.slice(0, 2).map(({ group }) => group.mail ?? '');
  tenant.compliance = hospitalCompliance(making, tenant, { watchers, clinicians, people: staff.slice(0, 2000) });
  const credentials = { tenantId, domain, clientId: registration.clientId, clientSecret: registration.secret ?? random.guid() };
  return { tenant, planted: planted(making, tenant), credentials };
}
