/** What a web answers of itself: its settings, groups, lists, items, and the role assignments of each. */
import { hasUniquePermissions } from '../answers/acl.js';
import type { DriveIndex } from '../drive-index.js';
import { guidOf } from '../random.js';
import {
  collectionIdOf,
  entriesOfWeb,
  rootWebOf,
  type SharePointGroup,
  type SimulatedDrive,
  type SimulatedList,
  type SimulatedSite,
  type SimulatedTenant,
  type StoredItem,
  type StoredPermission,
} from '../tenant.js';
import type { TokenClaims } from '../tokens.js';
import type { Area } from './door.js';
import { groupOfLink, LIMITED_ACCESS_GROUP, memberOf, membersOfLink } from './principals.js';
import { assignmentsOfItem, assignmentsOfPlace, type RoleAssignmentRow, uniqueItemsOf } from './role-assignments.js';
import { type Navigations, type Row, Selection } from './selection.js';
import { sharingOf } from './sharing.js';
import { type Answer, notFound, refused } from './spelling.js';

export interface SharePointCall {
  readonly method: string;
  readonly url: URL;
  /** Below `/_api`, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly tenant: SimulatedTenant;
  readonly token: TokenClaims;
  indexOf(drive: SimulatedDrive): DriveIndex;
}

export interface WebCall extends SharePointCall {
  readonly site: SimulatedSite;
  readonly params: readonly string[];
}

const SERVER_RELATIVE = /^https?:\/\/[^/]+/;

export function pathOfUrl(url: string): string {
  const path = url.replace(SERVER_RELATIVE, '');
  return path.includes('%') ? decodeURIComponent(path) : path;
}

function localeOf(call: WebCall): number {
  return rootWebOf(call.tenant, call.site).collection?.properties.Lcid ?? 1033;
}

function listed(call: SharePointCall, rows: readonly Row[], navigations: Navigations, sample?: Row): Answer {
  const selection = new Selection(call.query);
  const first = sample ?? rows[0];
  const fault = first === undefined ? null : selection.fault(first, navigations);
  return fault ?? { list: rows.map((row) => selection.shape(row, navigations)) };
}

function web(call: WebCall): Answer {
  const { site, web: stored } = call.site;
  const root = rootWebOf(call.tenant, call.site);
  const associated = (role: SharePointGroup['role']): object | null => {
    const group = root.collection?.groups.find((one) => one.role === role);
    return group === undefined ? null : { Id: group.id, LoginName: group.title, Title: group.title, PrincipalType: 8 };
  };
  const row = {
    Id: site.id.split(',')[2] ?? '',
    Url: site.webUrl ?? '',
    Title: site.displayName ?? '',
    ServerRelativeUrl: pathOfUrl(site.webUrl ?? '') || '/',
    // The root web of a collection has nobody to inherit from.
    HasUniqueRoleAssignments: call.site.collection !== undefined || stored.permissions !== null,
    NoCrawl: stored.noCrawl,
    RequestAccessEmail: stored.requestAccessEmail,
    MembersCanShare: stored.membersCanShare,
    Language: localeOf(call),
    AssociatedOwnerGroup: associated('owners'),
    AssociatedMemberGroup: associated('members'),
    AssociatedVisitorGroup: associated('visitors'),
  };
  const navigations = ['AssociatedOwnerGroup', 'AssociatedMemberGroup', 'AssociatedVisitorGroup'];
  const selection = new Selection(call.query);
  return selection.fault(row, navigations) ?? { one: selection.shape(row, navigations) };
}

function assignments(call: WebCall, rows: readonly RoleAssignmentRow[]): Answer {
  const empty = { PrincipalId: 0, Member: {}, RoleDefinitionBindings: [] };
  return listed(call, rows as readonly (RoleAssignmentRow & Row)[], ['Member', 'RoleDefinitionBindings'], empty);
}

function webAssignments(call: WebCall): Answer {
  const entries = entriesOfWeb(call.tenant, call.site);
  return assignments(call, assignmentsOfPlace(entries, call.site.drives, localeOf(call), call.indexOf));
}

/** Groups of the whole collection, with one for each link in it, which has those as members who opened the link. */
function siteGroups(call: WebCall): Answer {
  const id = collectionIdOf(call.site);
  const group = (one: Pick<SharePointGroup, 'id' | 'title'>, users: readonly object[]): Row => ({
    Id: one.id,
    Title: one.title,
    LoginName: one.title,
    OwnerTitle: one.title,
    OnlyAllowMembersViewMembership: false,
    PrincipalType: 8,
    Users: users,
  });
  const own = rootWebOf(call.tenant, call.site).collection?.groups ?? [];
  const rows = own.map((one) => group(one, one.members.map(memberOf)));
  const drives = call.tenant.sites.filter((one) => collectionIdOf(one) === id).flatMap((one) => one.drives);
  for (const drive of drives) {
    for (const item of uniqueItemsOf(drive, call.indexOf(drive))) {
      for (const permission of drive.permissions.get(item.id) ?? []) {
        if (permission.link === undefined) continue;
        const { Id, Title } = groupOfLink(permission, item);
        rows.push(group({ id: Id, title: Title }, membersOfLink(permission)));
      }
    }
  }
  if (rows.length > own.length) rows.push(group({ id: LIMITED_ACCESS_GROUP.Id, title: LIMITED_ACCESS_GROUP.Title }, []));
  return listed(call, rows, ['Users'], group({ id: 0, title: '' }, []));
}

type Found = { readonly drive: SimulatedDrive } | { readonly list: SimulatedList };

function namedList(call: WebCall): Found | null {
  const id = (call.params[0] ?? '').toLowerCase();
  const drive = call.site.drives.find((one) => one.list.id === id);
  if (drive !== undefined) return { drive };
  const list = call.site.web.lists.find((one) => one.id === id);
  return list === undefined ? null : { list };
}

/** The entries of a list that has its own; null where it inherits from its web. */
function ownEntries(call: WebCall, found: Found): readonly StoredPermission[] | null {
  if ('list' in found) return found.list.permissions;
  const entries = found.drive.permissions.get(found.drive.items[0]?.id ?? '') ?? [];
  return entries === entriesOfWeb(call.tenant, call.site) ? null : entries;
}

function lists(call: WebCall): Answer {
  const row = (id: string, title: string, template: number, found: Found, about: Row, path: string): Row => ({
    Id: id,
    Title: title,
    BaseTemplate: template,
    HasUniqueRoleAssignments: ownEntries(call, found) !== null,
    ...about,
    RootFolder: { ServerRelativeUrl: path },
  });
  const libraries = call.site.drives.map((drive) => {
    const about = { Hidden: false, ItemCount: call.indexOf(drive).count - 1, NoCrawl: drive.list.noCrawl };
    return row(drive.list.id, drive.drive.name ?? '', drive.list.template, { drive }, about, pathOfUrl(drive.drive.webUrl ?? ''));
  });
  const others = call.site.web.lists.map((list) => {
    const about = { Hidden: list.hidden, ItemCount: list.items.length, NoCrawl: list.noCrawl };
    return row(list.id, list.title, list.template, { list }, about, list.path);
  });
  return listed(call, [...libraries, ...others], ['RootFolder']);
}

function listAssignments(call: WebCall): Answer {
  const found = namedList(call);
  if (found === null) return notFound();
  const entries = ownEntries(call, found) ?? entriesOfWeb(call.tenant, call.site);
  const drives = 'drive' in found ? [found.drive] : [];
  return assignments(call, assignmentsOfPlace(entries, drives, localeOf(call), call.indexOf));
}

const MOST_ITEMS = 5000;

function pageAfter(call: WebCall): number | null {
  const token = call.query.get('$skiptoken');
  if (token === null) return 0;
  const [, id] = /^Paged=TRUE&p_ID=(\d+)$/.exec(token) ?? [];
  return id === undefined ? null : Number(id);
}

function itemRow(drive: SimulatedDrive, index: DriveIndex, item: StoredItem): Row {
  return {
    Id: index.numberOf(item) ?? 0,
    HasUniqueRoleAssignments: hasUniquePermissions(drive, item),
    FileRef: pathOfUrl(item.webUrl),
    FSObjType: item.folder === undefined ? 0 : 1,
    UniqueId: guidOf(item.id),
  };
}

function rowsAfter(call: WebCall, found: Found, after: number, size: number): Row[] {
  if ('drive' in found) {
    const index = call.indexOf(found.drive);
    return index.after(after, size).map((item) => itemRow(found.drive, index, item));
  }
  const { path, items } = found.list;
  const rows = items.filter((one) => one.id > after).slice(0, size);
  return rows.map(({ id, permissions }) => ({
    Id: id,
    HasUniqueRoleAssignments: permissions !== null,
    FileRef: `${path}/${id}_.000`,
    FSObjType: 0,
    UniqueId: guidOf(`${path}/${id}`),
  }));
}

function items(call: WebCall): Answer {
  const found = namedList(call);
  if (found === null) return notFound();
  if (call.query.has('$filter') || call.query.has('$orderby')) {
    return refused(
      500,
      '-2147024860, Microsoft.SharePoint.SPQueryThrottledException',
      'The attempted operation is prohibited because it exceeds the list view threshold.',
    );
  }
  const after = pageAfter(call);
  const top = Number(call.query.get('$top') ?? '100');
  if (after === null || !Number.isInteger(top) || top < 1)
    return refused(400, '-1, Microsoft.SharePoint.Client.InvalidClientQueryException', 'The query is not valid.');
  const size = Math.min(top, MOST_ITEMS, call.tenant.pageSizes.listItems ?? Number.POSITIVE_INFINITY);
  const more = rowsAfter(call, found, after, size + 1);
  const rows = more.slice(0, size);
  const answer = listed(call, rows, []);
  if (!('list' in answer) || more.length <= size) return answer;
  const next = new URL(call.url);
  next.searchParams.set('$skiptoken', `Paged=TRUE&p_ID=${rows.at(-1)?.Id}`);
  return { ...answer, next: next.href };
}

function itemAssignments(call: WebCall): Answer {
  const found = namedList(call);
  const number = Number(call.params[1]);
  if (found === null) return notFound();
  if ('list' in found) {
    const item = found.list.items.find((one) => one.id === number);
    if (item === undefined) return notFound();
    const entries = item.permissions ?? found.list.permissions ?? entriesOfWeb(call.tenant, call.site);
    return assignments(call, assignmentsOfPlace(entries, [], localeOf(call), call.indexOf));
  }
  const index = call.indexOf(found.drive);
  const item = index.numbered(number);
  if (item === undefined) return notFound();
  return assignments(call, assignmentsOfItem(found.drive, index, item, localeOf(call)));
}

function sharing(call: WebCall): Answer {
  const found = namedList(call);
  const item = found !== null && 'drive' in found ? call.indexOf(found.drive).numbered(Number(call.params[1])) : undefined;
  if (found === null || !('drive' in found) || item === undefined) return notFound();
  const admins = rootWebOf(call.tenant, call.site).collection?.admins ?? [];
  const row = sharingOf(call.tenant, found.drive, call.indexOf(found.drive), item, admins);
  const selection = new Selection(call.query);
  const navigations = ['permissionsInformation'];
  return selection.fault(row, navigations) ?? { one: selection.shape(row, navigations) };
}

interface WebRoute {
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly area: Area;
  answer(call: WebCall): Answer;
}

const LIST = "/web/lists\\(guid'([0-9a-fA-F-]{36})'\\)";

export const WEB_ROUTES: readonly WebRoute[] = [
  { method: 'GET', pattern: /^\/web$/, area: 'content', answer: web },
  { method: 'GET', pattern: /^\/web\/roleassignments$/i, area: 'permissions', answer: webAssignments },
  { method: 'GET', pattern: /^\/web\/sitegroups$/i, area: 'permissions', answer: siteGroups },
  { method: 'GET', pattern: /^\/web\/lists$/, area: 'content', answer: lists },
  { method: 'GET', pattern: new RegExp(`^${LIST}/roleassignments$`, 'i'), area: 'permissions', answer: listAssignments },
  { method: 'GET', pattern: new RegExp(`^${LIST}/items$`), area: 'content', answer: items },
  {
    method: 'GET',
    pattern: new RegExp(`^${LIST}/items\\((\\d+)\\)/roleassignments$`, 'i'),
    area: 'permissions',
    answer: itemAssignments,
  },
  {
    method: 'POST',
    pattern: new RegExp(`^${LIST}/items\\((\\d+)\\)/GetSharingInformation$`),
    area: 'permissions',
    answer: sharing,
  },
];
