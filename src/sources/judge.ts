/** Judges one answer of Graph, alone or as a member of a batch: good, to be tried again, or a refusal with its gap. */
import type { Gap, GapReason } from '../evidence/coverage.js';
import type { Refusal } from './graph.js';
import type { Reply } from './network.js';

/** What an answer must look like to be taken for data. */
export type Shape = 'object' | 'list' | 'batch';

export interface Received {
  readonly status: number;
  header(name: string): string | null;
  /** The parsed body; undefined where it was no JSON. */
  readonly json: unknown;
  /** The body was a web page. */
  readonly isPage?: boolean;
}

/** An answer as the judges take it: parsed where it is JSON, and known for a web page where it is one. */
export function received(reply: Reply): Received {
  const type = (reply.header('content-type') ?? '').toLowerCase();
  // A missing content type is forgiven, a wrong one is not: what it calls text is not data.
  const isJson = type === '' || /^application\/(?:[\w.-]+\+)?json\b/.test(type);
  const isPage = /^text\/html|^application\/xhtml/.test(type) || /^\s*<(?:!doctype|html)/i.test(reply.text.slice(0, 200));
  return { status: reply.status, header: reply.header, json: isJson ? parsedJson(reply.text) : undefined, isPage };
}

/** The value of a JSON text; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Which of the bounded ways of trying again an answer calls for. */
export type Again = 'throttled' | 'server' | 'premium';

export type Verdict<T = Record<string, unknown>> =
  | { readonly kind: 'good'; readonly value: T }
  /** `last` is what stands when the attempts are used up. */
  | { readonly kind: 'again'; readonly why: Again; readonly last: Refusal }
  | { readonly kind: 'token'; readonly claims: string | null; readonly last: Refusal }
  | { readonly kind: 'redirect'; readonly location: string | null; readonly last: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const NO_PREMIUM = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
export const SERVER_TROUBLE: ReadonlySet<number> = new Set([408, 500, 502, 504, 509]);

export function judge(received: Received, shape: Shape, permission: string): Verdict {
  const { status } = received;
  const error = errorOf(received.json);
  const fault = refusalOf(received, error);
  if (status === 401) {
    const last = fault('failed', `Microsoft Graph refused the access token${coded(401, error.code)}`);
    return { kind: 'token', claims: claimsOf(received.header('www-authenticate')), last };
  }
  if (status === 429 || status === 503) {
    return { kind: 'again', why: 'throttled', last: fault('throttled', 'Microsoft Graph kept asking to be left alone') };
  }
  if (SERVER_TROUBLE.has(status)) {
    return { kind: 'again', why: 'server', last: fault('failed', `Microsoft Graph failed${coded(status, error.code)}`) };
  }
  if (status >= 300 && status < 400) {
    const last = fault('failed', `Microsoft Graph sent the request elsewhere (${status}); the access token did not follow`);
    return { kind: 'redirect', location: received.header('location'), last };
  }
  if (status >= 200 && status < 300) return judgeSuccess(received, shape, error, fault);
  if (error.code === NO_PREMIUM) {
    // Seen now and then on tenants that do have P1, so it is asked again before it is believed.
    return { kind: 'again', why: 'premium', last: fault('not-licensed', undefined, 'Microsoft Entra ID P1') };
  }
  // Graph has no code of its own for this; the sentence is looked at, never repeated.
  if (/does not have a SPO license/i.test(error.message)) {
    return { kind: 'refused', refusal: fault('not-licensed', undefined, 'SharePoint Online') };
  }
  if (status === 403) return { kind: 'refused', refusal: fault('forbidden', undefined, permission) };
  return {
    kind: 'refused',
    refusal: fault('failed', `${SENTENCES.get(status) ?? 'Microsoft Graph refused the request'}${coded(status, error.code)}`),
  };
}

/** Codes that ask for nothing but a fresh start are left to the collector; these are the sentences of the gap. */
export const SENTENCES: ReadonlyMap<number, string> = new Map([
  [404, 'it was not there any more, or never'],
  [410, 'the link to go on from had expired'],
  [423, 'it is locked'],
]);

function judgeSuccess(received: Received, shape: Shape, error: ServiceError, fault: Fault): Verdict {
  const { json } = received;
  if (received.status === 204) return { kind: 'refused', refusal: fault('failed', 'the answer was empty (204)') };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    const detail =
      received.isPage === true
        ? 'the answer was a web page, not data: a proxy or sign-in page in between?'
        : 'the answer was cut short or was no JSON';
    return { kind: 'again', why: 'server', last: fault('failed', detail) };
  }
  const object = json as Record<string, unknown>;
  if (error.present)
    return {
      kind: 'again',
      why: 'server',
      last: fault('failed', `the answer held an error instead of data${coded(received.status, error.code)}`),
    };
  const list = shape === 'list' ? object.value : shape === 'batch' ? object.responses : [];
  if (!Array.isArray(list)) return { kind: 'again', why: 'server', last: fault('failed', 'the answer held no list') };
  return { kind: 'good', value: object };
}

/** What an answer says of its fault, in whichever of its spellings. */
export interface ServiceError {
  readonly present: boolean;
  readonly code: string | null;
  readonly message: string;
  readonly requestId: string | null;
}

function errorOf(json: unknown): ServiceError {
  const none = { present: false, code: null, message: '', requestId: null };
  if (typeof json !== 'object' || json === null) return none;
  const error = (json as { error?: unknown }).error;
  if (typeof error !== 'object' || error === null) return none;
  const { code, message, innerError } = error as { code?: unknown; message?: unknown; innerError?: { 'request-id'?: unknown } };
  return {
    present: true,
    // A code is one word of Microsoft's; anything else could be text of the tenant.
    code: typeof code === 'string' && /^[\w.-]{1,80}$/.test(code) ? code : null,
    message: typeof message === 'string' ? message : '',
    requestId: idOf(innerError?.['request-id']),
  };
}

export type Fault = (reason: GapReason, detail: string | undefined, remedy?: string) => Refusal;

/** Makes the refusals of one answer. */
export function refusalOf(received: Received, error: ServiceError): Fault {
  return (reason, detail, remedy) => {
    const requestId = idOf(received.header('request-id') ?? received.header('sprequestguid')) ?? error.requestId;
    const gap: Gap = {
      reason,
      status: received.status,
      ...(remedy === undefined ? {} : { remedy }),
      ...(detail === undefined ? {} : { detail }),
      ...(requestId === null ? {} : { requestId }),
    };
    return { ok: false, status: received.status, code: error.code, gap };
  };
}

/** A refusal that no answer stands behind. */
export function refusalWithoutAnswer(reason: GapReason, detail: string): Refusal {
  return { ok: false, status: null, code: null, gap: { reason, detail } };
}

/** The claims that a continuous access evaluation challenge asks the next token to carry. */
export function claimsOf(challenge: string | null): string | null {
  const match = /\bclaims="([A-Za-z0-9+/=_-]+)"/.exec(challenge ?? '');
  if (match?.[1] === undefined) return null;
  const claims = Buffer.from(match[1], 'base64').toString('utf8');
  return claims.trimStart().startsWith('{') ? claims : null;
}

/** Lower-case tokens of `Preference-Applied`. */
export function preferencesOf(header: string | null): readonly string[] {
  return (header ?? '')
    .split(/[,;]/)
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== '');
}

/** Status and code, in brackets behind a sentence. */
export function coded(status: number, code: string | null): string {
  return code === null ? ` (${status})` : ` (${status} ${code})`;
}

export function idOf(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9A-Za-z-]{8,64}$/.test(value) ? value : null;
}
