/** The list of reads of SharePoint that may leave the process, by host, path, query and body; everything else throws before a byte is sent. */
import { ForbiddenRequestError } from './allow-list.js';
import { isCsomBody } from './csom.js';
import { urlsOfBatch } from './multipart.js';

/** Most members of one `$batch`. */
export const SHAREPOINT_BATCH_SIZE = 100;

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const LIST = `lists\\(guid'${GUID}'\\)`;
const ITEM = `${LIST}/items\\(\\d{1,10}\\)`;

/** Below `/_api/`. None of them holds what people wrote: the items of a list give only the columns named below. */
const READS = new RegExp(
  `^web(?:/(?:roleassignments|sitegroups|lists|${LIST}(?:/roleassignments)?|${LIST}/items|${ITEM}/roleassignments))?$`,
  'i',
);
const DEFAULT_GROUPS = /^SPO\.Tenant\/sites\/GetSiteUserGroups$/i;
const SITE_PROPERTIES = /^SPO\.Tenant\/GetSitePropertiesByUrl$/i;
const ADMINISTRATORS = /^SPO\.Tenant\/GetSiteAdministrators$/i;
const SHARING = new RegExp(`^web/${ITEM}/GetSharingInformation$`, 'i');
const ROWS = new RegExp(`^web/${LIST}/items$`, 'i');

/** What may be opened inside an answer: principals and roles, never items. */
const EXPANDED: ReadonlySet<string> = new Set([
  'associatedownergroup',
  'associatedmembergroup',
  'associatedvisitorgroup',
  'member',
  'roledefinitionbindings',
  'users',
  'rootfolder',
]);

/** Columns of an item that tell of it and not what is in it. Without such a choice SharePoint gives every column. */
const COLUMNS: ReadonlySet<string> = new Set(
  [
    'Id',
    'UniqueId',
    'FileRef',
    'FileLeafRef',
    'FileDirRef',
    'FSObjType',
    'FileSystemObjectType',
    'HasUniqueRoleAssignments',
    'Created',
    'Modified',
    '_ComplianceTag',
    'OData__ComplianceTag',
    '_IpLabelId',
    'OData__IpLabelId',
    '_IpLabelAssignmentMethod',
    'OData__IpLabelAssignmentMethod',
  ].map((name) => name.toLowerCase()),
);

/** Options of a GET, next links included. No filter and no order: what they leave out or put first tells of contents. */
const LIST_OPTIONS: ReadonlySet<string> = new Set(['$select', '$expand', '$top', '$skip', '$skiptoken']);
const DEFAULT_GROUPS_OPTIONS: ReadonlySet<string> = new Set(['siteid', 'usergroupids']);

const SHARING_PART = 'permissionsInformation';

/**
 * Throws unless the request is one of the reads. Host and path are those of the URL as Microsoft names it, the path
 * still encoded.
 */
export function assertSharePointRead(method: string, host: string, path: string, query: string, body: string | null): void {
  const decoded = decodedPath(path);
  const isAdministration = /^[^.]+-admin\./i.test(host);
  if (/^\/_vti_bin\/client\.svc\/ProcessQuery$/i.test(decoded)) {
    if (method !== 'POST' || !isAdministration || query !== '' || body === null || !isCsomBody(body))
      throw new ForbiddenRequestError('a ProcessQuery that is none of the four');
    return;
  }
  const [, web = '', below = ''] = /^(.*?)\/_api\/(.*)$/i.exec(decoded) ?? [];
  if (below === '' || !/^(?:\/[^/]+)*$/.test(web) || /\/[_.]/.test(web) || /\/_api(?:\/|$)/i.test(below))
    throw new ForbiddenRequestError(`${method} outside /_api/`);
  const options = optionsOf(query);
  const isTenant = /^SPO\.Tenant\//i.test(below);
  if (isTenant && (!isAdministration || web !== ''))
    throw new ForbiddenRequestError(`${method} ${below} outside the administration`);
  if (method === 'GET') assertGet(below, options, body);
  else if (method === 'POST') assertPost(host, below, options, body);
  else throw new ForbiddenRequestError(`${method} to SharePoint`);
}

