/** A tenant of a few rows for the joins: ten people, a site, a library; each case changes what it is about. */
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import type { Scope } from '../../src/derive/rows.js';
import type { DeriveSettings } from '../../src/derive/settings.js';
import { deriveWorld, type World } from '../../src/derive/world.js';
import type { Item, Permission, Principal } from '../../src/evidence/content.js';
import type { DatasetName } from '../../src/evidence/datasets.js';
import type { Group, GroupLink, User } from '../../src/evidence/directory.js';
import { known } from '../../src/evidence/known.js';
import {
  needsSharePoint,
  type RoleAssignment,
  type SecurableObject,
  type SiteGroup,
  type SiteProperties,
  type SiteSettings,
} from '../../src/evidence/sharepoint.js';
import { createMemoryEvidence, type InitialEvidence, type MemoryEvidence } from '../../src/snapshot/memory.js';
import { aGroup, aScope, aUser, daysAgo, NOW } from './rows.js';
import { someSiteProperties } from './sharepoint-settings.js';

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

/** A SharePoint group as an entry names it, and as SharePoint tells of it. */
export const toSiteGroup = (id: number, title: string): Principal =>
  principal({ kind: 'siteGroup', id: String(id), displayName: title, loginName: title });
export const siteGroup = (groupId: number | null, title: string | null, over: Partial<SiteGroup> = {}): SiteGroup => ({
  collectionId: SITE.id,
  groupId,
  title,
  role: null,
  members: known([]),
  ...over,
});
export const person = (n: number): Principal => principal({ loginName: `i:0#.f|membership|p${n}@clinic.example` });

/** 2 Read, 6 Edit, 5 Full Control, 1 Limited Access. */
export const assigned = (to: Principal, kind = 2, name = `Level ${kind}`): RoleAssignment => ({
  principal: to,
  roles: [{ name, kind }],
});

export function web(assignments: readonly RoleAssignment[] | null = [], over: Partial<SecurableObject> = {}): SecurableObject {
  return {
    collectionId: SITE.id,
    kind: 'web',
    webId: 'web-1',
    webUrl: SITE.webUrl,
    listId: null,
    title: SITE.displayName,
    path: new URL(SITE.webUrl).pathname,
    itemId: null,
    template: null,
    itemCount: null,
    uniqueItemCount: null,
    noCrawl: false,
    assignments: assignments === null ? null : known(assignments),
    requestAccessEmail: '',
    membersCanShare: false,
    ...over,
  };
}

/** The library behind the drive; with `over` another list. */
export const libraryList = (
  assignments: readonly RoleAssignment[] | null = null,
  over: Partial<SecurableObject> = {},
): SecurableObject =>
  web(assignments, {
    kind: 'list',
    listId: DRIVE.listId,
    title: DRIVE.name,
    path: decodeURIComponent(new URL(DRIVE.webUrl).pathname),
    template: 101,
    itemCount: 10,
    uniqueItemCount: 0,
    requestAccessEmail: null,
    membersCanShare: null,
    ...over,
  });

export const listItem = (
  itemId: number,
  assignments: readonly RoleAssignment[],
  over: Partial<SecurableObject> = {},
): SecurableObject => libraryList(assignments, { kind: 'item', itemId, title: `item ${itemId}`, itemCount: null, ...over });

export const settingsOf = (properties: Partial<SiteProperties> = {}, over: Partial<SiteSettings> = {}): SiteSettings => ({
  collectionId: SITE.id,
  url: SITE.webUrl,
  properties: known(someSiteProperties(properties)),
  admins: known([]),
  ...over,
});

/** What SharePoint tells of the site; whole, with nothing in it, where a case gives nothing. */
export function sharePoint({
  groups = [],
  objects = [web(), libraryList()],
  settings = [settingsOf()],
}: {
  readonly groups?: readonly SiteGroup[];
  readonly objects?: readonly SecurableObject[];
  readonly settings?: readonly SiteSettings[];
} = {}): InitialEvidence {
  return {
    siteGroups: { [SITE.id]: groups },
    roleAssignments: { [SITE.id]: objects },
    siteSettings: settings,
    sharingLinks: { [DRIVE.id]: [] },
  };
}

export interface Small {
  readonly items?: readonly Item[];
  readonly lists?: Readonly<Record<string, readonly Permission[]>>;
  readonly evidence?: InitialEvidence;
  readonly settings?: Partial<DeriveSettings>;
  /** Says that something is away before the joins are made. */
  readonly away?: (evidence: MemoryEvidence) => void;
}

/** What only SharePoint tells: away unless a case gives it. */
const SHAREPOINT: readonly DatasetName[] = ['sharePointTenant', 'siteSettings', 'siteGroups', 'roleAssignments', 'sharingLinks'];

export function smallEvidence({ items = [item('root', null)], lists = { root: [] }, evidence = {} }: Small): MemoryEvidence {
  const accessLists = Object.entries(lists).map(([itemId, permissions]) => ({ itemId, permissions, isAtLeast: false }));
  const made = createMemoryEvidence({
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
    channels: [],
    siteUsage: [],
    ...evidence,
  });
  for (const dataset of SHAREPOINT)
    if (evidence[dataset] === undefined) made.setCoverage(dataset, { state: 'absent', rows: 0, gaps: [needsSharePoint()] });
  return made;
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
