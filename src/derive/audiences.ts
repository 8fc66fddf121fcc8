/** Principal → people: nested groups resolved, cycles survived, owners apart from members, unknown members as gaps. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { User } from '../evidence/directory.js';
import { type Known, known, type Tri, unknown } from '../evidence/known.js';
import { needsSharePoint } from '../evidence/sharepoint.js';
import { readClaim } from './claims.js';
import type { Directory } from './directory.js';
import { guestDomain } from './guest-domain.js';
import { directoryId } from './principals.js';
import type { AudienceKind, GrantPrincipal } from './rows.js';
import type { DeriveSettings } from './settings.js';
import { isBookkeeping, type SiteGroups } from './site-groups.js';

/** What a principal comes to. `people` are ids of enabled members; null stands for everybody. */
export interface Audience {
  readonly kind: AudienceKind;
  readonly label: string;
  readonly orgWide: Tri;
  readonly people: Known<ReadonlySet<string>> | 'everybody';
  /** A grant to one person rather than to a group or claim. */
  readonly isDirect: boolean;
  readonly principal: GrantPrincipal;
  readonly isForeignClaim: boolean;
  readonly guestDomain: string | null;
}

/** One audience of an entry, with the name of the SharePoint group that leads to it. */
export interface Reached {
  readonly audience: Audience;
  readonly principal: Principal;
  readonly via: string | null;
}

export interface Audiences {
  /** Enabled members of a group, nesting resolved. */
  members(groupId: string): Known<ReadonlySet<string>>;
  /** Guests in a group, nesting resolved; disabled accounts too. */
  guests(groupId: string): Known<readonly User[]>;
  isAllStaff(groupId: string): Tri;
  /** Reads a principal; `ownGroupId` is the group of the site it stands on, a gap where that is not known. */
  of(principal: Principal, ownGroupId: Known<string | null>): Audience;
  /** The same with a SharePoint group resolved: each of its members. */
  each(principal: Principal, ownGroupId: Known<string | null>, groups: SiteGroups): readonly Reached[];
  pilots(group: string | null): Known<ReadonlySet<string>>;
}

const NOBODY: ReadonlySet<string> = new Set();
const UNRESOLVED: Gap = needsSharePoint('Microsoft Graph names a SharePoint group without its members');
const NOT_LISTED: Gap = { reason: 'failed', detail: 'SharePoint did not list a group that has permissions' };
const NAMELESS: Gap = { reason: 'failed', detail: 'a principal that Microsoft does not name by id or claim' };
const UNKNOWN: GrantPrincipal = { kind: 'unknown', id: null };
const EVERYBODY: GrantPrincipal = { kind: 'everybody', id: null };
const PLAIN = { isForeignClaim: false, guestDomain: null } as const;

