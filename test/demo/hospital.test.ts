/** The hospital of the acceptance scenarios: what was built, counted in the tenant, for each of its twins and twists. */
import { afterEach, describe, expect, test } from 'vitest';
import { generateHospital, type HospitalOptions, type SimulatedSite } from '../../src/demo/index.js';
import { kinds, leave, ROLES, visit } from './sharepoint-client.js';

afterEach(leave);

const asOf = new Date('2026-11-23T12:00:00Z');
const make = (options: HospitalOptions = {}) => generateHospital({ asOf, ...options });

function archiveOf({ tenant, planted }: ReturnType<typeof make>): SimulatedSite {
  const found = tenant.sites.find(({ site }) => site.id === planted.archive.siteId);
  if (found === undefined) throw new Error('no archive');
  return found;
}

const visitorsOf = (made: ReturnType<typeof make>): string[] =>
  archiveOf(made)
    .collection?.groups.find((group) => group.role === 'visitors')
    ?.members.map((one) => one.loginName) ?? [];

const foldersOf = (made: ReturnType<typeof make>) => {
  const drive = made.tenant.sites.flatMap((site) => site.drives).find((one) => one.drive.id === made.planted.folder.driveId);
  if (drive === undefined) throw new Error('no drive');
  return { drive, notes: drive.items.filter((item) => item.parentReference.id === made.planted.folder.itemId) };
};

const claimsAnywhere = ({ tenant }: ReturnType<typeof make>): string[] =>
  tenant.sites.flatMap(({ drives, collection }) => [
    ...drives.flatMap((drive) => [...drive.permissions.values()].flat().map((one) => one.grantedToV2?.siteUser?.loginName ?? '')),
    ...(collection?.groups.flatMap((group) => group.members.map((one) => one.loginName)) ?? []),
  ]);

describe('the hospital', () => {
  const made = make();
  const { tenant, planted } = made;

  test('has three thousand people, four hundred seats and one who left', () => {
    expect(planted).toMatchObject({ enabledMembers: 3000, disabledMembers: 1, copilotSeats: 400 });
    expect(planted.analystUpn).toMatch(/^hr\.analyst@/);
    expect(tenant.skus.map((sku) => [sku.skuPartNumber, sku.consumedUnits])).toEqual([
      ['SPE_E5', 3000],
      ['Microsoft_365_Copilot', 400],
    ]);
    const benefits = tenant.groups.find(({ group }) => group.id === planted.benefits.groupId);
    expect(benefits?.memberIds).toContain(planted.analystId);
    const others = tenant.groups.filter(
      ({ group, memberIds }) => group.id !== planted.benefits.groupId && memberIds.includes(planted.analystId),
    );
    expect(others).toEqual([]);
    expect(new Set(tenant.users.map((user) => user.userPrincipalName)).size).toBe(3001);
  });

  test('has a folder of 47 notes, four years old, by somebody who is disabled', () => {
    expect(planted.folder).toMatchObject({ files: 47, path: '/sites/RevCycle-Archive/Shared Documents/Treatment Notes 2022' });
    const { notes, drive } = foldersOf(made);
    expect(notes).toHaveLength(47);
    expect(notes.every((item) => /_treatment_note\.docx$/.test(item.name))).toBe(true);
    expect(notes.every((item) => item.createdBy.user?.id === planted.creator.id)).toBe(true);
    expect(notes.every((item) => item.columns === undefined)).toBe(true);
    const days = (iso: string): number => (asOf.getTime() - Date.parse(iso)) / 86_400_000;
    const folder = drive.items.find((item) => item.id === planted.folder.itemId);
    expect(days(folder?.createdDateTime ?? '')).toBeCloseTo(1522, -1);
    expect(planted.folder.oldestDays).toBeGreaterThanOrEqual(1460);
    expect(planted.folder.oldestDays).toBeLessThanOrEqual(1463);
    expect(planted.creator.enabled).toBe(false);
    expect(drive.permissions.has(planted.folder.itemId)).toBe(false);
  });

  test('is open to everyone through the visitors of that site and nowhere else', () => {
    expect(visitorsOf(made)).toEqual([`c:0-.f|rolemanager|spo-grid-all-users/${tenant.id}`]);
    expect(claimsAnywhere(made).filter((login) => login.includes('spo-grid-all-users'))).toHaveLength(1);
    const archive = archiveOf(made);
    expect(tenant.groups.some((group) => group.siteId === archive.site.id)).toBe(false);
    expect(archive.collection?.properties).toMatchObject({ Template: 'STS#0', SensitivityLabel: '', LockState: 'Unlock' });
    expect(archive.collection?.admins.map((one) => one.loginName)).toEqual([`i:0#.f|membership|${planted.creator.upn}`]);
    expect(tenant.sharePoint.properties).toMatchObject({ DefaultSharingLinkType: 2, SharingCapability: 0 });
  });

  test('has nothing odd elsewhere: labels, living owners, nothing shared', () => {
    for (const { site, drives, collection } of tenant.sites) {
      if (site.id === planted.archive.siteId) continue;
      expect(
        drives.every((drive) => drive.permissions.size === 1),
        site.webUrl ?? '',
      ).toBe(true);
      expect(collection?.properties.SharingCapability).toBe(0);
      if (site.isPersonalSite !== true) expect(collection?.properties.SensitivityLabel, site.webUrl ?? '').not.toBe('');
      expect(collection?.admins.some((one) => one.loginName.includes(planted.creator.upn))).toBe(false);
    }
    expect(tenant.groups.every((group) => group.ownerIds.length >= 2 && group.memberIds.length < 100)).toBe(true);
    const channel = tenant.channels.find((one) => one.membershipType === 'private');
    expect(channel).toMatchObject({ teamId: planted.benefits.groupId, folder: expect.anything() });
  });

  test('the twins: tidied up, and blind', () => {
    const clean = make({ variant: 'clean' });
    expect(clean.planted).toMatchObject({ openTo: 'the revenue cycle', restrictedToGroupId: null });
    expect(claimsAnywhere(clean).filter((login) => login.includes('spo-grid-all-users'))).toEqual([]);
    expect(archiveOf(clean).collection?.properties).toMatchObject({ LockState: 'ReadOnly' });
    expect(foldersOf(clean).notes.every((item) => item.columns?._IpLabelId !== undefined)).toBe(true);
    expect(clean.tenant.sharePoint.properties.DefaultSharingLinkType).toBe(1);
    const blind = make({ variant: 'blind' });
    expect(blind.tenant.apps[0]).toMatchObject({ roles: [expect.stringContaining('Read.All')], sharePointRoles: [] });
    expect(blind.planted.folder.files).toBe(47);
  });
});

