/** Who gets tokens for the cmdlet endpoint: applications in the worldwide cloud that asked for it, by the credential they signed in with. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import { CLOUD_NAMES } from '../../src/sources/clouds.js';
import { openNetwork } from '../../src/sources/network.js';
import { type SignInOptions, signIn } from '../../src/sources/sign-in.js';
import { makeCertificate } from './certificates.js';
import { EXCHANGE_HOST, FRONT_DOOR } from './cmdlet-kit.js';
import { jumpingClock, openWorld } from './kit.js';
import { CLIENT, type LoginServer, SECRET, startLogin, TENANT } from './login-server.js';

async function signedIn(login: Pick<LoginServer, 'base'>, options: Partial<SignInOptions> & Pick<SignInOptions, 'method'>) {
  const network = await openNetwork({ env: {} });
  onTestFinished(() => network.close());
  return signIn({
    tenantId: TENANT,
    clientId: CLIENT,
    env: { AZURE_CLIENT_SECRET: SECRET },
    cloud: 'global',
    endpoints: { login: login.base },
    network,
    clock: jumpingClock(Date.now()),
    ...options,
  });
}

const AUDIENCES = [`https://${EXCHANGE_HOST}`, `https://${FRONT_DOOR}`];
const audienceOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).aud;

function pemOf(): { readonly certificate: string; readonly path: string } {
  const made = makeCertificate({ name: 'preflight' });
  const folder = mkdtempSync(join(tmpdir(), 'preflight-cmdlets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'app.pem');
  writeFileSync(path, made.certificate + made.key);
  return { certificate: made.certificate, path };
}

describe('tokens for the two services', () => {
  test.each(['secret', 'certificate'] as const)('come by the same credential (%s), one for each', async (method) => {
    const pem = method === 'certificate' ? pemOf() : null;
    const login = await startLogin(pem === null ? {} : { certificate: pem.certificate });
    const source = await signedIn(login, { method, ...(pem === null ? {} : { certificatePath: pem.path }) });
    if (!source.cmdlets.known) throw new Error('an application gets tokens');
    for (const audience of AUDIENCES) {
      const own = await source.cmdlets.value(audience);
      expect(audienceOf((await own.token()).token)).toBe(audience);
    }
    expect(login.forms.map((form) => form.get('scope'))).toEqual([
      'https://graph.microsoft.com/.default',
      ...AUDIENCES.map((audience) => `${audience}/.default`),
    ]);
    expect(audienceOf((await source.token()).token)).toBe('https://graph.microsoft.com');
  });

  test('are refused with a sentence, and Graph goes on', async () => {
    const text = "AADSTS500011: canary text for 'canary@contoso.example'.";
    const login = await startLogin({
      answer: ({ body }) =>
        decodeURIComponent(body).includes(FRONT_DOOR)
          ? { status: 400, body: { error: 'invalid_resource', error_description: text, error_codes: [500011] } }
          : null,
    });
    const source = await signedIn(login, { method: 'secret' });
    if (!source.cmdlets.known) throw new Error('an application gets tokens');
    const fault = await source.cmdlets.value(`https://${FRONT_DOOR}`).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(OperatorError);
    expect((fault as OperatorError).exitCode).toBe(EXIT.signIn);
    expect((fault as OperatorError).message).toContain('AADSTS500011');
    expect((fault as OperatorError).message).not.toContain('canary');
    expect((await source.token()).token).not.toBe('');
  });

  test('are not for a person, nor for a token that was brought', async () => {
    const login = await startLogin();
    const person = await signedIn(login, { method: 'device-code', onDeviceCode: () => {} });
    const brought = await signedIn(login, { method: 'token', env: { COPILOT_PREFLIGHT_TOKEN: 'canary' } });
    for (const { cmdlets } of [person, brought])
      expect(cmdlets).toMatchObject({ known: false, gap: { reason: 'needs-other-sign-in' } });
    expect(login.forms.some((form) => (form.get('scope') ?? '').includes('outlook'))).toBe(false);
  });
});

describe('the way in', () => {
  test('is closed unless somebody asked for it', async () => {
    const world = await openWorld(() => ({}));
    expect(world.cmdlets.reader).toEqual({ known: false, gap: { reason: 'not-requested', remedy: '--purview-direct' } });
    expect([world.cmdlets.permissions(), world.cmdlets.warning()]).toEqual([null, null]);
  });

  test.each(CLOUD_NAMES)('is for the worldwide cloud only (%s)', async (cloud) => {
    const tokens = async () => {
      throw new Error('no token may be asked for');
    };
    const world = await openWorld(() => ({}), { cloud, cmdletTokens: known(tokens) });
    if (cloud === 'global') expect(world.cmdlets.reader.known).toBe(true);
    else
      expect(world.cmdlets.reader).toMatchObject({ known: false, gap: { detail: expect.stringContaining('worldwide cloud') } });
  });
});
