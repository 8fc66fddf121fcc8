/** Drives: the delta feed, the two readings of `shared`, and own and inherited permissions. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, findDrive, type Generated, recordChange } from '../../src/demo/index.js';
import { type Client, connect } from './harness.js';

const HIERARCHY = { Prefer: 'hierarchicalsharing' };
const SELECT = '$select=id,name,parentReference,shared,root,file,folder,deleted';

let open: Client | null = null;
afterEach(async () => {
  await open?.simulator.close();
  open = null;
});
async function crawl(): Promise<{ generated: Generated; client: Client; driveId: string }> {
  const generated = demoClinic();
  open = await connect(generated);
  return { generated, client: open, driveId: generated.planted.folders[0]?.driveId ?? '' };
}

describe('delta', () => {
  test('gives every item, without paths, and a link for later', async () => {
    const { generated, client, driveId } = await crawl();
    const { rows, last, pages } = await client.all(`/drives/${driveId}/root/delta?${SELECT}&$top=100`);
    const stored = findDrive(generated.tenant, driveId)?.drive.items ?? [];
    expect(rows.map((row) => row.id)).toEqual(stored.map((item) => item.id));
    expect(pages).toBe(Math.ceil(stored.length / 100));
    expect(rows.every((row) => row.parentReference.path === undefined)).toBe(true);
    expect(last['@odata.deltaLink']).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/drives\/.*token=/);
    expect(rows[0].root).toEqual({});
  });

  test('the link tells what changed and what is gone', async () => {
    const { generated, client, driveId } = await crawl();
    const { body: latest } = await client.get(`/drives/${driveId}/root/delta?token=latest&$select=id,name`);
    expect(latest.value).toEqual([]);
    const found = findDrive(generated.tenant, driveId)?.drive;
    const files = found?.items.filter((item) => item.file !== undefined) ?? [];
    const [renamed, removed] = files;
    if (found === undefined || renamed === undefined || removed === undefined) throw new Error('the drive has too few files');
    renamed.name = 'Renamed.pdf';
    recordChange(found, renamed.id);
    found.items.splice(found.items.indexOf(removed), 1);
    recordChange(found, removed.id, { deleted: true });
    const { body } = await client.get(latest['@odata.deltaLink'].replace('id%2Cname', 'id,name'));
    expect(body.value.slice(1)).toEqual([
      { id: renamed.id, name: 'Renamed.pdf' },
      { id: removed.id, deleted: { state: 'deleted' } },
    ]);
    expect((await client.get(body['@odata.deltaLink'])).body.value).toEqual([]);
  });

  test('a token that is too old answers 410 and says where to begin', async () => {
    const { generated, client, driveId } = await crawl();
    const { last } = await client.all(`/drives/${driveId}/root/delta?$select=id&$top=1000`);
    const found = findDrive(generated.tenant, driveId)?.drive;
    if (found !== undefined) found.tokenEpoch += 1;
    const heard = await client.get(last['@odata.deltaLink']);
    expect(heard).toMatchObject({ status: 410, body: { error: { code: 'resyncChangesApplyDifferences' } } });
    const location = heard.headers.get('location') ?? '';
    expect(location).toBe(
      `https://graph.microsoft.com/v1.0/drives/${encodeURIComponent(driveId).replaceAll('%21', '!')}/root/delta?$select=id&$top=1000`,
    );
    expect((await client.get(location)).status).toBe(200);
  });

  test('may repeat items where a tenant is told to', async () => {
    const { generated, client, driveId } = await crawl();
    generated.tenant.deltaRepeatsItems = true;
    const { rows, pages } = await client.all(`/drives/${driveId}/root/delta?$select=id&$top=100`);
    expect(new Set(rows.map((row) => row.id)).size).toBe(findDrive(generated.tenant, driveId)?.drive.items.length);
    expect(rows.length).toBe(new Set(rows.map((row) => row.id)).size + pages - 1);
  });
});

describe('hierarchicalsharing', () => {
  test('shows `shared` only where sharing is set', async () => {
    const { generated, client } = await crawl();
    const [intake, contracts, schedules] = generated.planted.folders;
    const { body, headers } = await client.get(`/drives/${intake?.driveId}/root/delta?${SELECT}&$top=1000`, HIERARCHY);
    expect(headers.get('preference-applied')).toBe('hierarchicalsharing');
    const marked = body.value.filter((item: { shared?: object }) => item.shared !== undefined);
    const root = body.value[0].id;
    expect(marked.map((item: { id: string; shared: object }) => [item.id, item.shared])).toEqual([
      [root, {}],
      [intake?.itemId, {}],
      [contracts?.itemId, {}],
    ]);
    const personal = await client.get(`/drives/${schedules?.driveId}/root/delta?${SELECT}&$top=1000`, HIERARCHY);
    const linked = personal.body.value.filter((item: { shared?: { scope?: string } }) => item.shared?.scope === 'organization');
    expect(linked.map((item: { id: string }) => item.id)).toEqual([schedules?.itemId]);
  });

  test('without it, inheriting items carry `shared` too', async () => {
    const { generated, client } = await crawl();
    const [intake, , schedules] = generated.planted.folders;
    const plain = await client.get(`/drives/${intake?.driveId}/root/delta?${SELECT}&$top=1000`);
    expect(plain.headers.get('preference-applied')).toBeNull();
    expect(plain.body.value.every((item: { shared?: object }) => item.shared !== undefined)).toBe(true);
    const personal = await client.get(`/drives/${schedules?.driveId}/root/delta?${SELECT}&$top=1000`);
    const shared = personal.body.value.filter((item: { shared?: object }) => item.shared !== undefined);
    // The folder under the link and its 41 files; the rest of a OneDrive is private.
    expect(shared).toHaveLength(42);
  });
});

describe('permissions', () => {
  test('a folder with broken inheritance has its own entries, with the claim in full', async () => {
    const { generated, client } = await crawl();
    const [intake] = generated.planted.folders;
    const { body } = await client.get(`/drives/${intake?.driveId}/items/${intake?.itemId}/permissions`);
    expect(body.value.some((one: object) => 'inheritedFrom' in one)).toBe(false);
    const claim = body.value.find((one: { grantedToV2?: { siteUser?: object } }) => one.grantedToV2?.siteUser !== undefined);
    expect(claim).toMatchObject({
      roles: ['write'],
      grantedToV2: {
        siteUser: { loginName: `c:0-.f|rolemanager|spo-grid-all-users/${generated.tenant.id}` },
        user: { displayName: 'Everyone except external users' },
      },
    });
    expect(claim.grantedToV2.user.id).toBeUndefined();
    expect(Buffer.from(claim.id, 'base64url').toString()).toBe(claim.grantedToV2.siteUser.loginName);
  });

  test('inherited entries say so, at times with an empty object', async () => {
    const { generated, client } = await crawl();
    const seen: object[] = [];
    for (const folder of generated.planted.clinicalFolders) {
      const { body } = await client.get(`/drives/${folder.driveId}/items/${folder.itemId}/permissions`);
      expect(body.value.length).toBe(4);
      for (const entry of body.value) seen.push(entry.inheritedFrom);
    }
    const drive = findDrive(generated.tenant, generated.planted.clinicalFolders[0]?.driveId ?? '')?.drive;
    for (const item of drive?.items.slice(-6) ?? []) {
      const { body } = await client.get(`/drives/${drive?.drive.id}/items/${item.id}/permissions`);
      for (const entry of body.value) seen.push(entry.inheritedFrom);
    }
    expect(seen.every((from) => from !== undefined)).toBe(true);
    expect(seen.some((from) => Object.keys(from).length === 0)).toBe(true);
    expect(seen.some((from) => Object.keys(from).length > 0)).toBe(true);
  });

  test('a link shows its scope, its type, its secret address and nobody who opened it', async () => {
    const { generated, client } = await crawl();
    const folder = generated.planted.folders[2];
    const { body } = await client.get(`/drives/${folder?.driveId}/items/${folder?.itemId}/permissions`);
    const [link] = body.value;
    expect(link).toMatchObject({ link: { scope: 'organization', type: 'edit' }, roles: ['write'], grantedToIdentitiesV2: [] });
    expect(link.link.webUrl).toMatch(/^https:\/\/.*-my\.sharepoint\.com\/:f:\//);
    expect(link.shareId).toBeTruthy();
  });

  test('the root of a group’s library names its site groups and the owners of the group', async () => {
    const { generated, client } = await crawl();
    const { body } = await client.get(`/drives/${generated.planted.folders[0]?.driveId}/root/permissions`);
    const groups = body.value.map(
      (one: { grantedToV2: { siteGroup?: { displayName: string } } }) => one.grantedToV2.siteGroup?.displayName,
    );
    expect(groups).toEqual([undefined, 'FrontOffice Owners', 'FrontOffice Members', 'FrontOffice Visitors']);
    expect(body.value[0].grantedToV2.siteUser.loginName).toMatch(/_o$/);
  });
});
