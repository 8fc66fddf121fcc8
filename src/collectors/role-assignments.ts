/** Reads role assignments as SharePoint lists them: who has which permission levels on a web, a list or an item. */
import type { Principal } from '../evidence/content.js';
import type { RoleAssignment } from '../evidence/sharepoint.js';
import { record, text } from './fields.js';
import { entriesOf, memberOf, numberOf } from './sharepoint-answers.js';

/** `RoleTypeKind` of Limited Access, which opens nothing. */
const LIMITED_ACCESS = 1;
/** That of Web-Only Limited Access: what a web gives to whoever was let into something in it, and opens as little. */
const WEB_ONLY_LIMITED_ACCESS = 9;

/** Groups that SharePoint keeps for itself: one for each sharing link, and those of Limited Access. */
const LINK_GROUP = /^SharingLinks\./i;
/** A title that only begins so may be anybody's. */
const LIMITED_GROUP = /^Limited Access System Group(?: For (?:List|Web) [{]?[0-9a-f-]{1,36}[}]?)?$/i;

/** The title of a link's group holds the share id, which is a key to the house: it is never kept. */
export function isLinkGroup(title: string): boolean {
  return LINK_GROUP.test(title);
}

export function isSystemGroup(title: string): boolean {
  return LINK_GROUP.test(title) || LIMITED_GROUP.test(title);
}

export interface LinkGroups {
  /** Microsoft Graph tells of the links of this place, so that their groups say nothing new. */
  readonly areTold: boolean;
  /** People who opened a link, by the id of its group. */
  readonly members: ReadonlyMap<string, readonly Principal[]>;
}

export interface ReadAssignments {
  readonly assignments: readonly RoleAssignment[];
  /** Places of links were taken by the people who opened them. */
  readonly usedLinks: boolean;
}

/**
 * Null where one entry cannot be read: then nobody can say who has access. Limited Access rows stay in, except those of
 * SharePoint's own groups.
 */
export function assignmentsOf(entries: readonly unknown[], links: LinkGroups): ReadAssignments | null {
  const assignments: RoleAssignment[] = [];
  let usedLinks = false;
  for (const entry of entries) {
    const object = record(entry);
    const member = record(object?.Member);
    const principal = member === null ? null : memberOf(member);
    const roles = rolesOf(object?.RoleDefinitionBindings);
    if (principal === null || roles === null) return null;
    const isLimited = roles.every(({ kind }) => kind === LIMITED_ACCESS);
    const isGroup = principal.kind === 'siteGroup';
    if (isGroup && isLinkGroup(principal.displayName)) {
      if (isLimited || links.areTold) continue;
      const members = links.members.get(principal.id ?? '');
      if (members === undefined) return null;
      usedLinks = true;
      assignments.push(...members.map((one) => ({ principal: one, roles })));
    } else if (!(isGroup && isLimited && isSystemGroup(principal.displayName))) {
      assignments.push({ principal, roles });
    }
  }
  return { assignments, usedLinks };
}

function rolesOf(value: unknown): RoleAssignment['roles'] | null {
  const entries = entriesOf(value);
  if (entries === null || entries.length === 0) return null;
  const roles = entries.map((entry) => {
    const role = record(entry);
    const kind = numberOf(role?.RoleTypeKind);
    if (kind === null) return null;
    // Readers know one Limited Access; names are localised, so that nothing else tells them of the other.
    return { name: text(role?.Name) ?? '', kind: kind === WEB_ONLY_LIMITED_ACCESS ? LIMITED_ACCESS : kind };
  });
  return roles.every((role) => role !== null) ? roles : null;
}
