/** The tenants from which the contracts take evidence away, each scanned once, and what a rule must not say without it. */
import { rm } from 'node:fs/promises';
import { beforeAll } from 'vitest';
import { type Generated, generateHospital, generateTenant, type PlantedTenant } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { makeBundle } from './make-bundle.js';
import { primed, primedHospital, withPolicy } from './primed-evidence.js';
import { type Change, type Crawled, outcomes, READY, type Taken, takeEvidence } from './taken-evidence.js';
import type { Worst } from './worst-values.js';

export type Outcomes = Map<string, Outcome>;

export interface Base {
  readonly crawled: Crawled;
  readonly whole: Outcomes;
  /** Outcomes with each worst value, worked out once. */
  readonly withWorst: Map<Worst, Promise<Outcomes>>;
}

interface Case {
  readonly make: () => Generated<PlantedTenant>;
  /** SharePoint itself answers, the cmdlet endpoint does, and an export tells the rest; else Microsoft Graph alone. */
  readonly isWhole: boolean;
  readonly prepare: (crawled: Crawled) => Taken;
}

const practice = (variant: 'clean' | 'clinic') => () => generateTenant({ seed: 20, variant, scale: 0.1 });

export const TENANTS: Readonly<Record<string, Case>> = {
  // All of it told, so that as many rules as can be pass and have something to lose.
  'the tidy twin, all of it visible': { make: practice('clean'), isWhole: true, prepare: primed },
  'the tidy twin, to Graph alone': { make: practice('clean'), isWhole: false, prepare: (c) => withPolicy(primed(c)) },
  'the clinic': { make: practice('clinic'), isWhole: true, prepare: primed },
  // With licences for everything that labels, DLP and audit can do.
  'the hospital, put in order': {
    make: () => generateHospital({ staff: 300, seats: 40, variant: 'clean' }),
    isWhole: true,
    prepare: primedHospital,
  },
};
/** Scans the tenants before the tests of a file; `base` gives one of them then. */
export function useBases(names: readonly string[] = Object.keys(TENANTS)) {
  const bases = new Map<string, Base>();
  beforeAll(async () => {
    for (const name of names) bases.set(name, await baseOf(TENANTS[name] as Case));
  });
  return { names, base: (name: string): Base => bases.get(name) as Base };
}

async function baseOf({ make, isWhole, prepare }: Case): Promise<Base> {
  const generated = make();
  const bundle = isWhole ? await makeBundle(generated.tenant) : null;
  const found = await takeEvidence(generated, {
    withSharePoint: isWhole,
    withCmdlets: isWhole,
    ...(bundle === null ? {} : { bundle }),
  });
  if (bundle !== null) await rm(bundle, { recursive: true, force: true });
  const crawled = { ...found, taken: prepare(found) };
  return { crawled, whole: await outcomes(crawled), withWorst: new Map() };
}

/** Worked out once for each worst value. */
export function withWorst(of: Base, worst: Worst): Promise<Outcomes> {
  const known = of.withWorst.get(worst);
  if (known !== undefined) return known;
  const found = outcomes(of.crawled, { taken: worst.change(of.crawled.taken, of.crawled) });
  of.withWorst.set(worst, found);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

/** What is wrong with the outcomes without a piece of evidence, in words; nothing: the law holds. */
export async function breaches(
  of: Base,
  away: Change,
  worst: readonly Worst[],
  { exempt = NONE }: { readonly exempt?: ReadonlySet<string> | undefined } = {},
): Promise<string[]> {
  const left = await outcomes(of.crawled, away);
  const found: string[] = [];
  for (const [rule, outcome] of left) {
    const before = of.whole.get(rule) as Outcome;
    if (READY.has(outcome) && !READY.has(before)) found.push(`${rule}: ${before} → ${outcome}`);
    // EXP-006 measures what was seen: to see less is its finding.
    if ((outcome === 'fail' || outcome === 'warn') && READY.has(before) && rule !== 'EXP-006')
      found.push(`${rule}: ${before} → ${outcome}, a fail of the missing evidence`);
    if (outcome === 'error') found.push(`${rule}: error`);
  }
  for (const one of worst) {
    for (const [rule, outcome] of await withWorst(of, one)) {
      const kept = left.get(rule) as Outcome;
      if (exempt.has(rule)) continue;
      if (READY.has(kept) && (outcome === 'fail' || outcome === 'warn'))
        found.push(`${rule}: ${kept} without the evidence, and ${outcome} where ${one.name}`);
    }
  }
  return found;
}
