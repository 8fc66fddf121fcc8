/** What the rules on data loss prevention share: the words of the ladder, places, and rules that look for PHI. */
import type { DlpPolicyRow, DlpRuleRow, Rung } from '../../derive/rows.js';
import { allOf, anyOf, type Known, mapKnown, type Tri } from '../../evidence/known.js';
import type { DlpActions, DlpLocation, PolicyScope } from '../../evidence/purview.js';
import type { Subject } from '../define.js';
import { daysSince, named, orNull, plural, toldBy } from '../kit.js';

/** From the least to the most. `unreadable` is said where nothing better was seen and something could not be read. */
export const LADDER = ['none', 'simulation', 'disabled', 'no-active-rule', 'scoped', 'everywhere'] as const;
export type Step = (typeof LADDER)[number];

/** The ladder in words, for `measures.rung` and for summaries. */
export const RUNG_WORDS = {
  unreadable: 'unreadable',
  none: 'none',
  simulation: 'simulation',
  disabled: 'disabled',
  'no-active-rule': 'no active rule',
  scoped: 'enforced but scoped',
  everywhere: 'enforced for all',
} as const satisfies Record<Step | 'unreadable', string>;

/** The word of the highest step; `unreadable` where what was not read could stand higher than a policy that protects nothing. */
export function rungWord(steps: Iterable<Step>, hasDoubts: boolean): string {
  const best = LADDER[Math.max(0, ...[...steps].map((step) => LADDER.indexOf(step)))] as Step;
  const isOn = best === 'scoped' || best === 'everywhere';
  return RUNG_WORDS[hasDoubts && !isOn ? 'unreadable' : best];
}

/** The rung of a policy as far as it is known: an enforced one whose locations cannot all be read is at least scoped. */
export function stepOf({ rung, enforced }: DlpPolicyRow): Step | null {
  return orNull<Rung>(rung) ?? (orNull(enforced) === true ? 'scoped' : null);
}

/**
 * What does not protect, in one line: each name with its rung, and for a simulation how long it has stood unchanged.
 * @param ifOn what to say of a policy that is enforced and all the same no protection here
 */
export function resting(rows: readonly DlpPolicyRow[], now: Date, ifOn: string | null = null): string {
  return named(rows.map((row) => `"${row.policy.name}" (${stateOf(row, now, ifOn)})`).sort());
}

/** The same, with a word on simulation where one of them is in it. */
export function unprotecting(rows: readonly DlpPolicyRow[], now: Date, ifOn: string | null = null): string {
  const isSimulated = rows.some((row) => stepOf(row) === 'simulation');
  return `${resting(rows, now, ifOn)}${isSimulated ? '; a policy in simulation stops nothing' : ''}`;
}

function stateOf(row: DlpPolicyRow, now: Date, ifOn: string | null): string {
  if (ifOn !== null && orNull(row.enforced) === true) return ifOn;
  const step = stepOf(row) ?? 'unreadable';
  const { changed } = row.policy;
  const days = daysSince(changed, now);
  if (step !== 'simulation' || changed === null || days === null || !Number.isFinite(days)) return RUNG_WORDS[step];
  return `simulation, unchanged since ${changed.slice(0, 10)}, ${plural(days, 'day')} ago`;
}

export function policySubject({ policy }: DlpPolicyRow): Subject {
  return { type: 'policy', id: policy.id, name: policy.name, url: null };
}

/** What the evidence tells of a policy, for the detail of an offence. */
export function policyDetail(row: DlpPolicyRow) {
  const { mode, changed, origins } = row.policy;
  return {
    rung: RUNG_WORDS[stepOf(row) ?? 'unreadable'],
    policyMode: orNull(mode),
    lastChanged: changed,
    toldBy: toldBy(origins),
  };
}

export const LOCATIONS = {
  exchange: 'Exchange mail',
  sharePoint: 'SharePoint',
  oneDrive: 'OneDrive',
  teams: 'Teams chats',
  endpoint: 'devices',
} as const satisfies Record<DlpLocation, string>;

export const LOCATION_NAMES = Object.keys(LOCATIONS) as DlpLocation[];

export function isNowhere({ includes, adaptive }: PolicyScope): boolean {
  return includes !== 'all' && includes.length === 0 && adaptive.length === 0;
}

export function isEverywhere({ includes, excludes }: PolicyScope): boolean {
  return includes === 'all' && excludes.length === 0;
}

/** For somebody in this place. */
export function holdsIn({ policy }: DlpPolicyRow, place: DlpLocation): Tri {
  return mapKnown(policy.locations[place], (scope) => !isNowhere(scope));
}

/** In mail, files, chats or on devices: a policy for Copilot or for browsers alone does not count. */
export function holdsInData(row: DlpPolicyRow): Tri {
  return anyOf(LOCATION_NAMES.map((place) => holdsIn(row, place)));
}

/** `3 people, groups or sites (Pilot, …)`, with what is left out. */
export function scopeWords({ includes, excludes, adaptive }: PolicyScope): string {
  const count = includes === 'all' ? 0 : includes.length;
  const names = includes === 'all' ? '' : ` (${named(includes)})`;
  const parts = [
    ...(includes === 'all' ? ['everybody'] : []),
    ...(count > 0 ? [`${plural(count, 'entry', 'entries')}${names}`] : []),
    ...(adaptive.length > 0 ? [`${plural(adaptive.length, 'adaptive scope')} (${named(adaptive)})`] : []),
  ];
  return `${parts.join(' and ')}${excludes.length > 0 ? ` without ${plural(excludes.length, 'exclusion')} (${named(excludes)})` : ''}`;
}

/** One of the rules of the policy holds to this; a gap where they could not be read. */
export function someRule(row: DlpPolicyRow, holds: (rule: DlpRuleRow) => Tri): Tri {
  return row.rules.known ? anyOf(row.rules.value.map(holds)) : row.rules;
}

/** Active, after PHI by types or by a label that is alive, and keeping it back: a rule that only records protects nothing. */
export function restrictsPhi(rule: DlpRuleRow): Tri {
  const seeks = anyOf([rule.looksForPhi, rule.labelsPhi]);
  return allOf([rule.active, seeks, does(rule, (actions) => actions.blocks || actions.restrictsEndpoint)]);
}

/** Whether what the rule does includes this. */
export function does({ rule }: DlpRuleRow, what: (actions: DlpActions) => boolean): Tri {
  return mapKnown(rule.actions, what);
}

/** Names, each once and sorted, of what rules of policies look for. */
export function typesOf(rows: readonly DlpPolicyRow[]): string[] {
  const types = rows.flatMap((row) => list(row.rules)).flatMap((rule) => list(rule.types));
  return [...new Set(types)].sort();
}

function list<T>(value: Known<readonly T[]>): readonly T[] {
  return orNull(value) ?? [];
}

/** Whether it certainly protects nobody, wherever it would hold. */
export function isOff({ enforced }: DlpPolicyRow): boolean {
  return orNull(enforced) === false;
}
