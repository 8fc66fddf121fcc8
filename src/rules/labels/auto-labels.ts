/** What an auto-labeling policy does: whether it is on or only simulated, where it holds, and whether it labels PHI. */
import type { LabelRow } from '../../derive/rows.js';
import { MEDICAL_TYPES } from '../../evidence/health-types.js';
import { allOf, anyOf, known, mapKnown, type Tri, unknown } from '../../evidence/known.js';
import { type AutoLabelPolicy, type Condition, unreadable } from '../../evidence/purview.js';
import { labelNamed, usable } from './labels.js';

export function isOn({ mode, enabled }: AutoLabelPolicy): Tri {
  return allOf([mapKnown(mode, (m) => m === 'Enable'), enabled]);
}

/** Both test modes: what they find they count and leave as it is. */
export function isSimulated({ mode }: AutoLabelPolicy): Tri {
  return mapKnown(mode, (m) => m === 'TestWithNotifications' || m === 'TestWithoutNotifications');
}

/** In mail or in files, wherever that is. */
export function somewhere({ exchange, sharePoint, oneDrive }: AutoLabelPolicy): Tri {
  return anyOf(
    [exchange, sharePoint, oneDrive].map((place) =>
      mapKnown(place, ({ includes, adaptive }) => includes === 'all' || includes.length + adaptive.length > 0),
    ),
  );
}

/** Puts on a label that exists and is on, and which means PHI or is put on what is about health. */
export function labelsPhi({ labelId, conditions }: AutoLabelPolicy, labels: readonly LabelRow[]): Tri {
  if (labelId === null) return unknown(unreadable('which label an auto-labeling policy applies'));
  const label = labelNamed(labels, labelId);
  if (label === undefined) return known(false);
  return allOf([usable(label), anyOf([known(label.isPhi), mapKnown(conditions, (list) => list.some(seeksHealth))])]);
}

/** What stands under a `not` is what it leaves alone. */
function seeksHealth(condition: Condition): boolean {
  if (condition.kind === 'type') return MEDICAL_TYPES.has(condition.id.toLowerCase());
  return (condition.kind === 'and' || condition.kind === 'or') && condition.of.some(seeksHealth);
}
