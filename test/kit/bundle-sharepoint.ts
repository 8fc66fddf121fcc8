/** What the SharePoint Online Management Shell shows of a simulated tenant: its settings, its sites, and who is in their groups. */
import type { SharePointTenantProperties, SimulatedSite, SimulatedTenant } from '../../src/demo/index.js';
import type { PlainObject } from './export-encodings.js';

/** Words of enumerations by their numbers: a script writes the words, `ConvertTo-Json` the numbers. */
const WORDS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  SharingCapability: {
    0: 'Disabled',
    1: 'ExternalUserSharingOnly',
    2: 'ExternalUserAndGuestSharing',
    3: 'ExistingExternalUserSharingOnly',
  },
  LinkType: { 0: 'None', 1: 'Direct', 2: 'Internal', 3: 'AnonymousAccess' },
  LinkPermission: { 0: 'None', 1: 'View', 2: 'Edit' },
  LinkScope: { [-1]: 'Uninitialized', 0: 'Anyone', 1: 'Organization', 2: 'SpecificPeople' },
  DomainRestriction: { 0: 'None', 1: 'AllowList', 2: 'BlockList' },
  ConditionalAccess: { 0: 'AllowFullAccess', 1: 'AllowLimitedAccess', 2: 'BlockAccess', 3: 'AuthenticationContext' },
  CustomizePages: { 0: 'Unknown', 1: 'Disabled', 2: 'Enabled' },
  CompanyLinks: { 0: 'Unknown', 1: 'Disabled', 2: 'NotDisabled' },
  Channel: { 0: 'None', 1: 'PrivateChannel', 2: 'SharedChannel', 3: 'StandardChannel' },
};

const ENUMERATIONS: Readonly<Record<string, string>> = {
  SharingCapability: 'SharingCapability',
  CoreSharingCapability: 'SharingCapability',
  ODBSharingCapability: 'SharingCapability',
  OneDriveSharingCapability: 'SharingCapability',
  SiteDefinedSharingCapability: 'SharingCapability',
  DefaultSharingLinkType: 'LinkType',
  DefaultLinkPermission: 'LinkPermission',
  FileAnonymousLinkType: 'LinkPermission',
  FolderAnonymousLinkType: 'LinkPermission',
  CoreDefaultShareLinkScope: 'LinkScope',
  DefaultShareLinkScope: 'LinkScope',
  OneDriveDefaultShareLinkScope: 'LinkScope',
  SharingDomainRestrictionMode: 'DomainRestriction',
  ConditionalAccessPolicy: 'ConditionalAccess',
  DenyAddAndCustomizePages: 'CustomizePages',
  DisableCompanyWideSharingLinks: 'CompanyLinks',
  TeamsChannelType: 'Channel',
};

function inWords(object: PlainObject): PlainObject {
  const entries = Object.entries(object).map(([name, value]) => {
    const words = WORDS[ENUMERATIONS[name] ?? ''];
    return [name, typeof value === 'number' ? (words?.[value] ?? value) : value];
  });
  return Object.fromEntries(entries);
}

/** Names of the shell where they are not those of CSOM. */
function settings({ ODBSharingCapability, ...rest }: SharePointTenantProperties): PlainObject {
  return { ...rest, ODBSharingCapability, OneDriveSharingCapability: ODBSharingCapability };
}

function siteObject({ site, collection }: SimulatedSite): PlainObject {
  if (collection === undefined) throw new Error('siteObject: a subsite is no site of the shell');
  const { Lcid, StorageUsage, StorageMaximumLevel, ...properties } = collection.properties;
  return {
    Url: site.webUrl ?? '',
    Title: site.displayName ?? '',
    ...properties,
    LocaleId: Lcid,
    StorageUsageCurrent: Number(StorageUsage),
    StorageQuota: Number(StorageMaximumLevel),
    WebsCount: 1,
  };
}

/** People by their name at sign-in alone; groups and claims as they are. */
const shellLogin = (login: string): string => login.replace(/^i:0#\.f\|membership\|/, '');

const ROLES = { owners: 'Full Control', members: 'Edit', visitors: 'Read' } as const;

function groupObjects({ site, collection }: SimulatedSite): PlainObject[] {
  const groups = collection?.groups ?? [];
  const owners = groups.find((group) => group.role === 'owners')?.title ?? '';
  return groups.map((group) => ({
    Site: site.webUrl ?? '',
    Title: group.title,
    LoginName: group.title,
    OwnerLoginName: owners,
    Roles: group.role === null ? [] : [ROLES[group.role]],
    Users: group.members.map((one) => shellLogin(one.loginName)),
  }));
}

/** Cmdlet → objects; a text is the error that it ends with. @param words enumerations as words, not numbers */
export function sharePointObjects(tenant: SimulatedTenant, words: boolean): Record<string, PlainObject[] | string> {
  const { properties, restrictedSearch } = tenant.sharePoint;
  const write = words ? inWords : (object: PlainObject) => object;
  const sites = tenant.sites.filter(({ site, collection }) => collection !== undefined && site.isPersonalSite !== true);
  const never = 'Restricted search mode is currently not set.';
  return {
    'Get-SPOTenant': [write(settings(properties))],
    'Get-SPOTenantRestrictedSearchMode':
      restrictedSearch === null ? never : [{ Value: restrictedSearch.mode === 1 ? 'Enabled' : 'Disabled' }],
    'Get-SPOTenantRestrictedSearchAllowedList':
      restrictedSearch === null ? never : restrictedSearch.sites.map((Value) => ({ Value })),
    'Get-SPOSite': sites.map((site) => write(siteObject(site))),
    'Get-SPOSiteGroup': sites.flatMap(groupObjects),
  };
}
