/** The cmdlet endpoint over real HTTP on loopback: which door answers, where the region is, pages, and that no token strays. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMPLIANCE_PERMISSION } from '../../src/evidence/cmdlet-access.js';
import { OperatorError } from '../../src/operator-error.js';
import { openRequestLog } from '../../src/sources/request-log.js';
import {
  AUDIT,
  type Called,
  type CmdletWorld,
  EXCHANGE_HOST,
  errorOf,
  FRONT_DOOR,
  LABELS,
  listOf,
  openCmdlets,
  POLICIES,
  REGIONAL,
  redirectTo,
  TENANT,
} from './cmdlet-kit.js';
import type { Sent } from './kit.js';

const TO_REGION = redirectTo('https://nam12b.admin.protection.outlook.com:446/AdminApi/x');
const REFUSED = errorOf(401, 'Unauthorized');
const at = ({ audience, host }: Called): string => `${audience} at ${host}`;
const doorsAsked = ({ calls }: CmdletWorld): string[] => calls.filter(({ kind }) => kind === 'cmdlet').map(at);

/** A fake that answers the region, and each door as told. */
const doors =
  (answers: Readonly<Record<string, Sent>>, region: Sent = TO_REGION) =>
  (called: Called): Sent =>
    called.kind === 'region' ? region : (answers[at(called)] ?? REFUSED);

const OWN = `purview at ${REGIONAL}`;
const WITH_EXCHANGE_TOKEN = `exchange at ${REGIONAL}`;
const AT_EXCHANGE = `exchange at ${EXCHANGE_HOST}`;

describe('the doors of Security & Compliance', () => {
  test('are tried in their order, and the one that answered is told and kept', async () => {
    for (const [index, door] of [OWN, WITH_EXCHANGE_TOKEN, AT_EXCHANGE].entries()) {
      const world = await openCmdlets(doors({ [door]: listOf({ Name: 'a' }) }));
      const reply = await world.invoke(POLICIES);
      const [audience = '', host = ''] = door.split(' at ');
      expect(reply).toEqual({
        ok: true,
        values: [{ Name: 'a' }],
        cut: null,
        door: `${host} (token for ${audience === 'exchange' ? EXCHANGE_HOST : FRONT_DOOR})`,
        warnings: [],
      });
      const order = [OWN, WITH_EXCHANGE_TOKEN, AT_EXCHANGE].slice(0, index + 1);
      expect(doorsAsked(world)).toEqual(order);
      await world.invoke(LABELS);
      expect(doorsAsked(world)).toEqual([...order, door]);
      expect(world.calls.filter(({ kind }) => kind === 'region')).toHaveLength(1);
    }
  });

  test('a refusal that speaks of the cmdlet is no reason to try the next', async () => {
    const world = await openCmdlets(doors({ [OWN]: errorOf(403, 'User is not allowed to call Get-DlpCompliancePolicy') }));
    expect(await world.invoke(POLICIES)).toMatchObject({ ok: false, door: `${REGIONAL} (token for ${FRONT_DOOR})` });
    expect(doorsAsked(world)).toEqual([OWN]);
  });

  test('neither is throttling, a failure, or an answer that is no data', async () => {
    for (const sent of [{ status: 429 }, { status: 500 }, { body: '{"value":[' }, errorOf(400, 'bad')]) {
      const world = await openCmdlets(doors({ [OWN]: sent }));
      expect((await world.invoke(POLICIES)).ok).toBe(false);
      expect(new Set(doorsAsked(world))).toEqual(new Set([OWN]));
    }
  });

  test('once two cmdlets were refused at all of them the others are not asked any more', async () => {
    const world = await openCmdlets(doors({}));
    const cmdlets = ['Get-DlpCompliancePolicy', 'Get-DlpComplianceRule', 'Get-Label', 'Get-LabelPolicy'];
    for (const cmdlet of cmdlets) {
      expect(await world.invoke({ cmdlet, session: 'security-compliance' })).toMatchObject({ ok: false, door: null });
    }
    expect(doorsAsked(world)).toHaveLength(6);
    expect((await world.invoke(AUDIT)).ok).toBe(false);
    expect(doorsAsked(world).at(-1)).toBe(AT_EXCHANGE);
  });

  test('where there is no token for the first, the next is tried with the other', async () => {
    const tokens = async (audience: string) => {
      if (audience !== `https://${EXCHANGE_HOST}`) throw new OperatorError('Entra ID does not know the service. (AADSTS500011)');
      return {
        method: 'test',
        token: async () => ({ token: 'canary-exchange-1', expiresOn: null }),
        facts: () =>
          ({ mode: 'unknown', permissions: null, appId: null, tenantId: null, expiresOn: null, isSimulated: false }) as const,
      };
    };
    const world = await openCmdlets(doors({ [WITH_EXCHANGE_TOKEN]: listOf() }), { tokens });
    expect(await world.invoke(POLICIES)).toMatchObject({ ok: true, values: [] });
    expect(world.calls.map(at)).toEqual([`exchange at ${FRONT_DOOR}`, WITH_EXCHANGE_TOKEN]);
    const none = await openCmdlets(doors({}), { tokens });
    expect(await none.invoke(POLICIES)).toMatchObject({
      ok: false,
      gap: { reason: 'forbidden', remedy: COMPLIANCE_PERMISSION, detail: expect.stringContaining('AADSTS500011') },
    });
  });
});

