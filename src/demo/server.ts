/**
 * The simulated Microsoft 365 as one HTTP server on the loopback: `/graph`, `/login`, `/sharepoint/{host}`, `/exchange/{host}`
 * and `/purview/{host}` stand for Microsoft's hosts.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getResponse, type RequestHandler } from 'msw';
import { hostNamed } from './cmdlets/door.js';
import { cmdletOf } from './cmdlets/service.js';
import { type Fault, type FaultAct, LOGIN_PAGE } from './faults.js';
import { simulatorHandlers } from './handlers.js';
import { finish } from './router.js';
import { type LoggedRequest, SimulatorState } from './state.js';
import type { SimulatedTenant } from './tenant.js';

export interface SimulatorOptions {
  readonly tenants: SimulatedTenant[];
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** A file to which each good Graph answer is added, a line of JSON each: `{method, url, status, body}`. */
  readonly recordBodies?: string;
  /** The clock for tokens and budgets, in milliseconds. */
  readonly now?: () => number;
}

export interface Simulator {
  readonly url: string;
  /** What stands for Microsoft's hosts: put it in place of `https://graph.microsoft.com`, and so on. */
  readonly endpoints: {
    readonly graph: string;
    readonly login: string;
    readonly sharepoint: string;
    readonly exchange: string;
    readonly purview: string;
  };
  /** Everything that was asked, in order; members of a batch too, before the batch itself. */
  readonly requests: readonly LoggedRequest[];
  /** Requests that the simulator has no answer for; a test expects none. */
  readonly unanswered: number;
  /** Cmdlets that would have changed something, had they not been refused; a test expects none. */
  readonly writesAttempted: number;
  /** Mutable: a fault may be added or removed at any time. */
  readonly faults: Fault[];
  close(): Promise<void>;
}

/** Hosts that may stand below a place, as its first segment. */
const HOSTS: Readonly<Record<string, RegExp>> = {
  sharepoint: /^[a-z0-9-]+\.sharepoint\.com$/,
  exchange: /^(?:[a-z0-9-]+\.)?outlook\.office365\.com$/,
  purview: /^(?:[a-z0-9-]+\.)?ps\.compliance\.protection\.outlook\.com$/,
};

/** Microsoft's address of what was asked of us; null where it is none. */
function canonicalUrl(asked: string): URL | null {
  const [, place = '', rest = ''] = /^\/(graph|login|sharepoint|exchange|purview)(\/.*)?$/.exec(asked) ?? [];
  if (place === 'graph') return new URL(`https://graph.microsoft.com${rest}`);
  if (place === 'login') return new URL(`https://login.microsoftonline.com${rest}`);
  const [, host = '', path = '/'] = /^\/([a-z0-9.-]+)(\/.*)?$/.exec(rest) ?? [];
  return HOSTS[place]?.test(host) === true ? new URL(`https://${host}${path}`) : null;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function toRequest(message: IncomingMessage, url: URL): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined && name !== 'host' && name !== 'connection')
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = message.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : new Uint8Array(await bodyOf(message));
  return new Request(url, { method, headers, body });
}

interface Written {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The answer that a fault puts in place of the true one; null where the true one is due. */
function faultedAnswer(act: FaultAct | null, request: Request, now: number): Written | null {
  if (act === 'html')
    return { status: 200, headers: new Headers({ 'Content-Type': 'text/html; charset=utf-8' }), text: LOGIN_PAGE };
  if (act === null || typeof act === 'string' || 'delayMs' in act) return null;
  const asked = { method: request.method, url: new URL(request.url), headers: request.headers };
  const error = { code: act.code ?? 'simulatedFault', message: act.message ?? 'A fault of the test.' };
  const reply = finish({ status: act.status, headers: act.headers ?? {}, error }, asked, now);
  const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8', ...reply.headers });
  const body = act.body ?? reply.body;
  return { status: act.status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function answer(
  state: SimulatorState,
  handlers: RequestHandler[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = canonicalUrl(message.url ?? '/');
  if (url === null) {
    state.unanswered += 1;
    response.writeHead(501).end();
    return;
  }
  const request = await toRequest(message, url);
  // All cmdlets have one address: their name stands behind it, where no address that was sent can have anything.
  const cmdlet = hostNamed(url.hostname) === null ? null : cmdletOf(url, await request.clone().text());
  const name = cmdlet === null ? url.href : `${url.href}#${cmdlet}`;
  const act = state.faultLine.meet(request.method, name);
  if (act === 'stall' || act === 'reset') {
    state.log(request.method, name, 0, null, false);
    // A stalled socket stays open until the caller gives up or the server closes.
    if (act === 'reset') response.destroy();
    return;
  }
  if (act !== null && typeof act === 'object' && 'delayMs' in act) await new Promise((done) => setTimeout(done, act.delayMs));
  const written = faultedAnswer(act, request, state.now()) ?? (await trueAnswer(handlers, request));
  const bytes = Buffer.from(written.text);
  response.writeHead(written.status, { ...Object.fromEntries(written.headers), 'Content-Length': bytes.length });
  if (act === 'truncate') {
    state.log(request.method, name, 0, null, false);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
    return;
  }
  const isTrue = act === null || (typeof act === 'object' && 'delayMs' in act);
  const isRead = isTrue && state.recordsBodies && url.hostname === 'graph.microsoft.com' && written.text !== '';
  state.log(request.method, name, written.status, isRead ? JSON.parse(written.text) : null, false);
  response.end(bytes);
}

async function trueAnswer(handlers: RequestHandler[], request: Request): Promise<Written> {
  const found = await getResponse(handlers, request);
  if (found === undefined) throw new Error(`server: no handler for ${request.url}`);
  return { status: found.status, headers: found.headers, text: await found.text() };
}

/** Starts the server on a free port of the loopback (or on the given one). */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const state = new SimulatorState(options);
  const handlers = simulatorHandlers(state);
  const server = createServer((message, response) => {
    answer(state, handlers, message, response).catch((error: unknown) => {
      // A bug of the simulator must not look like an answer of Microsoft.
      state.unanswered += 1;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(`The simulator failed: ${text}`);
    });
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    endpoints: {
      graph: `${url}/graph`,
      login: `${url}/login`,
      sharepoint: `${url}/sharepoint`,
      exchange: `${url}/exchange`,
      purview: `${url}/purview`,
    },
    requests: state.requests,
    get unanswered() {
      return state.unanswered;
    },
    get writesAttempted() {
      return state.writesAttempted;
    },
    faults: state.faultLine.faults,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
