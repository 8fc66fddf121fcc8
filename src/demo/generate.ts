/** Builds whole tenants from a seed: the clinic of the demo, its tidy twin, its blind twin, and others like them in five languages. */

import { administration, OLD_SETTINGS } from './generate/administration.js';
import { makeApps, NO_GRANTS, SCANNER_GRANTS, SCANNER_ROLES } from './generate/apps.js';
import { tidyUp } from './generate/clean.js';
import { NO_COMPLIANCE, tidyCompliance, untunedCompliance } from './generate/compliance/tenants.js';
import { makeContent } from './generate/content.js';
import { countTenant } from './generate/counts.js';
import { leaveFolders } from './generate/departed.js';
import { allGroups, type Groups, makeGroups } from './generate/groups.js';
import { businessPremium, copilot } from './generate/licences.js';
import { count, daysAgo, type Making } from './generate/making.js';
import { makePeople } from './generate/people.js';
import type { Planted, PlantedTenant } from './generate/planted.js';
import { makePolicies } from './generate/policies.js';
import { addSharePoint } from './generate/sharepoint.js';
import { asciiOf, type Language, WORDS } from './generate/words.js';
import { seededRandom } from './random.js';
import { type AppRegistration, generousBudget, type SimulatedTenant } from './tenant.js';

export type {
  Planted,
  PlantedApp,
  PlantedClaim,
  PlantedFolder,
  PlantedGroup,
  PlantedLeaver,
  PlantedTenant,
} from './generate/planted.js';
export type { Language } from './generate/words.js';

export interface GenerateOptions {
  readonly seed: number;
  readonly variant: 'clinic' | 'clean' | 'blind';
  readonly language?: Language;
  /** Multiplies the ordinary files; what was planted stays as it is. */
  readonly scale?: number;
  /** The day of the scan; ages are counted from it. Missing: now. */
  readonly asOf?: Date;
}

