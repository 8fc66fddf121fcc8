/** The estimate against numbers reckoned by hand, and against what a real scan of a simulated tenant spends. */
import { beforeAll, describe, expect, it } from 'vitest';
import { generateTenant } from '../../src/demo/index.js';
import { estimate, LEVELS, type Level, type PlanInput, type PlanSite } from '../../src/plan/estimate.js';
import { affordable, spend } from '../../src/plan/spending.js';
import { openSnapshot } from '../../src/snapshot/reading.js';
import { scanSimulated } from '../kit/scan-simulated.js';

const START = new Date('2026-11-23T10:00:00Z');
const RATE = { perMinute: 1000, perDay: 1_200_000 };

function site(over: Partial<PlanSite> = {}): PlanSite {
  return {
    name: 'HR',
    url: 'https://x.sharepoint.com/sites/HR',
    isPersonal: false,
    isWanted: true,
    webs: 1,
    drives: 1,
    files: 0,
    ...over,
  };
}

function plan(over: Partial<PlanInput> = {}) {
  return estimate({
    sites: [site()],
    sitesGap: null,
    groups: 0,
    links: 0,
    asksSharePoint: false,
    rate: RATE,
    start: START,
    levels: LEVELS,
    limits: { maxUnits: null, until: null },
    ...over,
  });
}
const typical = (over: Partial<PlanInput> = {}) => {
  const found = plan(over).levels.find(({ level }) => level.name === 'typical');
  if (found === undefined) throw new Error('There is no typical level.');
  return found;
};

describe('units', () => {
  // A page of sites 2 and one of OneDrives 2; then of each site 2 for its libraries, 2 for the first page of a delta, 5 for the root.
  const one = 4 + 2 + 2 + 5;

  it.each<[string, Partial<PlanInput>, number]>([
    ['an empty site', {}, one],
    ['two of them', { sites: [site(), site()] }, 4 + 2 * 9],
    ['a second library', { sites: [site({ drives: 2 })] }, one + 2 + 5],
    ['a subsite with a library', { sites: [site({ webs: 2, drives: 2 })] }, one + 9],
    ['libraries that were not counted: one a web', { sites: [site({ webs: 3, drives: null })] }, one + 18],
    ['1,000 files on one page, 30 with permissions of their own', { sites: [site({ files: 1000 })] }, one + 30 * 5],
    ['one more, on a second page', { sites: [site({ files: 1001 })] }, one + 1 + 30 * 5],
    ['10,000 files', { sites: [site({ files: 10_000 })] }, one + 9 + 300 * 5],
    ['a group for each of 7 sites', { groups: 7 }, one + 7],
    ['groups that are not known: as many as sites', { groups: null }, one + 1],
    ['300 webs in the list: a second page', { sites: [site({ webs: 300, drives: 0 })] }, 6 + 600],
    ['a site that --sites leaves out', { sites: [site(), site({ isWanted: false, files: 9999 })] }, one],
    // Settings 1 + administrators 2; web 1 + permissions 5 + lists 2; groups 2; a page of items 2.
    ['SharePoint itself', { asksSharePoint: true }, one + 3 + 8 + 2 + 2],
    [
      'SharePoint itself, 10,000 files',
      { asksSharePoint: true, sites: [site({ files: 10_000 })] },
      one + 9 + 1500 + 3 + 8 + 2 + 4 + 1500,
    ],
    ['SharePoint itself, 10 links', { asksSharePoint: true, links: 10 }, one + 15 + 10],
    ['links, and SharePoint is not asked', { links: 10 }, one],
  ])('%s', (_, over, units) => {
    const found = typical(over);
    expect(found.units).toBe(units);
    expect(Object.values(found.stages).reduce((sum, stage) => sum + stage.units, 0)).toBe(units);
  });

  it('rise from the low to the high case', () => {
    const { levels } = plan({ sites: [site({ files: 10_000 })] });
    expect(levels.map(({ units }) => units)).toEqual([13 + 9 + 500, 13 + 9 + 1500, 13 + 2 + 49 + 2500]);
  });
});

describe('what is not known', () => {
  it.each<[string, Partial<PlanInput>, boolean]>([
    ['nothing', {}, false],
    ['files of a site', { sites: [site({ files: null })] }, true],
    ['files of a site that is left out', { sites: [site(), site({ isWanted: false, files: null })] }, false],
    ['libraries', { sites: [site({ drives: null })] }, true],
    ['the list of sites', { sitesGap: { reason: 'forbidden' } }, true],
    ['links', { links: null }, false],
    ['links, and SharePoint is asked', { links: null, asksSharePoint: true }, true],
  ])('%s: a lower bound is %s', (_, over, isLowerBound) => {
    expect(plan(over).isLowerBound).toBe(isLowerBound);
  });

  it.each<[(number | null)[], number | null, number]>([
    [[10, 20], 30, 0],
    [[10, null], 10, 1],
    [[null, null], null, 2],
    [[], 0, 0],
  ])('files %j are %j, not known of %d', (files, sum, without) => {
    const found = plan({ sites: files.map((one) => site({ files: one })) });
    expect([found.files, found.sitesWithoutFiles]).toEqual([sum, without]);
  });
});

