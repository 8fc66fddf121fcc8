/** `$batch`: members judged one by one, matched by id, sent again alone, paid for each. */
import { describe, expect, test } from 'vitest';
import { CANARY_TOKEN, openWorld, type Seen, type Sent, usersRequest } from './kit.js';

interface InnerRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
}

interface InnerAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A server of batches; `answer` may leave a member out by returning null. */
function batches(answer: (inner: InnerRequest, round: number) => Omit<InnerAnswer, 'id'> | null): {
  handler: (seen: Seen, count: number) => Sent;
  rounds: InnerRequest[][];
} {
  const rounds: InnerRequest[][] = [];
  return {
    rounds,
    handler: (seen, count) => {
      const { requests } = JSON.parse(seen.body) as { requests: InnerRequest[] };
      rounds.push(requests);
      const responses = requests.flatMap((inner) => {
        const given = answer(inner, count);
        return given === null ? [] : [{ id: inner.id, ...given }];
      });
      return { body: { responses: responses.reverse() } };
    },
  };
}

const requestsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => usersRequest({ path: `/users/${index}`, units: 3 }));
const echo = (inner: InnerRequest) => ({ status: 200, body: { id: inner.url } });

describe('a batch', () => {
  test('of 45 is three requests, answered in order, with units for each member and a line for each in the log', async () => {
    const { handler, rounds } = batches(echo);
    const world = await openWorld(handler);
    const answers = await world.reader.batch<{ id: string }>(requestsOf(45));
    expect(answers.map((answer) => (answer.ok ? answer.value.id : null))).toEqual(
      Array.from({ length: 45 }, (_, index) => `/users/${index}`),
    );
    expect(rounds.map(({ length }) => length).sort()).toEqual([20, 20, 5]);
    expect(world.spent().directory).toEqual({ requests: 3, units: 135, throttled: 0 });
    expect(world.log).toHaveLength(48);
    expect(world.log).toContain('POST https://graph.microsoft.com/v1.0/$batch 200');
    expect(world.log).toContain('GET https://graph.microsoft.com/v1.0/users/44 200');
  });

  test('keeps versions and lanes apart and hands on query and headers', async () => {
    const { handler, rounds } = batches(echo);
    const world = await openWorld(handler);
    await world.reader.batch([
      usersRequest({ query: { $select: 'id,mail' }, headers: { ConsistencyLevel: 'eventual' } }),
      usersRequest({ version: 'beta' }),
      usersRequest({ lane: 'sharepoint' }),
    ]);
    expect(world.server.seen.map(({ url }) => url).sort()).toEqual(['/beta/$batch', '/v1.0/$batch', '/v1.0/$batch']);
    expect(rounds.flat()).toContainEqual({
      id: '0',
      method: 'GET',
      url: '/users?$select=id,mail',
      headers: { ConsistencyLevel: 'eventual' },
    });
    expect(await world.reader.batch([])).toEqual([]);
  });

  test('sends only the throttled members again, after the longest wait inside', async () => {
    const { handler, rounds } = batches((inner, round) =>
      round === 1 && Number(inner.id) % 5 === 0
        ? { status: 429, headers: { 'Retry-After': inner.id === '10' ? '70' : '3' } }
        : echo(inner),
    );
    const world = await openWorld(handler);
    const answers = await world.reader.batch(requestsOf(20));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(rounds[1]?.map(({ id }) => id)).toEqual(['0', '5', '10', '15']);
    expect(world.server.seen[1]?.at).toBe(70_000);
    expect(world.spent().directory).toMatchObject({ units: 72, throttled: 4 });
  });

  test('sends members again that failed, were left out, or came as no data', async () => {
    const { handler } = batches((inner, round) => {
      if (round > 2) return echo(inner);
      return (
        { 0: { status: 502 }, 1: null, 2: { status: 200, body: 'PGh0bWw+' }, 3: { status: 200, body: { error: { code: 'x' } } } }[
          Number(inner.id)
        ] ?? null
      );
    });
    const world = await openWorld(handler);
    const answers = await world.reader.batch(requestsOf(4));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(world.server.seen).toHaveLength(3);
  });

  test('ends with a gap for each member that does not mend, and keeps the others', async () => {
    const { handler } = batches((inner) => {
      switch (inner.id) {
        case '0':
          return { status: 403, headers: { 'request-id': 'aaaa-bbbb-cccc' }, body: { error: { code: 'accessDenied' } } };
        case '1':
          return { status: 404, body: { error: { code: 'itemNotFound' } } };
        case '2':
          return { status: 429 };
        case '3':
          return { status: 302, headers: { Location: 'https://evil.example/' } };
        case '4':
          return null;
        default:
          return echo(inner);
      }
    });
    const world = await openWorld(handler);
    const answers = await world.reader.batch(requestsOf(6));
    expect(answers).toMatchObject([
      { status: 403, code: 'accessDenied', gap: { reason: 'forbidden', remedy: 'User.Read.All', requestId: 'aaaa-bbbb-cccc' } },
      { status: 404, gap: { reason: 'failed' } },
      { status: 429, gap: { reason: 'throttled' } },
      { status: 302, gap: { reason: 'failed' } },
      { status: null, gap: { reason: 'failed' } },
      { ok: true },
    ]);
    expect(world.server.seen.length).toBeLessThanOrEqual(8);
  });

  test('renews the token once for members that were refused it', async () => {
    const world = await openWorld((seen) => {
      const { requests } = JSON.parse(seen.body) as { requests: InnerRequest[] };
      const isOld = seen.headers.authorization === `Bearer ${CANARY_TOKEN}-1`;
      return {
        body: {
          responses: requests.map((inner) => ({ id: inner.id, ...(isOld && inner.id === '1' ? { status: 401 } : echo(inner)) })),
        },
      };
    });
    expect(await world.reader.batch(requestsOf(3))).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(world.tokens.asked).toHaveLength(1);
  });

  test('that is refused as a whole is refused in the name of each member', async () => {
    const world = await openWorld(() => ({ status: 403 }));
    const answers = await world.reader.batch([usersRequest({ permission: 'A' }), usersRequest({ permission: 'B' })]);
    expect(answers).toMatchObject([{ gap: { remedy: 'A' } }, { gap: { remedy: 'B' } }]);
  });
});
