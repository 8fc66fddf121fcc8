/** Exact reach of 10,000 people over 200,000 access lists with 5,000 nested groups: how much CPU it takes. */
import { type ReachGroup, type ReachInput, type ReachList, reachOf } from '../derive/reach.js';

/** A small generator of chance (mulberry32): the same seed measures the same tenant. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const PEOPLE = 10_000;
const GROUPS = 5_000;
const LISTS = 200_000;

function tenant(): ReachInput {
  const below = chance(20);
  const some = (count: number, most: number) => Array.from({ length: count }, () => below(most));
  // Each person is in twenty groups, and in fifty with those that they are in; three groups in ten are members of one to three others, in circles too.
  const people = Array.from({ length: GROUPS }, (): number[] => []);
  for (let person = 0; person < PEOPLE; person += 1) for (const group of some(20, GROUPS)) people[group]?.push(person);
  const children = Array.from({ length: GROUPS }, (): number[] => []);
  for (let child = 0; child < GROUPS; child += 1)
    if (below(10) < 3) for (const parent of some(1 + below(3), GROUPS)) children[parent]?.push(child);
  const groups: ReachGroup[] = people.map((direct, id) => ({ people: direct, groups: children[id] ?? [] }));
  const lists: ReachList[] = Array.from({ length: LISTS }, (_, at) => {
    const entries = 1 + below(6) + (below(7) === 0 ? 1 : 0);
    // Mostly groups, and mostly the large and old ones, as in a tenant.
    const isPerson = Array.from({ length: entries }, () => below(10) < 3);
    return {
      everybody: below(100) < 4,
      groups: isPerson.filter((p) => !p).map(() => (below(2) === 0 ? below(GROUPS) : below(GROUPS / 20))),
      people: isPerson.filter((p) => p).map(() => below(PEOPLE)),
      restrictedTo: below(100) === 0 ? some(2, GROUPS) : null,
      owner: at % 20 === 0 ? below(PEOPLE) : null,
      files: 1 + below(50),
      sensitiveFiles: below(4),
    };
  });
  return { people: PEOPLE, groups, lists };
}

/** How large the tenant was, what its people reach on average, and how long the reckoning took. */
export function benchReach(): {
  readonly people: number;
  readonly groups: number;
  readonly lists: number;
  readonly entries: number;
  readonly averageFiles: number;
  readonly cpuSeconds: number;
} {
  const input = tenant();
  const entries = input.lists.reduce((sum, l) => sum + l.groups.length + l.people.length + (l.everybody ? 1 : 0), 0);
  const start = process.cpuUsage();
  const sums = reachOf(input);
  const used = process.cpuUsage(start);
  return {
    people: PEOPLE,
    groups: GROUPS,
    lists: LISTS,
    entries,
    averageFiles: Math.round(sums.files.reduce((sum, n) => sum + n, 0) / PEOPLE),
    cpuSeconds: (used.user + used.system) / 1e6,
  };
}
