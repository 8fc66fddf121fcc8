/** The sign-in service: tokens by secret, certificate, federation, device code and refresh token, and errors in Entra's words. */
import { randomBytes, randomUUID } from 'node:crypto';
import { faultOfAssertion } from './assertions.js';
import type { Reply } from './call.js';
import { COMPLIANCE_AUDIENCE, EXCHANGE_AUDIENCE } from './cmdlets/door.js';
import type { PendingSignIn, SimulatorState } from './state.js';
import type { AppRegistration, SimulatedTenant } from './tenant.js';
import { type TokenClaims, writeToken } from './tokens.js';

const LOGIN = 'https://login.microsoftonline.com';
const GRAPH = 'https://graph.microsoft.com';

/** Entra's numbers, with the OAuth error and status that they come under. */
const ENTRA: Readonly<Record<number, readonly [status: number, error: string]>> = {
  50027: [400, 'invalid_request'],
  70000: [400, 'invalid_grant'],
  70003: [400, 'unsupported_grant_type'],
  70011: [400, 'invalid_scope'],
  70016: [400, 'authorization_pending'],
  70020: [400, 'expired_token'],
  90002: [400, 'invalid_request'],
  700016: [400, 'unauthorized_client'],
  700021: [401, 'invalid_client'],
  700023: [401, 'invalid_client'],
  700024: [401, 'invalid_client'],
  700027: [401, 'invalid_client'],
  7000215: [401, 'invalid_client'],
  7000216: [401, 'invalid_client'],
};

function entraError(state: SimulatorState, number: number, text: string): Reply {
  const [status, error] = ENTRA[number] ?? [400, 'invalid_request'];
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = `${new Date(state.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const description = `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
  const ids = { timestamp, trace_id: trace, correlation_id: correlation };
  const body = {
    error,
    error_description: description,
    error_codes: [number],
    ...ids,
    error_uri: `${LOGIN}/error?code=${number}`,
  };
  return { status, body };
}

/** The resource of a list of scopes: `https://graph.microsoft.com/.default offline_access` → `https://graph.microsoft.com`. */
function audienceOf(scope: string): string | null {
  const full = scope.split(' ').find((one) => one.startsWith('https://'));
  if (full !== undefined) return new URL(full).origin;
  // A scope without a resource (`User.Read`) is Graph's.
  const bare = scope.split(' ').some((one) => !['openid', 'profile', 'offline_access', 'email', ''].includes(one));
  return bare ? GRAPH : null;
}

function claimsFor(
  state: SimulatorState,
  tenant: SimulatedTenant,
  app: AppRegistration,
  audience: string,
): Omit<TokenClaims, 'idtyp' | 'oid' | 'appidacr'> {
  const now = Math.floor(state.now() / 1000);
  return {
    aud: audience,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat: now,
    nbf: now,
    exp: now + tenant.tokenLifetimeSeconds,
    tid: tenant.id,
    appid: app.clientId,
    app_displayname: app.displayName,
    ver: '1.0',
  };
}

function rolesFor(app: AppRegistration, audience: string): readonly string[] {
  if (audience === GRAPH) return app.roles;
  if (audience === EXCHANGE_AUDIENCE) return app.exchangeRoles;
  return audience === COMPLIANCE_AUDIENCE ? app.complianceRoles : app.sharePointRoles;
}

function appToken(
  state: SimulatorState,
  tenant: SimulatedTenant,
  app: AppRegistration,
  scope: string,
  appidacr: TokenClaims['appidacr'],
): Reply {
  if (!scope.endsWith('/.default'))
    return entraError(state, 70011, 'The provided request must include a scope that ends with /.default.');
  const audience = audienceOf(scope) ?? GRAPH;
  const principal = tenant.servicePrincipals.find((one) => one.appId === app.clientId);
  const claims = {
    ...claimsFor(state, tenant, app, audience),
    idtyp: 'app',
    appidacr,
    oid: principal?.id ?? app.clientId,
    roles: rolesFor(app, audience),
    wids: app.directoryRoles,
  };
  const lifetime = tenant.tokenLifetimeSeconds;
  const body = {
    token_type: 'Bearer',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: writeToken(claims, state.tokenKey),
  };
  return { status: 200, body };
}

function userToken(state: SimulatorState, pending: PendingSignIn): Reply {
  const { tenant, app, scope } = pending;
  const user = tenant.users.find((one) => one.id === tenant.deviceCode.userId);
  if (user === undefined) throw new Error('login: the person of the device code is not in the tenant');
  const audience = audienceOf(scope) ?? GRAPH;
  const base = claimsFor(state, tenant, app, audience);
  const upn = user.userPrincipalName ?? '';
  const scopes = (audience === GRAPH ? app.scopes : app.sharePointScopes).join(' ');
  const claims = { ...base, idtyp: 'user', appidacr: '0', oid: user.id, upn, scp: scopes };
  const about = { oid: user.id, tid: tenant.id, preferred_username: upn, name: user.displayName, sub: user.id, ver: '2.0' };
  const idToken = { ...about, aud: app.clientId, iss: `${LOGIN}/${tenant.id}/v2.0`, iat: base.iat, nbf: base.nbf, exp: base.exp };
  const refresh = randomBytes(32).toString('base64url');
  state.refreshTokens.set(refresh, pending);
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      scope: scopes,
      expires_in: tenant.tokenLifetimeSeconds,
      ext_expires_in: tenant.tokenLifetimeSeconds,
      access_token: writeToken(claims, state.tokenKey),
      refresh_token: refresh,
      id_token: writeToken(idToken, state.tokenKey),
      client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: tenant.id })).toString('base64url'),
    },
  };
}

