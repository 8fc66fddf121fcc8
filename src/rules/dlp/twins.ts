/** Whether a policy that rests has an enforced twin: one that looks for the same and holds at least as widely. */
import type { DlpPolicyRow } from '../../derive/rows.js';
import { allOf, anyOf, type Known, known, mapKnown, type Tri, unknown } from '../../evidence/known.js';
import type { PolicyScope } from '../../evidence/purview.js';
import { isEverywhere, isNowhere, LOCATION_NAMES, someRule } from './policies.js';

/** `other` is enforced, covers every place of `row`, and looks for PHI and for each label where `row` does. */
export function isTwin(row: DlpPolicyRow, other: DlpPolicyRow): Tri {
  if (other.enforced.known && !other.enforced.value) return known(false);
  const places = LOCATION_NAMES.map((place) => covers(other.policy.locations[place], row.policy.locations[place]));
  const planes = both(row.policy.planes, other.policy.planes, (needed, has) => needed.every((plane) => has.includes(plane)));
  return allOf([other.enforced, ...places, covers(other.copilot, row.copilot), planes, looksForTheSame(row, other)]);
}

function looksForTheSame(row: DlpPolicyRow, other: DlpPolicyRow): Tri {
  const wantsPhi = someRule(row, (rule) => rule.looksForPhi);
  const hasPhi = someRule(other, (rule) => allOf([rule.active, rule.looksForPhi]));
  const phi = anyOf([mapKnown(wantsPhi, (wants) => !wants), hasPhi]);
  if (!row.rules.known) return row.rules;
  const labels = row.rules.value.map(({ labels }) =>
    labels.known ? allOf(labels.value.map((id) => hasLabel(other, id))) : labels,
  );
  return allOf([phi, ...labels]);
}

function hasLabel(row: DlpPolicyRow, id: string): Tri {
  return someRule(row, (rule) => allOf([rule.active, mapKnown(rule.labels, (labels) => labels.includes(id))]));
}

type Scope = Known<PolicyScope | null>;

/** Whoever is in `needed` is in `wide`, as far as names tell. */
function covers(wide: Scope, needed: Scope): Tri {
  if (needed.known && (needed.value === null || isNowhere(needed.value))) return known(true);
  if (wide.known && wide.value !== null && isEverywhere(wide.value)) return known(true);
  return both(wide, needed, (w, n) => {
    if (n === null || isNowhere(n)) return true;
    if (w === null || !w.excludes.every((name) => n.excludes.includes(name))) return false;
    if (w.includes === 'all') return true;
    const includes = w.includes;
    if (n.includes === 'all') return false;
    return n.includes.every((name) => includes.includes(name)) && n.adaptive.every((name) => w.adaptive.includes(name));
  });
}

function both<T, U>(a: Known<T>, b: Known<U>, holds: (a: T, b: U) => boolean): Tri {
  if (!a.known) return unknown(a.gap);
  return b.known ? known(holds(a.value, b.value)) : unknown(b.gap);
}
