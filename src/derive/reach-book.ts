/** Sums over grants: what all entries of a place reach together, each person counted once. */
import type { Gap } from '../evidence/coverage.js';
import { anyOf, type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import type { Directory } from './directory.js';
import type { PlacedGrant } from './grants.js';
import type { Limit } from './restricted-access.js';
import type { Grant } from './rows.js';
import type { DeriveSettings } from './settings.js';

/** `granted`: by the entries; `standing`: what Restricted Access Control leaves of it. */
export interface Reach {
  readonly grantedOrgWide: Tri;
  readonly grantedBroad: Tri;
  readonly standingOrgWide: Tri;
  readonly standingBroad: Tri;
  readonly standingBroadWrite: Tri;
  readonly standingReaders: Known<number>;
  readonly directReaders: Known<number>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** The people behind the groups of a list; lists with the same groups share it. */
interface Union {
  readonly everyone: ReadonlySet<string>;
  readonly beyondOwn: ReadonlySet<string>;
}

/** Of all entries of a list, or of those that may change it. */
interface Sum {
  readonly orgWide: Tri;
  readonly broad: Tri;
  readonly readers: Known<number>;
}

/** Sums over access lists. One for a whole tenant: few combinations of groups stand on many items. */
export class ReachBook {
  readonly #unions = new Map<string, Union>();
  readonly #narrowed = new Map<string, readonly PlacedGrant[]>();
  readonly #reaches = new Map<readonly Grant[], Map<string, Reach>>();
  readonly #directory: Directory;
  readonly #settings: DeriveSettings;

  constructor(directory: Directory, settings: DeriveSettings) {
    this.#directory = directory;
    this.#settings = settings;
  }

  /** What the standing grants of a list reach together. `list` is the one that the pool keeps for them. */
  reachOf(
    list: readonly Grant[],
    placed: readonly PlacedGrant[],
    ownGroup: Known<string | null>,
    limit: Known<Limit> | null,
  ): Reach {
    const known = this.#reaches.get(list) ?? new Map<string, Reach>();
    const key = `${ownGroup.known ? ownGroup.value : '?'}|${limit === null ? '' : limit.known ? limit.value.key : '?'}`;
    const reach = known.get(key) ?? this.#reach(placed, ownGroup, limit);
    known.set(key, reach);
    this.#reaches.set(list, known);
    return reach;
  }

  #reach(placed: readonly PlacedGrant[], ownGroup: Known<string | null>, limit: Known<Limit> | null): Reach {
    const grants = placed.filter((g) => g.reach === 'standing');
    const granted = this.#sum(grants, ownGroup);
    const write = (some: readonly PlacedGrant[]) => some.filter((g) => g.role !== 'read');
    const direct = new Set(grants.map((g) => g.directId).filter((id) => id !== null));
    const all = { grantedOrgWide: granted.orgWide, grantedBroad: granted.broad };
    if (limit === null)
      return {
        ...all,
        standingOrgWide: granted.orgWide,
        standingBroad: granted.broad,
        standingBroadWrite: this.#sum(write(grants), ownGroup).broad,
        standingReaders: granted.readers,
        directReaders: known(direct.size),
      };
    if (!limit.known) {
      const doubt = (value: Tri): Tri => (value.known && !value.value ? value : limit);
      return {
        ...all,
        standingOrgWide: doubt(granted.orgWide),
        standingBroad: doubt(granted.broad),
        standingBroadWrite: doubt(this.#sum(write(grants), ownGroup).broad),
        standingReaders: limit,
        directReaders: direct.size === 0 ? known(0) : limit,
      };
    }
    const narrow = grants.flatMap((g) => this.#within(g, limit.value));
    const left = this.#capped(this.#sum(narrow, ownGroup), limit.value);
    return {
      ...all,
      standingOrgWide: left.orgWide,
      standingBroad: left.broad,
      standingBroadWrite: this.#capped(this.#sum(write(narrow), ownGroup), limit.value).broad,
      standingReaders: left.readers,
      directReaders: known([...direct].filter((id) => limit.value.everyone.has(id)).length),
    };
  }

  /** What is left of a grant behind a limit; members of the site's own group apart, for they are its audience. */
  #within(grant: PlacedGrant, limit: Limit): readonly PlacedGrant[] {
    const orgWide = grant.orgWide.known && !grant.orgWide.value ? grant.orgWide : limit.isAllStaff;
    const { people } = grant;
    if (people !== 'everybody' && !people.known) return [{ ...grant, orgWide: grant.orgWide.known ? orgWide : grant.orgWide }];
    const key = `${limit.key}|${grant.audienceKey}|${grant.role}|${grant.reach}`;
    const hit = this.#narrowed.get(key);
    if (hit !== undefined) return hit;
    const part = (name: string, audience: Grant['audience'], ids: readonly string[]): PlacedGrant => ({
      ...grant,
      audience,
      orgWide,
      people: known(new Set(ids)),
      audienceKey: `${key}|${name}`,
    });
    const made =
      people === 'everybody'
        ? [
            part(
              'own',
              'own-group',
              [...limit.people].filter((id) => limit.own.has(id)),
            ),
            part(
              'others',
              'group',
              [...limit.people].filter((id) => !limit.own.has(id)),
            ),
          ]
        : [
            part(
              'all',
              grant.audience,
              [...people.value].filter((id) => limit.people.has(id)),
            ),
          ];
    this.#narrowed.set(key, made);
    return made;
  }

  /** Behind a limit no list reaches more people than the limit itself, whoever is on it. */
  #capped(sum: Sum, limit: Limit): Sum {
    const most = this.#isBroad(limit.people.size);
    return {
      orgWide: limit.isAllStaff.known && !limit.isAllStaff.value ? known(false) : sum.orgWide,
      broad: most.known && !most.value ? known(false) : sum.broad,
      readers: sum.readers,
    };
  }

  #isBroad(readers: number): Tri {
    const { broadShare, broadMinimum, broadAlways } = this.#settings.thresholds;
    return mapKnown(
      this.#directory.enabledMembers,
      (staff) => (readers >= broadShare * staff && readers >= broadMinimum) || readers >= broadAlways,
    );
  }

  #sum(standing: readonly PlacedGrant[], ownGroup: Known<string | null>): Sum {
    const groups = standing.filter((g) => g.people !== 'everybody' && g.people.known && g.people.value.size > 1);
    const singles = standing.filter((g) => g.people !== 'everybody' && g.people.known && g.people.value.size === 1);
    const unread =
      standing.map((g) => (g.people === 'everybody' || g.people.known ? null : g.people.gap)).find((gap) => gap !== null) ?? null;
    const union = this.#union(groups, ownGroup);
    const everyone = plus(union.everyone, singles);
    const beyondOwn = plus(
      union.beyondOwn,
      singles.filter((g) => !maybeOwn(g, ownGroup)),
    );
    const claimed = anyOf(standing.map((g) => g.orgWide));
    const { enabledMembers } = this.#directory;
    // Several groups that are nearly everybody together are everybody; in a practice of one or two, sharing is not exposure.
    const together =
      enabledMembers.known &&
      everyone >= this.#settings.thresholds.broadMinimum &&
      everyone >= this.#settings.thresholds.orgWideShare * enabledMembers.value;
    const orgWide = together ? known(true) : this.#notYetEverybody(claimed, everyone, unread);
    const everybody = standing.some((g) => g.people === 'everybody');
    return {
      orgWide,
      broad: this.#broad({ orgWide, certain: beyondOwn, possible: everyone, unread, ownGroup }),
      readers: everybody ? enabledMembers : unread === null ? known(everyone) : unknown(unread),
    };
  }

  /** People who are not known, or an unknown number of staff, may make everybody of what is less on paper. */
  #notYetEverybody(claimed: Tri, everyone: number, unread: Gap | null): Tri {
    if (!claimed.known || claimed.value) return claimed;
    if (unread !== null) return unknown(unread);
    const { enabledMembers } = this.#directory;
    return everyone > 0 && !enabledMembers.known ? enabledMembers : claimed;
  }

  #union(groups: readonly PlacedGrant[], ownGroup: Known<string | null>): Union {
    const [first] = groups;
    if (first === undefined) return { everyone: NOBODY, beyondOwn: NOBODY };
    const key = [...new Set(groups.map((g) => `${g.audienceKey}|${maybeOwn(g, ownGroup)}`))].sort().join('\n');
    const hit = this.#unions.get(key);
    if (hit !== undefined) return hit;
    const made = { everyone: joined(groups), beyondOwn: joined(groups.filter((g) => !maybeOwn(g, ownGroup))) };
    this.#unions.set(key, made);
    return made;
  }

  #broad({ orgWide, certain, possible, unread, ownGroup }: Breadth): Tri {
    if (orgWide.known && orgWide.value) return known(true);
    const now = this.#isBroad(certain);
    if (!now.known || now.value) return now;
    if (!orgWide.known) return orgWide;
    if (unread !== null) return unknown(unread);
    const maybe = this.#isBroad(possible);
    if (!ownGroup.known && maybe.known && maybe.value) return unknown(ownGroup.gap);
    return known(false);
  }
}

