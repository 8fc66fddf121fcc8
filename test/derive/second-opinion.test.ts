/** Where an imported report and the crawl disagree, case by case; and what is no disagreement though the numbers differ. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import type { OpinionInput } from '../../src/derive/opinion.js';
import type { Scope, SiteRow } from '../../src/derive/rows.js';
import { secondOpinion } from '../../src/derive/second-opinion.js';
import { sensitiveNames } from '../../src/derive/sensitive-names.js';
import { known, unknown } from '../../src/evidence/known.js';
import { needsSharePoint, type SamBroadItem, type SamSite } from '../../src/evidence/sharepoint.js';
import { createMemoryEvidence } from '../../src/snapshot/memory.js';
import { anEveryoneGrant, aScope, aSite, aSiteGrant, NOW } from '../kit/rows.js';

const row = (over: Parameters<typeof aSite>[0] = {}) =>
  aSite({ ...over, site: { id: 'host,collection-1,web-1', ...over?.site } });
const ROW = row();
const HOST = new URL(ROW.site.webUrl).origin;
const PATH = new URL(ROW.site.webUrl).pathname;

function samSite(over: Partial<SamSite> = {}): SamSite {
  return {
    collectionId: null,
    url: ROW.site.webUrl,
    people: null,
    guests: null,
    everyoneExceptExternalGrants: null,
    everyoneGrants: null,
    organizationLinks: null,
    anyoneLinks: null,
    uniqueItems: null,
    reportDate: '2026-11-20',
    ...over,
  };
}

function samItem(itemUrl: string, over: Partial<SamBroadItem> = {}): SamBroadItem {
  const open = { itemType: 'File', role: 'Read', recipient: 'Everyone except external users' };
  return { collectionId: ROW.collectionId, itemUrl, reportDate: '2026-11-20', ...open, ...over };
}

interface Case {
  readonly sites?: readonly SamSite[];
  readonly items?: readonly SamBroadItem[];
  readonly rows?: readonly SiteRow[];
  readonly scopes?: readonly Scope[];
  readonly totals?: Partial<OpinionInput['totals']>;
  readonly most?: number;
}

function opinion({ sites, items, rows = [ROW], scopes = [], totals = {}, most = 100 }: Case) {
  const evidence = createMemoryEvidence({
    ...(sites === undefined ? {} : { samSites: sites }),
    ...(items === undefined ? {} : { samBroadItems: items }),
  });
  return secondOpinion({
    evidence,
    sites: rows,
    scopes,
    totals: { unreadSites: [], outOfReach: [], sitesListGap: null, ...totals },
    thresholds: DEFAULT_CONFIG.thresholds,
    names: sensitiveNames(DEFAULT_CONFIG.lexicon),
    now: NOW,
    most,
  });
}

const told = async (given: Case) =>
  (await opinion(given))?.rows.map(({ what, crawl, imported, isDoubt }) => ({ what, crawl, imported, isDoubt }));

describe('without a report', () => {
  it('there is no second opinion', async () => {
    expect(await opinion({})).toBeNull();
  });
});

describe('people with access', () => {
  const readers = (value: number, over: Partial<SiteRow> = {}) => row({ standingReaders: known(value), ...over });

  it.each<[string, SiteRow, Partial<SamSite>, readonly [number, number] | null]>([
    ['the same', readers(40), { people: 40 }, null],
    ['a little apart', readers(40), { people: 48 }, null],
    ['far more in the report', readers(40), { people: 412 }, [40, 412]],
    ['far more in the crawl', readers(412), { people: 40 }, [412, 40]],
    ['none in the report', readers(5), { people: 0 }, [5, 0]],
    ['none in both', readers(0), { people: 0 }, null],
    ['not in the report', readers(40), { people: null }, null],
    ['not known to the crawl', row({ standingReaders: unknown(needsSharePoint()) }), { people: 412 }, null],
    [
      'open to all in the crawl, which Microsoft does not count',
      readers(412, { standingOrgWide: known(true) }),
      { people: 40 },
      null,
    ],
    ['perhaps open to all', readers(412, { standingOrgWide: unknown(needsSharePoint()) }), { people: 40 }, null],
    ['open to all and yet more in the report', readers(40, { standingOrgWide: known(true) }), { people: 412 }, [40, 412]],
  ])('%s', async (_, own, over, wanted) => {
    const rows = (await told({ sites: [samSite(over)], rows: [own] }))?.filter((r) => r.what === 'people');
    expect(rows).toEqual(wanted === null ? [] : [{ what: 'people', crawl: wanted[0], imported: wanted[1], isDoubt: false }]);
  });
});

describe('grants to everyone', () => {
  const eeeu = (n: number | null) => samSite({ everyoneExceptExternalGrants: n });
  const open = row({ grants: known([{ ...aSiteGrant(), ...anEveryoneGrant() }]) });
  const blind = row({ grants: unknown(needsSharePoint()), grantedOrgWide: unknown(needsSharePoint()) });
  const scope = aScope({ site: ROW.site, grants: [anEveryoneGrant()] });

  it.each<[string, Case, readonly [number | null, number, boolean] | null]>([
    ['in the report, none in the crawl: a doubt', { sites: [eeeu(2)] }, [0, 2, true]],
    ['in the report, and the crawl could not see', { sites: [eeeu(2)], rows: [blind] }, [null, 2, true]],
    [
      'in the report, and the site was not read whole',
      { sites: [eeeu(2)], totals: { unreadSites: [{ site: ROW.site, gap: { reason: 'throttled' } }] } },
      [null, 2, true],
    ],
    ['in both, on the site', { sites: [eeeu(2)], rows: [open] }, null],
    ['in both, on an item', { sites: [eeeu(2)], scopes: [scope] }, null],
    ['in the crawl alone', { sites: [eeeu(0)], rows: [open] }, [1, 0, false]],
    [
      'in the crawl alone, counted where it was set',
      { sites: [eeeu(0)], rows: [open], scopes: [aScope({ site: ROW.site, grants: [anEveryoneGrant({ inherited: true })] })] },
      [1, 0, false],
    ],
    ['in the crawl, and the report has no such column', { sites: [eeeu(null)], rows: [open] }, null],
    ['in neither', { sites: [eeeu(0)] }, null],
  ])('%s', async (_, given, wanted) => {
    const rows = (await told(given))?.filter((r) => r.what === 'everyone-except-external');
    const expected =
      wanted === null ? [] : [{ what: 'everyone-except-external', crawl: wanted[0], imported: wanted[1], isDoubt: wanted[2] }];
    expect(rows).toEqual(expected);
  });

  it('to Everyone are told apart from those to Everyone except external users', async () => {
    expect(await told({ sites: [samSite({ everyoneGrants: 1 })] })).toEqual([
      { what: 'everyone', crawl: 0, imported: 1, isDoubt: true },
    ]);
  });

  it('are counted by site, however many disagreements a site has', async () => {
    const found = await opinion({ sites: [samSite({ everyoneGrants: 1, everyoneExceptExternalGrants: 4 })] });
    expect(found?.doubts).toEqual({ sites: 1, places: 0 });
  });
});

describe('items listed as open to everyone', () => {
  const library = `${ROW.site.webUrl}/Shared%20Documents`;
  const drive = { ...aScope().drive, webUrl: library };
  const at = (names: readonly string[], isOpen: Scope['grantedOrgWide']) =>
    aScope({
      site: ROW.site,
      drive,
      grantedOrgWide: isOpen,
      place: {
        siteUrl: ROW.site.webUrl,
        siteName: ROW.site.displayName,
        driveUrl: library,
        parts: ['Documents', ...names].map((name) => ({ name, sensitive: false })),
        words: [],
      },
    });
  const root = at([], known(false));
  const open = at(['Benefits'], known(true));

  it.each<[string, string, readonly Scope[], 'agreed' | false | null]>([
    ['open in the crawl', 'Shared Documents/Benefits', [root, open], 'agreed'],
    ['below a place that is open', 'Shared Documents/Benefits/2026/Plan.docx', [root, open], 'agreed'],
    ['by its whole address', `${HOST}${PATH}/Shared%20Documents/Benefits`, [root, open], 'agreed'],
    ['by the path on its host, in other letters', `${PATH.toUpperCase()}/Shared Documents/BENEFITS/`, [root, open], 'agreed'],
    ['beside a place that is open', 'Shared Documents/Benefits 2', [root, open], false],
    ['not open in the crawl', 'Shared Documents/Vendors', [root], false],
    ['the crawl could not tell', 'Shared Documents/Vendors', [at([], unknown(needsSharePoint()))], null],
    ['in a list, of which the crawl knows the site only', 'Lists/Absences', [root], false],
    ['the site itself', ROW.site.webUrl, [root], false],
  ])('%s', async (_, url, scopes, wanted) => {
    const rows = await told({ items: [samItem(url)], scopes });
    expect(rows).toEqual(wanted === 'agreed' ? [] : [{ what: 'open-item', crawl: wanted, imported: true, isDoubt: true }]);
  });

  it('are not known where the crawl knows no such site', async () => {
    const found = await opinion({ items: [samItem('https://else.sharepoint.com/sites/A/Docs/B', { collectionId: null })] });
    expect(found?.rows).toMatchObject([{ siteName: null, url: null, crawl: null, isDoubt: true }]);
    expect(found?.doubts).toEqual({ sites: 0, places: 1 });
  });

  it('are no disagreement on a site that nobody opens', async () => {
    const archived = { ...ROW.site, id: 'host,other,web', webUrl: `${HOST}/sites/Archive` };
    const totals = { outOfReach: [{ site: archived, why: 'archived' as const }] };
    const item = samItem(`${archived.webUrl}/Docs/A`, { collectionId: 'other' });
    expect(await told({ items: [item, samItem('Docs/A', { collectionId: 'other' })], totals })).toEqual([]);
  });

  it('carry names piece by piece, the PHI-looking ones marked', async () => {
    const found = await opinion({ items: [samItem('Shared Documents/Patient intake/Smith, John.pdf')], scopes: [root] });
    expect(found?.rows[0]?.place).toMatchObject({
      siteUrl: ROW.site.webUrl,
      parts: [
        { name: 'Shared Documents', sensitive: false },
        { name: 'Patient intake', sensitive: true },
        { name: 'Smith, John.pdf', sensitive: true },
      ],
      words: ['patient intake'],
    });
  });
});

describe('the two lists of sites', () => {
  const other = row({ collectionId: 'other', site: { webUrl: `${HOST}/sites/Other` } });
  const personal = row({
    collectionId: 'mine',
    isPersonal: true,
    site: { webUrl: 'https://x-my.sharepoint.com/personal/a' },
  });

  it.each<[string, Case, readonly string[]]>([
    ['are the same', { sites: [samSite()] }, []],
    [
      'match by id though the address changed',
      { sites: [samSite({ collectionId: ROW.collectionId, url: `${HOST}/sites/Renamed` })] },
      [],
    ],
    ['match by address, however it is written', { sites: [samSite({ url: `${ROW.site.webUrl.toUpperCase()}/` })] }, []],
    ['lack a site of the report', { sites: [samSite({ url: `${HOST}/sites/New` })], rows: [] }, ['only-imported']],
    ['lack a site of the crawl', { sites: [samSite()], rows: [ROW, other] }, ['only-crawled']],
    ['leave out OneDrives, whose report was not given', { sites: [samSite()], rows: [ROW, personal] }, []],
    [
      'leave out what nobody opens',
      { sites: [samSite()], rows: [], totals: { outOfReach: [{ site: ROW.site, why: 'no-access' }] } },
      [],
    ],
  ])('%s', async (_, given, wanted) => {
    expect((await told(given))?.map((r) => r.what)).toEqual(wanted);
  });
});

describe('items with their own permissions', () => {
  const lists = (unique: number) => known([{ title: 'Documents', url: ROW.site.webUrl, items: 1000, unique }]);

  it.each<[SiteRow['lists'], number | null, boolean]>([
    [lists(37), 37, false],
    [lists(37), 40, false],
    [lists(37), 370, true],
    [lists(37), 0, true],
    [lists(37), null, false],
    [unknown(needsSharePoint()), 37, false],
  ])('%j against %j: %s', async (own, uniqueItems, isTold) => {
    const rows = await told({ sites: [samSite({ uniqueItems })], rows: [row({ lists: own })] });
    expect(rows?.map((r) => r.what)).toEqual(isTold ? ['unique-items'] : []);
  });
});

describe('the reports', () => {
  it.each<[string | null, number | null, boolean]>([
    ['2026-11-20', 3, false],
    ['2026-10-24', 30, false],
    ['2026-10-23', 31, true],
    ['2026-11-20T04:00:00Z', 2, false],
    ['11/02/2026', null, false],
    [null, null, false],
  ])('of %j are %j days old, too old: %s', async (reportDate, ageDays, isOld) => {
    const found = await opinion({ sites: [samSite({ reportDate })] });
    expect(found?.reports).toEqual([{ kind: 'sites', rows: 1, date: reportDate, ageDays, isOld }]);
  });

  it('are as old as their oldest row', async () => {
    const found = await opinion({ sites: [samSite(), samSite({ reportDate: '2026-01-01' })] });
    expect(found?.reports[0]).toMatchObject({ date: '2026-01-01', isOld: true });
  });
});

describe('many disagreements', () => {
  it('are all counted, and the doubts are kept first', async () => {
    const strangers = Array.from({ length: 30 }, (_, n) => samSite({ url: `${HOST}/sites/S${n}` }));
    const found = await opinion({ sites: [...strangers, samSite({ everyoneExceptExternalGrants: 1 })], most: 10 });
    expect(found?.counts).toMatchObject({ 'only-imported': 30, 'everyone-except-external': 1, 'open-item': 0 });
    expect(found?.rows).toHaveLength(10);
    expect(found?.rows[0]?.what).toBe('everyone-except-external');
  });
});
