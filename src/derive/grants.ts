/** Entries → grants: each live entry of an access list or role assignment with its audience, SharePoint groups resolved. */
import type { AccessList, Permission, Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { RoleAssignment } from '../evidence/sharepoint.js';
import type { Audience, Audiences, Reached } from './audiences.js';
import type { Directory } from './directory.js';
import type { Grant } from './rows.js';
import type { SiteGroups } from './site-groups.js';

/** A grant with what only the sums over a list need. */
export interface PlacedGrant extends Grant {
  readonly people: Audience['people'];
  /** Who it is, for a grant to one person or guest; null for groups, claims and links, and for members of SharePoint groups. */
  readonly directId: string | null;
  /** The same audience has the same key wherever it stands. */
  readonly audienceKey: string;
}

/** Where entries stand: what it takes to say whom they let in. */
export interface Surroundings {
  readonly audiences: Audiences;
  readonly groups: SiteGroups;
  readonly ownGroup: Known<string | null>;
  /** Number of staff, for grants to everybody. */
  readonly staff: Known<number>;
  readonly now: Date;
  /** Owner of the OneDrive; null: it is none. */
  readonly driveOwnerId: string | null;
}

/** The same, with what SharePoint groups came to: most places of a site name the same three. */
export interface Place extends Surroundings {
  readonly resolved: Map<string, PlacedGrant[]>;
}

export function placeOf(surroundings: Surroundings): Place {
  return { ...surroundings, resolved: new Map() };
}

type Role = Grant['role'];

export const SITE_ADMINISTRATORS = 'Site collection administrators';
const NOBODY: ReadonlySet<string> = new Set();
const RANK: Readonly<Record<Role, number>> = { read: 0, write: 1, owner: 2 };

function roleOf(names: readonly string[]): Role | null {
  const lower = names.map((r) => r.toLowerCase());
  if (lower.some((r) => r === 'owner' || r.includes('full control'))) return 'owner';
  if (lower.some((r) => r === 'write' || r.includes('edit') || r.includes('contribute') || r.includes('design'))) return 'write';
  if (lower.length > 0 && lower.every((r) => r.includes('limited access'))) return null;
  return 'read';
}

/** `RoleTypeKind` of the levels that every site has; the others go by their name, which may be in any language. */
const LEVELS: ReadonlyMap<number, Role> = new Map([
  [2, 'read'],
  [3, 'write'],
  [4, 'write'],
  [5, 'owner'],
  [6, 'write'],
  [7, 'read'],
]);
const LIMITED_ACCESS = 1;

function roleOfLevels(levels: RoleAssignment['roles']): Role | null {
  const real = levels.filter((l) => l.kind !== LIMITED_ACCESS);
  if (levels.length > 0 && real.length === 0) return null;
  const roles = real.map((l) => LEVELS.get(l.kind) ?? roleOf([l.name])).filter((r) => r !== null);
  if (real.length > 0 && roles.length === 0) return null;
  return roles.reduce<Role>((best, r) => (RANK[r] > RANK[best] ? r : best), 'read');
}

function isExpired(permission: Permission, now: Date): boolean {
  return permission.expirationDateTime !== null && Date.parse(permission.expirationDateTime) <= now.getTime();
}

const LINK_LABELS: Readonly<Record<string, string>> = {
  organization: 'People in the organization with the link',
  anonymous: 'Anyone with the link',
};

interface Common {
  readonly role: Role;
  readonly inherited: boolean;
  readonly expires: string | null;
}

const NO_PERSON = { toDriveOwner: false, isForeignClaim: false, guestDomain: null, directId: null } as const;

function linkGrant(scope: 'organization' | 'anonymous', type: string, common: Common): PlacedGrant {
  return {
    ...common,
    ...NO_PERSON,
    role: type === 'edit' ? 'write' : common.role,
    audience: scope === 'organization' ? 'organization-link' : 'anyone-link',
    label: LINK_LABELS[scope] ?? scope,
    reach: 'latent',
    orgWide: known(false),
    readers: known(0),
    people: known(NOBODY),
    audienceKey: 'link',
    via: null,
    principal: { kind: 'link', id: null },
  };
}

/** @param isNamed false for whoever opened a link for all: that is no grant that somebody made to him or her */
function standingGrant({ audience, principal, via }: Reached, common: Common, place: Place, isNamed = true): PlacedGrant {
  const { people } = audience;
  const who = (principal.loginName ?? principal.id ?? principal.email ?? principal.displayName).toLowerCase();
  const { driveOwnerId: owner } = place;
  return {
    ...common,
    audience: audience.kind,
    label: audience.label,
    reach: 'standing',
    orgWide: audience.orgWide,
    readers: people === 'everybody' ? place.staff : people.known ? known(people.value.size) : people,
    people,
    directId: audience.isDirect && isNamed && via === null ? (audience.principal.id ?? who) : null,
    audienceKey: `${audience.kind}|${who}`,
    toDriveOwner: owner !== null && (audience.principal.id === owner || principal.id === owner),
    via,
    principal: audience.principal,
    isForeignClaim: audience.isForeignClaim,
    guestDomain: audience.guestDomain,
  };
}

function standing(principal: Principal, common: Common, place: Place, isNamed = true): PlacedGrant[] {
  if (principal.kind !== 'siteGroup') return standingOf(principal, common, place, isNamed);
  const { id, displayName, loginName } = principal;
  const key = JSON.stringify([id, displayName, loginName, common.role, common.inherited, common.expires, isNamed]);
  const grants = place.resolved.get(key) ?? standingOf(principal, common, place, isNamed);
  place.resolved.set(key, grants);
  return grants;
}

function standingOf(principal: Principal, common: Common, place: Place, isNamed: boolean): PlacedGrant[] {
  return place.audiences
    .each(principal, place.ownGroup, place.groups)
    .filter(({ audience }) => audience.kind !== 'application')
    .map((reached) => standingGrant(reached, common, place, isNamed));
}

/** Live grants of one access list. A link for specific people is a direct grant to each of them. */
export function grantsOf(list: AccessList, place: Place): PlacedGrant[] {
  return list.permissions.flatMap((permission) => {
    const role = roleOf(permission.roles);
    if (role === null || isExpired(permission, place.now)) return [];
    const { link, inherited } = permission;
    const common = { role, inherited, expires: permission.expirationDateTime };
    const open = link?.scope === 'organization' || link?.scope === 'anonymous' ? link.scope : null;
    return [
      ...(open === null || link === null ? [] : [linkGrant(open, link.type, common)]),
      ...permission.principals.flatMap((principal) => standing(principal, common, place, open === null)),
    ];
  });
}

/** Grants of SharePoint's own role assignments. `inherited`: they stand on a place above. */
export function grantsOfAssignments(assignments: readonly RoleAssignment[], inherited: boolean, place: Place): PlacedGrant[] {
  return assignments.flatMap(({ principal, roles }) => {
    const role = roleOfLevels(roles);
    return role === null ? [] : standing(principal, { role, inherited, expires: null }, place);
  });
}

/** Administrators of a site collection reach everything in it, whatever the permissions say. */
export function grantsOfAdmins(admins: readonly Principal[], place: Place): PlacedGrant[] {
  const common = { role: 'owner', inherited: false, expires: null } as const;
  return admins
    .flatMap((principal) => standing(principal, common, place))
    .map((grant) => ({ ...grant, label: SITE_ADMINISTRATORS, via: SITE_ADMINISTRATORS, directId: null }));
}

/** Members of a default group of which only the administration told, in the role that Microsoft gives to such a group. */
export function grantsOfDefaultGroup(members: readonly Principal[], role: Role, title: string, place: Place): PlacedGrant[] {
  return members
    .flatMap((principal) => standing(principal, { role, inherited: false, expires: null }, place))
    .map((grant) => ({ ...grant, via: grant.via ?? title, directId: null }));
}

/** An entry for permissions that could not be read: whom they let in is not known. */
export function unreadGrant(gap: Gap): PlacedGrant {
  return {
    ...NO_PERSON,
    audience: 'unrecognised',
    label: 'Permissions that could not be read',
    reach: 'standing',
    role: 'read',
    inherited: false,
    expires: null,
    orgWide: unknown(gap),
    readers: unknown(gap),
    people: unknown(gap),
    audienceKey: 'unread',
    via: null,
    principal: { kind: 'unknown', id: null },
  };
}

function sameAs(grant: PlacedGrant): string {
  const { principal, via, audienceKey } = grant;
  const who = principal.kind === 'person' || principal.kind === 'group' ? `${principal.kind}|${principal.id}` : audienceKey;
  return `${via ?? ''}|${who}|${grant.reach}`;
}

/**
 * Graph's and SharePoint's view of one place, each direct grant once. SharePoint names everybody who has one, so what Graph
 * shows and cannot name is among them already. Links are Graph's alone.
 */
export function merged(graph: readonly PlacedGrant[], sharePoint: readonly PlacedGrant[] | null): readonly PlacedGrant[] {
  if (sharePoint === null) return graph;
  const all = new Map<string, PlacedGrant>();
  const links: PlacedGrant[] = [];
  const toldBySharePoint = new Set(sharePoint);
  for (const grant of [...graph, ...sharePoint]) {
    if (grant.reach === 'latent') {
      links.push(grant);
      continue;
    }
    if (grant.principal.kind === 'unknown' && grant.audience === 'unrecognised' && !toldBySharePoint.has(grant)) continue;
    const key = sameAs(grant);
    const before = all.get(key);
    const both = before === undefined ? grant : stronger(before, grant);
    // SharePoint tells a copy from what is inherited; Graph often leaves that out.
    all.set(key, { ...both, inherited: toldBySharePoint.has(grant) ? grant.inherited : both.inherited });
  }
  return [...all.values(), ...links];
}

/** One grant of two to the same principal: somebody who opened a link may have been let in by name as well. */
function stronger(one: PlacedGrant, other: PlacedGrant): PlacedGrant {
  return {
    ...one,
    role: RANK[other.role] > RANK[one.role] ? other.role : one.role,
    expires: one.expires === null ? null : other.expires,
    directId: one.directId ?? other.directId,
  };
}

const NO_PRIVACY: Gap = { reason: 'failed', detail: 'Microsoft Graph left out the privacy of a group' };

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
      ...NO_PERSON,
      audience: gap === null ? 'public-group' : 'group',
      label: group?.displayName ?? 'The group of the site',
      reach: 'standing',
      role: 'write',
      orgWide: gap === null ? known(true) : unknown(gap),
      readers: gap === null ? directory.enabledMembers : unknown(gap),
      expires: null,
      inherited: false,
      via: null,
      principal: gap === null ? { kind: 'everybody', id: null } : { kind: 'unknown', id: null },
      people: gap === null ? 'everybody' : unknown(gap),
      audienceKey: `site-of|${group?.id ?? ''}`,
    },
  ];
}
