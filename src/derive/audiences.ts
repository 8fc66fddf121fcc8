/** Principal → people: nested groups resolved, cycles survived, owners apart from members, unknown members as gaps. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { User } from '../evidence/directory.js';
import { type Known, known, type Tri, unknown } from '../evidence/known.js';
import { readClaim } from './claims.js';
import type { Directory } from './directory.js';
import type { AudienceKind } from './rows.js';
import type { DeriveSettings } from './settings.js';

/** What a principal comes to. `people` are ids of enabled members; null stands for everybody. */
export interface Audience {
  readonly kind: AudienceKind;
  readonly label: string;
  readonly orgWide: Tri;
  readonly people: Known<ReadonlySet<string>> | 'everybody';
  /** A grant to one person rather than to a group or claim. */
  readonly isDirect: boolean;
}

export interface Audiences {
  /** Enabled members of a group, nesting resolved. */
  members(groupId: string): Known<ReadonlySet<string>>;
  isAllStaff(groupId: string): Tri;
  /** Reads a principal; `ownGroupId` is the group of the site it stands on, a gap where that is not known. */
  of(principal: Principal, ownGroupId: Known<string | null>): Audience;
  pilots(group: string | null): Known<ReadonlySet<string>>;
}

const NOBODY: ReadonlySet<string> = new Set();
const SITE_GROUP: Gap = {
  reason: 'needs-sharepoint-tier',
  remedy: 'Get-SPOSiteGroup in SharePoint Online PowerShell (this version does not read SharePoint itself yet)',
  detail: 'Microsoft Graph names a SharePoint group without its members',
};

/** Groups that SharePoint keeps for itself: they grant nothing that is not listed elsewhere. */
function isBookkeeping(name: string): boolean {
  return name.startsWith('Limited Access System Group') || name.startsWith('SharingLinks.');
}

