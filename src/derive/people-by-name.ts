/** Names, addresses and ids in policies and in rights of labels → the people of the staff that they come to. */
import type { Gap } from '../evidence/coverage.js';
import type { Group, User } from '../evidence/directory.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { Audiences } from './audiences.js';
import type { Directory } from './directory.js';

export type PeopleByName = (name: string) => Known<ReadonlySet<string>>;

const NOBODY: ReadonlySet<string> = new Set();
const NO_SUCH_NAME: Gap = {
  reason: 'failed',
  detail: 'the directory knows nobody, or several, by a name that a label or its policy gives',
};

type Entry = { readonly user: User } | { readonly group: Group };

/** Entries by a key that several may share. */
class Index {
  readonly #entries = new Map<string, Entry[]>();

  add(key: string | null, entry: Entry): void {
    if (key === null || key === '') return;
    const lower = key.toLowerCase();
    const list = this.#entries.get(lower);
    if (list === undefined) this.#entries.set(lower, [entry]);
    else list.push(entry);
  }

  /** The one entry of that key; undefined where there is none, or more than one. */
  one(key: string): Entry | undefined {
    const list = this.#entries.get(key);
    return list?.length === 1 ? list[0] : undefined;
  }
}

/**
 * Looks people up by what Exchange writes: an id, an address, a user principal name, or a display name where only one
 * user or group has it. A person who is none of the staff comes to nobody; a name that nothing here explains is a gap,
 * since it may be an older address of a large group.
 */
export function peopleByName(directory: Directory, audiences: Audiences): PeopleByName {
  const exact = new Index();
  const displayed = new Index();
  for (const user of directory.users.values()) {
    for (const key of new Set([user.id, user.userPrincipalName, user.mail].map((k) => k?.toLowerCase() ?? null)))
      exact.add(key, { user });
    displayed.add(user.displayName, { user });
  }
  for (const group of directory.groups.values()) {
    exact.add(group.id, { group });
    exact.add(group.mail, { group });
    displayed.add(group.displayName, { group });
  }
  const listGap = directory.gaps.users ?? directory.gaps.groups;
  return (name) => {
    const key = name.trim().toLowerCase();
    // Where a list is not whole, a second one of that display name may be in the rest of it.
    const entry = exact.one(key) ?? (listGap === null ? displayed.one(key) : undefined);
    if (entry === undefined) return unknown(listGap ?? NO_SUCH_NAME);
    if ('group' in entry) return audiences.members(entry.group.id);
    return known(directory.isStaff(entry.user) ? new Set([entry.user.id]) : NOBODY);
  };
}

/** Everybody whom the names come to; the first gap where one of them is not known. */
export function peopleOf(names: readonly string[], byName: PeopleByName): Known<ReadonlySet<string>> {
  const all = new Set<string>();
  for (const name of names) {
    const people = byName(name);
    if (!people.known) return people;
    for (const id of people.value) all.add(id);
  }
  return known(all);
}
