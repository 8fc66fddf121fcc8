/** The four reads of the SharePoint administration that only ProcessQuery has: their fixed bodies, and what stands in an answer. */
import { type Fault, idOf, type Received, refusalOf, type ServiceError, type Verdict } from './judge.js';
import { type CsomRequest, RESTRICTED_SEARCH_NEVER_SET } from './sharepoint.js';

/** `Microsoft.Online.SharePoint.TenantAdministration.Tenant`. */
const TENANT = '{268004ae-ef6b-4e9b-8425-127220d84719}';
/** `SPOSitePropertiesEnumerableFilter`. */
const FILTER = '{b92aeee2-c92c-4b67-abcc-024e471bc140}';

const ALL_PROPERTIES = '<Query SelectAllProperties="true"><Properties /></Query>';

/** A method that gives a plain value stands among the actions; the path to its object must be loaded before it. */
const methodOf = (name: string): string =>
  request(`<Method Name="${name}" Id="3" ObjectPathId="1" />`, `<Constructor Id="1" TypeId="${TENANT}" />`);

function request(actions: string, paths: string): string {
  const versions = 'SchemaVersion="15.0.0.0" LibraryVersion="16.0.0.0" ApplicationName="copilot-preflight"';
  return (
    `<Request AddExpandoFieldTypeSuffix="true" ${versions} xmlns="http://schemas.microsoft.com/sharepoint/clientquery/2009">` +
    `<Actions><ObjectPath Id="2" ObjectPathId="1" />${actions}</Actions><ObjectPaths>${paths}</ObjectPaths></Request>`
  );
}

/** Where the two values of `site-properties` stand. */
const START = '{start}';
const PERSONAL = '{personal}';

const TEMPLATES: Readonly<Record<CsomRequest['kind'], string>> = {
  'tenant-settings': request(
    `<Query Id="3" ObjectPathId="1">${ALL_PROPERTIES}</Query>`,
    `<Constructor Id="1" TypeId="${TENANT}" />`,
  ),
  'restricted-search-mode': methodOf('GetSPORestrictedSearchMode'),
  'restricted-search-sites': methodOf('GetSPORestrictedSearchAllowedList'),
  'site-properties': request(
    `<ObjectPath Id="4" ObjectPathId="3" /><Query Id="5" ObjectPathId="3">${ALL_PROPERTIES}` +
      '<ChildItemQuery SelectAllProperties="true"><Properties /></ChildItemQuery></Query>',
    `<Constructor Id="1" TypeId="${TENANT}" /><Method Id="3" ParentId="1" Name="GetSitePropertiesFromSharePointByFilters">` +
      `<Parameters><Parameter TypeId="${FILTER}"><Property Name="Filter" Type="String"></Property>` +
      '<Property Name="IncludeDetail" Type="Boolean">false</Property>' +
      `<Property Name="IncludePersonalSite" Type="Enum">${PERSONAL}</Property>` +
      `<Property Name="StartIndex" Type="String">${START}</Property>` +
      '<Property Name="Template" Type="String"></Property></Parameter></Parameters></Method>',
  ),
};

/** A start index is what the answer before gave; this much of any text can stand in XML. */
export function isStartIndex(text: string): boolean {
  return text.length <= 2_000 && /^[\x20-\x7e\u00a0-\ud7ff]*$/.test(text);
}

export function csomBody(asked: CsomRequest): string {
  const template = TEMPLATES[asked.kind];
  if (asked.kind !== 'site-properties') return template;
  // Functions, so that a `$&` in the value means nothing.
  return template
    .replace(PERSONAL, () => (asked.personalSites ? '1' : '0'))
    .replace(START, () => escapedXml(asked.startIndex ?? '0'));
}

const [BEFORE_PERSONAL = '', BETWEEN = '', AFTER_START = ''] = TEMPLATES['site-properties'].split(/\{personal\}|\{start\}/);

