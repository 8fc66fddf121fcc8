/** `$batch` of SharePoint: a hundred reads a request, as `multipart/mixed`, matched by their order. */
import { randomUUID } from 'node:crypto';
import { type BatchMember, type Good, type Pending, type Round, readInRounds } from './batch-rounds.js';
import type { Refusal } from './graph.js';
import { parsedJson, type Received, received, type Verdict } from './judge.js';
import { boundaryOf, composeBatch, type PartAnswer, parseBatch } from './multipart.js';
import type { Pacing } from './pacing.js';
import type { RequestLog } from './request-log.js';
import { judgeSharePoint, objectOf } from './sharepoint-judge.js';
import { LANE, type SharePointTransport } from './sharepoint-transport.js';

export interface SharePointMember extends BatchMember {
  /** Absolute, in Microsoft's name. */
  readonly url: string;
}

export interface SharePointBatchOptions {
  readonly transport: SharePointTransport;
  readonly pacing: Pacing;
  readonly requestLog: RequestLog;
  /** `…/_api/$batch` of the web. */
  readonly url: string;
}

type Json = Record<string, unknown>;

/** Reads up to a hundred members; answers in the order of the members. */
export function readSharePointBatch(
  members: readonly SharePointMember[],
  options: SharePointBatchOptions,
): Promise<(Good<Json> | Refusal)[]> {
  const { transport, requestLog } = options;
  return readInRounds<SharePointMember, Json>(members, {
    lane: LANE,
    pacing: options.pacing,
    send: (pending) => sendRound(pending, options),
    judge: (reply, member) => judgeSharePoint(reply, member.permission, objectOf),
    log: ({ url }, status) => requestLog.record('GET', url, status),
    renew: (claims) => transport.renew(new URL(options.url).hostname, claims),
    pause: (round) => transport.pause(round),
  });
}

async function sendRound(pending: readonly Pending<SharePointMember>[], options: SharePointBatchOptions): Promise<Round> {
  const boundary = `batch_${randomUUID()}`;
  const permission = pending[0]?.member.permission ?? '';
  const outer = await options.transport.exchange<readonly (PartAnswer | null)[]>({
    url: options.url,
    isLink: false,
    post: {
      text: composeBatch(
        boundary,
        pending.map(({ member }) => member.url),
      ),
      type: `multipart/mixed; boundary=${boundary}`,
    },
    units: pending.reduce((sum, { member }) => sum + member.units, 0),
    isBatch: true,
    judge: (reply): Verdict<readonly (PartAnswer | null)[]> =>
      judgeSharePoint(received(reply), permission, () => {
        const answered = boundaryOf(reply.header('content-type'));
        return answered === null ? null : parseBatch(reply.text, answered);
      }),
  });
  if (!outer.ok) return outer;
  const parts = outer.value;
  if (parts.length === pending.length || pending.length === 1) return { ok: true, replies: repliesOf(parts, pending) };
  // One too few or too many: which answer belongs to which question cannot be told any more. Halves find the culprit.
  const half = Math.ceil(pending.length / 2);
  const first = await sendRound(pending.slice(0, half), options);
  const second = await sendRound(pending.slice(half), options);
  if (!first.ok && !second.ok) return first;
  // The members of a half that was refused are missing for now, and are asked for again.
  return { ok: true, replies: new Map([...(first.ok ? first.replies : []), ...(second.ok ? second.replies : [])]) };
}

function repliesOf(parts: readonly (PartAnswer | null)[], pending: readonly Pending<SharePointMember>[]): Map<number, Received> {
  const replies = new Map<number, Received>();
  if (parts.length !== pending.length) return replies;
  pending.forEach(({ index }, place) => {
    const part = parts[place] ?? null;
    if (part === null) return;
    replies.set(index, {
      status: part.status,
      header: (name) => part.headers.get(name.toLowerCase()) ?? null,
      json: parsedJson(part.text),
      isPage: /^<(?:!doctype|html)/i.test(part.text),
    });
  });
  return replies;
}
