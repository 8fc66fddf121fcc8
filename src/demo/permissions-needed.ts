/** Which permissions open which path, and how Microsoft words the refusal without them. */
import { type Reply, refuse } from './call.js';

type Wording = 'directory' | 'policy' | 'sharepoint' | 'security';

interface Need {
  readonly anyOf: readonly string[];
  readonly wording: Wording;
}

const directory = (...anyOf: string[]): Need => ({ anyOf, wording: 'directory' });
const policy: Need = { anyOf: ['Policy.Read.All'], wording: 'policy' };
const site: Need = { anyOf: ['Sites.Read.All', 'Sites.FullControl.All'], wording: 'sharepoint' };
const drive: Need = { anyOf: ['Sites.Read.All', 'Sites.FullControl.All', 'Files.Read.All'], wording: 'sharepoint' };
const groups = directory('GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All');
const apps = directory('Application.Read.All', 'Directory.Read.All');
const roles = directory('RoleManagement.Read.Directory', 'Directory.Read.All');

/** By the path as the router writes it. */
export const PERMISSIONS_NEEDED: Readonly<Record<string, Need>> = {
  // The last one is Microsoft's own least for it, by way of one property; it opens nothing else that is served here.
  '/organization': directory('Organization.Read.All', 'Directory.Read.All', 'DeviceManagementServiceConfig.Read.All'),
  '/subscribedSkus': directory('LicenseAssignment.Read.All', 'Organization.Read.All', 'Directory.Read.All'),
  '/users': directory('User.Read.All', 'Directory.Read.All'),
  '/groups': groups,
  '/groups/{group}/members': groups,
  '/groups/{group}/owners': groups,
  '/groups/{group}/sites/root': site,
  '/roleManagement/directory/roleAssignments': roles,
  '/roleManagement/directory/roleDefinitions': roles,
  '/identity/conditionalAccess/policies': policy,
  '/policies/identitySecurityDefaultsEnforcementPolicy': policy,
  '/policies/authorizationPolicy': policy,
  '/admin/sharepoint/settings': { anyOf: ['SharePointTenantSettings.Read.All'], wording: 'sharepoint' },
  '/sites': site,
  '/sites/getAllSites': site,
  '/sites/oneDrive.getAllSites': site,
  '/sites/{site}': site,
  '/sites/{site}/drives': drive,
  '/drives/{drive}': drive,
  '/drives/{drive}/root': drive,
  '/drives/{drive}/root/delta': drive,
  '/drives/{drive}/root/permissions': drive,
  '/drives/{drive}/items/{item}': drive,
  '/drives/{drive}/items/{item}/permissions': drive,
  '/security/dataSecurityAndGovernance/sensitivityLabels': { anyOf: ['SensitivityLabels.Read.All'], wording: 'security' },
  '/servicePrincipals': apps,
  '/servicePrincipals/{servicePrincipal}': apps,
  "/servicePrincipals(appId='{appId}')": apps,
  '/servicePrincipals/{servicePrincipal}/appRoleAssignedTo': apps,
  "/servicePrincipals(appId='{appId}')/appRoleAssignedTo": apps,
  '/groupSettings': directory('GroupSettings.Read.All', 'Directory.Read.All'),
  '/security/secureScores': { anyOf: ['SecurityEvents.Read.All'], wording: 'security' },
  "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='{period}')": directory('Reports.Read.All'),
  '/admin/configurationManagement/configurationSnapshotJobs': directory('ConfigurationMonitoring.Read.All'),
  '/admin/configurationManagement/configurationSnapshots/{snapshot}': directory('ConfigurationMonitoring.Read.All'),
  '/admin/reportSettings': directory('ReportSettings.Read.All'),
  '/teams/{team}/channels': directory('Channel.ReadBasic.All'),
  '/teams/{team}/allChannels': directory('Channel.ReadBasic.All'),
  '/teams/{team}/channels/{channel}/filesFolder': drive,
  "beta:/reports/getSharePointSiteUsageDetail(period='{period}')": directory('Reports.Read.All'),
  '/oauth2PermissionGrants': directory('Directory.Read.All', 'DelegatedPermissionGrant.Read.All'),
};

const WORDINGS: Readonly<Record<Wording, readonly [code: string, message: string]>> = {
  directory: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  policy: ['AccessDenied', 'You cannot perform the requested operation, required scopes are missing in the token.'],
  sharepoint: ['accessDenied', 'Access denied'],
  security: ['Forbidden', 'Insufficient permissions: the token lacks the permission that this resource needs.'],
};

/** The refusal of a token that holds none of the permissions of a path; null where it holds one. */
export function refusalOf(path: string, held: readonly string[]): Reply | null {
  const need = PERMISSIONS_NEEDED[path];
  if (need === undefined) throw new Error(`permissions-needed: ${path} is not in the table`);
  if (need.anyOf.some((permission) => held.includes(permission))) return null;
  const [code, message] = WORDINGS[need.wording];
  return refuse(403, code, message);
}
