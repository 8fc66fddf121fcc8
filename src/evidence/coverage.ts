/** How much of a dataset was seen, and, where it was not, why: the vocabulary every later stage judges by. */

/** The closed list of reasons for which something is not known. */
export type GapReason =
  | 'forbidden'
  | 'not-licensed'
  | 'needs-other-sign-in'
  | 'needs-sharepoint-tier'
  | 'concealed'
  | 'throttled'
  | 'failed'
  | 'not-yet-read'
  | 'not-requested'
  | 'capped'
  | 'expired'
  | 'unreadable'
  | 'contradictory';

/** One thing that is not known. `remedy` names the permission, plan, sign-in mode or option that would tell. */
export interface Gap {
  readonly reason: GapReason;
  /** Microsoft's name of what is missing: a permission, a service plan, a sign-in mode, or one of our options. */
  readonly remedy?: string;
  /** One short sentence for the reader; never a tenant's file or folder name, never a token. */
  readonly detail?: string;
  /** Microsoft's `request-id`, for a support case. */
  readonly requestId?: string;
  /** HTTP status of the answer that made the gap. */
  readonly status?: number;
}

/** How whole a dataset, or one shard of it, is. */
export type Coverage =
  | { readonly state: 'complete'; readonly rows: number }
  | { readonly state: 'partial'; readonly rows: number; readonly gaps: readonly Gap[] }
  | { readonly state: 'absent'; readonly rows: 0; readonly gaps: readonly Gap[] };

/** The gaps of a coverage; none where it is complete. */
export function gapsOf(coverage: Coverage): readonly Gap[] {
  return coverage.state === 'complete' ? [] : coverage.gaps;
}

/** A gap of what nobody meant to ask. */
export function isUnasked({ reason }: Gap): boolean {
  return reason === 'needs-sharepoint-tier' || reason === 'not-requested';
}

/** Nobody was asked, or the answer is too old to count: such a source is none, and says nothing against another. */
export function isSilent(gap: Gap): boolean {
  return isUnasked(gap) || gap.reason === 'not-yet-read' || gap.reason === 'expired';
}

/** Same reason and same remedy: one line in the report, however often it was met. */
export function gapKey(gap: Gap): string {
  return `${gap.reason}|${gap.remedy ?? ''}|${gap.detail ?? ''}`;
}

/** Gaps without repetitions, in a stable order. */
export function distinctGaps(gaps: Iterable<Gap>): Gap[] {
  const seen = new Map<string, Gap>();
  for (const gap of gaps) if (!seen.has(gapKey(gap))) seen.set(gapKey(gap), gap);
  return [...seen.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, gap]) => gap);
}

/** The coverage of a whole that is made of parts (the drives of a dataset, say). */
export function combine(parts: Iterable<Coverage>): Coverage {
  let rows = 0;
  let absent = 0;
  let count = 0;
  const gaps: Gap[] = [];
  for (const part of parts) {
    count += 1;
    rows += part.rows;
    if (part.state === 'absent') absent += 1;
    gaps.push(...gapsOf(part));
  }
  if (gaps.length === 0 && absent === 0) return { state: 'complete', rows };
  if (count > 0 && absent === count) return { state: 'absent', rows: 0, gaps: distinctGaps(gaps) };
  return { state: 'partial', rows, gaps: distinctGaps(gaps) };
}
