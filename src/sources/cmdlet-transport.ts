/** Sends one request to the cmdlet endpoint with the token of its door, until there is data or a refusal, and never follows where it leads. */
import { randomUUID } from 'node:crypto';
import { ForbiddenRequestError } from './allow-list.js';
import { type AttemptsOptions, createTrying } from './attempts.js';
import type { CloudName } from './clouds.js';
import { assertCmdletCall, cmdletPath, regionPath } from './cmdlet-allow-list.js';
import { anchorMailbox, type CmdletDoor, hostOf } from './cmdlet-doors.js';
import type { CmdletFault, CmdletPage, CmdletVerdict } from './cmdlet-errors.js';
import { regionIn } from './cmdlet-region.js';
import type { CmdletTokens } from './cmdlet-tokens.js';
import type { CmdletTenant } from './cmdlets.js';
import { type DepartureOptions, depart, type LaneLimits, type Outcome, userAgent } from './departure.js';
import type { Endpoints } from './endpoints.js';
import type { Refusal } from './graph.js';
import { type CmdletService, checkCmdletUrl } from './hosts.js';
import { refusalWithoutAnswer } from './judge.js';
import type { Reply } from './network.js';

const LANE = 'cmdlets';
/** Cmdlets of a large tenant take their time. */
const CMDLET_MS = 100_000;
const REGION_MS = 15_000;
/** How often a throttled question for the region is asked. */
const REGION_ATTEMPTS = 3;

export interface CmdletTransportOptions extends DepartureOptions, AttemptsOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly tokens: CmdletTokens;
  readonly limits: LaneLimits;
  readonly version: string;
}

export interface CmdletExchange {
  readonly tenant: CmdletTenant;
  readonly door: CmdletDoor;
  readonly host: string;
  /** The next page, in Microsoft's name and checked; null: the first. */
  readonly link: string | null;
  readonly body: string;
  /** For the request log. */
  readonly cmdlet: string;
  judge(reply: Reply): CmdletVerdict;
}

export type CmdletSettled =
  | { readonly ok: true; readonly page: CmdletPage }
  | { readonly ok: false; readonly fault: CmdletFault; readonly refusal: Refusal };

/** The label of the tenant's region, null where it has none; or that this token was refused, which says nothing of regions. */
export type RegionAnswer = { readonly kind: 'told'; readonly label: string | null } | { readonly kind: 'refused' };

export interface CmdletTransport {
  exchange(exchange: CmdletExchange): Promise<CmdletSettled>;
  region(tenant: CmdletTenant, audience: CmdletService): Promise<RegionAnswer>;
}

interface HostState {
  isAnswered: boolean;
  closed: Refusal | null;
}

interface Wire {
  readonly tenant: CmdletTenant;
  readonly door: CmdletDoor;
  /** The only one that this request may go to. */
  readonly host: string;
  readonly url: string;
  readonly isLink: boolean;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  readonly cmdlet: string | null;
  readonly timeoutMs: number;
}

