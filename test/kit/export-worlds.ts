/** Tenants in which rules find something, each with its export: what damage to the export is held against. */
import { demoClinic, type Generated, generateHospital, generateTenant, type PlantedTenant } from '../../src/demo/index.js';
import type { Coverage } from '../../src/evidence/coverage.js';
import { closed, FAULTS, faultyFiles, manifestIn, opened } from './faulty-exports.js';
import { bundleFiles } from './make-bundle.js';
import { differing } from './mutated-export.js';
import type { World } from './never-better.js';
import { type Crawled, takeEvidence } from './taken-evidence.js';

const WAYS = ['script', 'hand'] as const;
const REFUSED: Coverage = { state: 'absent', rows: 0, gaps: [{ reason: 'forbidden', status: 403 }] };

/** What Graph tells of the settings that a fault changes would be told before the change: so it tells nothing. */
function withoutGraphsWord(crawled: Crawled): Crawled {
  return { ...crawled, coverage: { ...crawled.coverage, sharePointSettings: REFUSED, sensitivityLabels: REFUSED } };
}

/** The tidy tenant, crawled once, with one fault after the other. */
export async function faultyWorlds(): Promise<readonly World[]> {
  const generated = generateTenant({ seed: 7, variant: 'clean', scale: 0.03 });
  const crawled = withoutGraphsWord(await takeEvidence(generated));
  return WAYS.flatMap((by) => {
    const plain = closedAs(by, generated);
    return Object.entries(FAULTS).map(([name, fault]): World => {
      const files = faultyFiles(generated.tenant, { by }, fault);
      return { name: `${name}, by ${by}`, crawled, files, isByHand: by === 'hand', near: differing(plain, files), before: plain };
    });
  });
}

function closedAs(by: (typeof WAYS)[number], { tenant }: Generated<PlantedTenant>) {
  const files = bundleFiles(tenant, { by });
  return closed(opened(files), manifestIn(files));
}

/** Whole tenants as they are, much of which is wrong. */
export async function wrongWorlds(seeds: readonly number[]): Promise<readonly World[]> {
  const tenants: readonly (readonly [string, Generated<PlantedTenant>])[] = [
    ['clinic', demoClinic()],
    ['hospital', generateHospital({ staff: 200, seats: 20, asOf: new Date() })],
    ...seeds.map((seed) => [`seed ${seed}`, generateTenant({ seed, variant: 'clinic', scale: 0.03 })] as const),
  ];
  const worlds: World[] = [];
  for (const [name, generated] of tenants) {
    const crawled = await takeEvidence(generated);
    for (const by of WAYS)
      worlds.push({
        name: `${name}, by ${by}`,
        crawled,
        files: closedAs(by, generated),
        isByHand: by === 'hand',
        near: [],
        before: {},
      });
  }
  return worlds;
}
