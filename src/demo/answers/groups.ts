/** `GET /groups`, the members and owners of one, and the site of a Microsoft 365 group. */
import { type Call, noSuchObject, type Reply, refuse } from '../call.js';
import { listReply, oneReply } from '../paging.js';
import { expansions, shaped, wrongExpansion } from '../select.js';
import type { SimulatedGroup } from '../tenant.js';
import { USER_DEFAULTS } from './users.js';

/** Microsoft cuts an expansion of directory objects here, without a word. */
const EXPANSION_CAP = 20;

/** Users, groups and service principals by id, each with its type; ids of nobody are left out. */
function objectsOf(call: Call, ids: readonly string[]): object[] {
  const { users, groups, servicePrincipals } = call.tenant;
  const byId = new Map<string, object>();
  for (const user of users) byId.set(user.id, { '@odata.type': '#microsoft.graph.user', ...user });
  for (const { group } of groups) byId.set(group.id, { '@odata.type': '#microsoft.graph.group', ...group });
  for (const one of servicePrincipals) byId.set(one.id, { '@odata.type': '#microsoft.graph.servicePrincipal', ...one });
  return ids.map((id) => byId.get(id)).filter((one) => one !== undefined);
}

/** The object of one id, for the expansion of a role assignment. */
export function directoryObject(call: Call, id: string): object | null {
  const [found] = objectsOf(call, [id]);
  return found === undefined ? null : shaped(found, defaultsOf(found), { type: 'directoryObject', absent: 'omitted' });
}

/** Without a selection a directory object shows the default properties of a user, or all that is stored of others. */
function defaultsOf(row: object): readonly string[] | null {
  return (row as { '@odata.type'?: string })['@odata.type'] === '#microsoft.graph.user' ? USER_DEFAULTS : null;
}

export function groups(call: Call): Reply {
  const wrong = wrongExpansion(call, ['owners']);
  if (wrong !== null) return wrong;
  const owners = expansions(call).find((one) => one.name === 'owners');
  const isAdvanced = call.query.get('$count') === 'true' && call.headers.get('consistencylevel') === 'eventual';
  if (owners !== undefined && isAdvanced) {
    return refuse(400, 'Request_UnsupportedQuery', '$expand is not supported with advanced query parameters.');
  }
  const withOwners = ({ group, ownerIds }: SimulatedGroup): object => {
    if (owners === undefined) return group;
    const rows = objectsOf(call, ownerIds.slice(0, EXPANSION_CAP));
    const value = rows.map((row) => shaped(row, owners.select ?? defaultsOf(row), { type: 'directoryObject', absent: 'null' }));
    return { ...group, owners: value };
  };
  const byGroup = new Map(call.tenant.groups.map((one) => [one.group, one] as const));
  return listReply(call, [...byGroup.keys()], {
    name: 'groups',
    type: 'group',
    absent: 'null',
    size: 100,
    cap: 999,
    countNeedsConsistency: true,
    complete: (group) => withOwners(byGroup.get(group) as SimulatedGroup),
    always: owners === undefined ? [] : ['owners'],
  });
}

function linked(call: Call, name: 'members' | 'owners'): Reply {
  const id = call.params.group ?? '';
  const found = call.tenant.groups.find(({ group }) => group.id === id);
  if (found === undefined) return noSuchObject(id);
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const rows = objectsOf(call, name === 'members' ? found.memberIds : found.ownerIds);
  return listReply(call, rows, {
    name,
    type: 'directoryObject',
    defaults: USER_DEFAULTS,
    absent: 'omitted',
    size: 100,
    cap: 999,
    countNeedsConsistency: true,
  });
}

export function groupMembers(call: Call): Reply {
  return linked(call, 'members');
}

export function groupOwners(call: Call): Reply {
  return linked(call, 'owners');
}

export function groupSite(call: Call): Reply {
  const id = call.params.group ?? '';
  const found = call.tenant.groups.find(({ group }) => group.id === id);
  if (found === undefined) return noSuchObject(id);
  const site = call.tenant.sites.find((one) => one.site.id === found.siteId)?.site;
  if (site === undefined) return refuse(404, 'itemNotFound', 'Resource not found.');
  return oneReply(call, site, { type: 'site', absent: 'omitted' });
}
