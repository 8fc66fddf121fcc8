/** What each person reaches: nesting and circles, owners, guests, everybody, restrictions, the own OneDrive; equal to a count by hand. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { resolveAudiences } from '../../src/derive/audiences.js';
import { loadDirectory } from '../../src/derive/directory.js';
import { type ReachGroup, type ReachList, reachOf } from '../../src/derive/reach.js';
import { peopleReach } from '../../src/derive/reach-lists.js';
import type { Grant, Scope } from '../../src/derive/rows.js';
import type { Gap } from '../../src/evidence/coverage.js';
import type { GroupLink } from '../../src/evidence/directory.js';
import { known, unknown } from '../../src/evidence/known.js';
import { propertySeed } from '../kit/less-evidence.js';
import { expectReachByHand } from '../kit/random-reach.js';
import { aGrant, anEveryoneGrant, aScope, aUser, FORBIDDEN, NOW } from '../kit/rows.js';
import {
  everyone,
  folder,
  grant,
  group,
  item,
  member,
  SITE,
  type Small,
  smallEvidence,
  smallWorld,
  staff,
  TENANT,
  toGroup as toClaim,
} from '../kit/small-evidence.js';

describe('sums', () => {
  const inside = (people: number[], groups: number[] = []): ReachGroup => ({ people, groups });
  const list = (over: Partial<ReachList>): ReachList => ({
    everybody: false,
    groups: [],
    people: [],
    restrictedTo: null,
    owner: null,
    files: 1,
    sensitiveFiles: 0,
    ...over,
  });

  it.each<[string, ReachGroup[], ReachList[], number[]]>([
    ['nothing', [], [], [0, 0, 0]],
    ['everybody', [], [list({ everybody: true, files: 5 })], [5, 5, 5]],
    ['people by name, once', [], [list({ people: [1, 1], files: 2 })], [0, 2, 0]],
    ['a group in a group in a group', [inside([0], [1]), inside([1], [2]), inside([2])], [list({ groups: [0] })], [1, 1, 1]],
    ['but not the other way', [inside([0], [1]), inside([1], [2]), inside([2])], [list({ groups: [2] })], [0, 0, 1]],
    ['groups in a circle', [inside([0], [1]), inside([1], [0])], [list({ groups: [1] })], [1, 1, 0]],
    ['a group in itself', [inside([0], [0])], [list({ groups: [0] })], [1, 0, 0]],
    ['one list by two ways, once', [inside([0]), inside([0])], [list({ groups: [0, 1], people: [0] })], [1, 0, 0]],
    ['everybody, and a group beside', [inside([0])], [list({ everybody: true, groups: [0], people: [1] })], [1, 1, 1]],
    ['everybody kept to a group', [inside([2], [1]), inside([1])], [list({ everybody: true, restrictedTo: [0] })], [0, 1, 1]],
    ['a person kept out', [inside([2])], [list({ people: [1, 2], restrictedTo: [0] })], [0, 0, 1]],
    ['kept to no group at all', [inside([2])], [list({ everybody: true, restrictedTo: [] })], [0, 0, 0]],
    ['one’s own place', [], [list({ people: [0, 1], owner: 0 })], [0, 1, 0]],
    ['one’s own place, open to everybody', [], [list({ everybody: true, owner: 0 })], [0, 1, 1]],
  ])('%s', (_, groups, lists, expected) => {
    expect([...reachOf({ people: 3, groups, lists }).files]).toEqual(expected);
  });

  const seed = propertySeed();
  it(`are what a count by hand gives (again with PREFLIGHT_SEEDS=${seed})`, () => expectReachByHand(200, seed));
});

const owner = (groupId: string, memberId: string): GroupLink => ({ groupId, memberId, memberKind: 'user', role: 'owner' });
const toGroup = (id: string, over: Partial<Grant> = {}) => aGrant({ principal: { kind: 'group', id }, ...over });
const toPerson = (id: string) => aGrant({ audience: 'person', principal: { kind: 'person', id }, readers: known(1) });
const toAll = anEveryoneGrant({ principal: { kind: 'everybody', id: null } });
const scope = (grants: readonly Grant[], over: Partial<Scope> = {}) => aScope({ grants, files: 10, sensitiveFiles: 3, ...over });

async function reach(scopes: readonly Scope[], { evidence, away }: Pick<Small, 'evidence' | 'away'> = {}) {
  const rows = smallEvidence({ evidence: { users: staff(4), ...evidence } });
  away?.(rows);
  const settings = { ...DEFAULT_CONFIG, now: NOW };
  const directory = await loadDirectory(rows, settings);
  return peopleReach(scopes, directory, resolveAudiences(directory, settings, TENANT));
}

const files = async (...given: Parameters<typeof reach>) => {
  const { of } = await reach(...given);
  return ['u0', 'u1', 'u2', 'u3'].map((id) => of(id).files);
};

describe('reach of people', () => {
  const links = {
    groups: [group('a'), group('b')],
    groupLinks: [member('a', 'u1'), member('a', 'b', 'group'), member('b', 'u2')],
  };

  it('goes through groups of the directory, dynamic ones as well, and adds the files of places', async () => {
    expect(await files([scope([toGroup('a')]), scope([toGroup('b')], { id: 'd/2', files: 5 })], { evidence: links })).toEqual([
      0, 10, 15, 0,
    ]);
    const dynamic = { ...links, groups: [group('a', { isDynamic: true }), group('b')] };
    expect(await files([scope([toGroup('a')])], { evidence: dynamic })).toEqual([0, 10, 10, 0]);
    const { of } = await reach([scope([toGroup('a')])], { evidence: links });
    expect(of('u1')).toEqual({ files: 10, sensitiveFiles: 3 });
  });

  it('survives groups that are members of each other', async () => {
    const evidence = { ...links, groupLinks: [...links.groupLinks, member('b', 'a', 'group')] };
    expect(await files([scope([toGroup('b')])], { evidence })).toEqual([0, 10, 10, 0]);
  });

  it('tells owners from members', async () => {
    const evidence = { ...links, groupLinks: [...links.groupLinks, owner('a', 'u3')] };
    const toOwners = aGrant({ audience: 'own-group', principal: { kind: 'owners', id: 'a' } });
    expect(await files([scope([toOwners])], { evidence })).toEqual([0, 0, 0, 10]);
    expect(await files([scope([toGroup('a')])], { evidence })).toEqual([0, 10, 10, 0]);
  });

  it('is everybody’s by a claim and by a public group, whoever is in that', async () => {
    const publicGroup = toGroup('a', { audience: 'public-group', orgWide: known(true) });
    const allStaff = toGroup('a', { audience: 'all-staff-group', orgWide: known(true) });
    expect(await files([scope([toAll])])).toEqual([10, 10, 10, 10]);
    expect(await files([scope([publicGroup])], { evidence: links })).toEqual([10, 10, 10, 10]);
    expect(await files([scope([allStaff])], { evidence: links })).toEqual([0, 10, 10, 0]);
  });

  it.each([
    ['guests', { userType: 'Guest' as const }],
    ['disabled accounts', { accountEnabled: false }],
    ['rooms', { isResourceAccount: true }],
  ])('is nothing for %s', async (_, over) => {
    const users = [...staff(3), aUser({ id: 'u3', userPrincipalName: 'other@clinic.example', ...over })];
    expect(await files([scope([toAll, toPerson('u3')])], { evidence: { users } })).toEqual([10, 10, 10, 0]);
  });

  it('never counts a link that nobody opened', async () => {
    const link = aGrant({
      audience: 'organization-link',
      reach: 'latent',
      principal: { kind: 'link', id: null },
      readers: known(0),
    });
    const found = await reach([scope([link, toPerson('u0')])]);
    expect([found.of('u0').files, found.of('u1').files, found.gap]).toEqual([10, 0, null]);
  });

  it('leaves out the own OneDrive, and no other', async () => {
    const drive = { ...aScope().drive, ownerId: 'u0' };
    expect(await files([scope([toPerson('u0'), toPerson('u1')], { isPersonal: true, drive })])).toEqual([0, 10, 0, 0]);
    expect(await files([scope([toAll], { isPersonal: true, drive })])).toEqual([0, 10, 10, 10]);
  });

  it('keeps to the groups of Restricted Access Control; not known, it counts as off', async () => {
    const restrictedTo = known(['a']);
    expect(await files([scope([toAll], { restrictedTo })], { evidence: links })).toEqual([0, 10, 10, 0]);
    expect(await files([scope([toPerson('u0'), toPerson('u1')], { restrictedTo })], { evidence: links })).toEqual([0, 10, 0, 0]);
    expect(await files([scope([toAll], { restrictedTo: unknown(FORBIDDEN) })])).toEqual([10, 10, 10, 10]);
  });
});

describe('the gap of reach', () => {
  const hidden: Gap = { reason: 'needs-sharepoint-tier', detail: 'a SharePoint group' };
  const siteGroup = aGrant({
    audience: 'site-group',
    principal: { kind: 'unknown', id: null },
    readers: unknown(hidden),
    orgWide: unknown(hidden),
  });

  it.each<[string, Partial<Scope>, Gap | null]>([
    ['is none where all is known', {}, null],
    ['is an audience that is not known', { grants: [toAll, siteGroup] }, hidden],
    ['is a group whose members are not known', { grants: [toGroup('a', { readers: unknown(FORBIDDEN) })] }, FORBIDDEN],
    ['is a list that may be cut', { isAtLeast: true }, { reason: 'capped', detail: 'a long list of permissions' }],
    ['is a library read in part', { isPartlyRead: true }, { reason: 'not-yet-read', detail: 'a library was read in part' }],
    ['is the audience first', { grants: [siteGroup], isPartlyRead: true }, hidden],
  ])('%s', async (_, over, gap) => {
    expect((await reach([scope([toAll], over)])).gap).toEqual(gap);
  });

  it('is a group of Restricted Access Control that hides its members', async () => {
    const evidence = { groups: [group('a', { visibility: 'HiddenMembership' })] };
    const found = await reach([scope([toAll], { restrictedTo: known(['a']) })], { evidence });
    expect(found.gap).toMatchObject({ reason: 'forbidden', remedy: 'Member.Read.Hidden' });
  });
});

describe('the joins', () => {
  const lists = { root: [grant('root', { to: [everyone] })], notes: [grant('notes', { to: [toClaim('hr')] })] };
  const items = [
    item('root', null),
    folder('notes', 'root'),
    item('f1', 'root'),
    item('f2', 'notes', { name: 'treatment note.docx' }),
  ];
  const evidence = { users: staff(10), groups: [group('hr')], groupLinks: [member('hr', 'u1')] };

  it('give each person what he or she reaches, and each persona its sites', async () => {
    const settings = { personas: [{ name: 'HR', user: 'p1@clinic.example', mustNot: [SITE.webUrl], ownSites: [] }] };
    const world = await smallWorld({ lists, items, evidence, settings });
    const reached = Object.fromEntries(world.rows('person').map((p) => [p.user.id, p.reach]));
    expect(reached.u0).toEqual({ files: 1, sensitiveFiles: 0 });
    expect(reached.u1).toEqual({ files: 2, sensitiveFiles: 1 });
    expect(world.totals.reachGap).toBeNull();
    expect(world.rows('persona')).toMatchObject([
      { user: known('Person 1'), mustNot: 1, reached: [{ files: 2, sensitiveFiles: 1, isForbidden: true }], doubts: [] },
    ]);
  });

  it('call reach a lower bound where a site was not read whole, or the list of sites was not', async () => {
    const broken = { state: 'partial', rows: 0, gaps: [FORBIDDEN] } as const;
    for (const dataset of ['items', 'accessLists', 'sites'] as const) {
      const world = await smallWorld({ lists, items, evidence, away: (e) => e.setCoverage(dataset, broken) });
      expect(world.totals.reachGap, dataset).not.toBeNull();
    }
  });
});