test('cmdlets of Exchange are asked of Exchange alone, whatever it says, and no region is asked for', async () => {
  const world = await openCmdlets(doors({}));
  expect((await world.invoke(AUDIT)).ok).toBe(false);
  expect(world.calls.map(at)).toEqual([AT_EXCHANGE]);
  expect(world.asked).toEqual([`https://${EXCHANGE_HOST}`]);
});

test('asks as the module does: envelope, headers, mailbox of each service', async () => {
  const world = await openCmdlets((called) => (called.kind === 'region' ? TO_REGION : listOf()));
  await world.invoke(AUDIT);
  await world.invoke({ cmdlet: 'Get-Label', session: 'security-compliance' });
  const [audit, region, label] = world.calls;
  const mailbox = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';
  expect(audit?.path).toBe(`/adminapi/beta/${TENANT.tenantId}/InvokeCommand`);
  expect(audit?.seen.headers['x-anchormailbox']).toBe(`APP:${mailbox}@${TENANT.tenantId}`);
  expect(region).toMatchObject({
    host: FRONT_DOOR,
    path: `/AdminApi/v1.0/${TENANT.tenantId}/EXOModuleFile`,
    audience: 'purview',
  });
  expect(region?.seen).toMatchObject({ method: 'GET', body: '' });
  expect(label?.seen.body).toBe('{"CmdletInput":{"CmdletName":"Get-Label","Parameters":{"IncludeDetailedLabelActions":true}}}');
  expect(label?.seen.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    prefer: 'odata.maxpagesize=1000',
    'x-responseformat': 'json',
    'x-anchormailbox': `UPN:${mailbox}@${TENANT.initialDomain}`,
  });
  expect(label?.seen.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(label?.seen.headers['client-request-id']).not.toBe(audit?.seen.headers['client-request-id']);
});

