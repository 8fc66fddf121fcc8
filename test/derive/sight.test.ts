/** What was seen of which site: out of reach, read whole, or not, and why not. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../src/derive/world.js';
import type { Coverage, Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import { needsSharePoint } from '../../src/evidence/sharepoint.js';
import type { MemoryEvidence } from '../../src/snapshot/memory.js';
import {
  DRIVE,
  everyone,
  grant,
  item,
  libraryList,
  listItem,
  SITE,
  settingsOf,
  sharePoint,
  siteGroup,
  smallWorld,
  web,
} from '../kit/small-evidence.js';

const GAP: Gap = { reason: 'forbidden', status: 403 };
const absent = (gap: Gap = GAP): Coverage => ({ state: 'absent', rows: 0, gaps: [gap] });
const OTHER = {
  ...SITE,
  id: 'host,other,web',
  displayName: 'Patient archive',
  webUrl: 'https://clinic.sharepoint.example/sites/Archive',
};
const OTHER_DRIVE = { ...DRIVE, id: 'drive-2', siteId: OTHER.id, listId: 'list-2', name: 'Old' };

/** Two sites with a file each; the second is open to everybody. */
async function twoSites(
  over: { other?: Partial<typeof OTHER>; lock?: object; away?: (e: MemoryEvidence) => void } = {},
): Promise<World> {
  const shared = sharePoint({ settings: [settingsOf(), settingsOf(over.lock, { collectionId: 'other' })] });
  const second = { collectionId: 'other' };
  return smallWorld({
    evidence: {
      ...shared,
      sites: [SITE, { ...OTHER, ...over.other }],
      drives: { [SITE.id]: [DRIVE], [OTHER.id]: [OTHER_DRIVE] },
      items: { [DRIVE.id]: [item('root', null), item('a', 'root')], [OTHER_DRIVE.id]: [item('r', null), item('b', 'r')] },
      accessLists: {
        [DRIVE.id]: [{ itemId: 'root', permissions: [], isAtLeast: false }],
        [OTHER_DRIVE.id]: [{ itemId: 'r', permissions: [grant('r', { to: [everyone] })], isAtLeast: false }],
      },
      siteGroups: { [SITE.id]: [], other: [] },
      roleAssignments: {
        [SITE.id]: [web(), libraryList()],
        other: [web([], second), libraryList(null, { ...second, listId: 'list-2' })],
      },
      sharingLinks: { [DRIVE.id]: [], [OTHER_DRIVE.id]: [] },
    },
    ...(over.away === undefined ? {} : { away: over.away }),
  });
}

describe('a site that Copilot does not reach', () => {
  it.each<[string, Parameters<typeof twoSites>[0], string | null]>([
    ['archived, as Graph says', { other: { isArchived: true } }, 'archived'],
    ['archived, as SharePoint says', { lock: { archiveStatus: 'FullyArchived' } }, 'archived'],
    ['locked with NoAccess', { lock: { lockState: 'NoAccess' } }, 'no-access'],
    ['on its way back from the archive', { lock: { archiveStatus: 'Reactivating' } }, null],
    ['locked for changes', { lock: { lockState: 'ReadOnly' } }, null],
    ['of which SharePoint says nothing', { lock: { lockState: null, archiveStatus: null } }, null],
  ])('%s', async (_, over, why) => {
    const world = await twoSites(over);
    expect(world.totals.outOfReach.map((o) => [o.site.displayName, o.why])).toEqual(
      why === null ? [] : [['Patient archive', why]],
    );
    expect(world.totals).toMatchObject({ knownSites: why === null ? 2 : 1, files: why === null ? 2 : 1, sitesCoverage: 100 });
    expect(world.rows('scope').some((s) => s.standingOrgWide.known && s.standingOrgWide.value)).toBe(why === null);
    expect(world.rows('site').map((s) => s.collectionId)).toEqual(why === null ? ['other', SITE.id] : [SITE.id]);
    expect(world.rows('drive')).toHaveLength(why === null ? 2 : 1);
  });

  it('lowers no coverage, whatever of it was refused', async () => {
    const away = (e: MemoryEvidence) => {
      for (const dataset of ['siteGroups', 'roleAssignments'] as const) e.setCoverage(dataset, absent(), 'other');
      e.setCoverage('drives', absent(), OTHER.id);
    };
    const world = await twoSites({ lock: { lockState: 'NoAccess' }, away });
    expect(world.totals).toMatchObject({ sitesCoverage: 100, unreadSites: [] });
    for (const dataset of ['siteGroups', 'roleAssignments', 'drives'] as const)
      expect(world.datasetCoverage(dataset).state, dataset).toBe('complete');
  });
});

