/** People and groups looked up by id: loaded once, small enough to stay in memory (bounded by people, not by files). */
import { collectionOf } from '../evidence/collections.js';
import type { Gap } from '../evidence/coverage.js';
import { gapsOf } from '../evidence/coverage.js';
import { isOver } from '../evidence/dates.js';
import type { Group, GroupLink, Leaver, User } from '../evidence/directory.js';
import { type Known, known, type Tri, unknown } from '../evidence/known.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { DeriveSettings } from './settings.js';
import { listCoverage } from './sight.js';

export interface Directory {
  /** Enabled members of the organization who are people: rooms, and accounts that the configuration sets aside, are not staff. */
  readonly isStaff: (user: User) => boolean;
  readonly users: ReadonlyMap<string, User>;
  readonly usersByName: ReadonlyMap<string, User>;
  readonly usersByMail: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly groupMails: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, readonly GroupLink[]>;
  readonly owners: ReadonlyMap<string, readonly GroupLink[]>;
  readonly leavers: Known<ReadonlyMap<string, Leaver>>;
  readonly siteOfGroup: Known<ReadonlyMap<string, { readonly siteId: string; readonly webUrl: string }>>;
  /** The group of a site collection, subsites and all. */
  readonly groupOfCollection: ReadonlyMap<string, string>;
  /** What keeps the lists from being whole; null: nothing. */
  readonly gaps: { readonly users: Gap | null; readonly groups: Gap | null; readonly links: Gap | null };
  readonly enabledMembers: Known<number>;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

function byGroup(links: readonly GroupLink[], role: GroupLink['role']): Map<string, GroupLink[]> {
  const map = new Map<string, GroupLink[]>();
  const seen = new Set<string>();
  for (const link of links) {
    if (link.role !== role) continue;
    // A page that repeats a group must not make one owner two.
    const key = `${link.groupId}|${link.memberId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const list = map.get(link.groupId);
    if (list === undefined) map.set(link.groupId, [link]);
    else list.push(link);
  }
  return map;
}

/**
 * The leavers list, unless it is plainly another tenant's: it names nobody of this directory and no address of one of
 * its domains. (A list of people whose accounts are all deleted names nobody either, but has the right addresses.)
 */
function ownLeavers(
  leavers: readonly Leaver[],
  users: ReadonlyMap<string, User>,
  domains: readonly string[],
): Known<ReadonlyMap<string, Leaver>> {
  const byKey = new Map(leavers.map((l) => [l.key, l]));
  const isOurs =
    leavers.length === 0 ||
    leavers.some((l) => domains.some((d) => l.key.endsWith(`@${d}`))) ||
    [...users.values()].some((u) => leaverEntry(u, byKey) !== null);
  if (isOurs) return known(byKey);
  const detail = 'the list names nobody of this tenant and no address of its domains';
  return unknown({ reason: 'failed', remedy: '--leavers FILE', detail });
}

/** Rooms and shared accounts would dilute every share of the staff. */
function staffTest(settings: DeriveSettings): (user: User) => boolean {
  const setAside = new Set(settings.setAsideAccounts.map((a) => a.toLowerCase()));
  return (user) =>
    user.accountEnabled &&
    user.userType === 'Member' &&
    !user.isResourceAccount &&
    !setAside.has(user.id.toLowerCase()) &&
    !setAside.has(user.userPrincipalName.toLowerCase());
}

export async function loadDirectory(evidence: EvidenceReader, settings: DeriveSettings): Promise<Directory> {
  const users = new Map((await all(evidence.rows('users'))).map((u) => [u.id, u]));
  const groups = new Map((await all(evidence.rows('groups'))).map((g) => [g.id, g]));
  const links = await all(evidence.rows('groupLinks'));
  const leavers = await all(evidence.rows('leavers'));
  const groupSites = await all(evidence.rows('groupSites'));
  const domains = (await all(evidence.rows('organization'))).flatMap((o) => o.verifiedDomains.map((d) => d.name.toLowerCase()));
  const gap = (dataset: 'users' | 'groups' | 'groupLinks' | 'leavers' | 'groupSites') =>
    gapsOf(listCoverage(evidence, dataset))[0] ?? null;
  const usersGap = gap('users');
  const leaversGap = gap('leavers');
  const groupSitesGap = gap('groupSites');
  const isStaff = staffTest(settings);
  const enabled = [...users.values()].filter(isStaff).length;
  return {
    users,
    isStaff,
    usersByName: new Map([...users.values()].map((u) => [u.userPrincipalName.toLowerCase(), u])),
    usersByMail: new Map([...users.values()].flatMap((u) => (u.mail === null ? [] : [[u.mail.toLowerCase(), u] as const]))),
    groups,
    groupMails: new Set([...groups.values()].flatMap((g) => (g.mail === null ? [] : [g.mail.toLowerCase()]))),
    members: byGroup(links, 'member'),
    owners: byGroup(links, 'owner'),
    leavers: leaversGap === null ? ownLeavers(leavers, users, domains) : unknown(leaversGap),
    siteOfGroup: groupSitesGap === null ? known(new Map(groupSites.map((s) => [s.groupId, s]))) : unknown(groupSitesGap),
    groupOfCollection: new Map(groupSites.map((s) => [collectionOf(s.siteId), s.groupId])),
    gaps: { users: usersGap, groups: gap('groups'), links: gap('groupLinks') },
    enabledMembers: usersGap === null ? known(enabled) : unknown(usersGap),
  };
}

/** The leavers-list entry of a user, matched by user principal name, mail address or employee id. */
export function leaverEntry(user: User, leavers: ReadonlyMap<string, Leaver>): Leaver | null {
  for (const key of [user.userPrincipalName, user.mail, user.employeeId]) {
    const entry = key === null ? undefined : leavers.get(key.toLowerCase());
    if (entry !== undefined) return entry;
  }
  return null;
}

/**
 * The day somebody left, as Entra's leave date or the operator's list tells; null: the sources were read and name none.
 * A gap when neither source was there: Entra alone does not know who was let go.
 */
export function leftOn(user: User, directory: Directory, now: Date): Known<string | null> {
  const { leavers } = directory;
  const entry = leavers.known ? leaverEntry(user, leavers.value) : null;
  if (entry !== null) return known(entry.lastDay ?? now.toISOString());
  const date = user.employeeLeaveDateTime;
  if (date.known && date.value !== null) return known(date.value);
  if (leavers.known) return known(null);
  return date.known
    ? unknown(leavers.gap)
    : unknown({ reason: 'not-requested', remedy: '--leavers FILE', detail: 'a list of people who left' });
}

/** The day somebody left, where a source gives one; null also for a leaver whose day nobody wrote down. */
export function lastDay(user: User, directory: Directory): Known<string | null> {
  const { leavers } = directory;
  const entry = leavers.known ? leaverEntry(user, leavers.value) : null;
  if (entry !== null && entry.lastDay !== null) return known(entry.lastDay);
  const date = user.employeeLeaveDateTime;
  if (date.known && date.value !== null) return date;
  return leavers.known ? known(null) : unknown(leavers.gap);
}

/** Whether a user has left: gone from the directory, disabled, past the leave date or listed. */
export function departed(userId: string | null, directory: Directory, now: Date): Tri {
  if (userId === null) return unknown({ reason: 'failed', detail: 'Microsoft does not name the person' });
  const user = directory.users.get(userId);
  if (user === undefined) return directory.gaps.users === null ? known(true) : unknown(directory.gaps.users);
  if (!user.accountEnabled) return known(true);
  const left = leftOn(user, directory, now);
  if (!left.known) return left;
  return known(left.value !== null && isOver(left.value, now));
}
