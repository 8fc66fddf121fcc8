/** Runs every rule over one pass of each kind of row. */
import type { RowKind } from '../derive/rows.js';
import type { PlacedFinding } from '../result/types.js';
import type { AnyRule } from '../rules/define.js';
import type { RuleInputs } from './inputs.js';
import { groupByRootCause } from './root-causes.js';
import { RuleSession } from './rule-session.js';

/** One finding a rule, in the order of the rules; rows of a kind that no rule reads are not derived at all. */
export async function runRules(rules: readonly AnyRule[], inputs: RuleInputs): Promise<PlacedFinding[]> {
  const sessions = rules.map((rule) => new RuleSession(rule, inputs));
  const kinds = [...new Set(sessions.flatMap((s) => s.rowKinds))].sort();
  for (const kind of kinds) await streamRows(kind, sessions, inputs);
  return groupByRootCause(sessions.map((s) => s.finish()));
}

async function streamRows(kind: RowKind, sessions: readonly RuleSession[], inputs: RuleInputs): Promise<void> {
  const readers = sessions.filter((s) => s.rowKinds.includes(kind));
  for await (const row of inputs.rows(kind)) for (const session of readers) session.visit(kind, row);
}
