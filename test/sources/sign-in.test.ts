/** Signing in against a small Entra ID on loopback: each way, each refusal, and no secret anywhere but in the request. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { needsSharePoint } from '../../src/evidence/sharepoint.js';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import { ForbiddenRequestError } from '../../src/sources/allow-list.js';
import { openNetwork } from '../../src/sources/network.js';
import { noRequestLog } from '../../src/sources/request-log.js';
import { checkTenantId, chooseMethod, type SignedIn, type SignInOptions, signIn } from '../../src/sources/sign-in.js';
import { createIdentityHttp } from '../../src/sources/sign-in-http.js';
import type { TokenSource } from '../../src/sources/token.js';
import { makeCertificate, makePfx } from './certificates.js';
import { jumpingClock, startServer } from './kit.js';
import { CLIENT, type LoginServer, SECRET, startLogin, TENANT } from './login-server.js';

interface Tried {
  readonly source: SignedIn;
  readonly log: string[];
}

async function trySignIn(
  login: Pick<LoginServer, 'base'>,
  options: Partial<SignInOptions> & Pick<SignInOptions, 'method'>,
): Promise<Tried> {
  const log: string[] = [];
  const network = await openNetwork({ env: {} });
  onTestFinished(() => network.close());
  const source = await signIn({
    tenantId: TENANT,
    clientId: CLIENT,
    env: { AZURE_CLIENT_SECRET: SECRET },
    cloud: 'global',
    endpoints: { login: login.base },
    network,
    clock: jumpingClock(Date.now()),
    requestLog: { record: (method, url, status) => void log.push(`${method} ${url} ${status}`), close: () => undefined },
    ...options,
  });
  return { source, log };
}

async function faultOf(tried: Promise<unknown>): Promise<OperatorError> {
  const fault = await tried.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(OperatorError);
  const error = fault as OperatorError;
  expect(
    `${error.message} ${error.stack} ${JSON.stringify(error)} ${String((error.cause as Error | undefined)?.message)}`,
  ).not.toMatch(/canary/);
  return error;
}

describe('signs in', () => {
  test('with a secret, and again for a refresh and for claims', async () => {
    const login = await startLogin();
    const { source, log } = await trySignIn(login, { method: 'secret' });
    expect(source.facts()).toMatchObject({
      mode: 'application',
      permissions: ['Sites.Read.All'],
      appId: CLIENT,
      tenantId: TENANT,
    });
    const first = await source.token();
    expect(await source.token()).toEqual(first);
    expect(login.forms).toHaveLength(1);
    const second = await source.token({ refresh: true });
    expect(second.token).not.toBe(first.token);
    await source.token({ refresh: true, claims: '{"access_token":{"nbf":{"essential":true,"value":"7"}}}' });
    expect(login.forms).toHaveLength(3);
    expect(login.forms[0]?.get('scope')).toBe('https://graph.microsoft.com/.default');
    expect(JSON.parse(login.forms[2]?.get('claims') ?? '{}')).toMatchObject({ access_token: { nbf: { value: '7' } } });
    const line = `POST https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token 200`;
    expect(log.map((entry) => entry.replace(/\?client-request-id=[0-9a-f-]+/, ''))).toEqual([line, line, line]);
  });

  test.each(['pem', 'pfx'])('with a certificate (%s) that the server verifies', async (kind) => {
    const made = makeCertificate({ name: 'preflight' });
    const folder = mkdtempSync(join(tmpdir(), 'preflight-sign-in-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, `app.${kind}`);
    writeFileSync(path, kind === 'pem' ? made.certificate + made.key : makePfx(made, 'canary-password'));
    const env = {
      AZURE_CLIENT_CERTIFICATE_PATH: path,
      ...(kind === 'pem' ? {} : { AZURE_CLIENT_CERTIFICATE_PASSWORD: 'canary-password' }),
    };
    const login = await startLogin({ certificate: made.certificate });
    const { source } = await trySignIn(login, { method: 'certificate', env });
    expect(source.facts().mode).toBe('application');
    const other = await startLogin({ certificate: makeCertificate({ name: 'x' }).certificate });
    expect((await faultOf(trySignIn(other, { method: 'certificate', env }))).message).toContain(
      'is not registered with application',
    );
  });

  test('with a device code, which the person is shown, and renews it without asking again', async () => {
    const login = await startLogin();
    const prompts: object[] = [];
    const { source } = await trySignIn(login, {
      method: 'device-code',
      delegatedScopes: ['User.Read.All'],
      onDeviceCode: (prompt) => prompts.push(prompt),
    });
    expect(prompts).toMatchObject([{ userCode: 'ABCD1234', verificationUri: 'https://microsoft.com/devicelogin' }]);
    expect(source.facts()).toMatchObject({ mode: 'delegated', permissions: ['User.Read.All'] });
    expect(login.forms[0]?.get('scope') ?? new URLSearchParams(login.seen[0]?.body).get('scope')).toContain(
      'https://graph.microsoft.com/User.Read.All',
    );
    await source.token({ refresh: true });
    expect(login.forms.at(-1)?.get('grant_type')).toBe('refresh_token');
    expect(prompts).toHaveLength(1);
  });

  test('in another cloud, with its host, its scope and its name in the log', async () => {
    const login = await startLogin();
    const { log } = await trySignIn(login, { method: 'secret', cloud: 'gcc-high' });
    expect(login.forms[0]?.get('scope')).toBe('https://graph.microsoft.us/.default');
    expect(log[0]).toContain('https://login.microsoftonline.us/');
  });

  test('after a service that throttled and failed first', async () => {
    const login = await startLogin({
      answer: (_, count) =>
        [{ status: 429, headers: { 'retry-after': '5' } }, { status: 503 }, { cut: 'reset' as const }][count - 1] ?? null,
    });
    const { source } = await trySignIn(login, { method: 'secret' });
    expect(source.facts().mode).toBe('application');
    expect(login.seen).toHaveLength(4);
  });
});

describe('tokens for SharePoint itself', () => {
  const SITES = 'https://contoso.sharepoint.com';
  const audienceOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).aud;

  function pemOf(): { readonly certificate: string; readonly env: Record<string, string> } {
    const made = makeCertificate({ name: 'preflight' });
    const folder = mkdtempSync(join(tmpdir(), 'preflight-sign-in-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'app.pem');
    writeFileSync(path, made.certificate + made.key);
    return { certificate: made.certificate, env: { AZURE_CLIENT_CERTIFICATE_PATH: path } };
  }

  async function tokensFor(source: SignedIn, origin: string): Promise<TokenSource> {
    if (!source.sharePoint.known) throw new Error('no tokens for SharePoint');
    return source.sharePoint.value(origin);
  }

  test('a certificate gets one for each host, by the same credential, and renews each on its own', async () => {
    const { certificate, env } = pemOf();
    const login = await startLogin({ certificate });
    const { source } = await trySignIn(login, { method: 'certificate', env });
    const sites = await tokensFor(source, SITES);
    const admin = await tokensFor(source, 'https://contoso-admin.sharepoint.com');
    expect(login.forms.map((form) => form.get('scope'))).toEqual([
      'https://graph.microsoft.com/.default',
      `${SITES}/.default`,
      'https://contoso-admin.sharepoint.com/.default',
    ]);
    const first = await sites.token();
    expect(audienceOf(first.token)).toBe(SITES);
    expect(audienceOf((await admin.token()).token)).toBe('https://contoso-admin.sharepoint.com');
    expect(audienceOf((await source.token()).token)).toBe('https://graph.microsoft.com');
    expect(login.forms).toHaveLength(3);
    expect((await sites.token({ refresh: true })).token).not.toBe(first.token);
    expect(audienceOf((await sites.token()).token)).toBe(SITES);
    expect(login.forms).toHaveLength(4);
  });

  test('a person is not asked a second time', async () => {
    const login = await startLogin();
    const prompts: object[] = [];
    const { source } = await trySignIn(login, {
      method: 'device-code',
      delegatedScopes: ['User.Read.All'],
      onDeviceCode: (prompt) => prompts.push(prompt),
    });
    const sites = await tokensFor(source, SITES);
    expect(audienceOf((await sites.token()).token)).toBe(SITES);
    expect(login.forms.at(-1)?.get('grant_type')).toBe('refresh_token');
    expect(login.forms.at(-1)?.get('scope')).toContain(`${SITES}/.default`);
    await sites.token({ refresh: true });
    expect(audienceOf((await source.token({ refresh: true })).token)).toBe('https://graph.microsoft.com');
    expect(prompts).toHaveLength(1);
  });

  test.each([65001, 500011])('a person without consent is told so, and not asked either (AADSTS%i)', async (code) => {
    const login = await startLogin({ refuseSharePointWith: code });
    const prompts: object[] = [];
    const { source } = await trySignIn(login, { method: 'device-code', onDeviceCode: (prompt) => prompts.push(prompt) });
    const fault = await faultOf(tokensFor(source, SITES));
    expect(fault.message).toContain(`Have an administrator consent to the SharePoint permission of application ${CLIENT}`);
    expect(prompts).toHaveLength(1);
    expect((await source.token()).token).not.toBe('');
  });

  test('an application without consent is told so, and keeps its token for Graph', async () => {
    const { certificate, env } = pemOf();
    const login = await startLogin({ certificate, refuseSharePointWith: 500011 });
    const { source } = await trySignIn(login, { method: 'certificate', env });
    expect((await faultOf(tokensFor(source, SITES))).message).toContain('does not know the service');
    expect((await source.token()).token).not.toBe('');
  });

  test('a secret and a brought token get none, and the reason is one that the report can print', async () => {
    const secret = await trySignIn(await startLogin(), { method: 'secret' });
    const brought = await trySignIn(await startLogin(), { method: 'token', env: { COPILOT_PREFLIGHT_TOKEN: 'x' } });
    expect(secret.source.sharePoint).toEqual({
      known: false,
      gap: needsSharePoint('SharePoint refuses applications that sign in with a client secret'),
    });
    expect(brought.source.sharePoint).toEqual({
      known: false,
      gap: needsSharePoint('the token that was brought is for Microsoft Graph only'),
    });
  });
});

describe('is refused in a sentence', () => {
  test.each([
    [7000215, 'The client secret is wrong'],
    [7000222, 'has expired'],
    [700016, 'was not found in tenant'],
    [90002, `Tenant ${TENANT} was not found`],
    [700027, 'is not registered'],
    [50020, 'does not belong to tenant'],
    [65001, 'Nobody has consented'],
    [53003, 'Conditional Access'],
    [123456, 'Look the code up'],
  ])('AADSTS%d', async (code, sentence) => {
    const fault = await faultOf(trySignIn(await startLogin({ refuseWith: code }), { method: 'secret' }));
    expect(fault.message).toContain(sentence);
    expect(fault.message).toContain(`AADSTS${code}`);
    expect(fault.exitCode).toBe(EXIT.signIn);
  });

  test('a wrong secret is not repeated', async () => {
    const fault = await faultOf(
      trySignIn(await startLogin(), { method: 'secret', env: { AZURE_CLIENT_SECRET: 'canary-wrong' } }),
    );
    expect(fault.message).toContain('AADSTS7000215');
  });

  test('a web page instead of Entra ID, a server that is gone, a refusal without a code', async () => {
    const page = await startServer(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>canary</html>' }));
    expect((await faultOf(trySignIn(page, { method: 'secret' }))).message).toContain('a proxy or sign-in page in between?');
    const gone = await startServer(() => ({ cut: 'reset' }));
    expect((await faultOf(trySignIn(gone, { method: 'secret' }))).message).toContain(
      'login.microsoftonline.com cannot be reached',
    );
    const odd = await startServer(() => ({ status: 400, body: { error: 'odd', error_description: 'canary' } }));
    expect((await faultOf(trySignIn(odd, { method: 'secret' }))).message).toContain('gave no code');
  });

  test('a redirect to another host is not followed', async () => {
    const evil = await startServer(() => ({}));
    const login = await startLogin({
      answer: () => ({ status: 307, headers: { location: `${evil.base}/${TENANT}/oauth2/v2.0/token` }, body: {} }),
    });
    await faultOf(trySignIn(login, { method: 'secret' }));
    expect(evil.seen).toHaveLength(0);
  });

  test('nor is anything sent to a host or an address that is not for signing in', async () => {
    const evil = await startServer(() => ({}));
    const network = await openNetwork({ env: {} });
    onTestFinished(() => network.close());
    const options = { network, cloud: 'global', endpoints: {}, clock: jumpingClock(), requestLog: noRequestLog } as const;
    const { client, lastFault } = createIdentityHttp(options);
    const headers = { toJSON: () => ({}) };
    const request = { url: `${evil.base}/${TENANT}/oauth2/v2.0/token`, method: 'POST', headers, body: 'client_secret=canary' };
    await expect(client.sendRequest(request)).rejects.toThrow('led to another host');
    expect(lastFault()?.exitCode).toBe(EXIT.signIn);
    const moved = createIdentityHttp({ ...options, endpoints: { login: evil.base } }).client;
    await expect(moved.sendRequest({ ...request, method: 'DELETE' })).rejects.toThrow(ForbiddenRequestError);
    expect(evil.seen).toHaveLength(0);
  });

  test.each<[Partial<SignInOptions> & Pick<SignInOptions, 'method'>, string, number]>([
    [{ method: 'secret', env: {} }, 'AZURE_CLIENT_SECRET', EXIT.usage],
    [{ method: 'certificate', env: {} }, '--certificate, or set AZURE_CLIENT_CERTIFICATE_PATH', EXIT.usage],
    [{ method: 'certificate', env: {}, certificatePath: 'none.pem' }, 'check --certificate', EXIT.usage],
    [
      { method: 'certificate', env: { AZURE_CLIENT_CERTIFICATE_PATH: 'none.pem' } },
      'check AZURE_CLIENT_CERTIFICATE_PATH',
      EXIT.usage,
    ],
    [{ method: 'token', env: {} }, 'COPILOT_PREFLIGHT_TOKEN', EXIT.usage],
    [{ method: 'device-code' }, 'a person at the terminal', EXIT.signIn],
    [{ method: 'secret', tenantId: 'not a tenant' }, 'check --tenant', EXIT.usage],
    [{ method: 'secret', tenantId: undefined, env: { AZURE_TENANT_ID: 'x y' } }, 'check AZURE_TENANT_ID', EXIT.usage],
    [{ method: 'secret', tenantId: undefined, env: {} }, '--tenant, or set AZURE_TENANT_ID', EXIT.usage],
    [{ method: 'secret', tenantId: ' ' }, '--tenant is empty', EXIT.usage],
    [{ method: 'secret', clientId: 'x' }, 'set --client-id', EXIT.usage],
    [{ method: 'secret', clientId: undefined, env: { AZURE_CLIENT_ID: 'x' } }, 'set AZURE_CLIENT_ID', EXIT.usage],
    [{ method: 'secret', clientId: undefined, env: {} }, '--client-id, or set AZURE_CLIENT_ID', EXIT.usage],
    [{ method: 'secret', endpoints: { graph: 'https://graph.example' } }, 'graph.example', EXIT.usage],
  ])('%j', async (options, sentence, exitCode) => {
    const fault = await faultOf(trySignIn({ base: 'http://127.0.0.1:9' }, options));
    expect(fault.message).toContain(sentence);
    expect(fault.exitCode).toBe(exitCode);
  });

  test('a stop ends the wait for a device code', async () => {
    const login = await startLogin({
      answer: ({ url }) =>
        url.includes('/token')
          ? {
              status: 400,
              body: { error: 'authorization_pending', error_description: 'AADSTS70016: canary', error_codes: [70016] },
            }
          : null,
    });
    const controller = new AbortController();
    const tried = trySignIn(login, {
      method: 'device-code',
      signal: controller.signal,
      onDeviceCode: () => setTimeout(() => controller.abort(new Error('stopped')), 50),
    });
    await expect(tried).rejects.toThrow('stopped');
  });
});

describe('the way is chosen', () => {
  test.each([
    [{ COPILOT_PREFLIGHT_TOKEN: 'x', AZURE_CLIENT_SECRET: 'y' }, undefined, 'token', 'COPILOT_PREFLIGHT_TOKEN'],
    [{ AZURE_CLIENT_CERTIFICATE_PATH: 'x', AZURE_CLIENT_SECRET: 'y' }, undefined, 'certificate', 'preferred'],
    [{ AZURE_CLIENT_SECRET: 'y' }, undefined, 'secret', 'AZURE_CLIENT_SECRET'],
    [{ AZURE_CLIENT_SECRET: ' ' }, undefined, 'device-code', 'no credential'],
    [{ AZURE_CLIENT_SECRET: 'y' }, 'browser', 'browser', '--auth browser'],
  ])('%j %s: %s', (env, flag, method, because) => {
    expect(chooseMethod(env, flag)).toEqual({ method, because: expect.stringContaining(because) });
  });

  test('a given --certificate chooses the certificate, whatever the environment holds', () => {
    const env = { COPILOT_PREFLIGHT_TOKEN: 'x', AZURE_CLIENT_SECRET: 'y' };
    expect(chooseMethod(env, undefined, 'app.pem')).toEqual({ method: 'certificate', because: '--certificate was given' });
    expect(chooseMethod(env, 'certificate', 'app.pem').method).toBe('certificate');
    expect(() => chooseMethod(env, 'secret', 'app.pem')).toThrow('--certificate has no use with --auth secret');
  });

  test('a tenant that Entra ID does not know is told with what named it', async () => {
    const login = await startLogin({ refuseWith: 90002 });
    expect((await faultOf(trySignIn(login, { method: 'secret' }))).message).toContain('Check --tenant, and');
    const env = { AZURE_CLIENT_SECRET: SECRET, AZURE_TENANT_ID: TENANT };
    const fault = await faultOf(trySignIn(login, { method: 'secret', tenantId: undefined, env }));
    expect(fault.message).toContain('Check AZURE_TENANT_ID, and');
  });

  test('a flag that is none is a sentence', () => {
    expect(() => chooseMethod({}, 'password')).toThrow('--auth knows secret');
  });
});

test.each(['contoso.onmicrosoft.com', 'contoso.com', TENANT])('tenant %s is taken', (tenant) => {
  expect(checkTenantId({}, ` ${tenant} `)).toBe(tenant);
  expect(checkTenantId({ AZURE_TENANT_ID: tenant })).toBe(tenant);
});

test.each(['common', 'contoso', '../x', 'a.b/c', 'contoso.com?x', '-a.com', '11111111-2222', 'a..b'])(
  'tenant %s is not',
  (tenant) => {
    expect(() => checkTenantId({}, tenant)).toThrow(OperatorError);
  },
);