describe('the region', () => {
  test.each<[string, string | null, string]>([
    ['as Microsoft tells it', 'https://nam12b.admin.protection.outlook.com:446/x', `nam12b.${FRONT_DOOR}`],
    ['in capitals', 'https://NAM12B.admin.protection.outlook.com/x', `nam12b.${FRONT_DOOR}`],
    ['of a foreign host', 'https://nam12b.evil.example/x', `nam12b.${FRONT_DOOR}`],
    ['with a foreign port', 'https://eur01b.evil.example:8443/x', `eur01b.${FRONT_DOOR}`],
    ['with a user name', 'https://nam12b@evil.example/x', FRONT_DOOR],
    ['with our host as a password', `https://a:${FRONT_DOOR}@evil.example/x`, FRONT_DOOR],
    ['without encryption', 'http://nam12b.admin.protection.outlook.com/x', FRONT_DOOR],
    ['in another script', 'https://nаm12b.admin.protection.outlook.com/x', FRONT_DOOR],
    ['with an underscore', 'https://nam_12b.admin.protection.outlook.com/x', FRONT_DOOR],
    ['as a number', 'https://127.0.0.1:446/x', FRONT_DOOR],
    ['as one word', 'https://localhost/x', FRONT_DOOR],
    ['as a path', '/AdminApi/x', FRONT_DOOR],
    ['as nonsense', 'nam12b', FRONT_DOOR],
    ['as another scheme', 'javascript:alert(1)', FRONT_DOOR],
    ['not at all', null, FRONT_DOOR],
  ])('%s', async (_, location, host) => {
    const redirect: Sent = { status: 302, headers: location === null ? {} : { location: encodeURI(location) }, body: '' };
    const world = await openCmdlets((called) => (called.kind === 'region' ? redirect : listOf()));
    expect(await world.invoke(POLICIES)).toMatchObject({ ok: true, door: `${host} (token for ${FRONT_DOOR})` });
    expect(world.calls.map((called) => [called.kind, called.host])).toEqual([
      ['region', FRONT_DOOR],
      ['cmdlet', host],
    ]);
  });

  test.each<[string, Sent]>([
    ['an answer without a redirect', listOf()],
    ['a failure', { status: 500 }],
    ['a page', { body: '<html>', headers: { 'content-type': 'text/html' } }],
    ['a cut connection', { cut: 'reset' }],
  ])('with %s it is the front door, asked once', async (_, region) => {
    const world = await openCmdlets((called) => (called.kind === 'region' ? region : listOf()));
    for (const request of [POLICIES, LABELS]) expect((await world.invoke(request)).ok).toBe(true);
    expect(world.calls.map((called) => [called.kind, called.host])).toEqual([
      ['region', FRONT_DOOR],
      ['cmdlet', FRONT_DOOR],
      ['cmdlet', FRONT_DOOR],
    ]);
  });

  test('a throttled question waits and is asked again', async () => {
    const world = await openCmdlets((called, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '7' } } : called.kind === 'region' ? TO_REGION : listOf(),
    );
    expect((await world.invoke(POLICIES)).ok).toBe(true);
    expect(world.calls.map(({ host }) => host)).toEqual([FRONT_DOOR, FRONT_DOOR, REGIONAL]);
    expect((world.calls[1]?.seen.at ?? 0) - (world.calls[0]?.seen.at ?? 0)).toBeGreaterThanOrEqual(7_000);
  });

  test('a token that is refused there tells nothing: the other one is asked with when its turn comes', async () => {
    const world = await openCmdlets((called) => {
      if (called.audience === 'purview') return REFUSED;
      return called.kind === 'region' ? TO_REGION : listOf();
    });
    expect(await world.invoke(POLICIES)).toMatchObject({ ok: true, door: `${REGIONAL} (token for ${EXCHANGE_HOST})` });
    await world.invoke(LABELS);
    expect(world.calls.filter(({ kind }) => kind === 'region').map(({ audience }) => audience)).toEqual(['purview', 'exchange']);
  });

  test('a region that is not there was none: the front door is asked', async () => {
    const world = await openCmdlets(({ kind, host }) =>
      kind === 'region' ? redirectTo('https://login.example.com/') : host === FRONT_DOOR ? listOf() : { cut: 'reset' },
    );
    expect(await world.invoke(POLICIES)).toMatchObject({ ok: true, door: `${FRONT_DOOR} (token for ${FRONT_DOOR})` });
    await world.invoke(LABELS);
    expect(world.calls.at(-1)?.host).toBe(FRONT_DOOR);
  });
});

describe('no redirect is followed with a token', () => {
  test.each([301, 302, 303, 307, 308])('a %i of a cmdlet is a gap', async (status) => {
    const base: string[] = [];
    const world = await openCmdlets((called) => {
      if (called.kind === 'region') return listOf();
      return {
        status,
        headers: { location: `${base[0]}/scc/${REGIONAL}/adminapi/beta/${TENANT.tenantId}/InvokeCommand` },
        body: '',
      };
    });
    base.push(world.server.base);
    expect(await world.invoke(POLICIES)).toMatchObject({
      ok: false,
      gap: { reason: 'failed', status, detail: expect.stringContaining('the access token did not follow') },
    });
    expect(world.calls.map(({ host }) => host)).toEqual([FRONT_DOOR, FRONT_DOOR]);
  });

  test('nor one of the region', async () => {
    const base: string[] = [];
    const world = await openCmdlets((called) =>
      called.kind === 'region' ? { status: 302, headers: { location: `${base[0]}/elsewhere` }, body: '' } : listOf(),
    );
    base.push(world.server.base);
    await world.invoke(POLICIES);
    expect(world.server.seen.map(({ url }) => url).filter((url) => url.includes('elsewhere'))).toEqual([]);
  });
});

