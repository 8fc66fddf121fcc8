/** One row a site collection: who is let in at its top, whole and in part. */
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/evidence/known.js';
import type { SecurableObject } from '../../src/evidence/sharepoint.js';
import type { MemoryEvidence } from '../../src/snapshot/memory.js';
import { GAP, site, withObjects, without } from '../kit/site-row.js';
import {
  assigned,
  everyone,
  grant,
  group,
  libraryList,
  listItem,
  member,
  SITE,
  type Small,
  settingsOf,
  sharePoint,
  siteGroup,
  toGroup,
  toSiteGroup,
  web,
} from '../kit/small-evidence.js';

describe('who is let in at the top', () => {
  const visitors = siteGroup(4, 'Bezoekers', { role: 'visitors', members: known([everyone]) });
  const toVisitors = assigned(toSiteGroup(4, 'Bezoekers'));

  it('names web, list and group, and is everybody through a group in any language', async () => {
    const row = await withObjects([web([toVisitors]), libraryList()], [visitors]);
    expect(row.grants).toMatchObject({
      known: true,
      value: [
        {
          audience: 'everyone-except-external',
          via: 'Bezoekers',
          on: 'web',
          isTop: true,
          title: SITE.displayName,
          url: SITE.webUrl,
        },
      ],
    });
    expect(row).toMatchObject({
      grantedOrgWide: known(true),
      grantedBroad: known(true),
      standingOrgWide: known(true),
      standingBroad: known(true),
      standingReaders: known(10),
    });
  });

  it('is nobody where nothing is granted', async () => {
    expect(await withObjects([web(), libraryList()])).toMatchObject({
      grants: known([]),
      grantedOrgWide: known(false),
      grantedBroad: known(false),
      standingOrgWide: known(false),
      standingReaders: known(0),
    });
  });

  it.each<[string, SecurableObject, object]>([
    [
      'a subsite with permissions of its own',
      web([assigned(everyone)], { webId: 'web-2', title: 'Sub', webUrl: `${SITE.webUrl}/Sub`, path: '/sites/FrontOffice/Sub' }),
      { on: 'web', title: 'Sub', isTop: false },
    ],
    [
      'a list',
      libraryList([assigned(everyone)], {
        listId: 'l2',
        template: 100,
        title: 'Tasks & more',
        path: '/sites/FrontOffice/Lists/Tasks & more',
      }),
      {
        on: 'list',
        title: 'Tasks & more',
        url: 'https://clinic.sharepoint.example/sites/FrontOffice/Lists/Tasks%20%26%20more',
        isTop: false,
      },
    ],
  ])('counts %s', async (_, object, expected) => {
    const row = await withObjects([web(), libraryList(), object]);
    expect(row.grants).toMatchObject({ known: true, value: [expected] });
    expect(row).toMatchObject({ grantedOrgWide: known(true), standingBroad: known(true) });
  });

  it('counts items of a list that is no library, by the name of the list', async () => {
    const tasks = libraryList(null, { listId: 'l2', template: 100, title: 'Tasks' });
    const row = await withObjects([
      web(),
      libraryList(),
      tasks,
      listItem(3, [assigned(everyone)], { listId: 'l2', template: 100, title: 'Mr Smith' }),
    ]);
    expect(row.grants).toMatchObject({ known: true, value: [{ on: 'item', title: 'Tasks', isTop: false }] });
    expect(row).toMatchObject({ grantedOrgWide: known(true), grantedBroad: known(false), standingReaders: known(0) });
    // Items of a library are places of their own.
    const inLibrary = await withObjects([web(), libraryList(), listItem(3, [assigned(everyone)])]);
    expect(inLibrary).toMatchObject({ grants: known([]), grantedOrgWide: known(false) });
  });

  it('drops Limited Access', async () => {
    expect((await withObjects([web([assigned(everyone, 1)]), libraryList()])).grants).toEqual(known([]));
  });

  it('is everybody where everybody administers the site', async () => {
    const settings = [settingsOf({}, { admins: known([everyone]) })];
    const row = await site({ evidence: sharePoint({ settings }) });
    expect(row).toMatchObject({ grantedOrgWide: known(true), admins: { value: [{ kind: 'everybody' }] } });
  });

  it('is everybody on the site of a public group, and not on that of its private channel', async () => {
    const of = (groupId: string | null, channel: object = {}) =>
      site({
        evidence: {
          groups: [group('open', { visibility: 'Public' })],
          ...sharePoint({ settings: [settingsOf({ groupId, ...channel })] }),
        },
      });
    expect(await of('open')).toMatchObject({
      grantedOrgWide: known(true),
      ownGroup: known({ id: 'open', visibility: 'Public' }),
    });
    const channel = await of(null, { teamsChannelType: 'Private', relatedGroupId: 'open' });
    expect(channel).toMatchObject({
      grantedOrgWide: known(false),
      ownGroup: known({ id: 'open' }),
      channelType: known('private'),
    });
  });

  it('does not count the own group as broad, and another of the same size', async () => {
    const evidence = { groups: [group('team')], groupLinks: Array.from({ length: 6 }, (_, n) => member('team', `u${n}`)) };
    const objects = [web([assigned(toGroup('team'))]), libraryList()];
    const own = { ...evidence, ...sharePoint({ objects, settings: [settingsOf({ groupId: 'team' })] }) };
    expect(await site({ evidence: own })).toMatchObject({ grantedBroad: known(false), standingReaders: known(6) });
    expect(await withObjects(objects, [], evidence)).toMatchObject({ grantedBroad: known(true), standingReaders: known(6) });
  });

  it('is limited by Restricted Access Control, and stays granted', async () => {
    const evidence = {
      groups: [group('few', { isUnified: false, visibility: null })],
      groupLinks: [member('few', 'u1')],
      ...sharePoint({
        objects: [web([toVisitors]), libraryList()],
        groups: [visitors],
        settings: [
          settingsOf({
            restrictedAccessControl: true,
            restrictedAccessControlGroups: ['few'],
            restrictContentOrgWideSearch: true,
          }),
        ],
      }),
    };
    expect(await site({ evidence })).toMatchObject({
      grantedOrgWide: known(true),
      grantedBroad: known(true),
      standingOrgWide: known(false),
      standingBroad: known(false),
      standingReaders: known(1),
      restrictedTo: known(['few']),
      isDiscoveryRestricted: true,
    });
  });
});

