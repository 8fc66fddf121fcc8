/** Scans that the operator limited to some sites, to so many units, or to a time: what was left out is told, and nothing looks better for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Limits } from '../../src/collectors/allowance.js';
import { generateHospital } from '../../src/demo/index.js';
import { renderHtml, renderMarkdown } from '../../src/reporters/index.js';
import { expectNoFalseWord } from '../kit/broken-scan.js';
import { type Told, tell } from '../kit/scenario.js';

const hospital = () => generateHospital({ staff: 300, seats: 40 });
const { planted, tenant } = hospital();
const ask = (limits: Partial<Limits>): Promise<Told> => tell(hospital(), { withSharePoint: true, leavers: [], limits });

let whole: Told;
beforeAll(async () => {
  whole = await ask({});
});

const LIMITS: readonly {
  readonly name: string;
  /** `nearly`: nine tenths of what the whole scan spent. */
  readonly limits: Partial<Limits> | 'nearly';
  readonly flag: string;
  /** Some of it was read all the same. */
  readonly readsSome: boolean;
}[] = [
  { name: 'the site that is open alone', limits: { sites: [planted.archive.url] }, flag: '--sites', readsSome: true },
  { name: 'the site that is in order alone', limits: { sites: [planted.benefits.url] }, flag: '--sites', readsSome: true },
  { name: 'no site at all', limits: { sites: [] }, flag: '--sites', readsSome: false },
  { name: 'no unit at all', limits: { maxUnits: 0 }, flag: '--max-ru', readsSome: false },
  { name: 'less units than it takes', limits: 'nearly', flag: '--max-ru', readsSome: true },
  { name: 'a time that is over', limits: { until: new Date(Date.now() - 3_600_000) }, flag: '--until', readsSome: false },
];

describe.each(LIMITS)('limited to $name', ({ limits, flag, readsSome }) => {
  let told: Told;
  beforeAll(async () => {
    const { sharepoint, sharing } = whole.outcome.facts.spent;
    const nearly = { maxUnits: Math.floor(0.9 * ((sharepoint?.units ?? 0) + (sharing?.units ?? 0))) };
    told = await ask(limits === 'nearly' ? nearly : limits);
  });

  it('covers less than the whole scan, and more than nothing where something was allowed', () => {
    expect(whole.result.coverage.sites).toBe(100);
    expect(told.result.coverage.sites).toBeLessThan(100);
    expect(told.result.coverage.unreadSites.count).toBeGreaterThan(0);
    expect(told.result.exposure.filesRead > 0).toBe(readsSome);
    expect(told.result.exposure.filesRead).toBeLessThanOrEqual(whole.result.exposure.filesRead);
  });

  it('lets no rule look better, and gives no Go', () => {
    expectNoFalseWord(told, whole.outcomes());
    expect(['go', 'go-with-conditions']).not.toContain(told.result.verdict.decision);
  });

  it('says in the result and in each report what limited it', async () => {
    const gaps = told.result.coverage.datasets.flatMap((d) => d.gaps.map((g) => g.remedy));
    expect(gaps).toContain(flag);
    for (const text of [renderMarkdown(told.result), await renderHtml(told.result)]) expect(text.includes(flag)).toBe(true);
    const unread = told.result.coverage.unreadSites.list.map(({ gap }) => gap.remedy);
    expect(new Set(unread)).toEqual(new Set([flag]));
  });
});

it.each([{ sites: [planted.archive.url] }, { sites: [planted.benefits.url] }, { sites: [] }])(
  'asks SharePoint nothing of the sites that are not listed: $sites',
  async ({ sites }: { readonly sites: readonly string[] }) => {
    const told = await ask({ sites });
    const others = tenant.sites.map(({ site }) => site.webUrl ?? '').filter((url) => !sites.includes(url));
    const asked = told.requests.map((r) => decodeURIComponent(r.url));
    expect(others.filter((url) => asked.some((one) => one.startsWith(`${url}/_api/`)))).toEqual([]);
    expect(sites.filter((url) => !asked.some((one) => one.startsWith(`${url}/_api/`)))).toEqual([]);
  },
);

it('the open site alone is found as open as in the whole scan', async () => {
  const told = await ask({ sites: [planted.archive.url] });
  expect(told.ids('SITE-001')).toEqual(whole.ids('SITE-001'));
  expect(told.finding('EXP-002')).toMatchObject({ outcome: 'fail', measures: { standing: 47 } });
  expect(told.result.exposure).toMatchObject({ standing: 47, isLowerBound: true });
  expect(told.result.verdict.decision).toBe('no-go');
});
