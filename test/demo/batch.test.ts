/** `$batch` and faults: members are judged one by one, in any order, and every fault does what it says. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, type Fault } from '../../src/demo/index.js';
import { type Client, connect } from './harness.js';

let open: Client | null = null;
afterEach(async () => {
  await open?.simulator.close();
  open = null;
});

interface Answered {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: { readonly value?: unknown[]; readonly error?: { readonly code: string } };
}

async function start(faults: Fault[] = []): Promise<Client> {
  open = await connect(demoClinic(), { faults });
  return open;
}

async function batch(client: Client, urls: readonly string[], headers?: Record<string, string>): Promise<Answered[]> {
  const requests = urls.map((url, at) => ({ id: String(at), method: 'GET', url, ...(headers === undefined ? {} : { headers }) }));
  const heard = await client.post('/$batch', { requests });
  expect(heard.status).toBe(200);
  return heard.body.responses as Answered[];
}

describe('batch', () => {
  test('each member has its own status, and the order is not kept', async () => {
    const client = await start();
    const groups = client.tenant.groups.map(({ group }) => `/groups/${group.id}/members?$select=id`);
    const answers = await batch(client, [...groups, '/groups/none/members']);
    const byId = new Map(answers.map((one) => [Number(one.id), one] as const));
    expect(byId.size).toBe(groups.length + 1);
    for (const [at, { memberIds }] of client.tenant.groups.entries()) {
      expect(byId.get(at)?.body.value?.length).toBe(Math.min(100, memberIds.length));
    }
    expect(byId.get(groups.length)).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
    expect(answers.map((one) => Number(one.id))).not.toEqual([...byId.keys()].sort((a, b) => a - b));
    const logged = client.simulator.requests.filter((one) => one.inBatch);
    expect(logged).toHaveLength(groups.length + 1);
    expect(logged[0]?.url).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/groups\//);
  });

  test('preferences are read from the member, and links lead outside', async () => {
    const client = await start();
    client.tenant.pageSizes.delta = 1;
    const drive = client.tenant.sites[0]?.drives[0]?.drive.id;
    const [answer] = await batch(client, [`/drives/${drive}/root/delta?$select=id,shared`], { Prefer: 'hierarchicalsharing' });
    expect(answer?.headers['Preference-Applied']).toBe('hierarchicalsharing');
    expect(answer?.body).toHaveProperty(['@odata.nextLink']);
  });

  test('more than twenty members, and none at all, are refused', async () => {
    const client = await start();
    const requests = Array.from({ length: 21 }, (_, at) => ({ id: String(at), method: 'GET', url: '/organization' }));
    expect(await client.post('/$batch', { requests })).toMatchObject({ status: 400 });
    expect(await client.post('/$batch', {})).toMatchObject({ status: 400 });
  });

  test('members are metered one by one', async () => {
    const client = await start();
    client.tenant.budget.sharepoint = [{ seconds: 60, units: 12 }];
    const drive = client.tenant.sites[0]?.drives[0]?.drive.id;
    const answers = await batch(
      client,
      Array.from({ length: 4 }, () => `/drives/${drive}/root/permissions`),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 429, 429]);
    expect(answers.find((one) => one.status === 429)?.headers['Retry-After']).toBeDefined();
  });

  test('faults meet members too', async () => {
    const client = await start([
      { when: /\/organization/, act: { status: 503, code: 'serviceNotAvailable', headers: { 'Retry-After': '1' } }, times: 1 },
      { when: /\/subscribedSkus/, act: 'reset' },
    ]);
    const answers = await batch(client, ['/organization', '/subscribedSkus', '/users?$top=1']);
    expect(answers.map((one) => [one.id, one.status]).sort()).toEqual([
      ['0', 503],
      ['2', 200],
    ]);
    const again = await batch(client, ['/organization']);
    expect(again[0]?.status).toBe(200);
  });
});

describe('faults', () => {
  test('a status with its headers, a number of times, after a number of times', async () => {
    const client = await start([{ when: /\/users/, skip: 1, times: 2, act: { status: 429, headers: { 'Retry-After': '7' } } }]);
    const heard = [
      await client.get('/users'),
      await client.get('/users'),
      await client.get('/users'),
      await client.get('/users'),
    ];
    expect(heard.map((one) => one.status)).toEqual([200, 429, 429, 200]);
    expect(heard[1]?.headers.get('retry-after')).toBe('7');
    expect(heard[1]?.body.error.innerError['request-id']).toBe(heard[1]?.headers.get('request-id'));
  });

  test('a list can be cut off in the middle for good', async () => {
    const client = await start([{ when: /\/users\?.*skiptoken/, act: 'reset' }]);
    client.tenant.pageSizes.users = 10;
    const first = await client.get('/users?$select=id');
    expect(first.status).toBe(200);
    for (let time = 0; time < 3; time += 1) await expect(client.get(first.body['@odata.nextLink'])).rejects.toThrow();
  });

  test('cut bodies, login pages, delays and silence', async () => {
    const client = await start();
    const { faults } = client.simulator;
    faults.push({ when: /\/users/, act: 'truncate', times: 1 });
    await expect(client.get('/users')).rejects.toThrow();
    faults.push({ when: (method, url) => method === 'GET' && url.endsWith('/organization'), act: 'html', times: 1 });
    const page = await client.get('/organization');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    faults.push({ when: /\/groups/, act: { delayMs: 60 }, times: 1 });
    const begun = performance.now();
    expect((await client.get('/groups')).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(50);
    faults.push({ when: /\/oauth2/, act: 'stall' });
    const silent = fetch(`${client.simulator.endpoints.graph}/v1.0/oauth2PermissionGrants`, { signal: AbortSignal.timeout(200) });
    await expect(silent).rejects.toThrow(/timeout/);
    expect(client.simulator.requests.filter((one) => one.status === 0)).toHaveLength(2);
  });
});
