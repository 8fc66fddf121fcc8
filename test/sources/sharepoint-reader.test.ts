/** SharePoint over real HTTP: three spellings, refusals as gaps, tokens by host, and links that lead nowhere else. */
import { describe, expect, test } from 'vitest';
import { known, unknown } from '../../src/evidence/known.js';
import { needsSharePoint, SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import { ForbiddenRequestError } from '../../src/sources/allow-list.js';
import { CANARY_TOKEN, collected, countingTokens, openWorld, type Sent } from './kit.js';
import { ADMIN, errorIn, HR, itemsRequest, LIST, openSharePoint, rolesRequest, UNAUTHORIZED } from './sharepoint-kit.js';

const page = `${HR}/_api/web/lists(guid'${LIST}')/items`;
const rest = `?%24skiptoken=Paged%3dTRUE%26p_ID%3d2&%24select=Id%2cHasUniqueRoleAssignments&%24top=2`;

describe('a list', () => {
  const spellings: Record<string, (rows: object[], next: string | null) => object> = {
    nometadata: (value, next) => ({ value, ...(next === null ? {} : { 'odata.nextLink': next }) }),
    v4: (value, next) => ({ '@odata.context': 'x', value, ...(next === null ? {} : { '@odata.nextLink': next }) }),
    verbose: (results, next) => ({ d: { results, ...(next === null ? {} : { __next: next }) } }),
  };

  test.each(Object.keys(spellings))('is paged to its end (%s)', async (name) => {
    const spell = spellings[name];
    const world = await openSharePoint((seen) => ({
      body: seen.url.includes('skiptoken') ? spell?.([{ Id: 3 }], null) : spell?.([{ Id: 1 }, { Id: 2 }], `${page}${rest}`),
    }));
    const pages = await collected(world.sp.pages<{ Id: number }>(itemsRequest()));
    expect(pages.flatMap((one): unknown[] => (one.ok ? one.rows.map(({ Id }) => Id) : ['gap']))).toEqual([1, 2, 3]);
    expect(pages[0]).toMatchObject({ ok: true, next: `${page}${rest}` });
    expect(world.server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /sp/contoso.sharepoint.com/sites/HR/_api/web/lists(guid'${LIST}')/items?$select=Id,HasUniqueRoleAssignments,FileRef&$top=5000`,
      `GET /sp/contoso.sharepoint.com/sites/HR/_api/web/lists(guid'${LIST}')/items${rest}`,
    ]);
    expect(world.server.seen[0]?.headers).toMatchObject({
      accept: 'application/json;odata=nometadata',
      'user-agent': 'NONISV|CopilotPreflight|copilot-preflight/0.0.0',
    });
    expect(world.log[0]).toContain(`GET ${page}?`);
    expect(world.spent().sharepoint).toEqual({ requests: 2, units: 4, throttled: 0 });
  });

  test.each([
    ['another host', 'https://evil.example/_api/web/lists'],
    ['another site of SharePoint', `https://contoso-my.sharepoint.com/_api/web/lists(guid'${LIST}')/items${rest}`],
    ['a relative way to another host', '//evil.example/_api/web/lists'],
    ['http', page.replace('https', 'http') + rest],
    ['a user name', page.replace('https://', 'https://contoso.sharepoint.com@') + rest],
    ['outside the API', `${HR}/Shared%20Documents/Salaries.xlsx`],
    ['a file', `${HR}/_api/web/GetFileByServerRelativeUrl('/sites/HR/a.docx')/$value`],
    ['every column', `${page}?$top=5000`],
  ])('does not follow its next link to %s', async (_, next) => {
    const world = await openSharePoint(() => ({ body: { value: [{ Id: 1 }], 'odata.nextLink': next } }));
    const pages = await collected(world.sp.pages(itemsRequest()));
    expect(pages).toMatchObject([{ ok: true }, { ok: false, status: null, gap: { reason: 'failed' } }]);
    expect(world.server.seen).toHaveLength(1);
  });

  test('finds that its links go in a circle', async () => {
    const other = `${page}?$select=Id&$skiptoken=b`;
    const world = await openSharePoint((seen) => ({
      body: { value: [], 'odata.nextLink': seen.url.includes('=b') ? `${page}${rest}` : other },
    }));
    const pages = await collected(world.sp.pages(itemsRequest()));
    expect(pages.at(-1)).toMatchObject({ ok: false, gap: { detail: expect.stringContaining('already read') } });
    expect(world.server.seen.length).toBeLessThanOrEqual(3);
  });

  test('keeps the pages before a refusal, and takes an answer without a list for a failure', async () => {
    const locked = await openSharePoint(
      (seen): Sent =>
        seen.url.includes('skiptoken') ? { status: 423 } : { body: { value: [{ Id: 1 }], 'odata.nextLink': `${page}${rest}` } },
    );
    expect(await collected(locked.sp.pages(itemsRequest()))).toMatchObject([
      { ok: true, rows: [{ Id: 1 }] },
      { ok: false, status: 423, gap: { reason: 'failed', detail: expect.stringContaining('locked') } },
    ]);
    const none = await openSharePoint(() => ({ body: { Id: 1 } }));
    expect(await collected(none.sp.pages(itemsRequest()))).toMatchObject([{ ok: false, gap: { reason: 'failed' } }]);
  });
});

describe('one object', () => {
  test.each([
    ['nometadata', { Id: 'w', Title: 'HR', AssociatedOwnerGroup: { Id: 3 } }],
    [
      'verbose',
      {
        d: {
          __metadata: { type: 'SP.Web' },
          Id: 'w',
          Title: 'HR',
          AssociatedOwnerGroup: { __metadata: {}, Id: 3 },
          Lists: { __deferred: { uri: 'x' } },
        },
      },
    ],
  ])('comes without its envelope (%s)', async (_, body) => {
    const world = await openSharePoint(() => ({ body }));
    const answer = await world.sp.one(rolesRequest({ path: '/_api/web', query: {} }));
    expect(answer).toMatchObject({ ok: true, value: { Id: 'w', Title: 'HR', AssociatedOwnerGroup: { Id: 3 } } });
    expect(answer.ok && answer.value).not.toHaveProperty('Lists');
    expect(answer.ok && answer.value).not.toHaveProperty('__metadata');
  });

  test('nested lists lose their `results`; one that is cut is left out, not handed on in part', async () => {
    const member = { __metadata: {}, LoginName: 'c:0(.s|true' };
    const verbose = await openSharePoint(() => ({
      body: {
        d: {
          results: [
            { Id: 1, Users: { results: [member] } },
            { Id: 2, Users: { results: [member], __next: 'x' } },
          ],
        },
      },
    }));
    const request = rolesRequest({ path: '/_api/web/sitegroups', query: { $expand: 'Users' } });
    const value = [{ Id: 1, Users: [{ LoginName: 'c:0(.s|true' }] }, { Id: 2 }];
    expect(await verbose.sp.one(request)).toMatchObject({ ok: true, value: { value } });
    const plain = await openSharePoint(() => ({ body: { value: [{ Id: 2, Users: [member], 'Users@odata.nextLink': 'x' }] } }));
    expect(await plain.sp.one(request)).toEqual({ ok: true, value: { value: [{ Id: 2 }] }, preferenceApplied: [] });
  });

  test('the answer of a function comes out of the name that verbose puts around it', async () => {
    const world = await openSharePoint(() => ({
      body: { d: { GetSiteAdministrators: { results: [{ loginName: 'i:0#.f|membership|a@contoso.example' }] } } },
    }));
    const path = '/_api/SPO.Tenant/GetSiteAdministrators';
    const query = { siteId: `'${LIST}'` };
    const answer = await world.sp.one(rolesRequest({ web: ADMIN, path, query, body: {} }));
    expect(answer).toMatchObject({ ok: true, value: { value: [{ loginName: 'i:0#.f|membership|a@contoso.example' }] } });
    expect(world.server.seen[0]).toMatchObject({ method: 'POST', body: '' });
    expect(world.server.seen[0]?.url).toBe(`/sp/contoso-admin.sharepoint.com${path}?siteId=%27${LIST}%27`);
  });

  test('a question with a body is sent as JSON', async () => {
    const world = await openSharePoint(() => ({ body: { LockState: 'Unlock' } }));
    const body = { url: HR, includeDetail: true };
    await world.sp.one(rolesRequest({ web: ADMIN, path: '/_api/SPO.Tenant/GetSitePropertiesByUrl', query: {}, body }));
    expect(world.server.seen[0]).toMatchObject({ method: 'POST', body: JSON.stringify(body) });
    expect(world.server.seen[0]?.headers['content-type']).toBe('application/json;odata=nometadata');
  });
});

describe('a refusal is a gap', () => {
  const forbidden = { reason: 'forbidden', remedy: SHAREPOINT_PERMISSION };

  test.each(Object.entries(errorIn))('with its code and request id, in the spelling of %s', async (_, spell) => {
    const world = await openSharePoint(() => ({
      status: 403,
      headers: { sprequestguid: 'aaaa-bbbb-cccc' },
      body: spell(UNAUTHORIZED, 'Zugriff verweigert auf Gehälter.xlsx'),
    }));
    const refusal = await world.sp.one(rolesRequest());
    expect(refusal).toMatchObject({
      ok: false,
      status: 403,
      code: UNAUTHORIZED,
      gap: { ...forbidden, requestId: 'aaaa-bbbb-cccc' },
    });
    expect(JSON.stringify(refusal)).not.toContain('Gehälter');
  });

  test('a 401 after one renewal of the token is forbidden, and never ends the scan', async () => {
    const world = await openSharePoint(() => ({ status: 401, body: { error_description: 'Invalid JWT token.' } }));
    expect(await world.sp.one(rolesRequest())).toMatchObject({ status: 401, gap: { ...forbidden, status: 401 } });
    expect(world.tokens.asked).toHaveLength(1);
    expect(world.server.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${CANARY_TOKEN}-1`,
      `Bearer ${CANARY_TOKEN}-2`,
    ]);
  });

  test('a 401 to the holder of a good token asks for no other token', async () => {
    const world = await openSharePoint(() => ({ status: 401, body: errorIn.nometadata(UNAUTHORIZED, 'x') }));
    expect(await world.sp.one(rolesRequest())).toMatchObject({ status: 401, gap: { ...forbidden, status: 401 } });
    expect(world.tokens.asked).toHaveLength(0);
    expect(world.server.seen).toHaveLength(1);
  });

  test.each([
    [{ body: { error_description: 'Unsupported app only token.' } }],
    [{ headers: { 'x-ms-diagnostics': '3001000;reason="Unsupported app only token.";category="invalid_client"' } }],
  ])('the token of a client secret needs the other way to sign in (%#)', async (sent) => {
    const world = await openSharePoint(() => ({ status: 401, ...sent }));
    expect(await world.sp.one(rolesRequest())).toMatchObject({
      gap: { ...needsSharePoint('SharePoint refuses applications that sign in with a client secret'), status: 401 },
    });
    expect(world.tokens.asked).toHaveLength(0);
  });

  test.each([
    [404, {}, 'not there'],
    [423, {}, 'locked'],
    [400, errorIn.nometadata('-1, Microsoft.SharePoint.Client.InvalidClientQueryException', 'x'), 'refused the request (400'],
    [302, {}, 'sent the request elsewhere'],
    [500, errorIn.nometadata('-2147024860, Microsoft.SharePoint.SPQueryThrottledException', 'x'), 'SPQueryThrottledException'],
  ])('a %i is not asked again', async (status, body, sentence) => {
    const world = await openSharePoint(() => ({
      status,
      body,
      headers: { location: 'https://contoso.sharepoint.com/_api/web' },
    }));
    expect(await world.sp.one(rolesRequest())).toMatchObject({
      status,
      gap: { reason: 'failed', status, detail: expect.stringContaining(sentence) },
    });
    expect(world.server.seen).toHaveLength(1);
  });

  test('a sign-in page with status 200, a body that was cut and an error inside 200 are asked again, and are no data', async () => {
    const bad: Sent[] = [
      { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Sign in</title>' },
      { body: '{"value":[' },
      { body: errorIn.verbose('x', 'y') },
    ];
    const world = await openSharePoint((_, count) => bad[(count - 1) % bad.length] as Sent);
    expect(await world.sp.one(rolesRequest())).toMatchObject({ ok: false, gap: { reason: 'failed', status: 200 } });
    expect(world.server.seen).toHaveLength(6);
    const mended = await openSharePoint((_, count) => bad[count - 1] ?? { body: { value: [] } });
    expect(await mended.sp.one(rolesRequest())).toMatchObject({ ok: true, value: { value: [] } });
  });

  test('a pause that SharePoint asks for holds the whole lane, Graph’s share of it too', async () => {
    const world = await openSharePoint((_, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '120' } } : { body: { value: [] } },
    );
    expect(await world.sp.one(rolesRequest())).toMatchObject({ ok: true });
    await world.reader.one({ path: '/sites/x', lane: 'sharepoint', units: 1, permission: 'Sites.Read.All' });
    expect(world.server.seen.map(({ at }) => at)).toEqual([0, 120_000, 120_000]);
    expect(world.spent().sharepoint).toEqual({ requests: 3, units: 11, throttled: 1 });
  });

  test('a host that never answers is asked for one request only, and the others are told the same', async () => {
    const world = await openSharePoint(() => ({ cut: 'reset' }));
    const first = await world.sp.one(rolesRequest());
    const asked = world.server.seen.length;
    expect(first).toMatchObject({ ok: false, gap: { reason: 'failed', detail: expect.stringContaining('gave no answer') } });
    expect(await world.sp.one(itemsRequest())).toEqual(first);
    expect(world.server.seen).toHaveLength(asked);
  });

  test.each([
    'https://intranet.contoso.example/sites/HR',
    'https://contoso.sharepoint.com.evil.example/sites/HR',
    'https://a.b.sharepoint.com/sites/HR',
    'https://contoso.sharepoint.com:8443/sites/HR',
    'https://u@contoso.sharepoint.com/sites/HR',
    'http://contoso.sharepoint.com/sites/HR',
    'https://contoso.sharepoint.us/sites/HR',
    'https://contoso.sharepoint.com/sites/HR?x=1',
    'https://contoso.sharepoint.com/_layouts/15',
    'https://contoso.sharepoint.com/sites/a%2f..%2fb',
    'HR',
  ])('the web %s gets no token', async (web) => {
    const world = await openSharePoint(() => ({}));
    const answers = [
      await world.sp.one(rolesRequest({ web })),
      ...(await collected(world.sp.pages(itemsRequest({ web })))),
      ...(await world.sp.batch(web, [rolesRequest({ web })])),
      ...(await world.sp.batch(HR, [rolesRequest({ web })])),
      await world.sp.csom(web, { kind: 'tenant-settings' }),
    ];
    expect(answers).toHaveLength(5);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, status: null, gap: { reason: 'failed' } });
    expect(world.server.seen).toHaveLength(0);
  });

  test('a mistake of ours is an exception and sends nothing', async () => {
    const world = await openSharePoint(() => ({}));
    await expect(world.sp.one(rolesRequest({ path: '/_api/web/GetFileById' }))).rejects.toThrow(ForbiddenRequestError);
    await expect(world.sp.one(rolesRequest({ path: '/_api/web/lists', body: { Title: 'x' } }))).rejects.toThrow(
      ForbiddenRequestError,
    );
    await expect(world.sp.one(rolesRequest({ path: '/_layouts/15/download.aspx' }))).rejects.toThrow('not a path');
    await expect(world.sp.batch(HR, [rolesRequest({ body: {} })])).rejects.toThrow('GETs only');
    expect(world.server.seen).toHaveLength(0);
  });
});

describe('tokens', () => {
  const named = (name: string) => ({ ...countingTokens(), token: async () => ({ token: `token-of-${name}`, expiresOn: null }) });

  test('each host is asked with its own, and the permissions are those of the first', async () => {
    const asked: string[] = [];
    const world = await openSharePoint(() => ({ body: { value: [] } }), {
      sharePointTokens: known(async (origin: string) => {
        asked.push(origin);
        const facts = { ...countingTokens().facts(), permissions: [`of ${origin}`] };
        return { ...named(new URL(origin).hostname), facts: () => facts };
      }),
    });
    expect(world.sharePoint.permissions()).toBeNull();
    const hosts = [HR, 'https://contoso-my.sharepoint.com/personal/a', ADMIN, 'https://contoso.sharepoint.com'];
    for (const web of [...hosts, ...hosts]) await world.sp.one(rolesRequest({ web }));
    expect(asked).toEqual(['https://contoso.sharepoint.com', 'https://contoso-my.sharepoint.com', ADMIN]);
    for (const { url, headers } of world.server.seen) expect(headers.authorization).toBe(`Bearer token-of-${url.split('/')[2]}`);
    expect(world.sharePoint.permissions()).toEqual(['of https://contoso.sharepoint.com']);
  });

  test('one that is not to be had is a gap for every request, asked for once', async () => {
    let asked = 0;
    const world = await openSharePoint(() => ({}), {
      sharePointTokens: known(async () => {
        asked += 1;
        throw new OperatorError('Nobody has consented. (AADSTS65001)', { exitCode: EXIT.signIn });
      }),
    });
    const gap = needsSharePoint('Nobody has consented. (AADSTS65001)');
    expect(await world.sp.one(rolesRequest())).toMatchObject({ ok: false, status: null, gap });
    expect(await collected(world.sp.pages(itemsRequest()))).toMatchObject([{ gap }]);
    expect(await world.sp.batch(HR, [rolesRequest(), rolesRequest()])).toMatchObject([{ gap }, { gap }]);
    expect(asked).toBe(1);
    expect(world.server.seen).toHaveLength(0);
    expect(world.spent().sharepoint).toBeUndefined();
  });

  test('one that cannot be renewed is a gap', async () => {
    const tokens = countingTokens();
    const world = await openSharePoint(() => ({ status: 401 }), {
      sharePointTokens: known(async () => ({
        ...tokens,
        token: async (options = {}) => {
          if (options.refresh === true) throw new OperatorError('The sign-in was revoked.', { exitCode: EXIT.signIn });
          return tokens.token();
        },
      })),
    });
    expect(await world.sp.one(rolesRequest())).toMatchObject({ gap: needsSharePoint('The sign-in was revoked.') });
  });

  test('without a way to get one there is no reader, and the reason is kept', async () => {
    const gap = needsSharePoint('the token that was brought is for Microsoft Graph only');
    const world = await openWorld(() => ({}), { sharePointTokens: unknown(gap) });
    expect(world.sharePoint.reader).toEqual({ known: false, gap });
    expect(world.sharePoint.permissions()).toBeNull();
  });
});
