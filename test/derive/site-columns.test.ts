/** One row a site collection: whose it is, who looks after it, its age, label, lists and names; each with that away. */
import { describe, expect, it } from 'vitest';
import type { SiteRow } from '../../src/derive/rows.js';
import type { Principal } from '../../src/evidence/content.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SiteUsage } from '../../src/evidence/sharepoint.js';
import type { InitialEvidence, MemoryEvidence } from '../../src/snapshot/memory.js';
import { aUser, daysAgo } from '../kit/rows.js';
import { GAP, refused, site, usage, withObjects, without } from '../kit/site-row.js';
import {
  DRIVE,
  everyone,
  group,
  item,
  libraryList,
  member,
  person,
  principal,
  SITE,
  type Small,
  settingsOf,
  sharePoint,
  siteGroup,
  smallWorld,
  staff,
  toGroup,
  web,
} from '../kit/small-evidence.js';

const NO_ID = '00000000-0000-0000-0000-000000000000';

describe('the group of a site', () => {
  const team = { groups: [group('team'), group('other')] };
  const of = (properties: Parameters<typeof settingsOf>[0], more: InitialEvidence = {}, away?: (e: MemoryEvidence) => void) =>
    site({
      evidence: { ...team, ...sharePoint({ settings: [settingsOf(properties)] }), ...more },
      ...(away === undefined ? {} : { away }),
    });
  const listed = { groupSites: [{ groupId: 'team', siteId: SITE.id, webUrl: SITE.webUrl }] };
  const channels = [
    { teamId: 'team', channelId: 'c', displayName: 'Board', membershipType: 'shared' as const, driveId: DRIVE.id },
  ];

  it('is told by Graph, else by SharePoint, else by a channel', async () => {
    expect((await of({ groupId: 'other' }, listed)).ownGroup).toMatchObject(known({ id: 'team' }));
    expect((await of({ groupId: 'OTHER' })).ownGroup).toMatchObject(known({ id: 'other' }));
    expect((await of({ teamsChannelType: 'Private', relatedGroupId: 'team' })).ownGroup).toMatchObject(known({ id: 'team' }));
    expect(await of({ teamsChannelType: null }, { channels })).toMatchObject({
      ownGroup: known({ id: 'team' }),
      channelType: known('shared'),
    });
    expect((await of({ groupId: NO_ID })).ownGroup).toEqual(known(null));
  });

  it('is not known without the list of groups’ sites, unless SharePoint tells of it', async () => {
    expect((await of({}, {}, without('groupSites'))).ownGroup).toEqual(unknown(GAP));
    expect((await of({ groupId: NO_ID }, {}, without('groupSites'))).ownGroup).toEqual(known(null));
    expect((await of({ groupId: 'team' }, {}, without('groupSites'))).ownGroup).toMatchObject(known({ id: 'team' }));
    expect((await of({ groupId: 'team' }, {}, without('groups'))).ownGroup).toEqual(unknown(GAP));
  });

  it('belongs to its subsites too', async () => {
    const id = (web: string) => `host,collection,${web}`;
    const sites = [
      { ...SITE, id: id('sub'), isRootOfCollection: false, webUrl: `${SITE.webUrl}/Sub` },
      { ...SITE, id: id('top') },
    ];
    const world = await smallWorld({
      evidence: {
        ...team,
        sites,
        drives: { [id('sub')]: [{ ...DRIVE, siteId: id('sub') }], [id('top')]: [] },
        groupSites: [{ groupId: 'team', siteId: id('top'), webUrl: SITE.webUrl }],
      },
    });
    expect(world.rows('site').map((s) => [s.site.id, s.collectionId, s.ownGroup])).toEqual([
      [id('top'), 'collection', known({ id: 'team', visibility: 'Private' })],
    ]);
  });

  it('of a channel is not known without settings and channels', async () => {
    const away = without('siteSettings', 'channels');
    expect((await site({ away })).channelType).toEqual(unknown(GAP));
    expect((await site({ away: without('siteSettings') })).channelType).toEqual(known('none'));
    expect((await site({ away: without('channels') })).channelType).toEqual(known('none'));
  });
});

