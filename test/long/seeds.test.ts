/** Twenty generated tenants against what was planted in them. */
import { describe, it } from 'vitest';
import { expectSeed, seeded, seedsOfTheDay } from '../kit/seeded-tenant.js';

const seeds = seedsOfTheDay(20);

describe(`seeds (again with PREFLIGHT_SEEDS=${seeds.join(',')})`, () => {
  it.each(seeds.map((seed) => [seed, seeded(seed).language, seeded(seed).scale] as const))('seed %i, %s, scale %d', (seed) =>
    expectSeed(seed),
  );
});
