/** What the rules on sensitivity labels share: whether a label can be applied at all, and the word where there is none. */
import type { LabelRow } from '../../derive/rows.js';
import type { SensitivityLabel } from '../../evidence/content.js';
import { isSilent } from '../../evidence/coverage.js';
import { type Known, known, type Tri } from '../../evidence/known.js';
import type { Subject } from '../define.js';
import { named } from '../kit.js';

/** LBL-001 is the finding then; the others must not count the same cause again. */
export const NO_LABELS = 'Because of LBL-001: there is no sensitivity label at all, so there is nothing to judge here yet.';

/** The verdict of a rule that visited no label. Settled where Graph's own list was read whole and is empty. */
export function withoutLabels(sensitivityLabels: Known<readonly SensitivityLabel[]>) {
  const settled = sensitivityLabels.known && sensitivityLabels.value.length === 0;
  return { kind: 'not-applicable', message: 'noLabels', total: 0, settled } as const;
}

/** Whether Graph alone lists the label, which does not say if it is switched on, and nobody who would know was asked. */
export function isOnlyListed({ enabled, origins }: LabelRow): boolean {
  return !enabled.known && isSilent(enabled.gap) && origins.length > 0 && origins.every((o) => o.source === 'graph');
}

/** Somebody can apply it: it is switched on and no mere heading. A label that Graph alone lists is taken as on. */
export function usable(row: LabelRow): Tri {
  if (row.isParent) return known(false);
  return isOnlyListed(row) ? known(true) : row.enabled;
}

/** The label that a policy names, by id or by a name that only one has; undefined: none. */
export function labelNamed(labels: readonly LabelRow[], name: string): LabelRow | undefined {
  const key = name.trim().toLowerCase();
  return labels.find((label) => label.aliases.includes(key));
}

export function labelSubject({ id, name }: LabelRow): Subject {
  return { type: 'label', id, name, url: null };
}

/** `"A", "B"`, the first few in alphabetical order. */
export function quoted(things: readonly { readonly name: string }[]): string {
  return named(things.map(({ name }) => `"${name}"`).sort());
}