export function resolveAudiences(directory: Directory, settings: DeriveSettings, tenantId: string): Audiences {
  const cache = new Map<string, Known<ReadonlySet<string>>>();
  const isCounted = (user: User | undefined) => user !== undefined && directory.isStaff(user);
  const onePerson = new Map<string, ReadonlySet<string>>();

  /** Ids of the users in a group and in the groups in it, each once; circles end. */
  function userIds(groupId: string): ReadonlySet<string> {
    const found = new Set<string>();
    const seen = new Set<string>([groupId]);
    const queue = [groupId];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const link of directory.members.get(id) ?? []) {
        if (link.memberKind === 'user') found.add(link.memberId);
        if (link.memberKind === 'group' && !seen.has(link.memberId)) {
          seen.add(link.memberId);
          queue.push(link.memberId);
        }
      }
    }
    return found;
  }

  function members(groupId: string): Known<ReadonlySet<string>> {
    const hit = cache.get(groupId);
    if (hit !== undefined) return hit;
    const found = new Set([...userIds(groupId)].filter((id) => isCounted(directory.users.get(id))));
    const gap = directory.gaps.links ?? directory.gaps.users ?? hiddenMembers(groupId, found.size);
    const result: Known<ReadonlySet<string>> = gap === null ? known(found) : unknown(gap);
    cache.set(groupId, result);
    return result;
  }

  function guests(groupId: string): Known<readonly User[]> {
    const gap = directory.gaps.links ?? directory.gaps.users;
    if (gap !== null) return unknown(gap);
    const ids = userIds(groupId);
    const hidden = hiddenMembers(groupId, ids.size);
    if (hidden !== null) return unknown(hidden);
    const users = [...ids].map((id) => directory.users.get(id)).filter((u) => u !== undefined);
    return known(users.filter((u) => u.userType === 'Guest'));
  }

  /** A group that hides its members answers with an empty list to an application that may not see them. */
  function hiddenMembers(groupId: string, found: number): Gap | null {
    const isHidden = directory.groups.get(groupId)?.visibility === 'HiddenMembership';
    return isHidden && found === 0
      ? { reason: 'forbidden', remedy: 'Member.Read.Hidden', detail: 'a group hides its members' }
      : null;
  }

  function isAllStaff(groupId: string): Tri {
    const people = members(groupId);
    if (!people.known) return people;
    if (!directory.enabledMembers.known) return directory.enabledMembers;
    const staff = directory.enabledMembers.value;
    return known(staff > 0 && people.value.size >= settings.thresholds.orgWideShare * staff);
  }

  function ofGroup(groupId: string, owners: boolean, name: string, ownGroupId: Known<string | null>): Audience {
    const group = directory.groups.get(groupId);
    const label = group?.displayName ?? name;
    const base = { label, isDirect: false, principal: { kind: 'group', id: groupId } as const, ...PLAIN };
    if (group === undefined) {
      // Directory roles and deleted groups share the claim's form; without the list of groups nothing can be said.
      const gap = directory.gaps.groups;
      const nobody = gap === null ? known(NOBODY) : unknown(gap);
      return { ...base, kind: 'group', orgWide: gap === null ? known(false) : unknown(gap), people: nobody };
    }
    if (owners) {
      const ids = new Set(
        (directory.owners.get(groupId) ?? []).map((l) => l.memberId).filter((id) => isCounted(directory.users.get(id))),
      );
      const gap = directory.gaps.links;
      const people = gap === null ? known(ids) : unknown(gap);
      const principal = { kind: 'owners', id: groupId } as const;
      return { ...base, kind: 'own-group', label: `Owners of ${label}`, principal, orgWide: known(false), people };
    }
    if (group.isUnified && group.visibility === 'Public') return everybody('public-group', label);
    if (group.isUnified && group.visibility === null) {
      const gap: Gap = { reason: 'failed', detail: 'Microsoft Graph left out the privacy of a group' };
      return { ...base, kind: 'group', orgWide: unknown(gap), people: unknown(gap) };
    }
    const orgWide = isAllStaff(groupId);
    const people = members(groupId);
    if (orgWide.known && orgWide.value) return { ...base, kind: 'all-staff-group', orgWide, people };
    const isOwn = ownGroupId.known && ownGroupId.value === groupId;
    return { ...base, kind: isOwn ? 'own-group' : 'group', orgWide, people };
  }

  /** @param upn the name of the claim, which may be older than the account's */
  function ofUser(user: User | undefined, from: Principal, upn: string | null): Audience {
    const isGuest = user === undefined ? (upn?.includes('#') ?? false) : user.userType === 'Guest';
    const id = user?.id ?? directoryId(from) ?? upn;
    const gap = user === undefined && !isGuest ? directory.gaps.users : null;
    const people = user !== undefined && isCounted(user) ? alone(user.id) : NOBODY;
    return {
      // Whom a broken list of users leaves out may be a guest as well as one of the staff.
      kind: gap !== null ? 'unrecognised' : isGuest ? 'guest' : 'person',
      label: user?.displayName ?? from.displayName,
      orgWide: known(false),
      people: gap === null ? known(people) : unknown(gap),
      isDirect: true,
      principal: id === null ? UNKNOWN : { kind: 'person', id },
      isForeignClaim: false,
      guestDomain: isGuest ? guestDomain(user, upn, from.email) : null,
    };
  }

  /** The same set for the same person, however many lists name him or her. */
  function alone(id: string): ReadonlySet<string> {
    const hit = onePerson.get(id) ?? new Set([id]);
    onePerson.set(id, hit);
    return hit;
  }

  const everybody = (kind: AudienceKind, label: string): Audience => ({
    ...PLAIN,
    kind,
    label,
    orgWide: known(true),
    people: 'everybody',
    isDirect: false,
    principal: EVERYBODY,
  });
  const somebody = (
    kind: AudienceKind,
    { displayName: label }: Principal,
    people: Audience['people'],
    orgWide: Tri,
  ): Audience => ({
    ...PLAIN,
    kind,
    label,
    orgWide,
    people,
    isDirect: false,
    principal: UNKNOWN,
  });
  const nobody = (from: Principal) => somebody('application', from, known(NOBODY), known(false));
  const hidden = (kind: AudienceKind, from: Principal, gap: Gap) => somebody(kind, from, unknown(gap), unknown(gap));

  function of(principal: Principal, ownGroupId: Known<string | null>): Audience {
    const claim = principal.loginName === null ? null : readClaim(principal.loginName, tenantId);
    switch (claim?.kind) {
      case 'everyone':
        return everybody('everyone', 'Everyone');
      case 'everyone-except-external': {
        // Some sites of this tenant carry another id, so it counts as this tenant's staff, and is pointed out.
        const label = `Everyone except external users${claim.foreign ? ' (with the id of another tenant)' : ''}`;
        return { ...everybody('everyone-except-external', label), isForeignClaim: claim.foreign };
      }
      case 'all-users':
        return everybody('all-users', 'All users');
      case 'group':
        return ofGroup(claim.groupId, claim.owners, principal.displayName, ownGroupId);
      case 'role':
        // Like a group that is gone: it names nobody whom this tenant knows.
        return {
          ...somebody('group', principal, known(NOBODY), known(false)),
          principal: { kind: 'group', id: (principal.loginName ?? '').toLowerCase() },
        };
      case 'application':
        return nobody(principal);
    }
    if (principal.kind === 'siteGroup')
      return isBookkeeping(principal.displayName) ? nobody(principal) : hidden('site-group', principal, UNRESOLVED);
    const id = directoryId(principal);
    if (principal.kind === 'group' && id !== null) return ofGroup(id, false, principal.displayName, ownGroupId);
    if (principal.kind === 'application') return nobody(principal);
    const byId = id === null ? undefined : directory.users.get(id);
    const named = claim?.kind === 'member' || claim?.kind === 'guest' ? claim.userPrincipalName : null;
    const upn = named ?? principal.email;
    const user = byId ?? (upn === null ? undefined : directory.usersByName.get(upn.toLowerCase()));
    if (user !== undefined || named !== null || id !== null) return ofUser(user, principal, named);
    return hidden('unrecognised', principal, NAMELESS);
  }

  function each(principal: Principal, ownGroupId: Known<string | null>, groups: SiteGroups): readonly Reached[] {
    return resolved(principal, ownGroupId, groups, null, new Set());
  }

  function resolved(
    principal: Principal,
    ownGroupId: Known<string | null>,
    groups: SiteGroups,
    via: string | null,
    seen: ReadonlySet<string>,
  ): readonly Reached[] {
    const one = (audience: Audience): readonly Reached[] => [{ audience, principal, via }];
    if (principal.kind !== 'siteGroup') return one(of(principal, ownGroupId));
    const group = groups.find(principal);
    const title = group?.title ?? principal.displayName;
    if (isBookkeeping(title)) return [];
    if (group === null) {
      const audience = of(principal, ownGroupId);
      return one(audience.kind === 'site-group' ? hidden('site-group', principal, groups.gap ?? NOT_LISTED) : audience);
    }
    if (!group.members.known) return one(hidden('site-group', { ...principal, displayName: title }, group.members.gap));
    const key = `${group.groupId}|${title}`;
    if (seen.has(key)) return [];
    const path = new Set([...seen, key]);
    return group.members.value.flatMap((member) => resolved(member, ownGroupId, groups, via ?? title, path));
  }

  function pilots(group: string | null): Known<ReadonlySet<string>> {
    if (group === null) return known(NOBODY);
    const wanted = group.toLowerCase();
    const match = [...directory.groups.values()].find((g) =>
      [g.id, g.displayName, g.mail].some((v) => v?.toLowerCase() === wanted),
    );
    if (match !== undefined) return members(match.id);
    return unknown(directory.gaps.groups ?? { reason: 'failed', detail: 'the pilot group of the configuration was not found' });
  }

  return { members, guests, isAllStaff, of, each, pilots };
}