describe('limits', () => {
  const sites = Array.from({ length: 10 }, (_, n) => site({ name: `S${n}`, files: 1000 }));
  const cut = (limits: Partial<PlanInput['limits']>) =>
    typical({ sites, limits: { maxUnits: null, until: null, ...limits } }).cut;
  const lists = 4 + 10 * (2 + 2);
  const whole = lists + 10 * 155;

  it('leave out nothing where none was given', () => {
    expect(cut({})).toBeNull();
  });

  it.each<[string, Partial<PlanInput['limits']>, number]>([
    ['more units than it takes', { maxUnits: whole + 1 }, 10],
    ['just as many', { maxUnits: whole }, 10],
    ['for all lists and half of the permissions', { maxUnits: lists + 155 * 5 }, 5],
    ['a little more begins one more site, which is ended', { maxUnits: lists + 155 * 5 + 1 }, 6],
    ['for the lists alone', { maxUnits: lists }, 0],
    ['one unit', { maxUnits: 1 }, 0],
    ['a minute', { until: new Date(START.getTime() + 60_000) }, 7],
    ['an hour', { until: new Date(START.getTime() + 3_600_000) }, 10],
    ['the narrower of two', { maxUnits: lists + 155 * 5, until: new Date(START.getTime() + 60_000) }, 5],
  ])('%s', (_, limits, read) => {
    const found = cut(limits);
    expect(found).toMatchObject({ whole: read, left: 10 - read, filesLeft: 1000 * (10 - read) });
    expect(found?.firstLeft?.name).toBe(read === 10 ? undefined : `S${read}`);
  });

  it('by a list name what they leave out', () => {
    const found = plan({ sites: sites.map((one, at) => ({ ...one, isWanted: at < 3 })) });
    expect(found.unwanted).toEqual({ sites: 7, files: 7000 });
  });
});

describe('time', () => {
  it.each<[string, number, string, { minutes: number; midnights: number; waiting: number }]>([
    ['nothing', 0, '2026-11-23T10:00:00Z', { minutes: 0, midnights: 0, waiting: 0 }],
    ['an hour', 60_000, '2026-11-23T10:00:00Z', { minutes: 60, midnights: 0, waiting: 0 }],
    ['over midnight, whose quota is fresh', 60_000, '2026-11-23T23:30:00Z', { minutes: 60, midnights: 1, waiting: 0 }],
    ['the quota of a day', 1_200_000, '2026-11-23T00:00:00Z', { minutes: 1200, midnights: 0, waiting: 0 }],
    ['a little more waits for midnight', 1_201_000, '2026-11-23T00:00:00Z', { minutes: 1441, midnights: 1, waiting: 240 }],
    ['the same begun at noon does not', 1_201_000, '2026-11-23T12:00:00Z', { minutes: 1201, midnights: 1, waiting: 0 }],
    ['three days', 3_000_000, '2026-11-23T00:00:00Z', { minutes: 2 * 1440 + 600, midnights: 2, waiting: 480 }],
  ])('%s', (_, units, start, wanted) => {
    expect(spend(units, RATE, new Date(start))).toMatchObject(wanted);
  });

  it('of links is their own, 48 a minute', () => {
    expect(typical({ asksSharePoint: true, links: 480 }).spending.minutes).toBeCloseTo(10 + 28 / 1000, 6);
  });

  it.each<[string, string, number]>([
    ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z', 60_000],
    ['2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z', 1_200_000],
    ['2026-11-23T00:00:00Z', '2026-11-24T01:00:00Z', 1_260_000],
    ['2026-11-23T10:00:00Z', '2026-11-23T09:00:00Z', 0],
  ])('from %s to %s allows %d units', (from, to, units) => {
    expect(affordable(RATE, new Date(from), new Date(to))).toBe(units);
  });
});

describe('beside a scan', () => {
  let spent = 0;
  let found: ReturnType<typeof plan>;
  beforeAll(async () => {
    const sites: PlanSite[] = [];
    let items = 0;
    let own = 0;
    let groups = 0;
    const { outcome } = await scanSimulated(generateTenant({ seed: 7, variant: 'clinic' }), {
      inspect: async (folder) => {
        const evidence = await openSnapshot(folder);
        for await (const { isUnified } of evidence.rows('groups')) if (isUnified) groups += 1;
        for await (const { id, displayName, webUrl, isPersonal } of evidence.rows('sites')) {
          let drives = 0;
          let files = 0;
          for await (const drive of evidence.rows('drives', id)) {
            drives += 1;
            files += evidence.coverage('items', drive.id).rows - 1;
            own += evidence.coverage('accessLists', drive.id).rows - 1;
          }
          items += files;
          sites.push(site({ name: displayName, url: webUrl, isPersonal, drives, files }));
        }
      },
    });
    spent = outcome.facts.spent.sharepoint?.units ?? 0;
    const uniqueShare = own / items;
    const levels: readonly Level[] = [
      { name: 'low', uniqueShare, itemsAPage: 1000, asksTwice: false },
      { name: 'high', uniqueShare, itemsAPage: 200, asksTwice: true },
    ];
    found = plan({ sites, groups, levels });
  }, 60_000);

  it('holds its units between what Microsoft may answer, given what the scan found', () => {
    const [low, high] = found.levels.map(({ units }) => units);
    expect(spent).toBeGreaterThan(300);
    // Shares are rounded site by site.
    expect(low ?? 0).toBeLessThan(spent * 1.03);
    expect(low ?? 0).toBeGreaterThan(spent * 0.75);
    expect(high ?? 0).toBeGreaterThan(spent * 0.97);
    expect(high ?? 0).toBeLessThan(spent * 1.25);
  });
});
