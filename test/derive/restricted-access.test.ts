/** Restricted Access Control: who is outside of its groups is in no number of what is reached, and in all of what is granted. */
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/evidence/content.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SiteProperties } from '../../src/evidence/sharepoint.js';
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
  settingsOf,
  sharePoint,
  smallWorld,
  staff,
  toGroup,
} from '../kit/small-evidence.js';

const GAP: Gap = { reason: 'forbidden', status: 403 };
const members = (id: string, from: number, to: number) => Array.from({ length: to - from }, (_, n) => member(id, `u${from + n}`));
const directory = {
  users: [...staff(20), aUser({ id: 'guest', userType: 'Guest', userPrincipalName: 'g_x.example#ext#@clinic.example' })],
  groups: ['few', 'nearly', 'own', 'more'].map((id) =>
    group(id, { isUnified: id === 'own', visibility: id === 'own' ? 'Private' : null }),
  ),
  groupLinks: [
    ...members('few', 0, 3),
    ...members('nearly', 0, 17),
    ...members('own', 0, 8),
    ...members('more', 2, 10),
    member('few', 'guest'),
  ],
};
const restricted = (groups: readonly string[] | null): Partial<SiteProperties> => ({
  restrictedAccessControl: true,
  restrictedAccessControlGroups: groups,
});

async function root(to: readonly Principal[], properties: Partial<SiteProperties>, small: Small = {}) {
  const { evidence, ...rest } = small;
  const scopes = await scopesOf({
    lists: { root: [grant('root', { to, roles: ['write'] })] },
    ...rest,
    evidence: { ...directory, ...sharePoint({ objects: [], settings: [settingsOf(properties)] }), ...evidence },
  });
  if (scopes.root === undefined) throw new Error('no root');
  return scopes.root;
}

describe('what is granted to everybody', () => {
  it('reaches the members of the groups, and stays granted', async () => {
    expect(await root([everyone], restricted(['few']))).toMatchObject({
      grantedOrgWide: known(true),
      grantedBroad: known(true),
      standingOrgWide: known(false),
      standingBroad: known(false),
      standingBroadWrite: known(false),
      standingReaders: known(3),
      restrictedTo: known(['few']),
    });
  });

  it('still reaches everybody where the groups are nearly everybody', async () => {
    expect(await root([everyone], restricted(['NEARLY']))).toMatchObject({
      standingOrgWide: known(true),
      standingBroad: known(true),
      standingReaders: known(17),
    });
    // Two groups together.
    expect(await root([everyone], restricted(['few', 'nearly']))).toMatchObject({ standingOrgWide: known(true) });
  });

  it('is broad where the groups are, but for the members of the site’s own', async () => {
    expect(await root([everyone], restricted(['more']))).toMatchObject({
      standingOrgWide: known(false),
      standingBroad: known(true),
      standingReaders: known(8),
    });
    const groupSites = [{ groupId: 'own', siteId: SITE.id, webUrl: SITE.webUrl }];
    expect(await root([everyone], restricted([]), { evidence: { groupSites } })).toMatchObject({
      restrictedTo: known(['own']),
      standingBroad: known(false),
      standingReaders: known(8),
    });
  });
});

describe('what is granted to some', () => {
  it('reaches those of them who are in the groups', async () => {
    const to = [toGroup('more'), person(1), person(15)];
    expect(await root(to, restricted(['few']))).toMatchObject({
      grantedBroad: known(true),
      standingBroad: known(false),
      standingReaders: known(2),
      directReaders: known(1),
    });
  });

  it('reaches the guests who are in the groups', async () => {
    const guest = principal({ kind: 'user', id: 'guest' });
    expect(await root([guest], restricted(['few']))).toMatchObject({ directReaders: known(1) });
    expect(await root([guest], restricted(['more']))).toMatchObject({ directReaders: known(0) });
  });

  it('cannot be more than the groups, whoever is hidden in it', async () => {
    const hidden = principal({ kind: 'siteGroup', id: '9', displayName: 'Visitors' });
    const scope = await root([hidden], restricted(['few']));
    expect(scope).toMatchObject({ standingOrgWide: known(false), standingBroad: known(false) });
    expect(scope.standingReaders.known).toBe(false);
    expect(scope.grantedOrgWide.known).toBe(false);
    expect((await root([hidden], restricted(['nearly']))).standingOrgWide.known).toBe(false);
  });
});

describe('a control that cannot be judged', () => {
  it('whose state is left out counts as off', async () => {
    const scope = await root([everyone], { restrictedAccessControl: null, restrictedAccessControlGroups: ['few'] });
    expect(scope.restrictedTo.known).toBe(false);
    expect(scope).toMatchObject({ standingOrgWide: known(true), standingReaders: known(20) });
  });

  it.each<[string, readonly string[] | null]>([
    ['whose groups are left out', null],
    ['of no group, on a site without one', []],
  ])('%s lets in nobody knows whom', async (_, groups) => {
    const scope = await root([everyone], restricted(groups));
    expect(scope.restrictedTo.known).toBe(false);
    expect(scope.grantedOrgWide).toEqual(known(true));
    for (const column of ['standingOrgWide', 'standingBroad', 'standingReaders'] as const)
      expect(scope[column].known).toBe(false);
  });

  it('of a site whose settings are not known counts as off', async () => {
    const settings = [settingsOf({}, { properties: unknown(GAP) })];
    const scope = await root([everyone], {}, { evidence: sharePoint({ objects: [], settings }) });
    expect(scope).toMatchObject({ restrictedTo: unknown(GAP), standingOrgWide: known(true) });
  });

  it.each(['users', 'groups', 'groupLinks'] as const)('without the whole list of %s excludes nothing', async (dataset) => {
    const away: Small = { away: (e) => e.setCoverage(dataset, { state: 'partial', rows: 1, gaps: [GAP] }) };
    // A group that is not on a broken list of groups may be anybody's.
    const scope = await root([everyone], restricted(dataset === 'groups' ? ['elsewhere'] : ['few']), away);
    expect(scope.standingOrgWide).toEqual(unknown(GAP));
    expect(scope.standingBroad).toEqual(unknown(GAP));
    expect(scope.standingReaders).toEqual(unknown(GAP));
    const none = await root([], restricted(['few']), away);
    expect(none.standingOrgWide).toEqual(known(false));
    expect(none.directReaders).toEqual(known(0));
  });

  it('that names a deleted group lets in nobody by it', async () => {
    expect(await root([everyone], restricted(['deleted']))).toMatchObject({
      standingReaders: known(0),
      standingOrgWide: known(false),
    });
  });
});

describe('a group', () => {
  it('knows what its site is limited to', async () => {
    const groupSites = [{ groupId: 'own', siteId: SITE.id, webUrl: SITE.webUrl }];
    const of = async (properties: Partial<SiteProperties>) => {
      const settings = [settingsOf(properties)];
      const world = await smallWorld({ evidence: { ...directory, groupSites, ...sharePoint({ settings }) } });
      return world.rows('group').find((g) => g.group.id === 'own')?.restrictedTo;
    };
    expect(await of(restricted(['few']))).toEqual(known(['few']));
    expect(await of(restricted([]))).toEqual(known(['own']));
    expect(await of({})).toEqual(known(null));
    expect((await of({ restrictedAccessControl: null }))?.known).toBe(false);
  });
});