/** True where a body is one of the four, byte for byte outside the values that are filled in. */
export function isCsomBody(body: string): boolean {
  if (Object.values(TEMPLATES).includes(body)) return !body.includes(START);
  if (!body.startsWith(BEFORE_PERSONAL) || !body.endsWith(AFTER_START)) return false;
  const inner = body.slice(BEFORE_PERSONAL.length, body.length - AFTER_START.length);
  if (!inner.slice(1).startsWith(BETWEEN)) return false;
  const start = inner.slice(1 + BETWEEN.length);
  return /^[01]$/.test(inner.slice(0, 1)) && /^(?:[^<>&"']|&(?:lt|gt|amp|quot|apos);)*$/.test(start) && isStartIndex(start);
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' };

function escapedXml(text: string): string {
  return text.replaceAll(/[<>&"']/g, (sign) => ENTITIES[sign] ?? '');
}

/** Reads one answer that arrived with status 200; an error stands inside it. */
export function judgeCsom(received: Received, asked: CsomRequest, permission: string): Verdict<unknown> {
  const parts = received.json;
  const [head] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (!Array.isArray(parts) || typeof head !== 'object' || head === null) {
    const fault = refusalOf(received, NO_ERROR);
    const detail =
      received.isPage === true
        ? 'the answer was a web page, not data: a proxy or sign-in page in between?'
        : 'the answer was cut short or was no JSON';
    return { kind: 'again', why: 'server', last: fault('failed', detail) };
  }
  const info = (head as { ErrorInfo?: unknown }).ErrorInfo;
  if (typeof info === 'object' && info !== null) {
    const error = errorOf(info as Record<string, unknown>, head as Record<string, unknown>);
    return { kind: 'refused', refusal: refusalFor(error, asked, refusalOf(received, error), permission) };
  }
  const last: unknown = parts.at(-1);
  if (parts.length < 3 || !isOfKind(last, asked)) {
    return { kind: 'again', why: 'server', last: refusalOf(received, NO_ERROR)('failed', 'the answer held no such object') };
  }
  return { kind: 'good', value: plain(asked.kind === 'restricted-search-sites' ? addressesOf(last) : last, 0) };
}

const NO_ERROR: ServiceError = { present: false, code: null, message: '', requestId: null };

function errorOf(info: Record<string, unknown>, head: Record<string, unknown>): ServiceError {
  const { ErrorCode, ErrorTypeName, ErrorMessage, TraceCorrelationId } = info;
  const number = typeof ErrorCode === 'number' ? String(ErrorCode) : '';
  const type = typeof ErrorTypeName === 'string' && /^[\w.]{1,120}$/.test(ErrorTypeName) ? ErrorTypeName : '';
  return {
    present: true,
    code: [number, type].filter((part) => part !== '').join(', ') || null,
    message: typeof ErrorMessage === 'string' ? ErrorMessage : '',
    requestId: idOf(TraceCorrelationId) ?? idOf(head.TraceCorrelationId),
  };
}

/** -2147024891 is E_ACCESSDENIED. */
const UNAUTHORIZED = /^-2147024891\b|UnauthorizedAccess|AccessDenied/i;

function refusalFor(error: ServiceError, asked: CsomRequest, fault: Fault, permission: string): ReturnType<Fault> {
  if (UNAUTHORIZED.test(error.code ?? '')) return fault('forbidden', undefined, permission);
  const refusal = fault('failed', `SharePoint answered with an error${error.code === null ? '' : ` (${error.code})`}`);
  // A tenant that never touched Restricted SharePoint Search answers with an error: "… is currently not set".
  const isNeverSet = asked.kind === 'restricted-search-mode' && /\bnot\b.{0,20}\bset\b/i.test(error.message);
  return isNeverSet ? { ...refusal, code: RESTRICTED_SEARCH_NEVER_SET } : refusal;
}

function isOfKind(last: unknown, { kind }: CsomRequest): boolean {
  const isObject = typeof last === 'object' && last !== null && !Array.isArray(last);
  switch (kind) {
    case 'restricted-search-mode':
      return typeof last === 'number';
    case 'restricted-search-sites':
      return Array.isArray(last) || (isObject && Array.isArray((last as { _Child_Items_?: unknown })._Child_Items_));
    case 'site-properties':
      return isObject && Array.isArray((last as { _Child_Items_?: unknown })._Child_Items_);
    case 'tenant-settings':
      return isObject && !('IsNull' in (last as object));
  }
}

/** A list of texts comes bare or as a collection. */
function addressesOf(last: unknown): unknown {
  return Array.isArray(last) ? last : (last as { _Child_Items_: unknown })._Child_Items_;
}

/** Deeper than any answer of SharePoint goes. */
const DEEPEST = 40;

/** Dates and GUIDs out of ProcessQuery's own spelling, all the way down. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return plainText(value);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner, depth + 1)]));
}

function plainText(text: string): string {
  const guid = /^\/Guid\(\{?([0-9a-f-]{36})\}?\)\/$/i.exec(text)?.[1];
  if (guid !== undefined) return guid.toLowerCase();
  const numbers = /^\/Date\((-?\d{1,15}(?:,-?\d{1,4}){0,6})\)\/$/.exec(text)?.[1]?.split(',').map(Number);
  if (numbers === undefined) return text;
  const time = new Date(0);
  if (numbers.length === 1) time.setTime(numbers[0] ?? Number.NaN);
  else {
    const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = numbers;
    // Not Date.UTC, which takes the year 1 for 1901. The month counts from 0, as JavaScript's does.
    time.setUTCFullYear(year, month, day);
    time.setUTCHours(hour, minute, second, ms);
  }
  // Five digits of a year, and what JavaScript cannot hold, stay as they were written.
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9_999 ? time.toISOString() : text;
}
