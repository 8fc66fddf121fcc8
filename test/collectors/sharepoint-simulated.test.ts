/** SharePoint's own API as the simulated Microsoft 365 serves it: its spellings, its refusals site by site, and what a site costs. */
import { describe, expect, test } from 'vitest';
import { collectionOf } from '../../src/evidence/collections.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import { type Crawl, clinic, crawl, rowsOf, shape } from './crawl-simulated.js';

const ASKED = ['sharepoint-tenant', 'site-settings', 'site-access', 'sharing-links'];
const DATASETS = ['sharePointTenant', 'siteSettings', 'siteGroups', 'roleAssignments', 'sharingLinks'] as const;

async function told({ evidence }: Crawl) {
  const rows = await Promise.all(DATASETS.map((dataset) => rowsOf<unknown>(evidence.rows(dataset))));
  return rows.map((some) => some.map((row) => JSON.stringify(row)).sort());
}

const ofSharePoint = ({ requests }: Crawl) => requests.filter(({ url }) => new URL(url).host.endsWith('.sharepoint.com'));

test.each(['odata', '@odata', 'verbose'] as const)('the spelling %s tells the same, in small pages too', async (spelling) => {
  const plain = await crawl({ withSharePoint: true, only: ASKED });
  const generated = clinic();
  generated.tenant.sharePoint.spelling = spelling;
  generated.tenant.pageSizes.listItems = 3;
  const spelled = await crawl({ generated, withSharePoint: true, only: ASKED });
  for (const dataset of DATASETS) expect(spelled.evidence.coverage(dataset).state, dataset).toBe('complete');
  expect(await told(spelled)).toEqual(await told(plain));
  expect((await told(plain)).every((rows) => rows.length > 0)).toBe(true);
});

describe('one site', () => {
  /** A site that no other is below, with a library that holds something. */
  function one(generated = clinic()) {
    const site = generated.tenant.sites.find(
      ({ site, drives }) => site.isPersonalSite !== true && (drives[0]?.items.length ?? 0) > 50,
    );
    if (site?.collection === undefined) throw new Error('no site with a library');
    return { generated, site, collection: site.collection, id: collectionOf(site.site.id) };
  }

  test.each([
    [401, `forbidden ${SHAREPOINT_PERMISSION}`],
    [403, `forbidden ${SHAREPOINT_PERMISSION}`],
    [404, 'failed'],
    [423, 'failed'],
  ] as const)('that answers %d is a gap of its own, with its default groups from the administration', async (status, gap) => {
    const { generated, collection, id } = one();
    collection.refusal = status;
    const { evidence } = await crawl({ generated, withSharePoint: true, only: ['site-access'] });
    expect(shape(gapsOf(evidence.coverage('roleAssignments', id)))).toEqual([gap]);
    expect(evidence.coverage('roleAssignments', id).state).toBe('absent');
    expect(evidence.coverage('siteGroups', id)).toMatchObject({ state: 'partial', rows: 3 });
    const roles = (await rowsOf(evidence.rows('siteGroups', id))).map(({ role, members }) => [role, members.known]);
    expect(roles).toEqual([
      ['owners', true],
      ['members', true],
      ['visitors', true],
    ]);
    const others = evidence.shards('roleAssignments').filter((shard) => shard !== id);
    expect(others.every((shard) => evidence.coverage('roleAssignments', shard).state === 'complete')).toBe(true);
    expect(evidence.coverage('roleAssignments').state).toBe('partial');
  });

  test('that is locked with NoAccess is not opened, by Graph neither', async () => {
    const { generated, site, collection, id } = one();
    collection.properties.LockState = 'NoAccess';
    const only = ['site-settings', 'site-access', 'item-permissions'];
    const crawled = await crawl({ generated, withSharePoint: true, only });
    const { evidence } = crawled;
    expect(gapsOf(evidence.coverage('drives', site.site.id))).toMatchObject([{ reason: 'not-requested' }]);
    expect(gapsOf(evidence.coverage('roleAssignments', id))).toMatchObject([{ reason: 'not-requested' }]);
    expect(ofSharePoint(crawled).some(({ url }) => url.startsWith(`${site.site.webUrl}/_api`))).toBe(false);
  });

  test('costs one request for itself, one for its lists and one for its own permissions, and two at the administration', async () => {
    const { generated, site } = one();
    const crawled = await crawl({ generated, withSharePoint: true, only: ['site-settings', 'site-access'] });
    const mine = ofSharePoint(crawled).filter(({ url }) => url.startsWith(`${site.site.webUrl}/_api`));
    expect(mine.filter(({ inBatch }) => !inBatch).length).toBeLessThanOrEqual(3);
    const collections = generated.tenant.sites.filter(({ collection }) => collection !== undefined).length;
    const administration = ofSharePoint(crawled).filter(({ url }) => /-admin\..*SPO\.Tenant/.test(url));
    expect(administration).toHaveLength(2 * collections);
  });
});

test('Restricted SharePoint Search that nobody ever set is off', async () => {
  const generated = clinic();
  generated.tenant.sharePoint.restrictedSearch = null;
  const { evidence } = await crawl({ generated, withSharePoint: true, only: ['sharepoint-tenant'] });
  const [row] = await rowsOf(evidence.rows('sharePointTenant'));
  expect(row).toMatchObject({ restrictedSearchMode: { value: 'Disabled' }, restrictedSearchSites: { value: [] } });
  expect(evidence.coverage('sharePointTenant').state).toBe('complete');
});

test('no address and no share id of a link is in the evidence', async () => {
  const crawled = await crawl({ withSharePoint: true, only: ASKED });
  const text = (await told(crawled)).flat().join();
  expect(text).not.toMatch(/SharingLinks\.|shareId|:[a-z]:\/[a-z]\//i);
});
