/** Reads the settings of the whole tenant that only SharePoint's administration tells, Restricted SharePoint Search among them. */
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import { SHAREPOINT_PERMISSION, type SharePointTenant } from '../evidence/sharepoint.js';
import type { Bundle } from '../purview/results.js';
import { searchModeIn, searchSitesIn, tenantIn } from '../purview/sharepoint-export.js';
import { adminWeb, RESTRICTED_SEARCH_NEVER_SET, type SharePointReader } from '../sources/sharepoint.js';
import { type CollectorContext, defineCollector } from './define.js';
import { type Json, record } from './fields.js';
import { bundleOrNone } from './own-bundle.js';
import { closing, MALFORMED } from './paged.js';
import { flagOf, numberOf, textsOf, wordOf } from './sharepoint-answers.js';
import { DOMAIN_RESTRICTIONS, SHARING_CAPABILITIES } from './sharepoint-words.js';

export default defineCollector({
  meta: {
    id: 'sharepoint-tenant',
    title: 'SharePoint tenant settings (SharePoint administration)',
    provides: ['sharePointTenant'],
    after: ['organization', 'sites'],
    application: [],
    delegated: [],
    modes: ['application', 'delegated'],
    sharePoint: [
      {
        permission: SHAREPOINT_PERMISSION,
        why: 'default links, OneDrive sharing, Everyone claims, guest expiry and restricted search',
      },
    ],
    delegatedRole: 'SharePoint Administrator',
    profile: 'standard',
    endpoints: ['/_vti_bin/client.svc/ProcessQuery'],
  },
  async collect(context) {
    const asked = context.sharePoint.known ? await ask(context, context.sharePoint.value) : context.sharePoint;
    const bundle = await bundleOrNone(context);
    const told = asked.known ? known(completed(asked.value, bundle)) : orExported(asked.gap, bundle, context.sharePoint.known);
    const writer = await context.out.shard('sharePointTenant');
    if (!told.known) return writer.close(closing([told.gap], false));
    await writer.page([told.value]);
    const { restrictedSearchMode: mode, restrictedSearchSites: sites } = told.value;
    await writer.close(
      closing(
        [mode, sites].flatMap((value) => (value.known ? [] : [value.gap])),
        true,
      ),
    );
  },
});

async function ask(context: CollectorContext, reader: SharePointReader): Promise<Known<SharePointTenant>> {
  const admin = await administrationOf(context);
  if (admin === null) return unknown(NO_SITE);
  const answer = await reader.csom<unknown>(admin, { kind: 'tenant-settings' });
  if (!answer.ok) return unknown(answer.gap);
  const settings = record(answer.value);
  if (settings === null) return unknown(MALFORMED);
  const mode = await restrictedSearchMode(reader, admin);
  return known(tenantOf(settings, mode, await restrictedSearchSites(reader, admin, mode)));
}

/** What the administration refused, out of the operator's export where that tells it. */
function completed(tenant: SharePointTenant, bundle: Bundle | null): SharePointTenant {
  const { restrictedSearchMode: mode, restrictedSearchSites: sites } = tenant;
  if (bundle === null || (mode.known && sites.known)) return tenant;
  const exportedMode = mode.known ? mode : searchModeIn(bundle);
  const exportedSites = sites.known ? sites : searchSitesIn(bundle, exportedMode);
  const isFilled = (!mode.known && exportedMode.known) || (!sites.known && exportedSites.known);
  return {
    ...tenant,
    ...(isFilled ? { isExported: true } : {}),
    restrictedSearchMode: exportedMode.known ? exportedMode : mode,
    restrictedSearchSites: exportedSites.known ? exportedSites : sites,
  };
}

/** @param wasAsked SharePoint itself refused, so that the export only stands in for it */
function orExported(gap: Gap, bundle: Bundle | null, wasAsked: boolean): Known<SharePointTenant> {
  const exported = mapKnown(exportedTenant(bundle), (row) => (wasAsked ? { ...row, isExported: true as const } : row));
  // What an export that was given lacks says more than that SharePoint was not asked.
  if (exported.known || exported.gap.reason === 'not-requested') return exported.known ? exported : unknown(gap);
  return exported;
}

/** The settings as the operator's export has them, from `Get-SPOTenant` and the cmdlets of Restricted SharePoint Search. */
export function exportedTenant(bundle: Bundle | null): Known<SharePointTenant> {
  const mode = searchModeIn(bundle);
  return mapKnown(tenantIn(bundle), ({ settings }) => tenantOf(settings, mode, searchSitesIn(bundle, mode)));
}

const NO_SITE: Gap = {
  reason: 'failed',
  detail: 'no site was listed, whose address would tell that of the SharePoint administration',
};

