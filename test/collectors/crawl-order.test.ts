/** The order of the crawl, and what the operator's limits leave of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAllowance, NO_LIMITS } from '../../src/collectors/allowance.js';
import { inCrawlOrder, NO_SIGNALS, type SiteSignals, urgencyOf } from '../../src/collectors/crawl-order.js';
import drives from '../../src/collectors/drives.js';
import itemPermissions from '../../src/collectors/item-permissions.js';
import items from '../../src/collectors/items.js';
import type { Drive } from '../../src/evidence/content.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { usage } from '../kit/site-row.js';
import { aSite, collect, fakeGraph } from './fakes.js';

describe('order', () => {
  test.each<[string, Partial<SiteSignals>]>([
    ['a public group', { isPublic: true }],
    ['links for the whole organization', { usage: usage({ companyLinkCount: 40 }) }],
    ['links for anyone', { usage: usage({ anonymousLinkCount: 3 }) }],
    ['sharing outside', { sharesOutside: true }],
    ['guests', { hasGuests: true }],
    ['no label', { hasLabel: false }],
    ['more files', { usage: usage({ fileCount: 500 }) }],
  ])('%s comes before nothing known', (_, over) => {
    const [plain, other] = [aSite({ web: 'a' }), aSite({ web: 'b' })];
    const signals = new Map([[other.id, { ...NO_SIGNALS, ...over }]]);
    expect(inCrawlOrder([plain, other], signals)).toEqual([other, plain]);
  });

  test('a public group comes before ten thousand files, and personal sites come last whatever they hold', () => {
    const open = { ...NO_SIGNALS, isPublic: true };
    const big = { ...NO_SIGNALS, usage: usage({ fileCount: 10_000 }) };
    expect(urgencyOf(open)).toBeGreaterThan(urgencyOf(big));
    const [personal, site] = [aSite({ web: 'p', isPersonal: true }), aSite({ web: 's' })];
    expect(inCrawlOrder([personal, site], new Map([[personal.id, { ...open, usage: big.usage }]]))).toEqual([site, personal]);
  });

  test('is the same whatever the order of the list, and loses no site', () => {
    const rows = fc.uniqueArray(fc.record({ web: fc.nat(20), isPersonal: fc.boolean(), files: fc.nat(3) }), {
      selector: ({ web, isPersonal }) => `${web} ${isPersonal}`,
    });
    const twice = rows.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
    fc.assert(
      fc.property(twice, ([listed, shuffled]) => {
        const made = new Map(listed.map((row) => [row, aSite({ web: `w${row.web}`, isPersonal: row.isPersonal })]));
        const signals = new Map(
          [...made].map(([{ files }, { id }]) => [id, { ...NO_SIGNALS, usage: usage({ fileCount: files }) }]),
        );
        const inOrder = (some: typeof listed) =>
          inCrawlOrder(
            some.flatMap((row) => made.get(row) ?? []),
            signals,
          );
        expect(inOrder(shuffled)).toEqual(inOrder(listed));
        expect(new Set(inOrder(listed))).toEqual(new Set(made.values()));
      }),
    );
  });
});

describe('limits', () => {
  const now = () => new Date('2026-11-23T06:00:00Z');
  const limited = (sites: readonly string[]) => createAllowance({ ...NO_LIMITS, sites }, () => 0, now);

  test.each([
    ['https://contoso.sharepoint.com/sites/HR', 'https://contoso.sharepoint.com/sites/hr/', true],
    ['https://contoso.sharepoint.com/sites/HR', 'https://contoso.sharepoint.com/sites/HR/Payroll/2024', true],
    ['https://contoso.sharepoint.com/sites/HR/Payroll', 'https://contoso.sharepoint.com/sites/HR', false],
    ['https://contoso.sharepoint.com/sites/HR', 'https://contoso.sharepoint.com/sites/HR-board', false],
    ['https://contoso.sharepoint.com', 'https://contoso.sharepoint.com/', true],
    ['https://contoso.sharepoint.com', 'https://contoso.sharepoint.com/sites/HR', false],
    ['https://contoso.sharepoint.com/sites/Salaries%20EU', 'https://contoso.sharepoint.com/sites/Salaries EU', true],
  ])('%s on the list: %s is read: %j', (listed, webUrl, isRead) => {
    const gap = limited([listed]).site(webUrl);
    expect(gap === null).toBe(isRead);
    if (!isRead) expect(gap).toMatchObject({ reason: 'not-requested', remedy: '--sites' });
  });

  test('units and time run out', () => {
    const of = (maxUnits: number | null, until: Date | null, spent: number) =>
      createAllowance({ sites: null, maxUnits, until }, () => spent, now).spent()?.remedy ?? null;
    expect(of(null, null, 1e9)).toBeNull();
    expect(of(100, null, 99)).toBeNull();
    expect(of(100, null, 100)).toBe('--max-ru');
    expect(of(null, new Date('2026-11-23T06:00:01Z'), 0)).toBeNull();
    expect(of(null, new Date('2026-11-23T06:00:00Z'), 0)).toBe('--until');
  });

  const site = aSite();
  const away = aSite({ collection: 'other', web: 'w', place: '/sites/IT' });
  const drive: Drive = {
    id: 'd',
    siteId: site.id,
    name: '',
    driveType: '',
    webUrl: 'https://contoso.sharepoint.com/sites/HR/Docs',
    ownerId: null,
    listId: null,
  };

  test('a site that was left out has no libraries, and its shard says why', async () => {
    const graph = fakeGraph(() => ({ value: [{ id: 'd', webUrl: drive.webUrl }] }));
    const allowance = limited([site.webUrl]);
    const { evidence } = await collect(drives, { evidence: { sites: [site, away] }, graph, allowance });
    expect(graph.asked).toHaveLength(1);
    expect(evidence.coverage('drives', site.id).state).toBe('complete');
    expect(gapsOf(evidence.coverage('drives', away.id))).toMatchObject([{ remedy: '--sites' }]);
    expect(evidence.coverage('drives').state).toBe('partial');
  });

  test('once everything is spent, what is left of libraries, items and permissions is absent, and nothing is asked', async () => {
    const gap = { reason: 'not-yet-read', remedy: '--max-ru' } as const;
    const allowance = { site: () => null, spent: () => gap };
    const evidence = { sites: [site], drives: { [site.id]: [drive] }, items: { d: [] } };
    for (const [collector, dataset, shard] of [
      [drives, 'drives', site.id],
      [items, 'items', 'd'],
      [itemPermissions, 'accessLists', 'd'],
    ] as const) {
      const graph = fakeGraph(() => ({ value: [] }));
      const collected = await collect(collector, { evidence, graph, allowance });
      expect(graph.asked, collector.meta.id).toEqual([]);
      expect(collected.evidence.coverage(dataset, shard)).toEqual({ state: 'absent', rows: 0, gaps: [gap] });
    }
  });
});
