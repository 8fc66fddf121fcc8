/** Microsoft Graph as collectors see it: one object, every page of a list, or many small reads at once. */
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { CLOUDS, type CloudName } from './clouds.js';
import type { Endpoints } from './endpoints.js';
import type { Answer, GraphReader, GraphRequest, Page, Refusal } from './graph.js';
import { BATCH_SIZE, type Member, readBatch } from './graph-batch.js';
import { checkGraphUrl } from './hosts.js';
import { refusalWithoutAnswer } from './judge.js';
import type { Pacing } from './pacing.js';
import type { RequestLog } from './request-log.js';
import { type Exchange, encodedQuery, type Transport } from './transport.js';

export interface GraphReaderOptions {
  readonly transport: Transport;
  readonly pacing: Pacing;
  readonly requestLog: RequestLog;
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  /** A list that goes on longer is taken for a loop. */
  readonly maxPages?: number;
}

const MAX_PAGES = 1_000_000;
/** Batches of one call in flight at once; the lane bounds them as well. */
const BATCHES_AT_ONCE = 4;

export function createGraphReader(options: GraphReaderOptions): GraphReader {
  const { transport, cloud, endpoints } = options;
  const maxPages = options.maxPages ?? MAX_PAGES;

  async function* pages<T>(request: GraphRequest): AsyncGenerator<Page<T> | Refusal> {
    const seen = new Set<string>();
    let link = request.link ?? null;
    for (let count = 0; ; count += 1) {
      if (link !== null) {
        const checked = checkGraphUrl(link, cloud, endpoints);
        if (!checked.ok) {
          yield refusalWithoutAnswer(
            'failed',
            `the link to the next page led away from Microsoft Graph (${checked.why}) and was not followed`,
          );
          return;
        }
        // A hash, so that a long list of long links costs little memory. A set finds A-B-A as well as A-A.
        const mark = createHash('sha256').update(checked.canonical).digest('base64').slice(0, 16);
        if (seen.has(mark) || count >= maxPages) {
          yield refusalWithoutAnswer(
            'failed',
            seen.has(mark) ? 'the pages of the list led back to one already read' : 'the list had no end',
          );
          return;
        }
        seen.add(mark);
      }
      const units = link === null ? request.units : (request.unitsNextPage ?? request.units);
      const data = await transport.exchange({ ...exchangeOf(request, 'list'), link, units });
      if (!data.ok) {
        yield data;
        return;
      }
      const next = data.json['@odata.nextLink'];
      const hasNext = typeof next === 'string' && next !== '';
      yield {
        ok: true,
        rows: data.json.value as T[],
        next: hasNext ? next : null,
        preferenceApplied: data.preferenceApplied,
      };
      if (!hasNext) return;
      link = next;
    }
  }

  async function one<T>(request: GraphRequest): Promise<Answer<T> | Refusal> {
    assertNoLink(request);
    const data = await transport.exchange(exchangeOf(request, 'object'));
    return data.ok ? { ok: true, value: data.json as T, preferenceApplied: data.preferenceApplied } : data;
  }

  async function batch<T>(requests: readonly GraphRequest[]): Promise<readonly (Answer<T> | Refusal)[]> {
    const answers = new Array<Answer<T> | Refusal>(requests.length);
    const limit = pLimit(BATCHES_AT_ONCE);
    await Promise.all(
      chunksOf(requests).map((indexes) =>
        limit(async () => {
          const chunk = indexes.map((index) => requests[index] as GraphRequest);
          const [{ version, lane }] = chunk as [GraphRequest];
          const base = `${CLOUDS[cloud].graph}/${version ?? 'v1.0'}`;
          const read = await readBatch(chunk.map(memberOf), {
            transport,
            pacing: options.pacing,
            version: version ?? 'v1.0',
            lane,
            log: (url, status) => options.requestLog.record('GET', `${base}${url}`, status),
          });
          read.forEach((data, position) => {
            const index = indexes[position] as number;
            answers[index] = data.ok ? { ok: true, value: data.json as T, preferenceApplied: data.preferenceApplied } : data;
          });
        }),
      ),
    );
    return answers;
  }

  return { one, pages, batch };
}

function exchangeOf(request: GraphRequest, shape: 'object' | 'list'): Exchange {
  assertPath(request.path);
  return {
    path: request.path,
    version: request.version ?? 'v1.0',
    query: request.query ?? {},
    link: null,
    headers: request.headers ?? {},
    body: null,
    lane: request.lane,
    units: request.units,
    shape,
    permission: request.permission,
  };
}

function memberOf(request: GraphRequest): Member {
  assertPath(request.path);
  assertNoLink(request);
  const query = Object.entries(encodedQuery(request.query ?? {})).map(([name, value]) => `${name}=${value}`);
  return {
    url: query.length === 0 ? request.path : `${request.path}?${query.join('&')}`,
    headers: request.headers ?? {},
    units: request.units,
    permission: request.permission,
  };
}

/** Positions of the requests, twenty at most together, all of one version and one lane. */
function chunksOf(requests: readonly GraphRequest[]): number[][] {
  const open = new Map<string, number[]>();
  const chunks: number[][] = [];
  requests.forEach((request, index) => {
    const key = `${request.version ?? 'v1.0'} ${request.lane}`;
    let chunk = open.get(key);
    if (chunk === undefined || chunk.length >= BATCH_SIZE) {
      chunk = [];
      open.set(key, chunk);
      chunks.push(chunk);
    }
    chunk.push(index);
  });
  return chunks;
}

/** The client would take a `?` in the path apart and a full address as a host of its own. */
function assertPath(path: string): void {
  if (!path.startsWith('/') || /[?#\s\\]|:\/\//.test(path))
    throw new Error(`not a path of Graph: it must start with / and hold no query`);
}

function assertNoLink(request: GraphRequest): void {
  if (request.link !== undefined) throw new Error('a link is followed by pages() only');
}
