/** Places with permissions of their own: what inherits from each, whatever order, repetition and holes the crawl has. */
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/evidence/content.js';
import { known } from '../../src/evidence/known.js';
import { daysAgo } from '../kit/rows.js';
import { DRIVE, everyone, folder, grant, item, principal, SITE, scopesOf } from '../kit/small-evidence.js';

const TREE: readonly Item[] = [
  item('root', null, { name: 'root' }),
  folder('open', 'root', { name: 'Open' }),
  folder('deep', 'open', { name: 'Deep' }),
  item('a', 'open'),
  item('b', 'deep', { name: 'Patient list.xlsx' }),
  item('own', 'deep'),
  item('c', 'root'),
];
const LISTS = { root: [], open: [grant('open', { to: [everyone] })], own: [] };
const files = (scopes: Awaited<ReturnType<typeof scopesOf>>) =>
  Object.fromEntries(Object.entries(scopes).map(([id, s]) => [id, [s.files, s.sensitiveFiles]]));
const EXPECTED = { root: [1, 0], open: [2, 1], own: [1, 0] };

describe('what inherits from a place', () => {
  it('is counted under the nearest one above', async () => {
    expect(files(await scopesOf({ items: TREE, lists: LISTS }))).toEqual(EXPECTED);
  });

  it('is the same when children come before their parents', async () => {
    expect(files(await scopesOf({ items: [...TREE].reverse(), lists: LISTS }))).toEqual(EXPECTED);
  });

  it('is counted once when items are repeated, and the last word counts', async () => {
    const moved = item('a', 'root');
    expect(files(await scopesOf({ items: [...TREE, ...TREE], lists: LISTS }))).toEqual(EXPECTED);
    expect(files(await scopesOf({ items: [...TREE, moved], lists: LISTS }))).toEqual({ root: [2, 0], open: [1, 1], own: [1, 0] });
    const renamed = item('b', 'deep', { name: 'Lunch.xlsx' });
    expect(files(await scopesOf({ items: [...TREE, renamed], lists: LISTS })).open).toEqual([2, 0]);
  });

  it('of an orphan falls to the root: whoever reads the library may read it', async () => {
    expect(files(await scopesOf({ items: [...TREE, item('lost', 'nowhere')], lists: LISTS })).root).toEqual([2, 0]);
  });

  it('survives folders that contain each other', async () => {
    const circle = [folder('x', 'y'), folder('y', 'x'), item('z', 'x')];
    expect(files(await scopesOf({ items: [...TREE, ...circle], lists: LISTS })).root).toEqual([2, 0]);
  });

  it('is counted nowhere where a list between was not read: it may be closed', async () => {
    const refused = (items: readonly Item[]) =>
      scopesOf({
        items,
        lists: LISTS,
        away: (e) => e.setCoverage('accessLists', { state: 'partial', rows: 3, gaps: [{ reason: 'throttled' }] }, DRIVE.id),
      });
    const items = TREE.map((i) => (i.id === 'deep' ? { ...i, hasSharedFacet: true } : i));
    expect(files(await refused(items))).toEqual({ root: [1, 0], open: [1, 0], own: [1, 0] });
    const file = TREE.map((i) => (i.id === 'a' ? { ...i, hasSharedFacet: true } : i));
    expect(files(await refused(file)).open).toEqual([1, 1]);
    const shared = [...items, folder('deep', 'open', { name: 'Deep' })];
    expect(files(await refused(shared)), 'the last word counts').toEqual(EXPECTED);
    // Where every list was read, an item without one was deleted in the meantime.
    expect(files(await scopesOf({ items, lists: LISTS }))).toEqual(EXPECTED);
  });

  it('looks like PHI where a folder, the library or the site above does', async () => {
    const named = TREE.map((i) => (i.id === 'open' ? { ...i, name: 'Patient intake' } : i));
    expect(files(await scopesOf({ items: named, lists: LISTS }))).toEqual({ root: [1, 0], open: [2, 2], own: [1, 1] });
    const drives = { [SITE.id]: [{ ...DRIVE, name: 'Lab results' }] };
    expect(files(await scopesOf({ items: TREE, lists: LISTS, evidence: { drives } }))).toEqual({
      root: [1, 1],
      open: [2, 2],
      own: [1, 1],
    });
    const sites = [{ ...SITE, displayName: 'Patient records' }];
    expect(files(await scopesOf({ items: TREE, lists: LISTS, evidence: { sites } })).root).toEqual([1, 1]);
    const byAddress = [{ ...SITE, displayName: 'Archive', webUrl: 'https://x.sharepoint.example/sites/PatientRecords' }];
    expect(files(await scopesOf({ items: TREE, lists: LISTS, evidence: { sites: byAddress } })).root).toEqual([1, 1]);
  });

  it('tells the oldest and the newest of its files', async () => {
    const items = [
      item('root', null),
      item('x', 'root', { lastModifiedDateTime: daysAgo(900) }),
      item('y', 'root', { lastModifiedDateTime: daysAgo(3) }),
    ];
    const { root } = await scopesOf({ items, lists: { root: [] } });
    expect(root).toMatchObject({ oldestFile: daysAgo(900), newestFile: daysAgo(3) });
  });
});

