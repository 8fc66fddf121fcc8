/** Fault transparency: a schedule of faults that ends well leaves the same rows as a run without faults. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collected, openWorld, type Sent, usersRequest } from './kit.js';

const FAULTS: readonly Sent[] = [
  { status: 429, headers: { 'retry-after': '3' } },
  { status: 503 },
  { status: 500 },
  { status: 504, headers: { 'content-type': 'text/html' }, body: '<html>' },
  { headers: { 'content-type': 'text/html' }, body: '<html>' },
  { body: '{"value":[' },
  { body: { error: { code: 'x' } } },
  { cut: 'reset' },
  { cut: 'body', body: { value: ['x'.repeat(2000)] } },
];
const PAGES = 5;

/** Runs one list and one batch against a server whose n-th request fails as scheduled; at most four faults in a row. */
async function rowsUnder(schedule: readonly (number | null)[]): Promise<{ rows: unknown[]; requests: number }> {
  let inARow = 0;
  const world = await openWorld(({ url, body }, count) => {
    const fault = schedule[count - 1];
    if (fault !== null && fault !== undefined && inARow < 4) {
      inARow += 1;
      return FAULTS[fault] as Sent;
    }
    inARow = 0;
    if (url.includes('$batch')) {
      const { requests } = JSON.parse(body) as { requests: { id: string; url: string }[] };
      const members = requests.map(({ id, url: member }, index) =>
        (count + index) % 7 === 0
          ? { id, status: 429, headers: { 'Retry-After': '2' } }
          : { id, status: 200, body: { id: member } },
      );
      return { body: { responses: members } };
    }
    const page = Number(/skiptoken=(\d+)/.exec(url)?.[1] ?? 0);
    const next = page + 1 < PAGES ? { '@odata.nextLink': `https://graph.microsoft.com/v1.0/users?$skiptoken=${page + 1}` } : {};
    return { body: { value: [{ id: `${page}-a` }, { id: `${page}-b` }], ...next } };
  });
  const pages = await collected(world.reader.pages(usersRequest()));
  const batch = await world.reader.batch(Array.from({ length: 25 }, (_, index) => usersRequest({ path: `/users/${index}` })));
  const rows = [
    ...pages.flatMap((page) => (page.ok ? [...page.rows] : [page])),
    ...batch.map((answer) => (answer.ok ? answer.value : answer)),
  ];
  const requests = world.server.seen.length;
  await world.close();
  return { rows, requests };
}

test('any schedule that leaves every request finally readable gives the same rows', async () => {
  const clean = await rowsUnder([]);
  expect(clean.rows).toHaveLength(2 * PAGES + 25);
  const seed = Number(process.env.PREFLIGHT_SEED ?? Date.now() % 2 ** 31);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.nat({ max: FAULTS.length - 1 })), { maxLength: 30 }), async (schedule) => {
      const { rows, requests } = await rowsUnder(schedule);
      expect(rows).toEqual(clean.rows);
      expect(requests).toBeLessThanOrEqual(clean.requests + schedule.length + 40);
    }),
    // A failure prints the seed; PREFLIGHT_SEED runs it again.
    { numRuns: 40, seed },
  );
});
