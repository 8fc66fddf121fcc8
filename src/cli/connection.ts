/** From flags and environment to a signed-in, paced way into the tenant. Loaded only by commands that connect. */

import { DEFAULTS } from '../config/defaults.js';
import {
  checkEndpointTrust,
  checkTenantId,
  chooseMethod,
  NO_ENDPOINTS,
  noRequestLog,
  type OpenedGraph,
  openGraph,
  openNetwork,
  openRequestLog,
  parseEndpoints,
  scanSource,
  signIn,
  systemClock,
  type TokenSource,
  type WaitEvent,
} from '../sources/index.js';
import type { ConnectionFlags } from './connection-options.js';
import type { CliIo } from './io.js';
import { VERSION } from './version.js';

export interface Connection {
  readonly tenantId: string;
  readonly cloud: ConnectionFlags['cloud'];
  readonly source: 'live' | 'moved';
  /** Why this way to sign in was chosen, for a line on the terminal. */
  readonly because: string;
  readonly tokens: TokenSource;
  readonly graph: OpenedGraph;
  /** SharePoint's own API, or why it may not be asked, and what its token allows. */
  readonly sharePoint: OpenedGraph['sharePoint'];
  /** The cmdlet endpoint, or why it may not be asked. */
  readonly cmdlets: OpenedGraph['cmdlets'];
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly flags: ConnectionFlags;
  readonly io: CliIo;
  readonly signal: AbortSignal;
  /** Delegated permissions to ask for when a person signs in. */
  readonly delegatedScopes: readonly string[];
  readonly onWait?: (event: WaitEvent) => void;
}

/** @throws OperatorError where flags, environment or sign-in are at fault. */
export async function connect({ flags, io, signal, delegatedScopes, onWait }: ConnectOptions): Promise<Connection> {
  const endpoints = flags.endpoint.length === 0 ? NO_ENDPOINTS : parseEndpoints(flags.endpoint);
  const { method, because } = chooseMethod(io.env, flags.auth, flags.certificate);
  checkEndpointTrust(endpoints, method);
  const tenantId =
    method === 'token' && flags.tenant === undefined && (io.env.AZURE_TENANT_ID ?? '').trim() === ''
      ? ''
      : checkTenantId(io.env, flags.tenant);
  const requestLog = flags.requestLog === undefined ? noRequestLog : openRequestLog(flags.requestLog);
  const network = await openNetwork({ env: io.env, timeoutMs: DEFAULTS.requestTimeoutSeconds * 1000 });
  try {
    const signingIn = signIn({
      method,
      tenantId: flags.tenant,
      clientId: flags.clientId,
      certificatePath: flags.certificate,
      env: io.env,
      cloud: flags.cloud,
      endpoints,
      network,
      clock: systemClock,
      requestLog,
      delegatedScopes,
      onDeviceCode: ({ message }) => io.err(`${message}\n`),
      signal,
    });
    const tokens = await unlessStopped(signingIn, signal);
    const wait = onWait === undefined ? {} : { onWait };
    const graph = openGraph({
      cloud: flags.cloud,
      endpoints,
      tokens,
      sharePointTokens: tokens.sharePoint,
      ...(flags.purviewDirect === true ? { cmdletTokens: tokens.cmdlets } : {}),
      clock: systemClock,
      network,
      requestLog,
      version: VERSION,
      signal,
      ...wait,
    });
    // The simulated tenant shares its service with nobody who would have to be spared.
    if (scanSource(endpoints) === 'moved' && tokens.facts().isSimulated) graph.withoutPauses();
    return {
      tenantId,
      cloud: flags.cloud,
      source: scanSource(endpoints) === 'live' ? 'live' : 'moved',
      because: `Signed in as ${tokens.method} (${because}).`,
      tokens,
      graph,
      sharePoint: graph.sharePoint,
      cmdlets: graph.cmdlets,
      close: () => graph.close(),
    };
  } catch (error) {
    requestLog.close();
    await network.close();
    throw error;
  }
}

/** Not every way to sign in can be stopped: the one in the browser waits for the person, whatever happens here. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
