/** SharePoint's own cmdlets in an export: settings of the tenant and of sites, and default groups, with and without SharePoint itself. */
import { describe, expect, test } from 'vitest';
import sharePointTenant from '../../src/collectors/sharepoint-tenant.js';
import siteAccess from '../../src/collectors/site-access.js';
import siteSettings from '../../src/collectors/site-settings.js';
import { runRules } from '../../src/engine/run-rules.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { known } from '../../src/evidence/known.js';
import type { SiteProperties } from '../../src/evidence/sharepoint.js';
import { type Bundle, type CmdletObject, type CmdletResult, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import site001 from '../../src/rules/sites/site-001.js';
import { rowsOf } from '../collectors/crawl-simulated.js';
import { aSite, COLLECTION, type CollectOptions, collect, fakeSharePoint, NO_TIER, refused } from '../collectors/fakes.js';
import { inputsOf } from '../kit/rule-cases.js';
import { SITE, smallWorld, TENANT } from '../kit/small-evidence.js';
import { AT, failed, result } from './objects.js';

const bundle = (...results: CmdletResult[]): Bundle => ({ name: 'export', tenantId: null, madeAt: AT, results, notes: [] });
const LATER = new Date('2026-11-22T20:00:00Z');
const URL_OF_SITE = 'https://contoso.sharepoint.com/sites/HR';
const sites = [aSite(), aSite({ web: 'w2', place: '/sites/HR/Payroll', isRoot: false })];

async function tenantOf(given: Bundle, options: CollectOptions = {}) {
  const { evidence } = await collect(sharePointTenant, { evidence: { sites }, bundle: given, ...options });
  return { coverage: evidence.coverage('sharePointTenant'), row: (await rowsOf(evidence.rows('sharePointTenant')))[0] };
}

describe('settings of the tenant', () => {
  const tenant = result('Get-SPOTenant', [
    {
      SharingCapability: 'ExternalUserAndGuestSharing',
      OneDriveSharingCapability: 0,
      DefaultSharingLinkType: 'direct',
      ShowEveryoneClaim: UNREADABLE,
      RequireAnonymousLinksExpireInDays: '30',
    },
  ]);
  const mode = result('Get-SPOTenantRestrictedSearchMode', [{ value: 'Enabled' }]);
  const list = result('Get-SPOTenantRestrictedSearchAllowedList', [{ value: URL_OF_SITE }]);

  test('stand in where SharePoint was not asked, in words or numbers', async () => {
    const { coverage, row } = await tenantOf(bundle(tenant, mode, list));
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
    expect(row).toMatchObject({
      sharingCapability: 'ExternalUserAndGuestSharing',
      oneDriveSharingCapability: 'Disabled',
      defaultSharingLinkType: 'Direct',
      showEveryoneClaim: null,
      requireAnonymousLinksExpireInDays: 30,
      restrictedSearchMode: known('Enabled'),
      restrictedSearchSites: known([URL_OF_SITE]),
    });
  });

  test('leave Restricted SharePoint Search unknown where nobody asked', async () => {
    const { coverage, row } = await tenantOf(bundle(tenant));
    expect(coverage).toMatchObject({
      state: 'partial',
      gaps: [{ reason: 'not-requested', remedy: expect.stringContaining('Get-SPOTenantRestrictedSearchMode') }],
    });
    expect(row?.restrictedSearchMode.known).toBe(false);
  });

  test('do not, where the export has none or they failed', async () => {
    expect((await tenantOf(bundle())).coverage).toEqual({ state: 'absent', rows: 0, gaps: [NO_TIER] });
    expect((await tenantOf(bundle(result('Get-SPOTenant', failed)))).coverage).toMatchObject({
      state: 'absent',
      gaps: [{ reason: 'forbidden' }],
    });
  });

  test('lose against SharePoint itself, and fill what it refused', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      'tenant-settings': { SharingCapability: 0 },
      'restricted-search-mode': refused(403),
    };
    const fake = fakeSharePoint({ csom: (kind) => answers[kind] });
    const { row, coverage } = await tenantOf(bundle(tenant, mode, list), { sharePoint: fake.reader });
    expect(row).toMatchObject({
      sharingCapability: 'Disabled',
      restrictedSearchMode: known('Enabled'),
      restrictedSearchSites: known([URL_OF_SITE]),
    });
    expect(coverage.state).toBe('complete');
    const closed = fakeSharePoint({ csom: () => refused(403) });
    expect((await tenantOf(bundle(tenant, mode, list), { sharePoint: closed.reader })).row).toMatchObject({
      sharingCapability: 'ExternalUserAndGuestSharing',
    });
  });
});