describe('pages', () => {
  const page = (query: string, host = REGIONAL, tenant = TENANT.tenantId): string =>
    `https://${host}/adminapi/beta/${tenant}/InvokeCommand?${query}`;

  test('are read by sending the same body to each link', async () => {
    const world = await openCmdlets((called, count) => {
      if (called.kind === 'region') return TO_REGION;
      const next = count < 4 ? { '@odata.nextLink': page(`%24skiptoken=${count}`).replace('.com/', '.com:443/') } : {};
      return { body: { value: [{ n: count }], ...next, '@adminapi.warnings': ['more to come'] } };
    });
    expect(await world.invoke(POLICIES)).toMatchObject({
      ok: true,
      values: [{ n: 2 }, { n: 3 }, { n: 4 }],
      cut: null,
      warnings: ['more to come'],
    });
    const [, first, ...others] = world.calls;
    expect(others.map(({ path }) => path.split('?')[1])).toEqual(['%24skiptoken=2', '%24skiptoken=3']);
    for (const { seen } of others) expect([seen.method, seen.body]).toEqual(['POST', first?.seen.body]);
  });

  test.each([
    ['another host', page('$skiptoken=2', 'evil.example')],
    ['the front door', page('$skiptoken=2', FRONT_DOOR)],
    ['Exchange', page('$skiptoken=2', EXCHANGE_HOST)],
    ['a user name', page('$skiptoken=2').replace('https://', `https://${REGIONAL}@`)],
    ['another tenant', page('$skiptoken=2', REGIONAL, '99999999-2222-4333-8444-555555555555')],
    ['another operation', page('$skiptoken=2').replace('InvokeCommand', '$batch')],
    ['a way upwards', page('$skiptoken=2').replace('InvokeCommand', 'InvokeCommand/../../x')],
    ['no address', 'next'],
  ])('a link to %s is not followed, and what was read stands', async (_, link) => {
    const world = await openCmdlets((called) =>
      called.kind === 'region' ? TO_REGION : { body: { value: [{ Name: 'a' }], '@odata.nextLink': link } },
    );
    expect(await world.invoke(POLICIES)).toMatchObject({
      ok: true,
      values: [{ Name: 'a' }],
      cut: { reason: 'failed', detail: expect.stringContaining('was not followed') },
    });
    expect(world.calls).toHaveLength(2);
  });

  test('that lead back, and pages that fail, leave a cut list', async () => {
    const loop = await openCmdlets((called, count) =>
      called.kind === 'region' ? TO_REGION : { body: { value: [count], '@odata.nextLink': page(`$skiptoken=${count % 2}`) } },
    );
    expect(await loop.invoke(POLICIES)).toMatchObject({ ok: true, cut: { detail: expect.stringContaining('one already read') } });
    expect(loop.calls.length).toBeLessThan(6);
    const refused = await openCmdlets((called, count) => {
      if (called.kind === 'region') return TO_REGION;
      return count === 2 ? { body: { value: [1], '@odata.nextLink': page('$skiptoken=2') } } : REFUSED;
    });
    expect(await refused.invoke(POLICIES)).toMatchObject({ ok: true, values: [1], cut: { reason: 'forbidden', status: 401 } });
  });
});

describe('what is empty and what is not', () => {
  test.each([
    [null, true],
    [[], true],
    [undefined, false],
    [{}, false],
    ['', false],
  ])('a value of %j', async (value, ok) => {
    const world = await openCmdlets(() => ({ body: { value, '@adminapi.warnings': ['nothing there'] } }));
    expect(await world.invoke(AUDIT)).toMatchObject(ok ? { ok, values: [], cut: null } : { ok, gap: { reason: 'failed' } });
  });

  test('objects that the list leaves out are dropped, those that do not say are kept', async () => {
    const rows = [{ AuditBypassEnabled: false }, { AuditBypassEnabled: true }, { Name: 'x' }, { AuditBypassEnabled: 'False' }];
    const world = await openCmdlets(() => listOf(...rows));
    const reply = await world.invoke({ cmdlet: 'Get-MailboxAuditBypassAssociation', session: 'exchange' });
    expect(reply).toMatchObject({ ok: true, values: rows.slice(1) });
  });
});

