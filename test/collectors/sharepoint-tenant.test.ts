/** Tenant settings from SharePoint's administration: the words for its numbers, and restricted search, which may be refused alone. */
import { describe, expect, test } from 'vitest';
import sharePointTenant, { tenantOf } from '../../src/collectors/sharepoint-tenant.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SharePointTenant } from '../../src/evidence/sharepoint.js';
import { RESTRICTED_SEARCH_NEVER_SET } from '../../src/sources/sharepoint.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, collect, fakeSharePoint, NO_TIER, refused } from './fakes.js';

const of = (settings: Record<string, unknown>) => tenantOf(settings, known('Disabled'), known([]));

describe('numbers and words', () => {
  test.each<[string, unknown, keyof SharePointTenant, unknown]>([
    ['SharingCapability', 0, 'sharingCapability', 'Disabled'],
    ['SharingCapability', 1, 'sharingCapability', 'ExternalUserSharingOnly'],
    ['SharingCapability', 2, 'sharingCapability', 'ExternalUserAndGuestSharing'],
    ['SharingCapability', 3, 'sharingCapability', 'ExistingExternalUserSharingOnly'],
    ['SharingCapability', '2', 'sharingCapability', 'ExternalUserAndGuestSharing'],
    ['SharingCapability', 4, 'sharingCapability', null],
    ['SharingCapability', true, 'sharingCapability', null],
    ['ODBSharingCapability', 0, 'oneDriveSharingCapability', 'Disabled'],
    ['DefaultSharingLinkType', 0, 'defaultSharingLinkType', 'None'],
    ['DefaultSharingLinkType', 1, 'defaultSharingLinkType', 'Direct'],
    ['DefaultSharingLinkType', 2, 'defaultSharingLinkType', 'Internal'],
    ['DefaultSharingLinkType', 3, 'defaultSharingLinkType', 'AnonymousAccess'],
    ['DefaultLinkPermission', 2, 'defaultLinkPermission', 'Edit'],
    ['CoreDefaultShareLinkScope', -1, 'coreDefaultShareLinkScope', 'Uninitialized'],
    ['CoreDefaultShareLinkScope', 0, 'coreDefaultShareLinkScope', 'Anyone'],
    ['OneDriveDefaultShareLinkScope', 1, 'oneDriveDefaultShareLinkScope', 'Organization'],
    ['OneDriveDefaultShareLinkScope', 2, 'oneDriveDefaultShareLinkScope', 'SpecificPeople'],
    ['FileAnonymousLinkType', 1, 'fileAnonymousLinkType', 'View'],
    ['FolderAnonymousLinkType', 2, 'folderAnonymousLinkType', 'Edit'],
    ['RequireAnonymousLinksExpireInDays', -1, 'requireAnonymousLinksExpireInDays', -1],
    ['SharingDomainRestrictionMode', 1, 'sharingDomainRestrictionMode', 'AllowList'],
    ['SharingDomainRestrictionMode', 2, 'sharingDomainRestrictionMode', 'BlockList'],
    ['SharingAllowedDomainList', 'lab.example  billing.example', 'sharingAllowedDomainList', ['lab.example', 'billing.example']],
    ['SharingBlockedDomainList', '', 'sharingBlockedDomainList', []],
    ['SharingBlockedDomainList', null, 'sharingBlockedDomainList', []],
    ['ConditionalAccessPolicy', 1, 'conditionalAccessPolicy', 'AllowLimitedAccess'],
    ['ConditionalAccessPolicy', 9, 'conditionalAccessPolicy', null],
    ['GuestSharingGroupAllowListInTenantByPrincipalIdentity', ['c:0t.c|tenant|g'], 'guestSharingGroups', ['c:0t.c|tenant|g']],
    ['GuestSharingGroupAllowListInTenantByPrincipalIdentity', null, 'guestSharingGroups', []],
    ['GuestSharingGroupAllowListInTenant', 'a, b', 'guestSharingGroups', ['a', 'b']],
    ['ShowEveryoneClaim', false, 'showEveryoneClaim', false],
    ['EnableAIPIntegration', true, 'enableAipIntegration', true],
    ['EnableSensitivityLabelForPDF', true, 'enableSensitivityLabelForPdf', true],
    ['EnableSensitivityLabelforPDF', false, 'enableSensitivityLabelForPdf', false],
    ['OrphanedPersonalSitesRetentionPeriod', 30, 'orphanedPersonalSitesRetentionPeriod', 30],
  ])('%s %j is %s %j', (name, value, key, expected) => {
    expect(of({ [name]: value })[key]).toEqual(expected);
  });

  test('what the answer leaves out is not known, whatever it is', () => {
    const { restrictedSearchMode, restrictedSearchSites, ...rest } = of({});
    expect([...new Set(Object.values(rest))]).toEqual([null]);
    expect([restrictedSearchMode, restrictedSearchSites].every(({ known }) => known)).toBe(true);
  });
});

