/** SharePoint's own API as collectors see it: one object, every page of a list, many small reads at once, or one of four CSOM reads. */
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { SHAREPOINT_PERMISSION } from '../evidence/sharepoint.js';
import type { Settled } from './attempts.js';
import type { CloudName } from './clouds.js';
import { csomBody, isStartIndex, judgeCsom } from './csom.js';
import type { Endpoints } from './endpoints.js';
import type { Answer, Page, Refusal } from './graph.js';
import { checkSharePointUrl } from './hosts.js';
import { received, refusalWithoutAnswer } from './judge.js';
import type { Pacing } from './pacing.js';
import type { RequestLog } from './request-log.js';
import type { CsomRequest, SharePointReader, SharePointRequest } from './sharepoint.js';
import { isWebPath, SHAREPOINT_BATCH_SIZE } from './sharepoint-allow-list.js';
import { readSharePointBatch } from './sharepoint-batch.js';
import { nextLinkOf, withoutEnvelope } from './sharepoint-envelope.js';
import { judgeSharePoint, objectOf } from './sharepoint-judge.js';
import type { SharePointTransport } from './sharepoint-transport.js';
import { encodedQuery } from './transport.js';

export interface SharePointReaderOptions {
  readonly transport: SharePointTransport;
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
/** Microsoft gives no price for ProcessQuery, only "more than Graph"; a page of sites is the dearest of them. */
const CSOM_UNITS = 5;

type Json = Record<string, unknown>;

export function createSharePointReader(options: SharePointReaderOptions): SharePointReader {
  const { transport, cloud, endpoints } = options;
  const maxPages = options.maxPages ?? MAX_PAGES;

  /** The address of a web that came from the tenant, without a slash at its end; null where no token may go there. */
  function webOf(web: string): string | null {
    const checked = checkSharePointUrl(web, cloud, endpoints);
    if (!checked.ok) return null;
    const url = new URL(checked.canonical);
    const path = url.pathname.replace(/\/+$/, '');
    return url.search === '' && url.hash === '' && isWebPath(path) ? `${url.origin}${path}` : null;
  }

  function addressOf({ web, path, query }: SharePointRequest): string | null {
    assertPath(path);
    const base = webOf(web);
    if (base === null) return null;
    const pairs = Object.entries(encodedQuery(query ?? {})).map(([name, value]) => `${name}=${value}`);
    return new URL(`${base}${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`).href;
  }

  function ask(request: SharePointRequest, url: string, isLink: boolean, isList: boolean): Promise<Settled<Json>> {
    const { body, units, permission } = request;
    const text = body === undefined || Object.keys(body).length === 0 ? null : JSON.stringify(body);
    const operation = operationOf(request.path);
    return transport.exchange<Json>({
      url,
      isLink,
      post: body === undefined ? null : { text, type: 'application/json;odata=nometadata' },
      units,
      isBatch: false,
      judge: (reply) =>
        judgeSharePoint(received(reply), permission, (answer) => {
          const object = objectOf(answer);
          const opened = object === null ? null : withoutEnvelope(object, operation);
          return opened !== null && isList && !Array.isArray(opened.value) ? null : opened;
        }),
    });
  }

  async function one<T>(request: SharePointRequest): Promise<Answer<T> | Refusal> {
    const url = addressOf(request);
    return url === null ? STRANGE_WEB : answered<T>(await ask(request, url, false, false));
  }

  async function* pages<T>(request: SharePointRequest): AsyncGenerator<Page<T> | Refusal> {
    const start = addressOf(request);
    if (start === null) {
      yield STRANGE_WEB;
      return;
    }
    const seen = new Set<string>();
    let url = start;
    for (let count = 0; ; count += 1) {
      // A hash, so that a long list of long links costs little memory. A set finds A-B-A as well as A-A.
      const mark = createHash('sha256').update(url).digest('base64').slice(0, 16);
      if (seen.has(mark) || count >= maxPages) {
        const detail = seen.has(mark) ? 'the pages of the list led back to one already read' : 'the list had no end';
        yield refusalWithoutAnswer('failed', detail);
        return;
      }
      seen.add(mark);
      const answer = await ask(request, url, count > 0, true);
      if (!answer.ok) {
        yield answer;
        return;
      }
      const next = nextLinkOf(answer.value);
      yield { ok: true, rows: answer.value.value as T[], next, preferenceApplied: [] };
      if (next === null) return;
      const followed = followable(next, url);
      if (followed === null) {
        yield refusalWithoutAnswer('failed', 'the link to the next page led away from the site and was not followed');
        return;
      }
      url = followed;
    }
  }

  /** A next link in Microsoft's name, if it stays on the host and in the API that was asked. */
  function followable(link: string, from: string): string | null {
    if (!URL.canParse(link, from)) return null;
    const checked = checkSharePointUrl(new URL(link, from).href, cloud, endpoints);
    if (!checked.ok || checked.host !== new URL(from).hostname) return null;
    return /\/_api\//i.test(new URL(checked.canonical).pathname) ? checked.canonical : null;
  }

  async function batch<T>(web: string, requests: readonly SharePointRequest[]): Promise<readonly (Answer<T> | Refusal)[]> {
    const base = webOf(web);
    const answers = new Array<Answer<T> | Refusal>(requests.length).fill(STRANGE_WEB);
    const members = requests.flatMap((request, index) => {
      if (request.body !== undefined) throw new Error('a batch of SharePoint takes GETs only');
      const url = addressOf(request);
      // A web of another host would need another token.
      return url === null || base === null || new URL(url).origin !== new URL(base).origin ? [] : [{ request, index, url }];
    });
    const limit = pLimit(BATCHES_AT_ONCE);
    const chunks = Array.from({ length: Math.ceil(members.length / SHAREPOINT_BATCH_SIZE) }, (_, n) =>
      members.slice(n * SHAREPOINT_BATCH_SIZE, (n + 1) * SHAREPOINT_BATCH_SIZE),
    );
    await Promise.all(
      chunks.map((chunk) =>
        limit(async () => {
          const read = await readSharePointBatch(
            chunk.map(({ url, request: { units, permission } }) => ({ url, units, permission })),
            { ...options, url: `${base}/_api/$batch` },
          );
          read.forEach((answer, place) => {
            const { index, request } = chunk[place] as (typeof chunk)[number];
            answers[index] = answer.ok
              ? { ok: true, value: withoutEnvelope(answer.value, operationOf(request.path)) as T, preferenceApplied: [] }
              : answer;
          });
        }),
      ),
    );
    return answers;
  }

  async function csom<T>(adminWeb: string, request: CsomRequest): Promise<Answer<T> | Refusal> {
    const base = webOf(adminWeb);
    if (base === null) return STRANGE_WEB;
    if (request.kind === 'site-properties' && !isStartIndex(request.startIndex ?? ''))
      return refusalWithoutAnswer('failed', 'the mark of the next page was none that can be sent back');
    const permission = SHAREPOINT_PERMISSION;
    const settled = await transport.exchange<unknown>({
      url: `${base}/_vti_bin/client.svc/ProcessQuery`,
      isLink: false,
      post: { text: csomBody(request), type: 'text/xml' },
      units: CSOM_UNITS,
      isBatch: false,
      judge: (reply) => {
        const answer = received(reply);
        return answer.status === 200 ? judgeCsom(answer, request, permission) : judgeSharePoint(answer, permission, () => null);
      },
    });
    return answered<T>(settled);
  }

  return { one, pages, batch, csom };
}

const STRANGE_WEB = refusalWithoutAnswer('failed', 'the address of the site is none of SharePoint in this cloud');

function answered<T>(settled: Settled<unknown>): Answer<T> | Refusal {
  return settled.ok ? { ok: true, value: settled.value as T, preferenceApplied: [] } : settled;
}

/** The last name of a path, without its arguments: `/_api/web/lists(guid'…')` → `lists`. */
function operationOf(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\(.*$/, '');
}

/** What would end the path early would end the check of it, too. */
function assertPath(path: string): void {
  if (!path.startsWith('/_api/') || /[?#\s\\]/.test(path)) throw new Error('not a path of SharePoint: it must start with /_api/');
}
