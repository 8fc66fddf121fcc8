/** Graph's and SharePoint's view of the same places: joined without doubles, and each standing in for the other. */
import { describe, expect, it } from 'vitest';
import { SITE_ADMINISTRATORS } from '../../src/derive/grants.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SecurableObject } from '../../src/evidence/sharepoint.js';
import {
  assigned,
  DRIVE,
  everyone,
  folder,
  grant,
  group,
  item,
  libraryList,
  listItem,
  person,
  principal,
  SITE,
  type Small,
  scopesOf,
  settingsOf,
  sharePoint,
  siteGroup,
  toSiteGroup,
  web,
} from '../kit/small-evidence.js';

const GAP: Gap = { reason: 'forbidden', status: 403 };
const READ = 2;
const EDIT = 6;
const FULL = 5;
const ITEMS = [
  item('root', null),
  folder('open', 'root', { hasSharedFacet: true, listItemId: 7 }),
  item('a', 'open', { listItemId: 8 }),
  item('b', 'open', { name: 'Patient list.xlsx', listItemId: 9 }),
];
const told = (objects: readonly SecurableObject[], small: Small = {}) =>
  scopesOf({
    items: ITEMS,
    lists: { root: [], open: [] },
    ...small,
    evidence: { ...sharePoint({ objects }), ...small.evidence },
  });
const named = (scope: { readonly grants: readonly { readonly label: string; readonly role: string }[] } | undefined) =>
  scope?.grants.map((g) => `${g.label}: ${g.role}`);

describe('a library', () => {
  it('that inherits is let in by its site', async () => {
    const objects = [web([assigned(person(1)), assigned(person(2), EDIT)]), libraryList(null)];
    const { root } = await told(objects);
    expect(named(root)).toEqual(['Person 1: read', 'Person 2: write']);
    expect(root?.grants.every((g) => g.inherited)).toBe(true);
  });

  it('is let in as SharePoint says, where Graph says otherwise whether a grant was inherited', async () => {
    for (const inherited of [true, false]) {
      const lists = { root: [grant('root', { to: [person(1)], inherited: !inherited })] };
      const { root } = await told([web([assigned(person(1))]), libraryList(inherited ? null : [assigned(person(1))])], { lists });
      expect(root?.grants.map((g) => g.inherited)).toEqual([inherited]);
    }
  });

  it('with permissions of its own is not', async () => {
    const { root } = await told([web([assigned(everyone)]), libraryList([assigned(person(1), FULL)])]);
    expect(named(root)).toEqual(['Person 1: owner']);
    expect(root).toMatchObject({ standingOrgWide: known(false), grants: [{ inherited: false }] });
  });

  it('of a subsite that inherits has those of the site above, of one that does not its own', async () => {
    const sub = { webId: 'web-2', path: '/sites/FrontOffice/Sub', title: 'Sub' };
    const library = libraryList(null, { webId: 'web-2' });
    const { root } = await told([web([assigned(everyone)]), web(null, sub), library]);
    expect(root?.standingOrgWide).toEqual(known(true));
    const broken = await told([web([assigned(everyone)]), web([assigned(person(1))], sub), library]);
    expect(broken.root?.standingOrgWide).toEqual(known(false));
    expect(named(broken.root)).toEqual(['Person 1: read']);
    // A site that is only called alike is not above it.
    const other = web([assigned(everyone)], { path: '/sites/FrontOffice/Su', webId: 'web-3' });
    expect((await told([web([assigned(person(1))]), other, web(null, sub), library])).root?.standingOrgWide).toEqual(
      known(false),
    );
  });

  it('is found by its address where Graph does not name its list', async () => {
    const drives = { [SITE.id]: [{ ...DRIVE, listId: null }] };
    const { root } = await told([web([assigned(everyone)]), libraryList(null)], { evidence: { drives } });
    expect(root?.standingOrgWide).toEqual(known(true));
  });

  it('whose root Graph refused is known by SharePoint', async () => {
    const { root } = await told([web([assigned(everyone)]), libraryList(null)], { lists: { open: [] } });
    expect(root).toMatchObject({ kind: 'root', standingOrgWide: known(true) });
  });

  it('whose own permissions SharePoint refused is as Graph shows it', async () => {
    const lists = { root: [grant('root', { to: [person(1)] })], open: [] };
    const { root } = await told([web([assigned(everyone)]), libraryList(null, { assignments: unknown(GAP) })], { lists });
    expect(named(root)).toEqual(['Person 1: read']);
  });
});

