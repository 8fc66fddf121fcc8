/** Who may ask SharePoint itself for what: tokens for its own hosts, apps that proved themselves by certificate, and people. */

import {
  entriesOfWeb,
  rootWebOf,
  type SimulatedSite,
  type SimulatedTenant,
  type StoredPermission,
  type StoredPrincipal,
} from '../tenant.js';
import { readToken, type TokenClaims } from '../tokens.js';
import { principalOf } from './principals.js';
import { type Answer, accessDenied } from './spelling.js';

/** `content`: titles, lists and items; `permissions`: who may what; `administration`: the tenant's. */
export type Area = 'content' | 'permissions' | 'administration';

function unauthorized(tenant: SimulatedTenant | null, description: string): Answer {
  const realm = tenant?.id ?? '';
  return {
    status: 401,
    description,
    headers: {
      'WWW-Authenticate': `Bearer realm="${realm}",client_id="00000003-0000-0ff1-ce00-000000000000",authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"`,
      'x-ms-diagnostics': `3000006;reason="${description}";category="invalid_client"`,
    },
  };
}

/** The claims of the token of a request to a host, or the 401 that SharePoint answers without a good one. */
export function signedInTo(
  host: string,
  tenant: SimulatedTenant | null,
  request: { readonly headers: Headers },
  key: Buffer,
  now: number,
): TokenClaims | Answer {
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === '') return unauthorized(tenant, 'Access denied. No token was sent.');
  const claims = readToken(token, key);
  if (claims === null || tenant === null || claims.tid !== tenant.id) return unauthorized(tenant, 'Invalid JWT token.');
  if (claims.aud !== `https://${host}`) {
    return unauthorized(tenant, `Invalid audience Uri '${claims.aud}'. The token is for another host.`);
  }
  if (claims.exp * 1000 <= now) return unauthorized(tenant, 'Invalid JWT token. The token is expired.');
  if (claims.idtyp === 'app' && claims.appidacr !== '2') return unauthorized(tenant, 'Unsupported app only token.');
  return claims;
}

const FULL_CONTROL = 'Sites.FullControl.All';
const READERS: readonly string[] = ['Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All'];

const ADMINISTRATORS: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c', // SharePoint Administrator
];

function isTenantAdministrator(tenant: SimulatedTenant, oid: string): boolean {
  return tenant.roleAssignments.some((one) => one.principalId === oid && ADMINISTRATORS.includes(one.roleDefinitionId ?? ''));
}

const EVERYONE_INSIDE = /^c:0-\.f\|rolemanager\|spo-grid-all-users\/|^c:0\(\.s\|true$/;

/** Whether a principal is the person, or a group or claim that the person is in. */
function holds(tenant: SimulatedTenant, { upn, oid }: TokenClaims, principal: Pick<StoredPrincipal, 'loginName'>): boolean {
  const login = principal.loginName.toLowerCase();
  if (login === `i:0#.f|membership|${(upn ?? '').toLowerCase()}` || EVERYONE_INSIDE.test(login)) return true;
  const [, id = '', owners] = /([0-9a-f-]{36})(_o)?$/.exec(login) ?? [];
  const group = tenant.groups.find((one) => one.group.id === id);
  return (owners === undefined ? group?.memberIds : group?.ownerIds)?.includes(oid) === true;
}

function reaches(tenant: SimulatedTenant, site: SimulatedSite, token: TokenClaims): boolean {
  const groups = rootWebOf(tenant, site).collection?.groups ?? [];
  const concerns = ({ id, grantedToV2: set }: StoredPermission): boolean => {
    if (set === undefined) return false;
    const inside = groups.find((group) => String(group.id) === set.siteGroup?.id)?.members;
    const principal = principalOf(set, id);
    return (inside ?? (principal === null ? [] : [principal])).some((one) => holds(tenant, token, one));
  };
  return entriesOfWeb(tenant, site).some(concerns);
}

/** What stands between a signed-in caller and an area; null: nothing. */
export function closedArea(tenant: SimulatedTenant, token: TokenClaims, area: Area, site: SimulatedSite | null): Answer | null {
  if (token.idtyp === 'app') {
    const roles = token.roles ?? [];
    const opens = roles.includes(FULL_CONTROL) || (area === 'content' && READERS.some((role) => roles.includes(role)));
    return opens ? null : accessDenied(403);
  }
  if (!(token.scp ?? '').split(' ').some((scope) => scope.startsWith('AllSites.'))) return accessDenied(403);
  if (area === 'administration') return isTenantAdministrator(tenant, token.oid) ? null : accessDenied(403);
  if (site === null) return accessDenied(403);
  const admins = rootWebOf(tenant, site).collection?.admins ?? [];
  if (admins.some((one) => holds(tenant, token, one))) return null;
  // A SharePoint Administrator is not for that a site collection administrator (pnp/powershell#845).
  if (area === 'permissions') return accessDenied(401);
  return reaches(tenant, site, token) ? null : accessDenied(403);
}
