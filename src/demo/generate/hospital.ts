/** The "HR analyst" of the acceptance scenarios: a hospital system with one forgotten folder, its twins and its twists. */
import { type Generated, organizationOf } from '../generate.js';
import { guidOf, seededRandom } from '../random.js';
import type { AppRegistration, SimulatedGroup, SimulatedSite, SimulatedTenant } from '../tenant.js';
import { administration, tidySettings } from './administration.js';
import { NO_GRANTS, SCANNER_GRANTS, SCANNER_ROLES } from './apps.js';
import { hospitalCompliance, NO_COMPLIANCE, tidyCompliance } from './compliance/tenants.js';
import { makeArchive, type Twist } from './hospital-archive.js';
import { hospitalFrame } from './hospital-frame.js';
import {
  allStaffGroup,
  type HospitalGroups,
  type HospitalPeople,
  makeHospitalGroups,
  makeHospitalPeople,
  makeHospitalPolicies,
} from './hospital-people.js';
import { groupSite, homeSite, oneDrive, privateChannel } from './hospital-sites.js';
import { COPILOT, copilot, enterpriseE5 } from './licences.js';
import type { Making } from './making.js';
import { countHospital, type PlantedHospital } from './planted-hospital.js';
import { generalChannels } from './sharepoint.js';
import { WORDS } from './words.js';

export interface HospitalOptions {
  /** `clean`: what was wrong was put right; `blind`: the scanner may read the organization and nothing else. */
  readonly variant?: PlantedHospital['variant'];
  /** How the folder is open in place of the claim on everyone among the visitors of its site. */
  readonly twist?: Twist;
  readonly asOf?: Date;
  /** Enabled members, at least 200; 3,000 where it is missing. */
  readonly staff?: number;
  /** Seats of Copilot, all of them in use; 400 where it is missing. */
  readonly seats?: number;
}

const ORGANIZATION_ONLY = 'DeviceManagementServiceConfig.Read.All';

function begin(asOf: Date): Making {
  const random = seededRandom(3000);
  const slug = 'meridianregional';
  return {
    random,
    asOf,
    language: 'en',
    words: WORDS.en,
    isCanonical: false,
    scale: 1,
    organization: 'Meridian Regional Health',
    tenantId: random.guid(),
    domain: `${slug}.example`,
    initialDomain: `${slug}.onmicrosoft.com`,
    host: `${slug}.sharepoint.com`,
    personalHost: `${slug}-my.sharepoint.com`,
  };
}

function channelsOf(tenant: SimulatedTenant, team: SimulatedGroup, site: SimulatedSite): SimulatedTenant['channels'] {
  const drive = site.drives[0];
  const folder = drive?.items.find((item) => item.folder !== undefined && item.root === undefined);
  const id = `19:${guidOf(`${team.group.id} enrollment`).replaceAll('-', '')}@thread.tacv2`;
  const about = { id, teamId: team.group.id, displayName: 'Open enrollment', createdDateTime: site.site.createdDateTime ?? '' };
  const itsFolder = drive === undefined || folder === undefined ? null : { driveId: drive.drive.id, itemId: folder.id };
  return [...generalChannels(tenant), { ...about, membershipType: 'private', folder: itsFolder }];
}

/** Container and file labels everywhere but on the archive, whose folder nobody ever looked at again. */
function label(tenant: SimulatedTenant, archive: readonly SimulatedSite[], isClean: boolean): void {
  const named = (name: string): string => tenant.labels.find((one) => one.name === name)?.id ?? '';
  for (const made of tenant.sites) {
    const isArchive = archive.includes(made);
    if (isArchive && !isClean) continue;
    const name = isArchive ? 'Confidential PHI' : 'Confidential';
    if (made.collection !== undefined && made.site.isPersonalSite !== true)
      made.collection.properties.SensitivityLabel = named(name);
    const group = tenant.groups.find((one) => one.siteId === made.site.id)?.group;
    if (group !== undefined) group.assignedLabels = [{ labelId: named(name), displayName: name }];
    for (const item of made.drives.flatMap((drive) => drive.items)) {
      if (item.file !== undefined) item.columns = { _IpLabelId: named(name), _IpLabelAssignmentMethod: 'Standard' };
    }
  }
}

