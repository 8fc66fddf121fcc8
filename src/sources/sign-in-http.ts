/** The HTTP client under `@azure/identity`: the same proxy, certificates, deadlines and request log as for Graph, and the place where sign-in is moved. */
import { EXIT, OperatorError } from '../operator-error.js';
import { assertLoginRequest } from './allow-list.js';
import { backoffMs, NETWORK_BACKOFF } from './backoff.js';
import type { Clock } from './clock.js';
import { CLOUDS, type CloudName } from './clouds.js';
import type { Endpoints } from './endpoints.js';
import { checkLoginUrl } from './hosts.js';
import { codesOf, type Network, type Reply } from './network.js';
import type { RequestLog } from './request-log.js';
import { retryAfterMs } from './retry-after.js';

/** The shape of `HttpHeaders` of `@azure/core-rest-pipeline`, which is not a dependency of ours. */
class ReplyHeaders {
  readonly #values = new Map<string, string>();
  constructor(entries: Iterable<[string, string]>) {
    for (const [name, value] of entries) this.#values.set(name.toLowerCase(), value);
  }
  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }
  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }
  set(name: string, value: string | number | boolean): void {
    this.#values.set(name.toLowerCase(), String(value));
  }
  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }
  toJSON(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }
  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}

/** As much of the pipeline's request as is used here. */
interface IdentityRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { toJSON(): Record<string, string> };
  readonly body?: unknown;
  readonly abortSignal?: unknown;
}

interface IdentityResponse<R> {
  readonly request: R;
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly bodyAsText: string;
}

export interface IdentityHttp {
  readonly client: { sendRequest<R extends IdentityRequest>(request: R): Promise<IdentityResponse<R>> };
  /** Our own sentence for the last failure: the library wraps errors and drops their class. */
  lastFault(): OperatorError | null;
}

export interface IdentityHttpOptions {
  readonly network: Network;
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly requestLog: RequestLog;
}

const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 60_000;

export function createIdentityHttp(options: IdentityHttpOptions): IdentityHttp {
  const { network, cloud, endpoints, clock, requestLog } = options;
  const host = new URL(CLOUDS[cloud].login).hostname;
  let fault: OperatorError | null = null;

  async function sendRequest<R extends IdentityRequest>(request: R): Promise<IdentityResponse<R>> {
    fault = null;
    const checked = checkLoginUrl(request.url, cloud, endpoints);
    if (!checked.ok) throw fail(`The sign-in was led to another host than ${host} (${checked.why}) and was stopped.`);
    assertLoginRequest(request.method, new URL(checked.canonical).pathname);
    const headers = { ...request.headers.toJSON() };
    const body = typeof request.body === 'string' ? request.body : null;
    const signal = request.abortSignal as AbortSignal | undefined;
    for (let attempt = 1; ; attempt += 1) {
      let reply: Reply;
      try {
        reply = await network.send({ url: checked.send, method: request.method, headers, body, signal, timeoutMs: 60_000 });
      } catch (error) {
        requestLog.record(request.method, checked.canonical, 0);
        if (signal?.aborted) throw error;
        const explained = await network.explain(error, checked.send);
        if (explained !== null) {
          fault = explained;
          throw explained;
        }
        if (attempt >= ATTEMPTS) {
          const code = codesOf(error).at(0) ?? 'no answer';
          throw fail(
            `The sign-in service ${host} cannot be reached (${code}). Check the network, the proxy (HTTPS_PROXY) and --cloud.`,
          );
        }
        await clock.sleep(backoffMs(attempt, Math.random, NETWORK_BACKOFF), signal);
        continue;
      }
      requestLog.record(request.method, checked.canonical, reply.status);
      if ((reply.status === 429 || reply.status >= 500) && attempt < ATTEMPTS) {
        const asked = retryAfterMs(reply.header('retry-after'), clock.now()) ?? backoffMs(attempt, Math.random, NETWORK_BACKOFF);
        await clock.sleep(Math.min(Math.max(asked, 1_000), LONGEST_WAIT_MS), signal);
        continue;
      }
      if (!isJson(reply.text)) {
        throw fail(
          `The sign-in service ${host} answered with something that is no data (${reply.status}): a proxy or sign-in page in between?`,
        );
      }
      return { request, status: reply.status, headers: new ReplyHeaders(reply.headerEntries()), bodyAsText: reply.text };
    }
  }

  function fail(sentence: string): OperatorError {
    fault = new OperatorError(sentence, { exitCode: EXIT.signIn });
    return fault;
  }

  return { client: { sendRequest }, lastFault: () => fault };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
