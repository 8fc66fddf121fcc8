/** `$batch` of SharePoint: written and read as multipart, members judged one by one, matched by their order, sent again alone. */
import { describe, expect, test } from 'vitest';
import { SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import { boundaryOf, parseBatch } from '../../src/sources/multipart.js';
import type { SharePointRequest } from '../../src/sources/sharepoint.js';
import { CANARY_TOKEN, type Seen, type Sent } from './kit.js';
import { errorIn, HR, itemsRequest, LIST, openSharePoint, rolesRequest, UNAUTHORIZED } from './sharepoint-kit.js';

interface Inner {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

interface Style {
  readonly end: string;
  readonly contentType: (boundary: string) => string;
}

const CRLF: Style = { end: '\r\n', contentType: (boundary) => `multipart/mixed; boundary=${boundary}` };
const LF: Style = { end: '\n', contentType: (boundary) => `multipart/mixed; charset=utf-8; boundary="${boundary}"` };

function written(parts: readonly Inner[], { end, contentType }: Style = CRLF): Sent {
  const boundary = 'batchresponse_3f3c9b1e-1b1b-4c4c-8d8d-000000000000';
  const text = parts.map(({ status = 200, headers = {}, body = {} }) =>
    [
      `--${boundary}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Other'}`,
      'CONTENT-TYPE: application/json;odata=nometadata;streaming=true;charset=utf-8',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '',
      typeof body === 'string' ? body : JSON.stringify(body),
    ].join(end),
  );
  return { headers: { 'content-type': contentType(boundary) }, body: `${text.join(end)}${end}--${boundary}--${end}` };
}

const urlsOf = (seen: Seen): string[] => [...seen.body.matchAll(/^GET (\S+) HTTP\/1\.1\r$/gm)].map((match) => match[1] ?? '');
const numberOf = (url: string): number => Number(/items\((\d+)\)/.exec(url)?.[1]);

/** A server of batches; `answer` may leave a member out by returning null. */
function batches(answer: (item: number, round: number) => Inner | null, style?: Style) {
  const rounds: number[][] = [];
  const handler = (seen: Seen, round: number): Sent => {
    const items = urlsOf(seen).map(numberOf);
    rounds.push(items);
    return written(
      items.flatMap((item) => answer(item, round) ?? []),
      style,
    );
  };
  return { rounds, handler };
}

const echo = (item: number): Inner => ({ body: { value: [{ PrincipalId: item }] } });
const itemRoles = (item: number, change: Partial<SharePointRequest> = {}): SharePointRequest =>
  rolesRequest({ path: `/_api/web/lists(guid'${LIST}')/items(${item})/roleassignments`, ...change });
const requests = (count: number): SharePointRequest[] => Array.from({ length: count }, (_, n) => itemRoles(n + 1));
const principals = (answers: readonly unknown[]): unknown[] =>
  (answers as { ok: boolean; value?: { value: { PrincipalId: number }[] } }[]).map(
    (one) => one.value?.value[0]?.PrincipalId ?? null,
  );

describe('a batch', () => {
  test.each([
    ['CRLF', CRLF],
    ['LF and a quoted boundary', LF],
  ])('of 250 is three requests, answered in order (%s)', async (_, style) => {
    const { handler, rounds } = batches(echo, style);
    const world = await openSharePoint(handler);
    const answers = await world.sp.batch<object>(HR, requests(250));
    expect(principals(answers)).toEqual(Array.from({ length: 250 }, (__, n) => n + 1));
    expect(rounds.map(({ length }) => length).sort()).toEqual([100, 100, 50]);
    expect(world.spent().sharepoint).toEqual({ requests: 3, units: 1_250, throttled: 0 });
    expect(world.log).toHaveLength(253);
    expect(world.log).toContain(`POST ${HR}/_api/$batch 200`);
    expect(await world.sp.batch(HR, [])).toEqual([]);
  });

  test('is written as SharePoint wants it: absolute addresses in its own name, one boundary, GETs only', async () => {
    const { handler } = batches(() => ({ body: { Id: 'w' } }));
    const world = await openSharePoint(handler);
    await world.sp.batch(HR, [rolesRequest({ path: '/_api/web', query: { $select: 'Id,Title' } }), itemsRequest()]);
    const [seen] = world.server.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/sp/contoso.sharepoint.com/sites/HR/_api/$batch' });
    const boundary = boundaryOf(seen?.headers['content-type'] ?? null);
    expect(seen?.body).toBe(
      [
        `--${boundary}`,
        'Content-Type: application/http',
        'Content-Transfer-Encoding: binary',
        '',
        `GET ${HR}/_api/web?$select=Id,Title HTTP/1.1`,
        'Accept: application/json;odata=nometadata',
        '',
        `--${boundary}`,
        'Content-Type: application/http',
        'Content-Transfer-Encoding: binary',
        '',
        `GET ${HR}/_api/web/lists(guid'${LIST}')/items?$select=Id,HasUniqueRoleAssignments,FileRef&$top=5000 HTTP/1.1`,
        'Accept: application/json;odata=nometadata',
        '',
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    );
  });

  test('takes the envelope off each member, and leaves the link to a next page where the collector finds it', async () => {
    const next = `${HR}/_api/web/lists?$skiptoken=x`;
    const { handler } = batches((item) => ({
      body: item === 1 ? { d: { results: [{ PrincipalId: 1 }], __next: next } } : { d: { Id: 2 } },
    }));
    const world = await openSharePoint(handler);
    const [list, object] = await world.sp.batch(HR, requests(2));
    expect(list).toMatchObject({ ok: true, value: { value: [{ PrincipalId: 1 }], 'odata.nextLink': next } });
    expect(object).toMatchObject({ ok: true, value: { Id: 2 } });
  });

  test('sends only the throttled members again, after the longest wait inside', async () => {
    const { handler, rounds } = batches((item, round) =>
      round === 1 && item % 5 === 0
        ? { status: item === 10 ? 503 : 429, headers: { 'Retry-After': item === 10 ? '70' : '3' } }
        : echo(item),
    );
    const world = await openSharePoint(handler);
    expect(principals(await world.sp.batch(HR, requests(20)))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(rounds[1]).toEqual([5, 10, 15, 20]);
    expect(world.server.seen[1]?.at).toBe(70_000);
    expect(world.spent().sharepoint).toEqual({ requests: 2, units: 120, throttled: 4 });
  });

  test('ends with a gap for each member that does not mend, and keeps the others', async () => {
    const bad: Record<number, Inner> = {
      1: { status: 403, headers: { SPRequestGuid: 'aaaa-bbbb-cccc' }, body: errorIn.nometadata(UNAUTHORIZED, 'x') },
      2: { status: 404, body: errorIn.nometadata('-2130575338, System.ArgumentException', 'x') },
      3: { status: 429 },
      4: { status: 302, headers: { Location: 'https://evil.example/' } },
      5: { body: '<!DOCTYPE html><html></html>' },
      6: { status: 401 },
    };
    const { handler, rounds } = batches((item) => bad[item] ?? echo(item));
    const world = await openSharePoint(handler);
    expect(await world.sp.batch(HR, requests(7))).toMatchObject([
      {
        status: 403,
        code: UNAUTHORIZED,
        gap: { reason: 'forbidden', remedy: SHAREPOINT_PERMISSION, requestId: 'aaaa-bbbb-cccc' },
      },
      { status: 404, gap: { reason: 'failed' } },
      { status: 429, gap: { reason: 'throttled' } },
      { status: 302, gap: { reason: 'failed' } },
      { status: 200, gap: { reason: 'failed', detail: expect.stringContaining('web page') } },
      { status: 401, gap: { reason: 'forbidden' } },
      { ok: true },
    ]);
    expect(rounds[1]).toEqual([3, 5, 6]);
    expect(world.tokens.asked).toHaveLength(1);
  });

  test('with an answer too few never gives one object the permissions of another', async () => {
    // The third of every batch is left out: by its place, the fourth would be taken for it.
    const { handler } = batches((item) => (item === 3 ? null : echo(item)));
    const world = await openSharePoint(handler);
    const answers = await world.sp.batch(HR, requests(6));
    expect(principals(answers)).toEqual([1, 2, null, 4, 5, 6]);
    expect(answers[2]).toMatchObject({ ok: false, gap: { reason: 'failed' } });
  });

  test('that is no multipart, or is cut, is asked again and is a failure at last', async () => {
    const whole = written([echo(1), echo(2)]);
    for (const sent of [{ body: { value: [] } }, { ...whole, body: `${whole.body}`.slice(0, -60) }, { ...whole, body: '' }]) {
      const world = await openSharePoint(() => sent);
      const answers = await world.sp.batch(HR, requests(2));
      expect(answers[1]).toMatchObject({ ok: false, gap: { reason: 'failed' } });
    }
  });

  test('that is refused as a whole is refused in the name of each member', async () => {
    const world = await openSharePoint(() => ({ status: 403 }));
    const answers = await world.sp.batch(HR, [itemRoles(1, { permission: 'A' }), itemRoles(2, { permission: 'B' })]);
    expect(answers).toMatchObject([{ gap: { remedy: 'A' } }, { gap: { remedy: 'B' } }]);
  });

  test('renews the token once for all members that were refused it', async () => {
    const world = await openSharePoint((seen) =>
      written(
        urlsOf(seen).map((url) =>
          seen.headers.authorization === `Bearer ${CANARY_TOKEN}-1` ? { status: 401 } : echo(numberOf(url)),
        ),
      ),
    );
    expect(principals(await world.sp.batch(HR, requests(3)))).toEqual([1, 2, 3]);
    expect(world.tokens.asked).toHaveLength(1);
  });
});

describe('multipart', () => {
  test.each([
    ['multipart/mixed; boundary=abc', 'abc'],
    ['Multipart/Mixed;boundary="a b;c"', 'a b;c'],
    ['multipart/mixed; charset=utf-8; boundary=abc; x=y', 'abc'],
    ['multipart/mixed', null],
    ['application/json', null],
    [null, null],
  ])('%s has the boundary %s', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary);
  });

  test('a part that is no answer is a gap in its place, and what stands around the parts is not read', () => {
    const text =
      'preamble\r\n--b\r\nnonsense\r\n--b \r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\n{"a":"--b"}\r\n--b--\r\n--b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}';
    expect(parseBatch(text, 'b')).toEqual([null, { status: 200, headers: new Map([['x', 'y']]), text: '{"a":"--b"}' }]);
  });
});