describe('what a place says of itself', () => {
  it('marks as PHI-looking the pieces of its path from the first one on', async () => {
    const items = [...TREE, folder('intake', 'deep', { name: 'Patient intake' }), folder('smith', 'intake', { name: 'Smith' })];
    const { smith } = await scopesOf({ items, lists: { ...LISTS, smith: [] } });
    expect(smith?.place.parts).toEqual([
      { name: 'Documents', sensitive: false },
      { name: 'Open', sensitive: false },
      { name: 'Deep', sensitive: false },
      { name: 'Patient intake', sensitive: true },
      { name: 'Smith', sensitive: true },
    ]);
    expect(smith?.sensitiveWord).toBe('patient intake');
  });

  it('has inherited what SharePoint says it has, and not what it holds as a copy of its parent’s', async () => {
    const named = principal({ kind: 'user', id: 'u1', loginName: 'i:0#.f|membership|p1@clinic.example' });
    const lists = {
      root: [grant('root', { to: [everyone] })],
      open: [grant('open', { to: [everyone] }), grant('open', { to: [named], inherited: true })],
      own: [grant('own', { to: [everyone], roles: ['write'] }), grant('own', { to: [named] })],
    };
    const scopes = await scopesOf({ items: TREE, lists });
    const inherited = (id: string) => scopes[id]?.grants.map((g) => g.inherited);
    expect(inherited('root')).toEqual([false]);
    expect(inherited('open')).toEqual([false, true]);
    expect(inherited('own')).toEqual([false, false]);
  });

  it('does not take two links that look alike for one', async () => {
    const link = { link: { scope: 'organization', type: 'view' } };
    const lists = { root: [grant('root', link)], open: [grant('open', link)] };
    const { open } = await scopesOf({ items: TREE, lists });
    expect(open?.grants[0]?.inherited).toBe(false);
  });

  it('says who made it and whether that person is still here, or that it is not known', async () => {
    const by = async (createdById: string | null) => {
      const items = TREE.map((i) => (i.id === 'open' ? { ...i, createdById } : i));
      return (await scopesOf({ items, lists: LISTS })).open;
    };
    expect(await by('u1')).toMatchObject({ creatorName: 'Person 1', creatorDeparted: known(false) });
    expect(await by('deleted')).toMatchObject({ creatorDeparted: known(true) });
    expect((await by(null))?.creatorDeparted.known).toBe(false);
  });

  it('is counted at least where the library or its list was cut', async () => {
    const part = await scopesOf({
      items: TREE,
      lists: LISTS,
      away: (e) => e.setCoverage('items', { state: 'partial', rows: 1, gaps: [{ reason: 'throttled' }] }, DRIVE.id),
    });
    expect(part.open?.isPartlyRead).toBe(true);
    expect((await scopesOf({ items: TREE, lists: LISTS })).open?.isPartlyRead).toBe(false);
  });

  it('keeps a list whose item was not crawled', async () => {
    const { ghost } = await scopesOf({ items: TREE, lists: { ...LISTS, ghost: [grant('ghost', { to: [everyone] })] } });
    expect(ghost).toMatchObject({ kind: 'file', files: 0, standingOrgWide: known(true) });
  });
});