describe('who is let in, where SharePoint did not tell all', () => {
  const rest = {
    away: (e: MemoryEvidence) => e.setCoverage('roleAssignments', { state: 'partial', rows: 2, gaps: [GAP] }, SITE.id),
  };
  const COLUMNS = ['grants', 'grantedOrgWide', 'grantedBroad', 'standingOrgWide', 'standingBroad', 'standingReaders'] as const;

  it('is not known where nothing of it was seen', async () => {
    for (const away of [without('roleAssignments'), without('roleAssignments', 'siteGroups'), rest.away]) {
      const row = await site({ away });
      for (const column of COLUMNS) expect(row[column], column).toEqual(unknown(GAP));
    }
  });

  it.each<[string, Small]>([
    ['a web that did answer', { ...rest, evidence: sharePoint({ objects: [web([assigned(everyone)])] }) }],
    [
      'the root of a library, as Graph shows it',
      { away: without('roleAssignments'), lists: { root: [grant('root', { to: [everyone] })] } },
    ],
    [
      'the default groups, as the administration tells them',
      {
        away: without('roleAssignments'),
        evidence: sharePoint({ groups: [siteGroup(null, null, { role: 'visitors', members: known([everyone]) })] }),
      },
    ],
    [
      'the public group of the site',
      {
        away: without('roleAssignments'),
        evidence: {
          groups: [group('open', { visibility: 'Public' })],
          groupSites: [{ groupId: 'open', siteId: SITE.id, webUrl: SITE.webUrl }],
        },
      },
    ],
  ])('is everybody where %s proves it', async (_, small) => {
    const row = await site(small);
    expect(row.grants).toEqual(unknown(GAP));
    expect(row).toMatchObject({
      grantedOrgWide: known(true),
      grantedBroad: known(true),
      standingOrgWide: known(true),
      standingReaders: known(10),
    });
  });

  it('is not known where one object, one group or the web itself is missing', async () => {
    const hidden = await withObjects([web(), libraryList([], { assignments: unknown(GAP) })]);
    expect(hidden).toMatchObject({ grants: unknown(GAP), grantedOrgWide: unknown(GAP) });
    const groupless = await withObjects(
      [web([assigned(toSiteGroup(4, 'V'))]), libraryList()],
      [siteGroup(4, 'V', { members: unknown(GAP) })],
    );
    expect(groupless).toMatchObject({ grants: { known: true }, grantedOrgWide: unknown(GAP), standingBroad: unknown(GAP) });
    expect((await withObjects([])).grantedOrgWide).toMatchObject({ known: false, gap: { reason: 'failed' } });
  });
});
