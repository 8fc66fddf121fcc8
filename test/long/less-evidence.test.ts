/** The property of less evidence over many thousand random tenants. */
import { describe, it } from 'vitest';
import { expectLessNeverPasses, propertySeed } from '../kit/less-evidence.js';

const first = propertySeed();

describe(`less evidence (again with PREFLIGHT_SEEDS=${first})`, () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7].map((n) => first + n))('never passes more, in 5,000 random tenants of seed %i', (seed) =>
    expectLessNeverPasses(5_000, seed),
  );
});
