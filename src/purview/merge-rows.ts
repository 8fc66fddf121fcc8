/** The same row as several sources tell it → one row. Where they differ on a field, the field is unknown and the difference is told. */
import { type Gap, isUnasked } from '../evidence/coverage.js';
import type { Origin } from '../evidence/purview.js';

/** A field on which sources differ. */
interface Difference {
  /** `locations sharePoint` in words: `locations share point`. */
  readonly field: string;
  readonly values: readonly { readonly origin: Origin; readonly value: string }[];
}

interface Told {
  readonly origin: Origin;
  readonly value: unknown;
}

type Row = Readonly<Record<string, unknown>>;

/** @param pieces the row as each source tells it; `origins` is put together, the rest is held against each other */
export function mergeRow<R extends object>(
  pieces: readonly { readonly origin: Origin; readonly row: R }[],
): { readonly row: R; readonly differences: readonly Difference[] } {
  const differences: Difference[] = [];
  const told = pieces.map(({ origin, row }) => ({ origin, value: row }));
  return { row: mergeObject([], told, differences) as R, differences };
}

function mergeObject(path: readonly string[], told: readonly Told[], differences: Difference[]): Row {
  const merged: Record<string, unknown> = {};
  for (const name of new Set(told.flatMap(({ value }) => Object.keys(value as Row)))) {
    const values = told.flatMap(({ origin, value }) => {
      const row = value as Row;
      return Object.hasOwn(row, name) ? [{ origin, value: row[name] }] : [];
    });
    merged[name] = name === 'origins' ? allOrigins(values) : mergeValue([...path, name], values, differences);
  }
  return merged;
}

function allOrigins(told: readonly Told[]): readonly Origin[] {
  const all = new Map(
    told.flatMap(({ value }) => (value as readonly Origin[]).map((one) => [JSON.stringify(one), one] as const)),
  );
  return [...all.values()];
}

type KnownShape = { readonly known: true; readonly value: unknown } | { readonly known: false; readonly gap: Gap };

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKnownShape(value: unknown): value is KnownShape {
  return isRecord(value) && typeof value.known === 'boolean' && ('value' in value || 'gap' in value);
}

function holdsKnown(value: unknown): value is Row {
  return isRecord(value) && Object.values(value).some(isKnownShape);
}

function mergeValue(path: readonly string[], told: readonly Told[], differences: Difference[]): unknown {
  if (told.every(({ value }) => isKnownShape(value))) return mergeKnown(path, told, differences);
  if (told.every(({ value }) => holdsKnown(value))) return mergeObject(path, told, differences);
  const some = told.filter(({ value }) => value !== null);
  const [first] = some;
  if (first === undefined) return null;
  if (areSame(some)) return first.value;
  differences.push(differenceOf(path, some));
  return NOT_TOLD.has(path.at(-1) ?? '') ? null : newest(some).value;
}

/** Fields that may say "not told"; of the others the newest word is taken, and the difference stands beside it. */
const NOT_TOLD: ReadonlySet<string> = new Set([
  'parentId',
  'tooltip',
  'priority',
  'isSimulation',
  'labelId',
  'policyId',
  'policyName',
  'userId',
  'defaultGroup',
]);

function mergeKnown(path: readonly string[], told: readonly Told[], differences: Difference[]): KnownShape {
  const shapes = told.map(({ origin, value }) => ({ origin, shape: value as KnownShape }));
  const known = shapes.flatMap(({ origin, shape }) => (shape.known ? [{ origin, value: shape.value }] : []));
  const [first] = known;
  if (first === undefined) {
    const gaps = shapes.flatMap(({ shape }) => (shape.known ? [] : [shape.gap]));
    return { known: false, gap: gaps.find((gap) => !isUnasked(gap)) ?? (gaps[0] as Gap) };
  }
  if (known.every(({ value }) => holdsKnown(value))) return { known: true, value: mergeObject(path, known, differences) };
  if (areSame(known)) return { known: true, value: first.value };
  differences.push(differenceOf(path, known));
  return { known: false, gap: { reason: 'contradictory', detail: `sources differ: ${inWords(path)}` } };
}

function areSame(told: readonly Told[]): boolean {
  return new Set(told.map(({ value }) => canonical(value))).size === 1;
}

/** One text for one meaning: lists in any order, texts in any case. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (!isRecord(value)) return JSON.stringify(typeof value === 'string' ? value.trim().toLowerCase() : value) ?? 'undefined';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${key}:${canonical(value[key])}`).join()}}`;
}

/** The one that was told last; one without a date is older than any. */
function newest(told: readonly Told[]): Told {
  const [last] = [...told].sort((a, b) => timeOf(b.origin) - timeOf(a.origin));
  return last as Told;
}

/** Milliseconds; nothing is older than what has no date. */
export function timeOf({ at }: Origin): number {
  const time = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

function differenceOf(path: readonly string[], told: readonly Told[]): Difference {
  return { field: inWords(path), values: told.map(({ origin, value }) => ({ origin, value: inShort(value) })) };
}

/** `locations`, `oneDrive` → `locations one drive`. */
function inWords(path: readonly string[]): string {
  return path.join(' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const MOST_CHARACTERS = 80;

/** A value in a few words. Lists are counted: they name people and places. */
function inShort(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`;
  if (!isRecord(value)) return String(value);
  const parts = Object.entries(value).flatMap(([name, inner]) =>
    isPlain(inner) ? [`${inWords([name])} ${inShort(inner)}`] : [],
  );
  return parts.length === 0 ? 'something' : parts.join(', ');
}

function isPlain(value: unknown): boolean {
  return !isRecord(value) && (!Array.isArray(value) || value.length > 0);
}
