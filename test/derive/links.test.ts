/** Sharing links: latent until somebody opens them, and each with its maker. */
import { describe, expect, it } from 'vitest';
import type { Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SharingLink } from '../../src/evidence/sharepoint.js';
import { daysAgo } from '../kit/rows.js';
import {
  assigned,
  DRIVE,
  folder,
  grant,
  item,
  libraryList,
  listItem,
  person,
  principal,
  type Small,
  scopesOf,
  sharePoint,
  siteGroup,
  smallWorld,
  staff,
  toSiteGroup,
  web,
} from '../kit/small-evidence.js';

const GAP: Gap = { reason: 'throttled' };
const ITEMS = [
  item('root', null),
  folder('open', 'root', { hasSharedFacet: true, listItemId: 7, name: 'Patient intake' }),
  item('a', 'open'),
  item('b', 'open'),
  item('c', 'root', { name: 'Lunch.docx', hasSharedFacet: true }),
];
const link = (itemId: string, over: Partial<SharingLink> = {}): SharingLink => ({
  driveId: DRIVE.id,
  itemId,
  scope: 'organization',
  canEdit: true,
  created: daysAgo(50),
  expires: null,
  createdBy: known(person(1)),
  ...over,
});
async function links(list: readonly SharingLink[], small: Small = {}) {
  const world = await smallWorld({
    items: ITEMS,
    lists: { root: [], open: [], c: [] },
    ...small,
    evidence: { leavers: [], ...sharePoint(), sharingLinks: { [DRIVE.id]: list }, ...small.evidence },
  });
  return world.rows('link');
}

describe('a link', () => {
  it('has the place, the files and the maker of its item', async () => {
    const [lunch, open] = await links([link('open'), link('c', { scope: 'anonymous', canEdit: false })]);
    expect(open).toMatchObject({
      id: `${DRIVE.id}/open/1`,
      siteId: 'site-1',
      kind: 'folder',
      scope: 'organization',
      canEdit: true,
      created: daysAgo(50),
      creatorName: 'Person 1',
      creatorDeparted: known(false),
      sensitive: true,
      files: 2,
    });
    expect(open?.place.parts).toEqual([
      { name: 'Documents', sensitive: false },
      { name: 'Patient intake', sensitive: true },
    ]);
    expect(lunch).toMatchObject({ kind: 'file', scope: 'anonymous', canEdit: false, sensitive: false, files: 1 });
  });

  it('that has expired is none, and two on one item are two', async () => {
    const list = [link('c', { expires: daysAgo(1) }), link('c', { expires: daysAgo(-1) }), link('c')];
    expect((await links(list)).map((l) => l.id)).toEqual([`${DRIVE.id}/c/2`, `${DRIVE.id}/c/3`]);
  });

  it('on an item that was not crawled is kept', async () => {
    expect(await links([link('ghost')])).toMatchObject([{ kind: 'file', files: 1, sensitive: false }]);
  });

  const users = [
    ...staff(10),
    ...staff(1, { accountEnabled: false }).map((u) => ({
      ...u,
      id: 'gone',
      displayName: 'Gone',
      userPrincipalName: 'gone@clinic.example',
    })),
  ];

  it.each<[string, SharingLink['createdBy'], string | null, boolean | null]>([
    ['somebody who is here', known(person(2)), 'Person 2', false],
    ['somebody who left', known(principal({ loginName: 'i:0#.f|membership|gone@clinic.example' })), 'Gone', true],
    [
      'somebody who was deleted',
      known(principal({ displayName: 'Old', loginName: 'i:0#.f|membership|old@clinic.example' })),
      'Old',
      true,
    ],
    ['a number of SharePoint’s own', known(principal({ id: '12', displayName: 'Old' })), 'Old', null],
    [
      'a guest without an account',
      known(principal({ displayName: 'Al', loginName: 'i:0#.f|membership|urn:spo:guest#al@x.example' })),
      'Al',
      null,
    ],
    ['nobody knows whom', unknown(GAP), null, null],
  ])('was made by %s', async (_, createdBy, name, departed) => {
    const [row] = await links([link('c', { createdBy })], { evidence: { users } });
    expect(row?.creatorName).toBe(name);
    expect(row?.creatorDeparted.known === true ? row.creatorDeparted.value : null).toBe(departed);
  });

  it('of people is in doubt while the directory is', async () => {
    const [row] = await links(
      [link('c', { createdBy: known(principal({ loginName: 'i:0#.f|membership|old@clinic.example' })) })],
      {
        away: (e) => e.setCoverage('users', { state: 'partial', rows: 1, gaps: [GAP] }),
      },
    );
    expect(row?.creatorDeparted).toEqual(unknown(GAP));
  });
});

describe('a link for the organization that nobody opened', () => {
  const nobody = grant('open', { link: { scope: 'organization', type: 'edit' } });

  it('is latent, and in no number of what is reached today', async () => {
    // SharePoint keeps a group for each link; its members are those who opened it.
    const title = 'SharingLinks.0f.OrganizationEdit.1a';
    const evidence = {
      ...sharePoint({
        groups: [siteGroup(9, title, { members: known(Array.from({ length: 9 }, (_, n) => person(n))) })],
        objects: [web(), libraryList(), listItem(7, [assigned(toSiteGroup(9, title), 6)])],
      }),
      sharingLinks: { [DRIVE.id]: [link('open')] },
    };
    const { open } = await scopesOf({ items: ITEMS, lists: { root: [], open: [nobody] }, evidence });
    expect(open).toMatchObject({
      hasOrganizationLink: true,
      grantedOrgWide: known(false),
      standingOrgWide: known(false),
      standingBroad: known(false),
      standingBroadWrite: known(false),
      standingReaders: known(0),
      directReaders: known(0),
    });
    expect(open?.grants.map((g) => [g.audience, g.reach, g.readers])).toEqual([['organization-link', 'latent', known(0)]]);
  });

  it('makes no site open either', async () => {
    const world = await smallWorld({
      lists: { root: [grant('root', { link: { scope: 'organization', type: 'edit' } })] },
      evidence: sharePoint(),
    });
    expect(world.rows('site')[0]).toMatchObject({ grantedOrgWide: known(false), standingReaders: known(0) });
  });
});
