/** A Conditional Access policy that asks everybody, everywhere, for a second factor; a case changes what it is about. */
import type { ConditionalAccessPolicy } from '../../src/evidence/directory.js';

export function aPolicy(over: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy {
  return {
    id: 'policy-1',
    displayName: 'Second factor for all',
    state: 'enabled',
    includeUsers: ['All'],
    excludeUsers: [],
    includeGroups: [],
    excludeGroups: [],
    includeRoles: [],
    excludeRoles: [],
    excludesGuests: false,
    includeApplications: ['All'],
    excludeApplications: [],
    clientAppTypes: ['all'],
    isNarrowed: false,
    grantOperator: 'OR',
    builtInControls: ['mfa'],
    authenticationStrengthId: null,
    ...over,
  };
}
