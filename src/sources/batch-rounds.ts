/** A batch in rounds: each member judged and tried again on its own, sent again only with those that need it too. */
import { ATTEMPTS } from './attempts.js';
import type { Lane, Refusal } from './graph.js';
import { type Received, refusalWithoutAnswer, type Verdict } from './judge.js';
import type { Pacing } from './pacing.js';

/** What every member of a batch has, whatever the service. */
export interface BatchMember {
  readonly units: number;
  readonly permission: string;
}

/** A member under way, with its place in the whole batch. */
export interface Pending<M> {
  readonly index: number;
  readonly member: M;
}

/** The answers of one round by the place of the member, or the refusal of the whole request. */
export type Round = { readonly ok: true; readonly replies: ReadonlyMap<number, Received> } | Refusal;

export type Good<T> = { readonly ok: true; readonly value: T; readonly reply: Received };

export interface RoundsOptions<M extends BatchMember, T> {
  readonly lane: Lane;
  readonly pacing: Pick<Pacing, 'feed'>;
  send(pending: readonly Pending<M>[]): Promise<Round>;
  judge(reply: Received, member: M): Verdict<T>;
  /** Writes a member into the request log. */
  log(member: M, status: number): void;
  /** Gets another token; a refusal where there is none to be had. */
  renew(claims: string | null): Promise<Refusal | null>;
  pause(round: number): Promise<void>;
}

interface Trial<M> extends Pending<M> {
  throttled: number;
  server: number;
  premium: number;
  tokens: number;
  last: Refusal;
}

const MISSING = refusalWithoutAnswer('failed', 'the batch came back without this answer');

/** Answers in the order of the members. */
export async function readInRounds<M extends BatchMember, T>(
  members: readonly M[],
  options: RoundsOptions<M, T>,
): Promise<(Good<T> | Refusal)[]> {
  const answers = new Array<Good<T> | Refusal>(members.length).fill(MISSING);
  let pending: Trial<M>[] = members.map((member, index) => ({
    index,
    member,
    throttled: 0,
    server: 0,
    premium: 0,
    tokens: 0,
    last: MISSING,
  }));
  for (let round = 1; pending.length > 0; round += 1) {
    const outer = await options.send(pending);
    if (!outer.ok) {
      for (const { index, member } of pending) answers[index] = forMember(outer, member);
      break;
    }
    const { replies } = outer;
    const next: Trial<M>[] = [];
    let isThrottled = false;
    let claims: string | null = null;
    let isTokenRefused = false;
    // A member that went well ends the lane's row of refusals, so it is told before those that did not.
    const order = [...pending].sort((a, b) => rank(replies.get(a.index)) - rank(replies.get(b.index)));
    for (const item of order) {
      const reply = replies.get(item.index);
      if (reply === undefined) {
        item.server += 1;
        if (item.server >= ATTEMPTS.server) answers[item.index] = item.last;
        else next.push(item);
        continue;
      }
      options.log(item.member, reply.status);
      options.pacing.feed(options.lane, reply.status, reply.header);
      const verdict = options.judge(reply, item.member);
      if (verdict.kind === 'good') {
        answers[item.index] = { ok: true, value: verdict.value, reply };
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
    const refusal = isTokenRefused ? await options.renew(claims) : null;
    if (refusal !== null) {
      for (const { index, member } of pending) answers[index] = forMember(refusal, member);
      break;
    }
    // Throttling is waited out by the lane; anything else needs a breath here, so that no loop is hot.
    if (!isThrottled) await options.pause(round);
  }
  return answers;
}

function rank(reply: Received | undefined): number {
  return reply === undefined || reply.status === 429 || reply.status === 503 ? 1 : 0;
}

/** The refusal of a whole batch, in the name of one member. */
function forMember(refusal: Refusal, member: BatchMember): Refusal {
  if (refusal.gap.reason !== 'forbidden') return refusal;
  return { ...refusal, gap: { ...refusal.gap, remedy: member.permission } };
}
