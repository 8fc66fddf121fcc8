/** Reads Conditional Access policies, and whether a condition keeps each from applying everywhere. */
import type { ConditionalAccessPolicy } from '../evidence/directory.js';
import { defineCollector } from './define.js';
import { isPresent, type Json, record, text, texts } from './fields.js';
import { collectList } from './paged.js';

const permission = 'Policy.Read.All';
const access = [{ permission, why: 'whether sign-in is protected: multifactor, legacy protocols, guests' }];

export default defineCollector({
  meta: {
    id: 'conditional-access',
    title: 'Conditional Access policies',
    provides: ['conditionalAccess'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Global Reader',
    profile: 'minimal',
    endpoints: ['/identity/conditionalAccess/policies'],
  },
  collect(context) {
    // Microsoft allows one such request a second for all apps of a tenant together.
    const request = { path: '/identity/conditionalAccess/policies', lane: 'conditional-access', units: 1, permission } as const;
    return collectList(context, { dataset: 'conditionalAccess', request, map: policyOf });
  },
});

const STATES = ['enabled', 'disabled', 'enabledForReportingButNotEnforced'] as const;

export function policyOf(entry: Json): ConditionalAccessPolicy | null {
  const id = text(entry.id);
  const state = STATES.find((one) => one === entry.state);
  const conditions = record(entry.conditions);
  const users = record(conditions?.users);
  const applications = record(conditions?.applications);
  // Policies for workload identities have no users.
  if (id === null || state === undefined || conditions === null || applications === null) return null;
  // Missing client types must not read as "all of them".
  if (!Array.isArray(conditions.clientAppTypes)) return null;
  const grant = record(entry.grantControls);
  return {
    id,
    displayName: text(entry.displayName) ?? '',
    state,
    includeUsers: texts(users?.includeUsers),
    excludeUsers: texts(users?.excludeUsers),
    includeGroups: texts(users?.includeGroups),
    excludeGroups: texts(users?.excludeGroups),
    includeRoles: texts(users?.includeRoles),
    excludeRoles: texts(users?.excludeRoles),
    excludesGuests:
      isPresent(users?.excludeGuestsOrExternalUsers) || texts(users?.excludeUsers).includes('GuestsOrExternalUsers'),
    includeApplications: texts(applications.includeApplications),
    excludeApplications: texts(applications.excludeApplications),
    clientAppTypes: texts(conditions.clientAppTypes),
    isNarrowed: isNarrowed(conditions),
    grantOperator: text(grant?.operator),
    // Terms of use and custom factors stand beside the built-in controls: under OR each is a way round the others.
    builtInControls: [
      ...texts(grant?.builtInControls),
      ...texts(grant?.termsOfUse).map(() => 'termsOfUse'),
      ...texts(grant?.customAuthenticationFactors).map(() => 'customAuthenticationFactor'),
    ],
    authenticationStrengthId: text(record(grant?.authenticationStrength)?.id),
  };
}

/** Conditions that have columns of their own. */
const TOLD_APART = new Set(['users', 'applications', 'clientAppTypes']);

/**
 * Whether the policy lets some sign-ins of its users pass. A condition that Microsoft adds after this was written
 * counts as narrowing as soon as it says anything.
 */
export function isNarrowed(conditions: Json): boolean {
  // A filter takes applications out by their attributes, unseen by the lists of applications.
  if (saysAnything(record(conditions.applications)?.applicationFilter)) return true;
  return Object.entries(conditions).some(([name, value]) => {
    if (TOLD_APART.has(name) || name.includes('@odata.')) return false;
    const condition = record(value);
    return condition === null ? saysAnything(value) : narrows(condition);
  });
}

/** Lists that include everything and exclude nothing do not narrow. */
function narrows(condition: Json): boolean {
  return Object.entries(condition).some(([name, value]) => {
    const includesAll = /^include/.test(name) && texts(value).some((one) => one.toLowerCase() === 'all');
    return !includesAll && !name.includes('@odata.') && saysAnything(value);
  });
}

function saysAnything(value: unknown): boolean {
  if (!isPresent(value) || value === '' || value === 'none') return false;
  if (Array.isArray(value)) return value.length > 0;
  const object = record(value);
  return object === null
    ? true
    : Object.entries(object).some(([name, inner]) => !name.includes('@odata.') && saysAnything(inner));
}
