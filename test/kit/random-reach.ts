/** Reach against a count by hand: small random tenants with circles, owners, restrictions and own places. */
import fc from 'fast-check';
import { type ReachInput, reachOf } from '../../src/derive/reach.js';

const PEOPLE = 7;
const GROUPS = 6;
const person = fc.nat(PEOPLE - 1);
const group = fc.nat(GROUPS - 1);
/** Names may come twice, as Microsoft's pages sometimes do. */
const some = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { maxLength: most });

const randomTenant: fc.Arbitrary<ReachInput> = fc.record({
  people: fc.constant(PEOPLE),
  groups: fc.array(fc.record({ people: some(person, 4), groups: some(group, 2) }), { minLength: GROUPS, maxLength: GROUPS }),
  lists: fc.array(
    fc.record({
      everybody: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      groups: some(group, 3),
      people: some(person, 3),
      restrictedTo: fc.option(some(group, 2), { nil: null, freq: 4 }),
      owner: fc.option(person, { nil: null, freq: 3 }),
      files: fc.nat(1000),
      sensitiveFiles: fc.nat(50),
    }),
    { maxLength: 25 },
  ),
});

/** Members of a group by the definition: whoever is in it, or in a group that is in it. */
function members({ groups }: ReachInput, id: number, seen = new Set<number>()): ReadonlySet<number> {
  if (seen.has(id)) return new Set();
  seen.add(id);
  const { people, groups: inside } = groups[id] as ReachInput['groups'][number];
  return new Set([...people, ...inside.flatMap((one) => [...members({ groups } as ReachInput, one, seen)])]);
}

function byHand(input: ReachInput, who: number): { files: number; sensitiveFiles: number } {
  const sum = { files: 0, sensitiveFiles: 0 };
  for (const { everybody, groups, people, restrictedTo, owner, files, sensitiveFiles } of input.lists) {
    const isNamed = everybody || people.includes(who) || groups.some((id) => members(input, id).has(who));
    const isKeptOut = restrictedTo !== null && !restrictedTo.some((id) => members(input, id).has(who));
    if (!isNamed || isKeptOut || owner === who) continue;
    sum.files += files;
    sum.sensitiveFiles += sensitiveFiles;
  }
  return sum;
}

/** @throws with the tenant, made as small as it still differs */
export function expectReachByHand(tenants: number, seed: number): void {
  fc.assert(
    fc.property(randomTenant, (tenant) => {
      const { files, sensitiveFiles } = reachOf(tenant);
      for (let who = 0; who < PEOPLE; who += 1) {
        const expected = byHand(tenant, who);
        if (files[who] !== expected.files || sensitiveFiles[who] !== expected.sensitiveFiles)
          throw new Error(
            `person ${who}: ${files[who]}, by hand ${expected.files}; ${sensitiveFiles[who]}, ${expected.sensitiveFiles}`,
          );
      }
    }),
    { numRuns: tenants, seed },
  );
}
