/** SharePoint groups and role assignments of webs: what is kept, what is dropped, and what each refusal leaves unknown. */
import { describe, expect, test } from 'vitest';
import siteAccess from '../../src/collectors/site-access.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { WHOLE } from '../../src/evidence/datasets.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, type FakeAnswers, fakeSharePoint, type Given, NO_TIER, refused, WEB } from './fakes.js';
import { answersOf, EEEU, everyone, grant, LINK, person, siteGroup, tell, visitors, web } from './sharepoint-web.js';

describe('groups', () => {
  test('come with role and members; those of links and of Limited Access are dropped', async () => {
    const value = [
      visitors,
      { Id: '3', Title: 'Eigenaren', Users: { results: [person('ada')] } },
      { Id: 5, Title: 'Leden', Users: [] },
      { Id: 6, Title: 'Board', Users: [{ Id: 1, Title: 'Board', LoginName: 'c:0t.c|tenant|g', PrincipalType: 4 }] },
      { Id: 7, Title: LINK, Users: [person('ben')] },
      { Id: 10, Title: 'Limited Access System Group For List 1', Users: [person('ben')] },
    ];
    const { groups, states, evidence } = await tell(answersOf({ '/_api/web/sitegroups': { value } }));
    expect(states).toEqual(['complete', 'complete']);
    expect(groups.map(({ groupId, role, members }) => [groupId, role, members.known && members.value.length])).toEqual([
      [4, 'visitors', 1],
      [3, 'owners', 1],
      [5, 'members', 0],
      [6, null, 1],
    ]);
    expect(groups[0]?.members).toMatchObject({ value: [{ kind: 'siteUser', id: null, loginName: EEEU }] });
    expect(JSON.stringify(await rowsOf(evidence.rows('siteGroups')))).not.toMatch(/SharingLinks|dead/);
  });

  test.each([
    ['deferred', { __deferred: { uri: 'x' } }],
    ['left out', undefined],
    ['with one that cannot be read', [person('ada'), { Title: 'nameless', PrincipalType: 1 }]],
  ])('whose members are %s are not taken for empty', async (_, Users) => {
    const { groups, states } = await tell(answersOf({ '/_api/web/sitegroups': { value: [{ ...visitors, Users }] } }));
    expect(groups[0]?.members.known).toBe(false);
    expect(states[0]).toBe('partial');
  });

  test('without the web itself have no roles, and that is a gap', async () => {
    const { groups, states } = await tell(answersOf({ '/_api/web': refused(500) }));
    expect(groups[0]?.role).toBeNull();
    expect(states[0]).toBe('partial');
  });

  test('belong to the collection and are asked for once, whatever subsites it has', async () => {
    const sub = aSite({ web: 'w2', place: '/sites/HR/Payroll', isRoot: false });
    const { fake } = await tell(answersOf(), [sub, aSite()]);
    expect(fake.operations.filter((one) => one.endsWith('/sitegroups'))).toEqual([`${aSite().webUrl} /_api/web/sitegroups`]);
  });
});

