/** Reads a SharePoint login name: which claim it is. By anchored prefix, never by display name, which is localised. */

export type Claim =
  | { readonly kind: 'everyone' }
  /** `foreign`: the claim carries another id than the tenant's; some sites do, and it is reported. */
  | { readonly kind: 'everyone-except-external'; readonly foreign: boolean }
  | { readonly kind: 'all-users' }
  | { readonly kind: 'group'; readonly groupId: string; readonly owners: boolean }
  | { readonly kind: 'member'; readonly userPrincipalName: string }
  | { readonly kind: 'guest'; readonly userPrincipalName: string }
  | { readonly kind: 'application' }
  /** A role of an on-premises domain (`s-1-5-21-…`), left over from a migration: SharePoint Online resolves it for nobody. */
  | { readonly kind: 'role' }
  | { readonly kind: 'other' };

const EEEU = 'c:0-.f|rolemanager|spo-grid-all-users/';
const ROLE = 'c:0-.f|rolemanager|';
const UNIFIED_GROUP = 'c:0o.c|federateddirectoryclaimprovider|';
const SECURITY_GROUP = 'c:0t.c|tenant|';
const PERSON = 'i:0#.f|membership|';

/** The claim of a login name; upper and lower case do not matter, `%3a` and `:` are the same. */
export function readClaim(loginName: string, tenantId: string): Claim {
  const login = loginName.toLowerCase();
  if (login === 'c:0(.s|true') return { kind: 'everyone' };
  if (login === 'c:0!.s|windows' || login === 'c:0!.s|forms%3amembership' || login === 'c:0!.s|forms:membership')
    return { kind: 'all-users' };
  if (login.startsWith(EEEU))
    return { kind: 'everyone-except-external', foreign: login.slice(EEEU.length) !== tenantId.toLowerCase() };
  if (login.startsWith(ROLE)) return { kind: 'role' };
  if (login.startsWith(UNIFIED_GROUP)) {
    const id = login.slice(UNIFIED_GROUP.length);
    return { kind: 'group', groupId: id.replace(/_o$/, ''), owners: id.endsWith('_o') };
  }
  if (login.startsWith(SECURITY_GROUP)) return { kind: 'group', groupId: login.slice(SECURITY_GROUP.length), owners: false };
  if (login.startsWith(PERSON)) {
    const upn = login.slice(PERSON.length);
    const guest = upn.includes('#ext#') || upn.startsWith('urn:spo:guest') || upn.startsWith('urn%3aspo%3aguest');
    return { kind: guest ? 'guest' : 'member', userPrincipalName: upn };
  }
  if (login.startsWith('i:0i.t|') || login === 'sharepoint\\system' || login.startsWith('i:0#.w|'))
    return { kind: 'application' };
  return { kind: 'other' };
}
