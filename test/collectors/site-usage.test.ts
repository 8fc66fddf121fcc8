/** The usage report of sites: its spellings, sites that are deleted, names that are concealed, clouds without reports. */
import { describe, expect, test } from 'vitest';
import siteUsage, { usageOf } from '../../src/collectors/site-usage.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import type { SiteUsage } from '../../src/evidence/sharepoint.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, fakeGraph, type Given, refused } from './fakes.js';

const OTHER = '66666666-6666-4666-8666-666666666666';
const entry = {
  siteId: COLLECTION,
  siteUrl: 'https://contoso.sharepoint.com/sites/HR',
  isDeleted: false,
  lastActivityDate: '2022-05-14',
  fileCount: 400,
  anonymousLinkCount: 2,
  companyLinkCount: 40,
  externalSharing: true,
  siteSensitivityLabelId: '',
};

describe('a row', () => {
  test.each<[string, unknown, keyof SiteUsage, unknown]>([
    ['fileCount', '400', 'fileCount', 400],
    ['externalSharing', 'True', 'externalSharing', true],
    ['externalSharing', 'False', 'externalSharing', false],
    ['externalSharing', 'perhaps', 'externalSharing', null],
    ['lastActivityDate', '', 'lastActivityDate', null],
    ['siteSensitivityLabelId', OTHER.toUpperCase(), 'sensitivityLabelId', OTHER],
    ['siteSensitivityLabelId', null, 'sensitivityLabelId', ''],
    ['siteId', COLLECTION.toUpperCase(), 'collectionId', COLLECTION],
    ['companyLinkCount', undefined, 'companyLinkCount', null],
  ])('%s %j is %s %j', (name, value, key, expected) => {
    expect(usageOf({ ...entry, [name]: value }, new Map())?.[key]).toEqual(expected);
  });

  test('without the label column nothing is known of it', () => {
    const { siteSensitivityLabelId, ...rest } = entry;
    expect(siteSensitivityLabelId).toBe('');
    expect(usageOf(rest, new Map())?.sensitivityLabelId).toBeNull();
  });

  test('without an id there is none', () => {
    expect(usageOf({ ...entry, siteId: '' }, new Map())).toBeNull();
  });

  test('is of a personal site where the list of sites says so', () => {
    expect(usageOf(entry, new Map([[COLLECTION, true]]))?.isPersonal).toBe(true);
    expect(usageOf({ ...entry, siteUrl: 'https://contoso-my.sharepoint.com/personal/a' }, new Map())?.isPersonal).toBe(true);
  });
});

describe('a scan', () => {
  const tell = async (report: Given, settings: Given, sites = [aSite()]) => {
    const graph = fakeGraph((path) => (path === '/admin/reportSettings' ? settings : report));
    const { evidence } = await collect(siteUsage, { evidence: { sites }, graph });
    return { coverage: evidence.coverage('siteUsage'), rows: await rowsOf(evidence.rows('siteUsage')), graph };
  };
  const shown = { displayConcealedNames: false };
  const concealed = { displayConcealedNames: true };

  test('keeps every live site, on every page', async () => {
    const pages = [[entry, { ...entry, siteId: OTHER, isDeleted: 'True' }], [{ ...entry, siteId: OTHER }]];
    const { coverage, rows, graph } = await tell({ pages }, shown);
    expect(coverage).toEqual({ state: 'complete', rows: 2 });
    expect(rows.map(({ collectionId }) => collectionId)).toEqual([COLLECTION, OTHER]);
    expect(graph.asked.at(-1)).toMatchObject({ version: 'beta', lane: 'reports', query: { $format: 'application/json' } });
  });

  const hashed = { ...entry, siteId: OTHER, siteUrl: '' };
  test.each([
    ['says so, and its ids are made up', concealed, [hashed], 'absent', 0],
    ['says so, and an id is real', concealed, [entry, hashed], 'partial', 1],
    ['does not say so, but no site can be found', shown, [hashed], 'absent', 0],
    ['does not tell, and no site can be found', refused(403, null, 'ReportSettings.Read.All'), [hashed], 'absent', 0],
  ])('a tenant that conceals names and %s', async (_, settings, value, state, kept) => {
    const { coverage, rows } = await tell({ value }, settings);
    expect(coverage.state).toBe(state);
    expect(gapsOf(coverage).map(({ reason }) => reason)).toEqual(['concealed']);
    expect(rows.map(({ url }) => url)).toEqual(Array.from({ length: kept }, () => null));
  });

  test('without the setting, a report whose sites are listed is believed', async () => {
    const { coverage } = await tell({ value: [entry] }, refused(403, null, 'ReportSettings.Read.All'));
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
  });

  test('a new tenant with an empty report is whole', async () => {
    expect((await tell({ value: [] }, shown)).coverage).toEqual({ state: 'complete', rows: 0 });
  });

  test.each([403, 404])('refused with %d is absent', async (status) => {
    const refusal = refused(status, null, 'Reports.Read.All');
    expect((await tell(refusal, shown)).coverage).toEqual({ state: 'absent', rows: 0, gaps: [refusal.gap] });
  });

  test('cut off keeps what was read', async () => {
    const { coverage } = await tell({ pages: [[entry], refused(500)] }, shown);
    expect(coverage).toMatchObject({ state: 'partial', rows: 1 });
  });
});