/** The administration of the place where most sites stand: a tenant in several regions has one in each. */
async function administrationOf(context: CollectorContext): Promise<string | null> {
  const counts = new Map<string, number>();
  for await (const { webUrl, isPersonal } of context.evidence.rows('sites')) {
    const admin = adminWeb(new URL(webUrl).hostname);
    // Personal sites decide only where there is nothing else.
    counts.set(admin, (counts.get(admin) ?? 0) + (isPersonal ? 1e-6 : 1));
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

const MODES = { 0: 'Disabled', 1: 'Enabled' } as const;

async function restrictedSearchMode(reader: SharePointReader, admin: string): Promise<SharePointTenant['restrictedSearchMode']> {
  const answer = await reader.csom<unknown>(admin, { kind: 'restricted-search-mode' });
  // Microsoft answers with an error where nobody ever set it.
  if (!answer.ok) return answer.code === RESTRICTED_SEARCH_NEVER_SET ? known('Disabled') : unknown(answer.gap);
  const mode = wordOf(MODES, answer.value);
  return mode === null ? unknown(MALFORMED) : known(mode);
}

async function restrictedSearchSites(
  reader: SharePointReader,
  admin: string,
  mode: SharePointTenant['restrictedSearchMode'],
): Promise<Known<readonly string[]>> {
  if (!mode.known) return mode;
  if (mode.value === 'Disabled') return known([]);
  const answer = await reader.csom<unknown>(admin, { kind: 'restricted-search-sites' });
  if (!answer.ok) return unknown(answer.gap);
  const sites = textsOf(answer.value);
  return sites === null ? unknown(MALFORMED) : known(sites);
}

const LINK_TYPES = { 0: 'None', 1: 'Direct', 2: 'Internal', 3: 'AnonymousAccess' } as const;
const LINK_PERMISSIONS = { 0: 'None', 1: 'View', 2: 'Edit' } as const;
const LINK_SCOPES = { [-1]: 'Uninitialized', 0: 'Anyone', 1: 'Organization', 2: 'SpecificPeople' } as const;
const DEVICE_POLICIES = {
  0: 'AllowFullAccess',
  1: 'AllowLimitedAccess',
  2: 'BlockAccess',
  3: 'AuthenticationContext',
} as const;

/** From the numbers of CSOM to the words of `Get-SPOTenant`. */
export function tenantOf(
  settings: Json,
  restrictedSearchMode: SharePointTenant['restrictedSearchMode'],
  restrictedSearchSites: SharePointTenant['restrictedSearchSites'],
): SharePointTenant {
  return {
    sharingCapability: wordOf(SHARING_CAPABILITIES, settings.SharingCapability),
    oneDriveSharingCapability: wordOf(SHARING_CAPABILITIES, settings.ODBSharingCapability ?? settings.OneDriveSharingCapability),
    defaultSharingLinkType: wordOf(LINK_TYPES, settings.DefaultSharingLinkType),
    defaultLinkPermission: wordOf(LINK_PERMISSIONS, settings.DefaultLinkPermission),
    coreDefaultShareLinkScope: wordOf(LINK_SCOPES, settings.CoreDefaultShareLinkScope),
    oneDriveDefaultShareLinkScope: wordOf(LINK_SCOPES, settings.OneDriveDefaultShareLinkScope),
    requireAnonymousLinksExpireInDays: numberOf(settings.RequireAnonymousLinksExpireInDays),
    fileAnonymousLinkType: wordOf(LINK_PERMISSIONS, settings.FileAnonymousLinkType),
    folderAnonymousLinkType: wordOf(LINK_PERMISSIONS, settings.FolderAnonymousLinkType),
    showEveryoneClaim: flagOf(settings.ShowEveryoneClaim),
    showAllUsersClaim: flagOf(settings.ShowAllUsersClaim),
    showEveryoneExceptExternalUsersClaim: flagOf(settings.ShowEveryoneExceptExternalUsersClaim),
    allowEveryoneExceptExternalUsersClaimInPrivateSite: flagOf(settings.AllowEveryoneExceptExternalUsersClaimInPrivateSite),
    externalUserExpirationRequired: flagOf(settings.ExternalUserExpirationRequired),
    externalUserExpireInDays: numberOf(settings.ExternalUserExpireInDays),
    preventExternalUsersFromResharing: flagOf(settings.PreventExternalUsersFromResharing),
    emailAttestationRequired: flagOf(settings.EmailAttestationRequired),
    emailAttestationReAuthDays: numberOf(settings.EmailAttestationReAuthDays),
    sharingDomainRestrictionMode: wordOf(DOMAIN_RESTRICTIONS, settings.SharingDomainRestrictionMode),
    sharingAllowedDomainList: domainsOf(settings, 'SharingAllowedDomainList'),
    sharingBlockedDomainList: domainsOf(settings, 'SharingBlockedDomainList'),
    guestSharingGroups: guestSharingGroupsOf(settings),
    conditionalAccessPolicy: wordOf(DEVICE_POLICIES, settings.ConditionalAccessPolicy),
    provisionSharedWithEveryoneFolder: flagOf(settings.ProvisionSharedWithEveryoneFolder),
    enableRestrictedAccessControl: flagOf(settings.EnableRestrictedAccessControl),
    enableAipIntegration: flagOf(settings.EnableAIPIntegration),
    // CSOM and the cmdlet spell it differently.
    enableSensitivityLabelForPdf: flagOf(settings.EnableSensitivityLabelForPDF ?? settings.EnableSensitivityLabelforPDF),
    orphanedPersonalSitesRetentionPeriod: numberOf(settings.OrphanedPersonalSitesRetentionPeriod),
    restrictedSearchMode,
    restrictedSearchSites,
  };
}

/** A list of domains is one text, separated by blanks, and null where there are none; null where the answer left it out. */
function domainsOf(settings: Json, name: string): readonly string[] | null {
  const value = settings[name];
  if (value === null) return [];
  return typeof value === 'string' ? value.split(/[\s,;]+/).filter((domain) => domain !== '') : null;
}

/** Empty: everybody may share with guests. So what cannot be read must not pass for empty. */
function guestSharingGroupsOf(settings: Json): readonly string[] | null {
  const names = ['GuestSharingGroupAllowListInTenantByPrincipalIdentity', 'GuestSharingGroupAllowListInTenant'];
  const lists = names
    .filter((name) => name in settings)
    .map((name) => {
      const value = settings[name];
      if (value === null) return [];
      return typeof value === 'string' ? value.split(/[,;]/).map((one) => one.trim()) : textsOf(value);
    });
  const groups = lists.flatMap((list) => list ?? []).filter((one) => one !== '');
  return lists.length === 0 || lists.includes(null) ? null : [...new Set(groups)];
}
