/** Asks SharePoint itself: one request to one of its hosts, with a token made for that host, until there is data or a refusal. */
import { randomUUID } from 'node:crypto';
import { needsSharePoint } from '../evidence/sharepoint.js';
import { OperatorError } from '../operator-error.js';
import { ForbiddenRequestError } from './allow-list.js';
import { type AttemptsOptions, createTrying, type Settled } from './attempts.js';
import type { CloudName } from './clouds.js';
import { type DepartureOptions, depart, type LaneLimits, type Outcome, userAgent } from './departure.js';
import type { Endpoints } from './endpoints.js';
import type { Lane, Refusal } from './graph.js';
import { createHeldToken, type HeldToken } from './held-token.js';
import { checkSharePointUrl } from './hosts.js';
import { refusalWithoutAnswer, type Verdict } from './judge.js';
import { BATCH_ACCEPT } from './multipart.js';
import type { Reply } from './network.js';
import { assertSharePointRead } from './sharepoint-allow-list.js';
import { TITLE } from './sharepoint-judge.js';
import type { TokenSource } from './token.js';

/** Requests to SharePoint share the lane, and so the budget, of Graph's own to sites and drives. */
export const LANE = 'sharepoint';

/** Questions about sharing links have a budget of their own at Microsoft. */
function laneOf(url: string): Lane {
  return /\/GetSharingInformation(?:$|[?(])/i.test(url) ? 'sharing' : LANE;
}

export interface SharePointTransportOptions extends DepartureOptions, AttemptsOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  /** A source of tokens for the origin of one SharePoint host; fails with a sentence where there are none. */
  readonly tokens: (origin: string) => Promise<TokenSource>;
  readonly limits: LaneLimits;
  readonly version: string;
}

export interface SharePointExchange<T> {
  /** In Microsoft's name, already encoded. */
  readonly url: string;
  /** The URL came out of an answer: one that is not on the list is refused, not a bug. */
  readonly isLink: boolean;
  /** Null makes it a GET; a text of null, a POST without a body. */
  readonly post: { readonly text: string | null; readonly type: string } | null;
  readonly units: number;
  readonly isBatch: boolean;
  judge(reply: Reply): Verdict<T>;
}

export interface SharePointTransport {
  exchange<T>(exchange: SharePointExchange<T>): Promise<Settled<T>>;
  renew(host: string, claims: string | null): Promise<Refusal | null>;
  pause(attempt: number): Promise<void>;
  /** What the first token for SharePoint allows; null before it, and where it does not tell. */
  permissions(): readonly string[] | null;
}

/** A host that gave no token or no answer at all is left alone for so long. */
const LEFT_ALONE_MS = 10 * 60_000;

interface HostState {
  opening: Promise<HeldToken> | null;
  isAnswered: boolean;
  closed: { readonly until: number; readonly refusal: Refusal } | null;
}

export function createSharePointTransport(options: SharePointTransportOptions): SharePointTransport {
  const { cloud, endpoints, limits, clock, signal } = options;
  const trying = createTrying(options);
  const hosts = new Map<string, HostState>();
  let first: TokenSource | null = null;

  function stateOf(host: string): HostState {
    let state = hosts.get(host);
    if (state === undefined) {
      state = { opening: null, isAnswered: false, closed: null };
      hosts.set(host, state);
    }
    return state;
  }

  async function open(host: string): Promise<HeldToken> {
    const source = await options.tokens(`https://${host}`);
    first ??= source;
    return createHeldToken(source);
  }

  function close(state: HostState, refusal: Refusal): Refusal {
    state.closed = { until: clock.monotonic() + LEFT_ALONE_MS, refusal };
    return refusal;
  }

  /** The token of a host, or the one refusal that all requests to it share. */
  async function tokenOf(host: string): Promise<HeldToken | Refusal> {
    const state = stateOf(host);
    if (state.closed !== null && clock.monotonic() < state.closed.until) return state.closed.refusal;
    state.opening ??= open(host);
    try {
      return await state.opening;
    } catch (error) {
      state.opening = null;
      return close(state, withoutToken(error));
    }
  }

  /** A token that is not to be had closes the tier, not the scan. */
  function withoutToken(error: unknown): Refusal {
    signal?.throwIfAborted();
    if (!(error instanceof OperatorError)) throw error;
    return { ok: false, status: null, code: null, gap: needsSharePoint(error.message) };
  }

  async function attemptOnce(asked: SharePointExchange<unknown>, url: string): Promise<Outcome> {
    const method = asked.post === null ? 'GET' : 'POST';
    const body = asked.post?.text ?? null;
    const checked = checkSharePointUrl(url, cloud, endpoints);
    if (!checked.ok) throw new ForbiddenRequestError(`an address that is not SharePoint's (${checked.why})`);
    const { pathname, search } = new URL(checked.canonical);
    assertSharePointRead(method, checked.host, pathname, search, body);
    const token = await tokenOf(checked.host);
    if ('ok' in token) return { kind: 'no-token', refusal: token };
    const headers = {
      accept: BATCH_ACCEPT,
      'user-agent': userAgent(options.version),
      'client-request-id': randomUUID(),
      ...(body === null || asked.post === null ? {} : { 'content-type': asked.post.type }),
    };
    const { canonical, send } = checked;
    const request = {
      method,
      canonical,
      send,
      headers,
      body,
      lane: laneOf(asked.url),
      units: asked.units,
      isBatch: asked.isBatch,
    } as const;
    let failure: { readonly error: unknown } | null = null;
    const current = (): Promise<string> =>
      token.current().catch((error: unknown) => {
        failure = { error };
        throw error;
      });
    try {
      return await depart({ ...request, token: current }, options);
    } catch (error) {
      if (failure === null) throw error;
      return { kind: 'no-token', refusal: withoutToken(error) };
    }
  }

  async function renew(host: string, refused: string | null, claims: string | null): Promise<Refusal | null> {
    const token = await tokenOf(host);
    if ('ok' in token) return token;
    try {
      await token.renew(refused, claims);
      return null;
    } catch (error) {
      return withoutToken(error);
    }
  }

  async function exchange<T>(asked: SharePointExchange<T>): Promise<Settled<T>> {
    const host = new URL(asked.url).hostname;
    const state = stateOf(host);
    return trying.settle<T>({
      title: TITLE,
      lane: laneOf(asked.url),
      link: asked.isLink ? asked.url : null,
      send: (link) =>
        limits(laneOf(asked.url))(() =>
          attemptOnce(asked, link ?? asked.url).catch((error: unknown): Outcome => ({ kind: 'thrown', error })),
        ),
      judge: (reply) => {
        state.isAnswered = true;
        return asked.judge(reply);
      },
      renew: (refused, claims) => renew(host, refused, claims),
      // Graph's first refused token ends the scan. SharePoint's does not: the rest of the scan does without it.
      tokenRefused: (last) => last,
      redirect: () => null,
      unreachable: (code) => silent(state, `SharePoint gave no answer (${code})`),
      hopeless: (fault) => silent(state, fault.message),
    });
  }

  function silent(state: HostState, detail: string): Refusal {
    const refusal = refusalWithoutAnswer('failed', detail);
    return state.isAnswered ? refusal : close(state, refusal);
  }

  return {
    exchange,
    renew: (host, claims) => renew(host, null, claims),
    pause: (attempt) => trying.pause(attempt),
    permissions: () => first?.facts().permissions ?? null,
  };
}
