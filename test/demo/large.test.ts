/** The tenant of the benchmark: its computed items hold together, and Graph and SharePoint tell of the same ones. */
import { afterEach, describe, expect, test } from 'vitest';
import { generateLarge, type SimulatedSite, startSimulator } from '../../src/demo/index.js';
import { client } from './harness.js';
import { appTokenFor, ITEMS, kinds, leave, ROLES, visit } from './sharepoint-client.js';

afterEach(leave);

const made = generateLarge({ users: 50, sites: 4, items: 3000, ownAcls: 60, seed: 9 });
const [first] = made.tenant.sites as [SimulatedSite];
const [drive] = first.drives as [SimulatedSite['drives'][number]];
const { computed } = drive;
if (computed === undefined) throw new Error('nothing is computed');

describe('computed items', () => {
  test('have ids that are found again, parents that are folders, and counts that agree', () => {
    const items = Array.from({ length: computed.count }, (_, at) => computed.at(at + 1));
    const byId = new Map(items.map((item) => [item.id, item] as const));
    expect(byId.size).toBe(computed.count);
    expect(items.filter((item) => item.file !== undefined)).toHaveLength(computed.files);
    const children = new Map<string, number>();
    for (const [at, item] of items.entries()) {
      expect(computed.numberOf(item.id)).toBe(at + 1);
      const above = item.parentReference.id ?? '';
      children.set(above, (children.get(above) ?? 0) + 1);
      const parent = byId.get(above);
      if (above !== drive.items[0]?.id) expect(parent?.folder).toBeDefined();
      if (parent !== undefined) expect(item.webUrl.startsWith(`${parent.webUrl}/`)).toBe(true);
      expect(
        item.lastModifiedDateTime >= item.createdDateTime ||
          item.lastModifiedDateTime.slice(0, 10) === item.createdDateTime.slice(0, 10),
      ).toBe(true);
    }
    for (const [id, count] of children) expect(computed.childCount(id)).toBe(count);
    expect(computed.numberOf('01NONSENSE')).toBeNull();
  });

  test('are as many as was asked for, and the same each time', () => {
    expect(made.planted.counts).toMatchObject({ sites: 4, items: 3004, itemsWithOwnPermissions: 60, users: 51 });
    const again = generateLarge({ users: 50, sites: 4, items: 3000, ownAcls: 60, seed: 9 });
    expect(again.tenant.sites[0]?.drives[0]?.computed?.at(77).name).toBe(computed.at(77).name);
  });

  test('Graph and SharePoint tell of the same items', async () => {
    const { ask, served } = await visit(made);
    const page = await ask(first, `/_api/web/lists(guid'${drive.list.id}')/items?${ITEMS}&$top=5000`);
    expect(page.body.value).toHaveLength(computed.count);
    const unique = page.body.value.filter((row: { HasUniqueRoleAssignments: boolean }) => row.HasUniqueRoleAssignments);
    expect(unique).toHaveLength(drive.permissions.size - 1);
    const { Id } = unique[0];
    const rows = (await ask(first, `/_api/web/lists(guid'${drive.list.id}')/items(${Id})/roleassignments?${ROLES}`)).body.value;
    expect(rows.length).toBeGreaterThan(0);
    expect(kinds(rows, 'nobody at all')).toBeUndefined();

    const simulator = await startSimulator({ tenants: [made.tenant] });
    try {
      const token = await appTokenFor(simulator, served, 'graph.microsoft.com');
      const { all, get } = client(simulator, made, token);
      const path = `/drives/${drive.drive.id}/root/delta?$select=id,shared,sharepointIds&$top=1000`;
      const delta = await all(path, { Prefer: 'hierarchicalsharing' });
      expect(delta.rows).toHaveLength(computed.count + 1);
      const shared = delta.rows.filter((row) => row.shared !== undefined && row.sharepointIds.listItemId !== undefined);
      expect(shared.map((row) => Number(row.sharepointIds.listItemId))).toEqual(unique.map((row: { Id: number }) => row.Id));
      const { body } = await get(`/drives/${drive.drive.id}/items/${shared[0].id}/permissions`);
      expect(body.value.some((one: object) => !('inheritedFrom' in one))).toBe(true);
      expect(simulator.unanswered).toBe(0);
    } finally {
      await simulator.close();
    }
  });
});