describe('who looks after a site', () => {
  const users = [
    ...staff(6),
    ...staff(1, { accountEnabled: false }).map((u) => ({
      ...u,
      id: 'gone',
      userPrincipalName: 'gone@clinic.example',
      displayName: 'Gone',
    })),
    aUser({ id: 'guest', userType: 'Guest', userPrincipalName: 'g_x.example#ext#@clinic.example', displayName: 'Guest' }),
  ];
  const directory = {
    users,
    leavers: [],
    groups: [group('team'), group('desk', { isUnified: false, visibility: null })],
    groupLinks: [
      { groupId: 'team', memberId: 'u1', memberKind: 'user' as const, role: 'owner' as const },
      { groupId: 'team', memberId: 'guest', memberKind: 'user' as const, role: 'owner' as const },
      { groupId: 'team', memberId: 'gone', memberKind: 'user' as const, role: 'owner' as const },
      member('desk', 'u4'),
    ],
  };
  const guest = principal({ loginName: 'i:0#.f|membership|g_x.example#ext#@clinic.example' });
  const gone = principal({ displayName: 'Gone', loginName: 'i:0#.f|membership|gone@clinic.example' });
  const names = (row: SiteRow) =>
    row.owners.known ? row.owners.value.map((o) => [o.name, o.departed.known && o.departed.value]) : row.owners;
  const classic = (
    small: Small = {},
    admins = [person(0), guest, toGroup('desk')],
    owners = [person(0), person(2), gone, everyone],
  ) =>
    site({
      ...small,
      evidence: {
        ...directory,
        ...sharePoint({
          settings: [settingsOf({}, { admins: known(admins) })],
          groups: [siteGroup(3, 'Eigenaren', { role: 'owners', members: known(owners) })],
        }),
        ...small.evidence,
      },
    });

  it('are the owners of its group, guests not counted', async () => {
    const row = await site({ evidence: { ...directory, ...sharePoint({ settings: [settingsOf({ groupId: 'team' })] }) } });
    expect(names(row)).toEqual([
      ['Person 1', false],
      ['Gone', true],
    ]);
  });

  it('are people among its administrators and in its Owners group where it has none, each once', async () => {
    expect(names(await classic())).toEqual([
      ['Person 0', false],
      ['Person 4', false],
      ['Person 2', false],
      ['Gone', true],
    ]);
    expect(names(await classic({}, [], []))).toEqual([]);
  });

  it.each<[string, Small]>([
    ['the group of the site', { away: without('groupSites') }],
    ['administrators', { away: without('siteSettings') }],
    ['the Owners group', { away: without('siteGroups') }],
    [
      'its members',
      { evidence: { siteGroups: { [SITE.id]: [siteGroup(3, 'Owners', { role: 'owners', members: unknown(GAP) })] } } },
    ],
    ['memberships', { away: without('groupLinks') }],
  ])('are not known without %s', async (_, small) => {
    expect((await classic(small)).owners).toEqual(unknown(GAP));
  });

  it('administers it as a person, a guest, a group, everybody or an application', async () => {
    const unnamed = principal({ displayName: '' });
    const app = principal({ loginName: 'i:0i.t|00000003-0000-0ff1-ce00-000000000000|app@sharepoint' });
    const ofDomain = principal({ displayName: 'CONTOSO\\Domain Users', loginName: 'c:0-.f|rolemanager|s-1-5-21-1' });
    const row = await classic({}, [person(0), gone, guest, toGroup('desk'), everyone, app, ofDomain, unnamed]);
    const list = row.admins.known ? row.admins.value : [];
    expect(list.map((a) => [a.kind, a.departed.known ? a.departed.value : null])).toEqual([
      ['person', false],
      ['person', true],
      ['guest', false],
      ['group', false],
      ['everybody', false],
      ['application', false],
      ['group', false],
      ['unknown', null],
    ]);
    expect((await classic({ away: without('siteSettings') })).admins).toEqual(unknown(GAP));
    const deleted = await classic({}, [principal({ loginName: 'i:0#.f|membership|old@clinic.example' })]);
    expect(deleted.admins).toMatchObject({ value: [{ kind: 'person', departed: known(true) }] });
  });
});

