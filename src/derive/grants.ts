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
  readonly isDirect: boolean;
  /** The same principal and role have the same key, so that a copy of the parent's entry is recognised. Null for a link: two alike are two. */
  readonly key: string | null;
}

export interface Reach {
  readonly standingOrgWide: Tri;
  readonly standingBroad: Tri;
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
export function grantsOf(list: AccessList, audiences: Audiences, ownGroupId: Known<string | null>, now: Date): PlacedGrant[] {
  const grants: PlacedGrant[] = [];
  for (const permission of list.permissions) {
    const role = roleOf(permission.roles);
    if (role === null || isExpired(permission, now)) continue;
    const { link, inherited } = permission;
    const common = { role, inherited, expires: permission.expirationDateTime };
    if (link?.scope === 'organization' || link?.scope === 'anonymous') {
      grants.push({
        ...common,
        role: link.type === 'edit' ? 'write' : role,
        audience: link.scope === 'organization' ? 'organization-link' : 'anyone-link',
        label: LINK_LABELS[link.scope] ?? link.scope,
        reach: 'latent',
        orgWide: known(false),
        readers: known(0),
        people: known(new Set<string>()),
        isDirect: false,
        key: null,
      });
    }
    for (const principal of permission.principals) {
      const audience = audiences.of(principal, ownGroupId);
      if (audience.kind === 'application') continue;
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
        isDirect: audience.isDirect,
        key: `${audience.kind}|${principal.loginName ?? principal.id ?? principal.displayName}|${role}`,
      });
    }
  }
  return grants;
}

/** Fills in the number of staff where an audience is everybody. */
export function withStaff(grant: PlacedGrant, directory: Directory): PlacedGrant {
  return grant.people === 'everybody' ? { ...grant, readers: directory.enabledMembers } : grant;
}

/** What the standing grants of a list reach together, a person counted once. */
export function reachOf(
  grants: readonly PlacedGrant[],
  directory: Directory,
  settings: DeriveSettings,
  ownGroup: Known<string | null>,
): Reach {
  const standing = grants.filter((g) => g.reach === 'standing');
  const standingOrgWide = anyOf(standing.map((g) => g.orgWide));
  const everybody = standing.some((g) => g.people === 'everybody');
  const everyone = new Set<string>();
  const beyondOwn = new Set<string>();
  const direct = new Set<string>();
  let doubt: Gap | null = null;
  for (const grant of standing) {
    if (grant.people === 'everybody') continue;
    if (!grant.people.known) {
      doubt ??= grant.people.gap;
      continue;
    }
    // A site's own members are the audience that it was made for; while the own group is unknown, no group counts against it.
    const maybeOwn = grant.audience === 'own-group' || (!ownGroup.known && grant.audience === 'group');
    for (const id of grant.people.value) {
      everyone.add(id);
      if (!maybeOwn) beyondOwn.add(id);
      if (grant.isDirect) direct.add(id);
    }
  }
  const readers = everybody ? directory.enabledMembers : doubt === null ? known(everyone.size) : unknown(doubt);
  return {
    standingOrgWide,
    standingBroad: broad(
      { orgWide: standingOrgWide, certain: beyondOwn.size, possible: everyone.size, unread: doubt, ownGroup },
      directory,
      settings,
    ),
    standingReaders: readers,
    directReaders: known(direct.size),
  };
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
