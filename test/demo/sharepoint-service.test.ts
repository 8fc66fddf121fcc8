/** SharePoint's own API as a service: its administration, who is let in, batches and faults. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, type Fault, generateHospital } from '../../src/demo/index.js';
import {
  adminHostOf,
  appTokenFor,
  hostOf,
  leave,
  NOMETADATA,
  personTokenFor,
  ROLES,
  secretTokenFor,
  type Told,
  tell,
  visit,
} from './sharepoint-client.js';

afterEach(leave);

describe('the administration', () => {
  test('properties of a site have the exact names, with bare ids and ISO dates', async () => {
    const { admin, site } = await visit(generateHospital({ staff: 200, seats: 20, twist: 'restricted-access' }));
    const url = site('RevCycle-Archive').site.webUrl;
    const body = JSON.stringify({ url, includeDetail: true });
    const told = await admin('/_api/SPO.Tenant/GetSitePropertiesByUrl', { method: 'POST', body, headers: NOMETADATA });
    expect(told.body).toMatchObject({
      Url: url,
      Template: 'STS#0',
      LockState: 'Unlock',
      ArchiveStatus: 'NotArchived',
      SharingCapability: 0,
      RestrictedAccessControl: true,
      RestrictedAccessControlGroups: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
      SensitivityLabel: '',
      StorageUsage: '512',
      TeamsChannelType: 0,
    });
    expect(told.body.LastContentModifiedDate).toMatch(/^\d{4}-\d\d-\d\dT/);
    const none = JSON.stringify({ url: `${url}x`, includeDetail: true });
    expect((await admin('/_api/SPO.Tenant/GetSitePropertiesByUrl', { method: 'POST', body: none })).status).toBe(404);
  });

  test('administrators and default groups need no access to the site', async () => {
    const { admin, site } = await visit(demoClinic());
    const office = site('FrontOffice');
    if (office.collection !== undefined) office.collection.refusal = 403;
    const [, id] = office.site.id.split(',');
    const admins = await admin(`/_api/SPO.Tenant/GetSiteAdministrators?siteId='${id}'`, { method: 'POST' });
    expect(admins.body.value).toEqual([
      {
        email: expect.stringContaining('@'),
        loginName: expect.stringMatching(/_o$/),
        name: 'FrontOffice',
        userPrincipalName: '',
      },
    ]);
    const path = `/_api/SPO.Tenant/sites/GetSiteUserGroups?siteId='${id}'&userGroupIds=[0,1,2]`;
    const groups = (await admin(path)).body.value.map((one: { userGroup: { loginName: string }[] }) =>
      one.userGroup.map((user) => user.loginName),
    );
    expect(groups).toEqual([[expect.stringMatching(/_o$/)], [expect.stringMatching(/federateddirectoryclaimprovider/)], []]);
  });

  const query = (actions: string, paths = ''): string =>
    `<Request AddExpandoFieldTypeSuffix="true" xmlns="http://schemas.microsoft.com/sharepoint/clientquery/2009"><Actions><ObjectPath Id="2" ObjectPathId="1" />${actions}</Actions><ObjectPaths><Constructor Id="1" TypeId="{268004ae-ef6b-4e9b-8425-127220d84719}" />${paths}</ObjectPaths></Request>`;
  const all = '<Query SelectAllProperties="true"><Properties /></Query>';
  const pages = (start: string, personal: 0 | 1): string =>
    query(
      `<ObjectPath Id="4" ObjectPathId="3" /><Query Id="5" ObjectPathId="3">${all}<ChildItemQuery SelectAllProperties="true"><Properties /></ChildItemQuery></Query>`,
      `<Method Id="3" ParentId="1" Name="GetSitePropertiesFromSharePointByFilters"><Parameters><Parameter TypeId="{b92aeee2-c92c-4b67-abcc-024e471bc140}"><Property Name="Filter" Type="String"></Property><Property Name="IncludeDetail" Type="Boolean">false</Property><Property Name="IncludePersonalSite" Type="Enum">${personal}</Property><Property Name="StartIndex" Type="String">${start}</Property><Property Name="Template" Type="String"></Property></Parameter></Parameters></Method>`,
    );
  const PROCESS = '/_vti_bin/client.svc/ProcessQuery';

  test('tenant settings are the last part of the answer, with numbers for enumerations', async () => {
    const { admin } = await visit(demoClinic());
    const { body } = await admin(PROCESS, { method: 'POST', body: query(`<Query Id="3" ObjectPathId="1">${all}</Query>`) });
    expect(body.slice(0, 4)).toEqual([expect.objectContaining({ ErrorInfo: null }), 2, { IsNull: false }, 3]);
    expect(body[4]).toMatchObject({
      SharingCapability: 1,
      DefaultSharingLinkType: 2,
      ShowEveryoneExceptExternalUsersClaim: true,
    });
  });

  test('Restricted SharePoint Search that was never set is an error inside HTTP 200', async () => {
    const { admin, served } = await visit(demoClinic());
    const mode = query('<Method Name="GetSPORestrictedSearchMode" Id="3" ObjectPathId="1" />');
    const sites = query('<Method Name="GetSPORestrictedSearchAllowedList" Id="3" ObjectPathId="1" />');
    const never = await admin(PROCESS, { method: 'POST', body: mode });
    expect([never.status, never.body.length]).toEqual([200, 1]);
    expect(never.body[0].ErrorInfo.ErrorMessage).toContain('not set');
    served.tenant.sharePoint.restrictedSearch = { mode: 1, sites: ['https://x.example/sites/a'] };
    expect((await admin(PROCESS, { method: 'POST', body: mode })).body).toEqual([expect.anything(), 2, { IsNull: false }, 3, 1]);
    expect((await admin(PROCESS, { method: 'POST', body: sites })).body.at(-1)).toEqual(['https://x.example/sites/a']);
  });

  test('pages of site properties have dates and ids of their own, and zeros without details', async () => {
    const { admin, served } = await visit(generateHospital({ staff: 200, seats: 20, twist: 'restricted-access' }));
    served.tenant.pageSizes.siteProperties = 4;
    const seen: { Url: string; LastContentModifiedDate: string; SiteId: string; RestrictedAccessControl: boolean }[] = [];
    let start: string | null = '0';
    while (start !== null) {
      const { body } = await admin(PROCESS, { method: 'POST', body: pages(start, 1) });
      const page = body.at(-1);
      expect(page._ObjectType_).toContain('SPOSitePropertiesEnumerable');
      seen.push(...page._Child_Items_);
      start = page.NextStartIndexFromSharePoint;
    }
    const roots = served.tenant.sites.filter((site) => site.collection !== undefined);
    expect(seen.map((one) => one.Url).sort()).toEqual(roots.map(({ site }) => site.webUrl ?? '').sort());
    const archive = seen.find((one) => one.Url.endsWith('RevCycle-Archive'));
    const [year = 0, month = -1] =
      /^\/Date\((\d+),(\d+),/
        .exec(archive?.LastContentModifiedDate ?? '')
        ?.slice(1)
        .map(Number) ?? [];
    const stored = roots.find(({ site }) => site.webUrl === archive?.Url)?.collection?.properties.LastContentModifiedDate ?? '';
    expect([year, month]).toEqual([new Date(stored).getUTCFullYear(), new Date(stored).getUTCMonth()]);
    expect(archive?.SiteId).toMatch(/^\/Guid\([0-9a-f-]{36}\)\/$/);
    expect(archive?.RestrictedAccessControl).toBe(false);
    const without = await admin(PROCESS, { method: 'POST', body: pages('0', 0) });
    expect(without.body.at(-1)._Child_Items_.every((one: { Url: string }) => !one.Url.includes('-my.'))).toBe(true);
  });

  test('any other query is not answered', async () => {
    const { admin, simulator } = await visit(demoClinic());
    const method = query('<Method Name="RemoveSite" Id="3" ObjectPathId="1" />');
    expect((await admin(PROCESS, { method: 'POST', body: method })).status).toBe(501);
    expect((await admin(PROCESS, { method: 'POST', body: '<Request/>' })).status).toBe(501);
    expect(simulator.unanswered).toBe(2);
  });
});

describe('who is let in', () => {
  const PATH = `/_api/web/roleassignments?${ROLES}`;

  test('a secret, no token, another audience and another host are 401', async () => {
    const { ask, site, simulator, served } = await visit(demoClinic());
    const office = site('FrontOffice');
    const host = hostOf(office);
    const secret = await ask(office, PATH, { token: await secretTokenFor(simulator, served, host) });
    expect([secret.status, secret.body.error_description]).toEqual([401, 'Unsupported app only token.']);
    const other = await ask(office, PATH, { token: await appTokenFor(simulator, served, adminHostOf(served)) });
    expect([other.status, other.body.error_description]).toEqual([401, expect.stringContaining('audience')]);
    expect((await tell(simulator, `${office.site.webUrl}${PATH}`, {})).status).toBe(401);
    const stranger = await tell(simulator, 'https://stranger.sharepoint.com/_api/web', {
      token: await appTokenFor(simulator, served, host),
    });
    expect(stranger.status).toBe(401);
    expect((await ask(office, PATH)).status).toBe(200);
  });

  test('the permission of Graph opens nothing here; a reading one opens content and no permissions', async () => {
    const generated = demoClinic();
    const [app] = generated.tenant.apps;
    if (app === undefined) throw new Error('no app');
    app.sharePointRoles = [];
    expect(app.roles).toContain('Sites.FullControl.All');
    const { ask, site, admin } = await visit(generated);
    const refused = await ask(site('FrontOffice'), PATH);
    expect([refused.status, refused.body['odata.error'].code]).toEqual([
      403,
      expect.stringContaining('UnauthorizedAccessException'),
    ]);
    expect((await admin('/_vti_bin/client.svc/ProcessQuery', { method: 'POST', body: '' })).status).toBe(403);
    await leave();
    app.sharePointRoles = ['Sites.Read.All'];
    const reading = await visit(generated);
    expect((await reading.ask(site('FrontOffice'), PATH)).status).toBe(403);
    expect((await reading.ask(site('FrontOffice'), '/_api/web?$select=Title')).status).toBe(200);
  });

  test.each([401, 403, 404, 423] as const)('a site can answer %i, and the others go on', async (status) => {
    const { ask, site } = await visit(demoClinic());
    const office = site('FrontOffice');
    if (office.collection !== undefined) office.collection.refusal = status;
    expect((await ask(office, PATH)).status).toBe(status);
    expect((await ask(site('Welcome'), PATH)).status).toBe(200);
  });

  test('locked and archived sites answer 423, here and in Graph', async () => {
    const { ask, site, simulator, served } = await visit(demoClinic());
    const [office, home] = [site('FrontOffice'), site('Welcome')];
    if (office.collection !== undefined) office.collection.properties.LockState = 'NoAccess';
    if (home.collection !== undefined) home.collection.properties.ArchiveStatus = 'FullyArchived';
    const token = await appTokenFor(simulator, served, 'graph.microsoft.com');
    for (const one of [office, home]) {
      expect((await ask(one, PATH)).status).toBe(423);
      const address = `${simulator.endpoints.graph}/v1.0/sites/${one.site.id}/drives`;
      expect((await fetch(address, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(423);
    }
  });

  test('a SharePoint Administrator reads the administration, and no permissions of sites of others', async () => {
    const generated = demoClinic();
    const { tenant } = generated;
    const admin = tenant.deviceCode.userId;
    const { simulator, site } = await visit(generated);
    const host = adminHostOf(generated);
    const token = await personTokenFor(simulator, generated, host);
    const path = `/_api/SPO.Tenant/GetSiteAdministrators?siteId='${site('Clinical').site.id.split(',')[1]}'`;
    expect((await tell(simulator, `https://${host}${path}`, { token, method: 'POST' })).status).toBe(200);
    const own = await personTokenFor(simulator, generated, hostOf(site('Clinical')));
    const of = (name: string, below: string): Promise<Told> =>
      tell(simulator, `${site(name).site.webUrl}${below}`, { token: own });
    expect((await of('Clinical', PATH)).status).toBe(401);
    expect((await of('Clinical', '/_api/web?$select=Title')).status).toBe(403);
    // An administrator of this one, by way of its group.
    const it = tenant.groups.find(({ group }) => group.displayName === 'IT');
    expect(it?.ownerIds).toContain(admin);
    expect((await of('IT', PATH)).status).toBe(200);
    expect((await of('IT', '/_api/web?$select=Title')).status).toBe(200);
    tenant.roleAssignments = tenant.roleAssignments.filter((one) => one.principalId !== admin);
    expect((await tell(simulator, `https://${host}${path}`, { token, method: 'POST' })).status).toBe(403);
  });
});

describe('batches', () => {
  const compose = (members: readonly string[]): string =>
    `${members.map((one) => `--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${one} HTTP/1.1\r\nAccept: application/json;odata=nometadata\r\n\r\n`).join('')}--batch_1--\r\n`;
  const HEADERS = { 'Content-Type': 'multipart/mixed; boundary="batch_1"', Accept: 'application/json' };

  function parts({ text, headers }: Told): { status: number; body: Told['body'] }[] {
    const boundary = /boundary=(\S+)/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
    return text
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => {
        const [, , body = ''] = part.split('\r\n\r\n');
        return { status: Number(/HTTP\/1\.1 (\d{3})/.exec(part)?.[1]), body: JSON.parse(body) };
      });
  }

  test('members are answered in order, each for itself, and logged', async () => {
    const { ask, site, simulator } = await visit(demoClinic());
    const office = site('FrontOffice');
    const base = `${office.site.webUrl}/_api/web`;
    const list = `${base}/lists(guid'${office.drives[0]?.list.id}')`;
    const members = [`GET ${base}?$select=Title`, `GET ${list}/items(99999)/roleassignments`, `GET ${base}/lists?$select=Title`];
    const told = await ask(office, '/_api/$batch', { method: 'POST', body: compose(members), headers: HEADERS });
    expect(parts(told).map((one) => one.status)).toEqual([200, 404, 200]);
    expect(parts(told)[0]?.body).toEqual({ Title: 'FrontOffice' });
    expect(simulator.requests.filter((one) => one.inBatch).map((one) => one.status)).toEqual([200, 404, 200]);
    expect(simulator.unanswered).toBe(0);
  });

  test('more than a hundred, bad text and anything but reads are refused', async () => {
    const { ask, site, simulator } = await visit(demoClinic());
    const office = site('FrontOffice');
    const one = `GET ${office.site.webUrl}/_api/web?$select=Title`;
    const send = (body: string): Promise<Told> => ask(office, '/_api/$batch', { method: 'POST', body, headers: HEADERS });
    expect((await send(compose(Array.from({ length: 101 }, () => one)))).status).toBe(400);
    expect((await send('nonsense')).status).toBe(400);
    expect(parts(await send(compose([one.replace('GET', 'POST')])))[0]?.status).toBe(501);
    expect(parts(await send(compose([one.replace('GET', 'DELETE'), one]))).map((part) => part.status)).toEqual([501, 200]);
    expect(simulator.unanswered).toBe(2);
  });

  test('the meter and faults know each member', async () => {
    const generated = demoClinic();
    generated.tenant.budget.sharepoint = [{ seconds: 60, units: 12 }];
    const { ask, site, simulator } = await visit(generated, [{ when: /lists\?/, act: 'reset' }]);
    const office = site('FrontOffice');
    const base = `GET ${office.site.webUrl}/_api/web`;
    const members = [`${base}/roleassignments`, `${base}/lists?$select=Id`, `${base}/roleassignments`, `${base}/roleassignments`];
    const told = await ask(office, '/_api/$batch', { method: 'POST', body: compose(members), headers: HEADERS });
    expect(parts(told).map((one) => one.status)).toEqual([200, 200, 429]);
    expect(told.text).toMatch(/RETRY-AFTER: \d+/);
    expect(simulator.requests.filter((one) => one.inBatch).map((one) => one.status)).toEqual([200, 0, 200, 429]);
  });
});

describe('faults', () => {
  test('meet requests outside of batches too', async () => {
    const faults: Fault[] = [{ when: /roleassignments/, times: 1, act: { status: 503, headers: { 'Retry-After': '2' } } }];
    const { ask, site } = await visit(demoClinic(), faults);
    const path = `/_api/web/roleassignments?${ROLES}`;
    expect((await ask(site('FrontOffice'), path)).headers.get('retry-after')).toBe('2');
    expect((await ask(site('FrontOffice'), path)).status).toBe(200);
  });
});
