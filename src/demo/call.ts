/** What an answer is made from and what it looks like: one request after routing and sign-in, one reply before it is written. */
import type { DriveIndex } from './drive-index.js';
import type { SimulatedDrive, SimulatedTenant } from './tenant.js';
import type { TokenClaims } from './tokens.js';

/** Headers as pairs, whatever the case in which they are asked for. */
export type ReplyHeaders = Readonly<Record<string, string>>;

export interface Reply {
  readonly status: number;
  readonly headers?: ReplyHeaders;
  readonly body?: unknown;
  /** In place of a body: written in Graph's shape of an error, with the ids of the request. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface Call {
  readonly method: string;
  /** The address as Microsoft would know it: `https://graph.microsoft.com/v1.0/…`. */
  readonly url: URL;
  /** Path below the version, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly params: Readonly<Record<string, string>>;
  readonly tenant: SimulatedTenant;
  readonly token: TokenClaims;
  /** The simulator's clock. */
  readonly now: number;
  indexOf(drive: SimulatedDrive): DriveIndex;
}

export function refuse(status: number, code: string, message: string, headers: ReplyHeaders = {}): Reply {
  return { status, headers, error: { code, message } };
}

/** What Microsoft's directory says of an id that it does not have. */
export function noSuchObject(id: string): Reply {
  return refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** What SharePoint says of an id that it does not have. */
export function noSuchItem(): Reply {
  return refuse(404, 'itemNotFound', 'The resource could not be found.');
}

/** A request that the simulator does not know how to answer; counted, so that a test sees it. */
export function notSimulated(what: string): Reply {
  return refuse(501, 'notSimulated', `The simulated Microsoft 365 does not answer ${what}.`);
}
