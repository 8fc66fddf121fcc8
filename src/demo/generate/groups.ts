/** Groups of a practice: a Microsoft 365 group for each department, two private project groups, and the pilot of Copilot. */
import type { SimulatedGroup } from '../tenant.js';
import { daysAgo, type Making } from './making.js';
import type { People, Person, StoredUser } from './people.js';
import type { Department, Named } from './words.js';

export interface Groups {
  readonly departments: Readonly<Record<Department, SimulatedGroup>>;
  readonly projects: readonly [SimulatedGroup, SimulatedGroup];
  readonly pilot: SimulatedGroup;
}

const ids = (users: readonly StoredUser[]): string[] => users.map((user) => user.id);

export function unified(making: Making, [displayName, mailNickname]: Named, isTeam: boolean): SimulatedGroup {
  const created = daysAgo(making, making.random.int(1500, 2400));
  return {
    group: {
      id: making.random.guid(),
      classification: null,
      createdDateTime: created,
      deletedDateTime: null,
      description: displayName,
      displayName,
      expirationDateTime: null,
      groupTypes: ['Unified'],
      isAssignableToRole: null,
      mail: `${mailNickname.toLowerCase()}@${making.domain}`,
      mailEnabled: true,
      mailNickname,
      membershipRule: null,
      membershipRuleProcessingState: null,
      onPremisesSyncEnabled: null,
      proxyAddresses: [`SMTP:${mailNickname.toLowerCase()}@${making.domain}`],
      renewedDateTime: created,
      resourceBehaviorOptions: [],
      resourceProvisioningOptions: isTeam ? ['Team'] : [],
      securityEnabled: false,
      visibility: 'Private',
    },
    memberIds: [],
    ownerIds: [],
  };
}

export function security(making: Making, [displayName, mailNickname]: Named): SimulatedGroup {
  const group = unified(making, [displayName, mailNickname], false);
  const plain = { groupTypes: [], mail: null, mailEnabled: false, proxyAddresses: [], securityEnabled: true, visibility: null };
  Object.assign(group.group, plain, { resourceProvisioningOptions: [] });
  return group;
}

export function makeGroups(making: Making, people: People, pilotSize: number): Groups {
  const { random, words } = making;
  const working = people.staff.filter((person) => !person.hasLeft);
  const of = (department: Department): readonly Person[] => people.staff.filter((person) => person.department === department);
  const it = working.filter((person) => person.department === 'it').map((person) => person.user);
  const management = working.filter((person) => person.department === 'management').map((person) => person.user);

  const department = (name: Department): SimulatedGroup => {
    const made = unified(making, words.departments[name], true);
    const members = of(name);
    made.memberIds.push(...ids(members.map((person) => person.user)));
    const owners = members.filter((person) => !person.hasLeft).slice(0, 2);
    made.ownerIds.push(...ids(owners.map((person) => person.user)));
    return made;
  };
  const departments = {
    frontOffice: department('frontOffice'),
    clinical: department('clinical'),
    billing: department('billing'),
    hr: department('hr'),
    it: department('it'),
    management: department('management'),
  };
  // Nobody took the former office manager out of her group.
  departments.frontOffice.memberIds.push(people.departed.user.id);

  const project = (named: Named, guests: readonly StoredUser[]): SimulatedGroup => {
    const made = unified(making, named, false);
    const owner = random.pick(management);
    const others = random.shuffle(management.filter((user) => user !== owner)).slice(0, 3);
    made.memberIds.push(...ids([owner, ...others, ...guests]));
    made.ownerIds.push(owner.id);
    return made;
  };
  const [finance, expansion] = words.projects;
  const invited = people.guests.filter((guest) => guest.externalUserState === 'Accepted').slice(-2);
  const projects = [project(finance, []), project(expansion, invited)] as const;

  const pilot = security(making, words.pilot);
  const order: readonly Department[] = ['management', 'it', 'hr', 'billing', 'frontOffice'];
  const candidates = order.flatMap((name) => working.filter((person) => person.department === name).map((person) => person.user));
  pilot.memberIds.push(...ids(candidates.slice(0, pilotSize)));
  pilot.ownerIds.push(...ids(it.slice(0, 2)));
  return { departments, projects: [projects[0], projects[1]], pilot };
}

export function allGroups(groups: Groups): SimulatedGroup[] {
  return [...Object.values(groups.departments), ...groups.projects, groups.pilot];
}
