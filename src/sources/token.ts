/** Access tokens: where they come from, and what their claims say about the sign-in. */
import { EXIT, OperatorError } from '../operator-error.js';
import type { Clock } from './clock.js';

/** What a token tells of itself; read without verifying, since it is Microsoft's to verify and ours only to describe. */
export interface SignInFacts {
  readonly mode: 'application' | 'delegated' | 'unknown';
  /** Application roles or delegated scopes; null where the token does not tell. */
  readonly permissions: readonly string[] | null;
  readonly appId: string | null;
  readonly tenantId: string | null;
  readonly expiresOn: Date | null;
  /** The token says of itself that the demo's simulated tenant issued it. Believed only where the outside was moved. */
  readonly isSimulated: boolean;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresOn: Date | null;
}

export interface TokenSource {
  /** Which credential is used, in words of ours. */
  readonly method: string;
  /** The current token; a new one with `refresh`, or with the claims of a challenge. */
  token(options?: { readonly refresh?: boolean; readonly claims?: string }): Promise<AccessToken>;
  facts(): SignInFacts;
}

const UNKNOWN: SignInFacts = {
  mode: 'unknown',
  permissions: null,
  appId: null,
  tenantId: null,
  expiresOn: null,
  isSimulated: false,
};

/** A token is renewed so long before its end, so that none ends on the way. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** After an early renewal that failed, the old token serves on for so long before the next try. */
const RENEW_AGAIN_MS = 30_000;

/** Microsoft's tokens name a key by its thumbprint; the simulated tenant's header names it so. */
function isSimulated(header: string): boolean {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && (parsed as { kid?: unknown }).kid === 'simulated';
  } catch {
    return false;
  }
}

/** Decodes the claims of a JWT. Anything else is a token that tells nothing. */
export function factsOf(token: string): SignInFacts {
  const claims = claimsIn(token);
  if (claims === null) return UNKNOWN;
  const scopes = textOf(claims.scp)
    ?.split(' ')
    .filter((scope) => scope !== '');
  const roles = Array.isArray(claims.roles) ? claims.roles.filter((role): role is string => typeof role === 'string') : undefined;
  // An application token without any role has neither claim, only `idtyp`. A delegated one may carry the user's `roles` too.
  const mode = scopes !== undefined ? 'delegated' : roles !== undefined || claims.idtyp === 'app' ? 'application' : 'unknown';
  const permissions = mode === 'delegated' ? (scopes ?? null) : mode === 'application' ? (roles ?? []) : null;
  return {
    mode,
    permissions: permissions === null ? null : [...permissions].sort(),
    appId: textOf(claims.appid) ?? textOf(claims.azp) ?? null,
    tenantId: textOf(claims.tid) ?? null,
    expiresOn: typeof claims.exp === 'number' && claims.exp > 0 && claims.exp < 8e12 ? new Date(claims.exp * 1000) : null,
    isSimulated: isSimulated(token.split('.')[0] ?? ''),
  };
}

/** Template ids of the Entra roles that a token carries (`wids`), lower case; null: it does not tell. */
export function directoryRolesOf(token: string): readonly string[] | null {
  const wids = claimsIn(token)?.wids;
  return Array.isArray(wids) ? wids.filter((id): id is string => typeof id === 'string').map((id) => id.toLowerCase()) : null;
}

/** The claims of a JWT; null where it is none. */
function claimsIn(token: string): Record<string, unknown> | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** A token that the operator brought: it cannot be renewed, so its end is the end of the scan. */
export function broughtToken(text: string | undefined, clock: Clock): TokenSource {
  const token = text?.trim() ?? '';
  if (token === '') {
    throw new OperatorError('COPILOT_PREFLIGHT_TOKEN is empty; set it to an access token for Microsoft Graph.');
  }
  // A header cannot hold these, and the library's complaint would repeat the token.
  if (/[^\x21-\x7e]/.test(token)) {
    throw new OperatorError(
      'COPILOT_PREFLIGHT_TOKEN holds blanks or other characters that no token has; copy it again, without "Bearer".',
      {
        exitCode: EXIT.signIn,
      },
    );
  }
  const facts = factsOf(token);
  const check = (when: string): void => {
    if (facts.expiresOn === null || facts.expiresOn.getTime() > clock.now().getTime()) return;
    throw new OperatorError(
      `The token in COPILOT_PREFLIGHT_TOKEN ${when} (${facts.expiresOn.toISOString()}); get a new one and start again.`,
      { exitCode: EXIT.signIn },
    );
  };
  check('has expired');
  return {
    method: 'access token from the environment',
    token: async () => {
      check('expired during the scan');
      return { token, expiresOn: facts.expiresOn };
    },
    facts: () => facts,
  };
}

/** A source that keeps a token until shortly before its end and never asks for two at once. */
export function keptToken(
  method: string,
  clock: Clock,
  acquire: (options: { readonly refresh: boolean; readonly claims: string | null }) => Promise<AccessToken>,
): TokenSource {
  let held: AccessToken | null = null;
  let pending: Promise<AccessToken> | null = null;
  let notBefore = 0;
  return {
    method,
    token(options = {}) {
      const refresh = options.refresh === true;
      const claims = options.claims ?? null;
      if (pending !== null) return pending;
      const now = clock.now().getTime();
      const left = (held?.expiresOn?.getTime() ?? Number.POSITIVE_INFINITY) - now;
      const isAsked = refresh || claims !== null;
      if (held !== null && !isAsked && (left > RENEW_BEFORE_MS || (left > 0 && now < notBefore))) return Promise.resolve(held);
      const old = held;
      pending = acquire({ refresh: refresh || old !== null, claims })
        .then((token) => {
          held = token;
          return token;
        })
        .catch((error: unknown) => {
          // Sign-in may stumble for a minute while the token is still good.
          if (old === null || isAsked || left <= 0) throw error;
          notBefore = now + RENEW_AGAIN_MS;
          return old;
        })
        .finally(() => {
          pending = null;
        });
      return pending;
    },
    facts: () => (held === null ? UNKNOWN : factsOf(held.token)),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
