/** `ProcessQuery`: the few reads that only CSOM has, answered as a list of JSON values with errors inside HTTP 200. */
import { randomUUID } from 'node:crypto';
import type { SimulatedSite } from '../tenant.js';
import { propertiesOf, websOf } from './administration.js';
import type { SharePointCall } from './webs.js';

const TENANT = '{268004ae-ef6b-4e9b-8425-127220d84719}';
const FILTER = '{b92aeee2-c92c-4b67-abcc-024e471bc140}';
const NAMESPACE = 'Microsoft.Online.SharePoint.TenantAdministration';

/** What follows the header; a text is an error. Null: the simulator does not know such a query. */
type Results = readonly unknown[] | { readonly type: string; readonly message: string } | null;

/** `/Date(2026,10,23,9,30,0,0)/`: months count from 0. */
function csomDate(iso: string): string {
  const at = new Date(iso);
  const parts = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
  return `/Date(${[...parts, at.getUTCSeconds(), at.getUTCMilliseconds()].join(',')})/`;
}

const csomGuid = (id: string): string => `/Guid(${id === '' ? '00000000-0000-0000-0000-000000000000' : id})/`;

const GUIDS = ['SiteId', 'GroupId', 'RelatedGroupId'];

/** Without details SharePoint leaves these at the zero of their type, whatever they are (sharepoint-evidence §2.1). */
const WITHOUT_DETAIL: Readonly<Record<string, unknown>> = {
  AnonymousLinkExpirationInDays: 0,
  DefaultLinkPermission: 0,
  DefaultShareLinkScope: 0,
  DefaultSharingLinkType: 0,
  DisableCompanyWideSharingLinks: 0,
  OverrideTenantAnonymousLinkExpirationPolicy: false,
  Owner: null,
  OwnerEmail: null,
  RestrictContentOrgWideSearch: false,
  RestrictedAccessControl: false,
  RestrictedAccessControlGroups: null,
  SharingAllowedDomainList: '',
  SharingBlockedDomainList: '',
  SharingDomainRestrictionMode: 0,
  WebsCount: 0,
};

function siteObject(call: SharePointCall, site: SimulatedSite, withDetail: boolean): object {
  const stored = { ...propertiesOf(site, websOf(call, site)), ...(withDetail ? {} : WITHOUT_DETAIL) };
  const written = Object.entries(stored).map(([name, value]) => {
    if (GUIDS.includes(name)) return [name, csomGuid(String(value))] as const;
    return [name, name === 'LastContentModifiedDate' ? csomDate(String(value)) : value] as const;
  });
  const identity = { _ObjectType_: `${NAMESPACE}.SiteProperties`, _ObjectIdentity_: `${randomUUID()}|site` };
  return { ...identity, ...Object.fromEntries(written) };
}

function property(body: string, name: string): string | null {
  const [, value] = new RegExp(`<Property Name="${name}" Type="\\w+"(?:\\s*/>|>([^<]*)</Property>)`).exec(body) ?? [];
  return value ?? null;
}

const MOST_SITES = 300;

function sitePages(call: SharePointCall, body: string): Results {
  if (!body.includes(FILTER)) return null;
  const withPersonal = property(body, 'IncludePersonalSite') === '1';
  const start = Number(property(body, 'StartIndex') ?? '0');
  const roots = call.tenant.sites.filter((one) => one.collection !== undefined);
  const all = roots.filter((one) => withPersonal || one.site.isPersonalSite !== true);
  const end = start + Math.min(MOST_SITES, call.tenant.pageSizes.siteProperties ?? MOST_SITES);
  const withDetail = property(body, 'IncludeDetail') === 'true';
  return [
    {
      _ObjectType_: `${NAMESPACE}.SPOSitePropertiesEnumerable`,
      NextStartIndex: -1,
      NextStartIndexFromSharePoint: end < all.length ? String(end) : null,
      _Child_Items_: all.slice(start, end).map((site) => siteObject(call, site, withDetail)),
    },
  ];
}

function restrictedSearch(call: SharePointCall, what: 'mode' | 'sites'): Results {
  const { restrictedSearch: stored } = call.tenant.sharePoint;
  if (stored !== null) return [what === 'mode' ? stored.mode : stored.sites];
  return {
    type: 'Microsoft.SharePoint.Client.InvalidClientQueryException',
    message: 'Restricted search mode is currently not set.',
  };
}

function resultsOf(call: SharePointCall, body: string): Results {
  if (!body.includes(`TypeId="${TENANT}"`)) return null;
  if (body.includes('Name="GetSPORestrictedSearchMode"')) return restrictedSearch(call, 'mode');
  if (body.includes('Name="GetSPORestrictedSearchAllowedList"')) return restrictedSearch(call, 'sites');
  if (body.includes('Name="GetSitePropertiesFromSharePointByFilters"')) return sitePages(call, body);
  // Any other method might write.
  if (/<Method |<SetProperty |<StaticMethod /.test(body)) return null;
  if (!/<Query SelectAllProperties="true"/.test(body)) return null;
  return [
    { _ObjectType_: `${NAMESPACE}.Tenant`, _ObjectIdentity_: `${randomUUID()}|tenant`, ...call.tenant.sharePoint.properties },
  ];
}

/** The ids of the actions, in order: each is answered by its id and its result. */
function actionsOf(body: string): { readonly id: number; readonly isPath: boolean }[] {
  const [, actions = ''] = /<Actions>([\s\S]*?)<\/Actions>/.exec(body) ?? [];
  const found = actions.matchAll(/<(ObjectPath|Query|Method|ObjectIdentityQuery) [^>]*?\bId="(\d+)"/g);
  return [...found].map(([, kind, id]) => ({ id: Number(id), isPath: kind === 'ObjectPath' }));
}

/** Null: the query is none that the simulator knows. */
export function answerProcessQuery(call: SharePointCall, body: string): readonly unknown[] | null {
  const results = resultsOf(call, body);
  if (results === null) return null;
  const trace = randomUUID();
  const header = {
    SchemaVersion: '15.0.0.0',
    LibraryVersion: '16.0.26405.12008',
    ErrorInfo: null as object | null,
    TraceCorrelationId: trace,
  };
  if ('message' in results) {
    const { type, message } = results;
    const error = { ErrorMessage: message, ErrorValue: null, TraceCorrelationId: trace, ErrorCode: -1, ErrorTypeName: type };
    return [{ ...header, ErrorInfo: error }];
  }
  const answers = actionsOf(body).flatMap(({ id, isPath }) => [id, isPath ? { IsNull: false } : results[0]]);
  return [header, ...answers];
}
