/** The door to Microsoft Graph: the only middleware of the Graph client, through which every attempt of every request leaves. */
import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { assertGraphRead, ForbiddenRequestError } from './allow-list.js';
import type { CloudName } from './clouds.js';
import { type DepartureOptions, depart, type Outcome } from './departure.js';
import type { Endpoints } from './endpoints.js';
import type { Lane } from './graph.js';
import { checkGraphUrl } from './hosts.js';

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

export interface DoorOptions extends DepartureOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly headers: (lane: Lane) => Readonly<Record<string, string>>;
  readonly token: () => Promise<string>;
}

export function createDoor(options: DoorOptions): Middleware {
  const { cloud, endpoints } = options;

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
    const request = {
      method,
      canonical: checked.canonical,
      send: checked.send,
      headers: { ...plainHeaders(context.options?.headers), ...options.headers(attempt.lane) },
      body,
      lane: attempt.lane,
      units: attempt.units,
      isBatch: attempt.isBatch,
      token: options.token,
    };
    return depart(request, options);
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
