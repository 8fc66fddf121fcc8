/** Reads who holds which directory role. */
import type { DirectoryRoleAssignment } from '../evidence/directory.js';
import { defineCollector } from './define.js';
import { type Json, record, text } from './fields.js';
import { closing, writePages } from './paged.js';

const permission = 'RoleManagement.Read.Directory';
const access = [{ permission, why: 'who administers the tenant' }];

export default defineCollector({
  meta: {
    id: 'directory-roles',
    title: 'Directory roles',
    provides: ['directoryRoles'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/roleManagement/directory/roleDefinitions', '/roleManagement/directory/roleAssignments'],
  },
  async collect(context) {
    const folder = '/roleManagement/directory';
    const shared = { lane: 'directory', units: 1, permission } as const;
    const definitions = { ...shared, path: `${folder}/roleDefinitions`, query: { $select: 'id,displayName' } };
    const names = new Map<string, string>();
    const gaps = [];
    for await (const page of context.graph.pages<unknown>(definitions)) {
      if (!page.ok) gaps.push(page.gap);
      else for (const row of page.rows) nameRole(names, record(row));
    }
    const writer = await context.out.shard('directoryRoles');
    let isUnnamed = false;
    const map = (entry: Json) => {
      const row = assignmentOf(entry, names);
      isUnnamed ||= row !== null && !names.has(row.roleDefinitionId);
      return row;
    };
    const request = { ...shared, path: `${folder}/roleAssignments` };
    const reading = await writePages(context, writer, { dataset: 'directoryRoles', request, map });
    // Rules know roles by their names, so an assignment without one is not seen whole.
    if (isUnnamed && gaps.length === 0)
      gaps.push({ reason: 'failed', detail: 'a role is assigned that the list of roles lacks' } as const);
    await writer.close(closing([...gaps, ...reading.gaps], reading.pages > 0));
  },
});

function nameRole(names: Map<string, string>, definition: Json | null): void {
  const id = text(definition?.id);
  const name = text(definition?.displayName);
  if (id !== null && name !== null) names.set(id, name);
}

/** A role whose name is not known goes by its id. */
export function assignmentOf(entry: Json, names: ReadonlyMap<string, string>): DirectoryRoleAssignment | null {
  const id = text(entry.id);
  const principalId = text(entry.principalId);
  const roleDefinitionId = text(entry.roleDefinitionId);
  if (id === null || principalId === null || roleDefinitionId === null) return null;
  return { id, principalId, roleDefinitionId, roleName: names.get(roleDefinitionId) ?? roleDefinitionId };
}
