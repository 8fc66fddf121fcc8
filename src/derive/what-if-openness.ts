/** How open some lists are with and without an entry: people, everybody or not, and the files that everybody can open. */
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, type Tri, unknown } from '../evidence/known.js';
import type { Thresholds } from '../evidence/thresholds.js';
import type { Audiences } from './audiences.js';
import type { Directory } from './directory.js';
import { hiddenAmong, hiddenPeople, isForEverybody } from './reach-lists.js';
import type { Grant } from './rows.js';
import type { PlaceNode } from './what-if-places.js';

export interface Openness {
  /** Enabled members who can open the place itself. */
  readonly readers: Known<number>;
  readonly everybody: Tri;
  /** Of all places that the change is about: files that everybody can open, and the PHI-looking ones among them. */
  readonly files: number;
  readonly sensitiveFiles: number;
  /** Files there of which it cannot be told. */
  readonly unsureFiles: number;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Sums over lists. Lists with the same principals share what was reckoned for one of them. */
export class OpennessBook {
  readonly #directory: Directory;
  readonly #audiences: Audiences;
  readonly #thresholds: Thresholds;
  readonly #known = new Map<string, { readonly readers: Known<number>; readonly everybody: Tri }>();

  constructor(directory: Directory, audiences: Audiences, thresholds: Thresholds) {
    this.#directory = directory;
    this.#audiences = audiences;
    this.#thresholds = thresholds;
  }

  /** @param top the lists that speak for the place itself; @param area every place that the change is about */
  of(top: readonly PlaceNode[], area: readonly PlaceNode[], grantsOf: (place: PlaceNode) => readonly Grant[]): Openness {
    const itself = this.#listOf(top.flatMap(grantsOf), top[0]?.restrictedTo ?? known(null));
    const sums = { files: 0, sensitiveFiles: 0, unsureFiles: 0 };
    for (const place of area) {
      if (place.scope === null) continue;
      const { everybody } = this.#listOf(grantsOf(place), place.restrictedTo);
      if (!everybody.known) sums.unsureFiles += place.scope.files;
      else if (everybody.value) {
        sums.files += place.scope.files;
        sums.sensitiveFiles += place.scope.sensitiveFiles;
      }
    }
    return { ...itself, ...sums };
  }

  /** Enabled members behind a grant; null: everybody. */
  people(grant: Grant): Known<ReadonlySet<string>> | null {
    if (isForEverybody(grant)) return null;
    const gap = hiddenPeople(grant);
    if (gap !== null) return unknown(gap);
    const { kind, id } = grant.principal;
    if (kind === 'group') return this.#audiences.members(id);
    const ids = kind === 'owners' ? (this.#directory.owners.get(id) ?? []).map((l) => l.memberId) : kind === 'person' ? [id] : [];
    return known(new Set(ids.filter((one) => this.#isStaff(one))));
  }

  #isStaff(id: string): boolean {
    const user = this.#directory.users.get(id);
    return user !== undefined && this.#directory.isStaff(user);
  }

  #listOf(grants: readonly Grant[], restrictedTo: PlaceNode['restrictedTo']) {
    const standing = grants.filter((grant) => grant.reach === 'standing');
    const limit = restrictedTo.known ? restrictedTo.value : null;
    const entries = standing.map((g) => `${isForEverybody(g) ? '*' : `${g.principal.kind}|${g.principal.id ?? g.label}`}`);
    const key = JSON.stringify([[...new Set(entries)].sort(), limit]);
    const hit = this.#known.get(key) ?? this.#reckoned(standing, limit);
    this.#known.set(key, hit);
    return hit;
  }

  #reckoned(standing: readonly Grant[], limit: readonly string[] | null): { readers: Known<number>; everybody: Tri } {
    const { enabledMembers } = this.#directory;
    const people = standing.map((grant) => this.people(grant));
    const isForAll = people.some((found) => found === null);
    const hidden = people.find((found) => found !== null && !found.known);
    const gap = hidden === undefined || hidden === null || hidden.known ? null : hidden.gap;
    const named = joined(people.map((found) => (found?.known ? found.value : NOBODY)));
    if (limit !== null) {
      // Whoever is not in one of these groups is kept out, so it is never open to everybody.
      const admitted = joined(limit.map((id) => this.#audiences.members(id)).map((m) => (m.known ? m.value : NOBODY)));
      const unread = hiddenAmong(limit, this.#audiences) ?? (isForAll ? null : gap);
      const readers = isForAll ? admitted.size : [...admitted].filter((id) => named.has(id)).length;
      return { readers: unread === null ? known(readers) : unknown(unread), everybody: known(false) };
    }
    if (isForAll) return { readers: enabledMembers, everybody: known(true) };
    return { readers: gap === null ? known(named.size) : unknown(gap), everybody: this.#isEverybody(named.size, gap) };
  }

  /** Nearly everybody is everybody, by the same thresholds that the joins use. */
  #isEverybody(readers: number, gap: Gap | null): Tri {
    const { enabledMembers } = this.#directory;
    if (!enabledMembers.known) return readers === 0 && gap === null ? known(false) : enabledMembers;
    const { broadMinimum, orgWideShare } = this.#thresholds;
    if (readers >= broadMinimum && readers >= orgWideShare * enabledMembers.value) return known(true);
    return gap === null ? known(false) : unknown(gap);
  }
}

function joined(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first] = sets;
  if (sets.length === 1 && first !== undefined) return first;
  const all = new Set<string>();
  for (const set of sets) for (const id of set) all.add(id);
  return all;
}
