/** SharePoint's own API on sites: each request, each spelling, and that it tells of the same thing as Graph. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, generateTenant, type SimulatedSite } from '../../src/demo/index.js';
import {
  GROUPS,
  ITEMS,
  kinds,
  LISTS,
  leave,
  NOMETADATA,
  ROLES,
  type Row,
  SHARING,
  type Told,
  V4,
  VERBOSE,
  visit,
  WEB,
} from './sharepoint-client.js';

afterEach(leave);

const titles = (rows: { Title: string }[]): string[] => rows.map((row) => row.Title);

describe('a web', () => {
  test('tells of itself, with its default groups', async () => {
    const { ask, site } = await visit(demoClinic());
    const { body } = await ask(site('FrontOffice'), `/_api/web?${WEB}`);
    expect(Object.keys(body)).toHaveLength(11);
    expect(body).toMatchObject({
      Title: 'FrontOffice',
      ServerRelativeUrl: '/sites/FrontOffice',
      HasUniqueRoleAssignments: true,
      AssociatedOwnerGroup: { Id: 5 },
      AssociatedMemberGroup: { Id: 7 },
      AssociatedVisitorGroup: { Id: 6 },
    });
    expect(body.Id).toBe(site('FrontOffice').site.id.split(',')[2]);
    const personal = site('d_ruiz_lakesidefamilyhealth_example');
    expect((await ask(personal, `/_api/web?${WEB}`)).body.AssociatedVisitorGroup).toBeNull();
  });

  test('lists its role assignments, Limited Access too', async () => {
    const { ask, site } = await visit(demoClinic());
    const { body } = await ask(site('FrontOffice'), `/_api/web/roleassignments?${ROLES}`);
    const rows: Row[] = body.value;
    expect(kinds(rows, 'FrontOffice Owners')).toEqual([5]);
    expect(kinds(rows, 'FrontOffice Members')).toEqual([6]);
    expect(kinds(rows, 'FrontOffice Visitors')).toEqual([2]);
    // Everyone is let in to two folders below, and to nothing here.
    expect(kinds(rows, 'spo-grid-all-users')).toEqual([1]);
    expect(rows.every((row) => Object.keys(row).sort().join() === 'Member,PrincipalId,RoleDefinitionBindings')).toBe(true);
    const whole = await ask(site('FrontOffice'), '/_api/web/roleassignments?$expand=RoleDefinitionBindings');
    expect(typeof whole.body.value[0].RoleDefinitionBindings[0].BasePermissions.High).toBe('string');
    expect(whole.body.value[0].Member).toBeUndefined();
  });

  test('names roles in the language of the site', async () => {
    const { ask, served } = await visit(generateTenant({ seed: 7, variant: 'clinic', language: 'de' }));
    served.tenant.sharePoint.spelling = 'as-asked';
    const [home] = served.tenant.sites as [SimulatedSite];
    const { body } = await ask(home, `/_api/web/roleassignments?${ROLES}`);
    expect(body.value.map((row: Row) => row.RoleDefinitionBindings[0]?.Name)).toContain('Vollzugriff');
  });

  test('lists its groups with their members, and one for each link', async () => {
    const { ask, site, served } = await visit(demoClinic());
    const { body } = await ask(site('Welcome'), `/_api/web/sitegroups?${GROUPS}`);
    expect(titles(body.value)).toEqual(expect.arrayContaining(['Welcome Owners', 'Welcome Members', 'Welcome Visitors']));
    const visitors = body.value.find((group: { Title: string }) => group.Title === 'Welcome Visitors').Users;
    expect(visitors.map((user: { LoginName: string }) => user.LoginName)).toContainEqual(
      expect.stringMatching(/^c:0-\.f\|rolemanager\|s-1-5-21-/),
    );
    const namesake = visitors.find((user: { Title: string }) => user.Title === 'Everyone except external users');
    expect(namesake).toMatchObject({ PrincipalType: 1, LoginName: expect.stringMatching(/^i:0#\.f\|membership\|/) });
    const link = body.value.find((group: { Title: string }) => group.Title.startsWith('SharingLinks.'));
    expect(link.Title).toMatch(/^SharingLinks\.[0-9a-f-]{36}\.(?:OrganizationView|Flexible)\.[0-9a-f-]{36}$/);
    // Two people opened it.
    expect(link.Users).toHaveLength(2);
    const personal = site('d_ruiz_lakesidefamilyhealth_example');
    const groups = (await ask(personal, `/_api/web/sitegroups?${GROUPS}`)).body.value;
    expect(groups.find((group: { Title: string }) => group.Title.startsWith('SharingLinks.')).Users).toEqual([]);
    expect(served.tenant.sites.length).toBeGreaterThan(10);
  });

  test('lists its lists, and says which have permissions of their own', async () => {
    const { ask, site } = await visit(demoClinic());
    const office = site('FrontOffice');
    const [drive] = office.drives;
    if (drive === undefined) throw new Error('no library');
    const first = (await ask(office, `/_api/web/lists?${LISTS}`)).body.value;
    expect(titles(first)).toEqual(['Documents', 'Site Pages', 'User Information List']);
    expect(first[0]).toEqual({
      Id: drive.list.id,
      Title: 'Documents',
      Hidden: false,
      BaseTemplate: 101,
      ItemCount: drive.items.length - 1,
      HasUniqueRoleAssignments: false,
      NoCrawl: false,
      RootFolder: { ServerRelativeUrl: '/sites/FrontOffice/Shared Documents' },
    });
    const root = drive.items[0]?.id ?? '';
    drive.permissions.set(root, (drive.permissions.get(root) ?? []).slice(0, 2));
    const second = (await ask(office, `/_api/web/lists?${LISTS}`)).body.value;
    expect(second.map((list: { HasUniqueRoleAssignments: boolean }) => list.HasUniqueRoleAssignments)).toEqual([
      true,
      false,
      false,
    ]);
    const own: Row[] = (await ask(office, `/_api/web/lists(guid'${drive.list.id}')/roleassignments?${ROLES}`)).body.value;
    expect(kinds(own, 'FrontOffice Visitors')).toBeUndefined();
    const webs: Row[] = (await ask(office, `/_api/web/roleassignments?${ROLES}`)).body.value;
    expect(kinds(webs, 'FrontOffice Visitors')).toEqual([2]);
  });

  test('lists with permissions of their own need not be libraries', async () => {
    const { ask, site } = await visit(demoClinic());
    const office = site('FrontOffice');
    const [pages] = office.web.lists;
    const entries = office.web.permissions ?? [];
    if (pages === undefined) throw new Error('no pages');
    pages.permissions = entries.slice(0, 2);
    pages.items.push({ id: 2, title: 'Secret.aspx', permissions: entries.slice(0, 1) });
    const base = `/_api/web/lists(guid'${pages.id}')`;
    const items = (await ask(office, `${base}/items?${ITEMS}&$top=5000`)).body.value;
    expect(items.map((item: { HasUniqueRoleAssignments: boolean }) => item.HasUniqueRoleAssignments)).toEqual([false, true]);
    expect((await ask(office, `${base}/roleassignments?${ROLES}`)).body.value).toHaveLength(2);
    expect((await ask(office, `${base}/items(2)/roleassignments?${ROLES}`)).body.value).toHaveLength(1);
    expect((await ask(office, `${base}/items(9)/roleassignments?${ROLES}`)).status).toBe(404);
  });
});

describe('items', () => {
  test('come with their own permissions marked, and their role assignments are those of Graph', async () => {
    const generated = demoClinic();
    const { ask, site } = await visit(generated);
    const office = site('FrontOffice');
    const [drive] = office.drives;
    const list = `/_api/web/lists(guid'${drive?.list.id}')`;
    const { body } = await ask(office, `${list}/items?${ITEMS}&$top=5000`);
    expect(body.value).toHaveLength((drive?.items.length ?? 0) - 1);
    const unique = body.value.filter((item: { HasUniqueRoleAssignments: boolean }) => item.HasUniqueRoleAssignments);
    const [intake, contracts] = generated.planted.folders;
    expect(unique.map((item: { FileRef: string }) => item.FileRef)).toEqual([
      `/sites/FrontOffice/Shared Documents/${intake?.name}`,
      `/sites/FrontOffice/Shared Documents/${contracts?.name}`,
    ]);
    expect(unique[0]).toMatchObject({ FSObjType: 1, UniqueId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const rows: Row[] = (await ask(office, `${list}/items(${unique[0].Id})/roleassignments?${ROLES}`)).body.value;
    expect(kinds(rows, 'spo-grid-all-users')).toEqual([3]);
    expect(rows).toHaveLength(drive?.permissions.get(intake?.itemId ?? '')?.length ?? -1);
    const inherited: Row[] = (await ask(office, `${list}/items(1)/roleassignments?${ROLES}`)).body.value;
    expect(kinds(inherited, 'FrontOffice Visitors')).toEqual([2]);
  });

  test('a link is a group on the item, with the role that it gives', async () => {
    const generated = demoClinic();
    const { ask, site } = await visit(generated);
    const personal = site('d_ruiz_lakesidefamilyhealth_example');
    const [drive] = personal.drives;
    const folder = drive?.items.find((item) => item.id === generated.planted.folders[2]?.itemId);
    const list = `/_api/web/lists(guid'${drive?.list.id}')`;
    const rows: Row[] = (await ask(personal, `${list}/items(${folder?.listItemId})/roleassignments?${ROLES}`)).body.value;
    expect(kinds(rows, 'SharingLinks.')).toEqual([3]);
    const web: Row[] = (await ask(personal, `/_api/web/roleassignments?${ROLES}`)).body.value;
    expect(kinds(web, 'SharingLinks.')).toEqual([1]);
    expect(kinds(web, 'Limited Access System Group')).toEqual([1]);
    expect(kinds(web, 'd.ruiz@')).toEqual([5]);
  });

  test.each([
    ['nometadata', NOMETADATA, (body: Told['body']) => [body.value, body['odata.nextLink']]],
    ['v4', V4, (body: Told['body']) => [body.value, body['@odata.nextLink']]],
    ['verbose', VERBOSE, (body: Told['body']) => [body.d.results, body.d.__next]],
  ] as const)('pages are followed to the end by the link of %s', async (_, headers, read) => {
    const generated = demoClinic();
    generated.tenant.pageSizes.listItems = 100;
    const { ask, site } = await visit(generated);
    const office = site('FrontOffice');
    const [drive] = office.drives;
    const ids: number[] = [];
    let next: string | undefined = `${office.site.webUrl}/_api/web/lists(guid'${drive?.list.id}')/items?${ITEMS}&$top=5000`;
    let pages = 0;
    while (next !== undefined) {
      const told = await ask(office, next.replace(office.site.webUrl ?? '', ''), { headers });
      expect(told.status).toBe(200);
      const [rows, link]: [{ Id: number; FSObjType: number | string }[], string | undefined] = read(told.body) as never;
      ids.push(...rows.map((row) => row.Id));
      expect(typeof rows[0]?.FSObjType).toBe(headers === VERBOSE ? 'string' : 'number');
      next = link;
      pages += 1;
    }
    expect(pages).toBe(Math.ceil(ids.length / 100));
    expect(new Set(ids).size).toBe((drive?.items.length ?? 0) - 1);
  });

  test('filters over a list are refused, and so are columns that it has not', async () => {
    const { ask, site } = await visit(demoClinic());
    const office = site('FrontOffice');
    const list = `/_api/web/lists(guid'${office.drives[0]?.list.id}')/items`;
    expect((await ask(office, `${list}?$filter=HasUniqueRoleAssignments eq true`)).status).toBe(500);
    expect((await ask(office, `${list}?$select=Id,NoSuchColumn`)).status).toBe(400);
    expect((await ask(office, '/_api/web/roleassignments?$select=Member/LoginName')).status).toBe(400);
    expect((await ask(office, `/_api/web/lists(guid'00000000-0000-0000-0000-000000000000')/items?${ITEMS}`)).status).toBe(404);
  });

  test('sharing information shows live links with their makers, in the midst of places for none', async () => {
    const generated = demoClinic();
    const { ask, site } = await visit(generated);
    const personal = site('d_ruiz_lakesidefamilyhealth_example');
    const [drive] = personal.drives;
    const folder = drive?.items.find((item) => item.id === generated.planted.folders[2]?.itemId);
    const path = `/_api/web/lists(guid'${drive?.list.id}')/items(${folder?.listItemId})/GetSharingInformation?${SHARING}`;
    const { body } = await ask(personal, path, { method: 'POST' });
    const { links, principals, hasInheritedLinks } = body.permissionsInformation;
    expect(hasInheritedLinks).toBe(false);
    expect(links.map((one: { linkDetails: object }) => one.linkDetails)).toMatchObject([
      { IsActive: true, Scope: 1, LinkKind: 6, IsEditLink: true, CreatedBy: { loginName: expect.stringContaining('d.ruiz@') } },
      ...[5, 4, 3, 2].map((LinkKind) => ({ IsActive: false, Scope: -1, LinkKind, CreatedBy: null })),
    ]);
    expect(links[0].linkDetails.Created).toBe(folder?.createdDateTime);
    expect(principals[0]).toMatchObject({ isInherited: true, role: 3 });
    const child = drive?.items.find((item) => item.parentReference.id === folder?.id);
    const below = await ask(personal, path.replace(`(${folder?.listItemId})`, `(${child?.listItemId})`), { method: 'POST' });
    expect(below.body.permissionsInformation).toMatchObject({
      hasInheritedLinks: true,
      links: [{ isInherited: true }, {}, {}, {}, {}],
    });
  });
});

describe('spellings', () => {
  test('verbose wraps objects and lists, and only what was selected comes', async () => {
    const { ask, site } = await visit(demoClinic());
    const { body } = await ask(site('FrontOffice'), `/_api/web/roleassignments?${ROLES}`, { headers: VERBOSE });
    const [row] = body.d.results;
    expect(row.Member.__metadata).toBeDefined();
    expect(row.RoleDefinitionBindings.results[0].RoleTypeKind).toBe(5);
    const web = await ask(site('FrontOffice'), '/_api/web?$select=Title', { headers: VERBOSE });
    expect(web.body).toEqual({ d: { __metadata: expect.anything(), Title: 'FrontOffice' } });
  });

  test('a tenant may spell its answers in one way, whatever was asked', async () => {
    const generated = demoClinic();
    generated.tenant.sharePoint.spelling = 'verbose';
    const { ask, site, admin } = await visit(generated);
    expect((await ask(site('FrontOffice'), '/_api/web?$select=Title')).body.d.Title).toBe('FrontOffice');
    const [, id] = site('FrontOffice').site.id.split(',');
    const told = await admin(`/_api/SPO.Tenant/GetSiteAdministrators?siteId='${id}'`, { method: 'POST' });
    expect(told.body.d.GetSiteAdministrators.results).toHaveLength(1);
  });

  test.each([
    [NOMETADATA, (body: Told['body']) => body['odata.error'].message.value],
    [V4, (body: Told['body']) => body.error.message],
    [VERBOSE, (body: Told['body']) => body.error.message.value],
  ] as const)('errors are spelled in the same way (%j)', async (headers, read) => {
    const { ask, site } = await visit(demoClinic());
    const { status, body } = await ask(site('FrontOffice'), `/_api/web/lists(guid'00000000-0000-0000-0000-000000000000')/items`, {
      headers,
    });
    expect([status, read(body)]).toEqual([404, 'File Not Found.']);
  });

  test('an Atom feed and anything unknown is not answered, and counted', async () => {
    const { ask, site, simulator, admin } = await visit(demoClinic());
    expect((await ask(site('FrontOffice'), '/_api/web?$select=Title', { headers: {} })).status).toBe(501);
    expect((await ask(site('FrontOffice'), '/_api/web/siteusers')).status).toBe(501);
    expect((await ask(site('FrontOffice'), '/_api/web?$select=Title', { method: 'POST' })).status).toBe(501);
    expect((await admin('/_api/SPO.Tenant/sites')).status).toBe(501);
    expect(simulator.unanswered).toBe(4);
  });
});
