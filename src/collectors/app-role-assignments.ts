/** Reads which applications hold application permissions on Microsoft Graph, SharePoint and Exchange. */
import type { AppRoleAssignment } from '../evidence/apps.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector } from './define.js';
import { type Json, record, records, text } from './fields.js';
import { closing, writePages } from './paged.js';

const permission = 'Application.Read.All';
const access = [{ permission, why: 'which applications read mail, files and sites of everybody without a person' }];

/** Asked from the side of the few resources that hold content, not application by application. */
const RESOURCES = new Set([
  '00000003-0000-0000-c000-000000000000',
  '00000003-0000-0ff1-ce00-000000000000',
  '00000002-0000-0ff1-ce00-000000000000',
]);

export default defineCollector({
  meta: {
    id: 'app-role-assignments',
    title: 'Application permissions',
    provides: ['appRoleAssignments'],
    after: ['servicePrincipals'],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/servicePrincipals/{id}', '/servicePrincipals/{id}/appRoleAssignedTo'],
  },
  async collect(context) {
    const resourceIds: string[] = [];
    for await (const app of context.evidence.rows('servicePrincipals')) if (RESOURCES.has(app.appId)) resourceIds.push(app.id);
    // A resource that a list read in part may hide is asked of nobody.
    const gaps: Gap[] = [...gapsOf(context.evidence.coverage('servicePrincipals'))];
    const writer = await context.out.shard('appRoleAssignments');
    let pages = 0;
    for (const id of resourceIds) {
      const roles = await rolesOf(context, id, gaps);
      const path = graphPath('/servicePrincipals/{id}/appRoleAssignedTo', { id });
      const request = { path, query: { $top: '999' }, lane: 'directory', units: 2, permission } as const;
      const map = (entry: Json) => assignmentOf(entry, roles);
      const reading = await writePages(context, writer, { dataset: 'appRoleAssignments', request, map });
      pages += reading.pages;
      gaps.push(...reading.gaps);
    }
    await writer.close(closing(gaps, pages > 0));
  },
});

/** Names of a resource's application permissions by their ids. */
async function rolesOf(context: CollectorContext, id: string, gaps: Gap[]): Promise<ReadonlyMap<string, string>> {
  const path = graphPath('/servicePrincipals/{id}', { id });
  const request = { path, query: { $select: 'id,appRoles' }, lane: 'directory', units: 1, permission } as const;
  const answer = await context.graph.one<unknown>(request);
  if (!answer.ok) gaps.push(answer.gap);
  const roles = answer.ok ? records(record(answer.value)?.appRoles) : [];
  return new Map(roles.map((role) => [text(role.id) ?? '', text(role.value) ?? '']));
}

export function assignmentOf(entry: Json, roles: ReadonlyMap<string, string>): AppRoleAssignment | null {
  const id = text(entry.id);
  const principalId = text(entry.principalId);
  const resourceId = text(entry.resourceId);
  const appRoleId = text(entry.appRoleId);
  if (id === null || principalId === null || resourceId === null || appRoleId === null) return null;
  return {
    id,
    principalId,
    resourceId,
    resourceName: text(entry.resourceDisplayName) ?? '',
    appRoleId,
    appRoleValue: roles.get(appRoleId) || null,
  };
}
