/** Where a token may go: the exact host of the cloud, or the exact moved address; and the rules for `--endpoint`. */
import { describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/operator-error.js';
import {
  canonicalUrl,
  checkEndpointTrust,
  isLoopback,
  movedUrl,
  parseEndpoints,
  scanSource,
} from '../../src/sources/endpoints.js';
import { checkGraphUrl, checkLoginUrl, checkSharePointUrl, isDownloadUrl } from '../../src/sources/hosts.js';
import { collected, openWorld, startServer, usersRequest } from './kit.js';

describe('the host check', () => {
  test.each([
    'https://graph.microsoft.com:x@evil.example/v1.0/users',
    'https://graph.microsoft.com@evil.example/v1.0/users',
    'https://user@graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'https://graph.microsoft.com:8443/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.us/v1.0/users',
    'https://graph.microsoft.com/v1.0/../oauth/users',
    'https://graph.microsoft.com/v1.0/%2e%2e/oauth/users',
    'https://graph.microsoft.com/users',
    'https://graph.microsoft.com/v1.0evil/users',
    'https://graph.microsoft.com\\@evil.example/v1.0/users',
    '//evil.example/v1.0/users',
    '/v1.0/users',
    'javascript:alert(1)',
    '',
  ])('refuses %s', (url) => {
    const checked = checkGraphUrl(url, 'global', {});
    // A backslash is a slash to `new URL`; what is left must still be Graph's own host.
    if (checked.ok) expect(new URL(checked.send).origin).toBe('https://graph.microsoft.com');
    else expect(checked.ok).toBe(false);
    if (!url.includes('\\')) expect(checked.ok).toBe(false);
  });

  test('takes the host of the chosen cloud, in any case and with its own port, and sends it byte for byte', () => {
    const link = "https://graph.microsoft.com/v1.0/users?$filter=a eq 'b'&$skiptoken=b&x=1&$skiptoken=c";
    expect(checkGraphUrl(link, 'global', {})).toMatchObject({ ok: true, send: link });
    expect(checkGraphUrl('https://GRAPH.microsoft.com:443/beta/users', 'global', {}).ok).toBe(true);
    expect(checkGraphUrl('https://dod-graph.microsoft.us/v1.0/users', 'dod', {}).ok).toBe(true);
  });

  test('with a moved address both names are taken, and both are sent to the moved one', () => {
    const endpoints = parseEndpoints(['graph=http://127.0.0.1:4000/base/']);
    const send = 'http://127.0.0.1:4000/base/v1.0/users?$top=1';
    const canonical = 'https://graph.microsoft.com/v1.0/users?$top=1';
    expect(checkGraphUrl(canonical, 'global', endpoints)).toEqual({ ok: true, canonical, send });
    expect(checkGraphUrl(send, 'global', endpoints)).toEqual({ ok: true, canonical, send });
    for (const url of [
      'http://127.0.0.1:4001/base/v1.0/users',
      'http://127.0.0.1:4000/other/v1.0/users',
      'http://127.0.0.1:4000/base/../v1.0/users',
      'http://127.0.0.1:4000/basement/v1.0/users',
    ]) {
      expect(checkGraphUrl(url, 'global', endpoints).ok).toBe(false);
    }
  });

  test('the same check serves sign-in; download hosts are known by their suffix', () => {
    expect(checkLoginUrl('https://login.microsoftonline.com/t/oauth2/v2.0/token', 'global', {}).ok).toBe(true);
    expect(checkLoginUrl('https://login.microsoftonline.com.evil.example/t', 'global', {}).ok).toBe(false);
    expect(isDownloadUrl('https://reportsncu.office.com/data/x', 'global')).toBe(true);
    for (const url of [
      'http://reports.office.com/x',
      'https://office.com.evil.example/',
      'https://evil-office.com/',
      'https://a@reports.office.com/',
      'x',
    ]) {
      expect(isDownloadUrl(url, 'global')).toBe(false);
    }
  });
});

describe('a host of SharePoint', () => {
  test.each([
    ['https://contoso.sharepoint.com/_api/web', 'global', true],
    ['https://contoso-my.sharepoint.com/personal/a/_api/web', 'global', true],
    ['https://CONTOSO-admin.sharepoint.com:443/_api/web', 'global', true],
    ['https://contoso.sharepoint-mil.us/_api/web', 'dod', true],
    ['https://contoso.sharepoint.cn/_api/web', 'china', true],
    ['https://contoso.sharepoint.cn/_api/web', 'global', false],
    ['http://contoso.sharepoint.com/_api/web', 'global', false],
    ['https://contoso.sharepoint.com:8443/_api/web', 'global', false],
    ['https://contoso.sharepoint.com@evil.example/_api/web', 'global', false],
    ['https://contoso.sharepoint.com.evil.example/_api/web', 'global', false],
    ['https://contosoxsharepoint.com/_api/web', 'global', false],
    ['https://a.contoso.sharepoint.com/_api/web', 'global', false],
    ['https://.sharepoint.com/_api/web', 'global', false],
    ['https://sharepoint.com/_api/web', 'global', false],
    ['//contoso.sharepoint.com/_api/web', 'global', false],
    ['', 'global', false],
  ] as const)('%s in %s: %s', (url, cloud, ok) => {
    expect(checkSharePointUrl(url, cloud, {}).ok).toBe(ok);
  });

  test('is the first segment below a moved address, and nothing else there', () => {
    const endpoints = parseEndpoints(['sharepoint=http://127.0.0.1:4000/sp']);
    const canonical = 'https://contoso.sharepoint.com/sites/HR/_api/web?$select=Id';
    const send = 'http://127.0.0.1:4000/sp/contoso.sharepoint.com/sites/HR/_api/web?$select=Id';
    for (const url of [canonical, send]) {
      expect(checkSharePointUrl(url, 'global', endpoints)).toEqual({ ok: true, canonical, send, host: 'contoso.sharepoint.com' });
    }
    for (const url of [
      'http://127.0.0.1:4000/sp/evil.example/_api/web',
      'http://127.0.0.1:4000/sp/contoso.sharepoint.com@evil.example/_api/web',
      'http://127.0.0.1:4000/sp/contoso.sharepoint.com:8443/_api/web',
      'http://127.0.0.1:4000/spam/contoso.sharepoint.com/_api/web',
      'http://127.0.0.1:4001/sp/contoso.sharepoint.com/_api/web',
      'http://127.0.0.1:4000/sp',
    ]) {
      expect(checkSharePointUrl(url, 'global', endpoints).ok).toBe(false);
    }
  });
});

describe('--endpoint', () => {
  test('moves URLs there and back', () => {
    const endpoints = parseEndpoints(['graph=https://localhost:1/g', 'sharepoint=http://127.0.0.1:2', 'login=http://[::1]:3/']);
    for (const [service, url, moved] of [
      ['graph', 'https://graph.microsoft.com/v1.0/x?a=1', 'https://localhost:1/g/v1.0/x?a=1'],
      ['sharepoint', 'https://contoso.sharepoint.com/x', 'http://127.0.0.1:2/contoso.sharepoint.com/x'],
      ['login', 'https://login.microsoftonline.com/t/x', 'http://[::1]:3/t/x'],
    ] as const) {
      expect(movedUrl(service, url, endpoints)).toBe(moved);
      expect(canonicalUrl(service, moved, endpoints, 'global')).toBe(url);
      expect(movedUrl(service, url, {})).toBe(url);
    }
    expect(scanSource(endpoints)).toBe('moved');
    expect(scanSource({})).toBe('live');
  });

  test.each([
    [['graph'], 'NAME=URL'],
    [['teams=https://x'], 'NAME=URL'],
    [['__proto__=https://x'], 'NAME=URL'],
    [['graph=nonsense'], 'https://'],
    [['graph=ftp://127.0.0.1'], 'https://'],
    [['graph=http://contoso.example'], 'http: is allowed to this machine only'],
    [['graph=http://127.0.0.1.evil.example'], 'http: is allowed to this machine only'],
    [['graph=https://user:hunter2@127.0.0.1'], 'user name or password'],
    [['graph=https://127.0.0.1/?x=1'], 'remove everything from the ?'],
    [['graph=https://127.0.0.1', 'graph=https://127.0.0.1'], 'twice'],
  ])('%j: one sentence', (flags, sentence) => {
    const fault = faultOf(() => parseEndpoints(flags));
    expect(fault).toBeInstanceOf(OperatorError);
    expect(fault?.message).toContain(sentence);
    expect(fault?.message).not.toContain('hunter2');
  });

  test('a foreign host takes a token of the operator only', () => {
    const foreign = parseEndpoints(['graph=https://graph.example']);
    expect(() => checkEndpointTrust(foreign, 'secret')).toThrow('graph.example');
    expect(() => checkEndpointTrust(foreign, 'token')).not.toThrow();
    expect(() =>
      checkEndpointTrust(parseEndpoints(['graph=http://localhost:1', 'login=https://login.microsoftonline.us']), 'secret'),
    ).not.toThrow();
    expect(() => checkEndpointTrust(parseEndpoints(['sharepoint=https://x.sharepoint.com']), 'secret')).not.toThrow();
  });

  test('loopback is 127.0.0.0/8, ::1 and localhost, and nothing that looks like it', () => {
    for (const host of ['127.0.0.1', '127.9.9.9', '[::1]', '::1', 'localhost', 'LOCALHOST']) expect(isLoopback(host)).toBe(true);
    for (const host of ['128.0.0.1', '127.0.0.1.evil', 'localhost.evil', '[::2]', '0.0.0.0'])
      expect(isLoopback(host)).toBe(false);
  });
});

describe('a token never leaves Graph', () => {
  test('by a next link', async () => {
    const evil = await startServer(() => ({ body: { value: [] } }));
    const world = await openWorld(() => ({ body: { value: [1], '@odata.nextLink': `${evil.base}/v1.0/users` } }));
    const pages = await collected(world.reader.pages(usersRequest()));
    expect(pages).toMatchObject([
      { ok: true, rows: [1] },
      { ok: false, gap: { reason: 'failed', detail: expect.stringContaining('led away from Microsoft Graph') } },
    ]);
    expect(evil.seen).toHaveLength(0);
  });

  test('by a redirect', async () => {
    const evil = await startServer(() => ({ body: { value: [] } }));
    const world = await openWorld(() => ({ status: 302, headers: { location: `${evil.base}/v1.0/users` } }));
    const answer = await world.reader.one(usersRequest());
    expect(answer).toMatchObject({ ok: false, status: 302, gap: { reason: 'failed' } });
    expect(evil.seen).toHaveLength(0);
  });

  test('a redirect within Graph is followed three times, then no more, and never to content', async () => {
    const world = await openWorld(({ url }) =>
      url.includes('hop2')
        ? { body: { id: 1 } }
        : { status: 302, headers: { location: url.includes('hop1') ? '/v1.0/hop2' : '/v1.0/hop1' } },
    );
    expect(await world.reader.one(usersRequest())).toMatchObject({ ok: true, value: { id: 1 } });
    const round = await openWorld(() => ({ status: 302, headers: { location: '/v1.0/users' } }));
    expect(await round.reader.one(usersRequest())).toMatchObject({ ok: false, status: 302 });
    expect(round.server.seen).toHaveLength(4);
    const content = await openWorld(() => ({ status: 302, headers: { location: '/v1.0/drives/1/items/1/content' } }));
    expect(await content.reader.one(usersRequest())).toMatchObject({ ok: false, gap: { reason: 'failed' } });
    expect(content.server.seen).toHaveLength(1);
  });
});

function faultOf(action: () => unknown): Error | undefined {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}
