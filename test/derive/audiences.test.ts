/** Who a grant lets in: nesting and circles, all-staff groups, owners, own groups, breadth, and what is not known. */
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/evidence/content.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { known } from '../../src/evidence/known.js';
import {
  everyone,
  grant,
  group,
  member,
  principal,
  SITE,
  type Small,
  scopesOf,
  smallWorld,
  staff,
  toGroup,
} from '../kit/small-evidence.js';

const GAP: Gap = { reason: 'forbidden', remedy: 'X.Read.All' };
const root = async (to: readonly Principal[], more: Small = {}) => {
  const { root } = await scopesOf({ lists: { root: [grant('root', { to })] }, ...more });
  if (root === undefined) throw new Error('no root');
  return root;
};
const groups = (...list: ReturnType<typeof group>[]) => ({ groups: list });

describe('an audience', () => {
  it('reaches through nested groups, and survives a circle', async () => {
    const evidence = {
      ...groups(group('a'), group('b'), group('c')),
      groupLinks: [
        member('a', 'b', 'group'),
        member('b', 'c', 'group'),
        member('c', 'a', 'group'),
        member('c', 'u1'),
        member('b', 'u2'),
      ],
    };
    const scope = await root([toGroup('a')], { evidence });
    expect(scope.standingReaders).toEqual(known(2));
    expect(scope.standingOrgWide).toEqual(known(false));
  });

  it('is all staff from the share of the configuration on, whatever the group is called', async () => {
    const of = (n: number) => ({
      ...groups(group('x', { displayName: 'Printers', isUnified: false, visibility: null })),
      groupLinks: Array.from({ length: n }, (_, i) => member('x', `u${i}`)),
    });
    expect((await root([toGroup('x')], { evidence: of(8) })).standingOrgWide).toEqual(known(true));
    expect((await root([toGroup('x')], { evidence: of(7) })).standingOrgWide).toEqual(known(false));
  });

  it('is everybody where people together are nearly all the staff, but not in a practice of a few', async () => {
    const person = (i: number) => principal({ kind: 'user', id: `u${i}`, loginName: null });
    const shared = (size: number) =>
      root(
        Array.from({ length: size }, (_, i) => person(i)),
        { evidence: { users: staff(size) } },
      );
    expect((await shared(10)).standingOrgWide).toEqual(known(true));
    expect((await shared(2)).standingOrgWide).toEqual(known(false));
    expect((await shared(1)).standingBroad).toEqual(known(false));
  });

  it('counts enabled members only: no guests, no disabled accounts', async () => {
    const users = [
      ...staff(8),
      ...staff(1, { accountEnabled: false }).map((u) => ({ ...u, id: 'off' })),
      ...staff(1, { userType: 'Guest' }).map((u) => ({ ...u, id: 'guest' })),
    ];
    const evidence = { users, ...groups(group('x')), groupLinks: ['u1', 'off', 'guest'].map((id) => member('x', id)) };
    expect((await root([toGroup('x')], { evidence })).standingReaders).toEqual(known(1));
  });

  it('of a public Microsoft 365 group is everybody; of a private one its members; of one without a word not known', async () => {
    const of = (visibility: string | null, isUnified = true) =>
      root([toGroup('x')], { evidence: groups(group('x', { visibility, isUnified })) });
    expect((await of('Public')).standingOrgWide).toEqual(known(true));
    expect((await of('Private')).standingOrgWide).toEqual(known(false));
    // An empty list of a group that hides its members is no answer.
    expect((await of('HiddenMembership')).standingOrgWide.known).toBe(false);
    expect((await of(null)).standingOrgWide.known).toBe(false);
    expect((await of(null, false)).standingOrgWide).toEqual(known(false));
  });

  it('of the owners of a group is not that of its members', async () => {
    const evidence = {
      ...groups(group('x', { visibility: 'Public' })),
      groupLinks: [{ groupId: 'x', memberId: 'u1', memberKind: 'user' as const, role: 'owner' as const }],
    };
    const owners = principal({ loginName: 'c:0o.c|federateddirectoryclaimprovider|x_o' });
    const scope = await root([owners], { evidence });
    expect(scope.standingOrgWide).toEqual(known(false));
    expect(scope.standingReaders).toEqual(known(1));
  });

  it('is told by the claim and never by the name that is shown', async () => {
    const named = (displayName: string) => principal({ displayName, loginName: 'i:0#.f|membership|p1@clinic.example' });
    for (const name of ['Everyone', 'Everyone except external users', 'Alle außer externen Benutzern']) {
      const scope = await root([named(name)]);
      expect(scope.standingOrgWide).toEqual(known(false));
      expect(scope.standingReaders).toEqual(known(1));
    }
    const german = await root([{ ...everyone, displayName: 'Jeder, außer externen Benutzern' }]);
    expect(german.standingOrgWide).toEqual(known(true));
    const foreign = await root([principal({ loginName: 'c:0-.f|rolemanager|spo-grid-all-users/0000' })]);
    expect(foreign.grants[0]).toMatchObject({ audience: 'everyone-except-external', orgWide: known(true) });
    expect(foreign.grants[0]?.label).toContain('another tenant');
  });

  it('of a SharePoint group is not known, and of its bookkeeping is nobody', async () => {
    const site = await root([principal({ kind: 'siteGroup', displayName: 'Front office Visitors' })]);
    expect(site.standingOrgWide).toMatchObject({ known: false, gap: { reason: 'needs-sharepoint-tier' } });
    for (const displayName of ['Limited Access System Group For List 1', 'SharingLinks.1.Flexible.2'])
      expect((await root([principal({ kind: 'siteGroup', displayName })])).grants).toEqual([]);
  });

  it('of a principal that nobody can name is not known', async () => {
    const scope = await root([principal({ displayName: '' })]);
    expect(scope.standingOrgWide.known).toBe(false);
    expect(scope.grants[0]?.audience).toBe('unrecognised');
  });

  it('of a role of an on-premises domain is nobody', async () => {
    const scope = await root([principal({ loginName: 'c:0-.f|rolemanager|s-1-5-21-1-2-3-513' })]);
    expect(scope.grants[0]).toMatchObject({ audience: 'group', orgWide: known(false), readers: known(0) });
    expect(scope).toMatchObject({ standingOrgWide: known(false), standingReaders: known(0) });
  });

  it('is not known while the lists behind it are not', async () => {
    const evidence = { ...groups(group('x', { isUnified: false, visibility: null })), groupLinks: [member('x', 'u1')] };
    for (const dataset of ['users', 'groupLinks'] as const) {
      const scope = await root([toGroup('x')], {
        evidence,
        away: (e) => e.setCoverage(dataset, { state: 'partial', rows: 1, gaps: [GAP] }),
      });
      expect(scope.standingReaders, dataset).toEqual({ known: false, gap: GAP });
      expect(scope.standingOrgWide.known, dataset).toBe(false);
    }
    const unlisted = await root([toGroup('nowhere')], {
      away: (e) => e.setCoverage('groups', { state: 'absent', rows: 0, gaps: [GAP] }),
    });
    expect(unlisted.standingOrgWide).toEqual({ known: false, gap: GAP });
    expect((await root([toGroup('deleted')])).standingReaders).toEqual(known(0));
  });
});

