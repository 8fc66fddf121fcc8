/** Generated tenants of the day's seeds: the findings are what the generator planted, in five languages and several sizes. */
import { describe, it } from 'vitest';
import { expectSeed, seeded, seedsOfTheDay } from '../kit/seeded-tenant.js';

const seeds = seedsOfTheDay(3);

describe(`seeds of the day (again with PREFLIGHT_SEEDS=${seeds.join(',')})`, () => {
  it.each(seeds.map((seed) => [seed, seeded(seed).language, seeded(seed).scale] as const))('seed %i, %s, scale %d', (seed) =>
    expectSeed(seed),
  );
});