describe('requests for access', () => {
  const asked = (to: string | null, more: InitialEvidence = {}) =>
    withObjects([web([], { requestAccessEmail: to, membersCanShare: true }), libraryList()], [], more);
  const gone = staff(1, { accountEnabled: false }).map((u) => ({
    ...u,
    id: 'gone',
    userPrincipalName: 'gone@clinic.example',
    mail: 'Boss@clinic.example',
  }));
  const more = { users: [...staff(3), ...gone], leavers: [], groups: [group('desk', { mail: 'Desk@clinic.example' })] };

  it.each<[string, boolean | null]>([
    ['', false],
    ['P1@clinic.example', false],
    ['boss@clinic.example', true],
    ['gone@clinic.example; boss@clinic.example', true],
    ['gone@clinic.example, p1@clinic.example', false],
    ['desk@clinic.example', false],
    ['nobody@clinic.example', null],
    ['gone@clinic.example;nobody@clinic.example', null],
  ])('to %j', async (to, departed) => {
    const row = await asked(to, more);
    expect(row.accessRequests).toMatchObject({ known: true, value: [{ webUrl: SITE.webUrl, to, membersCanShare: true }] });
    const [first] = row.accessRequests.known ? row.accessRequests.value : [];
    expect(first?.departed.known === true ? first.departed.value : null).toBe(departed);
  });

  it.each(['someone@example.com', 'Someone@someone.com '])('to %j, Microsoft’s word for the owners of the site', async (to) => {
    const judged = async (admins: Principal[]) => {
      const settings = [settingsOf({}, { admins: known(admins) })];
      const row = await asked(to, { ...more, ...sharePoint({ settings, objects: [web([], { requestAccessEmail: to })] }) });
      return row.accessRequests.known ? row.accessRequests.value[0]?.departed : null;
    };
    expect(await judged([person(1)])).toEqual(known(false));
    expect(await judged([])).toMatchObject({ known: false });
    expect(await judged([principal({ kind: 'user', id: 'gone' })])).toMatchObject({ known: false });
  });

  it('are not known where the address, or a web, was not read', async () => {
    expect((await asked(null)).accessRequests).toMatchObject({ known: false });
    expect((await site({ away: without('roleAssignments') })).accessRequests).toEqual(unknown(GAP));
  });
});

describe('age, label and lists', () => {
  const of = (properties: Parameters<typeof settingsOf>[0], row: Partial<SiteUsage> | null, away?: (e: MemoryEvidence) => void) =>
    site({
      evidence: { ...sharePoint({ settings: [settingsOf(properties)] }), siteUsage: row === null ? [] : [usage(row)] },
      ...(away === undefined ? {} : { away }),
    });

  it.each<[string | null, Partial<SiteUsage> | null, unknown]>([
    [daysAgo(400), { lastActivityDate: daysAgo(3) }, known(daysAgo(3))],
    [daysAgo(2), { lastActivityDate: daysAgo(3) }, known(daysAgo(2))],
    [daysAgo(400), { lastActivityDate: null }, known(daysAgo(400))],
    [daysAgo(400), null, known(daysAgo(400))],
    [null, { lastActivityDate: daysAgo(3) }, known(daysAgo(3))],
    [null, { lastActivityDate: null }, known(null)],
    [null, null, { known: false }],
  ])('changed %s, used %j', async (lastContentModifiedDate, row, expected) => {
    expect((await of({ lastContentModifiedDate }, row)).lastActivity).toMatchObject(expected as object);
  });

  it.each<[string, string | null, Partial<SiteUsage> | null, ((e: MemoryEvidence) => void) | undefined, boolean]>([
    ['both told', daysAgo(400), { lastActivityDate: daysAgo(500) }, undefined, false],
    ['the report was refused', daysAgo(400), null, without('siteUsage'), true],
    ['the report was refused, and SharePoint told nothing', null, null, without('siteUsage'), false],
    ['the report hides its names', daysAgo(400), null, refused('siteUsage', { reason: 'concealed' }), false],
    ['the report does not name the site', daysAgo(400), null, undefined, false],
    ['SharePoint left its date out', null, { lastActivityDate: daysAgo(400) }, undefined, true],
    ['SharePoint was refused', daysAgo(400), { lastActivityDate: daysAgo(400) }, without('siteSettings'), true],
    [
      'SharePoint was not asked',
      daysAgo(400),
      { lastActivityDate: daysAgo(400) },
      refused('siteSettings', { reason: 'needs-sharepoint-tier' }),
      false,
    ],
  ])('may have been later where %s', async (_, lastContentModifiedDate, row, away, maybe) => {
    expect((await of({ lastContentModifiedDate }, row, away)).activityGap !== null).toBe(maybe);
  });

  it('is not known without both sources', async () => {
    expect((await of({}, { lastActivityDate: daysAgo(3) }, without('siteUsage', 'siteSettings'))).lastActivity).toEqual(
      unknown(GAP),
    );
    expect((await of({}, { lastActivityDate: daysAgo(3) }, without('siteSettings'))).lastActivity).toEqual(known(daysAgo(3)));
  });

  it.each<[string | null, string | null, unknown]>([
    ['LABEL-1', null, known('label-1')],
    ['', 'label-2', known(null)],
    [NO_ID, null, known(null)],
    [null, 'label-2', known('label-2')],
    [null, '', known(null)],
    [null, null, { known: false }],
  ])('label %j, in the report %j', async (sensitivityLabel, sensitivityLabelId, expected) => {
    expect((await of({ sensitivityLabel }, { sensitivityLabelId })).containerLabel).toMatchObject(expected as object);
  });

  it('the label is not known without settings and report', async () => {
    expect((await of({}, null, without('siteSettings', 'siteUsage'))).containerLabel).toEqual(unknown(GAP));
  });

  it('lists are counted, or not known', async () => {
    const counted = libraryList(null, { itemCount: 900, uniqueItemCount: 30 });
    const empty = libraryList(null, { listId: 'l2', itemCount: 0, uniqueItemCount: null });
    expect((await withObjects([web(), counted, empty])).lists).toEqual(
      known([{ title: DRIVE.name, url: DRIVE.webUrl, items: 900, unique: 30 }]),
    );
    expect((await withObjects([web(), libraryList(null, { uniqueItemCount: null })])).lists.known).toBe(false);
    expect((await site({ away: without('roleAssignments') })).lists).toEqual(unknown(GAP));
  });
});

