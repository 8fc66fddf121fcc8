/** Many damaged exports, and every property of every file that tells of a fault: gone, or odd. */
import { describe, expect, it } from 'vitest';
import { faultyWorlds, wrongWorlds } from '../kit/export-worlds.js';
import type { Json } from '../kit/faulty-exports.js';
import { bundleOf, judgeWith, outcomesOf } from '../kit/given-export.js';
import { propertySeed } from '../kit/less-evidence.js';
import { bundleOrRefusal, expectNeverBetter, hidden, type World } from '../kit/never-better.js';
import { seedsOfTheDay } from '../kit/seeded-tenant.js';

const seed = propertySeed();

describe(`damaged exports (again with PREFLIGHT_SEEDS=${seed})`, () => {
  it('hide nothing, fault by fault', async () => {
    for (const world of await faultyWorlds()) await expectNeverBetter(world, 40, seed);
  });

  it('hide nothing of tenants in which much is wrong', async () => {
    for (const world of await wrongWorlds(seedsOfTheDay(5))) await expectNeverBetter(world, 150, seed);
  });

  it.each(['script', 'hand'])('hide nothing where all objects of a file, by the %s, lost a property', async (by) => {
    for (const world of await faultyWorlds()) if (world.isByHand === (by === 'hand')) await expectEachProperty(world);
  });
});

const ODD = [undefined, 'System.Object[]', {}];

async function expectEachProperty({ name, crawled, files, near }: World): Promise<void> {
  const whole = outcomesOf(await judgeWith(crawled, await bundleOf(files)));
  for (const file of near) {
    const list = JSON.parse(String(files[file])) as Json[];
    for (const key of new Set(list.flatMap((one) => Object.keys(one)))) {
      for (const odd of ODD) {
        const changed = list.map((one) =>
          key in one && (odd === undefined || one[key] !== null) ? { ...one, [key]: odd } : one,
        );
        const bundle = await bundleOrRefusal({ ...files, [file]: JSON.stringify(changed) });
        if (bundle === null) continue;
        const wrong = hidden(whole, outcomesOf(await judgeWith(crawled, bundle)));
        expect(wrong, `${name}: ${key} is ${JSON.stringify(odd) ?? 'gone'} in ${file}`).toEqual([]);
      }
    }
  }
}
