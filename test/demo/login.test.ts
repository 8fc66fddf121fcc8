/** Sign-in as Entra answers it: secret, certificate, device code, refresh, and errors by their numbers. */
import { constants, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoClinic, type Generated, type Simulator, startSimulator } from '../../src/demo/index.js';
import { client } from './harness.js';

let generated: Generated;
let simulator: Simulator;
let clock = Date.now();
const { privateKey, certificate } = selfSigned();
const stranger = selfSigned();

function selfSigned(): { privateKey: KeyObject; certificate: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(pair.publicKey.export({ type: 'spki', format: 'pem' }) as string);
  made.serialNumber = '01';
  made.validity.notAfter = new Date(Date.now() + 86_400_000);
  made.setSubject([{ name: 'commonName', value: 'scanner' }]);
  made.setIssuer([{ name: 'commonName', value: 'scanner' }]);
  const pkcs1 = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
  made.sign(forge.pki.privateKeyFromPem(pkcs1), forge.md.sha256.create());
  return { privateKey: pair.privateKey, certificate: forge.pki.certificateToPem(made) };
}

interface AssertionOptions {
  readonly alg?: 'PS256' | 'RS256';
  readonly audience?: string;
  readonly expiresIn?: number;
  readonly key?: KeyObject;
  readonly pem?: string;
}