describe('breadth', () => {
  const people = (n: number) =>
    Array.from({ length: n }, (_, i) =>
      principal({ kind: 'user', id: `u${i}`, loginName: `i:0#.f|membership|p${i}@clinic.example` }),
    );
  const broad = async (readers: number, size: number) =>
    (await root(people(readers), { evidence: { users: staff(size) } })).standingBroad;

  it.each([
    [4, 10, false],
    [5, 10, true],
    [5, 20, true],
    [5, 21, false],
    [99, 1000, false],
    [100, 1000, true],
    [250, 1000, true],
  ])('%i readers of %i', async (readers, size, expected) => {
    expect(await broad(readers, size)).toEqual(known(expected));
  });

  it("does not count a site's own group against it; while the group of the site is not known, neither", async () => {
    const ten = Array.from({ length: 7 }, (_, i) => member('own', `u${i}`));
    const evidence = {
      ...groups(group('own')),
      groupLinks: ten,
      groupSites: [{ groupId: 'own', siteId: SITE.id, webUrl: SITE.webUrl }],
    };
    const own = await root([toGroup('own')], { evidence });
    expect(own.grants[0]?.audience).toBe('own-group');
    expect(own.standingBroad).toEqual(known(false));
    const other = await root([toGroup('own')], { evidence: { ...evidence, groupSites: [] } });
    expect(other.standingBroad).toEqual(known(true));
    const unsure = await root([toGroup('own')], {
      evidence,
      away: (e) => e.setCoverage('groupSites', { state: 'absent', rows: 0, gaps: [GAP] }),
    });
    expect(unsure.standingBroad).toEqual({ known: false, gap: GAP });
  });

  it('counts a person once, and people who were given a link by name as readers of today', async () => {
    const [one, two] = people(2) as [Principal, Principal];
    const lists = {
      root: [grant('root', { to: [one] }), grant('root', { to: [one, two], link: { scope: 'users', type: 'view' } })],
    };
    const { root: scope } = await scopesOf({ lists });
    expect(scope?.standingReaders).toEqual(known(2));
    expect(scope?.directReaders).toEqual(known(2));
  });
});

