/** The reader against every fault of the matrix: what is tried again, for how long, and what is said when it does not mend. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import type { Page, Refusal } from '../../src/sources/graph.js';
import { CANARY_TOKEN, collected, type Handler, openWorld, type Sent, usersRequest } from './kit.js';

const good: Sent = { body: { value: [{ id: 'a' }] } };

/** The first answers as given, then the good one. */
const first =
  (...faults: Sent[]): Handler =>
  (_, count) =>
    faults[count - 1] ?? good;

describe('an answer', () => {
  test('carries what the transport always sends, and the token', async () => {
    const world = await openWorld(() => good);
    await world.reader.one(
      usersRequest({
        query: { $select: 'id,displayName', $filter: "startswith(a,'x&y+z#%')", $top: '5' },
        headers: { ConsistencyLevel: 'eventual' },
      }),
    );
    await world.reader.one(usersRequest({ lane: 'sharepoint', path: '/sites/a.sharepoint.com,1,2', version: 'beta' }));
    const [directory, sharepoint] = world.server.seen;
    expect(directory?.url).toBe('/v1.0/users?$select=id,displayName&$filter=startswith(a,%27x%26y%2Bz%23%25%27)&$top=5');
    expect(directory?.headers).toMatchObject({
      authorization: `Bearer ${CANARY_TOKEN}-1`,
      accept: 'application/json',
      'user-agent': 'NONISV|CopilotPreflight|copilot-preflight/0.0.0',
      'x-ms-throttle-priority': 'Low',
      consistencylevel: 'eventual',
    });
    expect(directory?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(sharepoint?.url).toBe('/beta/sites/a.sharepoint.com,1,2');
    expect(sharepoint?.headers['x-ms-throttle-priority']).toBeUndefined();
    expect(world.spent()).toEqual({
      directory: { requests: 1, units: 1, throttled: 0 },
      sharepoint: { requests: 1, units: 1, throttled: 0 },
    });
  });

  test('tells which preferences were applied, in lower case', async () => {
    const world = await openWorld(() => ({
      ...good,
      headers: { 'preference-applied': 'HierarchicalSharing, deltashowremovedasdeleted;x' },
    }));
    expect(await world.reader.one(usersRequest())).toMatchObject({
      preferenceApplied: ['hierarchicalsharing', 'deltashowremovedasdeleted', 'x'],
    });
  });

  test('is whole with a byte order mark, escapes and empty pages', async () => {
    const world = await openWorld(({ url }) =>
      url.includes('$skiptoken')
        ? { body: `\uFEFF{"value":[{"id":"\\ud83d","n":"\\u0000é"}]}` }
        : { body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=1' } },
    );
    const pages = await collected(world.reader.pages<{ id: string; n: string }>(usersRequest()));
    expect(pages).toMatchObject([{ rows: [] }, { rows: [{ id: '\ud83d', n: '\u0000é' }], next: null }]);
  });

  test('follows a next link byte for byte, with the headers and the price of a later page', async () => {
    const link = "https://graph.microsoft.com/v1.0/users?$skiptoken=b&$filter=a+eq+'b'&x=%2f&$skiptoken=c";
    const world = await openWorld((_, count) => ({
      body: { value: [count], ...(count === 1 ? { '@odata.nextLink': link } : {}) },
    }));
    const pages = await collected(world.reader.pages(usersRequest({ units: 2, unitsNextPage: 1, headers: { Prefer: 'x' } })));
    expect(pages).toMatchObject([
      { rows: [1], next: link },
      { rows: [2], next: null },
    ]);
    // WHATWG URLs write the quote of a query as %27; everything else stays.
    expect(world.server.seen[1]?.url).toBe('/v1.0/users?$skiptoken=b&$filter=a+eq+%27b%27&x=%2f&$skiptoken=c');
    expect(world.server.seen[1]?.headers.prefer).toBe('x');
    expect(world.spent().directory?.units).toBe(3);
    const again = await collected(world.reader.pages(usersRequest({ link, unitsNextPage: 1 })));
    expect(again).toMatchObject([{ rows: [3], next: null }]);
  });
});

describe('throttling', () => {
  test.each([
    ['1', 1],
    ['0.5', 1],
    ['229', 229],
    ['600', 600],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30],
  ])('Retry-After %s is waited whole: %d s', async (value, seconds) => {
    const world = await openWorld(first({ status: 429, headers: { 'retry-after': value } }));
    expect(await world.reader.one(usersRequest())).toMatchObject({ ok: true });
    expect(world.server.seen[1]?.at).toBe(seconds * 1000);
    expect(world.spent().directory).toEqual({ requests: 2, units: 2, throttled: 1 });
  });

  test.each([undefined, 'soon', '-5', 'Mon, 23 Nov 2020 10:00:30 GMT', '0'])(
    'Retry-After %s: at least a second, growing',
    async (value) => {
      const headers = value === undefined ? undefined : { 'retry-after': value };
      const sent: Sent = { status: 503, ...(headers === undefined ? {} : { headers }) };
      const world = await openWorld(first(sent, sent, sent));
      expect(await world.reader.one(usersRequest())).toMatchObject({ ok: true });
      const times = world.server.seen.map(({ at }) => at);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
      expect(gaps[2]).toBeGreaterThan(gaps[0] ?? 0);
    },
  );

  test('pauses the whole lane, and no other', async () => {
    const world = await openWorld((_, count) => (count === 1 ? { status: 429, headers: { 'retry-after': '100' } } : good));
    await Promise.all([
      world.reader.one(usersRequest({ lane: 'sharepoint' })).then(() => undefined),
      (async () => {
        while (world.server.seen.length === 0 || world.spent().sharepoint?.throttled === 0)
          await new Promise((resolve) => setTimeout(resolve, 1));
        await world.reader.one(usersRequest());
        await Promise.all(Array.from({ length: 5 }, () => world.reader.one(usersRequest({ lane: 'sharepoint' }))));
      })(),
    ]);
    const late = world.server.seen.slice(1).filter(({ headers }) => headers['x-ms-throttle-priority'] === undefined);
    expect(late).toHaveLength(6);
    expect(Math.min(...late.map(({ at }) => at))).toBeGreaterThanOrEqual(100_000);
  });

  test('says when it waits for more than two seconds', async () => {
    const waits: object[] = [];
    const world = await openWorld(first({ status: 429, headers: { 'retry-after': '229' } }), {
      onWait: (event) => waits.push(event),
    });
    await world.reader.one(usersRequest({ lane: 'sharepoint' }));
    expect(waits).toEqual([{ lane: 'sharepoint', title: 'SharePoint', ms: 229_000, why: 'throttled' }]);
  });

  test('that outlives the attempts is a gap', async () => {
    const world = await openWorld(() => ({ status: 429, headers: { 'retry-after': '1', 'request-id': 'aaaaaaaa-bbbb' } }));
    expect(await world.reader.one(usersRequest())).toMatchObject({
      ok: false,
      status: 429,
      gap: { reason: 'throttled', status: 429, requestId: 'aaaaaaaa-bbbb' },
    });
    expect(world.server.seen).toHaveLength(8);
  });

  test('that asks for more than the operator waits is a gap at once, for the whole lane', async () => {
    const world = await openWorld(() => ({ status: 429, headers: { 'retry-after': '36000' } }), { maxWaitMs: 600_000 });
    const answers = await Promise.all([world.reader.one(usersRequest()), world.reader.one(usersRequest())]);
    expect(answers).toMatchObject([{ gap: { reason: 'throttled' } }, { gap: { reason: 'throttled' } }]);
    expect(world.server.seen.length).toBeLessThanOrEqual(2);
  });

  test('slows down by RateLimit headers before it is throttled, and honours the greater wait when it is', async () => {
    const world = await openWorld((_, count) =>
      count === 1
        ? { ...good, headers: { 'ratelimit-limit': '1250', 'ratelimit-remaining': '0', 'ratelimit-reset': '31' } }
        : good,
    );
    await world.reader.one(usersRequest({ lane: 'sharepoint' }));
    await world.reader.one(usersRequest({ lane: 'sharepoint' }));
    expect(world.server.seen[1]?.at).toBe(31_000);
    const both = await openWorld(
      first({ status: 429, headers: { 'retry-after': '5', 'ratelimit-remaining': '0', 'ratelimit-reset': '40' } }),
    );
    await both.reader.one(usersRequest());
    expect(both.server.seen[1]?.at).toBe(40_000);
  });
});

describe('faults that mend', () => {
  test.each<[string, Sent]>([
    ['500', { status: 500, body: { error: { code: 'UnknownError', message: 'x' } } }],
    ['502 with a page', { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['504', { status: 504 }],
    ['509', { status: 509 }],
    ['408', { status: 408 }],
    ['a reset', { cut: 'reset' }],
    ['a body cut off', { cut: 'body', body: { value: [{ id: 'a'.repeat(5000) }] } }],
    ['truncated JSON', { body: '{"value":[{"id":' }],
    ['a page with 200', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' }],
    ['a page that calls itself JSON', { body: '<html></html>' }],
    ['text with 200', { headers: { 'content-type': 'text/plain' }, body: '{"value":[]}' }],
    ['an error with 200', { body: { error: { code: 'generalException', message: 'x' } } }],
    ['an empty body', { body: '' }],
    ['JSON that is no object', { body: '[1]' }],
    ['no list', { body: { other: 1 } }],
    ['null for a list', { body: { value: null } }],
  ])('%s', async (_, fault) => {
    const world = await openWorld(first(fault, fault));
    const pages = await collected(world.reader.pages(usersRequest()));
    expect(pages).toMatchObject([{ ok: true, rows: [{ id: 'a' }] }]);
    expect(world.server.seen).toHaveLength(3);
    expect(world.clock.sleeps.length).toBeGreaterThanOrEqual(2);
  });

  test('a silent server is left by the deadline', async () => {
    const world = await openWorld(first({ cut: 'silent' }), { networkOptions: { timeoutMs: 200 } });
    expect(await world.reader.one(usersRequest())).toMatchObject({ ok: true });
  });

  test('a body without end is left at the cap', async () => {
    const world = await openWorld((_, count) => (count === 1 ? good : { body: { value: 'x'.repeat(100_000) } }), {
      networkOptions: { maxBodyBytes: 50_000 },
    });
    await world.reader.one(usersRequest());
    expect(await world.reader.one(usersRequest())).toMatchObject({ ok: false, gap: { reason: 'failed' } });
  });
});

describe('faults that do not', () => {
  test.each<[Sent, object]>([
    [
      { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'secret tenant text' } } },
      { status: 403, code: 'Authorization_RequestDenied', gap: { reason: 'forbidden', remedy: 'User.Read.All', status: 403 } },
    ],
    [
      { status: 404, body: { error: { code: 'itemNotFound' } } },
      { status: 404, code: 'itemNotFound', gap: { reason: 'failed' } },
    ],
    [
      { status: 410, body: { error: { code: 'resyncRequired' } } },
      { status: 410, code: 'resyncRequired', gap: { reason: 'failed' } },
    ],
    [
      { status: 423, body: { error: { code: 'notAllowed' } } },
      { status: 423, gap: { reason: 'failed', detail: 'it is locked (423 notAllowed)' } },
    ],
    [
      { status: 400, body: { error: { code: 'BadRequest', message: 'Tenant does not have a SPO license.' } } },
      { status: 400, gap: { reason: 'not-licensed', remedy: 'SharePoint Online' } },
    ],
    [
      { status: 400, body: { error: { code: 'text of a tenant, with blanks' } } },
      { status: 400, code: null },
    ],
    [{ status: 501 }, { status: 501, gap: { reason: 'failed' } }],
    [
      { status: 204, body: '' },
      { status: 204, gap: { reason: 'failed' } },
    ],
  ])('%j', async (sent, expected) => {
    const world = await openWorld(() => sent);
    const answer = await world.reader.one(usersRequest());
    expect(answer).toMatchObject({ ok: false, ...expected });
    expect(JSON.stringify(answer)).not.toMatch(/tenant text|blanks|Tenant does/);
    expect(world.server.seen).toHaveLength(1);
  });

  test('a missing premium licence is believed at the third time', async () => {
    const sent: Sent = { status: 403, body: { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' } } };
    const world = await openWorld(() => sent);
    expect(await world.reader.one(usersRequest())).toMatchObject({
      gap: { reason: 'not-licensed', remedy: 'Microsoft Entra ID P1' },
    });
    expect(world.server.seen).toHaveLength(3);
    const licensed = await openWorld(first(sent));
    expect(await licensed.reader.one(usersRequest())).toMatchObject({ ok: true });
  });

  test('a web page for ever names the proxy', async () => {
    const world = await openWorld(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }));
    expect(await world.reader.one(usersRequest())).toMatchObject({
      gap: { reason: 'failed', detail: expect.stringContaining('a proxy or sign-in page in between?') },
    });
    expect(world.server.seen).toHaveLength(6);
  });

  test('pages before a refusal stand', async () => {
    const world = await openWorld((_, count) =>
      count === 1
        ? { body: { value: [1], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=2' } }
        : { status: 410 },
    );
    expect(await collected(world.reader.pages(usersRequest()))).toMatchObject([{ rows: [1] }, { ok: false, status: 410 }]);
  });

  test.each([
    ['A-A', (): string => 'a'],
    ['A-B-A', (count: number): string => (count % 2 === 0 ? 'a' : 'b')],
  ])('a loop of next links (%s) ends', async (_, name) => {
    const world = await openWorld((__, count) => ({
      body: { value: [count], '@odata.nextLink': `https://graph.microsoft.com/v1.0/users?$skiptoken=${name(count)}` },
    }));
    const pages = await collected(world.reader.pages(usersRequest()));
    expect(pages.at(-1)).toMatchObject({ ok: false, gap: { reason: 'failed', detail: expect.stringContaining('already read') } });
    expect(world.server.seen.length).toBeLessThanOrEqual(4);
  });

  test('Graph that was never reached is a sentence for the operator', async () => {
    const world = await openWorld(() => ({ cut: 'reset' }));
    const fault = await world.reader.one(usersRequest()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(OperatorError);
    expect((fault as OperatorError).message).toContain('graph.microsoft.com cannot be reached');
    expect((fault as OperatorError).exitCode).toBe(EXIT.signIn);
  });

  test('Graph that goes away later is a gap', async () => {
    const world = await openWorld((_, count) => (count === 1 ? good : { cut: 'reset' }));
    await world.reader.one(usersRequest());
    expect(await world.reader.one(usersRequest())).toMatchObject({ ok: false, status: null, gap: { reason: 'failed' } });
    expect(world.server.seen).toHaveLength(7);
  });
});

describe('401', () => {
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from('{"access_token":{"nbf":{"value":"1"}}}').toString('base64')}"`;

  test('in the middle of a crawl: one new token for all, with the claims asked for, then on', async () => {
    const world = await openWorld(({ headers }) =>
      headers.authorization === `Bearer ${CANARY_TOKEN}-1` ? { status: 401, headers: { 'www-authenticate': challenge } } : good,
    );
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.reader.one(usersRequest())));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(world.tokens.asked).toHaveLength(1);
    expect(world.tokens.asked[0]).toEqual({ refresh: true, claims: '{"access_token":{"nbf":{"value":"1"}}}' });
  });

  test('twice at the very first request is a sentence with exit code 3; later it is a gap', async () => {
    const world = await openWorld(() => ({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }));
    const fault = await world.reader.one(usersRequest()).catch((error: unknown) => error);
    expect(fault).toMatchObject({ exitCode: EXIT.signIn, message: expect.stringContaining('InvalidAuthenticationToken') });
    expect(world.server.seen).toHaveLength(2);
    const later = await openWorld((_, count) => (count === 1 ? good : { status: 401 }));
    await later.reader.one(usersRequest());
    expect(await later.reader.one(usersRequest())).toMatchObject({ ok: false, status: 401, gap: { reason: 'failed' } });
  });
});

test('a stop ends waiting and sending with the reason of the stop', async () => {
  const controller = new AbortController();
  const world = await openWorld(
    () => {
      controller.abort(new Error('stopped'));
      return { cut: 'silent' };
    },
    { signal: controller.signal },
  );
  await expect(world.reader.one(usersRequest())).rejects.toThrow('stopped');
});

test('neither token nor the text of Graph stands in what is thrown or returned', async () => {
  const texts: string[] = [];
  for (const status of [400, 401, 403, 404, 423, 500]) {
    const world = await openWorld(() => ({ status, body: { error: { code: 'x', message: `${CANARY_TOKEN} canary-message` } } }));
    const answer = await world.reader.one(usersRequest()).catch((error: unknown) => error);
    texts.push(
      JSON.stringify(answer),
      answer instanceof Error ? `${answer.message}${answer.stack}${JSON.stringify(answer.cause)}` : '',
      ...world.log,
    );
  }
  expect(texts.join('\n')).not.toMatch(/canary/);
});

test('a long list is read to its end', async () => {
  const world = await openWorld((_, count) => ({
    body: {
      value: [],
      ...(count < 300
        ? {
            '@odata.nextLink': `https://graph.microsoft.com/v1.0/users?$skiptoken=${createHash('sha256').update(String(count)).digest('hex')}`,
          }
        : {}),
    },
  }));
  let pages = 0;
  for await (const page of world.reader.pages(usersRequest()) as AsyncIterable<Page<unknown> | Refusal>) if (page.ok) pages += 1;
  expect(pages).toBe(300);
});
