/** Judges one answer of SharePoint, alone or as a member of a batch: good, to be tried again, or a refusal with its gap. */
import { needsSharePoint } from '../evidence/sharepoint.js';
import {
  claimsOf,
  coded,
  type Fault,
  idOf,
  type Received,
  refusalOf,
  SENTENCES,
  SERVER_TROUBLE,
  type ServiceError,
  type Verdict,
} from './judge.js';

export const TITLE = 'SharePoint';

/** What SharePoint says to the token of an application that signed in with a client secret. */
const NO_CERTIFICATE = /unsupported app.?only token|token type is not allowed/i;
/** Errors of status 500 that come again however often one asks. */
const SAME_AGAIN =
  /SPQueryThrottledException|SpoNoSiteException|ArgumentException|NotSupportedException|InvalidClientQueryException/;
const UNAUTHORIZED = /UnauthorizedAccessException/;

/** `whatIs` reads the body of a good answer; it gives null where it is no data. */
export function judgeSharePoint<T>(received: Received, permission: string, whatIs: (received: Received) => T | null): Verdict<T> {
  const { status } = received;
  const error = errorOf(received);
  const fault = refusalOf(received, error);
  if (status === 401 && NO_CERTIFICATE.test(error.message)) {
    return { kind: 'refused', refusal: noCertificate(fault) };
  }
  const claims = status === 401 ? claimsOf(received.header('www-authenticate')) : null;
  // The token is good, its holder is not: another one would be refused too, and Entra ID stops who asks too often.
  const isHolderRefused = UNAUTHORIZED.test(error.code ?? '') && (status === 500 || (status === 401 && claims === null));
  if (status === 403 || isHolderRefused) {
    return { kind: 'refused', refusal: fault('forbidden', undefined, permission) };
  }
  if (status === 401) {
    return { kind: 'token', claims, last: fault('forbidden', undefined, permission) };
  }
  if (status === 429 || status === 503) {
    return { kind: 'again', why: 'throttled', last: fault('throttled', 'SharePoint kept asking to be left alone') };
  }
  if (SERVER_TROUBLE.has(status) && !SAME_AGAIN.test(error.code ?? '')) {
    return { kind: 'again', why: 'server', last: fault('failed', `SharePoint failed${coded(status, error.code)}`) };
  }
  if (status >= 300 && status < 400) {
    const detail = `SharePoint sent the request elsewhere (${status}); the access token did not follow`;
    return { kind: 'refused', refusal: fault('failed', detail) };
  }
  if (status < 200 || status >= 300) {
    const sentence = SENTENCES.get(status) ?? 'SharePoint refused the request';
    return { kind: 'refused', refusal: fault('failed', `${sentence}${coded(status, error.code)}`) };
  }
  if (status === 204) return { kind: 'refused', refusal: fault('failed', 'the answer was empty (204)') };
  const again = (detail: string): Verdict<T> => ({ kind: 'again', why: 'server', last: fault('failed', detail) });
  if (error.present) return again(`the answer held an error instead of data${coded(status, error.code)}`);
  if (received.isPage === true) return again('the answer was a web page, not data: a proxy or sign-in page in between?');
  const value = whatIs(received);
  return value === null ? again('the answer was cut short or was no data') : { kind: 'good', value };
}

function noCertificate(fault: Fault): ReturnType<Fault> {
  const { reason, detail, remedy } = needsSharePoint('SharePoint refuses applications that sign in with a client secret');
  return fault(reason, detail, remedy);
}

/** The object of a JSON answer. */
export function objectOf({ json }: Received): Record<string, unknown> | null {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : null;
}

/** `odata.error` of nometadata, `error` of OData v4 and of verbose, `error_description` of the gate before them. */
function errorOf(received: Received): ServiceError {
  const body = objectOf(received) ?? {};
  const error = body['odata.error'] ?? body.error;
  const isError = typeof error === 'object' && error !== null;
  const { code, message } = (isError ? error : {}) as { code?: unknown; message?: unknown };
  const reason = /reason="([^"]{0,300})"/i.exec(received.header('x-ms-diagnostics') ?? '')?.[1];
  const told = [textOf(message), textOf(body.error_description), textOf(reason)].filter((text) => text !== '');
  return {
    present: isError,
    // `-2147024891, System.UnauthorizedAccessException`; anything else could be text of the tenant.
    code: typeof code === 'string' && /^[\w.-]{1,80}(?:, [\w.]{1,120})?$/.test(code) ? code : null,
    message: told.join(' '),
    requestId: idOf(received.header('sprequestguid')),
  };
}

/** A text, or the `value` beside its language. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const inner = typeof value === 'object' && value !== null ? (value as { value?: unknown }).value : undefined;
  return typeof inner === 'string' ? inner : '';
}
