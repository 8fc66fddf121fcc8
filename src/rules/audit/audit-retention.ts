/** Which audit retention policies decide how long the records of Copilot live. */
import type { AuditRetentionPolicy } from '../../evidence/purview.js';

/** What Microsoft keeps of every record without a policy (Audit Standard). */
export const STANDARD_DAYS = 180;

export interface CopilotRetention {
  /** For everybody, and long enough. */
  readonly long: readonly AuditRetentionPolicy[];
  /** For everybody or for some, and not long enough. Which policy goes first is not in the evidence. */
  readonly short: readonly AuditRetentionPolicy[];
  /** Long enough, for some people only. */
  readonly forSome: readonly AuditRetentionPolicy[];
  /** Their time cannot be read. */
  readonly unclear: readonly AuditRetentionPolicy[];
}

/** Sorts the policies that name no record type, or CopilotInteraction; others say nothing of Copilot. */
export function copilotRetention(policies: readonly AuditRetentionPolicy[], daysMin: number): CopilotRetention {
  const ours = policies.filter(
    ({ recordTypes }) => recordTypes.length === 0 || recordTypes.some((one) => one.toLowerCase() === 'copilotinteraction'),
  );
  const isLong = ({ days }: AuditRetentionPolicy) => days.known && days.value >= daysMin;
  return {
    long: ours.filter((one) => isLong(one) && one.users.length === 0),
    forSome: ours.filter((one) => isLong(one) && one.users.length > 0),
    short: ours.filter(({ days }) => days.known && days.value < daysMin),
    unclear: ours.filter(({ days }) => !days.known),
  };
}
