/** One row an application: what it was given, by whom, and whether it is a known AI tool. */
import type { AppRoleAssignment, DelegatedGrant } from '../evidence/apps.js';
import { gapsOf } from '../evidence/coverage.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import type { EvidenceReader } from '../evidence/store.js';
import { aiToolOf } from './ai-apps.js';
import type { Directory } from './directory.js';
import type { App } from './rows.js';
import type { DeriveSettings } from './settings.js';

/** Tenants that Microsoft's own applications live in. */
const MICROSOFT_TENANTS: ReadonlySet<string> = new Set([
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  '72f988bf-86f1-41af-91ab-2d7cd011db47',
]);

async function grouped<T>(rows: AsyncIterable<T>, key: (row: T) => string): Promise<Map<string, T[]>> {
  const map = new Map<string, T[]>();
  for await (const row of rows) {
    const list = map.get(key(row));
    if (list === undefined) map.set(key(row), [row]);
    else list.push(row);
  }
  return map;
}

export async function deriveApps(evidence: EvidenceReader, directory: Directory, settings: DeriveSettings): Promise<App[]> {
  const grants = await grouped(evidence.rows('delegatedGrants') as AsyncIterable<DelegatedGrant>, (g) => g.clientId);
  const roles = await grouped(evidence.rows('appRoleAssignments') as AsyncIterable<AppRoleAssignment>, (r) => r.principalId);
  const seen = <T>(dataset: 'delegatedGrants' | 'appRoleAssignments', value: T): Known<T> => {
    const gap = gapsOf(evidence.coverage(dataset))[0];
    return gap === undefined ? known(value) : unknown(gap);
  };
  const approved = new Set(settings.approvedApps.map((a) => a.toLowerCase()));
  const nameOf = (userId: string) => directory.users.get(userId)?.userPrincipalName ?? userId;
  const apps: App[] = [];
  for await (const app of evidence.rows('servicePrincipals')) {
    const own = grants.get(app.id) ?? [];
    const delegated = seen('delegatedGrants', own);
    apps.push({
      app,
      isFirstParty: app.appOwnerOrganizationId !== null && MICROSOFT_TENANTS.has(app.appOwnerOrganizationId.toLowerCase()),
      isApproved: approved.has(app.appId.toLowerCase()) || approved.has(app.displayName.toLowerCase()),
      aiTool:
        app.appOwnerOrganizationId !== null && MICROSOFT_TENANTS.has(app.appOwnerOrganizationId.toLowerCase())
          ? null
          : aiToolOf(app),
      delegated,
      applicationRoles: seen('appRoleAssignments', (roles.get(app.id) ?? []).map((r) => r.appRoleValue ?? r.appRoleId).sort()),
      consentedBy: mapKnown(delegated, (list) =>
        [...new Set(list.map((g) => g.principalId).filter((id) => id !== null))].map((id) => nameOf(id)).sort(),
      ),
    });
  }
  return apps.sort((a, b) => (a.app.id < b.app.id ? -1 : 1));
}
