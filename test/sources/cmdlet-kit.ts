/** What the tests of the cmdlet endpoint share: a small fake of both services on loopback, tokens by audience, and a reader moved to it. */
import { known } from '../../src/evidence/known.js';
import type { CmdletReply, CmdletRequest, CmdletTenant } from '../../src/sources/cmdlets.js';
import type { RequestLog } from '../../src/sources/request-log.js';
import type { TokenSource } from '../../src/sources/token.js';
import { factsOf } from '../../src/sources/token.js';
import { openWorld, type Seen, type Sent, type World } from './kit.js';

export const TENANT: CmdletTenant = {
  tenantId: '11111111-2222-4333-8444-555555555555',
  initialDomain: 'contoso.onmicrosoft.com',
};
export const EXCHANGE_HOST = 'outlook.office365.com';
export const FRONT_DOOR = 'ps.compliance.protection.outlook.com';
export const REGIONAL = `nam12b.${FRONT_DOOR}`;
export const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

export const LABELS: CmdletRequest = { cmdlet: 'Get-LabelPolicy', session: 'security-compliance' };
export const POLICIES: CmdletRequest = { cmdlet: 'Get-DlpCompliancePolicy', session: 'security-compliance' };
export const AUDIT: CmdletRequest = { cmdlet: 'Get-AdminAuditLogConfig', session: 'exchange' };

/** A request as the fake saw it: the host that Microsoft would have been called by, and the audience of the token. */
export interface Called {
  readonly kind: 'region' | 'cmdlet' | 'other';
  readonly host: string;
  readonly path: string;
  /** `exchange`, `purview`, or null where no token came. */
  readonly audience: string | null;
  readonly cmdlet: string | null;
  readonly seen: Seen;
}

export type Answering = (called: Called, count: number) => Sent | Promise<Sent>;

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that tells its roles; the signature is the canary that no log may hold. */
export function cmdletToken(audience: string, claims: object = {}): string {
  return `${b64({ alg: 'none' })}.${b64({ aud: audience, idtyp: 'app', ...claims })}.canary-signature`;
}

export interface CmdletWish {
  /** Claims of the tokens by audience; opaque tokens where they are left out. */
  readonly claims?: Readonly<Record<'exchange' | 'purview', object>>;
  readonly tokens?: (audience: string) => Promise<TokenSource>;
  readonly requestLog?: RequestLog;
}

export interface CmdletWorld extends World {
  readonly calls: Called[];
  readonly asked: string[];
  invoke(request: CmdletRequest): Promise<CmdletReply>;
}

/** `answer` speaks for both services; what it is asked for the region goes to it as well. */
export async function openCmdlets(answer: Answering, wish: CmdletWish = {}): Promise<CmdletWorld> {
  const calls: Called[] = [];
  const asked: string[] = [];
  const tokens = async (audience: string): Promise<TokenSource> => {
    asked.push(audience);
    if (wish.tokens !== undefined) return wish.tokens(audience);
    const name = audience === `https://${EXCHANGE_HOST}` ? 'exchange' : 'purview';
    let number = 1;
    const current = () => (wish.claims === undefined ? `canary-${name}-${number}` : cmdletToken(name, wish.claims[name]));
    return {
      method: 'test',
      token: async (options = {}) => {
        if (options.refresh === true) number += 1;
        return { token: current(), expiresOn: null };
      },
      facts: () => factsOf(current()),
    };
  };
  const world = await openWorld(
    (seen) => {
      const called = calledOf(seen);
      calls.push(called);
      return answer(called, calls.length);
    },
    { cmdletTokens: known(tokens), ...(wish.requestLog === undefined ? {} : { requestLog: wish.requestLog }) },
  );
  const { reader } = world.cmdlets;
  if (!reader.known) throw new Error('the kit gives tokens for cmdlets');
  const own = reader.value(TENANT);
  return { ...world, calls, asked, invoke: (request) => own.invoke(request) };
}

function calledOf(seen: Seen): Called {
  const [, , host = '', rest = ''] = /^\/(exo|scc)\/([^/]+)(\/.*)$/.exec(seen.url) ?? [];
  const { authorization = '' } = seen.headers;
  const claim = /^Bearer canary-(exchange|purview)-/.exec(authorization)?.[1];
  return {
    kind: /EXOModuleFile$/.test(rest) ? 'region' : /\/InvokeCommand(?:\?|$)/.test(rest) ? 'cmdlet' : 'other',
    host,
    path: rest,
    audience: claim ?? audienceIn(authorization),
    cmdlet: /"CmdletName":"([^"]*)"/.exec(seen.body)?.[1] ?? null,
    seen,
  };
}

function audienceIn(authorization: string): string | null {
  const payload = authorization.split('.')[1];
  if (payload === undefined) return authorization === '' ? null : authorization;
  return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { aud: string }).aud;
}

/** A list as the endpoint gives it. */
export const listOf = (...value: unknown[]): Sent => ({ body: { '@odata.context': 'x', value } });

/** An error as the endpoint gives it. */
export function errorOf(status: number, message: string, more: { code?: string; inner?: object; details?: unknown } = {}): Sent {
  const { code = 'Unauthorized', inner, details } = more;
  return {
    status,
    body: {
      error: {
        code,
        message,
        ...(details === undefined ? {} : { details }),
        ...(inner === undefined ? {} : { innererror: inner }),
      },
    },
  };
}

export const redirectTo = (location: string): Sent => ({ status: 302, headers: { location }, body: '' });

export const NO_ROLE_TEXT =
  "The role assigned to application 99999999-8888-4777-8666-555555555555 isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.";
