/** A tenant of a few rows for the joins: ten people, a site, a library; each case changes what it is about. */
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import type { Scope } from '../../src/derive/rows.js';
import type { DeriveSettings } from '../../src/derive/settings.js';
import { deriveWorld, type World } from '../../src/derive/world.js';
import type { Item, Permission, Principal } from '../../src/evidence/content.js';
import type { Group, GroupLink, User } from '../../src/evidence/directory.js';
import { createMemoryEvidence, type InitialEvidence, type MemoryEvidence } from '../../src/snapshot/memory.js';
import { aGroup, aScope, aUser, daysAgo, NOW } from './rows.js';

export const TENANT = '7e6f0c7a-0000-4000-8000-00000000abcd';
export const SITE = aScope().site;
export const DRIVE = aScope().drive;

export function staff(count: number, over: Partial<User> = {}): User[] {
  return Array.from({ length: count }, (_, n) =>
    aUser({
      id: `u${n}`,
      displayName: `Person ${n}`,
      userPrincipalName: `p${n}@clinic.example`,
      mail: `p${n}@clinic.example`,
      ...over,
    }),
  );
}

export const group = (id: string, over: Partial<Group> = {}): Group => ({
  ...aGroup().group,
  id,
  displayName: id,
  mail: null,
  ...over,
});
export const member = (groupId: string, memberId: string, memberKind: GroupLink['memberKind'] = 'user'): GroupLink => ({
  groupId,
  memberId,
  memberKind,
  role: 'member',
});

export function item(id: string, parentId: string | null, over: Partial<Item> = {}): Item {
  return {
    id,
    parentId,
    name: `${id}.docx`,
    kind: parentId === null ? 'root' : 'file',
    hasSharedFacet: false,
    createdById: 'u0',
    createdByName: 'Person 0',
    createdDateTime: daysAgo(100),
    lastModifiedDateTime: daysAgo(10),
    listItemId: null,
    ...over,
  };
}
export const folder = (id: string, parentId: string, over: Partial<Item> = {}): Item =>
  item(id, parentId, { kind: 'folder', name: id, ...over });

export const principal = (over: Partial<Principal>): Principal => ({
  kind: 'siteUser',
  id: null,
  displayName: 'x',
  email: null,
  loginName: null,
  ...over,
});
export const everyone = principal({ loginName: `c:0-.f|rolemanager|spo-grid-all-users/${TENANT}` });
export const toGroup = (id: string): Principal => principal({ kind: 'group', loginName: `c:0t.c|tenant|${id}` });

export function grant(itemId: string, over: Partial<Permission> & { to?: readonly Principal[] } = {}): Permission {
  const { to = [], ...rest } = over;
  return { itemId, id: 'p', roles: ['read'], inherited: false, link: null, expirationDateTime: null, principals: to, ...rest };
}

export interface Small {
  readonly items?: readonly Item[];
  readonly lists?: Readonly<Record<string, readonly Permission[]>>;
  readonly evidence?: InitialEvidence;
  readonly settings?: Partial<DeriveSettings>;
  /** Says that something is away before the joins are made. */
  readonly away?: (evidence: MemoryEvidence) => void;
}

export function smallEvidence({ items = [item('root', null)], lists = { root: [] }, evidence = {} }: Small): MemoryEvidence {
  const accessLists = Object.entries(lists).map(([itemId, permissions]) => ({ itemId, permissions, isAtLeast: false }));
  return createMemoryEvidence({
    organization: [],
    subscribedSkus: [],
    users: staff(10),
    groups: [],
    groupLinks: [],
    groupSites: [],
    directoryRoles: [],
    leavers: [],
    sites: [SITE],
    drives: { [SITE.id]: [DRIVE] },
    items: { [DRIVE.id]: items },
    accessLists: { [DRIVE.id]: accessLists },
    servicePrincipals: [],
    delegatedGrants: [],
    appRoleAssignments: [],
    ...evidence,
  });
}

export async function smallWorld(small: Small): Promise<World> {
  const evidence = smallEvidence(small);
  small.away?.(evidence);
  return deriveWorld(evidence, { ...DEFAULT_CONFIG, now: NOW, ...small.settings }, TENANT);
}

export async function scopesOf(small: Small): Promise<Record<string, Scope>> {
  const world = await smallWorld(small);
  return Object.fromEntries([...world.rows('scope')].map((s) => [s.id.slice(DRIVE.id.length + 1), s]));
}
