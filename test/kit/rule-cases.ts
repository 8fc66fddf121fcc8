/** Runs a rule's table of cases through the real engine: the case gives rows and facts, the engine gives the finding. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../src/config/thresholds.js';
import type { RowKind, RowKinds, Totals } from '../../src/derive/rows.js';
import type { RuleInputs } from '../../src/engine/inputs.js';
import { runRules } from '../../src/engine/run-rules.js';
import type { Coverage, Gap } from '../../src/evidence/coverage.js';
import type { Datasets } from '../../src/evidence/datasets.js';
import type { Thresholds } from '../../src/evidence/thresholds.js';
import type { Outcome, PlacedFinding } from '../../src/result/types.js';
import type { AnyRule, FactName } from '../../src/rules/define.js';
import { NOW, someTotals } from './rows.js';

export interface World {
  /** Rows of a small fact, or the gap in its place. A fact not named is an empty, complete list. */
  readonly facts?: { readonly [F in FactName]?: readonly Datasets[F][] | Gap };
  /** Joined rows, or the gap in their place. A kind not named is an empty, complete list. */
  readonly rows?: { readonly [K in RowKind]?: readonly RowKinds[K][] | Gap };
  readonly totals?: Partial<Totals>;
  readonly thresholds?: Partial<Thresholds>;
  readonly now?: Date;
  /** Everything was seen only in part, for this reason. */
  readonly partial?: Gap;
}

export interface Expectation {
  readonly message?: string;
  /** Subject ids in any order. */
  readonly objects?: readonly string[];
  readonly severity?: PlacedFinding['severity'];
  readonly gate?: PlacedFinding['gate'];
  readonly measures?: PlacedFinding['measures'];
  readonly summary?: RegExp;
}

export interface RuleCase extends World {
  readonly name: string;
  readonly expect?: Expectation;
}

const KINDS = ['pass', 'fail', 'warn', 'notApplicable', 'notLicensed', 'notAssessed'] as const;
const OUTCOMES: Record<(typeof KINDS)[number], Outcome> = {
  pass: 'pass',
  fail: 'fail',
  warn: 'warn',
  notApplicable: 'not-applicable',
  notLicensed: 'not-licensed',
  notAssessed: 'not-assessed',
};

export type RuleTable = { readonly [K in (typeof KINDS)[number]]?: readonly RuleCase[] };

function isGap(value: readonly unknown[] | Gap): value is Gap {
  return !Array.isArray(value);
}

/** The engine's inputs of a world that a test describes. */
export function inputsOf(world: World): RuleInputs {
  const coverage = (value: readonly unknown[] | Gap | undefined): Coverage => {
    if (value !== undefined && isGap(value)) return { state: 'absent', rows: 0, gaps: [value] };
    const rows = value?.length ?? 0;
    return world.partial === undefined ? { state: 'complete', rows } : { state: 'partial', rows, gaps: [world.partial] };
  };
  const list = <T>(value: readonly T[] | Gap | undefined): readonly T[] => (value === undefined || isGap(value) ? [] : value);
  return {
    totals: someTotals(world.totals),
    thresholds: { ...DEFAULT_THRESHOLDS, ...world.thresholds },
    now: world.now ?? NOW,
    fact: <F extends FactName>(name: F) => list(world.facts?.[name] as readonly Datasets[F][] | Gap | undefined),
    factCoverage: (name) => coverage(world.facts?.[name]),
    rows: <K extends RowKind>(kind: K) => list(world.rows?.[kind] as readonly RowKinds[K][] | Gap | undefined),
    rowCoverage: (kind) => coverage(world.rows?.[kind]),
  };
}

export async function assess(rule: AnyRule, world: World): Promise<PlacedFinding> {
  const [finding] = await runRules([rule], inputsOf(world));
  if (finding === undefined) throw new Error('the engine gave no finding');
  return finding;
}

/** Describes the rule and runs each case of its table. */
export function ruleCases(rule: AnyRule, table: RuleTable): void {
  describe(rule.meta.id, () => {
    for (const kind of KINDS) {
      for (const testCase of table[kind] ?? []) {
        it(`${OUTCOMES[kind]}: ${testCase.name}`, async () => {
          const finding = await assess(rule, testCase);
          expect(finding.outcome, finding.summary).toBe(OUTCOMES[kind]);
          expect(finding.summary).not.toMatch(/[{}]|undefined|NaN/);
          const wanted = testCase.expect ?? {};
          if (wanted.message !== undefined) expect(finding.messageId).toBe(wanted.message);
          if (wanted.objects !== undefined) expect(finding.objects.map((o) => o.id).sort()).toEqual([...wanted.objects].sort());
          if (wanted.severity !== undefined) expect(finding.severity).toBe(wanted.severity);
          if (wanted.gate !== undefined) expect(finding.gate).toBe(wanted.gate);
          if (wanted.measures !== undefined) expect(finding.measures).toMatchObject(wanted.measures);
          if (wanted.summary !== undefined) expect(finding.summary).toMatch(wanted.summary);
        });
      }
    }
  });
}
