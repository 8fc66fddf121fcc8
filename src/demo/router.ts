/** Finds the answer of a Graph path, behind sign-in, permission and meter, and writes errors in Graph's shape. */
import { randomUUID } from 'node:crypto';
import { appRoleAssignedTo, delegatedGrants, servicePrincipal, servicePrincipals } from './answers/apps.js';
import { channels, filesFolder } from './answers/channels.js';
import { snapshot, snapshotJobs } from './answers/configuration-snapshots.js';
import { copilotUsage } from './answers/copilot-usage.js';
import { delta } from './answers/delta.js';
import { groupSettings } from './answers/group-settings.js';
import { groupMembers, groupOwners, groupSite, groups } from './answers/groups.js';
import { driveOf, itemOf, rootOf } from './answers/items.js';
import { labels } from './answers/labels.js';
import { organization, skus } from './answers/organization.js';
import { itemPermissions } from './answers/permissions.js';
import { authorizationPolicy, conditionalAccess, securityDefaults, sharePointSettings } from './answers/policies.js';
import { reportSettings, siteUsage } from './answers/reports.js';
import { roleAssignments, roleDefinitions } from './answers/roles.js';
import { secureScores } from './answers/secure-score.js';
import { allSites, drivesOfSite, searchSites, siteOf } from './answers/sites.js';
import { users } from './answers/users.js';
import { type Call, notSimulated, type Reply, refuse } from './call.js';
import { refusalOf } from './permissions-needed.js';
import type { SimulatorState } from './state.js';
import { permissionsOf, readToken, type TokenClaims } from './tokens.js';

type Answer = (call: Call) => Reply;

/** Under v1.0, but for those that say otherwise. */
const ROUTES: readonly (readonly [path: string, answer: Answer])[] = [
  ['/organization', organization],
  ['/subscribedSkus', skus],
  ['/users', users],
  ['/groups', groups],
  ['/groups/{group}/members', groupMembers],
  ['/groups/{group}/owners', groupOwners],
  ['/groups/{group}/sites/root', groupSite],
  ['/roleManagement/directory/roleAssignments', roleAssignments],
  ['/roleManagement/directory/roleDefinitions', roleDefinitions],
  ['/identity/conditionalAccess/policies', conditionalAccess],
  ['/policies/identitySecurityDefaultsEnforcementPolicy', securityDefaults],
  ['/policies/authorizationPolicy', authorizationPolicy],
  ['/admin/sharepoint/settings', sharePointSettings],
  ['/sites', searchSites],
  ['/sites/getAllSites', allSites],
  ['/sites/oneDrive.getAllSites', allSites],
  ['/sites/{site}', siteOf],
  ['/sites/{site}/drives', drivesOfSite],
  ['/drives/{drive}', driveOf],
  ['/drives/{drive}/root', rootOf],
  ['/drives/{drive}/root/delta', delta],
  ['/drives/{drive}/root/permissions', itemPermissions],
  ['/drives/{drive}/items/{item}', itemOf],
  ['/drives/{drive}/items/{item}/permissions', itemPermissions],
  ['/security/dataSecurityAndGovernance/sensitivityLabels', labels],
  ['/servicePrincipals', servicePrincipals],
  ["/servicePrincipals(appId='{appId}')", servicePrincipal],
  ["/servicePrincipals(appId='{appId}')/appRoleAssignedTo", appRoleAssignedTo],
  ['/servicePrincipals/{servicePrincipal}', servicePrincipal],
  ['/servicePrincipals/{servicePrincipal}/appRoleAssignedTo', appRoleAssignedTo],
  ['/oauth2PermissionGrants', delegatedGrants],
  ['/groupSettings', groupSettings],
  ['/security/secureScores', secureScores],
  ["/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='{period}')", copilotUsage],
  ['/admin/configurationManagement/configurationSnapshotJobs', snapshotJobs],
  ['/admin/configurationManagement/configurationSnapshots/{snapshot}', snapshot],
  ['/admin/reportSettings', reportSettings],
  ['/teams/{team}/channels', channels],
  ['/teams/{team}/allChannels', channels],
  ['/teams/{team}/channels/{channel}/filesFolder', filesFolder],
  ["beta:/reports/getSharePointSiteUsageDetail(period='{period}')", siteUsage],
];

