/** Tokens: what their claims tell, when they are renewed, and that none is asked for twice at once. */
import { describe, expect, test } from 'vitest';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import { broughtToken, factsOf, keptToken } from '../../src/sources/token.js';
import { jumpingClock } from './kit.js';

const jwt = (claims: unknown): string => `${b64({ alg: 'none' })}.${b64(claims)}.canary-signature`;
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOON = Date.parse('2026-11-23T12:00:00Z') / 1000;

describe('facts', () => {
  test('of an application and of a person', () => {
    expect(factsOf(jwt({ roles: ['Sites.Read.All', 'Group.Read.All'], appid: 'a', tid: 't', exp: NOON }))).toEqual({
      mode: 'application',
      permissions: ['Group.Read.All', 'Sites.Read.All'],
      appId: 'a',
      tenantId: 't',
      expiresOn: new Date('2026-11-23T12:00:00Z'),
      isSimulated: false,
    });
    expect(factsOf(jwt({ scp: 'User.Read  Sites.Read.All', roles: ['x'], azp: 'b' }))).toMatchObject({
      mode: 'delegated',
      permissions: ['Sites.Read.All', 'User.Read'],
      appId: 'b',
    });
    expect(factsOf(jwt({ idtyp: 'app' }))).toMatchObject({ mode: 'application', permissions: [] });
  });

  test.each([
    'opaque',
    'a.b.c',
    'a.b',
    `a.${b64([])}.c`,
    `a.${b64(null)}.c`,
    jwt({}),
    jwt({ scp: 5, roles: 'x', exp: 'y', tid: {} }),
    jwt({ exp: 1e300 }),
  ])('of %s are unknown', (token) => {
    expect(factsOf(token)).toEqual({
      mode: 'unknown',
      permissions: null,
      appId: null,
      tenantId: null,
      expiresOn: null,
      isSimulated: false,
    });
  });
});

describe('a token from the environment', () => {
  const clock = jumpingClock();
  test.each([
    [undefined, 'is empty'],
    ['  ', 'is empty'],
    ['Bearer canary', 'without "Bearer"'],
    ['canary\nX: y', 'copy it again'],
    [jwt({ exp: NOON - 7200 - 1, canary: 1 }), 'has expired (2026-11-23T09:59:59.000Z)'],
  ])('%j is refused in a sentence', (token, sentence) => {
    try {
      broughtToken(token, clock);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OperatorError);
      // None at all is a matter of configuration; a bad one is a sign-in that failed.
      expect((error as OperatorError).exitCode).toBe((token ?? '').trim() === '' ? EXIT.usage : EXIT.signIn);
      expect((error as Error).message).toContain(sentence);
      expect(`${(error as Error).message}${(error as Error).stack}`).not.toMatch(/canary|signature/);
    }
  });

  test('is used until it ends, and any opaque one is taken', async () => {
    const moving = jumpingClock();
    const source = broughtToken(jwt({ exp: NOON, scp: 'User.Read' }), moving);
    expect((await source.token({ refresh: true })).expiresOn).toEqual(new Date('2026-11-23T12:00:00Z'));
    expect(source.facts().mode).toBe('delegated');
    await moving.sleep(2 * 3_600_000);
    await expect(source.token()).rejects.toThrow('expired during the scan');
    expect((await broughtToken(' opaque ', clock).token()).token).toBe('opaque');
  });
});

describe('a kept token', () => {
  test('is renewed five minutes before its end, once for all who ask, and after a failure anew', async () => {
    const clock = jumpingClock();
    const asked: object[] = [];
    let fails = false;
    const source = keptToken('test', clock, async (options) => {
      asked.push(options);
      await new Promise((resolve) => setImmediate(resolve));
      if (fails) throw new Error('no');
      return { token: `t${asked.length}`, expiresOn: new Date(clock.now().getTime() + 3_600_000) };
    });
    expect(await Promise.all([source.token(), source.token()])).toMatchObject([{ token: 't1' }, { token: 't1' }]);
    await clock.sleep(54 * 60_000);
    expect((await source.token()).token).toBe('t1');
    await clock.sleep(2 * 60_000);
    expect((await source.token()).token).toBe('t2');
    await source.token({ claims: '{}' });
    fails = true;
    await expect(source.token({ refresh: true })).rejects.toThrow('no');
    fails = false;
    expect((await source.token()).token).toBe('t3');
    expect(asked).toEqual([
      { refresh: false, claims: null },
      { refresh: true, claims: null },
      { refresh: true, claims: '{}' },
      { refresh: true, claims: null },
    ]);
  });

  test('serves on while an early renewal fails, until its end', async () => {
    const clock = jumpingClock();
    let calls = 0;
    const source = keptToken('test', clock, async () => {
      calls += 1;
      if (calls > 1) throw new Error('no');
      return { token: 'old', expiresOn: new Date(clock.now().getTime() + 3_600_000) };
    });
    await source.token();
    await clock.sleep(56 * 60_000);
    expect((await source.token()).token).toBe('old');
    expect((await source.token()).token).toBe('old');
    expect(calls).toBe(2);
    await clock.sleep(5 * 60_000);
    await expect(source.token()).rejects.toThrow('no');
  });
});