/** A tenant, what was built into it, and how to sign in to it. */
export interface Generated<P extends PlantedTenant = Planted> {
  readonly tenant: SimulatedTenant;
  readonly planted: P;
  readonly credentials: {
    readonly tenantId: string;
    readonly domain: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
}

/** Opens the organization and nothing else; Organization.Read.All would open the licences as well. */
const ORGANIZATION_ONLY = 'DeviceManagementServiceConfig.Read.All';

/** The seed with the fixed names and counts of the demo. */
const CANONICAL_SEED = 20;

function begin(options: GenerateOptions): Making {
  const random = seededRandom(options.seed);
  const language = options.language ?? 'en';
  const isCanonical = options.seed === CANONICAL_SEED && language === 'en';
  const words = WORDS[language];
  const organization = isCanonical ? (words.organizations[0] ?? '') : random.pick(words.organizations);
  const slug = asciiOf(organization).toLowerCase() + (isCanonical ? '' : String(options.seed));
  return {
    random,
    asOf: options.asOf ?? new Date(),
    language,
    words,
    isCanonical,
    scale: options.scale ?? 1,
    organization,
    tenantId: random.guid(),
    domain: `${slug}.example`,
    initialDomain: `${slug}.onmicrosoft.com`,
    host: `${slug}.sharepoint.com`,
    personalHost: `${slug}-my.sharepoint.com`,
  };
}

export function organizationOf(making: Making): SimulatedTenant['organization'] {
  const domain = { capabilities: 'Email, OfficeCommunicationsOnline', type: 'Managed' };
  return {
    id: making.tenantId,
    businessPhones: [],
    city: null,
    country: null,
    countryLetterCode: making.words.country,
    createdDateTime: daysAgo(making, 2600),
    defaultUsageLocation: making.words.country,
    deletedDateTime: null,
    displayName: making.organization,
    onPremisesSyncEnabled: null,
    preferredLanguage: making.language,
    technicalNotificationMails: [`it@${making.domain}`],
    tenantType: 'AAD',
    verifiedDomains: [
      { ...domain, name: making.initialDomain, isDefault: false, isInitial: true },
      { ...domain, name: making.domain, isDefault: true, isInitial: false },
    ],
  };
}

/** Nothing is drawn from the seed's stream for it. */
function complianceOf(
  making: Making,
  tenant: SimulatedTenant,
  variant: GenerateOptions['variant'],
  { departments }: Groups,
): SimulatedTenant['compliance'] {
  const around = {
    watchers: departments.it.group.mail ?? '',
    clinicians: departments.clinical.group.mail ?? '',
    people: tenant.users.filter((user) => user.userType === 'Member' && user.accountEnabled === true),
  };
  return variant === 'clean' ? tidyCompliance(making, tenant, around) : untunedCompliance(making, tenant, around);
}

/** A tenant, what was planted in it, and the credentials to scan it with; the same seed builds the same. */
export function generateTenant(options: GenerateOptions): Generated {
  const making = begin(options);
  const { random, tenantId, domain } = making;
  const registration: AppRegistration = {
    clientId: random.guid(),
    displayName: 'copilot-preflight',
    secret: `sim~${random.base64url(36)}`,
    certificates: [],
    roles: options.variant === 'blind' ? [ORGANIZATION_ONLY] : [...SCANNER_ROLES],
    scopes: options.variant === 'blind' ? [ORGANIZATION_ONLY] : [...SCANNER_ROLES],
    ...structuredClone(options.variant === 'blind' ? NO_GRANTS : SCANNER_GRANTS),
  };
  const people = makePeople(making);
  const seats = count(making, 12, 5, 20);
  const groups = makeGroups(making, people, seats);
  const content = makeContent(making, people, groups);
  const { departed } = people;
  const left = leaveFolders(making, departed.user, groups, content);
  const apps = makeApps(making, people, registration);
  const working = people.staff.filter((person) => !person.hasLeft);
  const of = (department: string) => working.filter((person) => person.department === department).map((person) => person.user);
  const [itLead, itSecond] = of('it');
  const [manager] = of('management');
  const globalAdmins = [itLead, manager].filter((user) => user !== undefined);
  const helpdesk = itSecond === undefined ? [] : [itSecond];
  const policies = makePolicies(making, globalAdmins, helpdesk);

  const members = people.staff.length;
  const subscription = { tenantId, tenantName: making.initialDomain.split('.')[0] ?? '' };
  const tenant: SimulatedTenant = {
    id: tenantId,
    organization: organizationOf(making),
    skus: [
      businessPremium({ ...subscription, subscriptionId: random.guid(), bought: members, consumed: members }),
      copilot({ ...subscription, subscriptionId: random.guid(), bought: seats, consumed: 0 }),
    ],
    users: random.shuffle([...people.staff.map((person) => person.user), departed.user, ...people.guests]),
    groups: allGroups(groups),
    ...policies,
    sharePoint: administration({ ...OLD_SETTINGS }),
    compliance: NO_COMPLIANCE,
    sites: content.sites,
    channels: [],
    labels: [],
    servicePrincipals: apps.servicePrincipals,
    grants: apps.grants,
    appRoleAssignments: apps.appRoleAssignments,
    apps: [registration],
    hasEntraP1: true,
    pageSizes: making.isCanonical ? {} : { users: random.int(7, 60), sites: random.int(5, 40), delta: random.int(20, 200) },
    budget: generousBudget(),
    tokenLifetimeSeconds: 3599,
    deviceCode: { userId: globalAdmins[0]?.id ?? departed.user.id, pendingPolls: 1, intervalSeconds: 1 },
    deltaRepeatsItems: false,
  };

  const staleGuests = people.guests.slice(1, 3).map((guest) => guest.userPrincipalName ?? '');
  const noteTakerId = apps.noteTakerId;
  const tidied = { people, groups, folders: left, staleGuests, noteTakerId };
  const folders = options.variant === 'clean' ? tidyUp(making, tenant, tidied) : left;
  const hidden = addSharePoint(making, tenant, options.variant, { people, groups, content });
  tenant.compliance = complianceOf(making, tenant, options.variant, groups);
  const counted = { people, groups, content, folders, hidden, staleGuests, globalAdmins };
  const planted = countTenant(making, options.variant, tenant, counted);
  const credentials = { tenantId, domain, clientId: registration.clientId, clientSecret: registration.secret ?? '' };
  return { tenant, planted, credentials };
}

/** The clinic of the demo: always the same people, files and numbers, with ages counted from the day of the scan. */
export function demoClinic(asOf?: Date): Generated {
  return generateTenant({ seed: CANONICAL_SEED, variant: 'clinic', language: 'en', ...(asOf === undefined ? {} : { asOf }) });
}