describe('names in a site', () => {
  const of = (small: Small) => site({ items: [item('root', null), item('a', 'root')], ...small });

  it('that look like PHI are found in the site, a library or anything below', async () => {
    expect(await of({ evidence: { sites: [{ ...SITE, displayName: 'Patient records' }] } })).toMatchObject({
      nameWord: 'patient record',
      files: 1,
      sensitiveFiles: 1,
    });
    expect((await of({ evidence: { drives: { [SITE.id]: [{ ...DRIVE, name: 'Patient intake' }] } } })).nameWord).toBe(
      'patient intake',
    );
    const inside = await of({ items: [item('root', null), item('a', 'root', { name: 'MRN 12.pdf' })] });
    expect(inside).toMatchObject({ nameWord: null, sensitiveWord: known('mrn'), sensitiveFiles: 1 });
    expect(await of({})).toMatchObject({ nameWord: null, placeWord: null, sensitiveWord: known(null), sensitiveFiles: 0 });
  });

  it.each<[Partial<typeof SITE>, string, string]>([
    [{ webUrl: 'https://clinic.sharepoint.example/sites/RevCycle-Archive' }, 'Documents', 'rev cycle'],
    [{ displayName: 'Human Resources' }, 'Documents', 'human resources'],
    [{}, 'Payroll 2024', 'payroll'],
    [{ displayName: 'Personalabteilung' }, 'Dokumente', 'personalabteilung'],
    [{ displayName: 'Contabilidad' }, 'Documentos', 'contabilidad'],
  ])('say what work is done there, and nothing of the files: %j, %s', async (over, name, word) => {
    const row = await of({ evidence: { sites: [{ ...SITE, ...over }], drives: { [SITE.id]: [{ ...DRIVE, name }] } } });
    expect(row).toMatchObject({ nameWord: null, placeWord: word, sensitiveWord: known(null), sensitiveFiles: 0, files: 1 });
  });

  it.each(['drives', 'items'] as const)('are not known to be harmless without %s', async (dataset) => {
    expect((await of({ away: without(dataset) })).sensitiveWord).toEqual(unknown(GAP));
  });

  it('are not judged by the name of the person whose OneDrive it is', async () => {
    const sites = [{ ...SITE, displayName: 'MRN', isPersonal: true }];
    expect(await of({ evidence: { sites } })).toMatchObject({ nameWord: null, isPersonal: true, ownGroup: known(null) });
  });
});
