/** Claim × coverage: the one place where a rule's own word becomes an outcome. */
import type { Gap } from '../evidence/coverage.js';
import type { Outcome } from '../result/types.js';
import type { Claim } from '../rules/define.js';

export interface Judged {
  readonly claim: Claim;
  readonly kind: 'pass' | 'fail' | 'warn' | 'not-applicable';
  readonly settled: boolean;
  readonly lacksLicence: boolean;
  /** Gaps of partial evidence and of rows that could be offenders; empty when everything was seen. */
  readonly gaps: readonly Gap[];
}

/**
 * | claim | all seen | seen in part |
 * |---|---|---|
 * | none | as the rule says | a fail, a warning and a settled "nothing to judge" stand; a pass is not assessed |
 * | some | as the rule says | a pass and a settled "nothing to judge" stand; anything else is not assessed |
 * | ratio | as the rule says | a settled fail or "nothing to judge" stands; anything else is not assessed |
 */
export function outcomeOf(judged: Judged): Outcome {
  if (judged.gaps.length > 0 && !stands(judged)) return 'not-assessed';
  if (judged.kind === 'not-applicable' && judged.lacksLicence) return 'not-licensed';
  return judged.kind;
}

function stands({ claim, kind, settled }: Judged): boolean {
  if (kind === 'not-applicable') return settled;
  switch (claim) {
    case 'none':
      return kind === 'fail' || kind === 'warn';
    case 'some':
      return kind === 'pass';
    case 'ratio':
      return kind === 'fail' && settled;
  }
}