function byClientCredentials(state: SimulatorState, tenant: SimulatedTenant, app: AppRegistration, form: URLSearchParams): Reply {
  const assertion = form.get('client_assertion');
  const secret = form.get('client_secret');
  if (assertion !== null) {
    const fault = faultOfAssertion(assertion, app, tenant, state.now());
    if (fault !== null) return entraError(state, fault.number, fault.text);
  } else if (secret === null) {
    return entraError(
      state,
      7000216,
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    );
  } else if (app.secret === undefined || secret !== app.secret) {
    return entraError(
      state,
      7000215,
      `Invalid client secret provided. Ensure the secret being sent is the client secret value, for app '${app.clientId}'.`,
    );
  }
  return appToken(state, tenant, app, form.get('scope') ?? '', assertion === null ? '1' : '2');
}

function byDeviceCode(state: SimulatorState, app: AppRegistration, form: URLSearchParams): Reply {
  const code = form.get('device_code') ?? form.get('code') ?? '';
  const pending = state.deviceCodes.get(code);
  if (pending === undefined || pending.app !== app)
    return entraError(state, 70020, 'The provided value for the input parameter device_code is not valid.');
  pending.polls += 1;
  if (pending.polls <= pending.tenant.deviceCode.pendingPolls) {
    return entraError(state, 70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.');
  }
  state.deviceCodes.delete(code);
  return userToken(state, pending);
}

function token(state: SimulatorState, tenant: SimulatedTenant, app: AppRegistration, form: URLSearchParams): Reply {
  const grant = form.get('grant_type') ?? '';
  if (grant === 'client_credentials') return byClientCredentials(state, tenant, app, form);
  if (grant === 'urn:ietf:params:oauth:grant-type:device_code' || grant === 'device_code') return byDeviceCode(state, app, form);
  if (grant !== 'refresh_token') return entraError(state, 70003, `The app requested an unsupported grant type '${grant}'.`);
  const pending = state.refreshTokens.get(form.get('refresh_token') ?? '');
  if (pending === undefined || pending.app !== app) return entraError(state, 70000, 'Provided grant is invalid or malformed.');
  return userToken(state, { ...pending, scope: form.get('scope') ?? pending.scope });
}

function deviceCode(state: SimulatorState, tenant: SimulatedTenant, app: AppRegistration, form: URLSearchParams): Reply {
  const code = randomBytes(48).toString('base64url');
  const userCode = randomBytes(5).toString('hex').slice(0, 9).toUpperCase();
  state.deviceCodes.set(code, { tenant, app, scope: form.get('scope') ?? '', polls: 0 });
  const address = 'https://microsoft.com/devicelogin';
  const message = `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`;
  const timing = { expires_in: 900, interval: tenant.deviceCode.intervalSeconds };
  return { status: 200, body: { user_code: userCode, device_code: code, verification_uri: address, ...timing, message } };
}

function openidConfiguration(tenant: SimulatedTenant): Reply {
  const base = `${LOGIN}/${tenant.id}`;
  return {
    status: 200,
    body: {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      tenant_region_scope: 'NA',
      cloud_instance_name: 'microsoftonline.com',
      msgraph_host: 'graph.microsoft.com',
    },
  };
}

function instanceDiscovery(): Reply {
  const aliases = ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'];
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${LOGIN}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: 'login.microsoftonline.com', preferred_cache: 'login.windows.net', aliases }],
    },
  };
}

/** Answers a request to the sign-in host; null where it knows no such path. */
export function answerLogin(state: SimulatorState, method: string, url: URL, body: string): Reply | null {
  if (method === 'GET' && url.pathname === '/common/discovery/instance') return instanceDiscovery();
  const [, name = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
  const form = new URLSearchParams(body);
  const clientId = form.get('client_id') ?? '';
  const isShared = name === 'common' || name === 'organizations';
  const tenant = isShared
    ? state.tenants.find((one) => one.apps.some((app) => app.clientId === clientId))
    : state.tenantNamed(name);
  const isDiscovery = method === 'GET' && rest === '/v2.0/.well-known/openid-configuration';
  const isForm = method === 'POST' && (rest === '/oauth2/v2.0/token' || rest === '/oauth2/v2.0/devicecode');
  if (!isDiscovery && !isForm) return null;
  if (tenant === null || tenant === undefined) {
    return entraError(state, 90002, `Tenant '${name}' not found. Check to make sure you have the correct tenant ID.`);
  }
  if (isDiscovery) return openidConfiguration(tenant);
  const app = tenant.apps.find((one) => one.clientId === clientId);
  if (app === undefined) {
    return entraError(
      state,
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${tenant.organization.displayName}'.`,
    );
  }
  return rest.endsWith('devicecode') ? deviceCode(state, tenant, app, form) : token(state, tenant, app, form);
}
