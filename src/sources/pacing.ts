/** One pacing budget a lane: a bucket of the service's own units, paused as a whole when the service says so. */
import { backoffMs, type Random, THROTTLE_BACKOFF } from './backoff.js';
import { BUDGETS, type Budget, sharePointTier } from './budgets.js';
import type { Clock } from './clock.js';
import type { Lane } from './graph.js';
import { rateLimit, retryAfterMs } from './retry-after.js';

/** A wait worth a word to the person who looks on. */
export interface WaitEvent {
  readonly lane: Lane;
  readonly title: string;
  readonly ms: number;
  /** `throttled`: the service asked for it; `budget`: our own pace, below its limit. */
  readonly why: 'throttled' | 'budget';
}

export interface Spent {
  readonly requests: number;
  readonly units: number;
  readonly throttled: number;
}

export interface PacingOptions {
  readonly clock: Clock;
  readonly random?: Random;
  readonly onWait?: (event: WaitEvent) => void;
  /** The longest pause of a throttled lane that is waited out; a request that would wait longer is given up. */
  readonly maxWaitMs?: number;
  /** A lane that answers nothing but throttling for so long is given up for the rest of the scan. */
  readonly maxThrottledMs?: number;
}

/** Why a request may not go: the lane is paused for longer than the operator wants to wait, or was given up. */
export type Turn = 'go' | 'paused-too-long' | 'given-up';

export interface Pacing {
  /** Waits for the lane's turn and takes the units. Rejects when the signal is aborted. */
  turn(lane: Lane, units: number, signal?: AbortSignal): Promise<Turn>;
  /** Tells the lane what an answer, or a member of a batch, said about its limits. */
  feed(lane: Lane, status: number, header: (name: string) => string | null): void;
  /** Only what an answer says of the limits: for the outer answer of a batch, which tells nothing of its members. */
  limits(lane: Lane, header: (name: string) => string | null): void;
  setLicences(licences: number): void;
  /** The lane keeps no pace of its own from now on; what the service asks for is waited for all the same. */
  withoutPace(lane: Lane): void;
  spent(): Record<string, Spent>;
}

const SAID_FROM_MS = 2_000;
const FLOOR_MS = 1_000;
/** The directory reports how much of the limit is used only above 0.8. */
const SLOW_FROM_USE = 0.8;

interface LaneState {
  budget: Budget;
  tokens: number;
  filledAt: number;
  pausedUntil: number;
  slow: { untilMs: number; perMs: number } | null;
  throttlesInARow: number;
  throttledSince: number | null;
  givenUp: boolean;
  queue: Promise<unknown>;
  requests: number;
  units: number;
  throttled: number;
}

