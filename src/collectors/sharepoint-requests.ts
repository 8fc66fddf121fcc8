/** Every request of SharePoint's own API that collectors make, each once. They only read. */
import { SHAREPOINT_PERMISSION } from '../evidence/sharepoint.js';
import { apiPath, type SharePointRequest } from '../sources/sharepoint.js';

const permission = SHAREPOINT_PERMISSION;

/** Microsoft gives no price for these, so they are counted as Graph prices the same: an object, a list, permissions. */
const OBJECT = 1;
const LIST = 2;
const PERMISSIONS = 5;

/** `ListItem` rows of a page; Microsoft gives no more. */
export const ITEMS_A_PAGE = 5000;

/** All properties of a site collection. Lists of sites leave out many of them and say 0 instead. */
export function siteProperties(admin: string, url: string): SharePointRequest {
  const path = '/_api/SPO.Tenant/GetSitePropertiesByUrl';
  return { web: admin, path, body: { url, includeDetail: true }, units: OBJECT, permission };
}

export function siteAdministrators(admin: string, collectionId: string): SharePointRequest {
  const path = '/_api/SPO.Tenant/GetSiteAdministrators';
  return { web: admin, path, query: { siteId: `'${collectionId}'` }, body: {}, units: LIST, permission };
}

/** The three default groups of a site that does not answer itself: owners, members, visitors. */
export function defaultGroups(admin: string, collectionId: string): SharePointRequest {
  const path = '/_api/SPO.Tenant/sites/GetSiteUserGroups';
  return { web: admin, path, query: { siteId: `'${collectionId}'`, userGroupIds: '[0,1,2]' }, units: LIST, permission };
}

export function webItself(web: string): SharePointRequest {
  const groups = ['AssociatedOwnerGroup', 'AssociatedMemberGroup', 'AssociatedVisitorGroup'];
  const own = 'Id,Url,Title,ServerRelativeUrl,HasUniqueRoleAssignments,NoCrawl,RequestAccessEmail,MembersCanShare';
  const select = `${own},${groups.map((name) => `${name}/Id`).join(',')}`;
  return { web, path: '/_api/web', query: { $select: select, $expand: groups.join(',') }, units: OBJECT, permission };
}

export function siteGroups(web: string): SharePointRequest {
  const select = 'Id,Title,LoginName,Users/Id,Users/LoginName,Users/PrincipalType,Users/Title,Users/Email';
  return { web, path: '/_api/web/sitegroups', query: { $expand: 'Users', $select: select }, units: LIST, permission };
}

export function lists(web: string): SharePointRequest {
  const select = 'Id,Title,Hidden,BaseTemplate,ItemCount,HasUniqueRoleAssignments,NoCrawl,RootFolder/ServerRelativeUrl';
  return { web, path: '/_api/web/lists', query: { $select: select, $expand: 'RootFolder' }, units: LIST, permission };
}

/** One list alone: a list of lists leaves out at times whether each has permissions of its own. */
export function listItself(web: string, list: string): SharePointRequest {
  const path = apiPath("/_api/web/lists(guid'{list}')", { list });
  return { web, path, query: { $select: 'Id,HasUniqueRoleAssignments' }, units: OBJECT, permission };
}

export function listItems(web: string, list: string): SharePointRequest {
  const path = apiPath("/_api/web/lists(guid'{list}')/items", { list });
  const select = 'Id,HasUniqueRoleAssignments,FileRef,FSObjType,UniqueId';
  return { web, path, query: { $select: select, $top: String(ITEMS_A_PAGE) }, units: LIST, permission };
}

/** Role assignments of a web, of one of its lists, or of an item. */
export function roleAssignments(web: string, list: string | null = null, item: number | null = null): SharePointRequest {
  const path =
    list === null
      ? '/_api/web/roleassignments'
      : item === null
        ? apiPath("/_api/web/lists(guid'{list}')/roleassignments", { list })
        : apiPath("/_api/web/lists(guid'{list}')/items({item})/roleassignments", { list, item });
  const member = 'Member/Id,Member/LoginName,Member/Title,Member/PrincipalType,Member/Email';
  const roles = 'RoleDefinitionBindings/Id,RoleDefinitionBindings/Name,RoleDefinitionBindings/RoleTypeKind';
  const query = { $expand: 'Member,RoleDefinitionBindings', $select: `PrincipalId,${member},${roles}` };
  return { web, path, query, units: PERMISSIONS, permission };
}

export function sharingInformation(web: string, list: string, item: number): SharePointRequest {
  const path = apiPath("/_api/web/lists(guid'{list}')/items({item})/GetSharingInformation", { list, item });
  const query = { $select: 'permissionsInformation', $expand: 'permissionsInformation' };
  // Counted by the question, on a budget of their own.
  return { web, path, query, body: {}, units: 1, permission };
}
