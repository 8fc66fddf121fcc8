/** Access list → grants: each live entry with its audience, and what all of them together reach. */
import type { AccessList, Permission } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { anyOf, type Known, known, type Tri, unknown } from '../evidence/known.js';
import type { Audience, Audiences } from './audiences.js';
import type { Directory } from './directory.js';
import type { Grant } from './rows.js';
import type { DeriveSettings } from './settings.js';

/** A grant with what only the sums over a list need. */
export interface PlacedGrant extends Grant {
  readonly people: Audience['people'];
  /** Who it is, for a grant to one person or guest; null for groups, claims and links. */
  readonly directId: string | null;
  /** The same audience has the same key wherever it stands. */
  readonly audienceKey: string;
}

export interface Reach {
  readonly standingOrgWide: Tri;
  readonly standingBroad: Tri;
  readonly standingBroadWrite: Tri;
  readonly standingReaders: Known<number>;
  readonly directReaders: Known<number>;
}

function roleOf(roles: readonly string[]): Grant['role'] | null {
  const names = roles.map((r) => r.toLowerCase());
  if (names.some((r) => r === 'owner' || r.includes('full control'))) return 'owner';
  if (names.some((r) => r === 'write' || r.includes('edit') || r.includes('contribute') || r.includes('design'))) return 'write';
  if (names.length > 0 && names.every((r) => r.includes('limited access'))) return null;
  return 'read';
}

function isExpired(permission: Permission, now: Date): boolean {
  return permission.expirationDateTime !== null && Date.parse(permission.expirationDateTime) <= now.getTime();
}

const LINK_LABELS: Readonly<Record<string, string>> = {
  organization: 'People in the organization with the link',
  anonymous: 'Anyone with the link',
  users: 'Specific people',
  existingAccess: 'People with existing access',
};

/** Live grants of one access list. A link for specific people is a direct grant to each of them. */
export function grantsOf(
  list: AccessList,
  audiences: Audiences,
  ownGroupId: Known<string | null>,
  now: Date,
  driveOwnerId: string | null = null,
): PlacedGrant[] {
  const grants: PlacedGrant[] = [];
  for (const permission of list.permissions) {
    const role = roleOf(permission.roles);
    if (role === null || isExpired(permission, now)) continue;
    const { link, inherited } = permission;
    const common = { role, inherited, expires: permission.expirationDateTime };
    const isOpenLink = link?.scope === 'organization' || link?.scope === 'anonymous';
    if (isOpenLink && link !== null) {
      grants.push({
        ...common,
        role: link.type === 'edit' ? 'write' : role,
        audience: link.scope === 'organization' ? 'organization-link' : 'anyone-link',
        label: LINK_LABELS[link.scope] ?? link.scope,
        reach: 'latent',
        orgWide: known(false),
        readers: known(0),
        people: known(NOBODY),
        directId: null,
        audienceKey: 'link',
        toDriveOwner: false,
        via: null,
        principal: { kind: 'link', id: null },
        isForeignClaim: false,
        guestDomain: null,
      });
    }
    for (const principal of permission.principals) {
      const audience = audiences.of(principal, ownGroupId);
      if (audience.kind === 'application') continue;
      const who = (principal.loginName ?? principal.id ?? principal.email ?? principal.displayName).toLowerCase();
      grants.push({
        ...common,
        audience: audience.kind,
        label: audience.label,
        reach: 'standing',
        orgWide: audience.orgWide,
        readers:
          audience.people === 'everybody'
            ? unknown({ reason: 'failed' })
            : audience.people.known
              ? known(audience.people.value.size)
              : audience.people,
        people: audience.people,
        // Whoever opened a link for all reads by the link; it is not a grant that somebody made to him or her.
        directId: audience.isDirect && !isOpenLink ? who : null,
        audienceKey: `${audience.kind}|${who}`,
        toDriveOwner: driveOwnerId !== null && principal.id === driveOwnerId,
        via: null,
        principal: { kind: 'unknown', id: null },
        isForeignClaim: false,
        guestDomain: null,
      });
    }
  }
  return grants;
}

