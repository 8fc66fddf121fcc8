/** Every mixture of the values of a joined row, and the law that a rule ready without a value is ready with each. */
import type { RowKind, RowKinds, Totals } from '../../src/derive/rows.js';
import { runRules } from '../../src/engine/run-rules.js';
import { type Known, known, type Tri, unknown } from '../../src/evidence/known.js';
import type { AnyRule } from '../../src/rules/define.js';
import { RULES } from '../../src/rules/index.js';
import { FORBIDDEN } from './rows.js';
import { inputsOf, type World } from './rule-cases.js';
import { READY } from './taken-evidence.js';

export const AWAY = unknown(FORBIDDEN);
export const YES = known(true);
export const NO = known(false);
export const TRI: readonly Tri[] = [NO, YES, AWAY];

/** Values by name of a choice. A choice whose values include `AWAY` is one that may be unknown. */
export type Choices = Readonly<Record<string, readonly unknown[]>>;
export type Mixture = Readonly<Record<string, unknown>>;

export function* mixtures(choices: Choices): Generator<Mixture> {
  const names = Object.keys(choices);
  const at = names.map(() => 0);
  for (;;) {
    yield Object.fromEntries(names.map((name, i) => [name, choices[name]?.[at[i] ?? 0]]));
    let place = 0;
    while (place < names.length) {
      const next = (at[place] ?? 0) + 1;
      if (next < (choices[names[place] as string]?.length ?? 0)) {
        at[place] = next;
        break;
      }
      at[place] = 0;
      place += 1;
    }
    if (place === names.length) return;
  }
}

export interface Space<K extends RowKind> {
  readonly kind: K;
  readonly choices: Choices;
  /** Null: the joins never make such a row. */
  readonly row: (mixture: Mixture) => RowKinds[K] | null;
  readonly totals?: readonly Partial<Totals>[];
  readonly facts?: World['facts'];
  /** Rows of other kinds, which stay as they are. */
  readonly rows?: World['rows'];
}

export const value = <T>(x: unknown): Known<T> => x as Known<T>;

type ReadyRules = ReadonlySet<string>;

export async function readyRules<K extends RowKind>(
  rules: readonly AnyRule[],
  space: Space<K>,
  row: RowKinds[K],
  totals: Partial<Totals>,
) {
  const rows = { ...space.rows, [space.kind]: [row] } as unknown as World['rows'];
  const findings = await runRules(
    rules,
    inputsOf({ rows, totals, ...(space.facts === undefined ? {} : { facts: space.facts }) } as World),
  );
  for (const f of findings) if (f.outcome === 'error') throw new Error(`${f.ruleId}: ${f.summary}`);
  return new Set(findings.filter((f) => READY.has(f.outcome)).map((f) => f.ruleId)) as ReadyRules;
}

/** Each breach once for a rule and a field, with the first mixture that shows it. */
export async function breaches<K extends RowKind>(space: Space<K>): Promise<string[]> {
  const rules = RULES.filter(({ meta: { needs } }) => [...(needs.rows ?? []), ...(needs.maybeRows ?? [])].includes(space.kind));
  const names = Object.keys(space.choices);
  const mayBeAway = names.filter((name) => space.choices[name]?.includes(AWAY));
  const found = new Map<string, string>();
  for (const totals of space.totals ?? [{}]) {
    const key = (m: Mixture) => names.map((name) => space.choices[name]?.indexOf(m[name])).join('.');
    const judged = new Map<string, ReadyRules>();
    const all: Mixture[] = [];
    for (const mixture of mixtures(space.choices)) {
      const row = space.row(mixture);
      if (row === null) continue;
      judged.set(key(mixture), await readyRules(rules, space, row, totals));
      all.push(mixture);
    }
    for (const mixture of all) {
      const ready = judged.get(key(mixture)) as ReadyRules;
      if (ready.size === 0) continue;
      for (const name of mayBeAway.filter((n) => mixture[n] === AWAY)) {
        for (const inPlace of space.choices[name] ?? []) {
          const known = inPlace === AWAY ? undefined : judged.get(key({ ...mixture, [name]: inPlace }));
          if (known === undefined) continue;
          for (const rule of ready)
            if (!known.has(rule) && !found.has(`${rule} ${name}`))
              found.set(
                `${rule} ${name}`,
                `${rule} is ready without ${name}, not with ${JSON.stringify(inPlace)}: ${JSON.stringify(mixture)}`,
              );
        }
      }
    }
  }
  return [...found.values()];
}

/** Splits a space, so that the mixtures stay few: these fields are held at their first, good value. */
export function held<K extends RowKind>(space: Space<K>, ...names: string[]): Space<K> {
  return {
    ...space,
    choices: Object.fromEntries(Object.entries(space.choices).map(([n, v]) => [n, names.includes(n) ? v.slice(0, 1) : v])),
  };
}
