/** Enterprise applications, what was consented to for them, and the application permissions that they hold. */
import { type Call, noSuchObject, type Reply } from '../call.js';
import { listReply, oneReply } from '../paging.js';
import { wrongExpansion } from '../select.js';
import type { SimulatedTenant } from '../tenant.js';

export function servicePrincipals(call: Call): Reply {
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  return listReply(call, call.tenant.servicePrincipals, {
    name: 'servicePrincipals',
    type: 'servicePrincipal',
    absent: 'null',
    size: 100,
    cap: 999,
    countNeedsConsistency: true,
  });
}

function named(call: Call): SimulatedTenant['servicePrincipals'][number] | null {
  const { servicePrincipal, appId } = call.params;
  const isNamed = (one: { id: string; appId?: string | null }): boolean => one.id === servicePrincipal || one.appId === appId;
  return call.tenant.servicePrincipals.find(isNamed) ?? null;
}

export function servicePrincipal(call: Call): Reply {
  const found = named(call);
  if (found === null) return noSuchObject(call.params.servicePrincipal ?? call.params.appId ?? '');
  return oneReply(call, found, { type: 'servicePrincipal', absent: 'null' });
}

export function appRoleAssignedTo(call: Call): Reply {
  const resource = named(call);
  if (resource === null) return noSuchObject(call.params.servicePrincipal ?? call.params.appId ?? '');
  const rows = call.tenant.appRoleAssignments.filter((one) => one.resourceId === resource.id);
  return listReply(call, rows, { name: 'appRoleAssignedTo', type: 'appRoleAssignment', absent: 'null', size: 100, cap: 999 });
}

export function delegatedGrants(call: Call): Reply {
  return listReply(call, call.tenant.grants, {
    name: 'grants',
    type: 'oAuth2PermissionGrant',
    absent: 'null',
    size: 100,
    cap: 999,
  });
}
