/** Settings and administrators of site collections: mapping, refusals site by site, and what the operator left out. */
import { describe, expect, test } from 'vitest';
import siteSettings, { collectionUrl, propertiesOf } from '../../src/collectors/site-settings.js';
import { collectionOf } from '../../src/evidence/collections.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import type { SiteProperties } from '../../src/evidence/sharepoint.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, fakeSharePoint, NO_TIER, refused } from './fakes.js';

const GROUP = '33333333-3333-4333-8333-333333333333';
const ZERO = '00000000-0000-0000-0000-000000000000';
const plain = { Url: 'https://contoso.sharepoint.com/sites/HR', Template: 'STS#3', SharingCapability: 0, LockState: 'Unlock' };

describe('properties', () => {
  test.each<[string, unknown, keyof SiteProperties, unknown]>([
    ['SharingCapability', 3, 'sharingCapability', 'ExistingExternalUserSharingOnly'],
    ['SharingCapability', 12, 'sharingCapability', null],
    ['SharingDomainRestrictionMode', 2, 'sharingDomainRestrictionMode', 'BlockList'],
    ['LockState', 'NoAccess', 'lockState', 'NoAccess'],
    ['LockState', 'Sealed', 'lockState', null],
    ['ArchiveStatus', 'FullyArchived', 'archiveStatus', 'FullyArchived'],
    ['RestrictedAccessControl', true, 'restrictedAccessControl', true],
    [
      'RestrictedAccessControlGroups',
      [`/Guid(${GROUP})/`, `{${GROUP.toUpperCase()}}`],
      'restrictedAccessControlGroups',
      [GROUP, GROUP],
    ],
    ['RestrictedAccessControlGroups', { results: [GROUP] }, 'restrictedAccessControlGroups', [GROUP]],
    ['RestrictedAccessControlGroups', null, 'restrictedAccessControlGroups', []],
    ['RestrictedAccessControlGroups', { __deferred: {} }, 'restrictedAccessControlGroups', null],
    ['RestrictContentOrgWideSearch', false, 'restrictContentOrgWideSearch', false],
    ['RestrictedContentDiscoveryforCopilotAndAgents', true, 'restrictContentOrgWideSearch', true],
    ['SensitivityLabel', GROUP, 'sensitivityLabel', GROUP],
    ['SensitivityLabel', '', 'sensitivityLabel', ''],
    ['SensitivityLabel', null, 'sensitivityLabel', ''],
    ['SensitivityLabel', ZERO, 'sensitivityLabel', ''],
    ['LastContentModifiedDate', '2022-05-14T07:30:33.573', 'lastContentModifiedDate', '2022-05-14T07:30:33.573Z'],
    ['LastContentModifiedDate', '2022-05-14T07:30:33Z', 'lastContentModifiedDate', '2022-05-14T07:30:33Z'],
    ['LastContentModifiedDate', '0001-01-01T00:00:00', 'lastContentModifiedDate', null],
    ['GroupId', ZERO, 'groupId', null],
    ['RelatedGroupId', GROUP.toUpperCase(), 'relatedGroupId', GROUP],
    ['TeamsChannelType', 1, 'teamsChannelType', 'Private'],
    ['TeamsChannelType', 2, 'teamsChannelType', 'Shared'],
  ])('%s %j is %s %j', (name, value, key, expected) => {
    const read = propertiesOf({ ...plain, [name]: value });
    expect(read.known && read.value[key]).toEqual(expected);
  });

  test('what the answer leaves out is not known', () => {
    const read = propertiesOf({ Template: 'STS#3' });
    expect(read.known && { ...read.value, template: null }).toEqual(
      Object.fromEntries(Object.keys((read.known && read.value) || {}).map((key) => [key, null])),
    );
  });

  test('an answer that names no site is none', () => {
    expect(propertiesOf(null).known).toBe(false);
    expect(propertiesOf({ SharingCapability: 0 }).known).toBe(false);
  });
});

test.each([
  ['https://contoso.sharepoint.com/sites/HR/Payroll', 'https://contoso.sharepoint.com/sites/HR'],
  ['https://contoso.sharepoint.com/teams/HR/', 'https://contoso.sharepoint.com/teams/HR'],
  ['https://contoso-my.sharepoint.com/personal/ada_contoso_com', 'https://contoso-my.sharepoint.com/personal/ada_contoso_com'],
  ['https://contoso.sharepoint.com/', 'https://contoso.sharepoint.com'],
])('the collection of %s is at %s', (webUrl, expected) => {
  expect(collectionUrl(webUrl)).toBe(expected);
});