describe('a library of a public group’s site', () => {
  const evidence = {
    groups: [group('open', { visibility: 'Public' })],
    groupSites: [{ groupId: 'open', siteId: SITE.id, webUrl: SITE.webUrl }],
  };
  const away: Small['away'] = (e) => e.setCoverage('roleAssignments', { state: 'absent', rows: 0, gaps: [GAP] }, SITE.id);
  const orgWide = async (small: Small, objects = [web(), libraryList(null)]) =>
    (await told(objects, { evidence, ...small })).root?.standingOrgWide;

  it('is open where it inherits, and where SharePoint was not asked', async () => {
    expect(await orgWide({})).toEqual(known(true));
    expect((await scopesOf({ evidence })).root?.standingOrgWide).toEqual(known(true));
  });

  it('is as it says where it has permissions of its own', async () => {
    expect(await orgWide({}, [web(), libraryList([assigned(person(1))])])).toEqual(known(false));
  });

  it('may be either where SharePoint refused to tell', async () => {
    expect(await orgWide({ away })).toEqual(unknown(GAP));
    const without = { groups: [group('closed')], groupSites: [{ groupId: 'closed', siteId: SITE.id, webUrl: SITE.webUrl }] };
    expect(await orgWide({}, [web(), libraryList(null)])).toEqual(known(true));
    expect((await scopesOf({ evidence: { ...without, ...sharePoint() } })).root?.standingOrgWide).toEqual(known(false));
  });
});

describe('the two lists of one place', () => {
  const user = principal({ kind: 'user', id: 'u1', displayName: 'Ada' });

  it('name a principal once, with the stronger role, by id or by claim', async () => {
    const lists = { root: [], open: [grant('open', { to: [user] }), grant('open', { to: [everyone], roles: ['write'] })] };
    const { open } = await told([web(), libraryList(), listItem(7, [assigned(person(1), FULL), assigned(everyone, READ)])], {
      lists,
    });
    expect(named(open)).toEqual(['Person 1: owner', 'Everyone except external users: write']);
    expect(open?.directReaders).toEqual(known(1));
  });

  it('keep apart what comes through a SharePoint group', async () => {
    const groups = [siteGroup(4, 'Visitors', { members: known([person(1)]) })];
    const objects = [web(), libraryList(), listItem(7, [assigned(toSiteGroup(4, 'Visitors')), assigned(person(1))])];
    const lists = { root: [], open: [grant('open', { to: [toSiteGroup(4, 'Visitors')] })] };
    const { open } = await scopesOf({ items: ITEMS, lists, evidence: sharePoint({ groups, objects }) });
    expect(open?.grants.map((g) => [g.label, g.via])).toEqual([
      ['Person 1', 'Visitors'],
      ['Person 1', null],
    ]);
  });

  it('have links from Graph alone; whoever opened one and was let in by name too is a direct reader', async () => {
    const link = grant('open', {
      link: { scope: 'organization', type: 'view' },
      to: [user],
      expirationDateTime: '2027-01-01T00:00:00Z',
    });
    const lists = { root: [], open: [link] };
    const { open } = await told([web(), libraryList(), listItem(7, [assigned(person(1))])], { lists });
    expect(open?.grants.map((g) => [g.audience, g.reach, g.expires])).toEqual([
      ['person', 'standing', null],
      ['organization-link', 'latent', '2027-01-01T00:00:00Z'],
    ]);
    expect(open).toMatchObject({ directReaders: known(1), standingReaders: known(1), hasOrganizationLink: true });
    expect((await told([web(), libraryList()], { lists })).open?.directReaders).toEqual(known(0));
  });

  it('need no name for what Graph shows without one', async () => {
    const lists = { root: [], open: [grant('open', { to: [principal({ displayName: 'Somebody' })] })] };
    expect((await told([web(), libraryList()], { lists })).open?.standingOrgWide.known).toBe(false);
    const { open } = await told([web(), libraryList(), listItem(7, [assigned(person(1))])], { lists });
    expect(named(open)).toEqual(['Person 1: read']);
    expect(open?.standingOrgWide).toEqual(known(false));
  });
});

describe('permission levels', () => {
  it.each<[string, readonly { name: string; kind: number }[], string | null]>([
    ['Limited Access', [{ name: 'Beperkte toegang', kind: 1 }], null],
    [
      'Limited Access beside Read',
      [
        { name: 'Limited Access', kind: 1 },
        { name: 'Lezen', kind: 2 },
      ],
      'read',
    ],
    ['Contribute', [{ name: 'Bijdragen', kind: 3 }], 'write'],
    ['Design', [{ name: 'Entwerfen', kind: 4 }], 'write'],
    ['Full Control', [{ name: 'Volledig beheer', kind: 5 }], 'owner'],
    ['Edit', [{ name: 'Bearbeiten', kind: 6 }], 'write'],
    ['Review', [{ name: 'Überprüfen', kind: 7 }], 'read'],
    ['one made by hand', [{ name: 'Contribute without delete', kind: 0 }], 'write'],
    ['one made by hand in another language', [{ name: 'Sonderrecht', kind: 0 }], 'read'],
    ['a limited one of the system', [{ name: 'Web-Only Limited Access', kind: 9 }], null],
    [
      'the widest of several',
      [
        { name: 'x', kind: 2 },
        { name: 'y', kind: 5 },
      ],
      'owner',
    ],
  ])('%s', async (_, roles, expected) => {
    const { root } = await told([web([{ principal: everyone, roles }]), libraryList(null)]);
    expect(root?.grants.map((g) => g.role)).toEqual(expected === null ? [] : [expected]);
  });
});

