/** What the tests of `sources/` share: a loopback server that keeps what it saw, a clock that jumps, and a reader moved to both. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { known } from '../../src/evidence/known.js';
import type { Clock } from '../../src/sources/clock.js';
import type { GraphRequest } from '../../src/sources/graph.js';
import { type OpenedGraph, type OpenGraphOptions, openGraph } from '../../src/sources/index.js';
import { type NetworkOptions, openNetwork } from '../../src/sources/network.js';
import type { RequestLog } from '../../src/sources/request-log.js';
import type { TokenSource } from '../../src/sources/token.js';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

export interface Sent {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** JSON of an object, a string as it is. */
  readonly body?: unknown;
  /** Cuts the connection: before any byte, or in the middle of the body. */
  readonly cut?: 'reset' | 'body' | 'silent';
}

export type Handler = (seen: Seen, count: number) => Sent | Promise<Sent>;

export interface LoopbackServer {
  readonly base: string;
  readonly seen: Seen[];
  readonly server: Server;
}

export async function startServer(handler: Handler, clock?: Clock): Promise<LoopbackServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const entry: Seen = { method, url, headers, body: Buffer.concat(parts).toString('utf8'), at: clock?.monotonic() ?? 0 };
      seen.push(entry);
      void Promise.resolve(handler(entry, seen.length)).then((sent) => {
        if (sent.cut === 'reset') {
          request.socket.destroy();
          return;
        }
        if (sent.cut === 'silent') return;
        const text = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body ?? {});
        const length = Buffer.byteLength(text);
        response.writeHead(sent.status ?? 200, {
          'content-type': 'application/json',
          'content-length': String(length),
          ...sent.headers,
        });
        if (sent.cut === 'body') {
          response.write(text.slice(0, Math.ceil(text.length / 2)), () => request.socket.destroy());
          return;
        }
        response.end(text);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, server };
}

export interface JumpingClock extends Clock {
  readonly sleeps: number[];
}

/** Time stands still but for sleeps, and then jumps to the end of the earliest one. */
export function jumpingClock(start = Date.parse('2026-11-23T10:00:00Z')): JumpingClock {
  let elapsed = 0;
  const sleeps: number[] = [];
  const waiting: { readonly until: number; readonly wake: () => void }[] = [];
  const jump = (): void => {
    waiting.sort((a, b) => a.until - b.until);
    const first = waiting.shift();
    if (first === undefined) return;
    elapsed = Math.max(elapsed, first.until);
    first.wake();
  };
  return {
    sleeps,
    now: () => new Date(start + elapsed),
    monotonic: () => elapsed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        sleeps.push(ms);
        waiting.push({ until: elapsed + ms, wake: resolve });
        setImmediate(jump);
      }),
  };
}

export const CANARY_TOKEN = 'canary-token-0b5e';

/** A source of numbered tokens: `canary-token-0b5e-1`, `-2` after a refresh. */
export function countingTokens(): TokenSource & { readonly asked: { refresh?: boolean; claims?: string }[] } {
  const asked: { refresh?: boolean; claims?: string }[] = [];
  let number = 1;
  return {
    method: 'test',
    asked,
    token: async (options = {}) => {
      if (options.refresh === true) {
        asked.push(options);
        number += 1;
      }
      return { token: `${CANARY_TOKEN}-${number}`, expiresOn: null };
    },
    facts: () => ({ mode: 'unknown', permissions: null, appId: null, tenantId: null, expiresOn: null, isSimulated: false }),
  };
}

export interface World extends OpenedGraph {
  readonly server: LoopbackServer;
  readonly clock: JumpingClock;
  readonly tokens: ReturnType<typeof countingTokens>;
  /** Lines of the request log. */
  readonly log: string[];
}

export async function openWorld(
  handler: Handler,
  options: Partial<OpenGraphOptions> & { readonly networkOptions?: Partial<NetworkOptions> } = {},
): Promise<World> {
  const clock = jumpingClock();
  const server = await startServer(handler, clock);
  const tokens = countingTokens();
  const log: string[] = [];
  const requestLog: RequestLog = {
    record: (method, url, status) => void log.push(`${method} ${url} ${status}`),
    close: () => undefined,
  };
  const network = await openNetwork({ env: {}, ...options.networkOptions });
  const opened = openGraph({
    cloud: 'global',
    endpoints: {
      graph: server.base,
      sharepoint: `${server.base}/sp`,
      exchange: `${server.base}/exo`,
      purview: `${server.base}/scc`,
    },
    tokens,
    sharePointTokens: known(async () => tokens),
    clock,
    network,
    requestLog,
    version: '0.0.0',
    random: () => 0.5,
    ...options,
  });
  onTestFinished(() => opened.close());
  return { ...opened, server, clock, tokens, log };
}

export function usersRequest(change: Partial<GraphRequest> = {}): GraphRequest {
  return { path: '/users', lane: 'directory', units: 1, permission: 'User.Read.All', ...change };
}

export async function collected<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
