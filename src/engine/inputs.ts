/** What the engine judges from: joined rows, small facts and how whole each of them is. */

import type { RowKind, RowKinds, Totals } from '../derive/rows.js';
import type { Coverage } from '../evidence/coverage.js';
import type { Datasets } from '../evidence/datasets.js';
import type { Thresholds } from '../evidence/thresholds.js';
import type { FactName } from '../rules/define.js';

export interface RuleInputs {
  readonly totals: Totals;
  readonly thresholds: Thresholds;
  readonly now: Date;
  fact<F extends FactName>(name: F): readonly Datasets[F][];
  factCoverage(name: FactName): Coverage;
  rows<K extends RowKind>(kind: K): AsyncIterable<RowKinds[K]> | Iterable<RowKinds[K]>;
  /** How whole the list of these rows is; a value inside a row carries its own gap. */
  rowCoverage(kind: RowKind): Coverage;
}
