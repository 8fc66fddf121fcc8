/** Lists and the items in them that have permissions of their own, and what a site costs. */
import { describe, expect, test } from 'vitest';
import siteAccess from '../../src/collectors/site-access.js';
import siteSettings from '../../src/collectors/site-settings.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, type FakeAnswers, fakeSharePoint, type Given, refused } from './fakes.js';
import { aLibrary, answersOf, EEEU, everyone, grant, LIBRARY, LINK, person, siteGroup, TASKS, tell } from './sharepoint-web.js';

describe('lists and items', () => {
  const items = `/_api/web/lists(guid'${LIBRARY}')/items`;
  const item = (Id: number, unique: unknown, name = `file ${Id}.docx`) => ({
    Id,
    HasUniqueRoleAssignments: unique,
    FileRef: `/sites/HR/Shared Documents/${name}`,
    FSObjType: 0,
    UniqueId: 'u',
  });

  test('hidden lists are left out; a list that inherits has none of its own', async () => {
    const value = [aLibrary, { ...aLibrary, Id: TASKS, Hidden: true }];
    const { objects, states } = await tell(answersOf({ '/_api/web/lists': { value }, [items]: { value: [item(1, false)] } }));
    expect(objects.filter(({ kind }) => kind === 'list')).toMatchObject([
      {
        listId: LIBRARY,
        title: 'Documents',
        path: '/sites/HR/Shared Documents',
        template: 101,
        itemCount: 40,
        uniqueItemCount: 0,
      },
    ]);
    expect(objects[1]?.assignments).toBeNull();
    expect(states).toEqual(['complete', 'complete']);
  });

  test('items with permissions of their own come with their assignments, none included', async () => {
    const answers = answersOf({
      '/_api/web/lists': { value: [aLibrary] },
      [items]: { value: [item(1, false), item(2, true, 'Benefits'), item(3, true)] },
      [`${items}(2)/roleassignments`]: { value: [grant(everyone, 2), grant(siteGroup(7, LINK), 3)] },
    });
    const { objects, states } = await tell(answers);
    expect(objects.filter(({ kind }) => kind === 'item')).toMatchObject([
      {
        itemId: 2,
        listId: LIBRARY,
        title: 'Benefits',
        path: '/sites/HR/Shared Documents/Benefits',
        assignments: { known: true, value: [{ principal: { loginName: EEEU } }] },
      },
      { itemId: 3, assignments: { known: true, value: [] } },
    ]);
    expect(objects.at(-1)).toMatchObject({ kind: 'list', uniqueItemCount: 2 });
    expect(states[1]).toBe('complete');
  });

  test('an item that is gone is none; one that is refused is not known', async () => {
    const answers = (given: Given) =>
      answersOf({
        '/_api/web/lists': { value: [aLibrary] },
        [items]: { value: [item(2, true)] },
        [`${items}(2)/roleassignments`]: given,
      });
    const gone = await tell(answers(refused(404)));
    expect(gone.objects.some(({ kind }) => kind === 'item')).toBe(false);
    expect(gone.states[1]).toBe('complete');
    const locked = await tell(answers(refused(423)));
    expect(locked.objects.find(({ kind }) => kind === 'item')?.assignments).toEqual({ known: false, gap: refused(423).gap });
    expect(locked.states[1]).toBe('partial');
  });

  test('several items that are not found at once are not gone, but not known', async () => {
    const { objects, states } = await tell(
      answersOf({
        '/_api/web/lists': { value: [aLibrary] },
        [items]: { value: [item(2, true), item(3, true)] },
        [`${items}(2)/roleassignments`]: refused(404),
        [`${items}(3)/roleassignments`]: refused(404),
      }),
    );
    expect(objects.filter(({ kind, assignments }) => kind === 'item' && assignments?.known === false)).toHaveLength(2);
    expect(states[1]).toBe('partial');
  });

  test('an item that comes twice counts once', async () => {
    const pages = [[item(1, true), item(2, true)], [item(2, true)]];
    const { objects, states } = await tell(answersOf({ '/_api/web/lists': { value: [aLibrary] }, [items]: { pages } }));
    expect(objects.filter(({ kind }) => kind === 'item').map(({ itemId }) => itemId)).toEqual([1, 2]);
    expect(objects.at(-1)).toMatchObject({ kind: 'list', uniqueItemCount: 2 });
    expect(states[1]).toBe('complete');
  });

  test.each([0, -3, 1.5, 99_999_999_999, '12345678901', null])(
    'an item with the number %j is not asked for, and told',
    async (Id) => {
      const broken = { ...item(1, true), Id };
      const { fake, states } = await tell(
        answersOf({ '/_api/web/lists': { value: [aLibrary] }, [items]: { value: [broken, item(2, false)] } }),
      );
      expect(fake.operations.some((one) => /items\(/.test(decodeURIComponent(one)))).toBe(false);
      expect(states[1]).toBe('partial');
    },
  );

  test.each([
    ['an application', 'application', [], null],
    ['an application', 'application', [item(1, false)], 0],
    ['a person', 'delegated', [item(1, false)], null],
    ['a person', 'delegated', Array.from({ length: 40 }, (_, at) => item(at + 1, false)), 0],
  ] as const)('of a list that counts 40 items %s (%s) is shown some, and its count is judged', async (_, mode, value, count) => {
    const fake = fakeSharePoint(answersOf({ '/_api/web/lists': { value: [aLibrary] }, [items]: { value } }));
    const { evidence } = await collect(siteAccess, { evidence: { sites: [aSite()] }, sharePoint: fake.reader, mode });
    const objects = await rowsOf(evidence.rows('roleAssignments', COLLECTION));
    expect(objects.find(({ kind }) => kind === 'list')?.uniqueItemCount).toBe(count);
    expect(evidence.coverage('roleAssignments', COLLECTION).state).toBe(count === null ? 'partial' : 'complete');
  });

  test('galleries are left out, whatever SharePoint says of hiding', async () => {
    const gallery = {
      ...aLibrary,
      Id: TASKS,
      BaseTemplate: 116,
      RootFolder: { ServerRelativeUrl: '/sites/HR/_catalogs/masterpage' },
    };
    const { objects, states } = await tell(answersOf({ '/_api/web/lists': { value: [gallery] } }));
    expect(objects.map(({ kind }) => kind)).toEqual(['web']);
    expect(states[1]).toBe('complete');
  });

  test('outside libraries a link stands for the people who opened it, and its share id is nowhere', async () => {
    const tasks = { ...aLibrary, Id: TASKS, BaseTemplate: 100, RootFolder: { ServerRelativeUrl: '/sites/HR/Lists/Tasks' } };
    const at = `/_api/web/lists(guid'${TASKS}')/items`;
    const answers = answersOf({
      '/_api/web/sitegroups': { value: [{ Id: 7, Title: LINK, Users: [person('ben')] }] },
      '/_api/web/lists': { value: [tasks] },
      [at]: { value: [item(1, true)] },
      [`${at}(1)/roleassignments`]: { value: [grant(siteGroup(7, LINK), 2)] },
    });
    const { objects, notes } = await tell(answers);
    expect(objects.find(({ kind }) => kind === 'item')?.assignments).toMatchObject({
      value: [{ principal: { displayName: 'ben' }, roles: [{ kind: 2 }] }],
    });
    expect(notes.join()).toMatch(/people who opened it/);
    expect(JSON.stringify(objects)).not.toMatch(/SharingLinks|dead/);
  });

  test.each([
    ['says so when asked again', { HasUniqueRoleAssignments: true }, true, 'complete'],
    ['inherits, as it says when asked again', { HasUniqueRoleAssignments: false }, null, 'complete'],
    ['still does not say', { HasUniqueRoleAssignments: null }, false, 'partial'],
    ['is refused when asked again', refused(403), false, 'partial'],
  ])('a list that leaves it open and %s', async (_, again, known, state) => {
    const answers = answersOf({
      '/_api/web/lists': { value: [{ ...aLibrary, HasUniqueRoleAssignments: null }] },
      [items]: { value: [item(1, false)] },
      [`/_api/web/lists(guid'${LIBRARY}')`]: again,
      [`/_api/web/lists(guid'${LIBRARY}')/roleassignments`]: { value: [grant(everyone, 2)] },
    });
    const { objects, states } = await tell(answers);
    expect(objects.find(({ kind }) => kind === 'list')?.assignments?.known ?? null).toBe(known);
    expect(states[1]).toBe(state);
  });

  test('an item that does not say makes the count unknown, never smaller', async () => {
    const answers = answersOf({ '/_api/web/lists': { value: [aLibrary] }, [items]: { value: [item(1, null), item(2, true)] } });
    const { objects, states } = await tell(answers);
    expect(objects.find(({ kind }) => kind === 'list')?.uniqueItemCount).toBeNull();
    expect(states[1]).toBe('partial');
  });

  test('a list of many pages is followed; one that breaks off keeps what was read', async () => {
    const big = { ...aLibrary, ItemCount: 12_000 };
    const pages = [[item(1, true)], [item(2, false)], [item(3, true)]];
    const whole = await tell(answersOf({ '/_api/web/lists': { value: [big] }, [items]: { pages } }));
    expect(whole.objects.filter(({ kind }) => kind === 'item').map(({ itemId }) => itemId)).toEqual([1, 3]);
    expect(whole.objects.find(({ kind }) => kind === 'list')?.uniqueItemCount).toBe(2);
    const broken = await tell(
      answersOf({ '/_api/web/lists': { value: [big] }, [items]: { pages: [[item(1, true)], refused(500)] } }),
    );
    expect(broken.objects.filter(({ kind }) => kind === 'item')).toHaveLength(1);
    expect(broken.objects.find(({ kind }) => kind === 'list')?.uniqueItemCount).toBeNull();
    expect(broken.states[1]).toBe('partial');
  });

  test('a small list that has grown a second page meanwhile is read anew, whole', async () => {
    const pages = [[item(1, true)], [item(2, true)]];
    const { objects, states } = await tell(answersOf({ '/_api/web/lists': { value: [aLibrary] }, [items]: { pages } }));
    expect(objects.filter(({ kind }) => kind === 'item').map(({ itemId }) => itemId)).toEqual([1, 2]);
    expect(states[1]).toBe('complete');
  });

  test('copies that retention keeps are listed and not opened', async () => {
    const hold = { ...aLibrary, RootFolder: { ServerRelativeUrl: '/sites/HR/PreservationHoldLibrary' } };
    const { objects, fake } = await tell(answersOf({ '/_api/web/lists': { value: [hold] } }));
    expect(objects.find(({ kind }) => kind === 'list')?.uniqueItemCount).toBeNull();
    expect(fake.operations.some((one) => one.endsWith('/items'))).toBe(false);
  });
});

describe('the price of a site with 1,000 items, 3 % of them with permissions of their own', () => {
  const listOf = (Id: string, ItemCount: number, BaseTemplate = 101) => ({ ...aLibrary, Id, ItemCount, BaseTemplate });
  const rowsIn = (count: number, every: number) =>
    Array.from({ length: count }, (_, at) => ({
      Id: at + 1,
      HasUniqueRoleAssignments: every > 0 && at % every === 0,
      FileRef: `/f/${at}`,
    }));

  test.each([
    ['in one library', { [LIBRARY]: rowsIn(1000, 34) }],
    ['with pages beside it', { [LIBRARY]: rowsIn(990, 33), [TASKS]: rowsIn(10, 0) }],
  ])('%s: at most 6 requests and 40 operations', async (_, lists) => {
    const value = Object.entries(lists).map(([id, rows]) => listOf(id, rows.length));
    const plain = answersOf({ '/_api/web/lists': { value } }).rest as NonNullable<FakeAnswers['rest']>;
    const rest: NonNullable<FakeAnswers['rest']> = (path, at, request) => {
      const id = /lists\(guid'([^']+)'\)\/items$/.exec(decodeURIComponent(path))?.[1];
      if (id !== undefined) return { value: lists[id as keyof typeof lists] };
      if (path.endsWith('GetSitePropertiesByUrl')) return { Url: at, Template: 'STS#3' };
      return plain(path, at, request);
    };
    const fake = fakeSharePoint({ rest });
    for (const collector of [siteSettings, siteAccess]) {
      const { evidence } = await collect(collector, { evidence: { sites: [aSite()] }, sharePoint: fake.reader });
      for (const dataset of collector.meta.provides) expect(evidence.coverage(dataset).state, dataset).toBe('complete');
    }
    expect(fake.wire.length).toBeLessThanOrEqual(6);
    expect(fake.operations.length).toBeLessThanOrEqual(40);
    expect(fake.operations.filter((one) => /items\(\d+\)/.test(decodeURIComponent(one)))).toHaveLength(30);
  });
});
