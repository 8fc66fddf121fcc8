/** SharePoint groups: Everyone and all-staff groups hide in them, under titles in any language. */
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/evidence/content.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SiteGroup } from '../../src/evidence/sharepoint.js';
import { aUser } from '../kit/rows.js';
import {
  everyone,
  grant,
  group,
  member,
  person,
  principal,
  SITE,
  type Small,
  scopesOf,
  sharePoint,
  siteGroup,
  smallWorld,
  staff,
  TENANT,
  toGroup,
  toSiteGroup,
} from '../kit/small-evidence.js';

const GAP: Gap = { reason: 'forbidden', remedy: 'Sites.FullControl.All (SharePoint)', status: 403 };
const directory = {
  groups: [
    group('all', { isUnified: false, visibility: null }),
    group('outer', { isUnified: false, visibility: null }),
    group('team', { visibility: 'Private' }),
    group('open', { visibility: 'Public' }),
  ],
  groupLinks: [
    ...Array.from({ length: 9 }, (_, n) => member('all', `u${n}`)),
    member('outer', 'all', 'group'),
    member('all', 'outer', 'group'),
    member('team', 'u1'),
    member('team', 'u2'),
    { groupId: 'team', memberId: 'u3', memberKind: 'user' as const, role: 'owner' as const },
  ],
};

/** The root of a library on which Graph names one SharePoint group. */
async function throughGroup(groups: readonly SiteGroup[], entry: Principal = toSiteGroup(4, 'Visitors')) {
  const lists = { root: [grant('root', { to: [entry] })] };
  const { root } = await scopesOf({ lists, evidence: { ...directory, ...sharePoint({ groups, objects: [] }) } });
  if (root === undefined) throw new Error('no root');
  return root;
}
const holding = (members: readonly Principal[], title = 'Visitors') =>
  throughGroup([siteGroup(4, title, { members: known(members) })], toSiteGroup(4, title));

