/** The one way out: undici with the operator's proxy, his certificate authorities, and a deadline on every request. */
import type { Dispatcher } from 'undici';
import { EXIT, OperatorError } from '../operator-error.js';

export interface NetworkRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal?: AbortSignal | undefined;
  /** Where it is longer than the longest silence that is borne, the service may be silent for so long before it answers. */
  readonly timeoutMs?: number;
}

/** An answer with its body read to the end. */
export interface Reply {
  readonly status: number;
  header(name: string): string | null;
  headerEntries(): Iterable<[string, string]>;
  readonly text: string;
}

export interface Network {
  /** Sends once, never follows a redirect. Rejects with what undici throws; `explain` puts that into words. */
  send(request: NetworkRequest): Promise<Reply>;
  /** The sentence for a failure that trying again will not mend (proxy password, certificate); null for any other. */
  explain(error: unknown, url: string): Promise<OperatorError | null>;
  close(): Promise<void>;
}

export interface NetworkOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
  /** Longest silence between two pieces of an answer. */
  readonly idleMs?: number;
  readonly maxBodyBytes?: number;
  /** Sends loopback addresses through the proxy as well; only a test of the proxy wants that. */
  readonly proxyLoopback?: boolean;
}

/** An answer longer than the cap: nothing that Graph sends comes near it. */
export class BodyTooLargeError extends Error {
  constructor(bytes: number) {
    super(`the answer was longer than ${bytes} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/** How long the first answer through a proxy may take: one that drops CONNECT would use up every whole deadline. */
const UNPROVEN_PROXY_MS = 30_000;
const PROBE_MS = 10_000;

const LOOPBACK = '127.0.0.1,localhost,[::1],::1';

/** Codes of failed certificate checks, by OpenSSL and Node. */
const CERTIFICATE_CODE =
  /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_[A-Z_]+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

export async function openNetwork(options: NetworkOptions): Promise<Network> {
  const { EnvHttpProxyAgent, fetch, Client } = await import('undici');
  const { env } = options;
  const timeoutMs = options.timeoutMs ?? 100_000;
  const idleMs = options.idleMs ?? 60_000;
  const maxBodyBytes = options.maxBodyBytes ?? 128 * 1024 * 1024;
  const httpProxy = proxyOf(env, 'http_proxy', 'HTTP_PROXY');
  const httpsProxy = proxyOf(env, 'https_proxy', 'HTTPS_PROXY') ?? httpProxy;
  const noProxy = [env.no_proxy ?? env.NO_PROXY ?? '', options.proxyLoopback === true ? '' : LOOPBACK];
  const bypass = noProxy[0]?.trim() === '*' ? '*' : noProxy.filter((part) => part !== '').join(',');
  // Certificate authorities: Node reads NODE_EXTRA_CA_CERTS into its default store when it starts; undici uses that store.
  const dispatcher: Dispatcher = new EnvHttpProxyAgent({
    // An empty string, not undefined: undefined would make undici look into process.env behind our back.
    httpProxy: httpProxy?.href ?? '',
    httpsProxy: httpsProxy?.href ?? '',
    noProxy: bypass,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    connections: 32,
  });
  // For services that think long before their first byte. A timer of ours ends these.
  const patient = dispatcher.compose((dispatch) => (wish, handler) => dispatch({ ...wish, headersTimeout: 0 }, handler));

  /** Proxies through which an answer has come; until then a request waits less long for one. */
  const proven = new Set<URL>();
  let probing: Promise<number | null> | null = null;
  let silentProbes = 0;

  function proxyFor(target: URL): URL | null {
    const proxy = target.protocol === 'https:' ? httpsProxy : httpProxy;
    return proxy === null || isBypassed(target, bypass) ? null : proxy;
  }

  async function send(request: NetworkRequest): Promise<Reply> {
    // A timer of our own beside undici's: with a proxy that drops the CONNECT socket undici waits for ever. Not
    // AbortSignal.any: in Node 20 it leaks on a signal that lives as long as the scan.
    const controller = new AbortController();
    const stop = (): void => controller.abort(request.signal?.reason);
    if (request.signal?.aborted) stop();
    request.signal?.addEventListener('abort', stop, { once: true });
    const proxy = proxyFor(new URL(request.url));
    const patience = proxy === null || proven.has(proxy) ? Number.POSITIVE_INFINITY : UNPROVEN_PROXY_MS;
    const timer = setTimeout(
      () => controller.abort(new DOMException('The request took too long', 'TimeoutError')),
      Math.min(request.timeoutMs ?? timeoutMs, patience),
    );
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: { ...request.headers },
        body: request.body,
        redirect: 'manual',
        signal: controller.signal,
        dispatcher: (request.timeoutMs ?? 0) > idleMs ? patient : dispatcher,
      });
      const { status, headers } = response;
      const text = await readBody(response.body, maxBodyBytes);
      if (proxy !== null) {
        proven.add(proxy);
        silentProbes = 0;
      }
      return { status, text, header: (name) => headers.get(name), headerEntries: () => headers.entries() };
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', stop);
    }
  }

  async function explain(error: unknown, url: string): Promise<OperatorError | null> {
    const target = new URL(url);
    const codes = codesOf(error);
    const certificate = codes.find((code) => CERTIFICATE_CODE.test(code));
    if (certificate !== undefined) {
      return new OperatorError(
        `The certificate of ${target.hostname} is not trusted here (${certificate}). If a proxy of your organisation inspects TLS, put its CA certificate into a PEM file and set NODE_EXTRA_CA_CERTS to that file before starting the tool.`,
        { exitCode: EXIT.signIn },
      );
    }
    const proxy = proxyFor(target);
    if (proxy === null) return null;
    // undici hides the status of a refused CONNECT ("Request was cancelled"), so the proxy is asked once more for it;
    // once for all the requests that failed together.
    probing ??= connectStatus(proxy, target)
      .then((answer) => {
        silentProbes = answer === null ? silentProbes + 1 : 0;
        return answer;
      })
      .finally(() => {
        probing = null;
      });
    const status = await probing;
    if (status === null && silentProbes >= 2) {
      return new OperatorError(
        `The proxy ${proxy.host} does not open a way to ${target.hostname}. Check HTTPS_PROXY, or name the host in NO_PROXY if it can be reached directly.`,
        { exitCode: EXIT.signIn },
      );
    }
    if (status === 407) {
      return new OperatorError(
        `The proxy ${proxy.host} asks for a password (407). Put user and password into HTTPS_PROXY as http://USER:PASSWORD@${proxy.host}, or ask for a rule that lets this machine through.`,
        { exitCode: EXIT.signIn },
      );
    }
    if (status !== null && status >= 400) {
      return new OperatorError(
        `The proxy ${proxy.host} refused the way to ${target.hostname} (${status}). Ask for a rule that allows it, or name the host in NO_PROXY if it can be reached directly.`,
        { exitCode: EXIT.signIn },
      );
    }
    return null;
  }

  /** Status of the proxy's answer to CONNECT, or null where it gives none in time. */
  async function connectStatus(proxy: URL, target: URL): Promise<number | null> {
    const client = new Client(proxy.origin);
    try {
      const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
      const authorization = basicOf(proxy);
      const { statusCode, socket } = await client.connect({
        path: `${target.hostname}:${port}`,
        headers: {
          host: `${target.hostname}:${port}`,
          ...(authorization === null ? {} : { 'proxy-authorization': authorization }),
        },
        signal: AbortSignal.timeout(options.timeoutMs === undefined ? PROBE_MS : Math.min(PROBE_MS, options.timeoutMs)),
      });
      socket.on('error', () => undefined).destroy();
      return statusCode;
    } catch {
      return null;
    } finally {
      await client.destroy().catch(() => undefined);
    }
  }

  return { send, explain, close: () => dispatcher.destroy() };
}

