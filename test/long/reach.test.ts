/** Reach against a count by hand, on a thousand tenants. */
import { describe, it } from 'vitest';
import { propertySeed } from '../kit/less-evidence.js';
import { expectReachByHand } from '../kit/random-reach.js';

const seed = propertySeed();

describe(`reach (again with PREFLIGHT_SEEDS=${seed})`, () => {
  it('is what a count by hand gives, for a thousand tenants', () => expectReachByHand(1000, seed));
});
