/** Judges one answer of the cmdlet endpoint, and tells its refusals apart: which of role, permission, licence or door is missing. */
import type { Gap } from '../evidence/coverage.js';
import {
  claimsOf,
  coded,
  idOf,
  parsedJson,
  type Received,
  refusalOf,
  SERVER_TROUBLE,
  type ServiceError,
  type Verdict,
} from './judge.js';

/** What an answer that is no data means. */
export type CmdletFault =
  /** This token is not taken at this host. */
  | 'wrong-door'
  /** Refused without a word of the cmdlet: of the host as a whole, or of the cmdlet. */
  | 'refused'
  | 'no-token'
  | 'no-answer'
  /** The application holds the permission and no Entra role. */
  | 'no-role'
  /** It holds a role, which may not run this cmdlet. */
  | 'role-too-small'
  | 'not-exposed'
  | 'not-licensed'
  | 'routing'
  | 'elsewhere'
  | 'throttled'
  | 'failed';

export interface CmdletPage {
  readonly values: readonly unknown[];
  readonly next: string | null;
  readonly warnings: readonly string[];
}

export interface CmdletVerdict {
  readonly verdict: Verdict<CmdletPage>;
  readonly fault: CmdletFault;
}

type Json = Readonly<Record<string, unknown>>;

const NO_ROLE = /(?:isn.?t|is not) supported in this scenario|correct directory roles?/i;
const NOT_ALLOWED = /(?:isn.?t|is not) allowed to (?:call|run|use|execute)|CmdletAccessDenied/i;
const NOT_EXPOSED =
  /(?:isn.?t|is not) recognized|CommandNotFound|(?:couldn.?t|could not|cannot) find (?:the )?(?:cmdlet|command)|(?:cmdlet|command)\b.{0,100}\b(?:(?:was |is )?not (?:be )?found|does not exist)/i;
const NOT_LICENSED =
  /not (?:properly )?licensed|Licen[sc]eException|(?:requires?|needs?|without|missing|no|valid|not have|n.?t have) (?:an? |the )?(?:[\w-]+ ){0,4}(?:licen[sc]e|subscription)/i;
const ROUTING = /incorrect ?routing ?hint/i;

/** Judges the answer to a cmdlet; of the texts of Microsoft it repeats none but what is printable and names nobody. */
export function judgeCmdlet(received: Received, cmdlet: string): CmdletVerdict {
  const { status } = received;
  const { error, messages } = errorOf(received);
  const fault = refusalOf(received, error);
  const refused = (kind: CmdletFault, gap: Pick<Gap, 'reason' | 'remedy' | 'detail'>): CmdletVerdict => ({
    fault: kind,
    verdict: { kind: 'refused', refusal: fault(gap.reason, gap.detail, gap.remedy) },
  });
  const again = (why: 'throttled' | 'server', detail: string): CmdletVerdict => {
    const kind = why === 'throttled' ? 'throttled' : 'failed';
    return { fault: kind, verdict: { kind: 'again', why, last: fault(kind, detail) } };
  };
  if (status === 429 || status === 503) return again('throttled', 'the cmdlet endpoint kept asking to be left alone');
  if (status >= 300 && status < 400) {
    const detail = `the cmdlet endpoint sent the request elsewhere (${status}); the access token did not follow`;
    return refused('elsewhere', { reason: 'failed', detail });
  }
  const said = kindOf(messages, error.code);
  if (said !== null) return refused(said, gapOf(said, cmdlet, status, error.code));
  const claims = status === 401 ? claimsOf(received.header('www-authenticate')) : null;
  const denied = deniedAs(status, error);
  if (denied === 401) {
    const last = fault('forbidden', `the access token was not taken${coded(status, error.code)}`);
    if (claims !== null) return { fault: 'wrong-door', verdict: { kind: 'token', claims, last } };
    return { fault: 'wrong-door', verdict: { kind: 'refused', refusal: last } };
  }
  if (denied === 403) return refused('refused', { reason: 'forbidden', detail: `it was refused${coded(status, error.code)}` });
  if (SERVER_TROUBLE.has(status)) return again('server', `the cmdlet endpoint failed${coded(status, error.code)}`);
  if (status < 200 || status >= 300 || error.present) {
    const text = printable(messages[0] ?? '');
    const detail = `${cmdlet} failed${coded(status, error.code)}${text === '' ? '' : `: ${text}`}`;
    return refused('failed', { reason: 'failed', detail });
  }
  if (received.isPage === true)
    return again('server', 'the answer was a web page, not data: a proxy or sign-in page in between?');
  const page = pageOf(received.json);
  return page === null
    ? again('server', 'the answer was cut short or was no data')
    : { fault: 'failed', verdict: { kind: 'good', value: page } };
}

