/** Waits between attempts where the service names none: exponential, with full jitter, never under a floor. */

/** A number from 0 up to, not including, 1. Injected, so that tests and replays are exact. */
export type Random = () => number;

export interface BackoffShape {
  readonly floorMs: number;
  readonly firstMs: number;
  readonly ceilingMs: number;
}

export const NETWORK_BACKOFF: BackoffShape = { floorMs: 200, firstMs: 1_000, ceilingMs: 30_000 };
/** Conditional Access throttles without `Retry-After`; a floor of one second keeps the loop from being hot. */
export const THROTTLE_BACKOFF: BackoffShape = { floorMs: 1_000, firstMs: 2_000, ceilingMs: 120_000 };

/** Wait before attempt `attempt + 1`; `attempt` counts from 1. */
export function backoffMs(attempt: number, random: Random, shape: BackoffShape): number {
  const top = Math.min(shape.ceilingMs, shape.firstMs * 2 ** (attempt - 1));
  return Math.max(shape.floorMs, random() * top);
}
