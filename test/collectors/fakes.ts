/** Stand-ins for the two readers of collectors, which count what is asked, and a context over evidence in memory. */
import pLimit from 'p-limit';
import type { Allowance, Collector, CollectorContext } from '../../src/collectors/define.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { type Known, known, unknown } from '../../src/evidence/known.js';
import { needsSharePoint, SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import type { Bundle } from '../../src/purview/results.js';
import { createMemoryEvidence, type InitialEvidence, type MemoryEvidence } from '../../src/snapshot/memory.js';
import type { Answer, GraphReader, GraphRequest, Page, Refusal } from '../../src/sources/graph.js';
import type { CsomRequest, SharePointReader, SharePointRequest } from '../../src/sources/sharepoint.js';

/** A refusal of a status, with the gap that SharePoint's judge makes of it. */
export function refused(status: number, code: string | null = null, permission = SHAREPOINT_PERMISSION): Refusal {
  const isForbidden = status === 401 || status === 403;
  const gap: Gap = isForbidden
    ? { reason: 'forbidden', remedy: permission, status }
    : { reason: 'failed', detail: status === 423 ? 'it is locked' : 'it was not there any more, or never', status };
  return { ok: false, status, code, gap };
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { ok?: unknown }).ok === false;
}

const answered = (value: unknown): Answer<unknown> | Refusal =>
  isRefusal(value) ? value : { ok: true, value, preferenceApplied: [] };

/** What a fake gives: a body, a refusal, or for lists several pages, of which any may be a refusal. */
export type Given = unknown;

export interface Pages {
  readonly pages: readonly (readonly unknown[] | Refusal)[];
}

function pagesOf(given: Given): readonly (readonly unknown[] | Refusal)[] {
  if (isRefusal(given)) return [given];
  const several = (given as Partial<Pages>).pages;
  return several ?? [(given as { value: readonly unknown[] }).value];
}

async function* paged(given: Given): AsyncGenerator<Page<unknown> | Refusal> {
  const pages = pagesOf(given);
  for (const [at, page] of pages.entries()) {
    if (isRefusal(page)) yield page;
    else yield { ok: true, rows: page as unknown[], next: at + 1 < pages.length ? 'more' : null, preferenceApplied: [] };
  }
}

/** Bodies of lists inside a batch: the first page, and the link to the next. */
function inBatch(given: Given): unknown {
  const several = (given as Partial<Pages> | null)?.pages;
  if (several === undefined) return given;
  const [first] = several;
  return isRefusal(first) ? first : { value: first, ...(several.length > 1 ? { 'odata.nextLink': 'more' } : {}) };
}

export interface FakeSharePoint {
  readonly reader: SharePointReader;
  /** Requests on the wire, batches as one: `web path`. */
  readonly wire: string[];
  /** All questions, members of batches counted one by one. */
  readonly operations: string[];
  readonly batches: number[];
}

export interface FakeAnswers {
  readonly rest?: (path: string, web: string, request: SharePointRequest) => Given;
  readonly csom?: (kind: CsomRequest['kind'], admin: string) => Given;
}

export function fakeSharePoint({ rest, csom }: FakeAnswers): FakeSharePoint {
  const wire: string[] = [];
  const operations: string[] = [];
  const batches: number[] = [];
  const give = (request: SharePointRequest) => {
    operations.push(`${request.web} ${request.path}`);
    return rest?.(request.path, request.web, request) ?? refused(404);
  };
  const reader: SharePointReader = {
    async one<T>(request: SharePointRequest) {
      wire.push(`${request.web} ${request.path}`);
      return answered(give(request)) as Answer<T> | Refusal;
    },
    async *pages<T>(request: SharePointRequest) {
      for await (const page of paged(give(request))) {
        wire.push(`${request.web} ${request.path}`);
        yield page as Page<T> | Refusal;
      }
    },
    async batch<T>(web: string, requests: readonly SharePointRequest[]) {
      for (let at = 0; at < requests.length; at += 100) wire.push(`${web} /_api/$batch`);
      batches.push(requests.length);
      return requests.map((request) => answered(inBatch(give(request))) as Answer<T> | Refusal);
    },
    async csom<T>(admin: string, request: CsomRequest) {
      wire.push(`${admin} csom`);
      operations.push(`${admin} ${request.kind}`);
      return answered(csom?.(request.kind, admin) ?? refused(403)) as Answer<T> | Refusal;
    },
  };
  return { reader, wire, operations, batches };
}

