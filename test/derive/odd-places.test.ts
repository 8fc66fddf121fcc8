/** Places of a site that are odd in ordinary tenants: galleries of design, held copies, libraries that Graph left out, missing webs. */
import { expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import type { SecurableObject } from '../../src/evidence/sharepoint.js';
import {
  assigned,
  everyone,
  libraryList,
  listItem,
  sharePoint,
  siteGroup,
  smallWorld,
  toSiteGroup,
  web,
} from '../kit/small-evidence.js';

async function site(objects: readonly SecurableObject[], groups: ReturnType<typeof siteGroup>[] = []) {
  const world = await smallWorld({ evidence: sharePoint({ objects, groups }) });
  const [row] = world.rows('site');
  if (row === undefined) throw new Error('no site');
  return row;
}

const toAll = [assigned(everyone)];

test.each(['/sites/x/Style Library', '/sites/x/FormServerTemplates', '/sites/x/_catalogs/masterpage'])(
  '%s is open to all by design, and opens no site',
  async (path) => {
    const row = await site([web(), libraryList(toAll, { listId: 'design', path, title: 'Design' })]);
    expect(row.grantedOrgWide).toEqual(known(false));
    expect(row.grants.known && row.grants.value.filter((g) => g.title === 'Design')).toEqual([]);
  },
);

test('a list of another name that is open to all opens it', async () => {
  const row = await site([web(), libraryList(toAll, { listId: 'forms', path: '/sites/x/Forms', title: 'Forms' })]);
  expect(row.grantedOrgWide).toEqual(known(true));
});

test('an item of a library that Graph did not list is a doubt', async () => {
  const row = await site([web(), listItem(1, toAll, { listId: 'unlisted', template: 101, path: '/sites/x/Lib/a.docx' })]);
  expect(row.grants.known).toBe(false);
});

test('copies that retention keeps are not counted among lists', async () => {
  const hold = libraryList(null, {
    listId: 'hold',
    path: '/sites/x/PreservationHoldLibrary',
    itemCount: 900,
    uniqueItemCount: null,
  });
  expect((await site([web(), hold])).lists.known).toBe(true);
  expect((await site([web(), { ...hold, path: '/sites/x/Archive' }])).lists.known).toBe(false);
});

test('a group whose name only begins like one of SharePoint’s own keeps its members', async () => {
  const group = siteGroup(9, 'Limited Access System Group Readers', { members: known([everyone]) });
  const row = await site([web([assigned(toSiteGroup(9, 'Limited Access System Group Readers'))])], [group]);
  expect(row.grantedOrgWide).toEqual(known(true));
});
