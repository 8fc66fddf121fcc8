/** Principals → accounts of the directory, by id, claim or address. */
import type { Principal } from '../evidence/content.js';
import type { User } from '../evidence/directory.js';
import { readClaim } from './claims.js';
import type { Directory } from './directory.js';

/** SharePoint numbers its own users; such a number is no id of the directory. */
export function directoryId({ id }: Principal): string | null {
  return id === null || /^\d+$/.test(id) ? null : id;
}

/** The account; `key` is what the directory would know it by where it has no such account, null where it never would. */
export function userOf(
  principal: Principal,
  directory: Directory,
): { readonly user: User | undefined; readonly key: string | null } {
  const claim = principal.loginName === null ? null : readClaim(principal.loginName, '');
  const upn = claim?.kind === 'member' || claim?.kind === 'guest' ? claim.userPrincipalName : null;
  const id = directoryId(principal);
  const byId = id === null ? undefined : directory.users.get(id);
  const named = [upn, principal.email].map((n) => (n === null ? undefined : directory.usersByName.get(n.toLowerCase())));
  // Guests of older invitations have an address and never had an account.
  const hasAccount = upn === null || !upn.startsWith('urn');
  return { user: byId ?? named.find((u) => u !== undefined), key: id ?? (hasAccount ? upn : null) };
}
