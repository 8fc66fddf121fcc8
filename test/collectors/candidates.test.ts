/** Whose permissions are read: items that Graph's crawl marked, and those that SharePoint itself names. */
import { expect, test } from 'vitest';
import itemPermissions from '../../src/collectors/item-permissions.js';
import type { Drive, Item } from '../../src/evidence/content.js';
import type { SecurableObject } from '../../src/evidence/sharepoint.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, fakeGraph } from './fakes.js';

const LIST = 'aaaaaaaa-1111-4111-8111-111111111111';
const site = aSite();
const drive = { id: 'd', siteId: site.id, webUrl: `${site.webUrl}/Docs`, listId: LIST } as Drive;
const root = { id: 'r', kind: 'root', hasSharedFacet: true, listItemId: null } as Item;
const item = (id: string, listItemId: number | null, hasSharedFacet: boolean) =>
  ({ id, kind: 'file', listItemId, hasSharedFacet }) as Item;
const unique = (itemId: number | null, listId = LIST) =>
  ({ kind: itemId === null ? 'list' : 'item', itemId, listId }) as SecurableObject;

async function asked(items: readonly Item[], objects: readonly SecurableObject[] | null, listId: string | null = LIST) {
  const graph = fakeGraph(() => ({ value: [] }));
  const { evidence, notes } = await collect(itemPermissions, {
    graph,
    evidence: {
      sites: [site],
      drives: { [site.id]: [{ ...drive, listId }] },
      items: { d: [root, ...items] },
      ...(objects === null ? {} : { roleAssignments: { [COLLECTION]: objects } }),
    },
  });
  const lists = await rowsOf(evidence.rows('accessLists', 'd'));
  return { ids: lists.map(({ itemId }) => itemId), notes: [...notes] };
}

test('an item that SharePoint names is read though the crawl did not mark it, and is counted', async () => {
  const items = [item('a', 1, true), item('b', 2, false), item('c', 3, false), item('d', 4, true)];
  const { ids, notes } = await asked(items, [unique(null), unique(1), unique(2), unique(3, 'another list')]);
  expect(ids).toEqual(['r', 'a', 'b', 'd']);
  expect(notes).toEqual([expect.stringMatching(/named 2 .* had not marked 1 of them/)]);
});

test('an item that comes twice counts as it came last', async () => {
  const items = [item('a', 1, false), item('b', null, true), item('a', 1, true), item('b', null, false)];
  const { ids, notes } = await asked(items, [unique(1)]);
  expect(ids).toEqual(['r', 'a']);
  expect(notes).toEqual([expect.stringMatching(/named 1 .* had marked every one/)]);
});

test.each([
  ['SharePoint was not asked', null, LIST],
  ['nobody knows the list behind the library', [unique(2)], null],
])('where %s, the crawl alone tells', async (_, objects, listId) => {
  const { ids, notes } = await asked([item('a', 1, true), item('b', 2, false)], objects, listId);
  expect(ids).toEqual(['r', 'a']);
  expect(notes).toEqual([]);
});
