/** Carries lists and single objects from Graph into shards, and closes each shard with what became of the reading. */
import { type Coverage, distinctGaps, type Gap, gapsOf } from '../evidence/coverage.js';
import { DATASETS, type DatasetName, type Datasets, WHOLE } from '../evidence/datasets.js';
import type { ShardWriter } from '../evidence/store.js';
import type { Answer, GraphRequest, Refusal } from '../sources/graph.js';
import type { CollectorContext } from './define.js';
import { type Json, record } from './fields.js';

/** A row that lacked what Microsoft always gives. It is left out, and its absence is told. */
export const MALFORMED: Gap = { reason: 'failed', detail: 'an entry lacked what Microsoft always gives, and was left out' };

/** One row, several, or null where the entry is malformed. */
export type Mapping<D extends DatasetName> = (entry: Json) => Datasets[D] | readonly Datasets[D][] | null;

export interface Reading {
  /** Pages that were read well. */
  readonly pages: number;
  readonly rows: number;
  readonly refusal: Refusal | null;
  readonly gaps: readonly Gap[];
  readonly preferenceApplied: readonly string[];
}

interface ListTask<D extends DatasetName> {
  readonly dataset: D;
  readonly shard?: string;
  readonly request: GraphRequest;
  readonly map: Mapping<D>;
}

/** A whole list as one shard. */
export async function collectList<D extends DatasetName>(context: CollectorContext, task: ListTask<D>): Promise<void> {
  const writer = await context.out.shard(task.dataset, task.shard ?? WHOLE);
  const reading = await writePages(context, writer, task);
  await writer.close(closing(reading.gaps, reading.pages > 0));
}

/** A single object as a shard of one row. */
export async function collectOne<D extends DatasetName>(context: CollectorContext, task: ListTask<D>): Promise<void> {
  const writer = await context.out.shard(task.dataset, task.shard ?? WHOLE);
  const answer = await context.graph.one<unknown>(task.request);
  if (!answer.ok) return writer.close(closing([answer.gap], false));
  const { rows, isMalformed } = mapped<Datasets[D]>([answer.value], task.map);
  await writer.page(rows);
  await writer.close(closing(isMalformed ? [MALFORMED] : [], rows.length > 0));
}

/** Writes every page of a list as it comes. The caller closes the shard. */
export async function writePages<D extends DatasetName>(
  context: CollectorContext,
  writer: ShardWriter<D>,
  { dataset, request, map }: ListTask<D>,
): Promise<Reading> {
  let pages = 0;
  let rowsRead = 0;
  let preferenceApplied: readonly string[] = [];
  let hasMalformed = false;
  let refusal: Refusal | null = null;
  for await (const page of context.graph.pages<unknown>(request)) {
    if (!page.ok) {
      refusal = page;
      break;
    }
    if (pages === 0) preferenceApplied = page.preferenceApplied;
    const { rows, isMalformed } = mapped<Datasets[D]>(page.rows, map);
    hasMalformed ||= isMalformed;
    await writer.page(rows, page.next);
    pages += 1;
    rowsRead += rows.length;
    if (DATASETS[dataset].shardedBy === 'none') context.progress(DATASETS[dataset].title, rowsRead);
  }
  const gaps = [...(refusal === null ? [] : [refusal.gap]), ...(hasMalformed ? [MALFORMED] : [])];
  return { pages, rows: rowsRead, refusal, gaps, preferenceApplied };
}

/** Rows of raw entries; entries that are no objects, or that the mapping cannot use, are told of. */
export function mapped<R extends object>(
  entries: readonly unknown[],
  map: (entry: Json) => R | readonly R[] | null,
): { readonly rows: readonly R[]; readonly isMalformed: boolean } {
  const rows: R[] = [];
  let isMalformed = false;
  for (const entry of entries) {
    const object = record(entry);
    const made = object === null ? null : map(object);
    if (made === null) isMalformed = true;
    else if (Array.isArray(made)) rows.push(...(made as readonly R[]));
    else rows.push(made as R);
  }
  return { rows, isMalformed };
}

/** Complete without gaps; with gaps partial, or absent where nothing at all was read. */
export function closing(
  gaps: readonly Gap[],
  isAnythingRead: boolean,
): Pick<Coverage, 'state'> & { readonly gaps?: readonly Gap[] } {
  if (gaps.length === 0) return { state: 'complete' };
  return { state: isAnythingRead ? 'partial' : 'absent', gaps: distinctGaps(gaps) };
}

/** Whole list behind one answer of a batch: its own page, then the pages behind its link. */
export async function restOfList(
  context: CollectorContext,
  request: GraphRequest,
  answer: Answer<unknown> | Refusal,
): Promise<{ readonly entries: readonly unknown[]; readonly refusal: Refusal | null; readonly gaps: readonly Gap[] }> {
  if (!answer.ok) return { entries: [], refusal: answer, gaps: [answer.gap] };
  const body = record(answer.value);
  if (body === null || !Array.isArray(body.value)) return { entries: [], refusal: null, gaps: [MALFORMED] };
  const first: readonly unknown[] = body.value;
  const link = body['@odata.nextLink'];
  if (typeof link !== 'string' || link === '') return { entries: first, refusal: null, gaps: [] };
  const entries = [...first];
  for await (const page of context.graph.pages<unknown>({ ...request, link })) {
    if (!page.ok) return { entries, refusal: page, gaps: [page.gap] };
    for (const entry of page.rows) entries.push(entry);
  }
  return { entries, refusal: null, gaps: [] };
}

/**
 * What the list above could not tell is missing here too: sites that were not listed have no shard of drives, and
 * their lack would go unseen. It is told in a shard of its own that holds no rows.
 */
export async function carryGaps(context: CollectorContext, dataset: DatasetName, above: DatasetName): Promise<void> {
  const gaps = gapsOf(context.evidence.coverage(above));
  if (gaps.length === 0 && !context.evidence.shards(dataset).includes(WHOLE)) return;
  const writer = await context.out.shard(dataset, WHOLE);
  await writer.close(closing(gaps, false));
}

/** Ends a shard that was not read, and says why. */
export async function leaveUnread(context: CollectorContext, dataset: DatasetName, shard: string, gap: Gap): Promise<void> {
  const writer = await context.out.shard(dataset, shard);
  await writer.close(closing([gap], false));
}

/** Ends a dataset of which nothing can be read; shards of an earlier scan must not pass for what this one saw. */
export async function leaveAllUnread(context: CollectorContext, dataset: DatasetName, gap: Gap): Promise<void> {
  for (const shard of new Set([...context.evidence.shards(dataset), WHOLE])) await leaveUnread(context, dataset, shard, gap);
}

/** Whether an object that answered 404 is really gone: Graph says 404 of some things that are only odd. */
export async function isGone(context: CollectorContext, refusal: Refusal, request: GraphRequest): Promise<boolean> {
  if (refusal.status !== 404) return false;
  const answer = await context.graph.one<unknown>(request);
  return !answer.ok && answer.status === 404;
}

/** Members of one `$batch`. */
export const BATCH = 20;

export function chunks<T>(things: readonly T[], size: number): T[][] {
  const cut: T[][] = [];
  for (let at = 0; at < things.length; at += size) cut.push(things.slice(at, at + size));
  return cut;
}