describe('role assignments of a web', () => {
  test('keep Limited Access and every role kind, and drop the groups that SharePoint keeps for itself', async () => {
    const value = [
      grant(siteGroup(4, 'Bezoekers'), 2),
      grant(person('ada'), 1),
      grant(person('ben'), '5', 1),
      grant(everyone, 8),
      grant(siteGroup(7, LINK), 1),
      grant(siteGroup(10, 'Limited Access System Group'), 1),
    ];
    const { objects } = await tell(answersOf({ '/_api/web/roleassignments': { value } }));
    const [row] = objects;
    expect(row).toMatchObject({
      kind: 'web',
      webId: WEB,
      webUrl: 'https://contoso.sharepoint.com/sites/HR',
      title: 'Human resources',
      path: '/sites/HR',
      requestAccessEmail: 'owner@contoso.com',
      membersCanShare: true,
      noCrawl: false,
    });
    const assignments = row?.assignments?.known === true ? row.assignments.value : [];
    expect(assignments.map(({ principal, roles }) => [principal.kind, principal.id, ...roles.map(({ kind }) => kind)])).toEqual([
      ['siteGroup', '4', 2],
      ['siteUser', null, 1],
      ['siteUser', null, 5, 1],
      ['siteUser', null, 8],
    ]);
  });

  test('Web-Only Limited Access is Limited Access in whatever language: nobody gets in by a link in the site', async () => {
    const limited = (member: object) => ({ ...grant(member, 9), RoleDefinitionBindings: [{ Name: 'Beperkt', RoleTypeKind: 9 }] });
    const { objects } = await tell(
      answersOf({ '/_api/web/roleassignments': { value: [limited(everyone), limited(siteGroup(7, LINK))] } }),
    );
    expect(objects[0]?.assignments).toMatchObject({ value: [{ principal: { loginName: EEEU }, roles: [{ kind: 1 }] }] });
    expect(JSON.stringify(objects)).not.toMatch(/SharingLinks/);
  });

  test('a group that only calls itself a group of Limited Access is kept', async () => {
    const Title = 'Limited Access System Group Readers';
    const { groups, objects } = await tell(
      answersOf({
        '/_api/web/sitegroups': { value: [{ Id: 12, Title, Users: [everyone] }] },
        '/_api/web/roleassignments': { value: [grant(siteGroup(12, Title), 2)] },
      }),
    );
    expect(groups).toMatchObject([{ title: Title, members: { value: [{ loginName: EEEU }] } }]);
    expect(objects[0]?.assignments).toMatchObject({ value: [{ principal: { displayName: Title } }] });
  });

  test('a claim is a claim even where SharePoint calls it a group; a name without a type is nobody', async () => {
    const value = [grant({ ...everyone, PrincipalType: 8 }, 2)];
    const { objects } = await tell(answersOf({ '/_api/web/roleassignments': { value } }));
    expect(objects[0]?.assignments).toMatchObject({ value: [{ principal: { kind: 'siteUser', loginName: EEEU } }] });
    const { PrincipalType: _, ...typeless } = siteGroup(7, LINK);
    const lost = await tell(answersOf({ '/_api/web/roleassignments': { value: [grant(typeless, 2)] } }));
    expect(lost.objects[0]?.assignments?.known).toBe(false);
    expect(JSON.stringify(lost.objects)).not.toMatch(/SharingLinks/);
  });

  test.each([
    ['a principal that is left out', { RoleDefinitionBindings: [{ RoleTypeKind: 2 }] }],
    ['roles that are left out', { Member: everyone }],
    ['a role without a kind', { Member: everyone, RoleDefinitionBindings: [{ Name: 'Read' }] }],
    ['no object', null],
  ])('with %s are not known at all', async (_, entry) => {
    const value = [grant(person('ada'), 5), entry];
    const { objects, states } = await tell(answersOf({ '/_api/web/roleassignments': { value } }));
    expect(objects[0]?.assignments?.known).toBe(false);
    expect(states[1]).toBe('partial');
  });

  const sub = aSite({ web: 'w2', place: '/sites/HR/Payroll', isRoot: false });
  test.each([
    ['inherits', { ...web, HasUniqueRoleAssignments: false }, null, 'complete'],
    ['has its own', web, expect.objectContaining({ known: true }), 'complete'],
    ['does not say', { ...web, HasUniqueRoleAssignments: null }, expect.objectContaining({ known: false }), 'partial'],
    ['is refused', refused(403), expect.objectContaining({ known: false }), 'partial'],
  ])('a subsite that %s', async (_, given, assignments, state) => {
    const rest = answersOf().rest as NonNullable<FakeAnswers['rest']>;
    const answers: FakeAnswers = {
      rest: (path, at, request) => (at === sub.webUrl && path === '/_api/web' ? given : rest(path, at, request)),
    };
    const { objects, states } = await tell(answers, [aSite(), sub]);
    expect(objects.find(({ webUrl }) => webUrl === sub.webUrl)?.assignments).toEqual(assignments);
    expect(states[1]).toBe(state);
  });
});

describe('a site that refuses', () => {
  const fallback = {
    value: [
      { userGroup: [{ loginName: 'i:0#.f|membership|ada@contoso.com', name: 'Ada', email: '' }] },
      { userGroup: [] },
      { userGroup: [{ loginName: EEEU, name: 'Everyone', email: '' }] },
    ],
  };
  const rest =
    (admin: Given): NonNullable<FakeAnswers['rest']> =>
    (path, at) =>
      at.includes('-admin.') ? (path.endsWith('GetSiteUserGroups') ? admin : refused(404)) : refused(0);

  test.each([401, 403, 404, 423])('with %d is asked about at the administration, and stays a gap', async (status) => {
    const answers: FakeAnswers = {
      rest: (path, at, request) => (at.includes('-admin.') ? rest(fallback)(path, at, request) : refused(status)),
    };
    const { groups, objects, evidence } = await tell(answers);
    expect(
      groups.map(({ groupId, title, role, members }) => [groupId, title, role, members.known && members.value.length]),
    ).toEqual([
      [null, null, 'owners', 1],
      [null, null, 'members', 0],
      [null, null, 'visitors', 1],
    ]);
    expect(objects).toEqual([]);
    const { gap } = refused(status);
    expect(evidence.coverage('siteGroups', COLLECTION)).toEqual({ state: 'partial', rows: 3, gaps: [gap] });
    expect(evidence.coverage('roleAssignments', COLLECTION)).toEqual({ state: 'absent', rows: 0, gaps: [gap] });
  });

  test.each([refused(403), {}, { value: [] }])(
    'and of which the administration tells nothing either is absent',
    async (given) => {
      const { states } = await tell({ rest: rest(given) });
      expect(states).toEqual(['absent', 'absent']);
    },
  );

  test('takes nothing from the others', async () => {
    const other = aSite({ collection: '55555555-5555-4555-8555-555555555555', web: 'w', place: '/sites/IT' });
    const good = answersOf().rest as NonNullable<FakeAnswers['rest']>;
    const { evidence } = await tell(
      { rest: (path, at, request) => (at === other.webUrl ? refused(423) : good(path, at, request)) },
      [other, aSite()],
    );
    expect(evidence.coverage('roleAssignments', COLLECTION).state).toBe('complete');
    expect(evidence.coverage('roleAssignments').state).toBe('partial');
  });
});

