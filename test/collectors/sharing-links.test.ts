/** Makers of sharing links: which links live, what is asked for, and that no key to the house is kept. */
import { describe, expect, test } from 'vitest';
import sharingLinks, { linksOf, mostLinks } from '../../src/collectors/sharing-links.js';
import type { AccessList, Drive, Item } from '../../src/evidence/content.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { WHOLE } from '../../src/evidence/datasets.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, type CollectOptions, collect, fakeSharePoint, type Given, NO_TIER, refused } from './fakes.js';

const maker = { loginName: 'i:0#.f|membership|ada@contoso.com', name: 'Ada', email: 'ada@contoso.com', principalType: 1 };
const details = {
  IsActive: true,
  LinkKind: 6,
  Scope: 1,
  IsEditLink: true,
  Created: '2022-05-14T07:30:33Z',
  Expiration: '',
  CreatedBy: maker,
  Url: 'https://contoso.sharepoint.com/:f:/s/HR/secret',
  ShareId: '5e5e5e5e-0000-4000-8000-00000000dead',
};
const information = (...links: unknown[]) => ({ permissionsInformation: { hasInheritedLinks: false, links } });
const link = (over: object, isInherited = false) => ({ isInherited, linkDetails: { ...details, ...over }, linkMembers: [] });
const of = { driveId: 'd', itemId: 'i' };

describe('links of an answer', () => {
  test('are kept without address and share id', () => {
    const read = linksOf(information(link({})), of);
    expect(read).toEqual([
      {
        ...of,
        scope: 'organization',
        canEdit: true,
        created: '2022-05-14T07:30:33Z',
        expires: null,
        createdBy: {
          known: true,
          value: { kind: 'siteUser', id: null, displayName: 'Ada', email: 'ada@contoso.com', loginName: maker.loginName },
        },
      },
    ]);
    expect(JSON.stringify(read)).not.toMatch(/secret|dead/);
  });

  test.each([
    ['flexible, for anyone', { Scope: 0 }, 'anonymous'],
    ['flexible, for named people', { Scope: 2 }, 'users'],
    ['of the old kind for the organization', { LinkKind: 3, Scope: -1 }, 'organization'],
    ['of the old kind for anyone', { LinkKind: 4, Scope: -1 }, 'anonymous'],
    ['numbers as text', { LinkKind: '6', Scope: '0' }, 'anonymous'],
  ])('%s', (_, over, scope) => {
    expect(linksOf(information(link(over)), of)).toMatchObject([{ scope }]);
  });

  test.each([
    ['a placeholder', link({ IsActive: false, LinkKind: 5, Scope: -1 })],
    ['an inherited one', link({}, true)],
    ['a plain address', link({ LinkKind: 1, Scope: -1 })],
  ])('%s is none', (_, one) => {
    expect(linksOf(information(one), of)).toEqual([]);
  });

  test.each([
    ['no list', {}],
    ['no details', information({ isInherited: false })],
    ['a link that does not say whether it lives', information(link({ IsActive: undefined }))],
    ['a live link for nobody knows whom', information(link({ Scope: -1 }))],
  ])('%s cannot be read', (_, answer) => {
    expect(linksOf(answer, of)).toBeNull();
  });

  test.each([null, undefined, {}, { name: 'Ada' }])('a maker %j is not known', (CreatedBy) => {
    expect(linksOf(information(link({ CreatedBy })), of)?.[0]?.createdBy.known).toBe(false);
  });
});