describe('settings of sites', () => {
  const site = (over: CmdletObject = {}): CmdletObject => ({
    Url: `${URL_OF_SITE.toUpperCase()}/`,
    Template: 'STS#3',
    LockState: 'Unlock',
    SharingCapability: 'Disabled',
    TeamsChannelType: 'PrivateChannel',
    ...over,
  });
  const run = async (object: CmdletObject, options: CollectOptions = {}) => {
    const { evidence } = await collect(siteSettings, {
      evidence: { sites },
      bundle: bundle(result('Get-SPOSite', [object])),
      now: LATER,
      ...options,
    });
    return { coverage: evidence.coverage('siteSettings'), rows: await rowsOf(evidence.rows('siteSettings')) };
  };

  test('are joined with Graph’s sites by their address, once a collection', async () => {
    const { coverage, rows } = await run(site());
    expect(rows).toMatchObject([
      {
        collectionId: COLLECTION,
        url: URL_OF_SITE,
        properties: { known: true, value: { sharingCapability: 'Disabled', teamsChannelType: 'Private' } },
        admins: { known: false },
      },
    ]);
    expect(coverage).toMatchObject({
      state: 'partial',
      rows: 1,
      gaps: [{ reason: 'needs-sharepoint-tier', detail: expect.stringContaining('administrators') }],
    });
  });

  test('of a site that Graph does not list are left out', async () => {
    const { coverage, rows } = await run(site({ Url: 'https://contoso.sharepoint.com/sites/Other' }));
    expect(rows).toEqual([]);
    expect(coverage.state).toBe('absent');
    expect(gapsOf(coverage).every(({ reason }) => reason === 'needs-sharepoint-tier')).toBe(true);
  });

  test.each<[string, CmdletValue, Date, Partial<SiteProperties>]>([
    ['a lock of today', 'NoAccess', LATER, { lockState: 'NoAccess' }],
    ['a lock of last month', 'NoAccess', new Date('2026-12-22T08:00:00Z'), { lockState: null, archiveStatus: null }],
    ['a weaker lock of last month', 'ReadOnly', new Date('2026-12-22T08:00:00Z'), { lockState: 'ReadOnly' }],
    ['one that was cut short', UNREADABLE, LATER, { lockState: null }],
  ])('with %s', async (_, LockState, now, expected) => {
    const { rows } = await run(site({ LockState }), { now });
    expect(rows).toMatchObject([{ properties: { value: expected } }]);
  });

  test('fill what SharePoint itself refused, and nothing that it told', async () => {
    const rest = (path: string) => (path.includes('Administrators') ? { value: [] } : refused(403));
    const { coverage, rows } = await run(site(), { sharePoint: fakeSharePoint({ rest }).reader });
    expect(rows).toMatchObject([{ properties: { known: true, value: { sharingCapability: 'Disabled' } }, admins: known([]) }]);
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
    const told = (path: string) =>
      path.includes('Administrators') ? { value: [] } : { Url: URL_OF_SITE, Template: 'STS#3', SharingCapability: 2 };
    expect((await run(site(), { sharePoint: fakeSharePoint({ rest: told }).reader })).rows).toMatchObject([
      { properties: { value: { sharingCapability: 'ExternalUserAndGuestSharing' } } },
    ]);
  });
});

const EVERYONE_EXCEPT_EXTERNAL = `c:0-.f|rolemanager|spo-grid-all-users/${TENANT}`;
const groupsOf = (target: string | null, ...objects: CmdletObject[]) => result('Get-SPOSiteGroup', objects, { target });
const visitors = (users: CmdletValue, over: CmdletObject = {}): CmdletObject => ({
  Title: 'HR Visitors',
  LoginName: 'HR Visitors',
  Roles: ['Read'],
  Users: users,
  ...over,
});

