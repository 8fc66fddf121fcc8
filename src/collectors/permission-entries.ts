/** Reads the entries of an item's permissions: whom each lets in, and nothing that would let in a reader of the evidence. */
import type { AccessList, Permission, Principal } from '../evidence/content.js';
import { date, isPresent, type Json, record, records, text, texts } from './fields.js';

/** Microsoft was seen to cut lists of permissions at fewer than 100 entries, without a word. */
const MAY_BE_CUT = 90;

/** One item's entries; `isWhole` is false where an entry could not be read at all. */
export function accessListOf(
  itemId: string,
  entries: readonly unknown[],
): { readonly list: AccessList; readonly isWhole: boolean } {
  const objects = entries.map(record).filter((one) => one !== null);
  const permissions = objects.map((entry, at) => permissionOf(entry, itemId, at + 1));
  return { list: { itemId, permissions, isAtLeast: entries.length >= MAY_BE_CUT }, isWhole: objects.length === entries.length };
}

/** `place` counts the entries of the item from 1. */
export function permissionOf(entry: Json, itemId: string, place: number): Permission {
  const link = record(entry.link);
  // The id of a link is its share id, and whoever has that can open the link: only its place among the entries is kept.
  const isShare = link !== null || isPresent(entry.shareId) || isPresent(entry.invitation);
  const id = text(entry.id);
  return {
    itemId,
    id: isShare || id === null ? `${isShare ? 'link' : 'entry'}-${place}` : id,
    roles: texts(entry.roles),
    // Microsoft leaves the object empty at times; that it is there is the sign.
    inherited: isPresent(entry.inheritedFrom),
    link: link === null ? null : { scope: text(link.scope) ?? 'unknown', type: text(link.type) ?? 'unknown' },
    expirationDateTime: date(entry.expirationDateTime),
    principals: principalsOf(entry, isShare ? null : id),
  };
}

function principalsOf(entry: Json, directId: string | null): readonly Principal[] {
  const direct = record(entry.grantedToV2) ?? record(entry.grantedTo);
  const several = records(entry.grantedToIdentitiesV2);
  const sets = [...(direct === null ? [] : [direct]), ...(several.length > 0 ? several : records(entry.grantedToIdentities))];
  const loginName = directId === null ? null : loginNameIn(directId);
  // A grant to somebody whom Graph does not name is a grant all the same.
  const nameless: Principal = { kind: 'siteUser', id: null, displayName: '', email: null, loginName };
  const principals = sets.map((set) => principalOf(set, loginName) ?? nameless);
  return principals.length > 0 || isPresent(entry.link) ? principals : [nameless];
}

/**
 * The principal of one identity set. Its keys name the same principal in several ways: a SharePoint group comes as
 * `siteGroup` and as a `user` with the group's name, a claim as `siteUser` and as a `user` without an id.
 */
export function principalOf(set: Json, decodedLoginName: string | null): Principal | null {
  const siteUser = record(set.siteUser);
  const user = record(set.user);
  const loginName = text(siteUser?.loginName) ?? decodedLoginName;
  const named = (kind: Principal['kind'], who: Json, login: string | null): Principal => ({
    kind,
    id: text(who.id),
    displayName: text(who.displayName) ?? text(siteUser?.displayName) ?? text(user?.displayName) ?? '',
    email: text(who.email) ?? text(siteUser?.email) ?? text(user?.email),
    loginName: login,
  });
  const siteGroup = record(set.siteGroup);
  if (siteGroup !== null) return named('siteGroup', siteGroup, text(siteGroup.loginName) ?? loginName);
  const group = record(set.group);
  if (group !== null) return named('group', group, loginName);
  // A person has both keys. The id in the directory tells who it is anywhere, that of the site only there.
  const isPerson = text(user?.id) !== null && (loginName === null || loginName.startsWith('i:'));
  if (user !== null && isPerson) return named('user', user, loginName);
  if (siteUser !== null) return { ...named('siteUser', siteUser, loginName), id: null };
  if (user !== null) return { ...named(loginName === null ? 'user' : 'siteUser', user, loginName) };
  const application = record(set.application);
  return application === null ? null : named('application', application, loginName);
}

/** The id of a direct grant is the login name in base64url: `aTowIy5m…` is `i:0#.f|membership|…`. */
export function loginNameIn(id: string): string | null {
  if (!/^[\w-]+={0,2}$/.test(id)) return null;
  const decoded = Buffer.from(id, 'base64url').toString('utf8');
  return /^[ic]:0[\x20-\x7e]+$/.test(decoded) ? decoded : null;
}