function assertGet(below: string, options: ReadonlyMap<string, string>, body: string | null): void {
  if (body !== null || !(READS.test(below) || DEFAULT_GROUPS.test(below)))
    throw new ForbiddenRequestError(`GET of ${below} in SharePoint`);
  const known = DEFAULT_GROUPS.test(below) ? DEFAULT_GROUPS_OPTIONS : LIST_OPTIONS;
  const strange = [...options.keys()].find((name) => !known.has(name));
  if (strange !== undefined) throw new ForbiddenRequestError(`the option ${strange} in SharePoint`);
  const within = namesOf(options.get('$select')).map((name) => name.split('/').slice(0, -1).join('/'));
  const opened = [...namesOf(options.get('$expand')), ...within]
    .filter((name) => name !== '')
    .find((name) => !name.split('/').every((part) => EXPANDED.has(part)));
  if (opened !== undefined) throw new ForbiddenRequestError(`GET of ${opened} in SharePoint`);
  if (!ROWS.test(below)) return;
  const columns = namesOf(options.get('$select'));
  const isPlain = !options.has('$expand') && columns.length > 0 && columns.every((name) => COLUMNS.has(name));
  if (!isPlain) throw new ForbiddenRequestError('items of a list with more than their names and permissions');
}

function assertPost(host: string, below: string, options: ReadonlyMap<string, string>, body: string | null): void {
  const isEmpty = body === null;
  const isFine =
    (/^contextinfo$/i.test(below) && isEmpty && options.size === 0) ||
    (ADMINISTRATORS.test(below) && isEmpty && options.size === 1 && /^'[^']*'$/.test(options.get('siteid') ?? '')) ||
    (SITE_PROPERTIES.test(below) && options.size === 0 && isSiteQuestion(body)) ||
    (SHARING.test(below) && isEmpty && isSharingPart(options)) ||
    (/^\$batch$/i.test(below) && options.size === 0 && isBatchOfReads(host, body));
  if (!isFine) throw new ForbiddenRequestError(`POST of ${below} in SharePoint`);
}

function isSiteQuestion(body: string | null): boolean {
  const asked = parsed(body);
  if (typeof asked !== 'object' || asked === null) return false;
  const { url, includeDetail, ...others } = asked as { url?: unknown; includeDetail?: unknown };
  return typeof url === 'string' && typeof includeDetail === 'boolean' && Object.keys(others).length === 0;
}

/** Without this choice the answer would hold more than who may open the item. */
function isSharingPart(options: ReadonlyMap<string, string>): boolean {
  return options.size === 2 && options.get('$select') === SHARING_PART && options.get('$expand') === SHARING_PART;
}

function isBatchOfReads(host: string, body: string | null): boolean {
  const urls = body === null ? null : urlsOfBatch(body);
  if (urls === null || urls.length === 0 || urls.length > SHAREPOINT_BATCH_SIZE) return false;
  for (const text of urls) {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    // The text is what SharePoint will read; it must be the same that is checked here.
    if (url.href !== text || url.origin !== `https://${host}` || url.username !== '' || url.hash !== '') return false;
    assertSharePointRead('GET', host, url.pathname, url.search, null);
  }
  return true;
}

function optionsOf(query: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    // Which of two SharePoint would obey is not to be guessed.
    if (options.has(key)) throw new ForbiddenRequestError(`${key} twice`);
    options.set(key, value);
  }
  return options;
}

function namesOf(list: string | undefined): string[] {
  return (list ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** True where a path can be that of a web: folders of addresses, none of which begins as those of pages, files and code do. */
export function isWebPath(path: string): boolean {
  try {
    return !/\/[_.]/.test(decodedPath(path));
  } catch {
    return false;
  }
}

function decodedPath(path: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw new ForbiddenRequestError('a path that is not well encoded');
  }
  // An encoded slash, a second layer of encoding or a way upwards would be another path to the server than to this check.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/%2f|%5c|%25/i.test(path) || /[\\\x00-\x1f\x7f?#]|\/\.{1,2}(?:\/|$)|\/\//.test(decoded))
    throw new ForbiddenRequestError('a path that could be read in two ways');
  return decoded;
}

function parsed(body: string | null): unknown {
  try {
    return body === null ? null : JSON.parse(body);
  } catch {
    return null;
  }
}
