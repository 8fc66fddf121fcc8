/** ProcessQuery: four fixed questions, errors inside HTTP 200, and dates that count months from 0. */
import { describe, expect, test } from 'vitest';
import { SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import { type CsomRequest, RESTRICTED_SEARCH_NEVER_SET } from '../../src/sources/sharepoint.js';
import { ADMIN, openSharePoint } from './sharepoint-kit.js';

const HEAD = {
  SchemaVersion: '15.0.0.0',
  LibraryVersion: '16.0.1.2',
  ErrorInfo: null,
  TraceCorrelationId: 'aaaa-bbbb-cccc-dddd',
};
const errorHead = (ErrorCode: number, ErrorTypeName: string, ErrorMessage: string) => [
  { ...HEAD, ErrorInfo: { ErrorMessage, ErrorValue: null, TraceCorrelationId: 'aaaa-bbbb-cccc-dddd', ErrorCode, ErrorTypeName } },
];
const sites = { kind: 'site-properties', startIndex: null, personalSites: false } as const;

async function asked<T>(request: CsomRequest, body: unknown) {
  const world = await openSharePoint(() => ({ body }));
  return { world, answer: await world.sp.csom<T>(ADMIN, request) };
}

describe('a question', () => {
  test.each<[CsomRequest, unknown, RegExp]>([
    [{ kind: 'tenant-settings' }, [HEAD, 2, { IsNull: false }, 3, { ShowEveryoneClaim: false }], /SelectAllProperties="true"/],
    [{ kind: 'restricted-search-mode' }, [HEAD, 2, { IsNull: false }, 3, 1], /Name="GetSPORestrictedSearchMode"/],
    [
      { kind: 'restricted-search-sites' },
      [HEAD, 3, ['https://contoso.sharepoint.com/sites/A']],
      /GetSPORestrictedSearchAllowedList/,
    ],
    [
      sites,
      [HEAD, 2, { IsNull: false }, 4, { IsNull: false }, 5, { _Child_Items_: [], NextStartIndexFromSharePoint: null }],
      /"Enum">0</,
    ],
  ])('%j is a POST of XML to the administration, and its last object is the answer', async (request, body, holds) => {
    const { world, answer } = await asked(request, body);
    expect(answer).toEqual({ ok: true, value: (body as unknown[]).at(-1), preferenceApplied: [] });
    const [seen] = world.server.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/sp/contoso-admin.sharepoint.com/_vti_bin/client.svc/ProcessQuery' });
    expect(seen?.headers).toMatchObject({ 'content-type': 'text/xml' });
    expect(seen?.headers).not.toHaveProperty('x-requestdigest');
    expect(seen?.body).toMatch(holds);
    expect(seen?.body).toContain('{268004ae-ef6b-4e9b-8425-127220d84719}');
  });

  test('the next page is asked for with the mark of the one before, escaped', async () => {
    const { world } = await asked({ ...sites, startIndex: `7,"a"&<b>'`, personalSites: true }, [HEAD, 5, { _Child_Items_: [] }]);
    expect(world.server.seen[0]?.body).toContain('Type="String">7,&quot;a&quot;&amp;&lt;b&gt;&apos;<');
    expect(world.server.seen[0]?.body).toContain('"Enum">1<');
  });

  test('a mark that XML cannot hold is not sent', async () => {
    const { world, answer } = await asked({ ...sites, startIndex: '7\u0000' }, []);
    expect(answer).toMatchObject({ ok: false, gap: { reason: 'failed' } });
    expect(world.server.seen).toHaveLength(0);
  });

  test('sites of restricted search come as a list however they were sent', async () => {
    const collection = { _ObjectType_: 'x', _Child_Items_: ['https://contoso.sharepoint.com'] };
    const { answer } = await asked({ kind: 'restricted-search-sites' }, [HEAD, 2, { IsNull: false }, 3, collection]);
    expect(answer).toMatchObject({ ok: true, value: ['https://contoso.sharepoint.com'] });
  });
});

test.each([
  ['/Date(2023,5,14,7,30,33,573)/', '2023-06-14T07:30:33.573Z'],
  ['/Date(2024,0,1,0,0,0,0)/', '2024-01-01T00:00:00.000Z'],
  ['/Date(2024,11,31,23,59,59,0)/', '2024-12-31T23:59:59.000Z'],
  ['/Date(1,0,1,0,0,0,0)/', '0001-01-01T00:00:00.000Z'],
  ['/Date(-62135596800000)/', '0001-01-01T00:00:00.000Z'],
  ['/Date(1686727833573)/', '2023-06-14T07:30:33.573Z'],
  ['/Date(999999999999999)/', '/Date(999999999999999)/'],
  ['/Date(8640000000000001)/', '/Date(8640000000000001)/'],
  ['/Guid(0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0)/', '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
  ['/Guid({0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0})/', '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
  ['/Date(soon)/', '/Date(soon)/'],
  ['a /Date(1)/', 'a /Date(1)/'],
])('%s is read as %s, as deep as it stands', async (written, read) => {
  const { answer } = await asked(sites, [HEAD, 5, { _Child_Items_: [{ At: written, Deep: { Er: [written] } }] }]);
  const child = answer.ok ? (answer.value as { _Child_Items_: unknown[] })._Child_Items_[0] : answer;
  expect(child).toEqual({ At: read, Deep: { Er: [read] } });
});

describe('an error inside HTTP 200', () => {
  const mode = { kind: 'restricted-search-mode' } as const;
  const notSet = 'Restricted search mode is currently not set.';

  test.each<[string, CsomRequest, [number, string, string], object]>([
    [
      'no access',
      mode,
      [-2147024891, 'System.UnauthorizedAccessException', 'canary'],
      { gap: { reason: 'forbidden', remedy: SHAREPOINT_PERMISSION } },
    ],
    [
      'no access, though it says not set',
      mode,
      [-2147024891, 'System.UnauthorizedAccessException', notSet],
      { gap: { reason: 'forbidden' } },
    ],
    ['never set', mode, [-1, 'Microsoft.SharePoint.Client.UnknownError', notSet], { code: RESTRICTED_SEARCH_NEVER_SET }],
    [
      'another question that says not set',
      { kind: 'tenant-settings' },
      [-1, 'X', notSet],
      { code: '-1, X', gap: { reason: 'failed' } },
    ],
    [
      'anything else',
      mode,
      [-2146233079, 'System.InvalidOperationException', 'canary'],
      { code: '-2146233079, System.InvalidOperationException' },
    ],
  ])('%s', async (_, request, error, expected) => {
    const { world, answer } = await asked(request, errorHead(...error));
    expect(answer).toMatchObject({ ok: false, status: 200, ...expected });
    expect(answer).toMatchObject({ gap: { requestId: 'aaaa-bbbb-cccc-dddd' } });
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect(world.server.seen).toHaveLength(1);
  });
});

test.each<[string, unknown]>([
  ['no array', { value: [] }],
  ['nothing behind the head', [HEAD]],
  ['null in place of the object', [HEAD, 3, { IsNull: true }]],
  ['another kind of object', [HEAD, 3, 7]],
  ['a web page', '<html></html>'],
])('an answer with %s is asked again and is no data', async (_, body) => {
  const { world, answer } = await asked({ kind: 'tenant-settings' }, body);
  expect(answer).toMatchObject({ ok: false, gap: { reason: 'failed' } });
  expect(world.server.seen).toHaveLength(6);
});
