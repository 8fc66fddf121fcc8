/** Several sources → one list a dataset, with what keeps it from being whole and with what the sources tell differently. */
import { type Coverage, distinctGaps, type Gap } from '../evidence/coverage.js';
import type { Datasets } from '../evidence/datasets.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { CmdletReading, Disagreement, Origin } from '../evidence/purview.js';
import { cmdletNamed } from './cmdlets.js';
import { type Fields, objectsOf } from './fields.js';
import { mergeRow, timeOf } from './merge-rows.js';
import { type Beside, type Normalised, type Normaliser, originOf, type SourcedDataset } from './normal/define.js';
import type { CmdletResult } from './results.js';

/** One source with all that it told; an export that holds the same cmdlet twice counts as two. */
export interface Telling {
  readonly source: CmdletResult['source'];
  /** By cmdlet in lower case; several where it was asked once for each site or value. */
  readonly answers: ReadonlyMap<string, readonly CmdletResult[]>;
}

export function tellingsOf(results: readonly CmdletResult[]): readonly Telling[] {
  const tellings = new Map<string, { source: CmdletResult['source']; answers: Map<string, CmdletResult[]> }>();
  const times = new Map<string, number>();
  for (const result of results.map(believed)) {
    const cmdlet = result.cmdlet.toLowerCase();
    const same = JSON.stringify([result.source, cmdlet, result.target?.toLowerCase() ?? null]);
    const time = times.get(same) ?? 0;
    times.set(same, time + 1);
    const key = `${result.source} ${time}`;
    const telling = tellings.get(key) ?? { source: result.source, answers: new Map() };
    tellings.set(key, telling);
    telling.answers.set(cmdlet, [...(telling.answers.get(cmdlet) ?? []), result]);
  }
  return [...tellings.values()];
}

/** No tenant is without one: a list that comes empty is an answer to somebody who may see none. */
function believed(result: CmdletResult): CmdletResult {
  const cmdlet = cmdletNamed(result.cmdlet);
  // Of a filtered list nothing may be left.
  if (result.answer.kind !== 'empty' || cmdlet?.alwaysSome !== true || cmdlet.keepWhere !== undefined) return result;
  const detail = `${cmdlet.name} gave nothing, and every tenant has at least one`;
  return { ...result, answer: { kind: 'unreadable', gap: { reason: 'failed', detail } } };
}

interface Merged<D extends SourcedDataset> {
  readonly rows: readonly Datasets[D][];
  readonly coverage: Pick<Coverage, 'state'> & { readonly gaps?: readonly Gap[] };
  readonly disagreements: readonly Disagreement[];
}

/** One cmdlet of one source, made rows of. */
interface Reading<D extends SourcedDataset> {
  readonly telling: Telling;
  readonly cmdlet: string;
  readonly origin: Origin;
  readonly rows: readonly Datasets[D][];
  /** Why there may be more; empty: the list was read whole. */
  readonly gaps: readonly Gap[];
  readonly isAnythingRead: boolean;
}

/** @param missing what to say of a cmdlet that nobody asked */
export function mergeDataset<D extends SourcedDataset>(
  normaliser: Normaliser<D>,
  tellings: readonly Telling[],
  missing: (cmdlet: string) => Gap,
): Merged<D> {
  const readings = tellings.flatMap((telling) =>
    normaliser.cmdlets.flatMap((cmdlet) => read(normaliser, cmdlet, telling, { tellings, missing })),
  );
  const gaps = normaliser.cmdlets.flatMap((cmdlet) => {
    const own = readings.filter((reading) => reading.cmdlet === cmdlet);
    if (own.some((reading) => reading.gaps.length === 0)) return [];
    return own.length === 0 ? [missing(cmdlet)] : own.flatMap((reading) => reading.gaps);
  });
  const isAnythingRead = readings.some((reading) => reading.isAnythingRead);
  const merged = mergeReadings(normaliser, readings);
  return {
    ...merged,
    coverage:
      gaps.length === 0 ? { state: 'complete' } : { state: isAnythingRead ? 'partial' : 'absent', gaps: distinctGaps(gaps) },
  };
}

interface Around {
  readonly tellings: readonly Telling[];
  readonly missing: (cmdlet: string) => Gap;
}

