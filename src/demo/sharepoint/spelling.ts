/** How SharePoint writes an answer: `nometadata`, `verbose` or as OData v4, and its errors in the same three. */
import { randomUUID } from 'node:crypto';
import type { ReplyHeaders } from '../call.js';

export type Spelling = 'odata' | '@odata' | 'verbose';

/** What SharePoint's own API answers, before it is spelled. */
export type Answer =
  | { readonly one: Readonly<Record<string, unknown>> }
  | { readonly list: readonly Readonly<Record<string, unknown>>[]; readonly next?: string; readonly operation?: string }
  | { readonly status: number; readonly code: string; readonly message: string; readonly headers?: ReplyHeaders }
  /** A refusal at the door: another shape, with the reason in a header too. */
  | { readonly status: number; readonly description: string; readonly headers?: ReplyHeaders };

export interface Written {
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly text: string;
}

export function refused(status: number, code: string, message: string): Answer {
  return { status, code, message };
}

export const accessDenied = (status: 401 | 403): Answer =>
  status === 401
    ? refused(401, '-2147024891, System.UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.')
    : refused(
        403,
        '-2147024891, System.UnauthorizedAccessException',
        'Access denied. You do not have permission to perform this action or access this resource.',
      );

export const notFound = (): Answer => refused(404, '-2147024894, System.IO.FileNotFoundException', 'File Not Found.');

/** The spelling that an `Accept` header asks for; null: it asks for no JSON, which SharePoint answers with an Atom feed. */
export function askedSpelling(headers: { get(name: string): string | null }): Spelling | null {
  const accept = (headers.get('accept') ?? '').toLowerCase().replaceAll(' ', '');
  if (!accept.includes('application/json')) return null;
  if (accept.includes('odata=verbose')) return 'verbose';
  const isV4 = headers.get('odata-version') === '4.0' || accept.includes('odata.metadata=');
  return isV4 ? '@odata' : 'odata';
}

const CONTENT_TYPES: Readonly<Record<Spelling, string>> = {
  odata: 'application/json;odata=nometadata;streaming=true;charset=utf-8',
  '@odata': 'application/json;odata.metadata=none;odata.streaming=true;charset=utf-8',
  verbose: 'application/json;odata=verbose;charset=utf-8',
};

/** Collections inside an object are wrapped in `results`, and file system types are strings. */
function verbose(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return { results: value.map((one) => verbose(one)) };
  if (key === 'FSObjType') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([name, one]) => [name, verbose(one, name)] as const);
  return { __metadata: { type: 'SP.Data' }, ...Object.fromEntries(inner) };
}

function errorBody(spelling: Spelling, code: string, message: string): object {
  const text = { lang: 'en-US', value: message };
  if (spelling === '@odata') return { error: { code, message } };
  return spelling === 'verbose' ? { error: { code, message: text } } : { 'odata.error': { code, message: text } };
}

function bodyOf(answer: Answer, spelling: Spelling): object {
  if ('code' in answer) return errorBody(spelling, answer.code, answer.message);
  if ('description' in answer) return { error_description: answer.description };
  if ('one' in answer) return spelling === 'verbose' ? { d: verbose(answer.one) } : answer.one;
  const { list, next } = answer;
  if (spelling !== 'verbose') return { value: list, ...(next === undefined ? {} : { [`${spelling}.nextLink`]: next }) };
  const d = { results: list.map((one) => verbose(one)), ...(next === undefined ? {} : { __next: next }) };
  // The answer of a function stands under its name.
  return { d: answer.operation === undefined ? d : { [answer.operation]: d } };
}

/** `null`: nothing could be told of what was asked for, so the refusal is spelled as `nometadata`. */
export function spell(answer: Answer, spelling: Spelling | null): Written {
  const way = spelling ?? 'odata';
  const headers = {
    'Content-Type': CONTENT_TYPES[way],
    SPRequestGuid: randomUUID(),
    'request-id': randomUUID(),
    MicrosoftSharePointTeamServices: '16.0.0.26405',
    ...('headers' in answer ? answer.headers : {}),
  };
  return { status: 'status' in answer ? answer.status : 200, headers, text: JSON.stringify(bodyOf(answer, way)) };
}
