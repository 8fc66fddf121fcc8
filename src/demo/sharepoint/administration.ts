/** The administration's REST: properties, administrators and default groups of one site, without access to the site itself. */
import { collectionIdOf, type SharePointGroup, type SimulatedSite, type StoredPrincipal } from '../tenant.js';
import { type Answer, refused } from './spelling.js';
import type { SharePointCall } from './webs.js';

/** Everything that is known of a site collection, with ISO dates and bare GUIDs. */
export function propertiesOf(site: SimulatedSite, webs: number): Record<string, unknown> {
  const { webUrl, displayName } = site.site;
  return {
    SiteId: collectionIdOf(site),
    Url: webUrl ?? '',
    Title: displayName ?? '',
    WebsCount: webs,
    ...site.collection?.properties,
  };
}

export function websOf(call: SharePointCall, site: SimulatedSite): number {
  return call.tenant.sites.filter((one) => collectionIdOf(one) === collectionIdOf(site)).length;
}

function noSite(): Answer {
  return refused(404, '-1, Microsoft.Online.SharePoint.Common.SpoNoSiteException', 'Cannot get site.');
}

function byUrl(call: SharePointCall): Answer {
  const { url } = (call.body ?? {}) as { url?: unknown };
  if (typeof url !== 'string')
    return refused(400, '-1, Microsoft.SharePoint.Client.InvalidClientQueryException', 'The parameter url is missing.');
  const wanted = decodeURI(url).replace(/\/$/, '').toLowerCase();
  const site = call.tenant.sites.find(
    (one) => one.collection !== undefined && decodeURI(one.site.webUrl ?? '').toLowerCase() === wanted,
  );
  return site === undefined ? noSite() : { one: propertiesOf(site, websOf(call, site)) };
}

function byId(call: SharePointCall): SimulatedSite | undefined {
  const id = (call.query.get('siteId') ?? '').replaceAll("'", '').toLowerCase();
  return call.tenant.sites.find((one) => one.collection !== undefined && collectionIdOf(one) === id);
}

function user({ loginName, title, email }: StoredPrincipal): Record<string, unknown> {
  const upn = loginName.startsWith('i:0#') ? (loginName.split('|')[2] ?? '') : '';
  return { email, loginName, name: title, userPrincipalName: upn };
}

function administrators(call: SharePointCall): Answer {
  const site = byId(call);
  return site === undefined ? noSite() : { list: (site.collection?.admins ?? []).map(user), operation: 'GetSiteAdministrators' };
}

const ORDER: readonly SharePointGroup['role'][] = ['owners', 'members', 'visitors'];

function userGroups(call: SharePointCall): Answer {
  const site = byId(call);
  if (site === undefined) return noSite();
  const asked =
    /^\[([\d,\s]*)\]$/
      .exec(call.query.get('userGroupIds') ?? '')?.[1]
      ?.split(',')
      .map(Number) ?? [];
  const members = (at: number): StoredPrincipal[] => {
    const role = ORDER[at];
    return site.collection?.groups.find((group) => role !== undefined && group.role === role)?.members ?? [];
  };
  return { list: asked.map((at) => ({ userGroup: members(at).map(user) })), operation: 'GetSiteUserGroups' };
}

export const ADMINISTRATION_ROUTES: readonly {
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly answer: (call: SharePointCall) => Answer;
}[] = [
  { method: 'POST', pattern: /^\/SPO\.Tenant\/GetSitePropertiesByUrl$/i, answer: byUrl },
  { method: 'POST', pattern: /^\/SPO\.Tenant\/GetSiteAdministrators$/i, answer: administrators },
  { method: 'GET', pattern: /^\/SPO\.Tenant\/sites\/GetSiteUserGroups$/i, answer: userGroups },
];
