/** Turns what a collector says at the end of a shard into a coverage that can never claim more than was kept. */
import type { Coverage, Gap } from '../evidence/coverage.js';

/** The gap of a shard that was never begun, or was begun and not ended. */
export const NOT_YET_READ: Gap = { reason: 'not-yet-read' };

/** The gap of a shard whose files are not as they were written. */
export const DAMAGED: Gap = { reason: 'failed', detail: 'evidence file damaged' };

export const NEVER_BEGUN: Coverage = { state: 'absent', rows: 0, gaps: [NOT_YET_READ] };

export interface Closing {
  readonly state: Coverage['state'];
  readonly gaps?: readonly Gap[];
}

/**
 * `combine()` takes a part without gaps for a whole one, so a shard that is not complete always gets one here; and a
 * shard that names a gap is not complete, whatever its collector called it.
 */
export function settled(closing: Closing, rows: number): Coverage {
  const gaps = closing.gaps ?? [];
  if (closing.state === 'complete' && gaps.length === 0) return { state: 'complete', rows };
  const named = gaps.length > 0 ? gaps : [{ reason: 'failed', detail: 'the collector gave no reason' } satisfies Gap];
  if (closing.state === 'absent') return { state: 'absent', rows: 0, gaps: named };
  return { state: 'partial', rows, gaps: named };
}
