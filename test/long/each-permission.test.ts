/** Every collector under every fault, early and late, in the clinic and its tidy twin; and every role of the scanner taken away. */
import { beforeAll, describe, expect, it } from 'vitest';
import { COLLECTORS } from '../../src/collectors/index.js';
import type { FaultAct } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { broken, expectNoFalseWord, inTheWayOf, REFUSAL, smallTenant } from '../kit/broken-scan.js';
import { withoutRoles } from '../kit/scenario.js';

const ACTS: Record<string, FaultAct> = {
  refused: REFUSAL,
  'a server error': { status: 500, code: 'InternalServerError' },
  throttled: { status: 429, code: 'TooManyRequests', headers: { 'Retry-After': '30' } },
  'cut off': 'reset',
  truncated: 'truncate',
  'a login page': 'html',
};
const VARIANTS = ['clinic', 'clean'] as const;
const whole = new Map<string, Record<string, Outcome>>();

beforeAll(async () => {
  for (const variant of VARIANTS) whole.set(variant, (await broken(smallTenant(variant))).outcomes());
});

const cases = COLLECTORS.filter((c) => c.meta.id !== 'organization').flatMap((collector) =>
  Object.entries(ACTS).flatMap(([name, act]) =>
    (
      [
        ['clinic', 0],
        ['clinic', 2],
        ['clean', 1],
      ] as const
    ).map(([variant, skip]) => ({
      variant,
      id: collector.meta.id,
      collector,
      name,
      act,
      skip,
    })),
  ),
);

describe.concurrent('a collector that meets a fault', () => {
  it.each(cases)('$variant, $id: $name after $skip answers', async ({ variant, collector, act, skip }) => {
    const told = await broken(smallTenant(variant), inTheWayOf(collector, act, skip));
    expectNoFalseWord(told, whole.get(variant) ?? {});
  });
});

describe.concurrent('a role that the scanner does not hold', () => {
  const roles = smallTenant('clinic').tenant.apps[0]?.roles ?? [];
  const pairs = roles.flatMap((one, i) => roles.slice(i + 1).map((other) => [one, other]));
  const away = VARIANTS.flatMap((variant) =>
    [...roles.map((one) => [one]), ...(variant === 'clinic' ? pairs : [])].map((list) => ({
      variant,
      list,
      name: list.join(' and '),
    })),
  );
  it.each(away)('$variant without $name', async ({ variant, list }) => {
    const told = await broken(withoutRoles(smallTenant(variant), ...list));
    expectNoFalseWord(told, whole.get(variant) ?? {});
    const missing = told.result.method.permissionsMissing.map((p) => p.permission);
    if (list.includes('Sites.FullControl.All') && list.length === 1) expect(missing).toContain('Sites.FullControl.All');
  });
});
