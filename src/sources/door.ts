/** The door to Microsoft Graph: the only middleware of the Graph client, through which every attempt of every request leaves. */
import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { assertGraphRead, ForbiddenRequestError } from './allow-list.js';
import type { CloudName } from './clouds.js';
import type { Endpoints } from './endpoints.js';
import type { Lane } from './graph.js';
import { checkGraphUrl } from './hosts.js';
import type { Network, Reply } from './network.js';
import type { Pacing, Turn } from './pacing.js';
import { NO_ANSWER, type RequestLog } from './request-log.js';

/** One attempt to send one request, handed through the Graph client as a middleware option: what is asked, and what came of it. */
export class Attempt implements MiddlewareOptions {
  outcome: Outcome | null = null;
  constructor(
    readonly lane: Lane,
    readonly units: number,
    /** The exact URL to send. The client reorders a query and drops repeated parameters, so a link never goes through it. */
    readonly link: string | null,
    readonly isBatch: boolean,
  ) {}
}

export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly url: string; readonly token: string }
  | { readonly kind: 'no-answer'; readonly error: unknown; readonly url: string }
  | { readonly kind: 'no-turn'; readonly turn: Exclude<Turn, 'go'> }
  /** A bug of ours or a sentence for the operator: thrown again outside, since the client would wrap it and lose its class. */
  | { readonly kind: 'thrown'; readonly error: unknown };

export interface DoorOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly network: Network;
  readonly pacing: Pacing;
  readonly requestLog: RequestLog;
  readonly headers: (lane: Lane) => Readonly<Record<string, string>>;
  readonly token: () => Promise<string>;
  readonly signal?: AbortSignal | undefined;
}

export function createDoor(options: DoorOptions): Middleware {
  const { cloud, endpoints, network, pacing, requestLog, signal } = options;

  async function pass(context: Context, attempt: Attempt): Promise<Outcome> {
    const method = String(context.options?.method ?? 'GET').toUpperCase();
    const sent = context.options?.body;
    if (sent !== undefined && sent !== null && typeof sent !== 'string')
      throw new ForbiddenRequestError('a body that is no text');
    const body = sent ?? null;
    const checked = checkGraphUrl(attempt.link ?? String(context.request), cloud, endpoints);
    if (!checked.ok) throw new ForbiddenRequestError(`an address that is not Microsoft Graph's (${checked.why})`);
    const canonical = new URL(checked.canonical);
    assertGraphRead(method, canonical.pathname, canonical.search, body);
    const turn = await pacing.turn(attempt.lane, attempt.units, signal);
    if (turn !== 'go') return { kind: 'no-turn', turn };
    const token = await options.token();
    const headers = {
      ...plainHeaders(context.options?.headers),
      ...options.headers(attempt.lane),
      authorization: `Bearer ${token}`,
    };
    let reply: Reply;
    try {
      reply = await network.send({ url: checked.send, method, headers, body, signal });
    } catch (error) {
      signal?.throwIfAborted();
      requestLog.record(method, checked.canonical, NO_ANSWER);
      return { kind: 'no-answer', error, url: checked.send };
    }
    requestLog.record(method, checked.canonical, reply.status);
    // The outer answer of a batch is 200 however its members fared; they tell the lane themselves.
    if (attempt.isBatch && reply.status === 200) pacing.limits(attempt.lane, reply.header);
    else pacing.feed(attempt.lane, reply.status, reply.header);
    return { kind: 'reply', reply, url: checked.send, token };
  }

  return {
    async execute(context) {
      const attempt = context.middlewareControl?.getMiddlewareOptions(Attempt) as Attempt | undefined;
      if (attempt === undefined) throw new ForbiddenRequestError('a request that went round the transport');
      try {
        attempt.outcome = await pass(context, attempt);
      } catch (error) {
        attempt.outcome = { kind: 'thrown', error };
      }
    },
  };
}

/** Headers as the client hands them on: a plain object, since we give it one. */
function plainHeaders(headers: unknown): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries((headers ?? {}) as Record<string, unknown>)) {
    const lower = name.toLowerCase();
    if (RESERVED.has(lower)) throw new ForbiddenRequestError(`the header ${lower} is set by the transport alone`);
    plain[lower] = String(value);
  }
  return plain;
}

const RESERVED = new Set([
  'authorization',
  'host',
  'cookie',
  'user-agent',
  'client-request-id',
  'proxy-authorization',
  'content-length',
]);
