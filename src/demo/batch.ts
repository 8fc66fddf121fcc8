/** `POST /$batch`: up to 20 reads, each judged, metered and faulted by itself, answered in no particular order. */
import { notSimulated, type Reply, refuse } from './call.js';
import { type FaultAct, LOGIN_PAGE } from './faults.js';
import { seededRandom } from './random.js';
import { answerGet, finish, type GraphRequest } from './router.js';
import type { SimulatorState } from './state.js';
import type { TokenClaims } from './tokens.js';

interface Member {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const MOST_MEMBERS = 20;

function membersOf(body: unknown): readonly Member[] | null {
  const list = (body as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(list)) return null;
  const isMember = (one: Member | null): boolean =>
    typeof one?.id === 'string' && typeof one.method === 'string' && typeof one.url === 'string';
  return list.every(isMember) ? (list as Member[]) : null;
}

/** What a fault makes of a member; undefined: it is left out. */
function faulted(act: FaultAct): Reply | undefined | null {
  if (act === 'reset' || act === 'stall') return undefined;
  if (act === 'html') return { status: 200, headers: { 'Content-Type': 'text/html' }, body: LOGIN_PAGE };
  if (act === 'truncate') return { status: 200, headers: { 'Content-Type': 'application/json' }, body: null };
  if ('delayMs' in act) return null;
  const error = { code: act.code ?? 'simulatedFault', message: act.message ?? 'A fault of the test.' };
  const headers = act.headers ?? {};
  return act.body === undefined ? { status: act.status, headers, error } : { status: act.status, headers, body: act.body };
}

export async function answerBatch(
  state: SimulatorState,
  request: GraphRequest,
  body: unknown,
  token: TokenClaims,
): Promise<Reply> {
  const members = membersOf(body);
  if (members === null) return refuse(400, 'BadRequest', "Invalid batch payload format: 'requests' is missing or malformed.");
  if (members.length > MOST_MEMBERS) {
    return refuse(400, 'BadRequest', `Number of batch request steps exceeds the maximum value of ${MOST_MEMBERS}.`);
  }
  if (new Set(members.map((one) => one.id)).size !== members.length) {
    return refuse(400, 'BadRequest', 'Duplicate request identifiers are not allowed.');
  }
  const base = request.url.href.replace(/\/\$batch.*$/, '');
  const responses: object[] = [];
  for (const member of members) {
    const url = new URL(`${base}${member.url.startsWith('/') ? '' : '/'}${member.url}`);
    const inner: GraphRequest = { method: member.method.toUpperCase(), url, headers: new Headers(member.headers ?? {}) };
    const act = state.faultLine.meet(inner.method, url.href);
    const made = act === null ? null : faulted(act);
    if (act !== null && typeof act === 'object' && 'delayMs' in act) await new Promise((done) => setTimeout(done, act.delayMs));
    if (made === undefined) {
      state.log(inner.method, url.href, 0, null, true);
      continue;
    }
    const first = made ?? (inner.method === 'GET' ? answerGet(state, inner, token) : notSimulated(`${inner.method} in a batch`));
    if (first.status === 501) state.unanswered += 1;
    const reply = finish(first, inner, state.now());
    state.log(inner.method, url.href, reply.status, reply.body, true);
    const headers = { 'Content-Type': 'application/json', ...reply.headers };
    responses.push({ id: member.id, status: reply.status, headers, body: reply.body });
  }
  state.batches += 1;
  return { status: 200, body: { responses: seededRandom(state.batches).shuffle(responses) } };
}