describe('what is not read', () => {
  const gap = { reason: 'not-requested', remedy: '--sites' } as const;

  test('without the tier both datasets are absent, earlier shards included', async () => {
    const { evidence } = await collect(siteAccess, {
      evidence: { sites: [aSite()], siteGroups: { [COLLECTION]: [] } },
    });
    for (const dataset of ['siteGroups', 'roleAssignments'] as const) {
      expect(evidence.coverage(dataset, WHOLE)).toEqual({ state: 'absent', rows: 0, gaps: [NO_TIER] });
    }
    expect(evidence.coverage('siteGroups', COLLECTION).state).toBe('absent');
  });

  test('a site that the operator left out is absent, and asks nothing', async () => {
    const fake = fakeSharePoint(answersOf());
    const allowance = { site: () => gap, spent: () => null };
    const { evidence } = await collect(siteAccess, { evidence: { sites: [aSite()] }, sharePoint: fake.reader, allowance });
    expect(fake.wire).toEqual([]);
    expect(gapsOf(evidence.coverage('roleAssignments', COLLECTION))).toEqual([gap]);
  });

  test('a subsite that was left out makes its collection partial', async () => {
    const sub = aSite({ web: 'w2', place: '/sites/HR/Payroll', isRoot: false });
    const allowance = { site: (url: string) => (url === sub.webUrl ? gap : null), spent: () => null };
    const fake = fakeSharePoint(answersOf());
    const { evidence } = await collect(siteAccess, { evidence: { sites: [aSite(), sub] }, sharePoint: fake.reader, allowance });
    expect(evidence.coverage('roleAssignments', COLLECTION)).toMatchObject({ state: 'partial', gaps: [gap] });
  });

  test('once everything is spent the rest is absent at once', async () => {
    const spent = { reason: 'not-yet-read', remedy: '--max-ru' } as const;
    const many = Array.from({ length: 30 }, (_, at) => aSite({ collection: `c${at}`, web: `w${at}`, place: `/sites/${at}` }));
    const fake = fakeSharePoint(answersOf());
    const allowance = { site: () => null, spent: () => (fake.wire.length >= 4 ? spent : null) };
    const { evidence } = await collect(siteAccess, { evidence: { sites: many }, sharePoint: fake.reader, allowance });
    const states = many.map((_, at) => evidence.coverage('roleAssignments', `c${at}`).state);
    expect(states.filter((state) => state === 'absent').length).toBeGreaterThan(20);
    expect(states).not.toContain('partial');
    expect(evidence.coverage('roleAssignments').state).toBe('partial');
    expect(fake.wire.length).toBeLessThan(10);
  });

  test.each([
    [{ lockState: 'NoAccess' }, 0],
    [{ archiveStatus: 'FullyArchived' }, 0],
    [{ lockState: 'ReadOnly' }, 1],
  ])('a site with %j costs %d requests', async (over, cost) => {
    const properties = {
      lockState: 'Unlock',
      archiveStatus: 'NotArchived',
      sharingCapability: null,
      sensitivityLabel: null,
      ...over,
    };
    const row = {
      collectionId: COLLECTION,
      url: '',
      properties: { known: true, value: properties },
      admins: { known: true, value: [] },
    };
    const fake = fakeSharePoint(answersOf());
    const evidence = { sites: [aSite()], siteSettings: [row as never] };
    await collect(siteAccess, { evidence, sharePoint: fake.reader });
    expect(fake.wire).toHaveLength(cost);
  });
});
