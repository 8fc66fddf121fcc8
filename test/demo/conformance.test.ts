/** The outside witness: everything that the simulator asks to be asked, and answers, is checked against Microsoft's metadata. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Generated, generateHospital, generateTenant, startSimulator } from '../../src/demo/index.js';
import { type Client, client, signIn } from './harness.js';

const WITNESS = resolve(import.meta.dirname, '../..', '../shared/tools/graph-contract');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const isPresent = existsSync(WITNESS) && hasPython;

const SELECTIONS: readonly string[] = [
  '/organization',
  '/organization?$select=id,displayName,verifiedDomains,countryLetterCode,createdDateTime,assignedPlans',
  '/subscribedSkus',
  '/subscribedSkus?$select=skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans,capabilityStatus',
  '/users',
  '/users?$select=id,displayName,userPrincipalName,mail,employeeId,userType,accountEnabled,createdDateTime,externalUserState,assignedLicenses,assignedPlans,signInActivity',
  '/groups?$expand=owners($select=id)',
  '/groups?$select=id,displayName,mail,visibility,groupTypes,securityEnabled,createdDateTime,resourceProvisioningOptions',
  '/roleManagement/directory/roleAssignments?$expand=principal',
  '/roleManagement/directory/roleAssignments?$expand=roleDefinition',
  '/roleManagement/directory/roleDefinitions',
  '/identity/conditionalAccess/policies',
  '/policies/identitySecurityDefaultsEnforcementPolicy',
  '/policies/authorizationPolicy',
  '/admin/sharepoint/settings',
  '/security/dataSecurityAndGovernance/sensitivityLabels?$expand=sublabels',
  '/servicePrincipals',
  '/servicePrincipals?$select=id,appId,displayName,appRoles,verifiedPublisher,replyUrls',
  "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')",
  "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')/appRoleAssignedTo",
  '/oauth2PermissionGrants',
  '/sites/root',
  '/admin/reportSettings',
  '/groupSettings',
  '/security/secureScores?$top=1&$select=id,createdDateTime,controlScores',
  "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')?$format=application/json",
  '/admin/configurationManagement/configurationSnapshotJobs',
  '/sites?search=*',
  '/sites/getAllSites?$select=id,displayName,webUrl,isPersonalSite,root,siteCollection,createdDateTime,lastModifiedDateTime',
];

async function askEverything({ get, all, tenant }: Client): Promise<void> {
  const shared = { Prefer: 'include-unknown-enum-members' };
  for (const team of new Set(tenant.channels.map((channel) => channel.teamId))) await all(`/teams/${team}/allChannels`, shared);
  for (const { id, teamId } of tenant.channels) await get(`/teams/${teamId}/channels/${encodeURIComponent(id)}/filesFolder`);
  for (const path of SELECTIONS) {
    if (/\/(root|authorizationPolicy|settings|reportSettings)$|EnforcementPolicy$|\)$/.test(path))
      expect((await get(path)).status, path).toBe(200);
    else await all(path);
  }
  for (const { group, siteId } of tenant.groups) {
    await all(`/groups/${group.id}/members`);
    await all(`/groups/${group.id}/owners?$select=id`);
    if (siteId !== undefined) await get(`/groups/${group.id}/sites/root?$select=id,webUrl`);
  }
  for (const { site, drives } of tenant.sites) {
    await all(`/sites/${site.id}/drives`);
    await all(`/sites/${site.id}/drives?$select=id,name,sharePointIds`);
    await get(`/sites/${site.id}`);
    for (const { drive, permissions } of drives) {
      await get(`/drives/${drive.id}`);
      await get(`/drives/${drive.id}/root`);
      await all(`/drives/${drive.id}/root/delta`);
      const fields = '$expand=listItem($expand=fields)';
      await all(`/drives/${drive.id}/root/delta?$select=id,sharepointIds&${fields}&$top=1000`);
      await all(`/drives/${drive.id}/root/delta?$select=id,name,parentReference,shared,root&$top=500`, {
        Prefer: 'hierarchicalsharing',
      });
      for (const id of permissions.keys()) {
        await all(`/drives/${drive.id}/items/${id}/permissions`);
        await get(`/drives/${drive.id}/items/${id}`);
      }
    }
  }
}

const tenants: readonly (readonly [string, () => Pick<Generated, 'tenant' | 'credentials'>])[] = [
  ['the clinic', () => generateTenant({ seed: 20, variant: 'clinic', language: 'en' })],
  ['the clean twin', () => generateTenant({ seed: 20, variant: 'clean', language: 'en' })],
  ['a German practice', () => generateTenant({ seed: 301, variant: 'clinic', language: 'de' })],
  ['the hospital', () => generateHospital({ staff: 250, seats: 20, twist: 'subsite' })],
  ['a tidy Spanish one', () => generateTenant({ seed: 302, variant: 'clean', language: 'es' })],
];

test.skipIf(!isPresent).each(tenants)(
  'Microsoft’s metadata finds nothing wrong with %s (needs ../shared and python3)',
  async (_, make) => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    try {
      const bodies = join(folder, 'answers.jsonl');
      const generated = make();
      const simulator = await startSimulator({ tenants: [generated.tenant], recordBodies: bodies });
      const asker = client(simulator, generated, await signIn(simulator, generated));
      await askEverything(asker);
      const requests = { requests: [{ id: '1', method: 'GET', url: '/organization' }] };
      expect((await asker.post('/$batch', requests)).status).toBe(200);
      await simulator.close();
      expect(simulator.unanswered).toBe(0);
      expect(simulator.requests.filter((one) => one.status !== 200)).toEqual([]);

      const log = join(folder, 'requests.log');
      const graph = simulator.requests.filter((one) => one.url.startsWith('https://graph.'));
      writeFileSync(log, graph.map(({ method, url }) => `${method} ${url}\n`).join(''));
      expect(readFileSync(bodies, 'utf8').split('\n').length).toBeGreaterThan(graph.length - 2);
      for (const given of [[log], ['--bodies', bodies]]) {
        const { stdout, status } = spawnSync('python3', [WITNESS, ...given], { encoding: 'utf8' });
        expect(stdout).toMatch(/ 0 wrong/);
        expect(status).toBe(0);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