/** What the texts of an error say, the most telling text first. */
function kindOf(messages: readonly string[], code: string | null): CmdletFault | null {
  for (const text of [...messages, code ?? '']) {
    if (NO_ROLE.test(text)) return 'no-role';
    if (ROUTING.test(text)) return 'routing';
    if (NOT_EXPOSED.test(text)) return 'not-exposed';
    if (NOT_LICENSED.test(text)) return 'not-licensed';
    if (NOT_ALLOWED.test(text)) return 'role-too-small';
  }
  return null;
}

/** A refusal of the token (401) or of its holder (403), also where it comes inside a 200. */
function deniedAs(status: number, error: ServiceError): 401 | 403 | null {
  if (status === 401 || status === 403) return status;
  if (status < 200 || status >= 300 || !error.present) return null;
  if (/^(?:Unauthorized|InvalidAuthenticationToken)$/i.test(error.code ?? '')) return 401;
  return /^(?:Forbidden|AccessDenied|Authorization_RequestDenied)$/i.test(error.code ?? '') ? 403 : null;
}

type Told = Pick<Gap, 'reason' | 'remedy' | 'detail'>;

/** The gap of a fault that is the cmdlet's own. What to grant for the roles is known only to who knows the token. */
function gapOf(kind: CmdletFault, cmdlet: string, status: number, code: string | null): Told {
  const where = coded(status, code);
  switch (kind) {
    case 'not-exposed':
      return {
        reason: 'failed',
        remedy: `a licence, or a role group of Microsoft Purview, that brings ${cmdlet}; or an export (--bundle)`,
        detail: `${cmdlet} is not exposed to this application in this tenant${where}`,
      };
    case 'not-licensed':
      return {
        reason: 'not-licensed',
        remedy: `the licence that ${cmdlet} needs`,
        detail: `Microsoft's answer to ${cmdlet} says so${where}`,
      };
    case 'routing':
      return {
        reason: 'failed',
        detail: `Microsoft could not find the servers of the tenant by its id and its first domain${where}`,
      };
    default:
      return { reason: 'forbidden', detail: `Microsoft does not let this application run ${cmdlet}${where}` };
  }
}

/** `value` may be null: it ran and gave nothing. */
function pageOf(json: unknown): CmdletPage | null {
  if (!isObject(json) || !('value' in json)) return null;
  const { value } = json;
  const next = json['@odata.nextLink'] ?? null;
  if (!(value === null || Array.isArray(value)) || !(next === null || typeof next === 'string')) return null;
  const warnings = json['@adminapi.warnings'];
  const texts = Array.isArray(warnings) ? warnings.filter((text): text is string => typeof text === 'string') : [];
  return { values: value ?? [], next: next === '' ? null : next, warnings: texts.map(printable).filter((text) => text !== '') };
}

/** Code, request id and texts of an error, in the order in which they tell most: details, the innermost exception, the outermost text. */
function errorOf(received: Received): { readonly error: ServiceError; readonly messages: readonly string[] } {
  const outer = field(received.json, 'error');
  const error = isObject(outer) ? outer : null;
  const details = field(error, 'details');
  const inner = field(error, 'innererror');
  const told = [
    ...(Array.isArray(details) ? details : [details]).map((one) => field(one, 'message')),
    field(field(inner, 'internalexception'), 'message'),
    field(inner, 'message'),
    field(error, 'message'),
    field(field(inner, 'internalexception'), 'type'),
    typeof outer === 'string' ? outer : null,
    field(received.json, 'error_description'),
    /reason="([^"]{0,300})"/i.exec(received.header('x-ms-diagnostics') ?? '')?.[1],
  ];
  const code = field(error, 'code');
  return {
    error: {
      present: outer !== undefined && outer !== null,
      code: typeof code === 'string' && /^[\w.-]{1,80}$/.test(code) ? code : null,
      message: '',
      requestId: idOf(field(inner, 'request-id')),
    },
    messages: told.flatMap(textsIn),
  };
}

/** A text, or the texts inside one that is JSON again, as some of these errors are. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'string' || value.trim() === '') return [];
  const nested = value.trimStart().startsWith('{') ? parsedJson(value) : undefined;
  const message = field(field(nested, 'error'), 'message');
  return typeof message === 'string' ? [message, value] : [value];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property, in whatever case its name is written. */
function field(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  const key = Object.keys(value).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : value[key];
}

/** One line of Microsoft's text that may stand in a report: no control characters, no addresses, names or anything like a token. */
export function printable(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/\bBearer\b\s*\S*/gi, '…')
    // What stands in quotes is a name of the tenant's; an apostrophe inside a word is none.
    .replaceAll(/["“”][^"“”]{0,400}["“”]|(?<!\p{L})['‘’].{0,400}?['‘’](?!\p{L})/gu, '…')
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/https?:\/\/\S+/gi, '…')
    .replaceAll(/[\w+/=.~-]{40,}/g, '…')
    .trim();
  return plain.length > 240 ? `${plain.slice(0, 239)}…` : plain;
}