describe('a scan', () => {
  const settings = { SharingCapability: 2 };
  const tell = async (answers: Readonly<Record<string, unknown>>, sites = [aSite()]) => {
    const fake = fakeSharePoint({ csom: (kind) => answers[kind] });
    const { evidence } = await collect(sharePointTenant, { evidence: { sites }, sharePoint: fake.reader });
    return { coverage: evidence.coverage('sharePointTenant'), rows: await rowsOf(evidence.rows('sharePointTenant')), fake };
  };

  test('asks the administration of the place where most sites stand', async () => {
    const away = { ...aSite(), webUrl: 'https://contosoapc.sharepoint.com/sites/A' };
    const { coverage, rows, fake } = await tell(
      {
        'tenant-settings': settings,
        'restricted-search-mode': 1,
        'restricted-search-sites': ['https://contoso.sharepoint.com/a'],
      },
      [aSite(), { ...aSite(), id: 'b' }, { ...away, id: 'c' }],
    );
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
    expect(new Set(fake.wire)).toEqual(new Set(['https://contoso-admin.sharepoint.com csom']));
    expect(rows[0]).toMatchObject({
      sharingCapability: 'ExternalUserAndGuestSharing',
      restrictedSearchMode: known('Enabled'),
      restrictedSearchSites: known(['https://contoso.sharepoint.com/a']),
    });
  });

  const forbidden = refused(403);
  test.each([
    ['never set: off', refused(200, RESTRICTED_SEARCH_NEVER_SET), known('Disabled'), known([]), 'complete'],
    ['off: nothing is let through', 0, known('Disabled'), known([]), 'complete'],
    ['refused: not known', forbidden, unknown(forbidden.gap), unknown(forbidden.gap), 'partial'],
    [
      'failed inside HTTP 200: not known, and not off',
      refused(200, 'Other'),
      unknown(refused(200).gap),
      unknown(refused(200).gap),
      'partial',
    ],
    [
      'a mode of next year: not known',
      7,
      expect.objectContaining({ known: false }),
      expect.objectContaining({ known: false }),
      'partial',
    ],
  ])('restricted search %s', async (_, mode, restrictedSearchMode, restrictedSearchSites, state) => {
    const { coverage, rows } = await tell({ 'tenant-settings': settings, 'restricted-search-mode': mode });
    expect(rows[0]).toMatchObject({ restrictedSearchMode, restrictedSearchSites });
    expect(coverage.state).toBe(state);
  });

  test('a list of sites that is refused is a gap of its own', async () => {
    const answers = { 'tenant-settings': settings, 'restricted-search-mode': 1, 'restricted-search-sites': refused(403) };
    const { coverage, rows } = await tell(answers);
    expect(rows[0]).toMatchObject({ restrictedSearchMode: known('Enabled'), restrictedSearchSites: { known: false } });
    expect(coverage.state).toBe('partial');
  });

  test.each([
    ['refused', { 'tenant-settings': refused(403) }, [aSite()], 'forbidden'],
    ['no object', { 'tenant-settings': 'x' }, [aSite()], 'failed'],
    ['without any site', {}, [], 'failed'],
  ])('%s is absent', async (_, answers, sites, reason) => {
    const { coverage } = await tell(answers, sites);
    expect(coverage.state).toBe('absent');
    expect(gapsOf(coverage)[0]?.reason).toBe(reason);
  });

  test('without the tier is absent, and asks nothing', async () => {
    const { evidence } = await collect(sharePointTenant, { evidence: { sites: [aSite()] } });
    expect(evidence.coverage('sharePointTenant')).toEqual({ state: 'absent', rows: 0, gaps: [NO_TIER] });
  });
});
