/** Sites: all of them for an app, those that search finds for a person, and the libraries of one. */
import { type Call, noSuchItem, type Reply, refuse } from '../call.js';
import { listReply, oneReply } from '../paging.js';
import { wrongExpansion } from '../select.js';
import { rootWebOf, type SimulatedSite } from '../tenant.js';
import { writtenDrive } from './sharepoint-ids.js';

const RULES = { name: 'sites', type: 'site', absent: 'omitted', size: 200, cap: 999, overCap: 'cap' } as const;

/** Application only. The link to the next page leads to another path, as Microsoft's does: follow it as given. */
export function allSites(call: Call): Reply {
  if (call.token.idtyp === 'user') return refuse(403, 'accessDenied', 'This API is not supported for delegated permissions.');
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const rows = call.tenant.sites.map((one) => one.site);
  return listReply(call, rows, { ...RULES, nextPath: '/sites/oneDrive.getAllSites' });
}

/** `?search=`: index-based, without OneDrives, and the only way for a delegated token. */
export function searchSites(call: Call): Reply {
  const search = call.query.get('search');
  if (search === null) {
    if (call.token.idtyp === 'app') return allSites(call);
    return refuse(400, 'invalidRequest', 'The search query parameter is required for delegated permissions.');
  }
  const words = search === '*' ? '' : search.toLowerCase();
  const isFound = ({ site }: SimulatedSite): boolean =>
    site.isPersonalSite !== true && `${site.displayName} ${site.webUrl}`.toLowerCase().includes(words);
  return listReply(
    call,
    call.tenant.sites.filter(isFound).map((one) => one.site),
    RULES,
  );
}

/** A person cannot open the OneDrive of another. */
function isClosedTo(call: Call, site: SimulatedSite): boolean {
  if (call.token.idtyp === 'app' || site.site.isPersonalSite !== true) return false;
  return !site.drives.some(({ drive }) => drive.owner?.user?.id === call.token.oid);
}

/** Why a site cannot be opened: it is another's, it is locked, or it is archived. Null: it can. */
export function closedReply(call: Call, site: SimulatedSite): Reply | null {
  if (isClosedTo(call, site)) return refuse(403, 'accessDenied', 'Access denied');
  const { LockState: lock, ArchiveStatus: archive } = rootWebOf(call.tenant, site).collection?.properties ?? {};
  if (lock === 'NoAccess') return refuse(423, 'resourceLocked', 'The resource you are attempting to access is locked');
  return archive === 'NotArchived' ? null : refuse(423, 'resourceLocked', 'The site is archived');
}

function named(call: Call): SimulatedSite | null {
  const id = call.params.site ?? '';
  const rootHost = call.tenant.sites.find(({ site }) => site.isPersonalSite !== true)?.site.siteCollection?.hostname;
  const isRoot = ({ site }: SimulatedSite): boolean => site.webUrl === `https://${rootHost}`;
  return call.tenant.sites.find((one) => (id === 'root' ? isRoot(one) : one.site.id === id)) ?? null;
}

export function siteOf(call: Call): Reply {
  const found = named(call);
  if (found === null) return noSuchItem();
  return isClosedTo(call, found)
    ? refuse(403, 'accessDenied', 'Access denied')
    : oneReply(call, found.site, { type: 'site', absent: 'omitted' });
}

export function drivesOfSite(call: Call): Reply {
  const found = named(call);
  if (found === null) return noSuchItem();
  const closed = closedReply(call, found);
  if (closed !== null) return closed;
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const rows = found.drives.map((one) => writtenDrive(call, one));
  return listReply(call, rows, { name: 'drives', type: 'drive', absent: 'omitted', size: 200, cap: 999, overCap: 'cap' });
}