function read<D extends SourcedDataset>(
  normaliser: Normaliser<D>,
  cmdlet: string,
  telling: Telling,
  around: Around,
): readonly Reading<D>[] {
  const results = telling.answers.get(cmdlet.toLowerCase()) ?? [];
  const [first] = results;
  if (first === undefined) return [];
  const beside = besideOf(telling, around);
  const made = results.map((result) => normalised(normaliser, result, beside));
  return [
    {
      telling,
      cmdlet,
      origin: originOf(latest(results)),
      rows: made.flatMap(({ rows }) => rows),
      gaps: [...made.flatMap((one) => one.gaps), ...results.flatMap(holeIn)],
      isAnythingRead: results.some(({ answer }) => answer.kind === 'read' || answer.kind === 'empty'),
    },
  ];
}

function normalised<D extends SourcedDataset>(
  normaliser: Normaliser<D>,
  result: CmdletResult,
  beside: Beside,
): Normalised<Datasets[D]> {
  const { kind } = result.answer;
  return kind === 'read' || kind === 'empty' ? normaliser.rows(result, beside) : { rows: [], gaps: [] };
}

function holeIn({ answer }: CmdletResult): readonly Gap[] {
  if (answer.kind === 'empty') return [];
  if (answer.kind === 'read') return answer.cut === null ? [] : [answer.cut];
  return [answer.gap];
}

function latest(results: readonly CmdletResult[]): CmdletResult {
  const [last] = [...results].sort((a, b) => timeOf(originOf(b)) - timeOf(originOf(a)));
  return last as CmdletResult;
}

/** What another cmdlet says: of the same source, else of any other, else why nobody knows. */
function besideOf(telling: Telling, { tellings, missing }: Around): Beside {
  const cache = new Map<string, Known<readonly Fields[]>>();
  return (cmdlet) => {
    const before = cache.get(cmdlet);
    if (before !== undefined) return before;
    const all = [telling, ...tellings.filter((one) => one !== telling)].flatMap((one) => {
      const results = one.answers.get(cmdlet.toLowerCase());
      return results === undefined ? [] : [results];
    });
    const whole = all.find((results) => results.every((result) => holeIn(result).length === 0));
    const gap = all.flat().flatMap(holeIn)[0] ?? missing(cmdlet);
    const found = whole === undefined ? unknown(gap) : known(whole.flatMap(objectsOf));
    cache.set(cmdlet, found);
    return found;
  };
}

interface Piece<D extends SourcedDataset> {
  readonly reading: Reading<D>;
  readonly origin: Origin;
  readonly row: Datasets[D];
}

function mergeReadings<D extends SourcedDataset>(
  normaliser: Normaliser<D>,
  readings: readonly Reading<D>[],
): Pick<Merged<D>, 'rows' | 'disagreements'> {
  const rows: Datasets[D][] = [];
  const disagreements: Disagreement[] = [];
  for (const pieces of groupsOf(normaliser, readings)) {
    const { row, differences } = mergeRow<Datasets[D]>(withRealId(pieces));
    const about = `${normaliser.noun} "${normaliser.name(row)}"`;
    disagreements.push(...differences.map(({ field, values }) => ({ fact: `${about}: ${field}`, values })));
    const { isKept, values } = presence(pieces, readings);
    if (values.length > 0) disagreements.push({ fact: about, values });
    if (isKept) rows.push(row);
  }
  return { rows, disagreements };
}

/** The same row in all sources: by its id; by its name where one of them has no id. A name that one source has twice is two rows. */
function groupsOf<D extends SourcedDataset>(normaliser: Normaliser<D>, readings: readonly Reading<D>[]): readonly Piece<D>[][] {
  const groups = new Map<string, Piece<D>[]>();
  const byName = new Map<string, string>();
  for (const reading of readings) {
    const taken = new Map<string, number>();
    for (const row of reading.rows) {
      const name = normaliser.name(row).trim().toLowerCase();
      const id = normaliser.id?.(row) ?? name;
      const other = byName.get(name);
      // An object without an id was given its name for one.
      const isNameless = other !== undefined && (id === name || other === name);
      const base = groups.has(id) || !isNameless ? id : other;
      const time = (taken.get(base) ?? 0) + 1;
      taken.set(base, time);
      const key = time === 1 ? base : `${base}\n${time}`;
      if (!byName.has(name)) byName.set(name, base);
      const piece = { reading, origin: reading.origin, row };
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [piece]);
      else group.push(piece);
    }
  }
  return [...groups.values()];
}

