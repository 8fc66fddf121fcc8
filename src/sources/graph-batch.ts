/** `$batch`: twenty small reads a request, each member judged and tried again on its own. */
import type { Lane, Refusal } from './graph.js';
import { judge, preferencesOf, type Received, refusalWithoutAnswer } from './judge.js';
import type { Pacing } from './pacing.js';
import { ATTEMPTS, type Data, type Transport } from './transport.js';

export const BATCH_SIZE = 20;

/** One member: its URL is relative to the version, as `$batch` wants it. */
export interface Member {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly units: number;
  readonly permission: string;
}

export interface BatchOptions {
  readonly transport: Transport;
  readonly pacing: Pacing;
  readonly version: 'v1.0' | 'beta';
  readonly lane: Lane;
  /** Writes a member into the request log. */
  readonly log: (url: string, status: number) => void;
  readonly signal?: AbortSignal | undefined;
}

interface Pending {
  readonly index: number;
  readonly member: Member;
  throttled: number;
  server: number;
  premium: number;
  tokens: number;
  last: Refusal;
}

const MISSING = refusalWithoutAnswer('failed', 'the batch came back without this answer');

/** Reads up to twenty members; answers in the order of the members. */
export async function readBatch(members: readonly Member[], options: BatchOptions): Promise<(Data | Refusal)[]> {
  const answers = new Array<Data | Refusal>(members.length).fill(MISSING);
  let pending: Pending[] = members.map((member, index) => ({
    index,
    member,
    throttled: 0,
    server: 0,
    premium: 0,
    tokens: 0,
    last: MISSING,
  }));
  for (let round = 1; pending.length > 0; round += 1) {
    const outer = await sendRound(pending, options);
    if (!outer.ok) {
      for (const { index, member } of pending) answers[index] = forMember(outer, member);
      break;
    }
    const replies = repliesOf(outer.json);
    const next: Pending[] = [];
    let isThrottled = false;
    let claims: string | null = null;
    let isTokenRefused = false;
    // A member that went well ends the lane's row of refusals, so it is told before those that did not.
    const order = [...pending].sort((a, b) => rank(replies.get(String(a.index))) - rank(replies.get(String(b.index))));
    for (const item of order) {
      const reply = replies.get(String(item.index));
      if (reply === undefined) {
        item.server += 1;
        if (item.server >= ATTEMPTS.server) answers[item.index] = item.last;
        else next.push(item);
        continue;
      }
      options.log(item.member.url, reply.status);
      options.pacing.feed(options.lane, reply.status, reply.header);
      const verdict = judge(reply, 'object', item.member.permission);
      if (verdict.kind === 'good') {
        const preferenceApplied = preferencesOf(reply.header('preference-applied'));
        answers[item.index] = { ok: true, json: verdict.json, preferenceApplied };
      } else if (verdict.kind === 'again') {
        isThrottled ||= verdict.why === 'throttled';
        item.last = verdict.last;
        item[verdict.why] += 1;
        if (item[verdict.why] >= ATTEMPTS[verdict.why]) answers[item.index] = verdict.last;
        else next.push(item);
      } else if (verdict.kind === 'token' && item.tokens === 0) {
        item.tokens = 1;
        item.last = verdict.last;
        claims ??= verdict.claims;
        isTokenRefused = true;
        next.push(item);
      } else {
        answers[item.index] = verdict.kind === 'refused' ? verdict.refusal : verdict.last;
      }
    }
    pending = next.sort((a, b) => a.index - b.index);
    if (pending.length === 0) break;
    if (isTokenRefused) await options.transport.renew(claims);
    // Throttling is waited out by the lane; anything else needs a breath here, so that no loop is hot.
    if (!isThrottled) await options.transport.pause(round);
  }
  return answers;
}

function sendRound(pending: readonly Pending[], options: BatchOptions): Promise<Data | Refusal> {
  const requests = pending.map(({ index, member }) => ({
    id: String(index),
    method: 'GET',
    url: member.url,
    ...(Object.keys(member.headers).length === 0 ? {} : { headers: member.headers }),
  }));
  return options.transport.exchange({
    path: '/$batch',
    version: options.version,
    query: {},
    link: null,
    headers: {},
    body: JSON.stringify({ requests }),
    lane: options.lane,
    units: pending.reduce((sum, { member }) => sum + member.units, 0),
    shape: 'batch',
    permission: pending[0]?.member.permission ?? '',
  });
}

/** Answers by id, in whatever order they came; the first of a repeated id counts, a member that is none is left out. */
function repliesOf(json: Record<string, unknown>): Map<string, Received> {
  const replies = new Map<string, Received>();
  for (const raw of json.responses as unknown[]) {
    if (typeof raw !== 'object' || raw === null) continue;
    const { id, status, headers, body } = raw as { id?: unknown; status?: unknown; headers?: unknown; body?: unknown };
    const key = String(id);
    if (typeof status !== 'number' || replies.has(key)) continue;
    const values = new Map<string, string>();
    for (const [name, value] of Object.entries((headers ?? {}) as Record<string, unknown>))
      values.set(name.toLowerCase(), String(value));
    replies.set(key, { status, header: (name) => values.get(name.toLowerCase()) ?? null, json: body });
  }
  return replies;
}

function rank(reply: Received | undefined): number {
  return reply === undefined || reply.status === 429 || reply.status === 503 ? 1 : 0;
}

/** The refusal of a whole batch, in the name of one member. */
function forMember(refusal: Refusal, member: Member): Refusal {
  if (refusal.gap.reason !== 'forbidden') return refusal;
  return { ...refusal, gap: { ...refusal.gap, remedy: member.permission } };
}
