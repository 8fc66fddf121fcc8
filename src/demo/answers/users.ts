/** `GET /users`: eleven properties unless others are selected; sign-in dates need a role and a licence, leave dates a role. */
import { type Call, type Reply, refuse } from '../call.js';
import { listReply } from '../paging.js';
import { selectedNames, wrongExpansion } from '../select.js';
import type { SimulatedTenant } from '../tenant.js';
import { permissionsOf } from '../tokens.js';
import { plansOf } from './organization.js';

type StoredUser = SimulatedTenant['users'][number];

export const USER_DEFAULTS = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

/** What the token or the tenant lacks for a selected property. */
function missing(call: Call, names: readonly string[]): Reply | null {
  const held = permissionsOf(call.token);
  // Microsoft cannot return these in a collection (graph-surface §2).
  if (names.includes('mailboxSettings') || names.includes('mySite')) {
    return refuse(501, 'NotImplemented', 'This operation target is not yet supported.');
  }
  if (names.includes('employeeLeaveDateTime') && !held.includes('User-LifeCycleInfo.Read.All')) {
    return refuse(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  if (!names.includes('signInActivity')) return null;
  if (!held.includes('AuditLog.Read.All')) {
    const message = 'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API.';
    return refuse(403, 'Authentication_MSGraphPermissionMissing', message);
  }
  if (call.tenant.hasEntraP1) return null;
  const message = 'Neither tenant is B2C or tenant does not have premium license';
  return refuse(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message);
}

/** A user as a list shows it: plans follow from licences. */
function complete(call: Call, user: StoredUser): object {
  const skuIds = (user.assignedLicenses ?? []).map((licence) => licence.skuId ?? '');
  return { ...user, assignedPlans: skuIds.length === 0 ? [] : plansOf(call, skuIds) };
}

export function users(call: Call): Reply {
  const names = selectedNames(call) ?? [];
  const refusal = wrongExpansion(call, []) ?? missing(call, names);
  if (refusal !== null) return refusal;
  const withSignIn = names.includes('signInActivity');
  const withPlans = names.includes('assignedPlans') || names.includes('*');
  return listReply(call, call.tenant.users, {
    name: 'users',
    type: 'user',
    defaults: USER_DEFAULTS,
    absent: 'null',
    neverNull: ['signInActivity'],
    size: 100,
    cap: withSignIn ? 500 : 999,
    overCap: withSignIn ? 'cap' : 'refuse',
    countNeedsConsistency: true,
    ...(withPlans ? { complete: (user: StoredUser) => complete(call, user) } : {}),
    ...(withSignIn ? { always: ['id'] } : {}),
  });
}
