/** How far a Conditional Access policy asks everybody for a second factor. */
import type { ConditionalAccessPolicy } from '../../evidence/directory.js';
import { plural } from '../kit.js';

const BROWSER_AND_APPS = ['browser', 'mobileAppsAndDesktopClients'];

/** Nobody gets in without a second factor or an authentication strength: no weaker control stands beside it as a choice. */
function demandsMfa(policy: ConditionalAccessPolicy): boolean {
  const hasStrength = policy.authenticationStrengthId !== null;
  const controls = policy.builtInControls;
  if (!hasStrength && !controls.includes('mfa')) return false;
  return policy.grantOperator === 'AND' || controls.every((control) => control === 'mfa');
}

function coversAllClients({ clientAppTypes }: ConditionalAccessPolicy): boolean {
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
  const users = policy.excludeUsers.filter((id) => id !== 'GuestsOrExternalUsers').length;
  return [
    ...(users > allowedUsers ? [plural(users, 'user')] : []),
    ...(policy.excludeRoles.length > 0 ? [plural(policy.excludeRoles.length, 'role')] : []),
    ...(guests ? ['guests'] : []),
    ...(policy.excludeApplications.length > 0 ? [plural(policy.excludeApplications.length, 'application')] : []),
  ];
}

/** Groups that are left out, in words. Nobody counts their members, so they may hold the break-glass accounts alone. */
export function excludedGroups({ excludeGroups }: ConditionalAccessPolicy): string[] {
  return excludeGroups.length > 0 ? [plural(excludeGroups.length, 'group')] : [];
}