/** The codes of an error and of everything it was caused by. */
export function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const { code, name, cause, errors } = value as { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string') codes.push(code);
    else if (typeof name === 'string' && name === 'TimeoutError') codes.push('TIMEOUT');
    visit(cause);
    // Happy eyeballs: one error an address.
    if (Array.isArray(errors)) for (const inner of errors) visit(inner);
  };
  visit(error);
  if (error instanceof Error && error.name === 'TimeoutError') return ['TIMEOUT'];
  return codes;
}

async function readBody(body: AsyncIterable<Uint8Array> | null, cap: number): Promise<string> {
  if (body === null) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > cap) throw new BodyTooLargeError(cap);
    parts.push(part);
  }
  // Removes a byte order mark; broken UTF-8 becomes U+FFFD, never an exception.
  return new TextDecoder('utf-8').decode(Buffer.concat(parts));
}

function proxyOf(env: NetworkOptions['env'], lower: string, upper: string): URL | null {
  const text = (env[lower] ?? env[upper] ?? '').trim();
  if (text === '') return null;
  // `proxy.example:8080` without a scheme is what most Windows guides show; `new URL` takes it for a scheme.
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw new OperatorError(`${upper} does not hold the address of a proxy; write it as http://HOST:PORT.`);
  }
  return url;
}

function isBypassed(target: URL, noProxy: string): boolean {
  if (noProxy === '*') return true;
  const host = target.hostname.toLowerCase();
  const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
  return noProxy.split(/[,\s]+/).some((entry) => {
    const match = /^(.+?)(?::(\d+))?$/.exec(entry);
    const name = (match?.[1] ?? '').replace(/^\*?\./, '').toLowerCase();
    if (name === '' || (match?.[2] !== undefined && match[2] !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

function basicOf(proxy: URL): string | null {
  if (proxy.username === '' || proxy.password === '') return null;
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