function registrationOf(making: Making, isBlind: boolean): AppRegistration {
  const roles = isBlind ? [ORGANIZATION_ONLY] : [...SCANNER_ROLES];
  return {
    clientId: making.random.guid(),
    displayName: 'copilot-preflight',
    secret: `sim~${making.random.base64url(36)}`,
    certificates: [],
    roles,
    scopes: roles,
    ...structuredClone(isBlind ? NO_GRANTS : SCANNER_GRANTS),
  };
}

interface Built {
  readonly making: Making;
  readonly people: HospitalPeople;
  readonly groups: HospitalGroups;
  readonly allStaff: SimulatedGroup | null;
  readonly sites: readonly SimulatedSite[];
  readonly registration: AppRegistration;
}

function assemble({ making, people, groups, allStaff, sites, registration }: Built, isClean: boolean): SimulatedTenant {
  const { random, tenantId } = making;
  const admins = people.staff.slice(60, 62);
  const subscription = { tenantId, tenantName: making.initialDomain.split('.')[0] ?? '' };
  const seats = people.staff.filter((user) => user.assignedLicenses?.some((one) => one.skuId === COPILOT)).length;
  const all = people.staff.length;
  return {
    id: tenantId,
    organization: organizationOf(making),
    skus: [
      enterpriseE5({ ...subscription, subscriptionId: random.guid(), bought: all, consumed: all }),
      copilot({ ...subscription, subscriptionId: random.guid(), bought: seats, consumed: seats }),
    ],
    users: [...people.staff, people.creator],
    groups: [...Object.values(groups), ...(allStaff === null ? [] : [allStaff])],
    ...makeHospitalPolicies(making, admins),
    // Everything is in order but what a new link opens.
    sharePoint: administration({
      ...tidySettings([]),
      CoreDefaultShareLinkScope: isClean ? 2 : -1,
      CoreSharingCapability: 0,
      DefaultSharingLinkType: isClean ? 1 : 2,
      OneDriveDefaultShareLinkScope: isClean ? 2 : -1,
      SharingCapability: 0,
    }),
    compliance: NO_COMPLIANCE,
    sites: [...sites],
    ...hospitalFrame(making, registration, admins[0]?.id ?? people.analyst.id),
  };
}

export function generateHospital(options: HospitalOptions = {}): Generated<PlantedHospital> {
  const { variant = 'hospital', twist = null } = options;
  const isClean = variant === 'clean';
  const making = begin(options.asOf ?? new Date());
  const people = makeHospitalPeople(making, options.staff ?? 3000, options.seats ?? 400);
  const groups = makeHospitalGroups(making, people);
  const allStaff = twist === 'dynamic-group' ? allStaffGroup(making, people) : null;
  const registration = registrationOf(making, variant === 'blind');

  const archive = makeArchive(making, { people, groups, allStaff, twist: isClean ? null : twist, isClean });
  const itStaff = people.staff.slice(60, 62);
  const benefits = groupSite(making, groups.benefits, people.staff, ['Plans', 'Open Enrollment', 'Wellness']);
  const channel = privateChannel(making, groups.benefits, people.staff);
  const sites = [
    homeSite(making, itStaff),
    benefits,
    channel,
    groupSite(making, groups.facilities, people.staff, ['Floor Plans', 'Suppliers']),
    groupSite(making, groups.it, people.staff, ['Runbooks', 'Software']),
    ...archive.sites,
    ...[people.analyst, ...people.staff.slice(20, 24)].map((owner) => oneDrive(making, owner)),
  ];
  const tenant = assemble({ making, people, groups, allStaff, sites, registration }, isClean);
  tenant.channels = channelsOf(tenant, groups.benefits, channel);
  label(tenant, archive.sites, isClean);
  const around = {
    watchers: groups.it.group.mail ?? '',
    clinicians: groups.benefits.group.mail ?? '',
    people: people.staff,
  };
  tenant.compliance = (isClean ? tidyCompliance : hospitalCompliance)(making, tenant, around);
  const planted = countHospital(making, tenant, {
    variant,
    twist: isClean ? null : twist,
    people,
    groups,
    allStaff,
    archive,
    benefits,
  });
  const { tenantId, domain } = making;
  const credentials = { tenantId, domain, clientId: registration.clientId, clientSecret: registration.secret ?? '' };
  return { tenant, planted, credentials };
}
