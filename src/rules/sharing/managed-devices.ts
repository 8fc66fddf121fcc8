/** Whether a device that nobody manages gets less of SharePoint than others: by its own switch, or by Conditional Access. */
import type { ConditionalAccessPolicy } from '../../evidence/directory.js';
import { type Known, known, type Tri, unknown } from '../../evidence/known.js';
import type { SharePointTenant } from '../../evidence/sharepoint.js';
import { coversAllClients } from '../identity/mfa-policies.js';
import { orNull } from '../kit.js';

/** Everything, the suite that holds SharePoint Online, and SharePoint Online itself. */
const SHAREPOINT = ['All', 'Office365', '00000003-0000-0ff1-ce00-000000000000'];
const MANAGED = ['compliantDevice', 'domainJoinedDevice'];

/** On, for all users and SharePoint, and every choice that it leaves asks for a managed device. */
function asksForManagedDevice(policy: ConditionalAccessPolicy): boolean {
  const controls = policy.builtInControls;
  const demands =
    policy.grantOperator === 'AND'
      ? controls.some((c) => MANAGED.includes(c))
      : controls.length > 0 && controls.every((c) => MANAGED.includes(c)) && policy.authenticationStrengthId === null;
  return (
    policy.state === 'enabled' &&
    demands &&
    coversAllClients(policy) &&
    !policy.isNarrowed &&
    policy.includeUsers.includes('All') &&
    policy.includeApplications.some((app) => SHAREPOINT.includes(app)) &&
    policy.excludeApplications.length === 0
  );
}

/** Groups and roles are left out, and nobody counts whether they are two break-glass accounts or half of the staff. */
function leavesGroupsOut(policy: ConditionalAccessPolicy): boolean {
  return policy.excludeGroups.length + policy.excludeRoles.length > 0;
}

type Access = NonNullable<SharePointTenant['conditionalAccessPolicy']>;

/** Yes where one of the two says so; no only where both are known and neither does. */
export function unmanagedDevicesLimited(policies: Known<readonly ConditionalAccessPolicy[]>, access: Known<Access>): Tri {
  const asking = orNull(policies)?.filter(asksForManagedDevice) ?? [];
  if (asking.some((policy) => !leavesGroupsOut(policy))) return known(true);
  if (!access.known) return access;
  if (access.value === 'AuthenticationContext')
    return unknown({ reason: 'failed', detail: 'An authentication context decides what unmanaged devices may do.' });
  if (access.value !== 'AllowFullAccess') return known(true);
  const detail = 'The policy for managed devices leaves out groups whose members are not counted.';
  if (asking.length > 0) return unknown({ reason: 'failed', detail });
  return policies.known ? known(false) : policies;
}
