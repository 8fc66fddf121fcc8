/** The two collectors that read content, against the simulated Microsoft 365: items, and the permissions of items. */
import { describe, expect, test } from 'vitest';
import { gapsOf } from '../../src/evidence/coverage.js';
import { type CrawlOptions, clinic, crawl, rowsOf, shape, smallPages } from './crawl-simulated.js';

describe('items', () => {
  const firstDrive = (generated = smallPages()) => {
    const drive = generated.tenant.sites.flatMap((site) => site.drives).find(({ items }) => items.length > 120);
    if (drive === undefined) throw new Error('no drive with three pages');
    generated.tenant.sharePoint.hasLabelColumns = true;
    return { generated, drive, id: drive.drive.id };
  };

  test('of a drive cut off in mid-crawl are partial, and those of the others whole', async () => {
    const { generated, id } = firstDrive();
    const when = (_: string, url: string) => decodeURIComponent(url).includes(`/drives/${id}/root/delta`);
    const { evidence } = await crawl({ generated, only: ['items'], faults: [{ when, skip: 1, act: 'reset' }] });
    expect(evidence.coverage('items', id)).toMatchObject({ state: 'partial', rows: 50, gaps: [{ reason: 'failed' }] });
    const others = evidence.shards('items').filter((shard) => shard !== id);
    expect(others.every((shard) => evidence.coverage('items', shard).state === 'complete')).toBe(true);
  });

  test('are read anew, once, when the token of a page has expired', async () => {
    const { generated, drive, id } = firstDrive();
    const when = (_: string, url: string) =>
      url.includes('token=') && decodeURIComponent(url).includes(`/drives/${id}/root/delta`);
    const gone = { status: 410, code: 'resyncRequired' };
    const once = await crawl({ generated, only: ['items'], faults: [{ when, times: 1, act: gone }] });
    expect(once.evidence.coverage('items', id)).toEqual({ state: 'complete', rows: drive.items.length });
    const twice = await crawl({ generated, only: ['items'], faults: [{ when, act: gone }] });
    expect(twice.evidence.coverage('items', id)).toMatchObject({ state: 'partial', gaps: [{ status: 410 }] });
  });

  test('come with their labels; where a library lacks the columns, without, and the rest of them whole', async () => {
    const { generated, drive, id } = firstDrive();
    const [, labelled, other] = drive.items;
    if (labelled === undefined || other === undefined) throw new Error('no items');
    labelled.columns = { _IpLabelId: 'label-1', _ComplianceTag: 'Seven years' };
    const labels = async ({ evidence }: Awaited<ReturnType<typeof crawl>>) =>
      new Map((await rowsOf(evidence.rows('items', id))).map((row) => [row.id, [row.labelId, row.retentionLabel]]));
    const withColumns = await crawl({ generated, only: ['items'] });
    expect((await labels(withColumns)).get(labelled.id)).toEqual(['label-1', 'Seven years']);
    expect((await labels(withColumns)).get(other.id)).toEqual([null, null]);
    expect([...withColumns.notes].join()).not.toMatch(/columns/);
    generated.tenant.sharePoint.hasLabelColumns = false;
    const without = await crawl({ generated, only: ['items'] });
    expect(without.evidence.coverage('items', id)).toEqual(withColumns.evidence.coverage('items', id));
    expect(new Set([...(await labels(without)).values()].flat())).toEqual(new Set([undefined]));
    expect([...without.notes].join()).toMatch(/columns for sensitivity and retention labels/);
  });

  const root = { id: 'r', name: 'root', root: {}, folder: {}, shared: {} };
  const file = (id: string, shared: boolean) => ({
    id,
    name: id,
    file: {},
    parentReference: { id: 'r' },
    ...(shared ? { shared: {} } : {}),
  });
  const asked = (requests: readonly { url: string }[]) =>
    new Set(requests.map(({ url }) => /items\/(\w+)\/permissions/.exec(url)?.[1]).filter((id) => id !== undefined));

  test('without the preference are partial, and every shared item is a candidate', async () => {
    const { generated, id } = firstDrive(clinic());
    const body = { value: [root, file('a', true), file('b', true), file('c', false)] };
    const { evidence, requests } = await crawl({
      generated,
      only: ['item-permissions'],
      faults: [{ when: /\/root\/delta/, act: { status: 200, body } }],
    });
    const detail = expect.stringContaining('hierarchicalsharing');
    expect(evidence.coverage('items', id)).toMatchObject({ state: 'partial', rows: 4, gaps: [{ detail }] });
    expect(evidence.coverage('accessLists', id)).toMatchObject({ state: 'partial', gaps: [{ detail }] });
    expect([...asked(requests)].sort()).toEqual(['a', 'b']);
  });

  test('that come twice count as they came last, and deleted ones not at all', async () => {
    const headers = { 'Preference-Applied': 'hierarchicalsharing' };
    const gone = { id: 'd', deleted: { state: 'deleted' } };
    const body = { value: [root, file('a', true), file('b', false), gone, file('a', false), file('b', true)] };
    const { evidence, requests } = await crawl({
      only: ['item-permissions'],
      faults: [{ when: /\/root\/delta/, act: { status: 200, headers, body } }],
    });
    expect(evidence.coverage('items').state).toBe('complete');
    expect([...asked(requests)]).toEqual(['b']);
  });

  test('of Preservation Hold libraries are not crawled', async () => {
    const { generated, drive, id } = firstDrive();
    drive.drive.webUrl = `${new URL(drive.drive.webUrl ?? '').origin}/sites/x/PreservationHoldLibrary`;
    const { evidence, notes, requests } = await crawl({ generated, only: ['item-permissions'] });
    expect(evidence.coverage('items', id)).toEqual({ state: 'complete', rows: 0 });
    expect(evidence.coverage('accessLists', id)).toEqual({ state: 'complete', rows: 0 });
    expect([...notes].join()).toMatch(/Preservation Hold/);
    expect(requests.some(({ url }) => decodeURIComponent(url).includes(`/drives/${id}/root`))).toBe(false);
  });
});

