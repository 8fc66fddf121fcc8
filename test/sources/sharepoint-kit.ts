/** What the tests of SharePoint's own API share: requests, hosts, and answers in its spellings. */
import { SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import type { SharePointReader, SharePointRequest } from '../../src/sources/sharepoint.js';
import { openWorld, type World } from './kit.js';

export const HR = 'https://contoso.sharepoint.com/sites/HR';
export const ADMIN = 'https://contoso-admin.sharepoint.com';
export const LIST = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

export interface SharePointWorld extends World {
  readonly sp: SharePointReader;
}

export async function openSharePoint(...args: Parameters<typeof openWorld>): Promise<SharePointWorld> {
  const world = await openWorld(...args);
  if (!world.sharePoint.reader.known) throw new Error('the kit gives tokens for SharePoint');
  return { ...world, sp: world.sharePoint.reader.value };
}

export function rolesRequest(change: Partial<SharePointRequest> = {}): SharePointRequest {
  return {
    web: HR,
    path: '/_api/web/roleassignments',
    query: { $expand: 'Member,RoleDefinitionBindings' },
    units: 5,
    permission: SHAREPOINT_PERMISSION,
    ...change,
  };
}

export function itemsRequest(change: Partial<SharePointRequest> = {}): SharePointRequest {
  const query = { $select: 'Id,HasUniqueRoleAssignments,FileRef', $top: '5000' };
  return { ...rolesRequest(), path: `/_api/web/lists(guid'${LIST}')/items`, query, units: 2, ...change };
}

/** SharePoint's error in one of its three spellings. */
export const errorIn = {
  nometadata: (code: string, value: string) => ({ 'odata.error': { code, message: { lang: 'en-US', value } } }),
  v4: (code: string, value: string) => ({ error: { code, message: value } }),
  verbose: (code: string, value: string) => ({ error: { code, message: { lang: 'en-US', value } } }),
};

export const UNAUTHORIZED = '-2147024891, System.UnauthorizedAccessException';