/** Where one source has no id and lent the name for one, the id of the other is that of the row. */
function withRealId<D extends SourcedDataset>(pieces: readonly Piece<D>[]): readonly Piece<D>[] {
  const idOf = ({ row }: Piece<D>): unknown => ('id' in row ? row.id : undefined);
  const nameOf = ({ row }: Piece<D>): unknown =>
    'name' in row && typeof row.name === 'string' ? row.name.trim().toLowerCase() : null;
  const real = pieces.find((piece) => idOf(piece) !== nameOf(piece));
  if (real === undefined || idOf(real) === undefined) return pieces;
  return pieces.map((piece) => (idOf(piece) === nameOf(piece) ? { ...piece, row: { ...piece.row, id: idOf(real) } } : piece));
}

const DAY_MS = 86_400_000;

/**
 * Whether a row counts that another source does not have, though it read the whole list. Within a day both may be right, so it
 * stays; else the newer list wins. Either way it is told.
 */
function presence<D extends SourcedDataset>(
  pieces: readonly Piece<D>[],
  readings: readonly Reading<D>[],
): { readonly isKept: boolean; readonly values: Disagreement['values'] } {
  const cmdlets = new Set(pieces.map(({ reading }) => reading.cmdlet));
  const holders = new Set(pieces.map(({ reading }) => reading.telling));
  const lacking = readings.filter(
    ({ cmdlet, telling, gaps }) => cmdlets.has(cmdlet) && !holders.has(telling) && gaps.length === 0,
  );
  if (lacking.length === 0) return { isKept: true, values: [] };
  const told = Math.max(...pieces.map(({ origin }) => timeOf(origin)));
  const denied = Math.max(...lacking.map(({ origin }) => timeOf(origin)));
  const isOutdated = Number.isFinite(told) && Number.isFinite(denied) && denied - told > DAY_MS;
  const values = [
    ...pieces.map(({ origin }) => ({
      origin,
      value: isOutdated ? 'listed, in the older of the two' : `only in ${placeOf(origin)}`,
    })),
    ...lacking.map(({ origin }) => ({ origin, value: 'not listed' })),
  ];
  return { isKept: !isOutdated, values };
}

const PLACES = { export: 'the export', direct: 'the direct answer', graph: 'Microsoft Graph' } as const;

function placeOf({ source, cmdlet }: Origin): string {
  return source === 'graph' ? PLACES.graph : `${PLACES[source]} of ${cmdlet}`;
}

/** One reading a cmdlet and source. @param feeds names of the datasets that a cmdlet feeds */
export function readingsOf(tellings: readonly Telling[], feeds: (cmdlet: string) => readonly string[]): readonly CmdletReading[] {
  return tellings.flatMap(({ answers }) =>
    [...answers.values()].map((results): CmdletReading => {
      const last = latest(results);
      const kinds = new Set(results.map(({ answer }) => answer.kind));
      const outcome =
        (['read', 'failed', 'unreadable', 'empty', 'not-run'] as const).find((kind) => kinds.has(kind)) ?? 'not-run';
      return {
        ...originOf(last),
        session: last.session,
        outcome,
        objects: results.reduce((sum, { answer }) => sum + (answer.kind === 'read' ? answer.objects.length : 0), 0),
        gap: results.flatMap(holeIn)[0] ?? null,
        module: last.module,
        feeds: feeds(last.cmdlet),
        door: last.door,
      };
    }),
  );
}

/** Two objects of the same kind, field by field, where both say something. */
export function differencesBetween<R extends object>(
  about: string,
  one: { readonly origin: Origin; readonly row: R },
  other: { readonly origin: Origin; readonly row: R },
): readonly Disagreement[] {
  return mergeRow([one, other]).differences.map(({ field, values }) => ({ fact: `${about}: ${field}`, values }));
}
