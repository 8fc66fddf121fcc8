/** The budgets: no window is exceeded, most of it is used, waits are whole, and a stop ends them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs, NETWORK_BACKOFF, THROTTLE_BACKOFF } from '../../src/sources/backoff.js';
import { BUDGETS, sharePointTier } from '../../src/sources/budgets.js';
import type { Lane } from '../../src/sources/graph.js';
import { createPacing } from '../../src/sources/pacing.js';
import { rateLimit, retryAfterMs } from '../../src/sources/retry-after.js';
import { jumpingClock } from './kit.js';

const none = (): null => null;
const headers =
  (values: Record<string, string>) =>
  (name: string): string | null =>
    values[name] ?? null;

describe('Retry-After', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  test.each([
    ['7', 7000],
    [' 0.25 ', 250],
    ['0', 0],
    ['Mon, 23 Nov 2026 10:02:00 GMT', 120_000],
    ['Monday, 23-Nov-26 10:02:00 GMT', 120_000],
    ['Mon, 23 Nov 2026 09:59:59 GMT', null],
    ['-7', null],
    ['7s', null],
    ['1e9', null],
    ['Infinity', null],
    ['2027', 2_027_000],
    ['', null],
    ['soon', null],
    ['Mon, nonsense', null],
    [null, null],
    [undefined, null],
  ])('%j is %j ms', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });

  test('RateLimit headers are read whole or not at all', () => {
    expect(rateLimit(headers({ 'ratelimit-limit': '1250', 'ratelimit-remaining': '20', 'ratelimit-reset': '9' }))).toEqual({
      limit: 1250,
      remaining: 20,
      resetMs: 9000,
    });
    expect(rateLimit(headers({ 'ratelimit-remaining': '-1', 'ratelimit-reset': '9' }))).toBeNull();
    expect(rateLimit(headers({ 'ratelimit-remaining': '5' }))).toBeNull();
  });
});

test('backoff is bounded on both sides and jittered', () => {
  expect(backoffMs(1, () => 0, NETWORK_BACKOFF)).toBe(200);
  expect(backoffMs(30, () => 0.999, NETWORK_BACKOFF)).toBeLessThanOrEqual(30_000);
  expect(backoffMs(1, () => 0, THROTTLE_BACKOFF)).toBe(1000);
});

describe('a lane', () => {
  test.each<[Lane, number]>([
    ['sharepoint', 5],
    ['directory', 3],
    ['conditional-access', 1],
    ['reports', 1],
    ['security', 1],
  ])('%s: no window over the limit, at least three quarters of it used', async (lane, units) => {
    const clock = jumpingClock();
    const pacing = createPacing({ clock });
    const { units: limit, windowMs } = BUDGETS[lane];
    const times: number[] = [];
    const total = Math.ceil((limit * 6) / units);
    await Promise.all(
      Array.from({ length: total }, async () => {
        await pacing.turn(lane, units);
        times.push(clock.monotonic());
      }),
    );
    // One request a second cannot be had without touching the edge of the window.
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length * units));
    expect(most).toBeLessThanOrEqual(Math.max(limit, units));
    expect((total * units) / ((times.at(-1) ?? 1) / windowMs)).toBeGreaterThanOrEqual(limit * 0.75);
  });

  test('lets a batch through that costs more than the bucket holds, and makes up for it', async () => {
    const clock = jumpingClock();
    const pacing = createPacing({ clock });
    for (let index = 0; index < 3; index += 1) await pacing.turn('reports', 20);
    expect(clock.monotonic()).toBeGreaterThan(90_000);
  });

  test('goes up a tier with the licences, never down', async () => {
    expect([1000, 1001, 15_000, 50_000, 50_001].map((licences) => sharePointTier(licences).perMinute)).toEqual([
      1250, 2500, 3750, 5000, 6250,
    ]);
    const timeFor = async (...licences: number[]): Promise<number> => {
      const clock = jumpingClock();
      const pacing = createPacing({ clock });
      for (const count of licences) pacing.setLicences(count);
      for (let index = 0; index < 1000; index += 1) await pacing.turn('sharepoint', 5);
      return clock.monotonic();
    };
    const small = await timeFor();
    const large = await timeFor(60_000);
    expect(large).toBeLessThan(small / 4);
    expect(await timeFor(60_000, 10)).toBe(large);
  });

  test('slows down when the service says that little remains', async () => {
    const clock = jumpingClock();
    const pacing = createPacing({ clock });
    await pacing.turn('sharepoint', 5);
    pacing.feed('sharepoint', 200, headers({ 'ratelimit-limit': '1250', 'ratelimit-remaining': '100', 'ratelimit-reset': '40' }));
    const from = clock.monotonic();
    let spent = 0;
    while (clock.monotonic() < from + 40_000) {
      await pacing.turn('sharepoint', 5);
      if (clock.monotonic() < from + 40_000) spent += 5;
    }
    expect(spent).toBeLessThanOrEqual(100);
    expect(spent).toBeGreaterThanOrEqual(60);
  });

  test('slows down at 80 percent of the directory limit', async () => {
    const clock = jumpingClock();
    const pacing = createPacing({ clock });
    await pacing.turn('directory', 1);
    pacing.feed('directory', 200, headers({ 'x-ms-throttle-limit-percentage': '0.9' }));
    await pacing.turn('directory', 100);
    expect(clock.monotonic()).toBeGreaterThan(500);
  });

  test('is given up after half an hour of nothing but throttling, and a stop ends every wait', async () => {
    const clock = jumpingClock();
    const pacing = createPacing({ clock });
    let turns = 0;
    while ((await pacing.turn('security', 1)) === 'go') {
      turns += 1;
      pacing.feed('security', 503, headers({ 'retry-after': '300' }));
    }
    expect(turns).toBe(8);
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    await expect(pacing.turn('reports', 1, controller.signal)).rejects.toThrow('stopped');
    await expect(pacing.turn('reports', 1)).resolves.toBe('go');
  });

  test('property: whatever the headers say, every turn comes, in bounded time', async () => {
    const header = fc.option(fc.oneof(fc.constantFrom('0', '1', '-1', 'x', '', '30'), fc.string({ maxLength: 8 })), {
      nil: null,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(200, 200, 404, 429, 503), header, header, header, header), { maxLength: 15 }),
        async (answers) => {
          const clock = jumpingClock();
          const pacing = createPacing({ clock, maxThrottledMs: Number.POSITIVE_INFINITY });
          for (const [status, retryAfter, remaining, reset, use] of answers) {
            const values: Record<string, string | null> = {
              'retry-after': retryAfter,
              'ratelimit-remaining': remaining,
              'ratelimit-reset': reset,
              'x-ms-throttle-limit-percentage': use,
            };
            const turn = await pacing.turn('directory', 1);
            pacing.feed('directory', status, (name) => values[name] ?? null);
            if (turn !== 'go') return;
          }
          expect(pacing.spent().directory?.requests ?? 0).toBe(answers.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test('spent() tells only of lanes that were used', async () => {
  const pacing = createPacing({ clock: jumpingClock() });
  pacing.setLicences(10);
  await pacing.turn('reports', 2);
  pacing.feed('reports', 429, none);
  expect(pacing.spent()).toEqual({ reports: { requests: 1, units: 2, throttled: 1 } });
});