describe('a SharePoint group', () => {
  it.each(['Bezoekers van Voorkant', 'Besucher von Empfang', 'Visiteurs', 'Front office Visitors'])(
    'titled %s with everybody in it lets everybody in',
    async (title) => {
      const scope = await holding([everyone], title);
      expect(scope.standingOrgWide).toEqual(known(true));
      expect(scope.grants[0]).toMatchObject({
        audience: 'everyone-except-external',
        via: title,
        orgWide: known(true),
        principal: { kind: 'everybody', id: null },
        isForeignClaim: false,
      });
    },
  );

  it.each<[string, Principal, object, number | 'all']>([
    ['Everyone', principal({ loginName: 'c:0(.s|true' }), { audience: 'everyone' }, 'all'],
    ['All users, by forms', principal({ loginName: 'c:0!.s|forms%3amembership' }), { audience: 'all-users' }, 'all'],
    [
      'the claim with the id of another tenant',
      principal({ loginName: 'c:0-.f|rolemanager|spo-grid-all-users/11111111-2222-3333-4444-555555555555' }),
      { audience: 'everyone-except-external', isForeignClaim: true },
      'all',
    ],
    ['a public group', toGroup('open'), { audience: 'public-group', principal: { kind: 'everybody', id: null } }, 'all'],
    ['a group of nearly all', toGroup('all'), { audience: 'all-staff-group', principal: { kind: 'group', id: 'all' } }, 9],
    ['a group with that group in it, in a circle', toGroup('outer'), { audience: 'all-staff-group' }, 9],
    ['a team', toGroup('team'), { audience: 'group', principal: { kind: 'group', id: 'team' } }, 2],
    [
      'the owners of a team',
      principal({ loginName: 'c:0o.c|federateddirectoryclaimprovider|team_o' }),
      { audience: 'own-group', principal: { kind: 'owners', id: 'team' } },
      1,
    ],
    ['a person', person(5), { audience: 'person', principal: { kind: 'person', id: 'u5' } }, 1],
    [
      'a person called like the claim',
      principal({ displayName: 'Everyone except external users', loginName: 'i:0#.f|membership|p5@clinic.example' }),
      { audience: 'person' },
      1,
    ],
    [
      'a security group called like the claim',
      { ...toGroup('team'), displayName: `c:0-.f|rolemanager|spo-grid-all-users/${TENANT}` },
      { audience: 'group' },
      2,
    ],
  ])('with %s in it', async (_, inside, expected, readers) => {
    const scope = await holding([inside]);
    expect(scope.grants).toHaveLength(1);
    expect(scope.grants[0]).toMatchObject({ ...expected, via: 'Visitors' });
    expect(scope.standingReaders).toEqual(known(readers === 'all' ? 10 : readers));
    expect(scope.standingOrgWide).toEqual(known(readers === 'all' || readers === 9));
  });

  it('called like a claim is told by its members', async () => {
    const title = 'c:0(.s|true';
    expect((await holding([person(1)], title)).standingOrgWide).toEqual(known(false));
  });

  it('gives one grant for each member, and none of them is a direct one', async () => {
    const scope = await holding([person(1), person(2), toGroup('team')]);
    expect(scope.grants.map((g) => [g.label, g.via])).toEqual([
      ['Person 1', 'Visitors'],
      ['Person 2', 'Visitors'],
      ['team', 'Visitors'],
    ]);
    expect(scope.standingReaders).toEqual(known(2));
    expect(scope.directReaders).toEqual(known(0));
  });

  it('that holds a SharePoint group, or itself, is resolved and ends', async () => {
    const groups = [
      siteGroup(4, 'Visitors', { members: known([toSiteGroup(4, 'Visitors'), toSiteGroup(5, 'More')]) }),
      siteGroup(5, 'More', { members: known([everyone, toSiteGroup(4, 'Visitors')]) }),
    ];
    const scope = await throughGroup(groups);
    expect(scope.grants.map((g) => [g.audience, g.via])).toEqual([['everyone-except-external', 'Visitors']]);
  });

  it('is found by its number, and by its title where Graph gives none', async () => {
    const groups = [
      siteGroup(4, 'Visitors', { members: known([everyone]) }),
      siteGroup(5, 'Members', { members: known([person(1)]) }),
    ];
    expect((await throughGroup(groups, toSiteGroup(5, 'Visitors'))).standingOrgWide).toEqual(known(false));
    const nameless = principal({ kind: 'siteGroup', displayName: 'visitors' });
    expect((await throughGroup(groups, nameless)).standingOrgWide).toEqual(known(true));
  });

  it.each(['Limited Access System Group For List 1', 'SharingLinks.1.OrganizationView.2'])(
    'that SharePoint keeps for itself (%s) grants nothing, whoever is in it',
    async (title) => {
      expect((await holding([everyone], title)).grants).toEqual([]);
    },
  );

  it('that is empty lets nobody in', async () => {
    const scope = await holding([]);
    expect(scope).toMatchObject({ grants: [], standingOrgWide: known(false), standingReaders: known(0) });
  });

  it('whose members could not be read lets in nobody knows whom', async () => {
    const scope = await throughGroup([siteGroup(4, 'Visitors', { members: unknown(GAP) })]);
    expect(scope.grants[0]).toMatchObject({ audience: 'site-group', label: 'Visitors', orgWide: unknown(GAP) });
    expect(scope.standingOrgWide).toEqual(unknown(GAP));
    expect(scope.standingReaders).toEqual(unknown(GAP));
  });

  it('that SharePoint does not list is not known', async () => {
    expect((await throughGroup([])).standingOrgWide).toMatchObject({ known: false, gap: { reason: 'failed' } });
  });

  it('of a site that refused has the reason of that site', async () => {
    const lists = { root: [grant('root', { to: [toSiteGroup(4, 'Visitors')] })] };
    const { root } = await scopesOf({
      lists,
      evidence: sharePoint(),
      away: (e) => e.setCoverage('siteGroups', { state: 'absent', rows: 0, gaps: [GAP] }, SITE.id),
    });
    expect(root?.standingOrgWide).toEqual(unknown(GAP));
  });
});

