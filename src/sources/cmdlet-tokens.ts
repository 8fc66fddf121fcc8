/** The tokens of the two services of cmdlets: one a service, asked for when it is first needed, and what they say of roles. */
import { CMDLET_ROLES, CMDLET_SERVICES, COMPLIANCE_PERMISSION, EXCHANGE_PERMISSION } from '../evidence/cmdlet-access.js';
import { OperatorError } from '../operator-error.js';
import type { CloudName } from './clouds.js';
import { audienceOf } from './cmdlet-doors.js';
import type { Refusal } from './graph.js';
import { createHeldToken, type HeldToken } from './held-token.js';
import type { CmdletService } from './hosts.js';
import { directoryRolesOf, type TokenSource } from './token.js';

/** What the token of an audience says of its holder: application permissions, and template ids of Entra roles; null: it does not tell. */
export interface CmdletRoles {
  readonly application: readonly string[] | null;
  readonly directory: readonly string[] | null;
}

export interface CmdletTokens {
  /** The token of an audience, or the one refusal that all requests with it share. */
  of(audience: CmdletService): Promise<HeldToken | Refusal>;
  renew(audience: CmdletService, refused: string, claims: string | null): Promise<Refusal | null>;
  /** The refusal that stands for a token that was not to be had. Throws what is no fault of a sign-in. */
  refusal(audience: CmdletService, error: unknown): Refusal;
  roles(audience: CmdletService): CmdletRoles;
  /** Application permissions in the tokens, marked with their service; null before the first token, and where they do not tell. */
  permissions(): readonly string[] | null;
  /** One sentence where a token names its Entra roles and none of them is accepted; null: nothing speaks against it. */
  warning(): string | null;
}

export interface CmdletTokensOptions {
  readonly cloud: CloudName;
  /** A source of tokens for an audience; fails with a sentence where there are none. */
  readonly tokens: (audience: string) => Promise<TokenSource>;
  readonly signal?: AbortSignal | undefined;
}

interface State {
  opening: Promise<HeldToken> | null;
  source: TokenSource | null;
  directory: readonly string[] | null;
  closed: Refusal | null;
}

const AUDIENCES = ['exchange', 'purview'] as const;

export function createCmdletTokens({ cloud, tokens, signal }: CmdletTokensOptions): CmdletTokens {
  const none = (): State => ({ opening: null, source: null, directory: null, closed: null });
  const states: Readonly<Record<CmdletService, State>> = { exchange: none(), purview: none() };

  async function open(audience: CmdletService, state: State): Promise<HeldToken> {
    const source = await tokens(audienceOf(audience, cloud));
    state.source = source;
    state.directory = directoryRolesOf((await source.token()).token);
    return createHeldToken(source);
  }

  async function of(audience: CmdletService): Promise<HeldToken | Refusal> {
    const state = states[audience];
    if (state.closed !== null) return state.closed;
    state.opening ??= open(audience, state);
    try {
      return await state.opening;
    } catch (error) {
      state.closed = refusal(audience, error);
      return state.closed;
    }
  }

  /** It closes a door, not the scan. */
  function refusal(audience: CmdletService, error: unknown): Refusal {
    signal?.throwIfAborted();
    if (!(error instanceof OperatorError)) throw error;
    const remedy = audience === 'exchange' ? EXCHANGE_PERMISSION : COMPLIANCE_PERMISSION;
    return { ok: false, status: null, code: null, gap: { reason: 'forbidden', remedy, detail: error.message } };
  }

  const roles = (audience: CmdletService): CmdletRoles => ({
    application: states[audience].source?.facts().permissions ?? null,
    directory: states[audience].directory,
  });

  return {
    of,
    refusal,
    roles,
    async renew(audience, refused, claims) {
      const token = await of(audience);
      if ('ok' in token) return token;
      try {
        await token.renew(refused, claims);
        return null;
      } catch (error) {
        return refusal(audience, error);
      }
    },
    permissions() {
      const told = AUDIENCES.map((audience) => roles(audience).application);
      if (told.every((names) => names === null)) return null;
      return told.flatMap((names, at) => (names ?? []).map((name) => `${name} (${CMDLET_SERVICES[at]?.title})`));
    },
    warning() {
      const told = AUDIENCES.map((audience) => roles(audience).directory).find((ids) => ids !== null) ?? null;
      return told === null || hasAcceptedRole(told) ? null : NO_ACCEPTED_ROLE;
    },
  };
}

/** True where one of these Entra roles, by template id, is accepted by both services. */
export function hasAcceptedRole(ids: readonly string[]): boolean {
  return CMDLET_ROLES.some(({ id }) => ids.includes(id));
}

const NO_ACCEPTED_ROLE =
  'The token names no Entra role with which Microsoft lets an application run cmdlets; assign Global Reader to the application. Role groups of Exchange and Microsoft Purview serve as well, and do not show in a token.';
