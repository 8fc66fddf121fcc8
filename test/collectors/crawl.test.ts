/** The collectors against the simulated Microsoft 365: whole crawls, refusals by permission, faults on the way. */
import { describe, expect, test } from 'vitest';
import { COLLECTORS } from '../../src/collectors/index.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { DATASET_NAMES, type DatasetName, WHOLE } from '../../src/evidence/datasets.js';
import { SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import { type CrawlOptions, clinic, crawl, rowsOf, shape, smallPages, without } from './crawl-simulated.js';

/** Read from the operator's files, or, without an export and without the direct path, not at all. */
const cmdlets = COLLECTORS.find(({ meta }) => meta.id === 'cmdlets')?.meta.provides ?? [];
const GIVEN: readonly DatasetName[] = ['leavers', 'samSites', 'samBroadItems', ...cmdlets];
const COLLECTED = DATASET_NAMES.filter((dataset) => !GIVEN.includes(dataset));

/** The clinic with a team that has channels, and with the columns of labels. */
function whole(generated = clinic()) {
  const { tenant } = generated;
  tenant.sharePoint.hasLabelColumns = true;
  const team = tenant.groups.find(({ siteId }) => siteId !== undefined);
  const [library] = tenant.sites.find(({ site }) => site.id === team?.siteId)?.drives ?? [];
  if (team === undefined || library === undefined) throw new Error('no team with a library');
  team.group.resourceProvisioningOptions = ['Team'];
  const folder = { driveId: library.drive.id, itemId: library.items[0]?.id ?? '' };
  const made = { teamId: team.group.id, createdDateTime: '2025-01-01T00:00:00Z' };
  tenant.channels.push(
    { ...made, id: '19:general@thread.tacv2', displayName: 'General', membershipType: 'standard', folder: null },
    { ...made, id: '19:pay@thread.tacv2', displayName: 'Pay', membershipType: 'private', folder },
    { ...made, id: '19:lab@thread.tacv2', displayName: 'Lab', membershipType: 'shared', folder: null },
  );
  return generated;
}

describe('the whole clinic', () => {
  test('is read to the last row, every dataset complete', async () => {
    const generated = whole();
    const { tenant } = generated;
    const { evidence, requests } = await crawl({ generated, withSharePoint: true });
    for (const dataset of COLLECTED) expect(evidence.coverage(dataset), dataset).toMatchObject({ state: 'complete' });
    const count = async (dataset: DatasetName) => (await rowsOf(evidence.rows(dataset))).length;
    expect(await count('users')).toBe(tenant.users.length);
    expect(await count('groups')).toBe(tenant.groups.length);
    const links = tenant.groups.reduce((sum, one) => sum + one.memberIds.length + one.ownerIds.length, 0);
    expect(await count('groupLinks')).toBe(links);
    expect(await count('groupSites')).toBe(tenant.groups.filter((one) => one.siteId !== undefined).length);
    expect(await count('sites')).toBe(tenant.sites.length);
    const drives = tenant.sites.flatMap((site) => site.drives);
    expect(await count('drives')).toBe(drives.length);
    expect(await count('items')).toBe(drives.reduce((sum, drive) => sum + drive.items.length, 0));
    expect(await count('servicePrincipals')).toBe(tenant.servicePrincipals.length);
    expect(await count('delegatedGrants')).toBe(tenant.grants.length);
    expect(await count('appRoleAssignments')).toBe(tenant.appRoleAssignments.length);
    expect(await count('conditionalAccess')).toBe(tenant.conditionalAccess.length);
    expect(await count('directoryRoles')).toBe(tenant.roleAssignments.length);
    const own = drives.reduce((sum, { items, permissions, breaksInheritance }) => {
      return (
        sum + items.filter((item) => item.root !== undefined || permissions.has(item.id) || breaksInheritance.has(item.id)).length
      );
    }, 0);
    expect(await count('accessLists')).toBe(own);
    const collections = tenant.sites.flatMap(({ collection }) => collection ?? []);
    expect(await count('siteSettings')).toBe(collections.length);
    expect(await count('siteGroups')).toBe(collections.reduce((sum, { groups }) => sum + groups.length, 0));
    expect(await count('channels')).toBe(2);
    const makers = await rowsOf(evidence.rows('sharingLinks'));
    expect(makers.length).toBeGreaterThan(0);
    const unread = (await rowsOf(evidence.rows('items'))).filter(({ kind, labelId }) => kind !== 'root' && labelId === undefined);
    expect(unread).toEqual([]);
    expect(requests.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
  });

  test('is the same in small pages, and when the delta repeats items', async () => {
    const large = await crawl({ generated: whole(), withSharePoint: true });
    const generated = whole(smallPages());
    generated.tenant.deltaRepeatsItems = true;
    for (const name of ['channels', 'siteUsage', 'listItems'] as const) generated.tenant.pageSizes[name] = 2;
    const paged = await crawl({ generated, withSharePoint: true });
    for (const dataset of COLLECTED) {
      const [expected, found] = await Promise.all([rowsOf(large.evidence.rows(dataset)), rowsOf(paged.evidence.rows(dataset))]);
      expect(paged.evidence.coverage(dataset).state, dataset).toBe('complete');
      const sorted = (rows: readonly unknown[]) => [...new Set(rows.map((row) => JSON.stringify(row)))].sort();
      expect(sorted(found), dataset).toEqual(sorted(expected));
    }
  });

  test('leaves no key to the house in the evidence', async () => {
    const { evidence } = await crawl({ only: ['item-permissions'] });
    const lists = await rowsOf(evidence.rows('accessLists'));
    const text = JSON.stringify([lists, await rowsOf(evidence.rows('items'))]);
    const links = lists.flatMap(({ permissions }) => permissions).filter(({ link }) => link !== null);
    expect(links.length).toBeGreaterThan(0);
    expect(links.every(({ id }) => /^link-\d+$/.test(id))).toBe(true);
    expect(text).not.toMatch(/https?:|webUrl|shareId|downloadUrl/);
  });

  test('asks the fewest questions: permissions of candidates alone, and those in batches', async () => {
    const { evidence, requests } = await crawl({ only: ['item-permissions'] });
    const lists = (await rowsOf(evidence.rows('accessLists'))).length;
    expect(requests.filter(({ url }) => url.endsWith('/permissions'))).toHaveLength(lists);
    expect(requests.filter(({ url, inBatch }) => url.endsWith('/permissions') && !inBatch)).toEqual([]);
  });
});

describe('without a permission the dataset is absent, and the permission is named', () => {
  const DIRECTORY = 'Directory.Read.All';

  test.each([
    ['organization', 'organization', 'Organization.Read.All'],
    ['licences', 'subscribedSkus', 'LicenseAssignment.Read.All'],
    ['users', 'users', 'User.Read.All'],
    ['groups', 'groups', 'GroupMember.Read.All'],
    ['groups', 'groupLinks', 'GroupMember.Read.All'],
    ['directory-roles', 'directoryRoles', 'RoleManagement.Read.Directory'],
    ['conditional-access', 'conditionalAccess', 'Policy.Read.All'],
    ['security-defaults', 'securityDefaults', 'Policy.Read.All'],
    ['authorization-policy', 'authorizationPolicy', 'Policy.Read.All'],
    ['sharepoint-settings', 'sharePointSettings', 'SharePointTenantSettings.Read.All'],
    ['sensitivity-labels', 'sensitivityLabels', 'SensitivityLabels.Read.All'],
    ['group-settings', 'groupSettings', 'GroupSettings.Read.All'],
    ['secure-score', 'secureScore', 'SecurityEvents.Read.All'],
    ['copilot-usage', 'copilotUsage', 'Reports.Read.All'],
    ['applications', 'servicePrincipals', 'Application.Read.All'],
    ['app-role-assignments', 'appRoleAssignments', 'Application.Read.All'],
    ['delegated-grants', 'delegatedGrants', 'Directory.Read.All'],
    ['sites', 'sites', 'Sites.Read.All'],
    ['site-usage', 'siteUsage', 'Reports.Read.All'],
    ['channels', 'channels', 'Channel.ReadBasic.All'],
    ['group-sites', 'groupSites', 'Sites.Read.All'],
    ['drives', 'drives', 'Sites.Read.All'],
    ['items', 'items', 'Sites.Read.All'],
    ['item-permissions', 'accessLists', 'Sites.Read.All'],
  ] as const)('%s: %s', async (id, dataset, permission) => {
    const wider = permission === 'Sites.Read.All' ? ['Sites.FullControl.All', 'Files.Read.All'] : [];
    const also = permission === 'LicenseAssignment.Read.All' ? ['Organization.Read.All'] : [];
    const generated = without(clinic(), permission, DIRECTORY, ...wider, ...also);
    const { evidence } = await crawl({ generated, only: [id] });
    const coverage = evidence.coverage(dataset);
    expect(coverage.state).toBe('absent');
    expect(shape(gapsOf(coverage))).toContain(`forbidden ${permission}`);
    const declared = COLLECTORS.find(({ meta }) => meta.id === id)?.meta.application.map((one) => one.permission);
    expect(declared).toContain(permission);
  });

  const ofSharePoint = ['sharePointTenant', 'siteSettings', 'siteGroups', 'roleAssignments', 'sharingLinks'] as const;

  test.each([
    ['refused to the application', [], `forbidden ${SHAREPOINT_PERMISSION}`],
    ['too small for it', ['Sites.Read.All'], `forbidden ${SHAREPOINT_PERMISSION}`],
  ])('what only SharePoint tells, with its own permission %s', async (_, roles, gap) => {
    const generated = clinic();
    const [app] = generated.tenant.apps;
    if (app !== undefined) app.sharePointRoles = [...roles];
    const { evidence } = await crawl({ generated, withSharePoint: true });
    for (const dataset of ofSharePoint) {
      expect(evidence.coverage(dataset).state, dataset).not.toBe('complete');
      expect(shape(gapsOf(evidence.coverage(dataset))), dataset).toContain(gap);
    }
    for (const dataset of ['drives', 'items', 'accessLists'] as const)
      expect(evidence.coverage(dataset).state, dataset).toBe('complete');
  });

  test('what only SharePoint tells, without a certificate', async () => {
    const { evidence, requests } = await crawl();
    for (const dataset of ofSharePoint) {
      expect(evidence.coverage(dataset).state, dataset).toBe('absent');
      expect(
        gapsOf(evidence.coverage(dataset)).map(({ reason }) => reason),
        dataset,
      ).toEqual(['needs-sharepoint-tier']);
    }
    expect(requests.filter(({ url }) => new URL(url).host.endsWith('.sharepoint.com'))).toEqual([]);
  });

  test('every collector is in the tables above', () => {
    const sharePoint = COLLECTORS.filter(({ meta }) => meta.provides.some((one) => ofSharePoint.some((name) => name === one)));
    expect(sharePoint).toHaveLength(4);
    // One more asks for cmdlets, which no permission of Graph opens.
    expect(COLLECTORS).toHaveLength(24 + sharePoint.length);
  });

  test.each([
    ['drives', /\/sites\/[^/]+\/drives/],
    ['items', /\/root\/delta/],
    ['accessLists', /\/permissions(\?|$)/],
  ] as const)('%s refused of every shard, with the lists above them whole', async (dataset, when) => {
    const refused = { when, act: { status: 403, code: 'accessDenied' } };
    const { evidence } = await crawl({ only: ['item-permissions'], faults: [refused] });
    const coverage = evidence.coverage(dataset);
    expect(coverage.state).toBe('absent');
    expect(shape(gapsOf(coverage))).toContain('forbidden Sites.Read.All');
    expect(evidence.coverage('sites').state).toBe('complete');
  });
});

describe('users', () => {
  const signIns = async (options: CrawlOptions) => {
    const { evidence } = await crawl({ ...options, only: ['users'] });
    return { evidence, rows: await rowsOf(evidence.rows('users')) };
  };

  test('without Entra ID P1 come without sign-in dates, and say why', async () => {
    const generated = clinic();
    generated.tenant.hasEntraP1 = false;
    const { evidence, rows } = await signIns({ generated });
    expect(evidence.coverage('users')).toEqual({ state: 'complete', rows: generated.tenant.users.length });
    for (const { signIn } of rows)
      expect(signIn).toMatchObject({ known: false, gap: { reason: 'not-licensed', remedy: 'Microsoft Entra ID P1' } });
  });

  test('without AuditLog.Read.All come without sign-in dates, and name it', async () => {
    const { rows } = await signIns({ generated: without(clinic(), 'AuditLog.Read.All') });
    expect(rows.length).toBeGreaterThan(0);
    for (const { signIn } of rows)
      expect(signIn).toMatchObject({ known: false, gap: { reason: 'forbidden', remedy: 'AuditLog.Read.All' } });
  });

  test('tell the leave date only with its permission, which is not asked of a token that does not tell', async () => {
    const generated = clinic();
    const person = generated.tenant.users[3];
    if (person !== undefined) person.employeeLeaveDateTime = '2026-01-31T00:00:00Z';
    const before = await signIns({ generated });
    expect(before.rows[3]?.employeeLeaveDateTime).toMatchObject({
      known: false,
      gap: { reason: 'forbidden', remedy: 'User-LifeCycleInfo.Read.All' },
    });
    expect(
      (await signIns({ generated, session: { mode: 'unknown', permissions: null } })).rows[3]?.employeeLeaveDateTime.known,
    ).toBe(false);
    generated.tenant.apps[0]?.roles.push('User-LifeCycleInfo.Read.All');
    const after = await signIns({ generated });
    expect(after.rows.find(({ id }) => id === person?.id)?.employeeLeaveDateTime).toEqual({
      known: true,
      value: '2026-01-31T00:00:00Z',
    });
  });

  test('keep the leave date where only sign-in dates are refused, and the other way round', async () => {
    const generated = without(clinic(), 'AuditLog.Read.All');
    generated.tenant.apps[0]?.roles.push('User-LifeCycleInfo.Read.All');
    const noSignIn = await signIns({ generated });
    expect(noSignIn.rows[0]).toMatchObject({ signIn: { known: false }, employeeLeaveDateTime: { known: true } });
    // The token claims the permission, and Microsoft refuses all the same.
    const permissions = ['User.Read.All', 'User-LifeCycleInfo.Read.All'];
    const noLeave = await signIns({ session: { mode: 'application', permissions } });
    expect(noLeave.rows[0]).toMatchObject({ signIn: { known: true }, employeeLeaveDateTime: { known: false } });
  });

  test('cut off in the middle of the list are partial, and what was read stands', async () => {
    const generated = smallPages();
    const { evidence, rows } = await signIns({ generated, faults: [{ when: /\/users\?/, skip: 2, act: 'reset' }] });
    expect(evidence.coverage('users')).toMatchObject({ state: 'partial', rows: 14, gaps: [{ reason: 'failed' }] });
    expect(rows.every(({ signIn }) => signIn.known)).toBe(true);
  });

  test('that are no users are left out, and told of', async () => {
    const body = {
      value: [null, 'x', { id: 'u' }, { id: 'v', userPrincipalName: 'v@x', accountEnabled: true, assignedLicenses: [] }],
    };
    const { evidence, rows } = await signIns({ faults: [{ when: /\/users\?/, act: { status: 200, body } }] });
    expect(rows.map(({ id }) => id)).toEqual(['v']);
    expect(evidence.coverage('users')).toMatchObject({ state: 'partial', rows: 1, gaps: [{ reason: 'failed' }] });
  });
});

describe('lists of lists', () => {
  test('a group whose members cannot be read makes the links partial', async () => {
    const generated = clinic();
    const [first] = generated.tenant.groups;
    const when = new RegExp(`/groups/${first?.group.id}/members`);
    const { evidence } = await crawl({
      generated,
      only: ['groups'],
      faults: [{ when, act: { status: 403, code: 'Authorization_RequestDenied' } }],
    });
    expect(evidence.coverage('groups').state).toBe('complete');
    const coverage = evidence.coverage('groupLinks');
    expect(coverage.state).toBe('partial');
    expect(shape(gapsOf(coverage))).toEqual(['forbidden GroupMember.Read.All']);
  });

  test('a group that is gone is no gap', async () => {
    const generated = clinic();
    const [first] = generated.tenant.groups;
    const when = new RegExp(`/groups/${first?.group.id}/(members|owners)`);
    const { evidence } = await crawl({
      generated,
      only: ['groups'],
      faults: [{ when, act: { status: 404, code: 'Request_ResourceNotFound' } }],
    });
    expect(evidence.coverage('groupLinks').state).toBe('complete');
  });

  test('roles whose names are refused go by their ids, and the dataset is partial', async () => {
    const refused = { when: /roleDefinitions/, act: { status: 403, code: 'Authorization_RequestDenied' } };
    const { evidence } = await crawl({ only: ['directory-roles'], faults: [refused] });
    expect(evidence.coverage('directoryRoles').state).toBe('partial');
    for (const row of await rowsOf(evidence.rows('directoryRoles'))) expect(row.roleName).toBe(row.roleDefinitionId);
  });
});

describe('sites and drives', () => {
  const archive = (generated = clinic()) => {
    const [first] = generated.tenant.sites.filter(({ site }) => site.isPersonalSite !== true);
    if (first === undefined) throw new Error('no site');
    first.site.siteCollection = { ...first.site.siteCollection, archivalDetails: { archiveStatus: 'fullyArchived' } };
    return { generated, siteId: first.site.id };
  };

  test('an archived site stays on the list and is not opened', async () => {
    const { generated, siteId } = archive();
    const { evidence } = await crawl({ generated, only: ['drives'] });
    const rows = await rowsOf(evidence.rows('sites'));
    expect(rows.find(({ id }) => id === siteId)?.isArchived).toBe(true);
    expect(evidence.shards('drives')).not.toContain(siteId);
    expect(evidence.coverage('drives').state).toBe('complete');
  });

  test('a site deleted meanwhile is empty; one that is locked, or odd, is a gap', async () => {
    const generated = clinic();
    const [gone, locked, odd] = generated.tenant.sites.map(({ site }) => site.id);
    const of = (id: string | undefined, tail: string) => (_: string, url: string) =>
      decodeURIComponent(url).endsWith(`/sites/${id}${tail}`);
    const select = (tail: string) => `${tail}?$select=`;
    const begins = (id: string | undefined, tail: string) => (_: string, url: string) =>
      decodeURIComponent(url).includes(`/sites/${id}${select(tail)}`);
    const faults = [
      { when: begins(gone, '/drives'), act: { status: 404, code: 'itemNotFound' } },
      { when: begins(gone, ''), act: { status: 404, code: 'itemNotFound' } },
      { when: of(gone, ''), act: { status: 404, code: 'itemNotFound' } },
      { when: begins(locked, '/drives'), act: { status: 423, code: 'resourceLocked' } },
      { when: begins(odd, '/drives'), act: { status: 404, code: 'itemNotFound' } },
    ];
    const { evidence, notes } = await crawl({ generated, only: ['drives'], faults });
    expect(evidence.coverage('drives', gone)).toEqual({ state: 'complete', rows: 0 });
    expect([...notes].join()).toMatch(/deleted/);
    expect(evidence.coverage('drives', locked)).toMatchObject({ state: 'absent', gaps: [{ status: 423 }] });
    expect(evidence.coverage('drives', odd)).toMatchObject({ state: 'absent', gaps: [{ status: 404 }] });
    expect(evidence.coverage('drives').state).toBe('partial');
  });

  test('a list of sites cut short makes what hangs on it partial too', async () => {
    const generated = smallPages(3);
    const { evidence } = await crawl({
      generated,
      only: ['item-permissions'],
      faults: [{ when: /getAllSites\?.*skiptoken/, act: 'reset' }],
    });
    expect(evidence.coverage('sites')).toMatchObject({ state: 'partial', rows: 3 });
    for (const dataset of ['drives', 'items', 'accessLists'] as const) {
      expect(evidence.coverage(dataset).state, dataset).toBe('partial');
      expect(evidence.coverage(dataset, WHOLE).state, dataset).toBe('absent');
    }
  });

  test('a person gets the sites that search finds, and the rest is a gap', async () => {
    const session = { mode: 'delegated', permissions: ['Sites.Read.All'] } as const;
    const { evidence, requests } = await crawl({ only: ['sites'], session });
    expect(requests.some(({ url }) => url.includes('getAllSites'))).toBe(false);
    expect(evidence.coverage('sites').state).toBe('partial');
    expect(shape(gapsOf(evidence.coverage('sites')))).toEqual(['needs-other-sign-in app-only sign-in']);
    const opaque = await crawl({ only: ['sites'], session: { mode: 'unknown', permissions: null } });
    expect(opaque.evidence.coverage('sites').state).toBe('complete');
    const refused = { when: /getAllSites/, act: { status: 403, code: 'accessDenied' } };
    const person = await crawl({ only: ['sites'], session: { mode: 'unknown', permissions: null }, faults: [refused] });
    expect(person.evidence.coverage('sites').state).toBe('partial');
  });
});