describe('a role of an on-premises domain', () => {
  it('lets in nobody, whatever it is called', async () => {
    const scope = await holding([principal({ displayName: 'Everyone', loginName: 'c:0-.f|rolemanager|s-1-5-21-1-2-3-513' })]);
    expect(scope.grants[0]).toMatchObject({ audience: 'group', orgWide: known(false), readers: known(0) });
    expect(scope.standingOrgWide).toEqual(known(false));
  });
});

describe('guests', () => {
  const guest = (over: Parameters<typeof aUser>[0]) => aUser({ userType: 'Guest', ...over });
  const UPN = 'alice_contoso.com#EXT#@clinic.onmicrosoft.example';

  it.each<[string, Parameters<typeof aUser>[0], Principal, string | null]>([
    ['by address', { mail: 'Alice@Lab.example' }, principal({ kind: 'user', id: 'guest' }), 'lab.example'],
    ['by name', { mail: null, userPrincipalName: UPN }, principal({ kind: 'user', id: 'guest' }), 'contoso.com'],
    [
      'by claim',
      { mail: null, userPrincipalName: UPN },
      principal({ loginName: `i:0#.f|membership|${UPN.toLowerCase()}` }),
      'contoso.com',
    ],
    ['who is gone', { id: 'x' }, principal({ loginName: 'i:0#.f|membership|bob_x_y.org#ext#@clinic.example' }), 'y.org'],
    [
      'of an older invitation',
      { id: 'x' },
      principal({ loginName: 'i:0#.f|membership|urn%3aspo%3aguest#al@x.example' }),
      'x.example',
    ],
  ])('%s have their mail domain', async (_, over, entry, domain) => {
    const users = [...staff(10), guest({ id: 'guest', ...over })];
    const { root } = await scopesOf({ lists: { root: [grant('root', { to: [entry] })] }, evidence: { users } });
    expect(root?.grants[0]).toMatchObject({ audience: 'guest', guestDomain: domain, readers: known(0) });
  });

  it('cannot be told from staff where the list of users is broken', async () => {
    const away = (e: Parameters<NonNullable<Small['away']>>[0]) =>
      e.setCoverage('users', { state: 'partial', rows: 1, gaps: [GAP] });
    const { root } = await scopesOf({
      lists: { root: [grant('root', { to: [principal({ kind: 'user', id: 'lost' })] })] },
      away,
    });
    expect(root?.grants[0]).toMatchObject({
      audience: 'unrecognised',
      principal: { kind: 'person', id: 'lost' },
      readers: unknown(GAP),
    });
  });

  it('in a group are listed, nested ones too, or not known', async () => {
    const users = [
      ...staff(10),
      guest({ id: 'g1', displayName: 'Al', mail: 'al@lab.example' }),
      guest({ id: 'g2', displayName: 'Bo', mail: null }),
    ];
    const groupLinks = [member('team', 'g1'), member('team', 'inner', 'group'), member('inner', 'g2'), member('inner', 'u1')];
    const evidence = { users, groups: [group('team'), group('inner')], groupLinks };
    const [, team] = (await smallWorld({ evidence })).rows('group');
    expect(team?.guests).toEqual(
      known([
        { name: 'Al', domain: 'lab.example' },
        { name: 'Bo', domain: null },
      ]),
    );
    const away = await smallWorld({
      evidence,
      away: (e) => e.setCoverage('groupLinks', { state: 'partial', rows: 1, gaps: [GAP] }),
    });
    expect(away.rows('group')[1]?.guests).toEqual(unknown(GAP));
  });
});