function assertion({
  alg = 'PS256',
  audience,
  expiresIn = 600,
  key = privateKey,
  pem = certificate,
}: AssertionOptions = {}): string {
  const { tenantId, clientId } = generated.credentials;
  const print = Buffer.from(new X509Certificate(pem).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
  const now = Math.floor(clock / 1000);
  const aud = audience ?? `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
  const claims = { aud, iss: clientId, sub: clientId, jti: '1', nbf: now, exp: now + expiresIn };
  const write = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${write({ alg, typ: 'JWT', 'x5t#S256': print })}.${write(claims)}`;
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const signature = sign('sha256', Buffer.from(text), alg === 'PS256' ? { key, ...padding } : key);
  return `${text}.${signature.toString('base64url')}`;
}

async function ask(path: string, form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${simulator.endpoints.login}${path}`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function token(form: Record<string, string>, tenant = generated.credentials.tenantId): ReturnType<typeof ask> {
  const base = {
    grant_type: 'client_credentials',
    client_id: generated.credentials.clientId,
    scope: 'https://graph.microsoft.com/.default',
  };
  return ask(`/${tenant}/oauth2/v2.0/token`, { ...base, ...form });
}

const byAssertion = (jwt: string): Record<string, string> => ({
  client_assertion: jwt,
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
});

function claimsOf(jwt: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(jwt).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

beforeAll(async () => {
  generated = demoClinic();
  generated.tenant.apps[0]?.certificates.push(certificate);
  simulator = await startSimulator({ tenants: [generated.tenant], now: () => clock });
});
afterAll(() => simulator.close());

describe('client credentials', () => {
  test('a good secret gives a token with the roles that were consented to', async () => {
    const { status, body } = await token({ client_secret: generated.credentials.clientSecret });
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      tid: generated.tenant.id,
      appid: generated.credentials.clientId,
      roles: generated.tenant.apps[0]?.roles,
    });
  });

  test('the tenant may be named by its domain', async () => {
    expect((await token({ client_secret: generated.credentials.clientSecret }, generated.credentials.domain)).status).toBe(200);
  });

  test('wrong secret, app, tenant and scope have their numbers', async () => {
    const secret = generated.credentials.clientSecret;
    expect(await token({ client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [7000215] },
    });
    const unknownApp = await token({ client_id: '00000000-0000-0000-0000-000000000001', client_secret: secret });
    expect(unknownApp).toMatchObject({ status: 400, body: { error: 'unauthorized_client', error_codes: [700016] } });
    expect(await token({ client_secret: secret }, 'nowhere.example')).toMatchObject({
      status: 400,
      body: { error_codes: [90002] },
    });
    expect(await token({ client_secret: secret, scope: 'User.Read' })).toMatchObject({ body: { error_codes: [70011] } });
  });

  test.each(['PS256', 'RS256'] as const)('a certificate signs in with %s', async (alg) => {
    expect(await token(byAssertion(assertion({ alg })))).toMatchObject({ status: 200 });
  });

  test('an assertion by a stranger, for another audience or too old is refused', async () => {
    const number = async (options: AssertionOptions): Promise<unknown> =>
      (await token(byAssertion(assertion(options)))).body.error_codes;
    expect(await number({ key: stranger.privateKey })).toEqual([700027]);
    expect(await number({ key: stranger.privateKey, pem: stranger.certificate })).toEqual([700027]);
    expect(await number({ audience: 'https://login.microsoftonline.com/other/oauth2/v2.0/token' })).toEqual([700023]);
    expect(await number({ expiresIn: -10 })).toEqual([700024]);
  });

  test('a federated assertion signs in by its issuer and subject', async () => {
    const write = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:o/r:ref:refs/heads/main',
      exp: clock / 1000 + 300,
    };
    const jwt = `${write({ alg: 'RS256' })}.${write(claims)}.c2ln`;
    expect((await token(byAssertion(jwt))).status).toBe(401);
    const [app] = generated.tenant.apps;
    if (app !== undefined) app.federated = [{ issuer: claims.iss, subject: claims.sub }];
    expect((await token(byAssertion(jwt))).status).toBe(200);
  });
});

describe('device code', () => {
  test('waits for the person, then gives a delegated token that can be renewed', async () => {
    const { tenantId, clientId } = generated.credentials;
    const scope = 'https://graph.microsoft.com/.default offline_access openid profile';
    const { body: code } = await ask(`/${tenantId}/oauth2/v2.0/devicecode`, { client_id: clientId, scope });
    expect(code.message).toContain(String(code.user_code));
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: clientId,
      device_code: String(code.device_code),
    };
    const path = `/${tenantId}/oauth2/v2.0/token`;
    expect(await ask(path, form)).toMatchObject({ status: 400, body: { error: 'authorization_pending', error_codes: [70016] } });
    const { status, body } = await ask(path, form);
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).toMatchObject({ idtyp: 'user', scp: generated.tenant.apps[0]?.scopes.join(' ') });
    expect(await ask(path, form)).toMatchObject({ body: { error: 'expired_token' } });
    const renewed = await ask(path, {
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: String(body.refresh_token),
    });
    expect(renewed.status).toBe(200);

    const person = client(simulator, generated, String(body.access_token));
    expect((await person.get('/sites/getAllSites')).status).toBe(403);
    const { rows } = await person.all('/sites?search=*');
    expect(rows.length).toBe(generated.tenant.sites.filter(({ site }) => site.isPersonalSite !== true).length);
    const { siteId, driveId, itemId } = generated.planted.folders[0] ?? { siteId: '', driveId: '', itemId: '' };
    expect((await person.get(`/sites/${siteId}/drives`)).status).toBe(200);
    const seen = await person.get(`/drives/${driveId}/items/${itemId}/permissions`);
    // Not the site groups, which an app sees: only what reaches this person.
    expect(seen.body.value).toHaveLength(1);
    const closed = generated.planted.folders[2];
    expect((await person.get(`/drives/${closed?.driveId}/root`)).status).toBe(403);
  });
});

describe('discovery and tokens', () => {
  test('the discovery documents name Microsoft’s hosts', async () => {
    const answer = await fetch(`${simulator.endpoints.login}/${generated.tenant.id}/v2.0/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({ issuer: `https://login.microsoftonline.com/${generated.tenant.id}/v2.0` });
    expect((await fetch(`${simulator.endpoints.login}/common/discovery/instance?api-version=1.1`)).status).toBe(200);
  });

  test('missing, forged, expired and misdirected tokens are refused', async () => {
    const secret = { client_secret: generated.credentials.clientSecret };
    const good = String((await token(secret)).body.access_token);
    const get = (jwt: string) => client(simulator, generated, jwt).get('/organization');
    expect(await get('')).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
    expect((await get(`${good}x`)).status).toBe(401);
    expect((await get('')).headers.get('www-authenticate')).toContain('Bearer');
    const other = await token({ ...secret, scope: 'https://x.sharepoint.com/.default' });
    expect((await get(String(other.body.access_token))).status).toBe(401);
    expect((await get(good)).status).toBe(200);
    clock += 3_600_000;
    expect((await get(good)).body.error.message).toContain('expired');
  });

  test('nothing went unanswered', () => {
    expect(simulator.unanswered).toBe(0);
  });
});
