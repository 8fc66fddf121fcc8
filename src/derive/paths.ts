/** One shortest way in: from a person through groups and a SharePoint group to a place, link by link. */
import type { GroupLink, User } from '../evidence/directory.js';
import type { Known } from '../evidence/known.js';
import type { Place } from '../evidence/place.js';
import type { Directory } from './directory.js';
import { isForEverybody } from './reach-lists.js';
import type { Grant, GrantPrincipal } from './rows.js';

/** A piece of a path; `sensitive` ones are names that look like PHI, and are written only where the operator says so. */
export interface PathPiece {
  readonly name: string;
  readonly sensitive: boolean;
}

/** A person with all groups that he or she is in, and how. */
export interface Insider {
  readonly user: User;
  /** An enabled member of the organization: what is open to everybody is open to him or her. */
  readonly isEverybody: boolean;
  /** Names of the groups from the person up to this one; null: not in it. */
  groupsTo(groupId: string): readonly string[] | null;
  owns(groupId: string): boolean;
}

/** Makes insiders; the links of the directory are turned round once for all of them. */
export function insiders(directory: Directory): (user: User) => Insider {
  const memberships = turned(directory.members);
  const nameOf = (groupId: string) => directory.groups.get(groupId)?.displayName ?? groupId;
  return (user) => {
    const above = new Map<string, string | null>();
    let level = memberships.get(user.id) ?? [];
    for (const id of level) above.set(id, null);
    while (level.length > 0) {
      const next: string[] = [];
      for (const id of level)
        for (const parent of memberships.get(id) ?? []) {
          if (above.has(parent)) continue;
          above.set(parent, id);
          next.push(parent);
        }
      level = next;
    }
    return {
      user,
      isEverybody: user.accountEnabled && user.userType === 'Member',
      groupsTo(groupId) {
        if (!above.has(groupId)) return null;
        const names: string[] = [];
        for (let id: string | null = groupId; id !== null; id = above.get(id) ?? null) names.unshift(nameOf(id));
        return names;
      },
      owns: (groupId) => (directory.owners.get(groupId) ?? []).some((link) => link.memberId === user.id),
    };
  };
}

/** Member → the groups that it is directly in, in a stable order. */
function turned(members: ReadonlyMap<string, readonly GroupLink[]>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [groupId, links] of members)
    for (const { memberId } of links) {
      const found = groups.get(memberId);
      if (found === undefined) groups.set(memberId, [groupId]);
      else found.push(groupId);
    }
  for (const ids of groups.values()) ids.sort();
  return groups;
}

/** Whether Restricted Access Control lets a person in at all. A gap counts as off: then the grants speak. */
export function isAdmitted(insider: Insider, restrictedTo: Known<readonly string[] | null>): boolean {
  if (!restrictedTo.known || restrictedTo.value === null) return true;
  return restrictedTo.value.some((groupId) => insider.groupsTo(groupId) !== null);
}

/** The names from the person (left out) to what the grant stands on (left out); null: it does not let him or her in. */
export function wayThrough(insider: Insider, grant: Grant): readonly string[] | null {
  if (grant.reach !== 'standing') return null;
  const groups = isForEverybody(grant)
    ? insider.isEverybody
      ? [grant.label]
      : null
    : wayTo(insider, grant.principal, grant.label);
  if (groups === null) return null;
  return grant.via === null || grant.via === groups.at(-1) ? groups : [...groups, grant.via];
}

function wayTo(insider: Insider, principal: GrantPrincipal, label: string): readonly string[] | null {
  switch (principal.kind) {
    case 'person':
      return principal.id === insider.user.id ? [] : null;
    case 'group':
      return insider.groupsTo(principal.id);
    case 'owners':
      return insider.owns(principal.id) ? [label] : null;
    default:
      return null;
  }
}

/** The shortest way in of several grants; the first of equal ones. Null: none lets the person in. */
export function shortestWay(
  insider: Insider,
  grants: readonly Grant[],
  restrictedTo: Known<readonly string[] | null>,
): readonly string[] | null {
  if (!isAdmitted(insider, restrictedTo)) return null;
  let best: readonly string[] | null = null;
  for (const grant of grants) {
    const way = wayThrough(insider, grant);
    if (way !== null && (best === null || way.length < best.length)) best = way;
  }
  return best;
}

/** The whole path: person, groups, SharePoint group, site, library, folders. */
export function pathTo(insider: Insider, way: readonly string[], place: Pick<Place, 'siteName' | 'parts'>): readonly PathPiece[] {
  const shown = [insider.user.displayName, ...way, place.siteName].map((name) => ({ name, sensitive: false }));
  return [...shown, ...place.parts.map(({ name, sensitive }) => ({ name, sensitive }))];
}

/** The pieces as text. Neighbouring hidden pieces are one, and say the word of the lexicon that hides them. */
export function pathText(path: readonly PathPiece[], words: readonly string[], showNames: boolean): readonly string[] {
  const hidden = `[name hidden: ${words[0] ?? 'PHI-looking'}]`;
  return path
    .map(({ name, sensitive }) => (sensitive && !showNames ? null : name))
    .filter((name, at, all) => name !== null || at === 0 || all[at - 1] !== null)
    .map((name) => name ?? hidden);
}
