/** How far the rules of one kind, for labels or for prompts, have come in the place "Microsoft 365 Copilot and Copilot Chat". */
import type { DlpPolicyRow, DlpRuleRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { allOf, mapKnown, type Tri } from '../../evidence/known.js';
import type { PolicyScope } from '../../evidence/purview.js';
import { does, isEverywhere, isOff, LADDER, rungWord, type Step, stepOf } from './policies.js';

/** A rule, or a policy that rests, with the step that it reached; `why` where an enforced rule protects no PHI. */
export interface Reached {
  readonly step: Step;
  readonly row: DlpPolicyRow;
  readonly rule: DlpRuleRow | null;
  readonly scope: PolicyScope;
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
        const scope = copilot.known ? copilot.value : null;
        if (mayBe && scope !== null) all.push({ step: stepOf(row) ?? 'none', row, rule: null, scope, why: null });
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
        if (broken !== undefined) all.push({ step: 'no-active-rule', row, rule, scope, why: broken.why });
        else if (!works.known) unsure(works.gap);
        else all.push({ step: isEverywhere(scope) ? 'everywhere' : 'scoped', row, rule, scope, why: null });
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

const isNo = (value: Tri): boolean => value.known && !value.value;

const WHYS: readonly Reached['why'][] = ['inactive', 'not-phi', 'dead', null];

function rank({ step, why }: Reached): number {
  return LADDER.indexOf(step) * WHYS.length + WHYS.indexOf(why);
}

function key({ row, rule }: Reached): string {
  return `${row.policy.name}|${row.policy.id}|${rule?.rule.id ?? ''}`;
}
