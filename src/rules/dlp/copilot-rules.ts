/** How far the rules of one kind, for labels or for prompts, have come in the place "Microsoft 365 Copilot and Copilot Chat". */
import type { DlpPolicyRow, DlpRuleRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { allOf, mapKnown, type Tri } from '../../evidence/known.js';
import type { Condition, PolicyScope } from '../../evidence/purview.js';
import { named } from '../kit.js';
import { does, isEverywhere, isOff, LADDER, rungWord, type Step, scopeWords, stepOf } from './policies.js';

/** A rule, or a policy that rests, with the step that it reached; `why` where an enforced rule protects no PHI. */
export interface Reached {
  readonly step: Step;
  readonly row: DlpPolicyRow;
  readonly rule: DlpRuleRow | null;
  /** For whom it holds, in words; null: for nobody. */
  readonly holdsFor: string | null;
  /** Names of other conditions that must be met besides; empty: labels or types alone set it off. */
  readonly besides: readonly string[];
  readonly why: 'inactive' | 'dead' | 'not-phi' | null;
}

export interface RuleKind {
  /** Whether a rule is of this kind at all. A condition on labels and one on types cannot share a rule. */
  readonly isOne: (rule: DlpRuleRow) => Tri;
  /** What it must hold to; the first that is known not to hold says why it protects nothing. */
  readonly tests: readonly { readonly why: Exclude<Reached['why'], null>; readonly holds: (rule: DlpRuleRow) => Tri }[];
}

const restricted = {
  why: 'inactive',
  holds: (rule: DlpRuleRow) => allOf([rule.active, does(rule, (a) => a.excludesFromCopilot)]),
} as const;

export const LABEL_RULE: RuleKind = {
  isOne: ({ labels, types }) => allOf([mapKnown(labels, (l) => l.length > 0), mapKnown(types, (t) => t.length === 0)]),
  tests: [
    restricted,
    { why: 'dead', holds: ({ labelsAlive }) => labelsAlive },
    { why: 'not-phi', holds: ({ labelsPhi }) => labelsPhi },
  ],
};

export const PROMPT_RULE: RuleKind = {
  isOne: ({ labels, types }) => allOf([mapKnown(types, (t) => t.length > 0), mapKnown(labels, (l) => l.length === 0)]),
  tests: [restricted, { why: 'not-phi', holds: ({ looksForPhi }) => looksForPhi }],
};

export interface CopilotLadder {
  visit(row: DlpPolicyRow): void;
  /** From the most to the least, in an order that does not hang on the order of the rows. */
  reached(): readonly Reached[];
  /** For `measures.rung`. */
  word(): string;
}

/** Doubts are raised for whatever may be an enforced rule of the kind and cannot be read. */
export function copilotLadder(kind: RuleKind, doubt: (gap: Gap) => void): CopilotLadder {
  const all: Reached[] = [];
  let hasDoubts = false;
  const unsure = (gap: Gap) => {
    hasDoubts = true;
    doubt(gap);
  };
  return {
    visit(row) {
      const { copilot, rules } = row;
      if (copilot.known && copilot.value === null) return;
      if (isOff(row)) {
        // Where its rules cannot be read it may be of the kind; either way it protects nothing.
        const mayBe = !rules.known || rules.value.some((rule) => !isNo(kind.isOne(rule)));
        const isForCopilot = copilot.known || namesCopilot(row);
        if (mayBe && isForCopilot)
          all.push({ step: stepOf(row) ?? 'none', row, rule: null, holdsFor: null, besides: [], why: null });
        return;
      }
      if (!copilot.known) return unsure(copilot.gap);
      if (!rules.known) return unsure(rules.gap);
      const scope = copilot.value as PolicyScope;
      for (const rule of rules.value) {
        const isOne = kind.isOne(rule);
        if (isNo(isOne)) continue;
        const broken = kind.tests.find(({ holds }) => isNo(holds(rule)));
        const works = allOf([row.enforced, isOne, ...kind.tests.map(({ holds }) => holds(rule))]);
        if (broken !== undefined) {
          all.push({ step: 'no-active-rule', row, rule, holdsFor: null, besides: [], why: broken.why });
          continue;
        }
        if (!works.known) {
          unsure(works.gap);
          continue;
        }
        const besides = rule.rule.conditions.known ? neededBesides(rule.rule.conditions.value) : [];
        const step = isEverywhere(scope) && besides.length === 0 ? 'everywhere' : 'scoped';
        all.push({ step, row, rule, holdsFor: scopeWords(scope), besides, why: null });
      }
    },
    reached: () => [...all].sort((a, b) => rank(b) - rank(a) || (key(a) < key(b) ? -1 : 1)),
    word: () =>
      rungWord(
        all.map(({ step }) => step),
        hasDoubts,
      ),
  };
}

/** It names Copilot, though its places do not say for whom. */
function namesCopilot({ policy: { planes } }: DlpPolicyRow): boolean {
  return planes.known && planes.value.some((plane) => plane.toLowerCase() === 'copilotexperiences');
}

/** Conditions without which labels or types alone set nothing off: a rule for mail from outside leaves all files alone. */
function neededBesides(condition: Condition): readonly string[] {
  if (condition.kind === 'other') return [condition.name];
  const parts = condition.kind === 'and' || condition.kind === 'or' ? condition.of.map(neededBesides) : [];
  if (condition.kind === 'and') return [...new Set(parts.flat())].sort();
  return parts.some((names) => names.length === 0) ? [] : (parts[0] ?? []);
}

const isNo = (value: Tri): boolean => value.known && !value.value;

const WHYS: readonly Reached['why'][] = ['inactive', 'not-phi', 'dead', null];

function rank({ step, why }: Reached): number {
  return LADDER.indexOf(step) * WHYS.length + WHYS.indexOf(why);
}

function key({ row, rule }: Reached): string {
  return `${row.policy.name}|${row.policy.id}|${rule?.rule.id ?? ''}`;
}

/** What to say of an enforced rule that holds for some, or only where something else is so too. */
export function inPart({ row, holdsFor, besides }: Reached) {
  const data = { policy: row.policy.name, scope: holdsFor ?? '' };
  return besides.length === 0
    ? ({ message: 'scoped', data } as const)
    : ({ message: 'narrowed', data: { ...data, besides: named(besides) } } as const);
}
