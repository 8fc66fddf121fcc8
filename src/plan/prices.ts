/** What each question of a scan costs in resource units, taken from the requests that collectors make where those are data. */
import {
  ITEMS_A_PAGE,
  listItems,
  lists,
  roleAssignments,
  sharingInformation,
  siteAdministrators,
  siteGroups,
  siteProperties,
  webItself,
} from '../collectors/sharepoint-requests.js';

/** Microsoft Graph, by Microsoft's price list: an object 1, a list 2, permissions 5, a page of a delta after the first 1. */
export const GRAPH = { object: 1, list: 2, nextPage: 1, permissions: 5 } as const;

/** Members of one `$batch`, which are priced one by one. */
export const BATCH = { graph: 20, sharePoint: 100 } as const;

/** What Microsoft puts on a page of the list of sites where nothing else is asked for. */
export const SITES_A_PAGE = 200;

/** SharePoint's own API has no price list; these are what the scan counts. */
export const SHAREPOINT = {
  /** Settings and administrators of a site collection. */
  collection: siteProperties('', '').units + siteAdministrators('', '').units,
  /** A web: itself, its permissions, its lists. */
  web: webItself('').units + roleAssignments('').units + lists('').units,
  /** Groups of a site collection with their members. */
  groups: siteGroups('').units,
  listPage: listItems('', '').units,
  itemPermissions: roleAssignments('').units,
  link: sharingInformation('', '', 0).units,
  /** Microsoft allows 300 such questions in five minutes; a scan asks at four fifths of that. */
  linksAMinute: 48,
  itemsAPage: ITEMS_A_PAGE,
} as const;
