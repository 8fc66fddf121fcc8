/** An export says the same whichever shell wrote it, and no more than it holds; the real code judges it after one crawl of each tenant. */
import { beforeAll, describe, expect, test } from 'vitest';
import { demoClinic, type Generated, generateHospital, generateTenant, type PlantedTenant } from '../../src/demo/index.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { CMDLETS } from '../../src/purview/cmdlets.js';
import type { SourcedDataset } from '../../src/purview/normal/define.js';
import { NORMALISERS } from '../../src/purview/normal/index.js';
import type { Finding, Outcome } from '../../src/result/types.js';
import { as7Utf8, asClipped, WRITERS } from '../kit/export-encodings.js';
import { bundleOf, fedRows, type Judged, judgeWith, outcomesOf } from '../kit/given-export.js';
import { asPiped, type BundleOptions, bundleFiles } from '../kit/make-bundle.js';
import { allRows, type Crawled, judge, takeEvidence } from '../kit/taken-evidence.js';

const AS_OF = new Date();
const TENANTS: Readonly<Record<string, () => Generated<PlantedTenant>>> = {
  clinic: () => demoClinic(),
  'the clean twin': () => generateTenant({ seed: 20, variant: 'clean', scale: 0.1 }),
  hospital: () => generateHospital({ staff: 200, seats: 20, asOf: AS_OF }),
};

/** Its answers say themselves that they are whole, empty ones too. */
const ENDPOINT = 'the cmdlet endpoint';

const FED_BY_EXPORT = /^(?:LBL|DLP|AUD|SPO|SITE)-/;
const findingsOf = ({ assessment }: Pick<Judged, 'assessment'>): readonly Finding[] =>
  assessment.findings.filter(({ ruleId }) => FED_BY_EXPORT.test(ruleId));
/** Without who told it, and when. */
const untold = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'origins' || key === 'at' ? undefined : inner)));

/** Locks and archives count only where an export has a date, so they are left out. */
async function siteSettingsOf({ evidence }: Judged): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of evidence.rows('siteSettings'))
    rows.push(row.properties.known ? { ...row.properties.value, url: row.url, lockState: 0, archiveStatus: 0 } : row);
  return rows;
}

/** Datasets that nothing but the cmdlets of the direct path feeds. */
const DIRECT = (Object.keys(NORMALISERS) as SourcedDataset[]).filter((dataset) =>
  [...NORMALISERS[dataset].cmdlets, ...NORMALISERS[dataset].beside].every(
    (name) => CMDLETS.find((one) => one.name === name)?.direct === true,
  ),
);