export function resolveAudiences(directory: Directory, settings: DeriveSettings, tenantId: string): Audiences {
  const cache = new Map<string, Known<ReadonlySet<string>>>();
  const isCounted = (user: User | undefined) => user !== undefined && directory.isStaff(user);
  const onePerson = new Map<string, ReadonlySet<string>>();

  function members(groupId: string): Known<ReadonlySet<string>> {
    const hit = cache.get(groupId);
    if (hit !== undefined) return hit;
    const found = new Set<string>();
    const seen = new Set<string>([groupId]);
    const queue = [groupId];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const link of directory.members.get(id) ?? []) {
        if (link.memberKind === 'user' && isCounted(directory.users.get(link.memberId))) found.add(link.memberId);
        if (link.memberKind === 'group' && !seen.has(link.memberId)) {
          seen.add(link.memberId);
          queue.push(link.memberId);
        }
      }
    }
    const gap = directory.gaps.links ?? directory.gaps.users ?? hiddenMembers(groupId, found.size);
    const result: Known<ReadonlySet<string>> = gap === null ? known(found) : unknown(gap);
    cache.set(groupId, result);
    return result;
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
    if (group === undefined) {
      // Directory roles and deleted groups share the claim's form; without the list of groups nothing can be said.
      const gap = directory.gaps.groups;
      const nobody = gap === null ? known(NOBODY) : unknown(gap);
      return { kind: 'group', label, orgWide: gap === null ? known(false) : unknown(gap), people: nobody, isDirect: false };
    }
    if (owners) {
      const ids = new Set(
        (directory.owners.get(groupId) ?? []).map((l) => l.memberId).filter((id) => isCounted(directory.users.get(id))),
      );
      const gap = directory.gaps.links;
      const people = gap === null ? known(ids) : unknown(gap);
      return { kind: 'own-group', label: `Owners of ${label}`, orgWide: known(false), people, isDirect: false };
    }
    if (group.isUnified && group.visibility === 'Public') {
      return { kind: 'public-group', label, orgWide: known(true), people: 'everybody', isDirect: false };
    }
    if (group.isUnified && group.visibility === null) {
      const gap: Gap = { reason: 'failed', detail: 'Microsoft Graph left out the privacy of a group' };
      return { kind: 'group', label, orgWide: unknown(gap), people: unknown(gap), isDirect: false };
    }
    const allStaff = isAllStaff(groupId);
    const people = members(groupId);
    if (allStaff.known && allStaff.value) return { kind: 'all-staff-group', label, orgWide: allStaff, people, isDirect: false };
    const isOwn = ownGroupId.known && ownGroupId.value === groupId;
    return { kind: isOwn ? 'own-group' : 'group', label, orgWide: allStaff, people, isDirect: false };
  }

  function ofUser(user: User | undefined, name: string): Audience {
    if (user === undefined) {
      const gap = directory.gaps.users;
      return {
        kind: 'person',
        label: name,
        orgWide: known(false),
        people: gap === null ? known(NOBODY) : unknown(gap),
        isDirect: true,
      };
    }
    const kind = user.userType === 'Guest' ? 'guest' : 'person';
    return {
      kind,
      label: user.displayName,
      orgWide: known(false),
      people: known(isCounted(user) ? alone(user.id) : NOBODY),
      isDirect: true,
    };
  }

  /** The same set for the same person, however many lists name him or her. */
  function alone(id: string): ReadonlySet<string> {
    const hit = onePerson.get(id) ?? new Set([id]);
    onePerson.set(id, hit);
    return hit;
  }

  const everybody = (kind: AudienceKind, label: string): Audience => ({
    kind,
    label,
    orgWide: known(true),
    people: 'everybody',
    isDirect: false,
  });
  const nobody = (kind: AudienceKind, label: string): Audience => ({
    kind,
    label,
    orgWide: known(false),
    people: known(NOBODY),
    isDirect: false,
  });

  function of(principal: Principal, ownGroupId: Known<string | null>): Audience {
    const claim = principal.loginName === null ? null : readClaim(principal.loginName, tenantId);
    switch (claim?.kind) {
      case 'everyone':
        return everybody('everyone', 'Everyone');
      case 'everyone-except-external':
        return everybody(
          'everyone-except-external',
          `Everyone except external users${claim.foreign ? ' (with the id of another tenant)' : ''}`,
        );
      case 'all-users':
        return everybody('all-users', 'All users');
      case 'group':
        return ofGroup(claim.groupId, claim.owners, principal.displayName, ownGroupId);
      case 'application':
        return nobody('application', principal.displayName);
    }
    if (principal.kind === 'siteGroup') {
      if (isBookkeeping(principal.displayName)) return nobody('application', principal.displayName);
      return {
        kind: 'site-group',
        label: principal.displayName,
        orgWide: unknown(SITE_GROUP),
        people: unknown(SITE_GROUP),
        isDirect: false,
      };
    }
    if (principal.kind === 'group' && principal.id !== null)
      return ofGroup(principal.id, false, principal.displayName, ownGroupId);
    if (principal.kind === 'application') return nobody('application', principal.displayName);
    const byId = principal.id === null ? undefined : directory.users.get(principal.id);
    const upn = claim?.kind === 'member' || claim?.kind === 'guest' ? claim.userPrincipalName : principal.email;
    const user = byId ?? (upn === null ? undefined : directory.usersByName.get(upn.toLowerCase()));
    if (user !== undefined || claim?.kind === 'member') return ofUser(user, principal.displayName);
    if (claim?.kind === 'guest') return { ...nobody('guest', principal.displayName), isDirect: true };
    if (principal.id !== null) return ofUser(undefined, principal.displayName);
    const gap: Gap = { reason: 'failed', detail: 'a principal that Microsoft does not name by id or claim' };
    return { kind: 'unrecognised', label: principal.displayName, orgWide: unknown(gap), people: unknown(gap), isDirect: false };
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

  return { members, isAllStaff, of, pilots };
}
