/** The people of a hospital system, its groups and its policies: three thousand who work there, one who left, and nothing else odd. */
import type { SimulatedGroup, SimulatedTenant } from '../tenant.js';
import { security, unified } from './groups.js';
import { COPILOT, E5 } from './licences.js';
import { daysAgo, type Making } from './making.js';
import { NAMES } from './names.js';
import { account, type StoredUser, seen } from './people.js';
import { makePolicies } from './policies.js';
import { asciiOf } from './words.js';

export interface HospitalPeople {
  readonly staff: readonly StoredUser[];
  readonly analyst: StoredUser;
  /** Made the old folder, and was disabled two years ago. */
  readonly creator: StoredUser;
}

const UNITS = ['Nursing', 'Laboratory', 'Radiology', 'Pharmacy', 'Surgery', 'Facilities', 'Front Desk', 'Kitchen'] as const;

function employee(making: Making, first: string, last: string, nickname: string, number: number): StoredUser {
  const { random } = making;
  const user = account(making, { first, last, nickname }, number, ['clinical', 'Staff', false], random.int(300, 2400));
  user.department = UNITS[number % UNITS.length] ?? UNITS[0];
  user.assignedLicenses = [{ skuId: E5, disabledPlans: [] }];
  const days = random.int(0, 12);
  seen(making, user, days, days);
  return user;
}

export function makeHospitalPeople(making: Making, size: number, seats: number): HospitalPeople {
  const { first, last } = NAMES.en;
  const staff = Array.from({ length: size }, (_, number) => {
    if (number === 0) return employee(making, 'Helen', 'Rowe', 'hr.analyst', number);
    const [given, family] = [first[number % first.length] ?? '', last[Math.floor(number / first.length) % last.length] ?? ''];
    return employee(making, given, family, asciiOf(`${given}.${family}${number}`).toLowerCase(), number);
  });
  const [analyst] = staff;
  if (analyst === undefined) throw new Error('makeHospitalPeople: nobody works here');
  analyst.jobTitle = 'HR Analyst';
  analyst.department = 'Human Resources';
  for (const user of staff.slice(0, seats)) user.assignedLicenses?.push({ skuId: COPILOT, disabledPlans: [] });
  const creator = employee(making, 'Gloria', 'Petersen', 'g.petersen', size);
  creator.accountEnabled = false;
  creator.assignedLicenses = [];
  creator.department = 'Revenue Cycle';
  creator.createdDateTime = daysAgo(making, 3000);
  seen(making, creator, 730, 730);
  return { staff, analyst, creator };
}

export interface HospitalGroups {
  readonly benefits: SimulatedGroup;
  readonly facilities: SimulatedGroup;
  readonly it: SimulatedGroup;
  readonly revCycle: SimulatedGroup;
}

function filled(group: SimulatedGroup, members: readonly StoredUser[]): SimulatedGroup {
  group.memberIds.push(...members.map((user) => user.id));
  group.ownerIds.push(...members.slice(0, 2).map((user) => user.id));
  return group;
}

/** Small groups: none of them is many of the staff. */
export function makeHospitalGroups(making: Making, { staff }: HospitalPeople): HospitalGroups {
  return {
    // The owners come first, and the analyst is none of them.
    benefits: filled(unified(making, ['HR-Benefits', 'HR-Benefits'], true), [...staff.slice(1, 24), ...staff.slice(0, 1)]),
    facilities: filled(unified(making, ['Facilities', 'Facilities'], true), staff.slice(30, 60)),
    it: filled(unified(making, ['IT', 'IT'], true), staff.slice(60, 100)),
    revCycle: filled(security(making, ['RevCycle', 'RevCycle']), staff.slice(100, 160)),
  };
}

/** A dynamic group whose rule takes in nearly everybody. */
export function allStaffGroup(making: Making, { staff }: HospitalPeople): SimulatedGroup {
  const made = filled(security(making, ['All Staff', 'AllStaff']), staff.slice(0, Math.floor((staff.length * 2950) / 3000)));
  Object.assign(made.group, {
    groupTypes: ['DynamicMembership'],
    membershipRule: '(user.userType -eq "Member") and (user.accountEnabled -eq true)',
    membershipRuleProcessingState: 'On',
  });
  made.ownerIds = [];
  return made;
}

type Policies = ReturnType<typeof makePolicies>;

function requiresMfa(making: Making): SimulatedTenant['conditionalAccess'][number] {
  return {
    id: making.random.guid(),
    createdDateTime: daysAgo(making, 900),
    modifiedDateTime: daysAgo(making, 300),
    displayName: 'Require MFA for everybody',
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
      users: {
        includeUsers: ['All'],
        excludeUsers: [],
        includeGroups: [],
        excludeGroups: [],
        includeRoles: [],
        excludeRoles: [],
      },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [] },
  };
}

/** Well kept, but for the default of sharing links, which is no policy of Graph's. */
export function makeHospitalPolicies(making: Making, admins: readonly StoredUser[]): Policies {
  const policies = makePolicies(making, admins, []);
  policies.securityDefaults.isEnabled = false;
  const conditionalAccess = [requiresMfa(making)];
  Object.assign(policies.authorizationPolicy, { allowInvitesFrom: 'adminsAndGuestInviters' });
  Object.assign(policies.authorizationPolicy.defaultUserRolePermissions ?? {}, { permissionGrantPoliciesAssigned: [] });
  Object.assign(policies.sharePointSettings, {
    sharingCapability: 'disabled',
    isResharingByExternalUsersEnabled: false,
    idleSessionSignOut: { isEnabled: true, signOutAfterInSeconds: 3600, warnAfterInSeconds: 3300 },
    isUnmanagedSyncAppForTenantRestricted: true,
    allowedDomainGuidsForSyncApp: [making.random.guid()],
  });
  return { ...policies, conditionalAccess };
}
