/** Only vetted reads of SharePoint leave: the list itself, and that nothing drawn at random gets past it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ForbiddenRequestError } from '../../src/sources/allow-list.js';
import { csomBody } from '../../src/sources/csom.js';
import { composeBatch } from '../../src/sources/multipart.js';
import { assertSharePointRead, isWebPath } from '../../src/sources/sharepoint-allow-list.js';
import { HR, LIST } from './sharepoint-kit.js';

const SITE = 'contoso.sharepoint.com';
const ADMIN = 'contoso-admin.sharepoint.com';
const list = `/sites/HR/_api/web/lists(guid'${LIST}')`;
const boundary = 'batch_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const batchOf = (...paths: string[]) =>
  composeBatch(
    boundary,
    paths.map((path) => new URL(path, HR).href),
  );
const site = JSON.stringify({ url: HR, includeDetail: true });
const sharing = '?$select=permissionsInformation&$expand=permissionsInformation';
const roles = '?$expand=Member,RoleDefinitionBindings&$select=PrincipalId,Member/LoginName';
const settings = csomBody({ kind: 'tenant-settings' });

type Row = [method: string, host: string, path: string, query: string, body: string | null];

const ALLOWED: Row[] = [
  ['GET', SITE, '/_api/web', '?$select=Id&$expand=AssociatedOwnerGroup', null],
  ['GET', SITE, '/sites/HR/sub/web/_api/web/roleassignments', roles, null],
  ['GET', 'contoso-my.sharepoint.com', '/personal/anna_contoso_com/_api/web/sitegroups', '?$expand=Users', null],
  ['GET', SITE, '/sites/H%C3%A4user/_api/web/lists', '?$expand=RootFolder', null],
  ['GET', SITE, `${list}/roleassignments`, roles, null],
  ['GET', SITE, `${list}/items`, '?%24skiptoken=Paged%3dTRUE%26p_ID%3d7&%24select=Id%2cFileRef&%24top=5000', null],
  ['GET', SITE, `${list.replaceAll("'", '%27')}/items(7)/roleassignments`, roles, null],
  ['GET', ADMIN, '/_api/SPO.Tenant/sites/GetSiteUserGroups', `?siteId='${LIST}'&userGroupIds=[0,1,2]`, null],
  ['POST', ADMIN, '/_api/SPO.Tenant/GetSitePropertiesByUrl', '', site],
  ['POST', ADMIN, '/_api/SPO.Tenant/GetSiteAdministrators', `?siteId='${LIST}'`, null],
  ['POST', SITE, `${list}/items(7)/GetSharingInformation`, sharing, null],
  ['POST', SITE, '/sites/HR/_api/contextinfo', '', null],
  ['POST', SITE, '/sites/HR/_api/$batch', '', batchOf('/sites/HR/_api/web', `${list}/items(7)/roleassignments${roles}`)],
  ['POST', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', settings],
  [
    'POST',
    ADMIN,
    '/_vti_bin/client.svc/ProcessQuery',
    '',
    csomBody({ kind: 'site-properties', startIndex: '<a>&\'"', personalSites: true }),
  ],
];

test.each(ALLOWED)('lets %s %s%s through', (...row) => {
  expect(() => assertSharePointRead(...row)).not.toThrow();
});

describe('refuses', () => {
  test.each<Row>([
    ['GET', SITE, '/sites/HR/Shared%20Documents/Salaries.xlsx', '', null],
    ['GET', SITE, '/_api/search/query', '', null],
    ['GET', SITE, '/_api/v2.0/drives', '', null],
    ['GET', SITE, '/_api/web/GetFileById(guid)', '', null],
    ['GET', SITE, "/_api/web/GetFileByServerRelativeUrl('/a')/$value", '', null],
    ['GET', SITE, '/_api/web/GetFolderByServerRelativeUrl', '', null],
    ['GET', SITE, '/_api/web/lists/roleassignments/$value', '', null],
    ['GET', SITE, `${list}/items(7)`, '', null],
    ['GET', SITE, `${list}/items(7)/AttachmentFiles`, '', null],
    ['GET', SITE, `${list}/items(7)/File/OpenBinaryStream`, '', null],
    ['GET', SITE, `${list}/items`, '', null],
    ['GET', SITE, `${list}/items`, '?$select=*', null],
    ['GET', SITE, `${list}/items`, '?$select=Id,Body', null],
    ['GET', SITE, `${list}/items`, '?$select=Id&$expand=FieldValuesAsText', null],
    ['GET', SITE, `${list}/items`, '?$select=Id&%24select=Body', null],
    ['GET', SITE, '/_api/web/lists', '?$expand=Items', null],
    ['GET', SITE, '/_api/web/lists', '?$select=Items/Title&$expand=RootFolder', null],
    ['GET', SITE, '/_api/web/lists', '?$apply=x', null],
    ['GET', SITE, `${list}/items`, '?$select=Id&$filter=startswith(Body,%27a%27)', null],
    ['GET', SITE, `${list}/items`, '?$select=Id&%24orderby=Body', null],
    ['GET', SITE, '/_api/web/lists', '?$expand=RootFolder/Files', null],
    ['GET', SITE, `/_api/web/lists(guid'${LIST}x')`, '', null],
    ['GET', SITE, '/_api/web/lists', '', '{}'],
    ['GET', SITE, '/_layouts/15/download.aspx/_api/web', '', null],
    ['GET', SITE, '/sites/HR/../X/_api/web', '', null],
    ['GET', SITE, '/sites/HR%2f..%2fX/_api/web', '', null],
    ['GET', SITE, '/sites/%252e%252e/_api/web', '', null],
    ['GET', SITE, '/_api/web/_api/web', '', null],
    ['GET', SITE, '/_api//web', '', null],
    ['GET', SITE, '/sites/%E0%A4%A/_api/web', '', null],
    ['GET', SITE, '/_api/SPO.Tenant/sites/GetSiteUserGroups', `?siteId='${LIST}'`, null],
    ['GET', ADMIN, '/sites/x/_api/SPO.Tenant/sites/GetSiteUserGroups', '', null],
    ['GET', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', null],
    ['POST', SITE, '/_api/web', '', null],
    ['POST', SITE, '/_api/web/lists', '', '{"Title":"x"}'],
    ['POST', SITE, `${list}/items(7)/breakroleinheritance(copyRoleAssignments=true)`, '', null],
    ['POST', SITE, `${list}/items(7)/GetSharingInformation`, '', null],
    ['POST', SITE, `${list}/items(7)/GetSharingInformation`, `${sharing}&$x=1`, null],
    ['POST', SITE, `${list}/items(7)/GetSharingInformation`, sharing, '{"request":{}}'],
    ['POST', SITE, `${list}/items(7)/ShareLink`, sharing, null],
    ['POST', ADMIN, '/_api/SPO.Tenant/SetSiteAdmin', '', site],
    ['POST', ADMIN, '/_api/SPO.Tenant/GetSitePropertiesByUrl', '', '{"url":"x","includeDetail":true,"LockState":"NoAccess"}'],
    ['POST', SITE, '/_api/SPO.Tenant/GetSitePropertiesByUrl', '', site],
    ['POST', ADMIN, '/_api/SPO.Tenant/GetSiteAdministrators', `?siteId='${LIST}'`, '{}'],
    ['POST', ADMIN, '/_api/SPO.Tenant/GetSiteAdministrators', `?siteId='a' or '1'`, null],
    ['POST', SITE, '/_vti_bin/client.svc/ProcessQuery', '', settings],
    [
      'POST',
      ADMIN,
      '/_vti_bin/client.svc/ProcessQuery',
      '',
      settings.replace('SelectAllProperties="true"', 'SelectAllProperties="false"'),
    ],
    ['POST', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', settings.replace('Query ', 'SetProperty ')],
    ['POST', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', `${settings} `],
    ['POST', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', null],
    ['POST', SITE, '/_api/$batch', '', null],
    ['POST', SITE, '/_api/$batch', '', batchOf()],
    ['POST', SITE, '/_api/$batch', '', batchOf(...Array.from({ length: 101 }, () => '/_api/web'))],
    ['POST', SITE, '/_api/$batch', '', batchOf('https://contoso-my.sharepoint.com/_api/web')],
    ['POST', SITE, '/_api/$batch', '', batchOf('https://evil.example/_api/web')],
    ['POST', SITE, '/_api/$batch', '', batchOf("/_api/web/GetFileById('x')/$value")],
    ['POST', SITE, '/_api/$batch', '', batchOf('/_api/web').replace('GET ', 'DELETE ')],
    [
      'POST',
      SITE,
      '/_api/$batch',
      '',
      batchOf('/_api/web').replace('\r\n\r\n--batch', '\r\nX-HTTP-Method: DELETE\r\n\r\n--batch'),
    ],
    ['POST', SITE, '/_api/$batch', '', `${batchOf('/_api/web')}DELETE ${HR} HTTP/1.1\r\n`],
    ['POST', SITE, '/_api/$batch', '', composeBatch(boundary, [`https://${SITE}/sites/a/../b/_api/web`])],
    ['PATCH', SITE, '/_api/web', '', '{}'],
    ['PUT', SITE, '/_api/web', '', '{}'],
    ['DELETE', SITE, '/_api/web', '', null],
    ['HEAD', SITE, '/_api/web', '', null],
  ])('%s %s%s%s', (...row) => {
    expect(() => assertSharePointRead(...row)).toThrow(ForbiddenRequestError);
  });
});

describe('drawn at random', () => {
  const isLetThrough = (...row: Row): boolean => {
    try {
      assertSharePointRead(...row);
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(ForbiddenRequestError);
      return false;
    }
  };

  test('no method but GET and POST', () => {
    const methods = fc.oneof(fc.constantFrom('PUT', 'PATCH', 'DELETE', 'MERGE', 'HEAD', 'OPTIONS', 'get', 'post'), fc.string());
    fc.assert(
      fc.property(methods, fc.constantFrom(...ALLOWED), (method, [known, host, path, query, body]) => {
        fc.pre(method !== known);
        const isSwapped = method === 'GET' || method === 'POST';
        expect(!isSwapped && isLetThrough(method, host, path, query, body)).toBe(false);
      }),
    );
  });

  // The words of SharePoint that write, open or lead on, mixed with those that read.
  const words = fc.constantFrom(
    ...[
      'web',
      'site',
      'lists',
      'items',
      'items(1)',
      `lists(guid'${LIST}')`,
      'roleassignments',
      'sitegroups',
      '$batch',
      '..',
      '.',
    ],
    ...[
      '$value',
      'AttachmentFiles',
      'File',
      'OpenBinaryStream',
      'GetFileById',
      'breakroleinheritance',
      'addroleassignment',
      'recycle',
    ],
    ...[
      'SPO.Tenant',
      'sites',
      'GetSiteUserGroups',
      'SetSiteAdmin',
      'GetSharingInformation',
      '_vti_bin',
      '_layouts',
      'ensureuser',
      '',
    ],
  );
  const READ =
    /^(?:\/(?![_.])[^/]+)*\/_api\/(?:web|web\/(?:roleassignments|sitegroups|lists)|web\/lists\(guid'[0-9a-f-]{36}'\)(?:\/roleassignments|\/items\(1\)\/roleassignments)?|SPO\.Tenant\/sites\/GetSiteUserGroups)$/;

  test('no GET of a path outside the reads', () => {
    const paths = fc.array(words, { maxLength: 6 }).map((parts) => `/sites/HR/_api/${parts.join('/')}`);
    fc.assert(
      fc.property(paths, fc.constantFrom(SITE, ADMIN), (path, host) => {
        if (isLetThrough('GET', host, path, '', null)) expect(path).toMatch(READ);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no POST to a path that reads nothing, whatever its body', () => {
    const paths = fc.array(words, { maxLength: 6 }).map((parts) => `/_api/${parts.join('/')}`);
    const bodies = fc.oneof(fc.constant(null), fc.json(), fc.string(), fc.constantFrom(site, settings));
    fc.assert(
      fc.property(paths, fc.constantFrom(SITE, ADMIN), bodies, (path, host, body) => {
        expect(isLetThrough('POST', host, path, '', body)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no body of ProcessQuery that differs from ours in one place', () => {
    const asked = fc.oneof(
      fc
        .constantFrom(...(['tenant-settings', 'restricted-search-mode', 'restricted-search-sites'] as const))
        .map((kind) => ({ kind })),
      fc.record({ kind: fc.constant('site-properties' as const), startIndex: fc.constant('7'), personalSites: fc.boolean() }),
    );
    fc.assert(
      fc.property(asked, fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (request, place, change) => {
        const body = csomBody(request);
        const at = place % body.length;
        const other = body.slice(0, at) + change + body.slice(at + 1);
        fc.pre(other !== body);
        // The start index is the one place where another text is another of our own bodies.
        const start = body.indexOf('"StartIndex"');
        const isStart = start >= 0 && at >= start && at <= start + 30;
        expect(!isStart && isLetThrough('POST', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', other)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a start index can hold any text and stays one value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), fc.boolean(), (startIndex, personalSites) => {
        const body = csomBody({ kind: 'site-properties', startIndex, personalSites });
        expect(body.match(/</g)).toHaveLength(
          csomBody({ kind: 'site-properties', startIndex: '', personalSites }).split('<').length - 1,
        );
        expect(isLetThrough('POST', ADMIN, '/_vti_bin/client.svc/ProcessQuery', '', body)).toBe(true);
      }),
    );
  });

  test('a batch is let through only if each of its members alone would be', () => {
    const members = fc.array(
      fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => `https://${SITE}/_api/${parts.join('/')}`),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(members, (urls) => {
        const alone = urls.every(
          (url) => url === new URL(url).href && isLetThrough('GET', SITE, new URL(url).pathname, '', null),
        );
        expect(isLetThrough('POST', SITE, '/_api/$batch', '', composeBatch(boundary, urls))).toBe(alone);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('addresses of webs are folders that hold no pages, files or code', () => {
  expect(['', '/sites/HR', '/teams/A%20B', '/personal/a_b_c/sub'].every(isWebPath)).toBe(true);
  expect(['/_layouts/15', '/sites/.git', '/sites/a%2fb', '/sites/%', '//evil', '/a/../b'].some(isWebPath)).toBe(false);
});
