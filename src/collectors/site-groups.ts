/** Reads the SharePoint groups of a site collection with their members, from the site itself or from the administration. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { known, unknown } from '../evidence/known.js';
import type { SiteGroup } from '../evidence/sharepoint.js';
import { type Json, record, text } from './fields.js';
import { MALFORMED } from './paged.js';
import { isLinkGroup, isSystemGroup } from './role-assignments.js';
import { entriesOf, membersOf, numberOf } from './sharepoint-answers.js';

export interface ReadGroups {
  readonly rows: readonly SiteGroup[];
  /** People who opened a link, by the id of the group that SharePoint keeps for it. */
  readonly linkGroups: ReadonlyMap<string, readonly Principal[]>;
  readonly gaps: readonly Gap[];
}

/** @param web the answer for the root web, which names its three default groups; null: it was not read */
export function groupsOf(collectionId: string, entries: readonly unknown[], web: Json | null): ReadGroups {
  const roles = rolesOf(web);
  const rows: SiteGroup[] = [];
  const linkGroups = new Map<string, readonly Principal[]>();
  const gaps: Gap[] = [];
  if (web !== null && !DEFAULT_GROUPS.every(([, name]) => isTold(web[name]))) gaps.push(MALFORMED);
  for (const entry of entries) {
    const group = record(entry);
    const groupId = numberOf(group?.Id);
    const title = text(group?.Title) ?? text(group?.LoginName);
    if (group === null || groupId === null || !Number.isInteger(groupId) || title === null) {
      gaps.push(MALFORMED);
      continue;
    }
    const members = membersOf(group.Users);
    if (isLinkGroup(title) && members !== null) linkGroups.set(String(groupId), members);
    if (isSystemGroup(title)) continue;
    if (members === null) gaps.push(MALFORMED);
    const role = roles.get(groupId) ?? null;
    rows.push({ collectionId, groupId, title, role, members: members === null ? unknown(MALFORMED) : known(members) });
  }
  return { rows, linkGroups, gaps };
}

/** Null is a site without such a group; one that is left out may be any. */
function isTold(group: unknown): boolean {
  const object = record(group);
  return group === null || object?.['odata.null'] === true || Number.isInteger(numberOf(object?.Id));
}

const DEFAULT_GROUPS = [
  ['visitors', 'AssociatedVisitorGroup'],
  ['members', 'AssociatedMemberGroup'],
  ['owners', 'AssociatedOwnerGroup'],
] as const;

function rolesOf(web: Json | null): ReadonlyMap<number, SiteGroup['role']> {
  const roles = new Map<number, SiteGroup['role']>();
  for (const [role, name] of DEFAULT_GROUPS) {
    const id = numberOf(record(web?.[name])?.Id);
    if (id !== null) roles.set(id, role);
  }
  return roles;
}

const IN_ORDER = ['owners', 'members', 'visitors'] as const;

/** The three default groups as the administration tells them, without number or title; null where it told none. */
export function defaultGroupsOf(collectionId: string, value: unknown): readonly SiteGroup[] | null {
  const groups = entriesOf(record(value)?.value ?? value);
  if (groups === null || groups.length === 0) return null;
  return IN_ORDER.map((role, at) => {
    const members = membersOf(record(groups[at])?.userGroup);
    return { collectionId, groupId: null, title: null, role, members: members === null ? unknown(MALFORMED) : known(members) };
  });
}