/** A reader of Graph that answers by path; what it does not know is refused with 404. */
export function fakeGraph(
  answers: (path: string, request: GraphRequest) => Given,
): GraphReader & { readonly asked: GraphRequest[] } {
  const asked: GraphRequest[] = [];
  const give = (request: GraphRequest) => {
    asked.push(request);
    return answers(request.path, request) ?? refused(404);
  };
  return {
    asked,
    one: async <T>(request: GraphRequest) => answered(give(request)) as Answer<T> | Refusal,
    async *pages<T>(request: GraphRequest) {
      for await (const page of paged(give(request))) yield page as Page<T> | Refusal;
    },
    batch: async <T>(requests: readonly GraphRequest[]) =>
      requests.map((request) => answered(inBatch(give(request))) as Answer<T> | Refusal),
  };
}

export interface Collected {
  readonly evidence: MemoryEvidence;
  readonly notes: ReadonlySet<string>;
}

export interface CollectOptions {
  readonly evidence?: InitialEvidence;
  /** Missing: this scan may not ask SharePoint itself. */
  readonly sharePoint?: SharePointReader;
  readonly graph?: GraphReader;
  readonly allowance?: Allowance;
  readonly mode?: 'application' | 'delegated';
  /** Missing: the operator gave no export. */
  readonly bundle?: Bundle;
  /** Missing: the direct path was not asked for. */
  readonly cmdlets?: CollectorContext['cmdlets'];
  readonly now?: Date;
}

export const NO_TIER = needsSharePoint('no certificate');

export async function collect(collector: Collector, options: CollectOptions): Promise<Collected> {
  const evidence = createMemoryEvidence(options.evidence);
  const notes = new Set<string>();
  const limit = pLimit(4);
  const sharePoint: Known<SharePointReader> = options.sharePoint === undefined ? unknown(NO_TIER) : known(options.sharePoint);
  const context: CollectorContext = {
    graph: options.graph ?? fakeGraph(() => refused(403, null, 'Sites.Read.All')),
    sharePoint,
    cmdlets: options.cmdlets ?? unknown({ reason: 'not-requested' }),
    bundle: options.bundle ?? null,
    now: () => options.now ?? new Date(),
    allowance: options.allowance ?? { site: () => null, spent: () => null },
    session: { mode: options.mode ?? 'application', permissions: ['Sites.Read.All', 'Sites.FullControl.All'] },
    out: evidence,
    evidence,
    signal: new AbortController().signal,
    progress: () => undefined,
    note: (sentence) => void notes.add(sentence),
    each: async (items, work) => void (await Promise.all(items.map((item) => limit(() => work(item))))),
  };
  await collector.collect(context);
  return { evidence, notes };
}

export const COLLECTION = '11111111-1111-4111-8111-111111111111';
export const WEB = '22222222-2222-4222-8222-222222222222';

/** A site of evidence; `place` is its address below the host. */
export function aSite(over: Partial<Parameters<typeof siteRow>[0]> = {}) {
  return siteRow({ collection: COLLECTION, web: WEB, place: '/sites/HR', isRoot: true, isPersonal: false, ...over });
}

function siteRow(of: { collection: string; web: string; place: string; isRoot: boolean; isPersonal: boolean }) {
  const host = of.isPersonal ? 'contoso-my.sharepoint.com' : 'contoso.sharepoint.com';
  return {
    id: `${host},${of.collection},${of.web}`,
    displayName: of.place.split('/').at(-1) ?? '',
    webUrl: `https://${host}${of.place}`,
    isPersonal: of.isPersonal,
    isRootOfCollection: of.isRoot,
    isArchived: false,
    createdDateTime: null,
    lastModifiedDateTime: null,
  };
}
