/** Directory and scopes → the numbers that reach is summed from, and back: what each person of the staff can open now. */
import type { Gap } from '../evidence/coverage.js';
import type { Audiences } from './audiences.js';
import type { Directory } from './directory.js';
import { type ReachGroup, type ReachList, reachOf } from './reach.js';
import type { Grant, Person, Scope } from './rows.js';

export interface PeopleReach {
  /** Zero for whoever is not an enabled member: guests, rooms, accounts that are set aside. */
  readonly of: (userId: string) => Person['reach'];
  /** Why it is a lower bound, as far as the lists themselves tell; null: they are whole and all their people known. */
  readonly gap: Gap | null;
}

const NOTHING: Person['reach'] = { files: 0, sensitiveFiles: 0 };
const CUT: Gap = { reason: 'capped', detail: 'a long list of permissions' };
const PARTLY: Gap = { reason: 'not-yet-read', detail: 'a library was read in part' };
const NAMELESS: Gap = { reason: 'failed', detail: 'a principal that Microsoft does not name by id or claim' };

/** Everybody in the organization, by a claim or because anybody may join the group. */
export function isForEverybody(grant: Grant): boolean {
  if (grant.principal.kind === 'everybody') return true;
  return grant.audience === 'public-group' && grant.orgWide.known && grant.orgWide.value;
}

/** What hides people behind a grant; null: all of them are known. */
export function hiddenPeople(grant: Grant): Gap | null {
  if (grant.reach !== 'standing' || isForEverybody(grant)) return null;
  if (!grant.readers.known) return grant.readers.gap;
  return grant.principal.kind === 'unknown' ? NAMELESS : null;
}

/** What keeps the list or the count of a scope from being whole; null: nothing. */
export function unseenPart(scope: Scope): Gap | null {
  return scope.isAtLeast ? CUT : scope.isPartlyRead ? PARTLY : null;
}

export function peopleReach(scopes: readonly Scope[], directory: Directory, audiences: Audiences): PeopleReach {
  const people = new Numbers();
  for (const user of directory.users.values()) if (directory.isStaff(user)) people.of(user.id);
  const groups = new Numbers();
  const lists = new Map<string, ReachList>();
  let doubt: Gap | null = null;
  let unseen: Gap | null = null;
  for (const scope of scopes) {
    const restrictedTo = scope.restrictedTo.known ? scope.restrictedTo.value : null;
    doubt ??= scope.grants.map(hiddenPeople).find((gap) => gap !== null) ?? hiddenAmong(restrictedTo, audiences);
    unseen ??= unseenPart(scope);
    const list = listOf(scope, restrictedTo, people, groups);
    const key = keyOf(list);
    const same = lists.get(key);
    lists.set(
      key,
      same === undefined
        ? list
        : { ...same, files: same.files + list.files, sensitiveFiles: same.sensitiveFiles + list.sensitiveFiles },
    );
  }
  const sums = reachOf({ people: people.count, groups: membersOf(groups, people, directory), lists: [...lists.values()] });
  return {
    of(userId) {
      const at = people.find(userId);
      return at === null ? NOTHING : { files: sums.files[at] ?? 0, sensitiveFiles: sums.sensitiveFiles[at] ?? 0 };
    },
    gap: doubt ?? unseen,
  };
}

/** Names as numbers, in the order in which they come. */
class Numbers {
  readonly #numbers = new Map<string, number>();

  get count(): number {
    return this.#numbers.size;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  find(name: string): number | null {
    return this.#numbers.get(name) ?? null;
  }

  /** Also those that are added on the way. */
  names(): IterableIterator<string> {
    return this.#numbers.keys();
  }
}

/** The owners of a group, who need not be its members. SharePoint's own claim for them ends like this. */
function ownersName(groupId: string): string {
  return `${groupId}_o`;
}

function listOf(scope: Scope, restrictedTo: readonly string[] | null, people: Numbers, groups: Numbers): ReachList {
  const standing = scope.grants.filter((g) => g.reach === 'standing');
  const everybody = standing.some(isForEverybody);
  const ids = { groups: new Set<number>(), people: new Set<number>() };
  // Whom a list for everybody names beside everybody changes nothing.
  for (const { principal } of everybody ? [] : standing) {
    if (principal.kind === 'group') ids.groups.add(groups.of(principal.id));
    if (principal.kind === 'owners') ids.groups.add(groups.of(ownersName(principal.id)));
    const person = principal.kind === 'person' ? people.find(principal.id) : null;
    if (person !== null) ids.people.add(person);
  }
  const { ownerId } = scope.drive;
  return {
    everybody,
    groups: [...ids.groups].sort((a, b) => a - b),
    people: [...ids.people].sort((a, b) => a - b),
    restrictedTo: restrictedTo === null ? null : [...new Set(restrictedTo.map((id) => groups.of(id)))].sort((a, b) => a - b),
    owner: scope.isPersonal && ownerId !== null ? people.find(ownerId) : null,
    files: scope.files,
    sensitiveFiles: scope.sensitiveFiles,
  };
}

function keyOf({ everybody, groups, people, restrictedTo, owner }: ReachList): string {
  return `${everybody}|${groups.join()}|${people.join()}|${restrictedTo?.join() ?? '-'}|${owner ?? '-'}`;
}

function membersOf(groups: Numbers, people: Numbers, directory: Directory): ReachGroup[] {
  const found: ReachGroup[] = [];
  // Groups inside are met while this runs, and come at the end.
  for (const name of groups.names()) {
    const ownersOf = directory.groups.has(name) || !name.endsWith('_o') ? null : name.slice(0, -2);
    const links = ownersOf === null ? directory.members.get(name) : directory.owners.get(ownersOf);
    const inside = (links ?? []).filter((link) => ownersOf === null && link.memberKind === 'group');
    found.push({
      people: (links ?? []).map((link) => people.find(link.memberId)).filter((person) => person !== null),
      groups: inside.map((link) => groups.of(link.memberId)),
    });
  }
  return found;
}

/** What hides members of the groups to which Restricted Access Control limits a site; null: all are known. */
export function hiddenAmong(restrictedTo: readonly string[] | null, audiences: Audiences): Gap | null {
  for (const id of restrictedTo ?? []) {
    const members = audiences.members(id);
    if (!members.known) return members.gap;
  }
  return null;
}