export function createCmdletTransport(options: CmdletTransportOptions): CmdletTransport {
  const { cloud, endpoints, limits, signal, tokens } = options;
  const trying = createTrying(options);
  const hosts = new Map<string, HostState>();

  function hostState(host: string): HostState {
    const state = hosts.get(host) ?? { isAnswered: false, closed: null };
    hosts.set(host, state);
    return state;
  }

  async function attemptOnce(wire: Wire): Promise<Outcome> {
    const { door, tenant, method, body, isLink } = wire;
    const checked = checkCmdletUrl(door.service, wire.url, cloud, endpoints);
    if (!checked.ok) throw new ForbiddenRequestError(`an address that is not of the cmdlet endpoint (${checked.why})`);
    const { pathname: path, search: query } = new URL(checked.canonical);
    const { host } = wire;
    if (checked.host !== host) throw new ForbiddenRequestError('a page at another host than the one that was asked');
    assertCmdletCall({ method, audience: door.audience, host, path, query, body, tenantId: tenant.tenantId, cloud, isLink });
    const token = await tokens.of(door.audience);
    if ('ok' in token) return { kind: 'no-token', refusal: token };
    const headers = {
      accept: 'application/json',
      'user-agent': userAgent(options.version),
      'client-request-id': randomUUID(),
      'x-anchormailbox': anchorMailbox(door.service, tenant),
      ...(body === null
        ? {}
        : {
            'content-type': 'application/json; charset=utf-8',
            prefer: 'odata.maxpagesize=1000',
            'x-responseformat': 'json',
          }),
    };
    let failure: { readonly error: unknown } | null = null;
    const current = (): Promise<string> =>
      token.current().catch((error: unknown) => {
        failure = { error };
        throw error;
      });
    const canonical = wire.cmdlet === null ? checked.canonical : `${checked.canonical}#${wire.cmdlet}`;
    const { send } = checked;
    const { timeoutMs } = wire;
    try {
      const shape = { lane: LANE, units: 1, isBatch: false, timeoutMs } as const;
      return await depart({ method, canonical, send, headers, body, ...shape, token: current }, options);
    } catch (error) {
      if (failure === null) throw error;
      return { kind: 'no-token', refusal: tokens.refusal(door.audience, error) };
    }
  }

  const attempt = (wire: Wire): Promise<Outcome> =>
    limits(LANE)(() => attemptOnce(wire).catch((error: unknown): Outcome => ({ kind: 'thrown', error })));

  async function exchange(asked: CmdletExchange): Promise<CmdletSettled> {
    const { tenant, door, host, body, link, cmdlet } = asked;
    const first = `https://${host}${cmdletPath(tenant.tenantId)}`;
    const state = hostState(host);
    if (state.closed !== null) return { ok: false, fault: 'no-answer', refusal: state.closed };
    let fault: CmdletFault = 'failed';
    const silent = (detail: string): Refusal => {
      fault = 'no-answer';
      const refusal = refusalWithoutAnswer('failed', detail);
      // A host that never answered is left alone for the rest of the run: each attempt may take minutes.
      if (!state.isAnswered) state.closed = refusal;
      return refusal;
    };
    const settled = await trying.settle<CmdletPage>({
      title: 'the cmdlet endpoint',
      lane: LANE,
      link,
      send: async (next) => {
        const wire = { tenant, door, host, url: next ?? first, isLink: next !== null, body, cmdlet } as const;
        const outcome = await attempt({ ...wire, method: 'POST', timeoutMs: CMDLET_MS });
        if (outcome.kind === 'no-token') fault = 'no-token';
        else if (outcome.kind === 'no-turn') fault = 'throttled';
        return outcome;
      },
      judge: (reply) => {
        state.isAnswered = true;
        const judged = asked.judge(reply);
        fault = judged.fault;
        return judged.verdict;
      },
      renew: (refused, claims) => tokens.renew(door.audience, refused, claims),
      tokenRefused: (last) => last,
      redirect: () => null,
      unreachable: (code) => silent(`${host} gave no answer (${code})`),
      hopeless: ({ message }) => silent(message),
    });
    return settled.ok ? { ok: true, page: settled.value } : { ok: false, fault, refusal: settled };
  }

  /** Asked with redirects off; a front door that gives no redirect serves the tenant itself. */
  async function region(tenant: CmdletTenant, audience: CmdletService): Promise<RegionAnswer> {
    const door: CmdletDoor = { audience, service: 'purview' };
    const host = hostOf('purview', cloud);
    const url = `https://${host}${regionPath(tenant.tenantId)}`;
    const wire = {
      tenant,
      door,
      host,
      url,
      isLink: false,
      method: 'GET',
      body: null,
      cmdlet: null,
      timeoutMs: REGION_MS,
    } as const;
    for (let count = 1; ; count += 1) {
      signal?.throwIfAborted();
      const outcome = await attempt(wire);
      if (outcome.kind === 'thrown') throw outcome.error;
      if (outcome.kind === 'no-token') return { kind: 'refused' };
      if (outcome.kind !== 'reply') return { kind: 'told', label: null };
      const { status, header } = outcome.reply;
      if ((status === 429 || status === 503) && count < REGION_ATTEMPTS) continue;
      if (status === 401 || status === 403) return { kind: 'refused' };
      return { kind: 'told', label: status >= 300 && status < 400 ? regionIn(header('location')) : null };
    }
  }

  return { exchange, region };
}