describe('a scan', () => {
  const site = aSite();
  const drive = (over: Partial<Drive> = {}): Drive => ({
    id: 'd',
    siteId: site.id,
    name: 'Documents',
    driveType: 'documentLibrary',
    webUrl: `${site.webUrl}/Shared%20Documents`,
    ownerId: null,
    listId: 'aaaaaaaa-1111-4111-8111-111111111111',
    ...over,
  });
  const item = (id: string, listItemId: number | null) => ({ id, listItemId, kind: 'file' }) as Item;
  const list = (itemId: string, kind: 'link' | 'inherited' | 'grant'): AccessList => ({
    itemId,
    isAtLeast: false,
    permissions: [
      {
        itemId,
        id: 'link-1',
        roles: ['read'],
        inherited: kind === 'inherited',
        link: kind === 'grant' ? null : { scope: 'organization', type: 'view' },
        expirationDateTime: null,
        principals: [],
      },
    ],
  });
  const tell = async (
    given: Given,
    over: { drive?: Drive; lists?: AccessList[]; items?: Item[] } & Partial<CollectOptions> = {},
  ) => {
    const fake = fakeSharePoint({ rest: () => given });
    const one = over.drive ?? drive();
    const { evidence } = await collect(sharingLinks, {
      sharePoint: fake.reader,
      ...over,
      evidence: {
        sites: [site],
        drives: { [site.id]: [one] },
        items: { d: over.items ?? [item('a', 1), item('b', 2), item('c', 3)] },
        accessLists: { d: over.lists ?? [list('a', 'link'), list('b', 'inherited'), list('c', 'grant')] },
      },
    });
    return {
      coverage: evidence.coverage('sharingLinks', 'd'),
      rows: await rowsOf(evidence.rows('sharingLinks')),
      fake,
      evidence,
    };
  };

  test('asks only for items with a link of their own', async () => {
    const { coverage, rows, fake } = await tell(information(link({})));
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
    expect(rows).toMatchObject([{ driveId: 'd', itemId: 'a' }]);
    expect(fake.wire).toHaveLength(1);
    expect(decodeURIComponent(fake.wire[0] ?? '')).toContain(`lists(guid'${drive().listId}')/items(1)/GetSharingInformation`);
  });

  test('a library without links is whole and costs nothing', async () => {
    const { coverage, fake } = await tell(information(), { lists: [list('c', 'grant')] });
    expect(coverage).toEqual({ state: 'complete', rows: 0 });
    expect(fake.wire).toEqual([]);
  });

  test('an item that is gone has no links; one that is refused is a gap', async () => {
    expect((await tell(refused(404))).coverage).toMatchObject({ state: 'complete', rows: 0 });
    for (const status of [401, 403, 423])
      expect((await tell(refused(status))).coverage).toEqual({ state: 'absent', rows: 0, gaps: [refused(status).gap] });
    expect((await tell({})).coverage).toMatchObject({ state: 'absent', gaps: [{ reason: 'failed' }] });
  });

  test('several items that are not found at once are a gap', async () => {
    const { coverage } = await tell(refused(404), {
      items: [item('a', 1), item('b', 2)],
      lists: [list('a', 'link'), list('b', 'link')],
    });
    expect(coverage).toMatchObject({ state: 'absent', gaps: [refused(404).gap] });
  });

  test('without a number in the list nobody can ask, and that is told', async () => {
    for (const over of [{ items: [item('a', null)] }, { drive: drive({ listId: null }) }]) {
      const { coverage, fake } = await tell(information(link({})), over);
      expect(coverage).toMatchObject({
        state: 'absent',
        gaps: [{ reason: 'failed', detail: expect.stringContaining('number') }],
      });
      expect(fake.wire).toEqual([]);
    }
  });

  test('beyond the cap nothing is asked, and the rest is a gap', async () => {
    const many = Array.from({ length: 65 }, (_, at) => at + 1);
    const { coverage, fake } = await tell(information(link({})), {
      items: many.map((at) => item(`i${at}`, at)),
      lists: many.map((at) => list(`i${at}`, 'link')),
    });
    expect(fake.wire).toHaveLength(60);
    expect(coverage).toMatchObject({ state: 'partial', rows: 60, gaps: [{ reason: 'not-requested' }] });
  });

  test.each([
    [0, 60],
    [20_000, 60],
    [100_000, 300],
    [5_000_000, 500],
  ])('of %i items the makers of the links of %i are asked for', (items, most) => {
    expect(mostLinks(items)).toBe(most);
  });

  test('the widest links are asked for first', async () => {
    const one = list('narrow', 'link');
    const wide = {
      ...one,
      itemId: 'wide',
      permissions: one.permissions.map((p) => ({ ...p, itemId: 'wide', link: { scope: 'anonymous', type: 'view' } })),
    };
    const narrow = { ...one, permissions: one.permissions.map((p) => ({ ...p, link: { scope: 'users', type: 'view' } })) };
    const { fake } = await tell(information(link({})), { items: [item('narrow', 1), item('wide', 2)], lists: [narrow, wide] });
    expect(fake.wire.map((r) => /items\((\d+)\)/.exec(JSON.stringify(r))?.[1])).toEqual(['2', '1']);
  });

  test('once everything is spent the rest is left, and told', async () => {
    const spent = { reason: 'not-yet-read', remedy: '--until' } as const;
    const fakeSpent = { site: () => null, spent: () => spent };
    expect((await tell(information(), { allowance: fakeSpent })).coverage).toEqual({ state: 'absent', rows: 0, gaps: [spent] });
  });

  test('without the tier the dataset is absent', async () => {
    const { evidence } = await collect(sharingLinks, { evidence: { sites: [site] } });
    expect(gapsOf(evidence.coverage('sharingLinks', WHOLE))).toEqual([NO_TIER]);
  });
});
