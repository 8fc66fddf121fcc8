/** `plan` from flags to text and JSON, against a simulated tenant over HTTP; nothing is written and little is asked. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coloursFor } from '../../src/cli/colours.js';
import { type Plan, planText } from '../../src/cli/plan-text.js';
import { generateTenant } from '../../src/demo/index.js';
import { estimate, LEVELS, type PlanInput, type PlanSite } from '../../src/plan/estimate.js';
import { runCli, serveTenant } from '../kit/run-cli.js';
import { ALL } from '../reporters/hostile.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-plan-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Served anew each time: a tenant answers few questions for its usage report within ten seconds. */
async function plan(...args: string[]) {
  const { simulator, flags, env } = await serveTenant(generateTenant({ seed: 7, variant: 'clinic', scale: 0.2 }));
  try {
    const run = await runCli(['plan', ...flags, ...args], env);
    return { ...run, words: run.out.replaceAll(/\s+/g, ' '), asked: simulator.requests.map((request) => request.url) };
  } finally {
    await simulator.close();
  }
}

const json = async (...args: string[]) => {
  const run = await plan('--json', ...args);
  expect(run.err).toBe('');
  expect(run.exitCode).toBe(0);
  return JSON.parse(run.out);
};

describe('plan', () => {
  it('says what is there, what a scan takes and on what it rests', async () => {
    const run = await plan();
    expect(run.exitCode, run.err).toBe(0);
    for (const sentence of [
      'Simulated tenant, not evidence',
      /Sites {2,}\d+ sites? and \d+ OneDrives/,
      'an estimate: one a site',
      /typical +3 % +[\d,]+ +[\d,]+/,
      'SharePoint itself would not be asked',
      'budget',
    ])
      expect(run.out).toMatch(sentence);
    expect(run.out).not.toContain('What the limits leave out');
    expect(await readdir(root)).toEqual([]);
  });

  it('asks neither for files nor for permissions', async () => {
    const { asked } = await plan('--count-drives', '--max-ru', '100');
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((path) => /delta|permissions|\/items\//.test(path))).toEqual([]);
  });

  it('counts libraries where it is told to', async () => {
    const [guessed, counted] = [await json(), await json('--count-drives')];
    expect(guessed.signals.drivesGap).toBeNull();
    expect(counted.estimate.drives).toBeGreaterThanOrEqual(counted.signals.siteCollections);
    expect(counted.spent).toBeGreaterThan(guessed.spent);
  });

  it('tells what each limit leaves out', async () => {
    const all = await json();
    const [, typical] = all.estimate.levels;
    expect(typical.cut).toBeNull();
    const cut = (await json('--max-ru', String(Math.floor(typical.units / 2)))).estimate.levels[1].cut;
    expect(cut.whole + cut.left).toBe(all.signals.siteCollections);
    expect(cut.left).toBeGreaterThan(0);
    const long = (await json('--until', '2100-01-01T06:00Z')).estimate.levels[1].cut;
    expect(long).toMatchObject({ left: 0, firstLeft: null });
    const text = await plan('--max-ru', '1');
    expect(text.words).toMatch(/In each case: --max-ru allows 1 unit: no site or OneDrive is read whole, \d+ not/);
  });

  it('tells what a list of sites leaves out, and which of it the tenant does not have', async () => {
    const { signals, limits } = await json();
    expect(limits.sites).toBeNull();
    const host = await hostOf();
    const list = join(root, 'sites.txt');
    await writeFile(list, `https://${host}/\nhttps://nobody.sharepoint.com/sites/X\n`);
    const told = await json('--sites', list);
    expect(told.estimate.unwanted.sites).toBe(signals.siteCollections - 1);
    expect(told.limits.strangers.join()).toContain('https://nobody.sharepoint.com/sites/X');
    const text = await plan('--sites', list, '--count-drives', '--max-ru', '1', '--until', '2100-01-01T06:00Z');
    expect(text.words).toContain('--sites names 2 sites and leaves out');
    expect(text.words).toContain('--max-ru and --until allow 1 unit');
    // What the list leaves out is no library that a site kept back.
    expect(text.words).toMatch(/Libraries \d+ \(counted\)/);
    expect(text.words).not.toContain('Not every site told its libraries');
    await rm(list);
  });
});

/** The host of the tenant's root site, as the first site that a limit leaves out shows it. */
async function hostOf(): Promise<string> {
  const { estimate: told } = await json('--max-ru', '1');
  return new URL(told.levels[1].cut.firstLeft.url).host;
}

describe('the text', () => {
  const site: PlanSite = {
    name: ALL,
    url: `https://x.sharepoint.com/${ALL}`,
    isPersonal: false,
    isWanted: true,
    webs: 1,
    drives: null,
    files: null,
  };

  function text(over: Partial<PlanInput> = {}, own: Partial<Plan['signals']> = {}, columns = 80): string {
    const asOf = new Date('2026-11-23T10:00:00Z');
    const limits = { maxUnits: null, until: null, ...over.limits };
    const input: PlanInput = {
      sites: [site],
      sitesGap: null,
      groups: null,
      links: null,
      asksSharePoint: true,
      rate: { perMinute: 1000, perDay: 1_200_000 },
      start: asOf,
      levels: LEVELS,
      ...over,
      limits,
    };
    const tenant = { displayName: ALL, defaultDomain: ALL };
    const signals = { tenant, webs: 1, archived: 0, usageGap: null, drivesGap: null, licences: null, ...input, ...own };
    return planText(
      {
        tenant,
        source: 'live',
        asOf,
        signals,
        countsDrives: false,
        asksSharePoint: input.asksSharePoint,
        budget: { licences: signals.licences, perMinute: 1250, perDay: 1_200_000, share: 0.8, asOf: '2026-07-24' },
        limits: { sites: [ALL], ...limits, strangers: [ALL] },
        spent: 4,
        estimate: estimate(input),
      },
      coloursFor({ env: {} }, false),
      columns,
    );
  }

  it('obeys nothing that a tenant chose', () => {
    const told = text({ limits: { maxUnits: 1, until: null } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through
    expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(told).not.toMatch(/^::/m);
    expect(told).not.toContain('##[');
  });

  it.each<[string, string, RegExp]>([
    ['files', text(), /Files +not known/],
    ['why files are not known', text({}, { usageGap: { reason: 'concealed' } }), /The tenant hides names in usage reports/],
    ['licences', text(), /number of licences is not known, so the smallest budget counts/],
    ['links', text(), /How many sharing links there are is not known/],
    [
      'the list',
      text({ sitesGap: { reason: 'forbidden', remedy: 'Sites.Read.All' } }),
      /The list of sites is not whole.*Sites\.Read\.All/,
    ],
    ['that it is least', text(), /an estimate, at least/],
  ])('says what is not known: %s', (_, told, wanted) => {
    expect(told.replaceAll(/\s+/g, ' ')).toMatch(wanted);
  });

  it.each<[Partial<Plan['signals']>, RegExp]>([
    [{}, /Sites +1 site and 0 OneDrives\n/],
    [{ webs: 3 }, /0 OneDrives; beside them 2 subsites\n/],
    [{ webs: 3, archived: 1 }, /0 OneDrives; beside them 1 subsite and 1 archived, which a scan leaves out\n/],
    [{ webs: 3, archived: 2 }, /0 OneDrives; beside them 2 archived, which a scan leaves out\n/],
  ])('tells subsites and archived sites only where there are any: %j', (own, wanted) => {
    expect(text({}, own, 200)).toMatch(wanted);
  });

  it('tells cases that end alike in one line, others apart', () => {
    const files = { ...site, files: 100_000, drives: 1 };
    const cut = (maxUnits: number) =>
      text({ sites: [files, files], asksSharePoint: false, limits: { maxUnits, until: null } }, {}, 400);
    expect(cut(1)).toMatch(/In each case: --max-ru allows 1 unit: no site/);
    expect(cut(10_000_000)).toMatch(/In each case: --max-ru allows 10,000,000 units, which is enough for all of it/);
    expect(cut(6_000)).toMatch(
      /low: --max-ru allows 6,000 units, which is enough[^\n]*\n[^\n]*typical and high: --max-ru allows/,
    );
  });

  it('names no time of nothing', () => {
    const told = text({
      sites: [{ ...site, files: 1, drives: 1 }],
      asksSharePoint: false,
      rate: { perMinute: 1e6, perDay: 1e9 },
    });
    expect(told).toContain('under 1 s');
  });

  it('says when a day’s quota is not enough', () => {
    const told = text({ sites: [{ ...site, name: 'Big', url: 'https://x.sharepoint.com', files: 20_000_000, drives: 1 }] });
    expect(told.replaceAll(/\s+/g, ' ')).toMatch(/past \d+ midnights? UTC, [\d hmin]+ of it waiting for the next day’s quota/);
  });
});