describe('a site that was not read whole', () => {
  it.each(['siteGroups', 'roleAssignments'] as const)('is one whose %s SharePoint refused, and no other', async (dataset) => {
    const world = await twoSites({ away: (e) => e.setCoverage(dataset, absent(), 'other') });
    expect(world.totals.unreadSites.map(({ site, gap }) => [site.id, gap])).toEqual([[OTHER.id, GAP]]);
    expect(world.totals).toMatchObject({ knownSites: 2, wholeSites: 1, wholeDrives: 2, sitesCoverage: 75 });
    expect(world.datasetCoverage(dataset).state).toBe('partial');
  });

  it.each<[string, (e: MemoryEvidence) => void]>([
    ['drives', (e) => e.setCoverage('drives', absent(), OTHER.id)],
    ['items', (e) => e.setCoverage('items', absent(), OTHER_DRIVE.id)],
    ['accessLists', (e) => e.setCoverage('accessLists', absent(), OTHER_DRIVE.id)],
  ])('is one without its %s', async (_, away) => {
    const world = await twoSites({ away });
    expect(world.totals.unreadSites.map(({ site, gap }) => [site.id, gap])).toEqual([[OTHER.id, GAP]]);
  });

  it('is one with a group or an object that could not be read, though the rest was', async () => {
    const of = async (part: Parameters<typeof sharePoint>[0]) =>
      (await smallWorld({ evidence: sharePoint(part) })).totals.unreadSites;
    expect(await of({})).toEqual([]);
    expect(await of({ groups: [siteGroup(4, 'Visitors', { members: unknown(GAP) })] })).toMatchObject([{ gap: GAP }]);
    expect(await of({ objects: [web(), listItem(1, [], { assignments: unknown(GAP) })] })).toMatchObject([{ gap: GAP }]);
    expect(await of({ objects: [web(), listItem(1, [], { assignments: known([]) })] })).toEqual([]);
  });

  it('is not one of which SharePoint was not asked at all', async () => {
    const world = await smallWorld({});
    expect(world.totals).toMatchObject({ unreadSites: [], sitesCoverage: 100 });
    expect(world.datasetCoverage('roleAssignments')).toEqual(absent(needsSharePoint()));
    const bySite = await twoSites({
      away: (e) => {
        for (const dataset of ['siteGroups', 'roleAssignments'] as const)
          e.setCoverage(dataset, absent(needsSharePoint()), 'other');
      },
    });
    expect(bySite.totals.unreadSites).toEqual([]);
  });

  it('is one that a broken scan did not come to', async () => {
    const world = await smallWorld({
      evidence: { ...sharePoint(), siteGroups: { elsewhere: [] }, roleAssignments: { elsewhere: [] } },
    });
    expect(world.totals.unreadSites).toMatchObject([{ gap: { reason: 'not-yet-read' } }]);
  });
});

describe('what SharePoint was asked and did not tell', () => {
  const of = async (away: (e: MemoryEvidence) => void, settings = [settingsOf()]) =>
    smallWorld({ evidence: sharePoint({ settings }), away });

  it.each(['siteGroups', 'roleAssignments'] as const)('of %s leaves places in doubt that Graph shows closed', async (dataset) => {
    const world = await of((e) => e.setCoverage(dataset, absent(), SITE.id));
    for (const kind of ['scope', 'persona'] as const)
      expect(world.rowCoverage(kind), kind).toMatchObject({ state: 'partial', gaps: [GAP] });
    expect(world.rows('drive')[0]?.liveShares).toEqual(unknown(GAP));
    expect(world.totals.reachGap).toEqual(GAP);
    expect(world.rowCoverage('site').state).toBe('complete');
  });

  it('of its administrators too', async () => {
    const world = await of(() => undefined, [settingsOf({}, { admins: unknown(GAP) })]);
    expect(world.rowCoverage('scope')).toMatchObject({ state: 'partial', gaps: [GAP] });
    expect(world.rows('site')[0]).toMatchObject({ grants: unknown(GAP), grantedOrgWide: unknown(GAP) });
    expect(world.totals.unreadSites).toEqual([]);
  });

  it('is nothing where it was not asked', async () => {
    const unasked = [settingsOf({}, { admins: unknown(needsSharePoint()) })];
    for (const world of [await smallWorld({}), await of(() => undefined, unasked)])
      expect(world.rowCoverage('scope').state).toBe('complete');
  });
});

it('counts files that are not in a OneDrive apart', async () => {
  const world = await twoSites({ other: { isPersonal: true } });
  expect(world.totals).toMatchObject({ files: 2, sharedFiles: 1 });
});
