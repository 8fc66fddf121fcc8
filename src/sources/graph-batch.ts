/** `$batch` of Microsoft Graph: twenty small reads a request, as JSON, matched by id. */
import { type BatchMember, type Pending, type Round, readInRounds } from './batch-rounds.js';
import type { Lane, Refusal } from './graph.js';
import { judge, preferencesOf, type Received } from './judge.js';
import type { Pacing } from './pacing.js';
import type { Data, Transport } from './transport.js';

export const BATCH_SIZE = 20;

/** One member: its URL is relative to the version, as `$batch` wants it. */
export interface Member extends BatchMember {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BatchOptions {
  readonly transport: Transport;
  readonly pacing: Pacing;
  readonly version: 'v1.0' | 'beta';
  readonly lane: Lane;
  /** Writes a member into the request log. */
  readonly log: (url: string, status: number) => void;
}

/** Reads up to twenty members; answers in the order of the members. */
export async function readBatch(members: readonly Member[], options: BatchOptions): Promise<(Data | Refusal)[]> {
  const { transport } = options;
  const answers = await readInRounds<Member, Record<string, unknown>>(members, {
    ...options,
    send: (pending) => sendRound(pending, options),
    judge: (reply, member) => judge(reply, 'object', member.permission),
    log: (member, status) => options.log(member.url, status),
    renew: async (claims) => {
      await transport.renew(claims);
      return null;
    },
    pause: (round) => transport.pause(round),
  });
  return answers.map((answer) => {
    if (!answer.ok) return answer;
    const preferenceApplied = preferencesOf(answer.reply.header('preference-applied'));
    return { ok: true, json: answer.value, preferenceApplied };
  });
}

async function sendRound(pending: readonly Pending<Member>[], options: BatchOptions): Promise<Round> {
  const requests = pending.map(({ index, member }) => ({
    id: String(index),
    method: 'GET',
    url: member.url,
    ...(Object.keys(member.headers).length === 0 ? {} : { headers: member.headers }),
  }));
  const outer = await options.transport.exchange({
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
  return outer.ok ? { ok: true, replies: repliesOf(outer.json) } : outer;
}

/** Answers by id, in whatever order they came; the first of a repeated id counts, a member that is none is left out. */
function repliesOf(json: Record<string, unknown>): Map<number, Received> {
  const replies = new Map<number, Received>();
  for (const raw of json.responses as unknown[]) {
    if (typeof raw !== 'object' || raw === null) continue;
    const { id, status, headers, body } = raw as { id?: unknown; status?: unknown; headers?: unknown; body?: unknown };
    const key = /^\d{1,6}$/.test(String(id)) ? Number(id) : -1;
    if (typeof status !== 'number' || key < 0 || replies.has(key)) continue;
    const values = new Map<string, string>();
    for (const [name, value] of Object.entries((headers ?? {}) as Record<string, unknown>))
      values.set(name.toLowerCase(), String(value));
    replies.set(key, { status, header: (name) => values.get(name.toLowerCase()) ?? null, json: body });
  }
  return replies;
}