export function createPacing(options: PacingOptions): Pacing {
  const { clock } = options;
  const random = options.random ?? Math.random;
  const maxWaitMs = options.maxWaitMs ?? 60 * 60_000;
  const maxThrottledMs = options.maxThrottledMs ?? 30 * 60_000;
  const lanes = new Map<Lane, LaneState>();

  function stateOf(lane: Lane): LaneState {
    let state = lanes.get(lane);
    if (state === undefined) {
      const budget = BUDGETS[lane];
      state = {
        budget,
        tokens: burstOf(budget),
        filledAt: clock.monotonic(),
        pausedUntil: 0,
        slow: null,
        throttlesInARow: 0,
        throttledSince: null,
        givenUp: false,
        queue: Promise.resolve(),
        requests: 0,
        units: 0,
        throttled: 0,
      };
      lanes.set(lane, state);
    }
    return state;
  }

  function refill(state: LaneState, now: number): number {
    if (state.slow !== null && now >= state.slow.untilMs) state.slow = null;
    const full = (state.budget.units * state.budget.share) / state.budget.windowMs;
    const perMs = state.slow === null ? full : Math.min(full, state.slow.perMs);
    state.tokens = Math.min(burstOf(state.budget), state.tokens + (now - state.filledAt) * perMs);
    state.filledAt = now;
    return perMs;
  }

  async function waitTurn(lane: Lane, state: LaneState, units: number, signal: AbortSignal | undefined): Promise<Turn> {
    // A batch may cost more than the bucket holds: it goes when the bucket is full, and leaves a debt.
    const needed = Math.min(units, burstOf(state.budget));
    for (;;) {
      signal?.throwIfAborted();
      if (state.givenUp) return 'given-up';
      const now = clock.monotonic();
      const perMs = refill(state, now);
      const pause = state.pausedUntil - now;
      if (pause > maxWaitMs) return 'paused-too-long';
      let wait = pause;
      if (state.tokens < needed) {
        const untilFilled = perMs > 0 ? (needed - state.tokens) / perMs : Number.POSITIVE_INFINITY;
        // A slow phase ends at its reset; the pace is worked out anew then.
        const untilFaster = state.slow === null ? Number.POSITIVE_INFINITY : state.slow.untilMs - now;
        wait = Math.max(pause, Math.min(untilFilled, untilFaster));
      }
      if (wait <= 0) break;
      if (wait > SAID_FROM_MS) {
        options.onWait?.({ lane, title: state.budget.title, ms: wait, why: pause > 0 ? 'throttled' : 'budget' });
      }
      // Rounded up: a wait that ends a fraction of a millisecond early would spin.
      await clock.sleep(Math.ceil(wait), signal);
    }
    state.tokens -= units;
    state.requests += 1;
    state.units += units;
    return 'go';
  }

  function throttle(state: LaneState, header: (name: string) => string | null): void {
    const now = clock.monotonic();
    state.throttled += 1;
    // Requests that were in flight together are refused together: that is one refusal, not many in a row.
    if (now >= state.pausedUntil) state.throttlesInARow += 1;
    state.throttledSince ??= now;
    if (now - state.throttledSince > maxThrottledMs) state.givenUp = true;
    const asked = Math.max(retryAfterMs(header('retry-after'), clock.now()) ?? 0, rateLimit(header)?.resetMs ?? 0);
    const pause = asked > 0 ? asked : backoffMs(Math.max(1, state.throttlesInARow), random, THROTTLE_BACKOFF);
    // Never cut: Microsoft asks for 70 to 250 s in earnest, and every early call lengthens the penalty.
    state.pausedUntil = Math.max(state.pausedUntil, now + Math.max(FLOOR_MS, pause));
  }

  function slowDown(state: LaneState, header: (name: string) => string | null): void {
    const now = clock.monotonic();
    const limit = rateLimit(header);
    if (limit !== null && limit.resetMs > 0) {
      if (limit.remaining === 0) {
        state.pausedUntil = Math.max(state.pausedUntil, now + limit.resetMs);
        return;
      }
      refill(state, now);
      // What remains is spread over the time to the reset, a tenth kept back for what is in flight.
      const usable = limit.remaining * 0.9;
      state.slow = { untilMs: now + limit.resetMs, perMs: usable / limit.resetMs };
      state.tokens = Math.min(state.tokens, usable * 0.1);
    }
    const use = Number(header('x-ms-throttle-limit-percentage') ?? 0);
    if (use >= SLOW_FROM_USE) {
      const { units, share, windowMs } = state.budget;
      refill(state, now);
      state.slow = { untilMs: now + windowMs, perMs: (units * share) / windowMs / 2 };
      state.tokens = Math.min(state.tokens, 0);
    }
  }

  return {
    turn(lane, units, signal) {
      const state = stateOf(lane);
      const turn = state.queue.then(() => waitTurn(lane, state, units, signal));
      state.queue = turn.catch(() => undefined);
      return turn;
    },
    feed(lane, status, header) {
      const state = stateOf(lane);
      if (status === 429 || status === 503) {
        throttle(state, header);
        return;
      }
      if (status < 500) {
        state.throttlesInARow = 0;
        state.throttledSince = null;
      }
      slowDown(state, header);
    },
    limits: (lane, header) => slowDown(stateOf(lane), header),
    setLicences(licences) {
      const state = stateOf('sharepoint');
      const units = sharePointTier(licences).perMinute;
      if (units > state.budget.units) state.budget = { ...state.budget, units };
    },
    withoutPace(lane) {
      const state = stateOf(lane);
      state.budget = { ...state.budget, units: Number.MAX_SAFE_INTEGER };
      state.tokens = burstOf(state.budget);
    },
    spent() {
      const spent: Record<string, Spent> = {};
      for (const [lane, { requests, units, throttled }] of [...lanes].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (requests > 0 || throttled > 0) spent[lane] = { requests, units, throttled };
      }
      return spent;
    },
  };
}

/** What may go at once: the headroom that the share leaves, so that burst and pace together never exceed a window. */
function burstOf(budget: Budget): number {
  return Math.max(1, budget.units * (1 - budget.share));
}
