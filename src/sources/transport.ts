/** Sends a request until there is data, a refusal, or no attempt left: retries by kind of fault, each bounded. */
import { randomUUID } from 'node:crypto';
import type { Client, GraphRequest as ClientRequest } from '@microsoft/microsoft-graph-client';
import pLimit, { type LimitFunction } from 'p-limit';
import { EXIT, OperatorError } from '../operator-error.js';
import { ForbiddenRequestError } from './allow-list.js';
import { type BackoffShape, backoffMs, NETWORK_BACKOFF, type Random } from './backoff.js';
import { BUDGETS } from './budgets.js';
import type { Clock } from './clock.js';
import { CLOUDS, type CloudName } from './clouds.js';
import { Attempt, createDoor, type Outcome } from './door.js';
import type { Endpoints } from './endpoints.js';
import type { Lane, Refusal } from './graph.js';
import { checkGraphUrl } from './hosts.js';
import { judge, preferencesOf, type Received, refusalWithoutAnswer, type Shape } from './judge.js';
import { codesOf, type Network, type Reply } from './network.js';
import type { Pacing } from './pacing.js';
import type { RequestLog } from './request-log.js';
import type { TokenSource } from './token.js';

/** How often each kind of fault is tried, the first attempt included. */
export interface Attempts {
  readonly throttled: number;
  readonly server: number;
  readonly premium: number;
  readonly redirects: number;
}

export const ATTEMPTS: Attempts = { throttled: 8, server: 6, premium: 3, redirects: 3 };

