/** Signs in to Entra ID by the standard Azure environment variables, and says which way was taken and why. */
import type { DeviceCodeCredential, TokenCredential } from '@azure/identity';
import { needsApplication } from '../evidence/cmdlet-access.js';
import { type Known, known, unknown } from '../evidence/known.js';
import { needsSharePoint } from '../evidence/sharepoint.js';
import { EXIT, OperatorError } from '../operator-error.js';
import { readCertificate } from './certificate.js';
import type { Clock } from './clock.js';
import { CLOUDS, type CloudName } from './clouds.js';
import { checkEndpointTrust, type Endpoints } from './endpoints.js';
import type { Network } from './network.js';
import { noRequestLog, type RequestLog } from './request-log.js';
import { signInFault } from './sign-in-faults.js';
import { createIdentityHttp } from './sign-in-http.js';
import { broughtToken, keptToken, type TokenSource } from './token.js';

export const SIGN_IN_METHODS = ['secret', 'certificate', 'device-code', 'browser', 'token'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

type Env = Readonly<Record<string, string | undefined>>;

export interface SignInOptions {
  readonly method: SignInMethod;
  /** From `--tenant`; else AZURE_TENANT_ID is read. */
  readonly tenantId?: string | undefined;
  /** From `--client-id`; else AZURE_CLIENT_ID is read. */
  readonly clientId?: string | undefined;
  /** Where the secrets stand; they come from nowhere else. */
  readonly env: Env;
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  readonly network: Network;
  readonly clock: Clock;
  readonly requestLog?: RequestLog;
  /** From `--certificate`; else AZURE_CLIENT_CERTIFICATE_PATH is read. */
  readonly certificatePath?: string | undefined;
  /** Names of delegated permissions, for device code and browser. */
  readonly delegatedScopes?: readonly string[];
  /** Shows the person where to enter which code. */
  readonly onDeviceCode?: (prompt: DeviceCodePrompt) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface DeviceCodePrompt {
  readonly message: string;
  readonly userCode: string;
  readonly verificationUri: string;
}

/** The way to sign in: the flags if there are any, else what the environment holds. */
export function chooseMethod(
  env: Env,
  flag?: string,
  certificatePath?: string,
): { readonly method: SignInMethod; readonly because: string } {
  if (flag !== undefined && flag !== '') {
    const method = SIGN_IN_METHODS.find((name) => name === flag);
    if (method === undefined) throw new OperatorError(`--auth knows ${SIGN_IN_METHODS.join(', ')}; choose one of them.`);
    if (certificatePath !== undefined && method !== 'certificate')
      throw new OperatorError(`--certificate has no use with --auth ${method}; leave one of the two out.`);
    return { method, because: `--auth ${method} was given` };
  }
  if (certificatePath !== undefined) return { method: 'certificate', because: '--certificate was given' };
  if (has(env, 'COPILOT_PREFLIGHT_TOKEN')) return { method: 'token', because: 'COPILOT_PREFLIGHT_TOKEN is set' };
  if (has(env, 'AZURE_CLIENT_CERTIFICATE_PATH')) {
    const both = has(env, 'AZURE_CLIENT_SECRET') ? ', and a certificate is preferred to AZURE_CLIENT_SECRET' : '';
    return { method: 'certificate', because: `AZURE_CLIENT_CERTIFICATE_PATH is set${both}` };
  }
  if (has(env, 'AZURE_CLIENT_SECRET')) return { method: 'secret', because: 'AZURE_CLIENT_SECRET is set' };
  return { method: 'device-code', because: 'the environment holds no credential of an application' };
}

/** A tenant is named by its GUID or by one of its domains. `flag` is what `--tenant` gave; else the environment is read. */
export function checkTenantId(env: Env, flag?: string): string {
  const tenant = (flag ?? env.AZURE_TENANT_ID)?.trim() ?? '';
  if (tenant === '') {
    throw new OperatorError(
      flag === undefined
        ? 'No tenant was named; give its id or one of its domains with --tenant, or set AZURE_TENANT_ID.'
        : '--tenant is empty; give it the id of the tenant or one of its domains.',
    );
  }
  const isGuid = GUID.test(tenant);
  const isDomain =
    tenant.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/i.test(tenant);
  if (!isGuid && !isDomain) {
    throw new OperatorError(
      `The tenant must be its id (a GUID) or one of its domains, such as contoso.onmicrosoft.com; check ${tenantFrom(flag)}.`,
    );
  }
  return tenant;
}

const tenantFrom = (flag: string | undefined) => (flag === undefined ? 'AZURE_TENANT_ID' : '--tenant');
const clientFrom = (flag: string | undefined) => (flag === undefined ? 'AZURE_CLIENT_ID' : '--client-id');

/** A sign-in that went well: tokens for Microsoft Graph, and where the way to sign in allows it, for SharePoint. */
export interface SignedIn extends TokenSource {
  /**
   * A source of tokens for the origin of one SharePoint host, by the same credential: nobody is asked to sign in twice.
   * Its first token is asked for before it is handed out, so that a refusal shows there.
   */
  readonly sharePoint: Known<(origin: string) => Promise<TokenSource>>;
  /** The same for the two services of cmdlets, which answer applications only. */
  readonly cmdlets: Known<(origin: string) => Promise<TokenSource>>;
}

/** Signs in and gets the first token, so that a wrong credential shows before anything else starts. */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { method, env, clock } = options;
  checkEndpointTrust(options.endpoints, method);
  if (method === 'token') {
    const why = 'the token that was brought is for Microsoft Graph only';
    const brought = broughtToken(env.COPILOT_PREFLIGHT_TOKEN, clock);
    return { ...brought, sharePoint: unknown(needsSharePoint(why)), cmdlets: unknown(needsApplication(why)) };
  }
  const tenantId = checkTenantId(env, options.tenantId);
  const clientId = (options.clientId ?? env.AZURE_CLIENT_ID ?? '').trim();
  if (clientId === '') {
    throw new OperatorError(
      'No application was named; give the "Application (client) ID" of the app registration with --client-id, or set AZURE_CLIENT_ID.',
    );
  }
  if (!GUID.test(clientId)) {
    throw new OperatorError(
      `The application id must be a GUID; set ${clientFrom(options.clientId)} to the "Application (client) ID" of the app registration.`,
    );
  }
  const asked = {
    tenantId,
    clientId,
    tenantFrom: tenantFrom(options.tenantId),
    clientFrom: clientFrom(options.clientId),
  };
  const isDelegated = method === 'device-code' || method === 'browser';
  const { graph } = CLOUDS[options.cloud];
  const delegated = (options.delegatedScopes ?? []).map((scope) => `${graph}/${scope}`);
  const http = createIdentityHttp({ ...options, requestLog: options.requestLog ?? noRequestLog });
  const build = await credentialBuilder(options, tenantId, clientId, http.client);
  let credential = build();

  /** `mayAsk`: a person may be asked to sign in where no token is to be had in silence. */
  function sourceOf(scopes: string[], mayAsk: boolean): TokenSource {
    return keptToken(METHODS[method], clock, async ({ refresh, claims }) => {
      // The library would hand out its cached token: an application starts with an empty cache, a person's sign-in is
      // kept and asked to renew by a claims request that asks for nothing.
      if (refresh && claims === null && !isDelegated) credential = build();
      const claim = claims ?? (refresh && isDelegated ? '{"access_token":{}}' : undefined);
      const signal = options.signal === undefined ? {} : { abortSignal: options.signal };
      const wishes = { enableCae: true, ...signal, ...(claim === undefined ? {} : { claims: claim }) };
      try {
        const token = await credential.getToken(scopes, wishes).catch(async (error: unknown) => {
          if (credential.authenticate === undefined || !isQuestion(error)) throw error;
          // The library makes a question of every fault, of the network's too.
          if (!mayAsk) throw http.lastFault() ?? noConsent(clientId);
          await credential.authenticate(scopes, wishes);
          return credential.getToken(scopes, { enableCae: true, ...signal });
        });
        if (token === null) throw new Error('no token');
        return { token: token.token, expiresOn: new Date(token.expiresOnTimestamp) };
      } catch (error) {
        options.signal?.throwIfAborted();
        throw signInFault(error, asked, http.lastFault());
      }
    });
  }

  async function sourceFor(origin: string): Promise<TokenSource> {
    const other = sourceOf([`${origin}/.default`], false);
    await other.token();
    return other;
  }

  const source = sourceOf(isDelegated && delegated.length > 0 ? delegated : [`${graph}/.default`], true);
  await source.token();
  const sharePoint =
    method === 'secret'
      ? unknown(needsSharePoint('SharePoint refuses applications that sign in with a client secret'))
      : known(sourceFor);
  const cmdlets = isDelegated ? unknown(needsApplication('a person is signed in')) : known(sourceFor);
  return { ...source, sharePoint, cmdlets };
}

/** What the library throws in place of asking a person, who is asked by us or not at all. */
function isQuestion(error: unknown): boolean {
  return error instanceof Error && /automatic authentication has been disabled/i.test(error.message);
}

function noConsent(clientId: string): OperatorError {
  return new OperatorError(
    `Entra ID gives no token for SharePoint without asking again. Have an administrator consent to the SharePoint permission of application ${clientId}.`,
    { exitCode: EXIT.signIn },
  );
}

const METHODS: Readonly<Record<SignInMethod, string>> = {
  secret: 'application with a client secret',
  certificate: 'application with a certificate',
  'device-code': 'person, by device code',
  browser: 'person, in the browser',
  token: 'access token from the environment',
};

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A person's credential can ask; an application's has nobody to ask. */
type Credential = TokenCredential & Partial<Pick<DeviceCodeCredential, 'authenticate'>>;

async function credentialBuilder(
  options: SignInOptions,
  tenantId: string,
  clientId: string,
  httpClient: ReturnType<typeof createIdentityHttp>['client'],
): Promise<() => Credential> {
  const { method, env } = options;
  const secret = env.AZURE_CLIENT_SECRET?.trim() ?? '';
  const path = options.certificatePath ?? env.AZURE_CLIENT_CERTIFICATE_PATH ?? '';
  if (method === 'secret' && secret === '') {
    throw new OperatorError('Signing in with a secret needs AZURE_CLIENT_SECRET in the environment.');
  }
  if (method === 'certificate' && path === '') {
    throw new OperatorError(
      'Signing in with a certificate needs a PEM or PFX file; name it with --certificate, or set AZURE_CLIENT_CERTIFICATE_PATH.',
    );
  }
  if (method === 'device-code' && options.onDeviceCode === undefined) {
    // A prompt that nobody sees is a scan that hangs until the code ends.
    throw new OperatorError(
      'A device code needs a person at the terminal; in automation set AZURE_CLIENT_CERTIFICATE_PATH or AZURE_CLIENT_SECRET.',
      { exitCode: EXIT.signIn },
    );
  }
  const certificate =
    method === 'certificate'
      ? await readCertificate(
          path,
          env.AZURE_CLIENT_CERTIFICATE_PASSWORD,
          options.clock,
          options.certificatePath === undefined ? undefined : '--certificate',
        )
      : '';
  const identity = await import('@azure/identity');
  const common = {
    // The authority stays Microsoft's https address even where sign-in is moved: the library refuses http. The HTTP
    // client below it moves the request.
    authorityHost: CLOUDS[options.cloud].login,
    disableInstanceDiscovery: true,
    httpClient,
    retryOptions: { maxRetries: 0 },
  };
  switch (method) {
    case 'secret':
      return () => new identity.ClientSecretCredential(tenantId, clientId, secret, common);
    case 'certificate':
      return () => new identity.ClientCertificateCredential(tenantId, clientId, { certificate }, common);
    case 'device-code':
      return () =>
        new identity.DeviceCodeCredential({
          ...common,
          tenantId,
          clientId,
          disableAutomaticAuthentication: true,
          userPromptCallback: ({ message, userCode, verificationUri }) =>
            options.onDeviceCode?.({ message, userCode, verificationUri }),
        });
    default:
      return () =>
        new identity.InteractiveBrowserCredential({
          ...common,
          tenantId,
          clientId,
          disableAutomaticAuthentication: true,
          redirectUri: 'http://localhost',
        });
  }
}

function has(env: Env, name: string): boolean {
  return (env[name] ?? '').trim() !== '';
}