describe.each(Object.entries(TENANTS))('%s', (_, make) => {
  const generated = make();
  let crawled: Crawled;
  const judged = async (options: BundleOptions) =>
    judgeWith(crawled, await bundleOf(bundleFiles(generated.tenant, { at: AS_OF, ...options })));
  let script: Judged;
  let hand: Judged;
  beforeAll(async () => {
    crawled = await takeEvidence(generated);
    script = await judged({});
    hand = await judged({ by: 'hand' });
  });

  test.each(Object.entries(WRITERS))('the script, as written by %s', async (_name, write) => {
    const other = await judged({ write });
    expect(await fedRows(other)).toEqual(await fedRows(script));
    expect(findingsOf(other)).toEqual(findingsOf(script));
  });

  test.each([
    ...Object.entries(WRITERS).filter(([name]) => name !== ENDPOINT),
    ['a pipe, one object alone, nothing for none', asPiped] as const,
  ])('by hand, as written by %s', async (_name, write) => {
    const other = await judged({ by: 'hand', write });
    expect(untold(await fedRows(other))).toEqual(untold(await fedRows(hand)));
    expect(findingsOf(other)).toEqual(findingsOf(hand));
  });

  /** The same word, a suspicion of it, or none. */
  const expectNoOther = (less: Judged, whole: ReadonlyMap<string, Outcome>) => {
    const others = [...outcomesOf(less)].filter(([rule, outcome]) => {
      const before = whole.get(rule);
      return outcome !== before && outcome !== 'not-assessed' && !(outcome === 'warn' && before === 'fail');
    });
    expect(others.map(([rule, outcome]) => `${rule}: ${whole.get(rule)} → ${outcome}`)).toEqual([]);
  };

  test('answers of the endpoint, saved by hand, say more of what is empty, and nothing else', async () => {
    const saved = await judged({ by: 'hand', write: WRITERS[ENDPOINT] ?? as7Utf8 });
    expectNoOther(saved, outcomesOf(script));
    expectNoOther(hand, outcomesOf(saved));
  });

  test('an export by hand says less, and nothing else', () => {
    expectNoOther(hand, outcomesOf(script));
    expect(findingsOf(hand).some(({ outcome }) => outcome !== 'not-assessed')).toBe(true);
  });

  test.each(['script', 'hand'] as const)(
    'an export without -Depth, by %s: not assessed, neither better nor worse',
    async (by) => {
      const clipped = await judged({ by, write: asClipped });
      expectNoOther(clipped, outcomesOf(by === 'script' ? script : hand));
      const lost = [...outcomesOf(clipped)].filter(
        ([rule, outcome]) => outcome === 'not-assessed' && outcomesOf(script).get(rule) !== outcome,
      );
      expect(lost.length).toBeGreaterThan(0);
      const gaps = clipped.assessment.findings.flatMap((finding) => finding.gaps.map(({ reason }) => reason));
      expect(gaps).toContain('unreadable');
    },
  );

  test('the direct path has the same rows for the cmdlets that it has', async () => {
    const direct = await takeEvidence(make(), { withCmdlets: true });
    expect(DIRECT.length).toBeGreaterThan(10);
    for (const dataset of DIRECT) {
      const rows: unknown[] = [];
      for await (const row of script.evidence.rows(dataset)) rows.push(row);
      expect(untold(allRows(direct.taken, dataset)), dataset).toEqual(untold(rows));
      expect(direct.coverage[dataset].state, dataset).toBe(script.evidence.coverage(dataset).state);
    }
  });

  test('a list of sites that nobody asked one by one is as good as none; one that was, is as good as the script', async () => {
    const files = bundleFiles(generated.tenant, { by: 'hand', at: AS_OF });
    const { 'Get-SPOSite.json': sites, ...others } = files;
    const none = await judgeWith(crawled, await bundleOf(others));
    expect(outcomesOf(hand)).toEqual(outcomesOf(none));
    expect(await siteSettingsOf(hand)).toEqual([]);
    const gaps = gapsOf(hand.evidence.coverage('siteSettings')).map(({ detail }) => detail);
    expect(gaps).toContainEqual(
      expect.stringMatching(/^Get-SPOSite was not run by the export script: a list of all sites fills/),
    );
    const asked = await judgeWith(crawled, await bundleOf({ ...others, 'Get-SPOSite.Identity.json': sites as Buffer }));
    const rows = await siteSettingsOf(asked);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows).toEqual(await siteSettingsOf(script));
  });

  test('Microsoft Graph and an export together say of SharePoint what SharePoint itself says', async () => {
    const tier = await judge(await takeEvidence(make(), { withSharePoint: true }));
    const whole = new Map(tier.findings.map((finding) => [finding.ruleId, finding]));
    const of = (rule: string) => script.assessment.findings.find(({ ruleId }) => ruleId === rule);
    for (const rule of ['SPO-002', 'SPO-003', 'SPO-004', 'SPO-005', 'SPO-006', 'SITE-008', 'SITE-010']) {
      const asked = whole.get(rule)?.outcome;
      // That nothing is open that should be shielded, role assignments tell, which no export has.
      const isUncleared = rule === 'SITE-010' && asked === 'not-applicable';
      expect(of(rule)?.outcome, rule).toBe(isUncleared ? 'not-assessed' : asked);
      if (!isUncleared) expect(asked, rule).not.toBe('not-assessed');
    }
    // Groups open a site; what else does is not in an export, so nothing is cleared.
    expect(['fail', 'not-assessed']).toContain(of('SITE-001')?.outcome);
    const found = new Set(whole.get('SITE-001')?.objects.map(({ id }) => id));
    for (const { id } of of('SITE-001')?.objects ?? []) expect(found).toContain(id);
  });
});
