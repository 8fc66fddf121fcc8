/** What Graph tells of SharePoint: ids, columns of labels, channels, the usage report and its concealment, subsites. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, findDrive, generateHospital, generateTenant } from '../../src/demo/index.js';
import { type Client, connect, type Served } from './harness.js';

let open: Client | null = null;
afterEach(async () => {
  await open?.simulator.close();
  open = null;
});
async function start(generated: Served): Promise<Client> {
  open = await connect(generated);
  return open;
}

describe('ids of SharePoint', () => {
  test('come only where they are selected, and are those of SharePoint itself', async () => {
    const generated = demoClinic();
    const { get, all } = await start(generated);
    const { driveId = '', siteId = '', itemId = '' } = generated.planted.folders[0] ?? {};
    const drive = findDrive(generated.tenant, driveId)?.drive;
    const [, collection, web] = siteId.split(',');
    const { body } = await get(`/drives/${driveId}?$select=id,sharePointIds`);
    expect(body.sharePointIds).toMatchObject({ listId: drive?.list.id, siteId: collection, webId: web });
    expect((await get(`/drives/${driveId}`)).body.sharePointIds).toBeUndefined();
    const { rows: drives } = await all(`/sites/${siteId}/drives?$select=id,sharePointIds`);
    expect(drives.map((one) => one.sharePointIds.listId)).toEqual([drive?.list.id]);
    const { rows } = await all(`/drives/${driveId}/root/delta?$select=id,sharepointIds&$top=1000`);
    expect(rows[0].sharepointIds.listItemId).toBeUndefined();
    const folder = rows.find((row) => row.id === itemId);
    const stored = drive?.items.find((item) => item.id === itemId);
    expect(folder.sharepointIds).toMatchObject({ listId: drive?.list.id, listItemId: String(stored?.listItemId) });
    expect(new Set(rows.map((row) => row.sharepointIds.listItemUniqueId)).size).toBe(rows.length);
    expect((await all(`/drives/${driveId}/root/delta?$select=id&$top=1000`)).rows[0]).toEqual({ id: rows[0].id });
  });
});

describe('columns of labels', () => {
  const FIELDS = '$expand=listItem($expand=fields($select=_IpLabelId,_IpLabelAssignmentMethod,_ComplianceTag))';

  test('are answered where the library has them', async () => {
    const generated = generateTenant({ seed: 20, variant: 'clean', language: 'en' });
    const { all } = await start(generated);
    const { driveId = '' } = generated.planted.clinicalFolders[0] ?? {};
    const { rows } = await all(`/drives/${driveId}/root/delta?$select=id,name,file&${FIELDS}&$top=1000`);
    const label = generated.tenant.labels.find((one) => one.name === 'Confidential PHI')?.id;
    const files = rows.filter((row) => row.file !== undefined);
    expect(files.every((row) => row.listItem.fields._IpLabelId === label)).toBe(true);
    expect(rows.filter((row) => row.file === undefined).every((row) => row.listItem?.fields._IpLabelId === undefined)).toBe(true);
    expect(Object.keys(files[0]).sort()).toEqual(['file', 'id', 'listItem', 'name']);
    const whole = await all(`/drives/${driveId}/root/delta?$select=id,file&$expand=listItem($expand=fields)&$top=1000`);
    expect(whole.rows.find((row) => row.file !== undefined).listItem.fields).toMatchObject({
      _IpLabelId: label,
      ContentType: 'Document',
    });
  });

  test('are refused where it has not, and all fields are not', async () => {
    const generated = demoClinic();
    generated.tenant.sharePoint.hasLabelColumns = false;
    const { get } = await start(generated);
    const path = `/drives/${generated.planted.folders[0]?.driveId}/root/delta?$select=id`;
    expect((await get(`${path}&${FIELDS}`)).status).toBe(400);
    const whole = await get(`${path}&$expand=listItem($expand=fields)`);
    expect(whole.status).toBe(200);
    expect(whole.body.value[1].listItem.fields._IpLabelId).toBeUndefined();
    expect((await get(`${path}&$expand=permissions`)).status).toBe(400);
  });
});

describe('channels', () => {
  const SELECT = '$select=id,displayName,membershipType';

  test('of a team, private ones with a folder in a drive of their own', async () => {
    const made = generateHospital({ staff: 200, seats: 20 });
    const { get, all } = await start(made);
    const team = made.planted.benefits.groupId;
    const { rows } = await all(`/teams/${team}/allChannels?${SELECT}`, { Prefer: 'include-unknown-enum-members' });
    expect(rows.map((row) => row.membershipType)).toEqual(['standard', 'private']);
    const filtered = await all(`/teams/${team}/channels?$filter=membershipType eq 'private'&${SELECT}`);
    expect(filtered.rows).toHaveLength(1);
    const { body } = await get(
      `/teams/${team}/channels/${encodeURIComponent(rows[1].id)}/filesFolder?$select=id,parentReference`,
    );
    const found = findDrive(made.tenant, body.parentReference.driveId);
    expect(found?.site.collection?.properties).toMatchObject({ TeamsChannelType: 1, RelatedGroupId: team });
    expect(found?.drive.items.some((item) => item.id === body.id)).toBe(true);
  });

  test('shared ones by their name only for those who know it; folders that nobody opened; groups that are no teams', async () => {
    const made = generateHospital({ staff: 200, seats: 20 });
    const [, channel] = made.tenant.channels.filter((one) => one.teamId === made.planted.benefits.groupId);
    if (channel === undefined) throw new Error('no channel');
    Object.assign(channel, { membershipType: 'shared', folder: null });
    const { get, all } = await start(made);
    const path = `/teams/${made.planted.benefits.groupId}`;
    expect((await all(`${path}/allChannels?${SELECT}`)).rows.map((row) => row.membershipType)).toEqual([
      'standard',
      'unknownFutureValue',
    ]);
    const knowing = await all(`${path}/allChannels?${SELECT}`, { Prefer: 'include-unknown-enum-members' });
    expect(knowing.rows.map((row) => row.membershipType)).toEqual(['standard', 'shared']);
    expect((await get(`${path}/channels/${encodeURIComponent(channel.id)}/filesFolder`)).status).toBe(404);
    const security = made.tenant.groups.find(({ group }) => group.displayName === 'RevCycle')?.group.id;
    expect((await get(`/teams/${security}/allChannels`)).status).toBe(404);
  });
});

describe('the usage report', () => {
  const REPORT = "https://graph.microsoft.com/beta/reports/getSharePointSiteUsageDetail(period='D30')?$format=application/json";

  async function rowsOf({ get }: Client): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for (let next: string | undefined = REPORT; next !== undefined; ) {
      const { status, body } = await get(next);
      expect(status).toBe(200);
      rows.push(...body.value);
      next = body['@odata.nextLink'];
    }
    return rows;
  }

  test('has a row a site, counted in the site, and no OneDrive', async () => {
    const generated = demoClinic();
    generated.tenant.pageSizes.siteUsage = 4;
    const rows = await rowsOf(await start(generated));
    const sites = generated.tenant.sites.filter(({ site }) => site.isPersonalSite !== true);
    expect(rows.map((row) => row.siteId)).toEqual(sites.map(({ site }) => site.id.split(',')[1]));
    const office = sites.find(({ site }) => site.displayName === 'FrontOffice');
    expect(rows.find((row) => row.siteUrl === office?.site.webUrl)).toMatchObject({
      fileCount: office?.drives[0]?.items.filter((item) => item.file !== undefined).length,
      anonymousLinkCount: 0,
      companyLinkCount: 0,
      externalSharing: true,
      siteSensitivityLabelId: '',
      rootWebTemplate: 'Group',
      reportPeriod: '30',
      lastActivityDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const home = rows.find((row) => row.siteUrl === sites[0]?.site.webUrl);
    expect(home?.companyLinkCount).toBe(1);
  });

  test('tells nothing that can be joined where names are concealed', async () => {
    const generated = demoClinic();
    const client = await start(generated);
    expect((await client.get('/admin/reportSettings')).body.displayConcealedNames).toBe(false);
    generated.tenant.sharePoint.concealsNames = true;
    expect((await client.get('/admin/reportSettings')).body.displayConcealedNames).toBe(true);
    const rows = await rowsOf(client);
    expect(rows.every((row) => row.siteUrl === '' && /^[0-9A-F]{32}$/.test(String(row.siteId)))).toBe(true);
  });
});

test('subsites stand among all sites, with the collection of their root', async () => {
  const made = generateHospital({ staff: 200, seats: 20, twist: 'subsite' });
  const { all } = await start(made);
  const { rows } = await all('/sites/getAllSites?$select=id,webUrl,root,siteCollection');
  const inside = rows.filter((row) => row.id.includes(made.planted.archive.collectionId));
  expect(inside.map((row) => [row.webUrl.endsWith('/clinic2022'), row.root !== undefined])).toEqual([
    [false, true],
    [true, false],
  ]);
});
