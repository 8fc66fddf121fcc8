/** The seeded generator: the same seed builds the same tenant, and the clinic holds what the scenario says. */
import { describe, expect, test } from 'vitest';
import { demoClinic, findDrive, generateTenant } from '../../src/demo/index.js';

const asOf = new Date('2026-11-23T12:00:00Z');

describe('determinism', () => {
  test('the same seed builds the same tenant', () => {
    const options = { seed: 77, variant: 'clinic', language: 'de', asOf } as const;
    expect(generateTenant(options)).toEqual(generateTenant(options));
  });

  test('another seed builds another tenant', () => {
    const [one, other] = [1, 2].map((seed) => generateTenant({ seed, variant: 'clinic', asOf }));
    expect(one?.tenant.id).not.toBe(other?.tenant.id);
    expect(one?.planted.exEmployees.map((each) => each.upn)).not.toEqual(other?.planted.exEmployees.map((each) => each.upn));
  });

  test('ids are unique', () => {
    const { tenant } = generateTenant({ seed: 5, variant: 'clinic', asOf });
    const items = tenant.sites.flatMap((site) => site.drives).flatMap((drive) => drive.items.map((item) => item.id));
    expect(new Set(items).size).toBe(items.length);
    const upns = tenant.users.map((user) => user.userPrincipalName);
    expect(new Set(upns).size).toBe(upns.length);
  });
});

describe('the clinic', () => {
  const { tenant, planted, credentials } = demoClinic(asOf);

  test('has the staff, the licences and the leavers of the scenario', () => {
    expect(planted.staff).toEqual({ enabledMembers: 74, disabledMembers: 1, providers: 20 });
    expect(planted.licences).toEqual([
      { skuPartNumber: 'SPB', enabled: 74, consumed: 74 },
      { skuPartNumber: 'Microsoft_365_Copilot', enabled: 12, consumed: 0 },
    ]);
    expect(planted.exEmployees).toHaveLength(6);
    expect(planted.exEmployees.every((one) => one.enabled && one.licensed)).toBe(true);
    for (const { lastSignInDaysAgo } of planted.exEmployees) {
      expect(lastSignInDaysAgo).toBeGreaterThanOrEqual(119);
      expect(lastSignInDaysAgo).toBeLessThanOrEqual(400);
    }
    expect(planted.leaversList).toHaveLength(5);
    expect(planted.pilotGroup.memberIds).toHaveLength(12);
    expect(planted.globalAdminUpns).toHaveLength(2);
    expect(planted.guests).toMatchObject({ total: 6, staleUpns: { length: 2 }, pendingUpns: { length: 1 } });
    expect(planted.departedCreator).toMatchObject({ enabled: false, licensed: false, memberOfGroupIds: { length: 1 } });
    expect(planted.departedCreator.upn).toMatch(/^d\.ruiz@/);
    expect(credentials.tenantId).toBe(tenant.id);
  });

  test('has the three folders', () => {
    expect(planted.folders.map(({ path, files, grantKind, roles }) => [path, files, grantKind, roles])).toEqual([
      ['/sites/FrontOffice/Documents/Patient Intake Forms', 612, 'everyone except external users', ['write']],
      ['/sites/FrontOffice/Documents/Vendor Contracts', 80, 'everyone except external users', ['read']],
      ['/personal/d_ruiz_lakesidefamilyhealth_example/Documents/Schedules 2023', 41, 'organization link', ['write']],
    ]);
    for (const folder of planted.folders) {
      const drive = findDrive(tenant, folder.driveId)?.drive;
      const files = drive?.items.filter((item) => item.parentReference.id === folder.itemId) ?? [];
      expect(files).toHaveLength(folder.files);
      expect(folder.createdById).toBe(planted.departedCreator.id);
      const newest = Math.max(...files.map((file) => Date.parse(file.lastModifiedDateTime)));
      const quietDays = (asOf.getTime() - newest) / 86_400_000;
      expect(quietDays).toBeGreaterThan(folder.grantKind === 'organization link' ? 590 : 730);
    }
  });

  test('is quick to crawl and has ordinary sharing beside the offences', () => {
    expect(planted.counts.items).toBeGreaterThan(3000);
    expect(planted.counts.items).toBeLessThan(4000);
    expect(planted.counts.itemsWithOwnPermissions).toBe(planted.folders.length + planted.ordinaryShares.length);
    expect(new Set(planted.ordinaryShares.map((share) => share.kind)).size).toBe(4);
    const clinical = planted.groups.find((group) => group.id === planted.clinicalGroupId);
    expect(clinical?.members).toBe(37);
    expect(planted.groups.filter((group) => group.owners === 1)).toHaveLength(2);
  });

  test('nobody did anything before the account or the folder existed, or after the scan', () => {
    for (const item of tenant.sites.flatMap((site) => site.drives).flatMap((drive) => drive.items)) {
      expect(Date.parse(item.lastModifiedDateTime)).toBeLessThan(asOf.getTime());
    }
    for (const user of tenant.users) {
      const last = user.signInActivity?.lastSuccessfulSignInDateTime;
      if (last !== undefined && last !== null) expect(Date.parse(last)).toBeGreaterThan(Date.parse(user.createdDateTime ?? ''));
    }
  });
});