export interface TransportOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly network: Network;
  readonly pacing: Pacing;
  readonly requestLog: RequestLog;
  /** Version of the tool, for the user agent that Microsoft asks for. */
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  readonly random?: Random;
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
  const { clock, network, tokens, cloud, endpoints, signal } = options;
  const random = options.random ?? Math.random;
  const limits = new Map<Lane, LimitFunction>();
  let held: string | null = null;
  let renewing: Promise<void> | null = null;
  /** False until Graph has answered anything but a refused token: before that, a fault is one of the sign-in or the network. */
  let isAnswered = false;
  let loading: Promise<Client> | null = null;

  const door = createDoor({
    ...options,
    headers: (lane) => ({
      accept: 'application/json',
      'user-agent': `NONISV|CopilotPreflight|copilot-preflight/${options.version}`,
      'client-request-id': randomUUID(),
      // Makes the directory serve the tenant's other applications first.
      ...(lane === 'directory' ? { 'x-ms-throttle-priority': 'Low' } : {}),
    }),
    token: async () => {
      held = (await tokens.token()).token;
      return held;
    },
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

  function limitOf(lane: Lane): LimitFunction {
    let limit = limits.get(lane);
    if (limit === undefined) {
      limit = pLimit(BUDGETS[lane].concurrency);
      limits.set(lane, limit);
    }
    return limit;
  }

  async function renewFrom(refused: string | null, claims: string | null): Promise<void> {
    // Another request has renewed it meanwhile.
    if (refused !== null && held !== null && held !== refused) return;
    renewing ??= tokens
      .token({ refresh: true, ...(claims === null ? {} : { claims }) })
      .then(({ token }) => {
        held = token;
      })
      .finally(() => {
        renewing = null;
      });
    await renewing;
  }

  async function pauseBy(attempt: number, shape: BackoffShape): Promise<void> {
    await clock.sleep(backoffMs(attempt, random, shape), signal);
  }

  async function exchange(asked: Exchange): Promise<Data | Refusal> {
    const spent = { throttled: 0, server: 0, premium: 0, redirects: 0, tokens: 0 };
    let link = asked.link;
    for (;;) {
      signal?.throwIfAborted();
      const outcome = await limitOf(asked.lane)(() => attemptOnce(asked, link));
      if (outcome.kind === 'thrown') {
        // Our own requests are on the list, or it is a bug; a link came from outside and is only refused.
        if (link === null || !(outcome.error instanceof ForbiddenRequestError)) throw outcome.error;
        return refusalWithoutAnswer('failed', 'Microsoft Graph led on to an address that the tool does not read');
      }
      if (outcome.kind === 'no-turn') return refusalWithoutAnswer('throttled', pausedSentence(outcome.turn, asked.lane));
      if (outcome.kind === 'no-answer') {
        const explained = await network.explain(outcome.error, outcome.url);
        if (explained !== null) throw explained;
        spent.server += 1;
        if (spent.server >= ATTEMPTS.server) return unreachable(outcome.error);
        await pauseBy(spent.server, NETWORK_BACKOFF);
        continue;
      }
      const { reply } = outcome;
      if (reply.status !== 401) isAnswered = true;
      const verdict = judge(received(reply), asked.shape, asked.permission);
      switch (verdict.kind) {
        case 'good':
          return { ok: true, json: verdict.json, preferenceApplied: preferencesOf(reply.header('preference-applied')) };
        case 'refused':
          return verdict.refusal;
        case 'token':
          spent.tokens += 1;
          if (spent.tokens >= 2) {
            if (isAnswered) return verdict.last;
            throw tokenRefused(verdict.last);
          }
          await renewFrom(outcome.token, verdict.claims);
          break;
        case 'redirect': {
          spent.redirects += 1;
          const next = redirectTarget(verdict.location, outcome.url);
          if (next === null || asked.body !== null || spent.redirects > ATTEMPTS.redirects) return verdict.last;
          link = next;
          break;
        }
        case 'again':
          spent[verdict.why] += 1;
          if (spent[verdict.why] >= ATTEMPTS[verdict.why]) return verdict.last;
          // A throttled lane waits as a whole, before its next request; the other faults wait here.
          if (verdict.why !== 'throttled') await pauseBy(spent[verdict.why], NETWORK_BACKOFF);
          break;
      }
    }
  }

  /** The address of a redirect, if it stays with Graph: the token follows nowhere else. */
  function redirectTarget(location: string | null, from: string): string | null {
    if (location === null || !URL.canParse(location, from)) return null;
    const target = new URL(location, from).href;
    return checkGraphUrl(target, cloud, endpoints).ok ? target : null;
  }

  function unreachable(error: unknown): Refusal {
    const code = codesOf(error).at(0) ?? 'no answer';
    if (isAnswered) return refusalWithoutAnswer('failed', `Microsoft Graph gave no answer (${code})`);
    throw new OperatorError(
      `${new URL(CLOUDS[cloud].graph).hostname} cannot be reached (${code}). Check the network, the proxy (HTTPS_PROXY) and --cloud.`,
      { exitCode: EXIT.signIn },
    );
  }

  return { exchange, renew: (claims) => renewFrom(held, claims), pause: (attempt) => pauseBy(attempt, NETWORK_BACKOFF) };
}

/** Readable and exact: `$select=id,displayName` keeps its comma, while `&`, `+`, `#` and `%` are always encoded. */
export function encodedQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/%(?:24|2C|2F|3A|3B|3D|40)/g, (code) => decodeURIComponent(code));
  // A name must not hold the sign that ends it.
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [encode(name).replaceAll('=', '%3D'), encode(value)]));
}

function received(reply: Reply): Received {
  const type = (reply.header('content-type') ?? '').toLowerCase();
  // A missing content type is forgiven, a wrong one is not: what it calls text is not data.
  const isJson = type === '' || /^application\/(?:[\w.-]+\+)?json\b/.test(type);
  const isPage = /^text\/html|^application\/xhtml/.test(type) || /^\s*<(?:!doctype|html)/i.test(reply.text.slice(0, 200));
  return { status: reply.status, header: reply.header, json: isJson ? parsed(reply.text) : undefined, isPage };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pausedSentence(turn: 'paused-too-long' | 'given-up', lane: Lane): string {
  const { title } = BUDGETS[lane];
  return turn === 'given-up'
    ? `${title} answered nothing but "too many requests" for too long; the application may be blocked, see the Message center`
    : `${title} asked for a longer pause than this scan may wait`;
}

function tokenRefused(refusal: Refusal): OperatorError {
  const code = refusal.code === null ? '' : ` (${refusal.code})`;
  return new OperatorError(
    `Microsoft Graph refused the access token${code}. Check that it is for Microsoft Graph, for this tenant and this cloud, and not expired.`,
    { exitCode: EXIT.signIn },
  );
}