interface Route {
  readonly path: string;
  readonly pattern: RegExp;
  readonly answer: Answer;
}

const COMPILED: readonly Route[] = ROUTES.map(([path, answer]) => {
  const escaped = path.replaceAll(/[.()$]/g, '\\$&').replaceAll(/\{(\w+)\}/g, "(?<$1>[^/()']+)");
  return { path, pattern: new RegExp(`^${escaped}$`), answer };
});

export const PATHS: readonly string[] = ROUTES.map(([path]) => path);

/** Options that some answer reads. Any other, and any that needs a query engine, is answered 501 and counted. */
const OPTIONS = new Set(['$select', '$top', '$skiptoken', '$count', '$expand', '$filter', '$format', 'token', 'search']);

export interface GraphRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** The body of an error as Graph writes it, and the ids for a support case on every answer. */
export function finish(reply: Reply, request: GraphRequest, now: number): Reply {
  const requestId = randomUUID();
  const clientRequestId = request.headers.get('client-request-id') ?? requestId;
  const date = new Date(now).toISOString().slice(0, 19);
  const ids = { 'request-id': requestId, 'client-request-id': clientRequestId };
  const headers = { ...ids, Date: new Date(now).toUTCString(), ...reply.headers };
  if (reply.error === undefined) return { ...reply, headers };
  return { status: reply.status, headers, body: { error: { ...reply.error, innerError: { date, ...ids } } } };
}

/** The claims of the token of a request, or the 401 that Microsoft answers without a good one. */
export function signedIn(state: SimulatorState, request: GraphRequest): TokenClaims | Reply {
  const challenge = {
    'WWW-Authenticate': 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  };
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
    return refuse(401, 'InvalidAuthenticationToken', 'Access token is empty.', challenge);
  }
  const claims = readToken(token, state.tokenKey);
  if (claims === null) return refuse(401, 'InvalidAuthenticationToken', 'IDX14100: JWT is not well formed.', challenge);
  if (claims.aud !== 'https://graph.microsoft.com') {
    return refuse(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.', challenge);
  }
  if (claims.exp * 1000 <= state.now()) {
    return refuse(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.', challenge);
  }
  return claims;
}

/** Answers one Graph GET of a signed-in caller, whether it came alone or in a batch. */
export function answerGet(state: SimulatorState, request: GraphRequest, token: TokenClaims): Reply {
  const { method, url, headers } = request;
  const tenant = state.tenants.find((one) => one.id === token.tid);
  if (tenant === undefined)
    return refuse(401, 'InvalidAuthenticationToken', 'The identity of the calling application could not be established.');
  const [, version, path] = /^\/(v1\.0|beta)(\/.*)$/.exec(url.pathname) ?? [];
  if (method !== 'GET' || version === undefined || path === undefined) return notSimulated(`${method} ${url.pathname}`);
  const strange = [...url.searchParams.keys()].find((name) => !OPTIONS.has(name));
  if (strange !== undefined) return notSimulated(`the option ${strange} on ${path}`);

  const decoded = decodedPath(path);
  if (decoded === null) return refuse(400, 'BadRequest', 'Invalid URL: a segment is badly encoded.');
  for (const route of COMPILED) {
    const match = route.pattern.exec(version === 'beta' ? `beta:${decoded}` : decoded);
    if (match === null) continue;
    const params = { ...match.groups };
    const call: Call = {
      method,
      url,
      path,
      query: url.searchParams,
      headers,
      params,
      tenant,
      token,
      now: state.now(),
      indexOf: (drive) => state.indexOf(drive),
    };
    const forbidden = refusalOf(route.path, permissionsOf(token));
    if (forbidden !== null) return forbidden;
    const spent = state.meter.spend(route.path, call, state.now());
    const reply = spent.refusal ?? route.answer(call);
    return { ...reply, headers: { ...spent.headers, ...reply.headers } };
  }
  return notSimulated(`GET ${path}`);
}

/** The path with its ids decoded; null where they cannot be. */
function decodedPath(path: string): string | null {
  try {
    return path.split('/').map(decodeURIComponent).join('/');
  } catch {
    return null;
  }
}
