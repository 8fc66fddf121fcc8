/** The way out, in one piece: what the rest of the program may use of `sources/`. */
import { setMaxListeners } from 'node:events';
import { type Known, mapKnown, unknown } from '../evidence/known.js';
import type { Random } from './backoff.js';
import type { Clock } from './clock.js';
import type { CloudName } from './clouds.js';
import { createCmdletReaders } from './cmdlet-reader.js';
import { createCmdletTokens } from './cmdlet-tokens.js';
import { createCmdletTransport } from './cmdlet-transport.js';
import type { CmdletReader, CmdletTenant } from './cmdlets.js';
import { createLaneLimits } from './departure.js';
import type { Endpoints } from './endpoints.js';
import type { GraphReader } from './graph.js';
import { createGraphReader } from './graph-reader.js';
import type { Network } from './network.js';
import { createPacing, type Spent, type WaitEvent } from './pacing.js';
import { noRequestLog, type RequestLog } from './request-log.js';
import type { SharePointReader } from './sharepoint.js';
import { createSharePointReader } from './sharepoint-reader.js';
import { createSharePointTransport } from './sharepoint-transport.js';
import type { TokenSource } from './token.js';
import { createTransport } from './transport.js';

export { ForbiddenRequestError } from './allow-list.js';
export { BUDGETS, BUDGETS_AS_OF, type Budget, SHAREPOINT_TIERS, sharePointTier } from './budgets.js';
export { type Clock, systemClock } from './clock.js';
export { CLOUD_NAMES, CLOUDS, type Cloud, type CloudName } from './clouds.js';
export type * from './cmdlets.js';
export {
  checkEndpointTrust,
  ENDPOINT_NAMES,
  type EndpointName,
  type Endpoints,
  NO_ENDPOINTS,
  parseEndpoints,
  scanSource,
} from './endpoints.js';
export * from './graph.js';
export { checkGraphUrl, isDownloadUrl } from './hosts.js';
export { type Network, type NetworkOptions, openNetwork } from './network.js';
export type { Spent, WaitEvent } from './pacing.js';
export { noRequestLog, openRequestLog, type RequestLog, redactedUrl } from './request-log.js';
export * from './sharepoint.js';
export {
  checkTenantId,
  chooseMethod,
  type DeviceCodePrompt,
  SIGN_IN_METHODS,
  type SignedIn,
  type SignInMethod,
  type SignInOptions,
  signIn,
} from './sign-in.js';
export { broughtToken, factsOf, type SignInFacts, type TokenSource } from './token.js';

export interface OpenGraphOptions {
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly tokens: TokenSource;
  /** Tokens for the origin of a SharePoint host, or why there are none. */
  readonly sharePointTokens: Known<(origin: string) => Promise<TokenSource>>;
  /** Tokens for the two services of cmdlets, or why there are none; absent: nobody asked for the cmdlet endpoint. */
  readonly cmdletTokens?: Known<(audience: string) => Promise<TokenSource>>;
  readonly clock: Clock;
  readonly network: Network;
  readonly requestLog?: RequestLog;
  readonly version: string;
  readonly signal?: AbortSignal;
  /** Told whenever a lane waits for more than two seconds. */
  readonly onWait?: (event: WaitEvent) => void;
  readonly maxWaitMs?: number;
  readonly random?: Random;
}

export interface OpenedGraph {
  readonly reader: GraphReader;
  /** SharePoint's own API, or why it may not be asked, and what its first token allows. */
  readonly sharePoint: { readonly reader: Known<SharePointReader>; permissions(): readonly string[] | null };
  /** The cmdlet endpoint, or why it may not be asked, what its tokens allow, and a sentence where they name no role for it. */
  readonly cmdlets: {
    readonly reader: Known<(tenant: CmdletTenant) => CmdletReader>;
    permissions(): readonly string[] | null;
    warning(): string | null;
  };
  spent(): Record<string, Spent>;
  /** Raises the SharePoint budget to the tier of a tenant with so many licences. */
  setLicences(licences: number): void;
  /** The service is shared with nobody who would have to be spared: no pauses between requests but those that it asks for. */
  withoutPauses(): void;
  close(): Promise<void>;
}

/** Puts pacing, transport and reader together. Closing it closes the network and the request log with it. */
export function openGraph(options: OpenGraphOptions): OpenedGraph {
  // Each request under way listens for the stop of the scan; Node takes more than ten listeners for a leak.
  if (options.signal !== undefined) setMaxListeners(0, options.signal);
  const requestLog = options.requestLog ?? noRequestLog;
  const pacing = createPacing(options);
  const shared = { ...options, requestLog, pacing, limits: createLaneLimits() };
  const reader = createGraphReader({ ...shared, transport: createTransport(shared) });
  const sharePoint = mapKnown(options.sharePointTokens, (tokens) => {
    const transport = createSharePointTransport({ ...shared, tokens });
    return { transport, reader: createSharePointReader({ ...shared, transport }) };
  });
  const cmdlets = mapKnown(cmdletTokensOf(options), (source) => {
    const tokens = createCmdletTokens({ ...options, tokens: source });
    const transport = createCmdletTransport({ ...shared, tokens });
    return { tokens, reader: createCmdletReaders({ ...options, tokens, transport }) };
  });
  return {
    reader,
    sharePoint: {
      reader: mapKnown(sharePoint, (opened) => opened.reader),
      permissions: () => (sharePoint.known ? sharePoint.value.transport.permissions() : null),
    },
    cmdlets: {
      reader: mapKnown(cmdlets, (opened) => opened.reader),
      permissions: () => (cmdlets.known ? cmdlets.value.tokens.permissions() : null),
      warning: () => (cmdlets.known ? cmdlets.value.tokens.warning() : null),
    },
    spent: () => pacing.spent(),
    setLicences: (licences) => pacing.setLicences(licences),
    withoutPauses: () => {
      pacing.setLicences(Number.POSITIVE_INFINITY);
      pacing.withoutPace('cmdlets');
    },
    close: async () => {
      requestLog.close();
      await options.network.close();
    },
  };
}

/** The cmdlet endpoint is asked in the worldwide cloud alone: of the others nobody has shown that it answers. */
function cmdletTokensOf({ cmdletTokens, cloud }: OpenGraphOptions): NonNullable<OpenGraphOptions['cmdletTokens']> {
  if (cmdletTokens === undefined) return unknown({ reason: 'not-requested', remedy: '--purview-direct' });
  if (cloud === 'global') return cmdletTokens;
  const detail = '--purview-direct serves the worldwide cloud, and GCC within it, only';
  return unknown({ reason: 'not-requested', remedy: '--bundle', detail });
}