describe('a scan', () => {
  const other = '44444444-4444-4444-8444-444444444444';
  const sites = [
    aSite(),
    aSite({ web: 'w2', place: '/sites/HR/Payroll', isRoot: false }),
    aSite({ collection: other, web: 'w3', place: '/personal/ada', isPersonal: true }),
  ];
  const admin = {
    email: 'ada@contoso.com',
    loginName: 'i:0#.f|membership|ada@contoso.com',
    name: 'Ada',
    userPrincipalName: 'ada@contoso.com',
  };
  const answers = (path: string) => (path.endsWith('GetSitePropertiesByUrl') ? plain : { value: [admin] });

  test('reads each collection once, personal sites too, each at its own administration', async () => {
    const fake = fakeSharePoint({ rest: answers });
    const { evidence } = await collect(siteSettings, { evidence: { sites }, sharePoint: fake.reader });
    expect(evidence.coverage('siteSettings')).toEqual({ state: 'complete', rows: 2 });
    expect(fake.wire).toHaveLength(4);
    expect(fake.wire.every((one) => one.startsWith('https://contoso-admin.sharepoint.com '))).toBe(true);
    const [row] = await rowsOf(evidence.rows('siteSettings'));
    expect(row).toMatchObject({
      collectionId: COLLECTION,
      url: 'https://contoso.sharepoint.com/sites/HR',
      properties: { known: true, value: { sharingCapability: 'Disabled', lockState: 'Unlock' } },
      admins: { known: true, value: [{ kind: 'siteUser', id: null, displayName: 'Ada', loginName: admin.loginName }] },
    });
  });

  test.each([401, 403, 404, 423])(
    'a site that answers %d keeps its row with the gap, and the dataset is partial',
    async (status) => {
      const fake = fakeSharePoint({
        rest: (path, _, { body, query }) =>
          JSON.stringify([body, query]).match(`HR|${COLLECTION}`) === null ? answers(path) : refused(status),
      });
      const { evidence } = await collect(siteSettings, { evidence: { sites }, sharePoint: fake.reader });
      const { gap } = refused(status);
      expect(evidence.coverage('siteSettings')).toEqual({ state: 'partial', rows: 2, gaps: [gap] });
      const row = (await rowsOf(evidence.rows('siteSettings'))).find(({ collectionId }) => collectionId === COLLECTION);
      expect(row).toMatchObject({ properties: { known: false, gap }, admins: { known: false, gap } });
    },
  );

  test('administrators that cannot be read leave the settings known', async () => {
    for (const given of [refused(403), { value: [{ name: 'Nobody' }] }, {}]) {
      const fake = fakeSharePoint({ rest: (path) => (path.endsWith('Administrators') ? given : answers(path)) });
      const { evidence } = await collect(siteSettings, { evidence: { sites: [aSite()] }, sharePoint: fake.reader });
      const [row] = await rowsOf(evidence.rows('siteSettings'));
      expect(row).toMatchObject({ properties: { known: true }, admins: { known: false } });
      expect(evidence.coverage('siteSettings').state).toBe('partial');
    }
  });

  test('refused everywhere, and without the tier, the dataset is absent', async () => {
    const fake = fakeSharePoint({ rest: () => refused(403) });
    const everywhere = await collect(siteSettings, { evidence: { sites }, sharePoint: fake.reader });
    expect(everywhere.evidence.coverage('siteSettings')).toEqual({ state: 'absent', rows: 0, gaps: [refused(403).gap] });
    const untiered = await collect(siteSettings, { evidence: { sites } });
    expect(untiered.evidence.coverage('siteSettings')).toEqual({ state: 'absent', rows: 0, gaps: [NO_TIER] });
  });

  test('a site that the operator left out keeps its row, and costs nothing', async () => {
    const gap = { reason: 'not-requested', remedy: '--sites' } as const;
    const fake = fakeSharePoint({ rest: answers });
    const allowance = { site: (url: string) => (url.includes('/HR') ? null : gap), spent: () => null };
    const { evidence } = await collect(siteSettings, { evidence: { sites }, sharePoint: fake.reader, allowance });
    expect(fake.wire).toHaveLength(2);
    expect(evidence.coverage('siteSettings')).toEqual({ state: 'partial', rows: 2, gaps: [gap] });
    const row = (await rowsOf(evidence.rows('siteSettings'))).find(({ collectionId }) => collectionId === other);
    expect(row?.properties).toEqual({ known: false, gap });
  });

  test('the list of sites that is not whole makes this one partial too', async () => {
    const fake = fakeSharePoint({ rest: answers });
    const cut = { reason: 'failed', detail: 'cut short' } as const;
    const { evidence } = await collect(
      {
        ...siteSettings,
        collect: async (context) => {
          const writer = await context.out.shard('sites');
          await writer.page(sites);
          await writer.close({ state: 'partial', gaps: [cut] });
          await siteSettings.collect(context);
        },
      },
      { sharePoint: fake.reader },
    );
    expect(gapsOf(evidence.coverage('siteSettings'))).toEqual([cut]);
  });

  test('collections are named as Graph numbers them, in lower case', () => {
    expect(collectionOf(aSite({ collection: COLLECTION.toUpperCase() }).id)).toBe(COLLECTION);
  });
});
