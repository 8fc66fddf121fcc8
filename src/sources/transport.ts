/** Asks Microsoft Graph through its own client: one request, until there is data or a refusal. */
import { randomUUID } from 'node:crypto';
import type { Client, GraphRequest as ClientRequest } from '@microsoft/microsoft-graph-client';
import { EXIT, OperatorError } from '../operator-error.js';
import { type AttemptsOptions, createTrying } from './attempts.js';
import { CLOUDS, type CloudName } from './clouds.js';
import { type DepartureOptions, type LaneLimits, type Outcome, userAgent } from './departure.js';
import { Attempt, createDoor } from './door.js';
import type { Endpoints } from './endpoints.js';
import type { Lane, Refusal } from './graph.js';
import { createHeldToken } from './held-token.js';
import { checkGraphUrl } from './hosts.js';
import { judge, preferencesOf, received, refusalWithoutAnswer, type Shape } from './judge.js';
import type { TokenSource } from './token.js';

export interface TransportOptions extends DepartureOptions, AttemptsOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly tokens: TokenSource;
  readonly limits: LaneLimits;
  /** Version of the tool, for the user agent that Microsoft asks for. */
  readonly version: string;
}

/** One request as the transport takes it. */
export interface Exchange {
  readonly path: string;
  readonly version: 'v1.0' | 'beta';
  readonly query: Readonly<Record<string, string>>;
  readonly link: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of a POST; null makes it a GET. */
  readonly body: string | null;
  readonly lane: Lane;
  readonly units: number;
  readonly shape: Shape;
  readonly permission: string;
}

export interface Data {
  readonly ok: true;
  readonly json: Record<string, unknown>;
  readonly preferenceApplied: readonly string[];
}

export interface Transport {
  exchange(exchange: Exchange): Promise<Data | Refusal>;
  /** Gets another token than the one refused, once for however many requests it was refused to. */
  renew(claims: string | null): Promise<void>;
  /** Waits before another attempt, with jitter. */
  pause(attempt: number): Promise<void>;
}

export function createTransport(options: TransportOptions): Transport {
  const { cloud, endpoints, limits } = options;
  const token = createHeldToken(options.tokens);
  const trying = createTrying(options);
  /** False until Graph has answered anything but a refused token: before that, a fault is one of the sign-in or the network. */
  let isAnswered = false;
  let loading: Promise<Client> | null = null;

  const door = createDoor({
    ...options,
    headers: (lane) => ({
      accept: 'application/json',
      'user-agent': userAgent(options.version),
      'client-request-id': randomUUID(),
      // Makes the directory serve the tenant's other applications first.
      ...(lane === 'directory' ? { 'x-ms-throttle-priority': 'Low' } : {}),
    }),
    token: () => token.current(),
  });

  async function clientOf(): Promise<Client> {
    loading ??= import('@microsoft/microsoft-graph-client').then(({ Client: GraphClient }) =>
      GraphClient.initWithMiddleware({ middleware: door, baseUrl: `${CLOUDS[cloud].graph}/`, defaultVersion: 'v1.0' }),
    );
    return loading;
  }

  async function attemptOnce(exchange: Exchange, link: string | null): Promise<Outcome> {
    const [{ ResponseType }, client] = await Promise.all([import('@microsoft/microsoft-graph-client'), clientOf()]);
    const attempt = new Attempt(exchange.lane, exchange.units, link, exchange.shape === 'batch');
    const request: ClientRequest = client
      .api(exchange.path)
      .version(exchange.version)
      .query(encodedQuery(exchange.query))
      .headers({ ...exchange.headers })
      .middlewareOptions([attempt])
      .responseType(ResponseType.RAW);
    await (exchange.body === null ? request.get() : request.post(exchange.body));
    if (attempt.outcome === null) throw new Error('the Graph client returned without passing the door');
    return attempt.outcome;
  }

  async function exchange(asked: Exchange): Promise<Data | Refusal> {
    const settled = await trying.settle({
      title: 'Microsoft Graph',
      lane: asked.lane,
      link: asked.link,
      send: (link) => limits(asked.lane)(() => attemptOnce(asked, link)),
      judge: (reply) => {
        if (reply.status !== 401) isAnswered = true;
        return judge(received(reply), asked.shape, asked.permission);
      },
      renew: async (refused, claims) => {
        await token.renew(refused, claims);
        return null;
      },
      tokenRefused: (last) => {
        if (isAnswered) return last;
        throw tokenRefused(last);
      },
      redirect: (location, from) => (asked.body === null ? redirectTarget(location, from) : null),
      unreachable,
      hopeless: (fault) => {
        throw fault;
      },
    });
    if (!settled.ok) return settled;
    const preferenceApplied = preferencesOf(settled.reply.header('preference-applied'));
    return { ok: true, json: settled.value, preferenceApplied };
  }

  /** The address of a redirect, if it stays with Graph: the token follows nowhere else. */
  function redirectTarget(location: string | null, from: string): string | null {
    if (location === null || !URL.canParse(location, from)) return null;
    const target = new URL(location, from).href;
    return checkGraphUrl(target, cloud, endpoints).ok ? target : null;
  }

  function unreachable(code: string): Refusal {
    if (isAnswered) return refusalWithoutAnswer('failed', `Microsoft Graph gave no answer (${code})`);
    throw new OperatorError(
      `${new URL(CLOUDS[cloud].graph).hostname} cannot be reached (${code}). Check the network, the proxy (HTTPS_PROXY) and --cloud.`,
      { exitCode: EXIT.signIn },
    );
  }

  return { exchange, renew: (claims) => token.renew(null, claims), pause: (attempt) => trying.pause(attempt) };
}

/** Readable and exact: `$select=id,displayName` keeps its comma, while `&`, `+`, `#` and `%` are always encoded. */
export function encodedQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/%(?:24|2C|2F|3A|3B|3D|40)/g, (code) => decodeURIComponent(code));
  // A name must not hold the sign that ends it.
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [encode(name).replaceAll('=', '%3D'), encode(value)]));
}

function tokenRefused(refusal: Refusal): OperatorError {
  const code = refusal.code === null ? '' : ` (${refusal.code})`;
  return new OperatorError(
    `Microsoft Graph refused the access token${code}. Check that it is for Microsoft Graph, for this tenant and this cloud, and not expired.`,
    { exitCode: EXIT.signIn },
  );
}
