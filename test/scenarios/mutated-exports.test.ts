/** Exports get damaged on their way. Whatever happens to one, nothing breaks, and nothing that the whole one shows is hidden. */
import { beforeAll, describe, expect, test } from 'vitest';
import { faultyWorlds, wrongWorlds } from '../kit/export-worlds.js';
import { FAULTS } from '../kit/faulty-exports.js';
import { bundleOf, judgeWith, outcomesOf } from '../kit/given-export.js';
import { expectNeverBetter, expectTellingKept, hidden, type World } from '../kit/never-better.js';
import { READY } from '../kit/taken-evidence.js';

let faulty: readonly World[];
let wrong: readonly World[];
beforeAll(async () => {
  faulty = await faultyWorlds();
  wrong = await wrongWorlds([11]);
});

test('each fault of the tidy tenant is seen in its export, by one rule at least', async () => {
  for (const { name, crawled, files } of faulty) {
    const outcomes = outcomesOf(await judgeWith(crawled, await bundleOf(files)));
    const found = [...outcomes].filter(([rule, outcome]) => /^(?:LBL|DLP|AUD|SPO|SITE|OD)-/.test(rule) && !READY.has(outcome));
    expect(found.length, name).toBeGreaterThan(0);
    expect(
      [...outcomes].filter(([, outcome]) => outcome === 'error'),
      name,
    ).toEqual([]);
  }
});

describe('an export that is damaged', () => {
  test.each(Object.keys(FAULTS))('does not hide: %s', async (fault) => {
    for (const world of faulty.filter(({ name }) => name.startsWith(`${fault}, by `))) {
      expect(await expectTellingKept(world)).toBeGreaterThan(2);
      await expectNeverBetter(world, 1, 11);
    }
  });

  test('does not hide what is wrong with the clinic, the hospital and a tenant of any seed', async () => {
    let judged = 0;
    for (const world of wrong) judged += await expectNeverBetter(world, 10, 23);
    expect(judged).toBeGreaterThan(40);
  });
});

test('the comparison sees what is hidden', () => {
  const hides = hidden(
    new Map([
      ['A', 'fail'],
      ['B', 'pass'],
      ['C', 'warn'],
    ]),
    new Map([
      ['A', 'pass'],
      ['B', 'not-assessed'],
      ['C', 'error'],
    ]),
  );
  expect(hides).toEqual(['A: fail → pass', 'C: warn → error']);
});
