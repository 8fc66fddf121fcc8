/** Reads who may invite guests, what guests see, and to what users may consent. */
import type { AuthorizationPolicy } from '../evidence/directory.js';
import { defineCollector } from './define.js';
import { flag, type Json, record, text, texts } from './fields.js';
import { collectOne } from './paged.js';

const permission = 'Policy.Read.All';
const access = [{ permission, why: 'invitations, guest access and user consent' }];

export default defineCollector({
  meta: {
    id: 'authorization-policy',
    title: 'Authorization policy',
    provides: ['authorizationPolicy'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Global Reader',
    profile: 'minimal',
    endpoints: ['/policies/authorizationPolicy'],
  },
  collect(context) {
    const request = { path: '/policies/authorizationPolicy', lane: 'directory', units: 1, permission } as const;
    return collectOne(context, { dataset: 'authorizationPolicy', request, map: authorizationPolicyOf });
  },
});

export function authorizationPolicyOf(entry: Json): AuthorizationPolicy | null {
  const defaults = record(entry.defaultUserRolePermissions);
  // An empty list means that users may consent to nothing; a missing one must not look like that.
  if (!Array.isArray(defaults?.permissionGrantPoliciesAssigned)) return null;
  return {
    allowInvitesFrom: text(entry.allowInvitesFrom),
    guestUserRoleId: text(entry.guestUserRoleId),
    permissionGrantPoliciesAssigned: texts(defaults.permissionGrantPoliciesAssigned),
    allowedToCreateApps: flag(defaults.allowedToCreateApps),
  };
}
