/** How far a DLP policy is enforced: by its mode, its switch, its active rules and its locations. */
import { allOf, anyOf, type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import { type DlpActions, type DlpPolicy, type DlpRule, type PolicyScope, unreadable } from '../evidence/purview.js';
import type { DlpRuleRow, Rung } from './rows.js';

/** Not switched off, begun and not over at `now`. */
export function isActive({ disabled, activates, expires }: DlpRule, now: Date): Tri {
  const begun = activates === null ? known(true) : mapKnown(timeOf(activates), (at) => at <= now.getTime());
  const lasting = expires === null ? known(true) : mapKnown(timeOf(expires), (at) => at > now.getTime());
  return allOf([mapKnown(disabled, (off) => !off), begun, lasting]);
}

function timeOf(date: string): Known<number> {
  const at = Date.parse(date);
  return Number.isNaN(at) ? unknown(unreadable('a date of a DLP rule')) : known(at);
}

/** Keeps somebody or something from content; only telling or recording does not count. */
export function restricts(actions: DlpActions): boolean {
  return actions.blocks || actions.excludesFromCopilot || actions.blocksWebSearch || actions.restrictsEndpoint;
}

/** Holds for nobody: the service is not in the policy. */
export function isNowhere({ includes, adaptive }: PolicyScope): boolean {
  return includes !== 'all' && includes.length === 0 && adaptive.length === 0;
}

/** For everybody, without an exception. */
export function isEverywhere({ includes, excludes }: PolicyScope): boolean {
  return includes === 'all' && excludes.length === 0;
}

export interface Enforcement {
  readonly rung: Known<Rung>;
  readonly enforced: Tri;
}

/** The mode decides what the switch cannot: the switch is on in both test modes. */
export function enforcementOf(policy: DlpPolicy, rules: Known<readonly Pick<DlpRuleRow, 'rule' | 'active'>[]>): Enforcement {
  const resting = restingRung(policy);
  if (!resting.known) return { rung: resting, enforced: resting };
  if (resting.value !== null) return { rung: known(resting.value), enforced: known(false) };
  const acts = rules.known
    ? anyOf(rules.value.map(({ rule, active }) => allOf([active, mapKnown(rule.actions, restricts)])))
    : rules;
  if (!acts.known) return { rung: acts, enforced: acts };
  if (!acts.value) return { rung: known('no-active-rule'), enforced: known(false) };
  const places: readonly Known<PolicyScope | null>[] = [...Object.values(policy.locations), policy.copilot];
  const held = places.map((place) => mapKnown(place, (scope) => (scope === null || isNowhere(scope) ? null : scope)));
  const isNarrow = anyOf(held.map((place) => mapKnown(place, (scope) => scope !== null && !isEverywhere(scope))));
  // Of browsers, networks and places that are none of these nobody says for whom: there it counts as scoped.
  const isPlaced = anyOf(held.map((place) => mapKnown(place, (scope) => scope !== null)));
  const everywhere = allOf([mapKnown(isNarrow, (narrow) => !narrow), isPlaced]);
  return { rung: mapKnown(everywhere, (all): Rung => (all ? 'everywhere' : 'scoped')), enforced: known(true) };
}

/** The rung of a policy that is not on; null: it is on. */
function restingRung({ mode, enabled, isSimulation }: DlpPolicy): Known<Rung | null> {
  if (mode.known && mode.value.startsWith('Test')) return known('simulation');
  if (mode.known && mode.value === 'Disable') return known('disabled');
  if (isSimulation === true) return unknown(mode.known ? CONTRADICTORY : mode.gap);
  if (enabled.known && !enabled.value) return known('disabled');
  if (!mode.known) return mode;
  return enabled.known ? known(null) : enabled;
}

const CONTRADICTORY = {
  reason: 'contradictory',
  detail: 'a DLP policy has the mode Enable and calls itself a simulation',
} as const;
