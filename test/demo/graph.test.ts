/** Graph's manners: selection, pages, refusals by permission and licence, the meter, and errors in its shape. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, type Generated, generateTenant } from '../../src/demo/index.js';
import { PRICES } from '../../src/demo/meter.js';
import { PERMISSIONS_NEEDED } from '../../src/demo/permissions-needed.js';
import { PATHS } from '../../src/demo/router.js';
import { type Client, connect } from './harness.js';

let open: Client | null = null;
afterEach(async () => {
  await open?.simulator.close();
  open = null;
});
const start = async (...given: Parameters<typeof connect>): Promise<Client> => {
  open = await connect(...given);
  return open;
};
const withRoles = (change: (roles: string[]) => string[]): Generated => {
  const generated = demoClinic();
  for (const app of generated.tenant.apps) app.roles = change(app.roles);
  return generated;
};
const without = (...gone: string[]): Generated => withRoles((roles) => roles.filter((role) => !gone.includes(role)));

test('every path has a permission and a price, and nothing else has', () => {
  expect(Object.keys(PERMISSIONS_NEEDED).sort()).toEqual([...PATHS].sort());
  expect(Object.keys(PRICES).sort()).toEqual([...PATHS].sort());
});

describe('selection', () => {
  test('users come with eleven properties, or with those selected', async () => {
    const { get } = await start(demoClinic());
    const plain = await get('/users?$top=1');
    expect(Object.keys(plain.body.value[0])).toHaveLength(11);
    const some = await get('/users?$top=1&$select=id,accountEnabled,department');
    expect(Object.keys(some.body.value[0])).toEqual(['id', 'accountEnabled', 'department']);
  });

  test('a property that the metadata does not know is refused', async () => {
    const { get } = await start(demoClinic());
    const wrong = await get('/users?$select=id,colour');
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(wrong.body.error.message).toContain("'colour' on type 'microsoft.graph.user'");
  });

  test('the download address comes unasked and only unasked', async () => {
    const generated = demoClinic();
    const { get } = await start(generated);
    const drive = generated.tenant.sites[0]?.drives[0];
    const file = drive?.items.find((item) => item.file !== undefined);
    const path = `/drives/${drive?.drive.id}/items/${file?.id}`;
    expect((await get(path)).body['@microsoft.graph.downloadUrl']).toContain('https://');
    expect(Object.keys((await get(`${path}?$select=id,name`)).body)).toEqual(['@odata.context', 'id', 'name']);
  });

  test('owners are expanded on request, twenty at most', async () => {
    const generated = demoClinic();
    const [group] = generated.tenant.groups;
    if (group !== undefined) group.ownerIds = generated.tenant.users.slice(0, 30).map((user) => user.id);
    const { get } = await start(generated);
    const { body } = await get('/groups?$select=id&$expand=owners($select=id)');
    const found = body.value.find((one: { id: string }) => one.id === group?.group.id);
    expect(found.owners).toHaveLength(20);
    expect(Object.keys(found.owners[0]).sort()).toEqual(['@odata.type', 'id']);
    expect((await get('/groups?$expand=members')).status).toBe(400);
  });
});

describe('pages', () => {
  test('links lead to Microsoft’s host, keep the options, and reach every row once', async () => {
    const generated = demoClinic();
    const { get, all } = await start(generated);
    const first = await get('/users?$select=id&$top=30');
    expect(first.body['@odata.nextLink']).toMatch(
      /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?\$select=id&\$top=30&\$skiptoken=/,
    );
    const { rows, pages } = await all('/users?$select=id&$top=30');
    expect(pages).toBe(3);
    expect(new Set(rows.map((row) => row.id)).size).toBe(generated.tenant.users.length);
  });

  test('page sizes are capped as Microsoft caps them', async () => {
    const generated = generateTenant({ seed: 20, variant: 'clinic', language: 'en' });
    const [model] = generated.tenant.users;
    for (let at = 0; at < 1200; at += 1) if (model !== undefined) generated.tenant.users.push({ ...model, id: `copy-${at}` });
    const { get } = await start(generated);
    expect((await get('/users?$select=id')).body.value).toHaveLength(100);
    expect((await get('/users?$select=id&$top=999')).body.value).toHaveLength(999);
    expect((await get('/users?$select=id,signInActivity&$top=999')).body.value).toHaveLength(500);
    expect((await get('/users?$select=id&$top=1000')).status).toBe(400);
    generated.tenant.pageSizes.users = 7;
    expect((await get('/users?$select=id&$top=999')).body.value).toHaveLength(7);
  });

  test('counts come with the header that asks for them', async () => {
    const { get } = await start(demoClinic());
    expect((await get('/users?$count=true&$top=1')).body['@odata.count']).toBeUndefined();
    expect((await get('/users?$count=true&$top=1', { ConsistencyLevel: 'eventual' })).body['@odata.count']).toBe(81);
  });

  test('all sites go on under another path', async () => {
    const generated = demoClinic();
    const { get, all } = await start(generated);
    const { body } = await get('/sites/getAllSites?$select=id&$top=10');
    expect(body['@odata.nextLink']).toContain('/sites/oneDrive.getAllSites?');
    expect((await all('/sites/getAllSites?$select=id&$top=10')).rows).toHaveLength(generated.tenant.sites.length);
  });

  test('a token of no list is refused', async () => {
    const { get } = await start(demoClinic());
    expect(await get('/users?$skiptoken=nonsense')).toMatchObject({
      status: 400,
      body: { error: { code: 'Directory_ExpiredPageToken' } },
    });
  });
});

describe('refusals', () => {
  test.each(Object.entries(PERMISSIONS_NEEDED))('%s is closed without a permission', async (path, need) => {
    const { get } = await start(without(...need.anyOf));
    const asked = path.replaceAll(/\{\w+\}/g, 'x').replace(/^beta:/, 'https://graph.microsoft.com/beta');
    const heard = await get(asked === '/sites' ? '/sites?search=*' : asked);
    expect(heard.status).toBe(403);
    const { error } = heard.body;
    expect(Object.keys(error)).toEqual(['code', 'message', 'innerError']);
    expect(Object.keys(error.innerError)).toEqual(['date', 'request-id', 'client-request-id']);
    expect(heard.headers.get('request-id')).toBe(error.innerError['request-id']);
  });

  test('the blind tenant answers its organization and nothing else', async () => {
    const { get } = await start(generateTenant({ seed: 20, variant: 'blind', language: 'en' }));
    expect((await get('/organization')).status).toBe(200);
    for (const path of ['/users', '/groups', '/sites/getAllSites', '/policies/authorizationPolicy', '/oauth2PermissionGrants']) {
      expect((await get(path)).status, path).toBe(403);
    }
  });

  test('sign-in dates need a role and a licence', async () => {
    const path = '/users?$select=displayName,signInActivity';
    const generated = demoClinic();
    const { get } = await start(generated);
    const good = await get(path);
    expect(good.status).toBe(200);
    expect(Object.keys(good.body.value[0]).sort()).toEqual(['displayName', 'id', 'signInActivity']);
    generated.tenant.hasEntraP1 = false;
    expect(await get(path)).toMatchObject({
      status: 403,
      body: { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' } },
    });
    expect((await get('/users?$select=displayName')).status).toBe(200);
    await open?.simulator.close();
    const poor = await start(without('AuditLog.Read.All'));
    expect(await poor.get(path)).toMatchObject({
      status: 403,
      body: { error: { code: 'Authentication_MSGraphPermissionMissing' } },
    });
  });

  test('leave dates need a role of their own', async () => {
    const path = '/users?$select=id,employeeLeaveDateTime';
    const { get } = await start(demoClinic());
    expect((await get(path)).status).toBe(403);
    await open?.simulator.close();
    const rich = await start(withRoles((roles) => [...roles, 'User-LifeCycleInfo.Read.All']));
    expect((await rich.get(path)).body.value[0]).toHaveProperty('employeeLeaveDateTime', null);
  });

  test('unknown ids, groups without a site, unknown paths and options', async () => {
    const generated = demoClinic();
    const { get, simulator } = await start(generated);
    const pilot = generated.planted.pilotGroup.id;
    expect(await get(`/groups/${pilot}/sites/root`)).toMatchObject({ status: 404 });
    expect(await get('/groups/none/members')).toMatchObject({
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound' } },
    });
    expect(await get('/drives/none/root')).toMatchObject({ status: 404, body: { error: { code: 'itemNotFound' } } });
    expect((await get(`/drives/${generated.planted.folders[0]?.driveId}/root/delta?$expand=permissions`)).status).toBe(400);
    expect(simulator.unanswered).toBe(0);
    for (const path of ['/me', '/users?$orderby=displayName', "/users?$filter=startswith(displayName,'a')"]) {
      expect((await get(path)).status, path).toBe(501);
    }
    expect((await get('https://graph.microsoft.com/beta/users')).status).toBe(501);
    expect(simulator.unanswered).toBe(4);
  });
});

describe('the meter', () => {
  test('warns from 80 %, refuses over the budget, and forgets after a minute', async () => {
    const generated = demoClinic();
    generated.tenant.budget.sharepoint = [{ seconds: 60, units: 20 }];
    let clock = Date.now();
    const { get } = await start(generated, { now: () => clock });
    const { driveId } = generated.planted.folders[0] ?? { driveId: '' };
    const path = `/drives/${driveId}/root/permissions`;
    const heard = [await get(path), await get(path), await get(path), await get(path), await get(path)];
    expect(heard.map((one) => one.status)).toEqual([200, 200, 200, 200, 429]);
    expect(heard.map((one) => one.headers.get('ratelimit-remaining'))).toEqual([null, null, null, '0', '0']);
    expect(Number(heard[4]?.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await get('/users?$top=1')).status).toBe(200);
    clock += 61_000;
    expect((await get(path)).status).toBe(200);
  });

  test('delta costs less with a token, and Conditional Access gives no Retry-After', async () => {
    const generated = demoClinic();
    generated.tenant.budget['conditional-access'] = [{ seconds: 1, units: 1 }];
    let clock = Date.now();
    const { get, all } = await start(generated, { now: () => clock });
    await get('/identity/conditionalAccess/policies');
    const second = await get('/identity/conditionalAccess/policies');
    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBeNull();
    const { driveId } = generated.planted.folders[0] ?? { driveId: '' };
    const path = `/drives/${driveId}/root/delta?$select=id&$top=20`;
    const { pages } = await all(path);
    // 2 for the first page, 1 for each of the others, and 1 for a single item: nothing is left, and nothing is owed.
    clock += 61_000;
    generated.tenant.budget.sharepoint = [{ seconds: 60, units: pages + 2 }];
    await all(path);
    const last = await get(`/drives/${driveId}/root?$select=id`);
    expect([last.status, last.headers.get('ratelimit-remaining')]).toEqual([200, '0']);
    expect((await get('/organization')).headers.get('x-ms-resource-unit')).toBe('1');
  });
});
