/** The people of a practice: staff by department, the ones who left, the guests, and when each was last seen. */
import type { SimulatedTenant } from '../tenant.js';
import { BUSINESS_PREMIUM } from './licences.js';
import { count, daysAgo, type Making } from './making.js';
import { NAMES, OUTSIDE } from './names.js';
import { asciiOf, type Department } from './words.js';

export type StoredUser = SimulatedTenant['users'][number];

export interface Person {
  readonly user: StoredUser;
  readonly department: Department;
  readonly isProvider: boolean;
  /** No longer works here, though the account may say otherwise. */
  readonly hasLeft: boolean;
}

export interface People {
  /** Enabled members, in the order in which they were hired. */
  readonly staff: readonly Person[];
  readonly departed: Person;
  readonly guests: readonly StoredUser[];
}

export type Titled = readonly [department: Department, title: string, isProvider: boolean];

/** How many of each work in a practice of this size; half of all treat patients. */
function positions(size: number): Titled[] {
  const providers = Math.round(size * 0.27);
  const clinical = Math.round(size / 2) - providers;
  const small = Math.max(2, Math.round(size * 0.054));
  const front = Math.round(size * 0.16);
  const billing = Math.round(size * 0.108);
  const management = size - providers - clinical - 2 * small - front - billing;
  const of = (number: number, titled: Titled): Titled[] => Array.from({ length: number }, () => titled);
  return [
    ...of(providers, ['clinical', 'Physician', true]),
    ...of(clinical, ['clinical', 'Nurse', false]),
    ...of(front, ['frontOffice', 'Front Desk', false]),
    ...of(billing, ['billing', 'Billing Specialist', false]),
    ...of(small, ['hr', 'HR Specialist', false]),
    ...of(small, ['it', 'IT Administrator', false]),
    ...of(management, ['management', 'Administrator', false]),
  ];
}

/** Where the people worked who left without anyone telling IT, in the order in which they left. */
const LEAVE_FROM: readonly Department[] = [
  'frontOffice',
  'clinical',
  'billing',
  'clinical',
  'frontOffice',
  'management',
  'clinical',
  'clinical',
  'billing',
];

export interface Identity {
  readonly first: string;
  readonly last: string;
  readonly nickname: string;
}

/** Names drawn without repetition; two with one initial and one surname are told apart by a number. */
function identities(making: Making): (fixed?: readonly [string, string]) => Identity {
  const { first, last } = NAMES[making.language];
  const taken = new Set<string>();
  const names = making.random.shuffle(first.flatMap((one) => last.map((other) => [one, other] as const)));
  return (fixed) => {
    const [given, family] = fixed ?? names.pop() ?? ['Alex', `Example${taken.size}`];
    const stem = `${asciiOf(given).slice(0, 1)}.${asciiOf(family)}`.toLowerCase();
    let nickname = stem;
    for (let number = 2; taken.has(nickname); number += 1) nickname = `${stem}${number}`;
    taken.add(nickname);
    return { first: given, last: family, nickname };
  };
}

export function account(making: Making, who: Identity, number: number, titled: Titled, created: number): StoredUser {
  const [department, title, isProvider] = titled;
  const upn = `${who.nickname}@${making.domain}`;
  return {
    id: making.random.guid(),
    accountEnabled: true,
    assignedLicenses: [{ skuId: BUSINESS_PREMIUM, disabledPlans: [] }],
    businessPhones: [],
    companyName: null,
    createdDateTime: daysAgo(making, created),
    creationType: null,
    department: making.words.departments[department][0],
    displayName: `${isProvider ? 'Dr. ' : ''}${who.first} ${who.last}`,
    employeeId: `E${1000 + number}`,
    employeeLeaveDateTime: null,
    externalUserState: null,
    externalUserStateChangeDateTime: null,
    givenName: who.first,
    isResourceAccount: null,
    jobTitle: title,
    mail: upn,
    mailNickname: who.nickname,
    mobilePhone: null,
    officeLocation: null,
    onPremisesSyncEnabled: null,
    preferredLanguage: null,
    proxyAddresses: [`SMTP:${upn}`],
    surname: who.last,
    usageLocation: making.words.country,
    userPrincipalName: upn,
    userType: 'Member',
  };
}