describe('permissions of items', () => {
  const collect = (options: CrawlOptions = {}) => crawl({ ...options, only: ['item-permissions'] });

  test.each([
    [
      'an app without Sites.FullControl.All',
      { mode: 'application', permissions: ['Sites.Read.All'] },
      'forbidden Sites.FullControl.All',
    ],
    ['a token that does not tell', { mode: 'unknown', permissions: null }, 'forbidden Sites.FullControl.All'],
  ] as const)('read by %s are partial', async (_, session, gap) => {
    const { evidence } = await collect({ session });
    const coverage = evidence.coverage('accessLists');
    expect(coverage.state).toBe('partial');
    expect(shape(gapsOf(coverage))).toEqual([gap]);
  });

  test('read by a person are partial for that reason', async () => {
    const { evidence } = await collect({ session: { mode: 'delegated', permissions: ['Sites.Read.All'] } });
    expect(shape(gapsOf(evidence.coverage('accessLists')))).toContain('needs-other-sign-in app-only sign-in');
  });

  test('of one item refused make its drive partial; of one gone, nothing', async () => {
    const when = /\/drives\/[^/]+\/items\/[^/]+\/permissions/;
    const locked = await collect({ faults: [{ when, times: 1, act: { status: 423, code: 'resourceLocked' } }] });
    const parts = locked.evidence
      .shards('accessLists')
      .filter((shard) => locked.evidence.coverage('accessLists', shard).state === 'partial');
    expect(parts).toHaveLength(1);
    const gone = await collect({ faults: [{ when, times: 1, act: { status: 404, code: 'itemNotFound' } }] });
    expect(gone.evidence.coverage('accessLists').state).toBe('complete');
  });

  test('are read at the root even where the crawl was refused', async () => {
    const { evidence } = await collect({ faults: [{ when: /\/root\/delta/, act: { status: 403, code: 'accessDenied' } }] });
    const lists = await rowsOf(evidence.rows('accessLists'));
    expect(lists).toHaveLength((await rowsOf(evidence.rows('drives'))).length);
    expect(evidence.coverage('accessLists').state).toBe('partial');
  });

  test('of ninety entries are a lower bound', async () => {
    const generated = clinic();
    const [first] = generated.tenant.sites.flatMap((site) => site.drives);
    const root = first?.items[0];
    const many = Array.from({ length: 95 }, (_, at) => ({
      id: `grant-${at}`,
      roles: ['read'],
      grantedToV2: { user: { id: `u${at}`, displayName: `U ${at}` } },
    }));
    if (first !== undefined && root !== undefined) first.permissions.set(root.id, many);
    generated.tenant.pageSizes.permissions = 40;
    const { evidence } = await collect({ generated });
    const shard = first?.drive.id ?? '';
    expect(evidence.coverage('accessLists', shard)).toMatchObject({ state: 'partial', gaps: [{ reason: 'capped' }] });
    const [list] = await rowsOf(evidence.rows('accessLists', shard));
    expect(list).toMatchObject({ itemId: root?.id, isAtLeast: true });
    expect(list?.permissions).toHaveLength(95);
  });
});