describe('default groups', () => {
  const run = async (given: Bundle, options: CollectOptions = {}) => {
    const { evidence } = await collect(siteAccess, { evidence: { sites }, bundle: given, ...options });
    return evidence;
  };
  const groups = async (...objects: CmdletObject[]) =>
    rowsOf((await run(bundle(groupsOf(`${URL_OF_SITE}/`, ...objects)))).rows('siteGroups', COLLECTION));

  test('have a role, no number, and members by their login names', async () => {
    const people = ['Ada@Contoso.com', EVERYONE_EXCEPT_EXTERNAL];
    expect(await groups(visitors(people))).toEqual([
      {
        collectionId: COLLECTION,
        groupId: null,
        title: null,
        role: 'visitors',
        members: known([
          {
            kind: 'siteUser',
            id: null,
            displayName: 'Ada@Contoso.com',
            email: 'Ada@Contoso.com',
            loginName: 'i:0#.f|membership|ada@contoso.com',
          },
          { kind: 'siteUser', id: null, displayName: '', email: null, loginName: EVERYONE_EXCEPT_EXTERNAL },
        ]),
      },
    ]);
  });

  test.each<[string, string]>([
    [`spo-grid-all-users/${TENANT}`, EVERYONE_EXCEPT_EXTERNAL],
    ['true', 'c:0(.s|true'],
    ['windows', 'c:0!.s|windows'],
    ['aaaaaaaa-0000-4000-8000-000000000001', 'c:0t.c|tenant|aaaaaaaa-0000-4000-8000-000000000001'],
    ['aaaaaaaa-0000-4000-8000-000000000001_o', 'c:0o.c|federateddirectoryclaimprovider|aaaaaaaa-0000-4000-8000-000000000001_o'],
    ['SHAREPOINT\\system', 'SHAREPOINT\\system'],
  ])('the member %s is %s', async (printed, loginName) => {
    const [group] = await groups(visitors([printed, 'A bare name', UNREADABLE]));
    expect(group?.members).toMatchObject({ known: true, value: [{ loginName }] });
  });

  test.each<[string, CmdletObject, (string | null)[]]>([
    ['by their title', { Title: 'HR Owners', Roles: UNREADABLE }, ['owners']],
    ['by their level where the title is in another language', { Title: 'Besucher von HR' }, ['visitors']],
    ['and no others', { Title: 'Nurses', Roles: ['Lesen'] }, []],
    ['and none of links', { Title: 'SharingLinks.1.OrganizationView.2', Roles: ['Read'] }, []],
    ['and none whose members were cut short', { Users: UNREADABLE }, []],
  ])('are found %s', async (_, over, roles) => {
    expect((await groups(visitors(['ada@contoso.com'], over))).map(({ role }) => role)).toEqual(roles);
  });

  test('are in part, and role assignments away, as if SharePoint had not been asked', async () => {
    const evidence = await run(bundle(groupsOf(URL_OF_SITE, visitors([]))));
    expect(evidence.coverage('siteGroups', COLLECTION)).toMatchObject({
      state: 'partial',
      gaps: [{ reason: 'needs-sharepoint-tier' }],
    });
    expect(evidence.coverage('siteGroups', 'all')).toEqual({ state: 'absent', rows: 0, gaps: [NO_TIER] });
    expect(evidence.coverage('roleAssignments')).toEqual({ state: 'absent', rows: 0, gaps: [NO_TIER] });
  });

  test('fill what SharePoint itself refused, which stays a refusal', async () => {
    const given = bundle(groupsOf(URL_OF_SITE, visitors([EVERYONE_EXCEPT_EXTERNAL])));
    const evidence = await run(given, { sharePoint: fakeSharePoint({ rest: () => refused(403) }).reader });
    expect(await rowsOf(evidence.rows('siteGroups', COLLECTION))).toMatchObject([{ role: 'visitors' }]);
    expect(evidence.coverage('siteGroups', COLLECTION)).toMatchObject({ state: 'partial', gaps: [{ reason: 'forbidden' }] });
  });
});

describe('SITE-001, where Microsoft Graph alone was asked', () => {
  /** A world of one site with default groups out of an export, as the collector writes them. */
  const judged = async (...users: CmdletValue[]) => {
    const given = bundle(groupsOf(SITE.webUrl, visitors(users)));
    const { evidence } = await collect(siteAccess, { evidence: { sites: [SITE] }, bundle: given });
    const rows = await rowsOf(evidence.rows('siteGroups', SITE.id));
    const world = await smallWorld({
      evidence: { siteGroups: { [SITE.id]: rows } },
      away: (made) => {
        for (const shard of [SITE.id, 'all']) made.setCoverage('siteGroups', evidence.coverage('siteGroups', shard), shard);
      },
    });
    const inputs = { ...inputsOf({}), totals: world.totals, rows: world.rows, rowCoverage: world.rowCoverage };
    const [finding] = await runRules([site001], inputs);
    return { finding, world };
  };

  test('fails on a claim for everybody in the Visitors of an export', async () => {
    const { finding } = await judged(EVERYONE_EXCEPT_EXTERNAL);
    expect(finding).toMatchObject({ outcome: 'fail', measures: { openSites: 1 } });
  });

  test('never passes by an export', async () => {
    for (const users of [[], ['p0@clinic.example'], ['A bare name']])
      expect((await judged(...users)).finding?.outcome).toBe('not-assessed');
  });

  test('and the sites count as read as without the export', async () => {
    const alone = await smallWorld({});
    const { world } = await judged('p0@clinic.example');
    expect(world.totals).toMatchObject({
      sitesCoverage: 100,
      unreadSites: [],
      wholeSites: alone.totals.wholeSites,
      reachGap: alone.totals.reachGap,
    });
    for (const kind of ['site', 'scope', 'persona'] as const)
      expect(world.rowCoverage(kind).state, kind).toBe(alone.rowCoverage(kind).state);
  });
});
