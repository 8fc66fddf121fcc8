/** How far a Conditional Access policy asks everybody for a second factor. */
import type { ConditionalAccessPolicy } from '../../evidence/directory.js';
import { plural } from '../kit.js';

/** Directory Synchronization Accounts and On Premises Directory Sync Account: Microsoft itself advises to leave them out. */
const SYNC_ROLES: ReadonlySet<string> = new Set(['d29b2b05-8046-44ba-8758-1e26182fcf32', 'a92aed5d-d78a-4d16-b381-09adb37eb3b0']);
const BROWSER_AND_APPS = ['browser', 'mobileAppsAndDesktopClients'];

/** Nobody gets in without a second factor or an authentication strength: no weaker control stands beside it as a choice. */
function demandsMfa(policy: ConditionalAccessPolicy): boolean {
  const hasStrength = policy.authenticationStrengthId !== null;
  const controls = policy.builtInControls;
  if (!hasStrength && !controls.includes('mfa')) return false;
  return policy.grantOperator === 'AND' || controls.every((control) => control === 'mfa');
}

/** Browsers and apps alike; the older protocols may be left to another policy. */
export function coversAllClients({ clientAppTypes }: ConditionalAccessPolicy): boolean {
  return (
    clientAppTypes.length === 0 ||
    clientAppTypes.includes('all') ||
    BROWSER_AND_APPS.every((type) => clientAppTypes.includes(type))
  );
}

/** The policy means all users and all resources with a second factor, exclusions and state not yet judged. */
export function asksEverybody(policy: ConditionalAccessPolicy): boolean {
  return (
    policy.includeUsers.includes('All') &&
    policy.includeApplications.includes('All') &&
    !policy.isNarrowed &&
    coversAllClients(policy) &&
    demandsMfa(policy)
  );
}

/** Who and what is left out for certain, beyond the break-glass accounts that are allowed, in words; nothing: empty. */
export function exclusionsBeyond(policy: ConditionalAccessPolicy, allowedUsers: number): string[] {
  const guests = policy.excludesGuests || policy.excludeUsers.includes('GuestsOrExternalUsers');
  const roles = policy.excludeRoles.filter((id) => !SYNC_ROLES.has(id.toLowerCase())).length;
  const users = policy.excludeUsers.filter((id) => id !== 'GuestsOrExternalUsers').length;
  return [
    ...(users > allowedUsers ? [plural(users, 'user')] : []),
    ...(roles > 0 ? [plural(roles, 'role')] : []),
    ...(guests ? ['guests'] : []),
    ...(policy.excludeApplications.length > 0 ? [plural(policy.excludeApplications.length, 'application')] : []),
  ];
}

/** Groups that are left out, in words. Nobody counts their members, so they may hold the break-glass accounts alone. */
export function excludedGroups({ excludeGroups }: ConditionalAccessPolicy): string[] {
  return excludeGroups.length > 0 ? [plural(excludeGroups.length, 'group')] : [];
}
