/** The usage report of sites, which only the beta gives as JSON, and the switch that conceals its names. */
import { createHash } from 'node:crypto';
import type { Call, Reply } from '../call.js';
import { oneReply, pageSize, readSkipToken, writeSkipToken } from '../paging.js';
import { collectionIdOf, entriesOfWeb, rootWebOf, type SimulatedSite, type StoredPermission } from '../tenant.js';

const BETA = 'https://graph.microsoft.com/beta';

/** What the report calls the templates of root webs. */
const TEMPLATE_NAMES: Readonly<Record<string, string>> = {
  'GROUP#0': 'Group',
  'STS#3': 'Team site',
  'STS#0': 'Team site (classic experience)',
  'SITEPAGEPUBLISHING#0': 'Communication site',
  'TEAMCHANNEL#0': 'Team Channel',
  'TEAMCHANNEL#1': 'Team Channel',
};

/** The report is of yesterday's yesterday. */
const LAG_DAYS = 2;

/** A name as a report writes it that hides names: the same for the same name. */
export function concealed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32).toUpperCase();
}

function linksOf(call: Call, webs: readonly SimulatedSite[], scope: string): number {
  const count = (entries: readonly StoredPermission[]): number => entries.filter((one) => one.link?.scope === scope).length;
  const ofDrives = webs.flatMap(({ drives }) => drives.flatMap(({ permissions }) => [...permissions.values()].map(count)));
  const ofWebs = webs.filter((one) => one.drives.length === 0).map((one) => count(entriesOfWeb(call.tenant, one)));
  return [...ofDrives, ...ofWebs].reduce((sum, number) => sum + number, 0);
}

function filesOf(call: Call, webs: readonly SimulatedSite[]): number {
  const ofDrive = (drive: SimulatedSite['drives'][number]): number =>
    drive.computed?.files ??
    call
      .indexOf(drive)
      .slice(1, drive.items.length)
      .filter((item) => item.file !== undefined).length;
  return webs.flatMap(({ drives }) => drives.map(ofDrive)).reduce((sum, number) => sum + number, 0);
}

function rowOf(call: Call, site: SimulatedSite, refreshed: string): object {
  const id = collectionIdOf(site);
  const webs = call.tenant.sites.filter((one) => collectionIdOf(one) === id);
  const { properties, lastActivityDate } = rootWebOf(call.tenant, site).collection ?? {};
  const hides = call.tenant.sharePoint.concealsNames;
  const owner = properties?.Owner ?? '';
  return {
    reportRefreshDate: refreshed,
    siteId: hides ? concealed(id) : id,
    siteUrl: hides ? '' : site.site.webUrl,
    ownerDisplayName: hides ? concealed(owner) : owner,
    ownerPrincipalName: hides ? concealed(properties?.OwnerEmail ?? '') : (properties?.OwnerEmail ?? ''),
    isDeleted: false,
    lastActivityDate: lastActivityDate ?? null,
    fileCount: filesOf(call, webs),
    activeFileCount: 0,
    pageViewCount: 0,
    visitedPageCount: 0,
    anonymousLinkCount: linksOf(call, webs, 'anonymous'),
    companyLinkCount: linksOf(call, webs, 'organization'),
    secureLinkForGuestCount: 0,
    secureLinkForMemberCount: linksOf(call, webs, 'users'),
    siteSensitivityLabelId: properties?.SensitivityLabel ?? '',
    externalSharing: (properties?.SharingCapability ?? 0) !== 0,
    unmanagedDevicePolicy: 'Unmanaged',
    geolocation: null,
    storageUsedInBytes: Number(properties?.StorageUsage ?? 0) * 1_048_576,
    storageAllocatedInBytes: 27_487_790_694_400,
    rootWebTemplate: TEMPLATE_NAMES[properties?.Template ?? ''] ?? 'Team site',
    reportPeriod: call.params.period?.slice(1) ?? '30',
  };
}

/** OneDrives have a report of their own. */
export function siteUsage(call: Call): Reply {
  const size = pageSize(call, { name: 'siteUsage', size: 200, cap: 2000, overCap: 'cap' });
  if (typeof size !== 'number') return size;
  const token = call.query.get('$skiptoken');
  const offset = token === null ? 0 : (readSkipToken('siteUsage', token) ?? 0);
  const sites = call.tenant.sites.filter((one) => one.collection !== undefined && one.site.isPersonalSite !== true);
  const refreshed = new Date(call.now - LAG_DAYS * 86_400_000).toISOString().slice(0, 10);
  const value = sites.slice(offset, offset + size).map((site) => rowOf(call, site, refreshed));
  const more = new URLSearchParams(call.query);
  more.set('$skiptoken', writeSkipToken('siteUsage', offset + size));
  const next = `${BETA}${call.path}?${more.toString().replaceAll('%24', '$').replaceAll('%2F', '/')}`;
  const link = offset + size < sites.length ? { '@odata.nextLink': next } : {};
  const context = `${BETA}/$metadata#Collection(microsoft.graph.sharePointSiteUsageDetail)`;
  return { status: 200, body: { '@odata.context': context, ...link, value } };
}

export function reportSettings(call: Call): Reply {
  const row = { displayConcealedNames: call.tenant.sharePoint.concealsNames };
  return oneReply(call, row, { type: 'adminReportSettings', absent: 'omitted' });
}