describe('the twists', () => {
  test('a subsite with permissions of its own holds the folder', async () => {
    const made = make({ twist: 'subsite', staff: 300, seats: 30 });
    const holder = made.tenant.sites.find(({ site }) => site.id === made.planted.folder.siteId);
    expect(holder?.site.id.split(',')[1]).toBe(made.planted.archive.collectionId);
    expect(holder?.site.root).toBeUndefined();
    expect(holder?.collection).toBeUndefined();
    expect(made.planted.folder).toMatchObject({ files: 47, path: expect.stringContaining('/clinic2022/') });
    const { ask } = await visit(made);
    if (holder === undefined) throw new Error('no subsite');
    const web = await ask(holder, '/_api/web?$select=HasUniqueRoleAssignments,ServerRelativeUrl,Title');
    expect(web.body).toEqual({
      HasUniqueRoleAssignments: true,
      ServerRelativeUrl: '/sites/RevCycle-Archive/clinic2022',
      Title: 'Clinic 2022',
    });
    const rows = (await ask(holder, `/_api/web/roleassignments?${ROLES}`)).body.value;
    expect(kinds(rows, 'RevCycle-Archive Visitors')).toEqual([2]);
    holder.web.permissions = null;
    expect((await ask(holder, '/_api/web?$select=HasUniqueRoleAssignments')).body.HasUniqueRoleAssignments).toBe(false);
  });

  test('a dynamic group of nearly everybody stands among the visitors', () => {
    const made = make({ twist: 'dynamic-group' });
    const { allStaff } = made.planted;
    expect(allStaff?.members).toBe(2950);
    const group = made.tenant.groups.find((one) => one.group.id === allStaff?.id);
    expect(group?.group).toMatchObject({ groupTypes: ['DynamicMembership'], membershipRuleProcessingState: 'On' });
    expect(group?.memberIds).toContain(made.planted.analystId);
    expect(group?.memberIds).not.toContain(made.planted.creator.id);
    expect(visitorsOf(made)).toEqual([`c:0t.c|tenant|${allStaff?.id}`]);
  });

  test('a link that nobody opened lies on the folder, and the visitors are few', () => {
    const made = make({ twist: 'organization-link' });
    expect(made.planted.openTo).toBe('a link nobody opened');
    const entries = foldersOf(made).drive.permissions.get(made.planted.folder.itemId);
    expect(entries).toMatchObject([{ link: { scope: 'organization', type: 'view' }, grantedToIdentitiesV2: [] }]);
    expect(visitorsOf(made).some((login) => login.includes('spo-grid-all-users'))).toBe(false);
  });

  test('access to the site is restricted to one group, and the claim is still there', () => {
    const made = make({ twist: 'restricted-access' });
    expect(made.planted.openTo).toBe('everyone among the visitors');
    const revCycle = made.tenant.groups.find(({ group }) => group.displayName === 'RevCycle');
    expect(made.planted.restrictedToGroupId).toBe(revCycle?.group.id);
    expect(archiveOf(made).collection?.properties.RestrictedAccessControlGroups).toEqual([revCycle?.group.id]);
    expect(revCycle?.memberIds).not.toContain(made.planted.analystId);
  });
});
