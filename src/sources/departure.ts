/** The last steps of every request, whatever the service: the lane's turn, the token, the sending, the log, and what the answer says of limits. */
import pLimit, { type LimitFunction } from 'p-limit';
import { BUDGETS } from './budgets.js';
import type { Lane, Refusal } from './graph.js';
import type { Network, Reply } from './network.js';
import type { Pacing, Turn } from './pacing.js';
import { NO_ANSWER, type RequestLog } from './request-log.js';

export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly url: string; readonly token: string }
  | { readonly kind: 'no-answer'; readonly error: unknown; readonly url: string }
  | { readonly kind: 'no-turn'; readonly turn: Exclude<Turn, 'go'> }
  /** There is no token to send with, which is no reason to end the scan. */
  | { readonly kind: 'no-token'; readonly refusal: Refusal }
  /** A bug of ours or a sentence for the operator: thrown again outside, since the Graph client would wrap it and lose its class. */
  | { readonly kind: 'thrown'; readonly error: unknown };

/** A request that has passed host check and allow-list. */
export interface Departing {
  readonly method: string;
  /** The URL in Microsoft's name, for the log, and where it is really sent. */
  readonly canonical: string;
  readonly send: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly lane: Lane;
  readonly units: number;
  readonly isBatch: boolean;
  /** Longer or shorter than requests usually may take. */
  readonly timeoutMs?: number;
  token(): Promise<string>;
}

export interface DepartureOptions {
  readonly network: Network;
  readonly pacing: Pacing;
  readonly requestLog: RequestLog;
  readonly signal?: AbortSignal | undefined;
}

export async function depart(request: Departing, options: DepartureOptions): Promise<Outcome> {
  const { method, canonical, send, body, lane } = request;
  const { network, pacing, requestLog, signal } = options;
  const turn = await pacing.turn(lane, request.units, signal);
  if (turn !== 'go') return { kind: 'no-turn', turn };
  const token = await request.token();
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  let reply: Reply;
  try {
    const patience = request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs };
    reply = await network.send({ url: send, method, headers, body, signal, ...patience });
  } catch (error) {
    signal?.throwIfAborted();
    requestLog.record(method, canonical, NO_ANSWER);
    return { kind: 'no-answer', error, url: send };
  }
  requestLog.record(method, canonical, reply.status);
  // The outer answer of a batch is 200 however its members fared; they tell the lane themselves.
  if (request.isBatch && reply.status === 200) pacing.limits(lane, reply.header);
  else pacing.feed(lane, reply.status, reply.header);
  return { kind: 'reply', reply, url: send, token };
}

/** Who the tool is, as Microsoft asks every client to say. */
export function userAgent(version: string): string {
  return `NONISV|CopilotPreflight|copilot-preflight/${version}`;
}

export type LaneLimits = (lane: Lane) => LimitFunction;

/** How many requests of a lane are under way at once, counted over all services that share it. */
export function createLaneLimits(): LaneLimits {
  const limits = new Map<Lane, LimitFunction>();
  return (lane) => {
    let limit = limits.get(lane);
    if (limit === undefined) {
      limit = pLimit(BUDGETS[lane].concurrency);
      limits.set(lane, limit);
    }
    return limit;
  };
}
