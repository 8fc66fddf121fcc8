/** Policies of the directory and the tenant-wide sharing settings of SharePoint. */
import { type Call, type Reply, refuse } from '../call.js';
import { listReply, oneReply } from '../paging.js';

export function conditionalAccess(call: Call): Reply {
  const size = { size: 100, cap: 999 };
  return listReply(call, call.tenant.conditionalAccess, {
    name: 'conditionalAccess',
    type: 'conditionalAccessPolicy',
    absent: 'null',
    ...size,
  });
}

export function securityDefaults(call: Call): Reply {
  return oneReply(call, call.tenant.securityDefaults, { type: 'identitySecurityDefaultsEnforcementPolicy', absent: 'null' });
}

export function authorizationPolicy(call: Call): Reply {
  return oneReply(call, call.tenant.authorizationPolicy, { type: 'authorizationPolicy', absent: 'null' });
}

export function sharePointSettings(call: Call): Reply {
  if (call.token.idtyp === 'user') {
    // Delegated, Microsoft wants an Entra role beside the scope (graph-surface §6).
    const roles = call.tenant.roleAssignments.filter((one) => one.principalId === call.token.oid);
    if (roles.length === 0) return refuse(403, 'accessDenied', 'Access denied');
  }
  return oneReply(call, call.tenant.sharePointSettings, { type: 'sharepointSettings', absent: 'omitted' });
}