describe('links', () => {
  const linked = async (scope: string, type = 'view', expirationDateTime: string | null = null) =>
    (await scopesOf({ lists: { root: [grant('root', { link: { scope, type }, expirationDateTime })] } })).root;

  it('are latent: they reach nobody of themselves', async () => {
    const scope = await linked('organization', 'edit');
    expect(scope).toMatchObject({ hasOrganizationLink: true, hasAnyoneLink: false, standingOrgWide: known(false) });
    expect(scope?.grants[0]).toMatchObject({ reach: 'latent', role: 'write', readers: known(0) });
    expect(await linked('anonymous')).toMatchObject({ hasAnyoneLink: true });
  });

  it('that have expired are gone', async () => {
    expect((await linked('anonymous', 'view', '2026-11-22T00:00:00Z'))?.grants).toEqual([]);
    expect((await linked('anonymous', 'view', '2026-11-24T00:00:00Z'))?.hasAnyoneLink).toBe(true);
  });

  it('of a scope that nobody knows exclude nothing', async () => {
    expect(await linked('unknown')).toMatchObject({ isAtLeast: true, hasOrganizationLink: false });
    for (const scope of ['users', 'existingAccess', 'organization', 'anonymous'])
      expect((await linked(scope))?.isAtLeast).toBe(false);
  });

  it('of the same people who opened them are standing', async () => {
    const lists = {
      root: [grant('root', { link: { scope: 'organization', type: 'view' }, to: [principal({ kind: 'user', id: 'u1' })] })],
    };
    const { root: scope } = await scopesOf({ lists });
    expect(scope?.standingReaders).toEqual(known(1));
    expect(scope?.grants.map((g) => g.reach)).toEqual(['latent', 'standing']);
  });
});

describe('people', () => {
  const person = async (over: Parameters<typeof staff>[1]) =>
    [...(await smallWorld({ evidence: { users: staff(1, over) } })).rows('person')][0];
  const seen = (date: string | null) => known({ lastSuccessful: date, lastInteractive: null, lastNonInteractive: null });
  const old = '2025-01-01T00:00:00Z';

  it('who were not seen for long are suspected, also where Graph does not say when they came', async () => {
    expect((await person({ signIn: seen(old) }))?.suspectedLeaver).toEqual(known(true));
    expect((await person({ signIn: seen(old), createdDateTime: null }))?.suspectedLeaver).toEqual(known(true));
    expect((await person({ signIn: seen(old), assignedLicenses: [] }))?.suspectedLeaver).toEqual(known(false));
    expect((await person({ signIn: seen(null) }))?.suspectedLeaver).toEqual(known(false));
    expect((await person({ signIn: { known: false, gap: GAP } }))?.suspectedLeaver).toEqual({ known: false, gap: GAP });
  });

  it('are judged by the last success; where there is none, by the later of the other two', async () => {
    const dates = { lastInteractive: '2026-03-01T00:00:00Z', lastNonInteractive: '2026-05-01T00:00:00Z' };
    expect((await person({ signIn: known({ lastSuccessful: old, ...dates }) }))?.lastSignIn).toEqual(known(old));
    expect((await person({ signIn: known({ lastSuccessful: null, ...dates }) }))?.lastSignIn).toEqual(
      known(dates.lastNonInteractive),
    );
  });
});

describe('a tenant of which Microsoft lists no site at all', () => {
  it('is not a tenant without sites', async () => {
    const world = await smallWorld({ evidence: { sites: [] } });
    expect(world.totals.sitesCoverage).toBeNull();
    expect(world.rowCoverage('scope').state).toBe('absent');
    expect(world.rowCoverage('drive').state).toBe('absent');
    expect(world.datasetCoverage('sites').state).toBe('absent');
  });

  it('whose list broke off shows every shard below it as no more than a part', async () => {
    const world = await smallWorld({ away: (e) => e.setCoverage('sites', { state: 'partial', rows: 1, gaps: [GAP] }) });
    for (const dataset of ['sites', 'drives', 'items', 'accessLists'] as const)
      expect(world.datasetCoverage(dataset), dataset).toMatchObject({ state: 'partial', gaps: [GAP] });
    expect(world.totals.sitesCoverage).toBeNull();
  });

  it('may have archived all it has', async () => {
    const world = await smallWorld({ evidence: { sites: [{ ...SITE, isArchived: true }] } });
    expect(world.totals.sitesCoverage).toBe(100);
    expect(world.rowCoverage('scope').state).toBe('complete');
  });
});