describe('waits', () => {
  test('as long as it is asked to, and then has the answer', async () => {
    const world = await openCmdlets((_, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '30' } } : count === 2 ? { status: 503 } : listOf({ a: 1 }),
    );
    expect(await world.invoke(AUDIT)).toMatchObject({ ok: true, values: [{ a: 1 }] });
    const [first, second] = world.calls;
    expect((second?.seen.at ?? 0) - (first?.seen.at ?? 0)).toBeGreaterThanOrEqual(30_000);
    expect(world.spent()).toMatchObject({ cmdlets: { requests: 3, throttled: 2 } });
  });

  test('a second between two requests, and not at all where nobody has to be spared', async () => {
    const pauses = async (change: (world: CmdletWorld) => void) => {
      const world = await openCmdlets(() => listOf());
      change(world);
      await Promise.all(
        ['Get-AdminAuditLogConfig', 'Get-RemoteDomain', 'Get-TransportRule'].map((cmdlet) =>
          world.invoke({ cmdlet, session: 'exchange' }),
        ),
      );
      return world.calls.slice(1).map(({ seen }, index) => seen.at - (world.calls[index]?.seen.at ?? 0));
    };
    for (const pause of await pauses(() => {})) expect(pause).toBeGreaterThanOrEqual(1_000);
    expect(await pauses((world) => world.withoutPauses())).toEqual([0, 0]);
  });

  test('no longer than a few attempts for a host that never answers, and then leaves it alone', async () => {
    const world = await openCmdlets(() => ({ cut: 'reset' }));
    expect(await world.invoke(AUDIT)).toMatchObject({
      ok: false,
      gap: { reason: 'failed', detail: expect.stringContaining(EXCHANGE_HOST) },
    });
    const tries = world.calls.length;
    expect((await world.invoke({ cmdlet: 'Get-RemoteDomain', session: 'exchange' })).ok).toBe(false);
    expect(world.calls).toHaveLength(tries);
  });
});

test('a challenge for another token is met once', async () => {
  const challenge = `Bearer claims="${Buffer.from('{"access_token":{}}').toString('base64')}"`;
  const world = await openCmdlets(({ seen }) =>
    seen.headers.authorization?.endsWith('-1') ? { status: 401, headers: { 'www-authenticate': challenge } } : listOf(),
  );
  expect((await world.invoke(AUDIT)).ok).toBe(true);
  expect(world.calls.map(({ seen }) => seen.headers.authorization)).toEqual([
    'Bearer canary-exchange-1',
    'Bearer canary-exchange-2',
  ]);
});

test('the request log names the cmdlet, and holds no token and no mark of a page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-cmdlets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'requests.log');
  const link = `https://${REGIONAL}/adminapi/beta/${TENANT.tenantId}/InvokeCommand?$skiptoken=canary-skip`;
  const world = await openCmdlets(
    (called, count) => {
      if (called.kind === 'region') return TO_REGION;
      return { body: { value: [], ...(count === 2 ? { '@odata.nextLink': link } : {}) } };
    },
    { requestLog: openRequestLog(file) },
  );
  await world.invoke(POLICIES);
  await world.close();
  const text = readFileSync(file, 'utf8');
  expect(text.split('\n')).toEqual([
    `GET https://${FRONT_DOOR}/AdminApi/v1.0/${TENANT.tenantId}/EXOModuleFile 302`,
    `POST https://${REGIONAL}/adminapi/beta/${TENANT.tenantId}/InvokeCommand#Get-DlpCompliancePolicy 200`,
    `POST https://${REGIONAL}/adminapi/beta/${TENANT.tenantId}/InvokeCommand?$skiptoken=x#Get-DlpCompliancePolicy 200`,
    '',
  ]);
  expect(text).not.toMatch(/canary|Bearer/);
});