/** A site's own members are the audience that it was made for; while the own group is unknown, no group counts against it. */
function maybeOwn(grant: PlacedGrant, ownGroup: Known<string | null>): boolean {
  return grant.audience === 'own-group' || (!ownGroup.known && grant.audience === 'group');
}

function joined(groups: readonly PlacedGrant[]): ReadonlySet<string> {
  const sets = groups.map((g) => (g.people !== 'everybody' && g.people.known ? g.people.value : NOBODY));
  const [first] = sets;
  if (sets.length === 1 && first !== undefined) return first;
  const all = new Set<string>();
  for (const set of sets) for (const id of set) all.add(id);
  return all;
}

/** The size of a set together with some single people. */
function plus(set: ReadonlySet<string>, singles: readonly PlacedGrant[]): number {
  const more = new Set<string>();
  for (const grant of singles) {
    if (grant.people === 'everybody' || !grant.people.known) continue;
    for (const id of grant.people.value) if (!set.has(id)) more.add(id);
  }
  return set.size + more.size;
}

interface Breadth {
  readonly orgWide: Tri;
  /** Readers that count for certain, and those that would if no group were the site's own. */
  readonly certain: number;
  readonly possible: number;
  /** A principal whose people are not known. */
  readonly unread: Gap | null;
  readonly ownGroup: Known<string | null>;
}