/**
 * The entry that a public group's site has at its top: everybody may join, and so everybody may read and change it.
 * Where it is not known whose site it is, or whether that group is public, the entry is there as a doubt.
 */
export function publicSite(ownGroup: Known<string | null>, directory: Directory): PlacedGrant[] {
  if (ownGroup.known && ownGroup.value === null) return [];
  const group = ownGroup.known && ownGroup.value !== null ? directory.groups.get(ownGroup.value) : undefined;
  const gap = !ownGroup.known
    ? ownGroup.gap
    : group === undefined
      ? directory.gaps.groups
      : group.visibility === null
        ? NO_PRIVACY
        : null;
  if (gap === null && group?.visibility !== 'Public') return [];
  return [
    {
      audience: gap === null ? 'public-group' : 'group',
      label: group?.displayName ?? 'The group of the site',
      reach: 'standing',
      role: 'write',
      orgWide: gap === null ? known(true) : unknown(gap),
      readers: gap === null ? directory.enabledMembers : unknown(gap),
      expires: null,
      inherited: false,
      toDriveOwner: false,
      via: null,
      principal: gap === null ? { kind: 'everybody', id: null } : { kind: 'unknown', id: null },
      isForeignClaim: false,
      guestDomain: null,
      people: gap === null ? 'everybody' : unknown(gap),
      directId: null,
      audienceKey: `site-of|${group?.id ?? ''}`,
    },
  ];
}

const NO_PRIVACY: Gap = { reason: 'failed', detail: 'Microsoft Graph left out the privacy of a group' };

/** What rules see of a grant: the number of staff where it is everybody, and not the people themselves. */
export function withStaff({ people, directId: _direct, audienceKey: _key, ...grant }: PlacedGrant, directory: Directory): Grant {
  return people === 'everybody' ? { ...grant, readers: directory.enabledMembers } : grant;
}

const NOBODY: ReadonlySet<string> = new Set();

/** The people behind the groups of a list; lists with the same groups share it. */
interface Union {
  readonly everyone: ReadonlySet<string>;
  readonly beyondOwn: ReadonlySet<string>;
}

/** Sums over access lists. One for a whole tenant: few combinations of groups stand on many items. */
export class ReachBook {
  readonly #unions = new Map<string, Union>();
  readonly #directory: Directory;
  readonly #settings: DeriveSettings;

  constructor(directory: Directory, settings: DeriveSettings) {
    this.#directory = directory;
    this.#settings = settings;
  }

  /** What the standing grants of a list reach together, a person counted once. */
  reachOf(grants: readonly PlacedGrant[], ownGroup: Known<string | null>): Reach {
    const standing = grants.filter((g) => g.reach === 'standing');
    const read = this.#sum(standing, ownGroup);
    const direct = new Set(standing.map((g) => g.directId).filter((id) => id !== null));
    return {
      standingOrgWide: read.orgWide,
      standingBroad: read.broad,
      standingBroadWrite: this.#sum(
        standing.filter((g) => g.role !== 'read'),
        ownGroup,
      ).broad,
      standingReaders: read.readers,
      directReaders: known(direct.size),
    };
  }

  #sum(standing: readonly PlacedGrant[], ownGroup: Known<string | null>) {
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
      broad: broad({ orgWide, certain: beyondOwn, possible: everyone, unread, ownGroup }, this.#directory, this.#settings),
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

function broad({ orgWide, certain, possible, unread, ownGroup }: Breadth, directory: Directory, settings: DeriveSettings): Tri {
  if (orgWide.known && orgWide.value) return known(true);
  if (!directory.enabledMembers.known) return directory.enabledMembers;
  const { broadShare, broadMinimum, broadAlways } = settings.thresholds;
  const staff = directory.enabledMembers.value;
  const isBroad = (n: number) => (n >= broadShare * staff && n >= broadMinimum) || n >= broadAlways;
  if (isBroad(certain)) return known(true);
  if (!orgWide.known) return orgWide;
  if (unread !== null) return unknown(unread);
  if (!ownGroup.known && isBroad(possible)) return unknown(ownGroup.gap);
  return known(false);
}
