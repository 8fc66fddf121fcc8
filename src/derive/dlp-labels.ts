/** The labels that DLP rules name, found among those of the tenant: whether they live, mean PHI, and on how many files they are. */
import type { Gap } from '../evidence/coverage.js';
import { allOf, anyOf, known, type Tri, unknown } from '../evidence/known.js';
import type { Label } from '../evidence/purview.js';
import type { DlpRuleRow, LabelRow } from './rows.js';

export interface LabelBook {
  /** Of labels as a rule names them: by id, immutable id or name, lower case. */
  of(labels: readonly string[]): Pick<DlpRuleRow, 'labels' | 'labelsAlive' | 'labelsPhi' | 'labelFiles'>;
}

/** `gap`: why the list of labels is not whole, so that one that is not on it may exist. */
export function labelBook(rows: readonly LabelRow[], told: readonly Label[], gap: Gap | null): LabelBook {
  const ids = new Map(rows.map((row) => [row.id.toLowerCase(), row]));
  const names = new Map<string, LabelRow | null>();
  const name = (key: string, row: LabelRow) => {
    const other = names.get(key);
    // A name that two labels have is nobody's: which of them is meant cannot be told.
    names.set(key, other === undefined || other === row ? row : null);
  };
  for (const row of rows) name(row.name.trim().toLowerCase(), row);
  for (const label of told) {
    const row = ids.get(label.id.toLowerCase());
    if (row === undefined) continue;
    const { immutableId } = label;
    if (immutableId !== null && !ids.has(immutableId.toLowerCase())) ids.set(immutableId.toLowerCase(), row);
    name(label.name.trim().toLowerCase(), row);
    if (label.internalName !== undefined) name(label.internalName.trim().toLowerCase(), row);
  }
  const find = (key: string): LabelRow | Gap | null => {
    const found = ids.get(key) ?? names.get(key);
    if (found === null) return { reason: 'contradictory', detail: 'two labels have the name that a DLP rule looks for' };
    return found ?? gap;
  };
  return {
    of(labels) {
      const found = labels.map((key) => ({ key, label: find(key) }));
      const isRow = (label: LabelRow | Gap): label is LabelRow => 'isPhi' in label;
      // A label that is not on a whole list was deleted.
      const tri = (label: LabelRow | Gap | null, of: (row: LabelRow) => Tri): Tri =>
        label === null ? known(false) : isRow(label) ? of(label) : unknown(label);
      const alive = (row: LabelRow) => allOf([row.enabled, row.published]);
      const carried = new Set(found.flatMap(({ label }) => (label !== null && isRow(label) ? [label] : [])));
      return {
        labels: known(found.map(({ key, label }) => (label !== null && isRow(label) ? label.id : key))),
        labelsAlive: anyOf(found.map(({ label }) => tri(label, alive))),
        labelsPhi: anyOf(found.map(({ label }) => tri(label, (row) => allOf([known(row.isPhi), alive(row)])))),
        labelFiles: [...carried].reduce((sum, { files }) => sum + files, 0),
      };
    },
  };
}
