/** To how much of the staff label policies bring something: a label, a default, a duty. */
import type { LabelPolicyRow, LabelRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { allOf, anyOf, type Known, known, type Tri, unknown } from '../../evidence/known.js';
import { labelNamed, usable } from './labels.js';

export interface Reached {
  /** People whom it reaches for certain; null: everybody, whose number is not known. */
  readonly people: number | null;
  /** Their share of the staff, 0 to 1: what was not read can only make it more. */
  readonly share: number;
  /** Why it may be more. */
  readonly gaps: readonly Gap[];
}

/** @param holds what a policy must do to count; that it is on is looked at here */
export function reachedBy(
  policies: readonly LabelPolicyRow[],
  holds: (row: LabelPolicyRow) => Tri,
  enabledMembers: Known<number>,
): Reached {
  const people = new Set<string>();
  const gaps: Gap[] = [];
  for (const row of policies) {
    const counts = allOf([row.policy.enabled, holds(row)]);
    if (counts.known && !counts.value) continue;
    if (!counts.known) gaps.push(counts.gap);
    else if (!row.people.known) gaps.push(row.people.gap);
    else if (row.people.value === 'all')
      return { people: enabledMembers.known ? enabledMembers.value : null, share: 1, gaps: [] };
    else for (const id of row.people.value) people.add(id);
  }
  if (!enabledMembers.known) return { people: people.size, share: 0, gaps: [...gaps, enabledMembers.gap] };
  const share = enabledMembers.value === 0 ? 0 : Math.min(1, people.size / enabledMembers.value);
  return { people: people.size, share, gaps };
}

/** Whether it is enough of the staff; a gap where what was not read could make it so. */
export function isEnough({ share, gaps }: Reached, least: number): Tri {
  if (share >= least) return known(true);
  return gaps[0] === undefined ? known(false) : unknown(gaps[0]);
}

/** Whether a policy publishes a label that people can put on files. */
export function publishesFileLabel({ policy }: LabelPolicyRow, labels: readonly LabelRow[]): Tri {
  if (!policy.labels.known) return policy.labels;
  return anyOf(
    policy.labels.value.map((name) => {
      const label = labelNamed(labels, name);
      if (label !== undefined) return allOf([usable(label), label.forFiles]);
      return labels.some((one) => ownName(one) === name.trim().toLowerCase()) ? unknown(SHARED) : known(false);
    }),
  );
}

const SHARED: Gap = { reason: 'failed', detail: 'a label policy names a label by a name that several labels have' };

/** `Confidential / PHI` is called `PHI` in policies. */
function ownName({ name }: LabelRow): string {
  return (name.split(' / ').at(-1) ?? name).trim().toLowerCase();
}

/** Sets a default label that exists and is on: one that was deleted or switched off labels nothing. */
export function hasDefault({ policy }: LabelPolicyRow, labels: readonly LabelRow[]): Tri {
  if (!policy.settings.known) return policy.settings;
  const id = policy.settings.value.defaultLabelId;
  const label = id === null ? undefined : labelNamed(labels, id);
  return label === undefined ? known(false) : usable(label);
}

/** Floored to one decimal, so that 94.96 % is never written as 95. */
export function percentOf(share: number): number {
  return Math.floor(share * 1000 + 1e-9) / 10;
}