describe('the SharePoint side', () => {
  const claimsOf = (tenant: ReturnType<typeof demoClinic>['tenant']) =>
    tenant.sites.flatMap(({ collection }) => collection?.groups.flatMap((group) => group.members) ?? []);

  test('the canonical clinic and the clean twin hide no claim in a group, but things that look like one', () => {
    for (const { tenant, planted } of [demoClinic(asOf), generateTenant({ seed: 301, variant: 'clean', language: 'nl', asOf })]) {
      expect([planted.everyoneInVisitors, planted.foreignClaim]).toEqual([null, null]);
      const members = claimsOf(tenant);
      expect(members.filter((one) => one.loginName.includes('spo-grid-all-users'))).toEqual([]);
      expect(members.filter((one) => /^c:0-\.f\|rolemanager\|s-1-5-21-/.test(one.loginName))).toHaveLength(1);
      expect(
        members.filter((one) => one.principalType === 1 && tenant.users.every((user) => user.displayName !== one.title)),
      ).toHaveLength(1);
    }
  });

  test.each(['nl', 'de', 'fr'] as const)(
    'other seeds hide everyone in the visitors of one site, and a stranger in those of another (%s)',
    (language) => {
      for (const seed of [100, 101, 102]) {
        const { tenant, planted } = generateTenant({ seed, variant: 'clinic', language, asOf });
        const { everyoneInVisitors: inside, foreignClaim: foreign } = planted;
        expect(inside?.loginName).toBe(`c:0-.f|rolemanager|spo-grid-all-users/${tenant.id}`);
        expect(inside?.groupTitle).toMatch({ nl: /^Bezoekers van /, de: /^Besucher von /, fr: /^Visiteurs de / }[language]);
        expect(foreign?.loginName).toMatch(/^c:0-\.f\|rolemanager\|spo-grid-all-users\//);
        expect(foreign?.loginName).not.toContain(tenant.id);
        expect(foreign?.siteId).not.toBe(inside?.siteId);
        expect(claimsOf(tenant).filter((one) => one.loginName.includes('spo-grid-all-users'))).toHaveLength(2);
      }
    },
  );

  test('every site has its administrators, default groups and properties, and libraries inherit from their webs', () => {
    const { tenant } = generateTenant({ seed: 103, variant: 'clinic', language: 'es', asOf });
    for (const { site, collection, web, drives } of tenant.sites) {
      expect(collection?.admins.length, site.webUrl ?? '').toBeGreaterThan(0);
      expect(collection?.properties.Lcid).toBe(3082);
      expect(collection?.groups.map((group) => group.role)).toEqual(
        site.isPersonalSite === true ? [] : ['owners', 'members', 'visitors'],
      );
      for (const drive of drives) expect(drive.permissions.get(drive.items[0]?.id ?? '')).toBe(web.permissions);
    }
  });
});

describe('twins', () => {
  test('the clean twin has the same people, and nothing of what was wrong', () => {
    const dirty = demoClinic(asOf);
    const { tenant, planted } = generateTenant({ seed: 20, variant: 'clean', language: 'en', asOf });
    expect(planted.departedCreator.id).toBe(dirty.planted.departedCreator.id);
    expect(planted.exEmployees.map((one) => one.upn)).toEqual(dirty.planted.exEmployees.map((one) => one.upn));
    expect(planted.exEmployees.some((one) => one.enabled || one.licensed)).toBe(false);
    expect(planted.staff).toMatchObject({ enabledMembers: 68 });
    expect(planted.licences[0]).toEqual({ skuPartNumber: 'SPB', enabled: 68, consumed: 68 });
    expect(planted.folders.map((folder) => folder.grantKind)).toEqual(['inherits', 'inherits']);
    expect(planted.departedCreator).toMatchObject({ memberOfGroupIds: [], oneDriveSiteId: null });
    expect(planted.labels).toBe(5);
    expect(planted.groups.every((group) => group.owners >= 2)).toBe(true);
    expect(planted.apps.map((app) => app.name)).not.toContain('Otter.ai');
    expect(planted.guests).toMatchObject({ staleUpns: [], pendingUpns: [] });
    const claims = tenant.sites.flatMap((site) => site.drives).flatMap((drive) => [...drive.permissions.values()].flat());
    expect(claims.some((one) => one.grantedToV2?.siteUser?.loginName?.includes('spo-grid-all-users'))).toBe(false);
  });

  test('the blind twin differs in its permissions alone', () => {
    const blind = generateTenant({ seed: 20, variant: 'blind', language: 'en', asOf });
    expect(blind.tenant.apps[0]?.roles).toEqual(['DeviceManagementServiceConfig.Read.All']);
    expect(blind.planted.counts).toEqual(demoClinic(asOf).planted.counts);
  });

  test.each(['en', 'de', 'nl', 'es', 'fr'] as const)('other seeds vary within bounds (%s)', (language) => {
    for (let seed = 100; seed < 112; seed += 1) {
      const { planted, tenant } = generateTenant({ seed, variant: 'clinic', language, asOf });
      expect(planted.staff.enabledMembers).toBeGreaterThanOrEqual(40);
      expect(planted.staff.enabledMembers).toBeLessThanOrEqual(200);
      expect(planted.exEmployees.length).toBeGreaterThanOrEqual(3);
      expect(planted.exEmployees.length).toBeLessThanOrEqual(9);
      expect(planted.folders).toHaveLength(3);
      expect(planted.pilotGroup.memberIds.length).toBeGreaterThan(0);
      expect(tenant.users.every((user) => /^[\x20-\x7e]+$/.test(user.userPrincipalName ?? ''))).toBe(true);
      expect(planted.domain).toMatch(/^[a-z0-9]+\.example$/);
      expect(generateTenant({ seed, variant: 'clean', language, asOf }).planted.folders.length).toBeLessThan(3);
    }
  });

  test('scale multiplies the ordinary files and leaves what was planted', () => {
    const small = generateTenant({ seed: 20, variant: 'clinic', language: 'en', asOf });
    const large = generateTenant({ seed: 20, variant: 'clinic', language: 'en', asOf, scale: 5 });
    expect(large.planted.counts.files).toBeGreaterThan(small.planted.counts.files * 3);
    expect(large.planted.folders.map((folder) => folder.files)).toEqual([612, 80, 41]);
  });
});