describe('an item that only SharePoint marks', () => {
  it('is a place of its own, and what is below it counts there', async () => {
    const items = ITEMS.map((i) => ({ ...i, hasSharedFacet: false }));
    const scopes = await told([web(), libraryList(), listItem(7, [assigned(everyone)])], { items, lists: { root: [] } });
    expect(scopes.open).toMatchObject({
      kind: 'folder',
      files: 2,
      sensitiveFiles: 1,
      standingOrgWide: known(true),
      isAtLeast: false,
    });
    expect(scopes.root).toMatchObject({ files: 0 });
  });

  it('has nobody known where its permissions could not be read', async () => {
    const refused = listItem(7, [], { assignments: unknown(GAP) });
    const scopes = await told([web(), libraryList(), refused], { lists: { root: [] } });
    expect(scopes.open).toMatchObject({ files: 2, standingOrgWide: unknown(GAP), standingReaders: unknown(GAP) });
  });

  it('of another list with the same number is another item', async () => {
    const other = listItem(7, [assigned(everyone)], { listId: 'list-2' });
    const scopes = await told([web(), libraryList(), other], { lists: { root: [] } });
    expect(Object.keys(scopes)).toEqual(['root']);
  });

  it('that the crawl did not get to is kept, and one that is gone is not', async () => {
    const late = listItem(70, [assigned(everyone)], { title: 'Patient list.xlsx' });
    const objects = [web(), libraryList(), late];
    expect(Object.keys(await told(objects))).toEqual(['open', 'root']);
    const cut = await told(objects, {
      away: (e) => e.setCoverage('items', { state: 'partial', rows: 4, gaps: [{ reason: 'throttled' }] }, DRIVE.id),
    });
    expect(cut['item-70']).toMatchObject({ kind: 'file', files: 0, sensitiveWord: 'patient list', standingOrgWide: known(true) });
  });
});

describe('administrators of the site', () => {
  it('reach every place, through no group and by nobody’s share', async () => {
    const settings = [settingsOf({}, { admins: known([person(1), principal({ loginName: 'c:0t.c|tenant|helpdesk' })]) })];
    const evidence = {
      ...sharePoint({ settings, objects: [web(), libraryList(), listItem(7, [assigned(person(2))])] }),
      groups: [group('helpdesk', { isUnified: false, visibility: null })],
      groupLinks: [3, 4].map((n) => ({
        groupId: 'helpdesk',
        memberId: `u${n}`,
        memberKind: 'user' as const,
        role: 'member' as const,
      })),
    };
    const { root, open } = await scopesOf({ items: ITEMS, lists: { root: [], open: [] }, evidence });
    expect(root).toMatchObject({ standingReaders: known(3), directReaders: known(0) });
    expect(open).toMatchObject({ standingReaders: known(4), directReaders: known(1) });
    const admins = open?.grants.filter((g) => g.via === SITE_ADMINISTRATORS) ?? [];
    expect(admins.map((g) => [g.label, g.role, g.principal.id])).toEqual([
      [SITE_ADMINISTRATORS, 'owner', 'u1'],
      [SITE_ADMINISTRATORS, 'owner', 'helpdesk'],
    ]);
    // The same list is kept once, however many places have it.
    expect(open?.grants[1]).toBe(root?.grants[0]);
  });

  it('that are not known add nothing and take nothing away', async () => {
    const settings = [settingsOf({}, { admins: unknown(GAP) })];
    const { root } = await scopesOf({ evidence: sharePoint({ settings }) });
    expect(root).toMatchObject({ grants: [], standingOrgWide: known(false), standingReaders: known(0) });
  });
});

describe('labels of files', () => {
  it('count among those that were read', async () => {
    const names = ['x', 'label', null, undefined];
    const items = [
      item('root', null),
      ...names.map((labelId, n) =>
        item(`f${n}`, 'root', { name: `Patient list ${n}.xlsx`, ...(labelId === undefined ? {} : { labelId }) }),
      ),
      item('plain', 'root', { labelId: 'label' }),
    ];
    const { root } = await scopesOf({ items, lists: { root: [] } });
    expect(root).toMatchObject({ sensitiveFiles: 4, sensitiveLabelRead: 3, sensitiveLabelled: 2 });
  });
});