/** Sign-in dates: interactive is an attempt, so it may be a little later than the last that succeeded. */
export function seen(making: Making, user: StoredUser, days: number, attemptedDays: number): void {
  user.signInActivity = {
    lastSignInDateTime: daysAgo(making, attemptedDays),
    lastNonInteractiveSignInDateTime: daysAgo(making, days + 1),
    lastSuccessfulSignInDateTime: daysAgo(making, days),
  };
}

function guest(making: Making, number: number, created: number): StoredUser {
  const { random } = making;
  const domain = OUTSIDE[number % OUTSIDE.length] ?? OUTSIDE[0];
  const { first, last } = NAMES.en;
  const [given, family] = [random.pick(first), random.pick(last)];
  const mail = `${given}.${family}${number}@${domain}`.toLowerCase();
  return {
    id: random.guid(),
    accountEnabled: true,
    assignedLicenses: [],
    businessPhones: [],
    createdDateTime: daysAgo(making, created),
    creationType: 'Invitation',
    department: null,
    displayName: `${given} ${family}`,
    employeeId: null,
    employeeLeaveDateTime: null,
    externalUserState: 'Accepted',
    externalUserStateChangeDateTime: daysAgo(making, created - 1),
    givenName: given,
    isResourceAccount: null,
    mail,
    mailNickname: `${mail.replace('@', '_')}#EXT#`,
    proxyAddresses: [`SMTP:${mail}`],
    surname: family,
    userPrincipalName: `${mail.replace('@', '_')}#EXT#@${making.initialDomain}`,
    userType: 'Guest',
  };
}

function guests(making: Making): StoredUser[] {
  const total = count(making, 6, 4, 14);
  return Array.from({ length: total }, (_, number) => {
    if (number === 0) {
      const pending = guest(making, number, 60);
      pending.externalUserState = 'PendingAcceptance';
      pending.externalUserStateChangeDateTime = pending.createdDateTime ?? null;
      return pending;
    }
    const isStale = number <= 2;
    const one = guest(making, number, making.random.int(300, 700));
    const last = isStale ? 200 : making.random.int(1, 20);
    seen(making, one, last, last);
    return one;
  });
}

export function makePeople(making: Making): People {
  const { random } = making;
  const draw = identities(making);
  const size = count(making, 74, 40, 200);
  const leaving = count(making, 6, 3, 9);
  const departedName = making.isCanonical ? draw(['Dana', 'Ruiz']) : draw();

  const places = positions(size);
  const left = new Set<number>();
  for (const department of LEAVE_FROM.slice(0, leaving)) {
    const place = places.findLastIndex(([where, , isProvider], at) => where === department && !isProvider && !left.has(at));
    if (place >= 0) left.add(place);
  }
  const staff = places.map((titled, at): Person => {
    const hasLeft = left.has(at);
    const user = account(making, draw(), at, titled, random.int(hasLeft ? 700 : 30, 2600));
    const days = hasLeft ? random.int(120, 400) : random.int(0, 12);
    seen(making, user, days, hasLeft ? days - random.int(0, 3) : days);
    return { user, department: titled[0], isProvider: titled[2], hasLeft };
  });

  // Fourteen months ago; the account was disabled and its licence freed, as the offboarding list asks.
  const departed = account(making, departedName, size, ['frontOffice', 'Office Manager', false], 2400);
  departed.accountEnabled = false;
  departed.assignedLicenses = [];
  seen(making, departed, 427, 425);
  return {
    staff,
    departed: { user: departed, department: 'frontOffice', isProvider: false, hasLeft: true },
    guests: guests(making),
  };
}
