/** Tries a request until there is data, a refusal, or no attempt left: retries by kind of fault, each bounded; the same for every service. */
import type { OperatorError } from '../operator-error.js';
import { ForbiddenRequestError } from './allow-list.js';
import { type BackoffShape, backoffMs, NETWORK_BACKOFF, type Random } from './backoff.js';
import { BUDGETS } from './budgets.js';
import type { Clock } from './clock.js';
import type { Outcome } from './departure.js';
import type { Lane, Refusal } from './graph.js';
import { refusalWithoutAnswer, type Verdict } from './judge.js';
import { codesOf, type Network, type Reply } from './network.js';

/** How often each kind of fault is tried, the first attempt included. */
export interface Attempts {
  readonly throttled: number;
  readonly server: number;
  readonly premium: number;
  readonly redirects: number;
}

export const ATTEMPTS: Attempts = { throttled: 8, server: 6, premium: 3, redirects: 3 };

export interface AttemptsOptions {
  readonly clock: Clock;
  readonly network: Network;
  readonly signal?: AbortSignal | undefined;
  readonly random?: Random;
}

/** One request on its way: how to send it, and what a service makes of its answers. */
export interface Course<T> {
  /** The service, as sentences name it. */
  readonly title: string;
  readonly lane: Lane;
  /** The link to follow in place of path and query; null: none. */
  readonly link: string | null;
  send(link: string | null): Promise<Outcome>;
  judge(reply: Reply): Verdict<T>;
  /** Another token than the refused one; a refusal where there is none to be had. */
  renew(refused: string, claims: string | null): Promise<Refusal | null>;
  /** What stands when the second token was refused too. */
  tokenRefused(last: Refusal): Refusal;
  /** Where a redirect may be followed to; null: nowhere. */
  redirect(location: string | null, from: string): string | null;
  /** What stands when no answer came, after the last attempt. */
  unreachable(code: string): Refusal;
  /** What stands for a fault that trying again will not mend: the proxy's password, a certificate. */
  hopeless(fault: OperatorError): Refusal;
}

export type Settled<T> = { readonly ok: true; readonly value: T; readonly reply: Reply } | Refusal;

export interface Trying {
  settle<T>(course: Course<T>): Promise<Settled<T>>;
  /** Waits before another attempt, with jitter. */
  pause(attempt: number): Promise<void>;
}

export function createTrying({ clock, network, signal, random = Math.random }: AttemptsOptions): Trying {
  async function pauseBy(attempt: number, shape: BackoffShape): Promise<void> {
    await clock.sleep(backoffMs(attempt, random, shape), signal);
  }

  async function settle<T>(course: Course<T>): Promise<Settled<T>> {
    const spent = { throttled: 0, server: 0, premium: 0, redirects: 0, tokens: 0 };
    let { link } = course;
    for (;;) {
      signal?.throwIfAborted();
      const outcome = await course.send(link);
      if (outcome.kind === 'thrown') {
        // Our own requests are on the list, or it is a bug; a link came from outside and is only refused.
        if (link === null || !(outcome.error instanceof ForbiddenRequestError)) throw outcome.error;
        return refusalWithoutAnswer('failed', `${course.title} led on to an address that the tool does not read`);
      }
      if (outcome.kind === 'no-token') return outcome.refusal;
      if (outcome.kind === 'no-turn') return refusalWithoutAnswer('throttled', pausedSentence(outcome.turn, course.lane));
      if (outcome.kind === 'no-answer') {
        const explained = await network.explain(outcome.error, outcome.url);
        if (explained !== null) return course.hopeless(explained);
        spent.server += 1;
        if (spent.server >= ATTEMPTS.server) return course.unreachable(codesOf(outcome.error).at(0) ?? 'no answer');
        await pauseBy(spent.server, NETWORK_BACKOFF);
        continue;
      }
      const verdict = course.judge(outcome.reply);
      switch (verdict.kind) {
        case 'good':
          return { ok: true, value: verdict.value, reply: outcome.reply };
        case 'refused':
          return verdict.refusal;
        case 'token': {
          spent.tokens += 1;
          if (spent.tokens >= 2) return course.tokenRefused(verdict.last);
          const refusal = await course.renew(outcome.token, verdict.claims);
          if (refusal !== null) return refusal;
          break;
        }
        case 'redirect': {
          spent.redirects += 1;
          const next = spent.redirects > ATTEMPTS.redirects ? null : course.redirect(verdict.location, outcome.url);
          if (next === null) return verdict.last;
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

  return { settle, pause: (attempt) => pauseBy(attempt, NETWORK_BACKOFF) };
}

function pausedSentence(turn: 'paused-too-long' | 'given-up', lane: Lane): string {
  const { title } = BUDGETS[lane];
  return turn === 'given-up'
    ? `${title} answered nothing but "too many requests" for too long; the application may be blocked, see the Message center`
    : `${title} asked for a longer pause than this scan may wait`;
}
