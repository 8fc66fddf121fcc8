/** The property itself: a damaged export never breaks the program, and never hides what the whole one shows. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { OperatorError } from '../../src/operator-error.js';
import type { Bundle } from '../../src/purview/results.js';
import type { Outcome } from '../../src/result/types.js';
import type { Files } from './export-encodings.js';
import type { Json } from './faulty-exports.js';
import { bundleOf, judgeWith, outcomesOf } from './given-export.js';
import { damageByHand, damaged, someDamage } from './mutated-export.js';
import { type Crawled, READY } from './taken-evidence.js';

export interface World {
  readonly name: string;
  readonly crawled: Crawled;
  readonly files: Files;
  readonly isByHand: boolean;
  /** Files in which something is wrong in the tenant. */
  readonly near: readonly string[];
  /** The export before anything was wrong; no files where it was never right. */
  readonly before: Files;
}

/** Null: it cannot be an export at all, which the operator is told. */
export async function bundleOrRefusal(files: Files): Promise<Bundle | null> {
  try {
    return await bundleOf(files);
  } catch (error) {
    if (error instanceof OperatorError) return null;
    throw error;
  }
}

/** Rules that hold something against the tenant, or do not know, with the whole export, and say that all is well with the other. */
export function hidden(whole: ReadonlyMap<string, Outcome>, left: ReadonlyMap<string, Outcome>): string[] {
  return [...left].flatMap(([rule, outcome]) => {
    const before = whole.get(rule) ?? 'error';
    const isHidden = outcome === 'error' || (READY.has(outcome) && !READY.has(before));
    return isHidden ? [`${rule}: ${before} → ${outcome}`] : [];
  });
}

/** @returns how many exports were damaged and judged */
export async function expectNeverBetter(world: World, runs: number, seed: number): Promise<number> {
  const whole = outcomesOf(await judgeWith(world.crawled, await bundleOf(world.files)));
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(world.isByHand ? damageByHand : someDamage, async (damages) => {
      const { files, done } = damaged(world.files, damages, world.near);
      if (done.length === 0) return;
      const bundle = await bundleOrRefusal(files);
      if (bundle === null) return;
      judged += 1;
      const wrong = hidden(whole, outcomesOf(await judgeWith(world.crawled, bundle)));
      if (wrong.length > 0) throw new Error(`${world.name}: ${wrong.join('; ')} after ${done.join(', ')}`);
    }),
    { numRuns: runs, seed },
  );
  return judged;
}

/** What tells of a fault, and nothing else, taken away or broken in each way that there is: properties, objects, the file. */
export function tellingDamage({ files, before, near, isByHand }: World): readonly (readonly [string, Files])[] {
  return near.flatMap((file): (readonly [string, Files])[] => {
    const content = String(files[file]);
    const list = JSON.parse(content) as Json[];
    const old = before[file] === undefined ? [] : (JSON.parse(String(before[file])) as Json[]);
    const isNew = list.map((one) => !old.some((other) => isDeepStrictEqual(one, other)));
    const keys = new Set(
      list.flatMap((one, at) =>
        Object.keys(one).filter(
          (key) => isNew[at] && !isDeepStrictEqual(one[key], old.find(({ Name }) => Name === one.Name)?.[key]),
        ),
      ),
    );
    const as = (what: string, changed: unknown) => [`${what} in ${file}`, { ...files, [file]: JSON.stringify(changed) }] as const;
    const { [file]: _, ...others } = files;
    return [
      ...[...keys].flatMap((key) =>
        (isByHand ? [undefined] : [undefined, 'System.Object[]', {}]).map((odd) =>
          as(
            `${key} is ${odd === undefined ? 'gone' : JSON.stringify(odd)}`,
            list.map((one, at) => (isNew[at] ? { ...one, [key]: odd } : one)),
          ),
        ),
      ),
      ...(isByHand ? [{}] : [null, {}, 'x']).map((odd) =>
        as(
          `${JSON.stringify(odd)} for objects`,
          list.map((one, at) => (isNew[at] ? odd : one)),
        ),
      ),
      [`${file} is empty`, { ...files, [file]: '' }],
      [`${file} breaks off`, { ...files, [file]: content.slice(0, content.length / 2) }],
      // By hand nobody could tell.
      ...(isByHand
        ? []
        : [
            as(
              'objects are gone',
              list.filter((_one, at) => !isNew[at]),
            ),
            as('nothing', []),
            [`${file} is gone`, others] as const,
          ]),
    ];
  });
}

export async function expectTellingKept(world: World): Promise<number> {
  const whole = outcomesOf(await judgeWith(world.crawled, await bundleOf(world.files)));
  const wrong: string[] = [];
  let judged = 0;
  for (const [what, files] of tellingDamage(world)) {
    const bundle = await bundleOrRefusal(files);
    if (bundle === null) continue;
    judged += 1;
    wrong.push(...hidden(whole, outcomesOf(await judgeWith(world.crawled, bundle))).map((one) => `${what}: ${one}`));
  }
  if (wrong.length > 0) throw new Error(`${world.name}: ${wrong.join('; ')}`);
  return judged;
}
