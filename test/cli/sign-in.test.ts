/** Each way to sign in, from the flags to a report, through the real credentials against the simulated tenant. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Generated, generateTenant } from '../../src/demo/index.js';
import type { ScanResult } from '../../src/result/types.js';
import { runCli, type ServedTenant, serveTenant } from '../kit/run-cli.js';
import { makeCertificate } from '../sources/certificates.js';

let root: string;
let generated: Generated;
let served: ServedTenant;
const pair = makeCertificate({ name: 'copilot-preflight' });
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-sign-in-'));
  generated = generateTenant({ seed: 7, variant: 'clinic', scale: 0.02 });
  generated.tenant.apps[0]?.certificates.push(pair.certificate);
  generated.tenant.deviceCode = { ...generated.tenant.deviceCode, intervalSeconds: 1, pendingPolls: 1 };
  served = await serveTenant(generated);
});
afterAll(async () => {
  await served.simulator.close();
  await rm(root, { recursive: true, force: true });
});

async function scan(name: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const out = join(root, name);
  const run = await runCli(['scan', '--out', out, '--profile', 'minimal', ...served.flags, ...args], env);
  expect(run.exitCode, run.err).toBe(0);
  const result = JSON.parse(await readFile(join(out, 'result.json'), 'utf8')) as ScanResult;
  return { run, result };
}

/** What signs in without a secret. */
const names = () => ({ AZURE_TENANT_ID: generated.credentials.tenantId, AZURE_CLIENT_ID: generated.credentials.clientId });

describe('scan signs in', () => {
  it('with a PEM certificate, chosen from the environment', async () => {
    const path = join(root, 'app.pem');
    await writeFile(path, pair.certificate + pair.key);
    const { run, result } = await scan('pem', [], { ...names(), AZURE_CLIENT_CERTIFICATE_PATH: path });
    expect(run.err).toContain('AZURE_CLIENT_CERTIFICATE_PATH is set');
    expect(result.scan.signIn).toMatchObject({ mode: 'application', appId: generated.credentials.clientId });
  });

  it('with a certificate that the flag names, though a secret is set; a bad one before anything is asked', async () => {
    const path = join(root, 'flag.pem');
    await writeFile(path, pair.certificate + pair.key);
    const env = { ...names(), AZURE_CLIENT_SECRET: 'not looked at' };
    const { run } = await scan('flag', ['--certificate', path], env);
    expect(run.err).toContain('--certificate was given');
    const before = served.simulator.requests.length;
    await writeFile(path, pair.certificate);
    const bad = await runCli(['scan', '--out', join(root, 'bad'), ...served.flags, '--certificate', path], env);
    expect(bad).toMatchObject({ exitCode: 2, err: expect.stringContaining('no private key') });
    expect(served.simulator.requests).toHaveLength(before);
  });

  it('with a device code, as a person', async () => {
    const { run, result } = await scan('device', ['--auth', 'device-code'], names());
    expect(run.err).toMatch(/enter the code|devicelogin/i);
    expect(result.scan.signIn.mode).toBe('delegated');
  });

  it('for cmdlets as well, by the same certificate or secret, where --purview-direct is given', async () => {
    const path = join(root, 'cmdlets.pem');
    await writeFile(path, pair.certificate + pair.key);
    const { clientSecret } = generated.credentials;
    const ways = [{ AZURE_CLIENT_CERTIFICATE_PATH: path }, { AZURE_CLIENT_SECRET: clientSecret }];
    for (const [index, way] of ways.entries()) {
      const before = served.simulator.requests.length;
      const log = join(root, `cmdlets-${index}.log`);
      const { run } = await scan(`cmdlets-${index}`, ['--purview-direct', '--request-log', log], { ...names(), ...way });
      const asked = served.simulator.requests.slice(before).filter(({ url }) => url.includes('/InvokeCommand'));
      expect(asked.length).toBeGreaterThan(10);
      expect(run.err).not.toContain(clientSecret);
      const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line.includes('/InvokeCommand'));
      expect(lines).toHaveLength(asked.length);
      for (const line of lines)
        expect(line).toMatch(/^POST https:\/\/[a-z0-9.-]+\/adminapi\/beta\/[0-9a-f-]+\/InvokeCommand\S*#Get-\w+ \d{3}$/);
    }
  });

  it('for cmdlets not as a person, and not unasked', async () => {
    const before = served.simulator.requests.length;
    await scan('no-cmdlets', ['--auth', 'device-code', '--purview-direct'], names());
    await scan('unasked', [], { ...names(), AZURE_CLIENT_SECRET: generated.credentials.clientSecret });
    const asked = served.simulator.requests.slice(before).map(({ url }) => url);
    expect(asked.filter((url) => /outlook/.test(url))).toEqual([]);
  });

  it('with an access token from the environment', async () => {
    const { tenantId, clientId, clientSecret } = generated.credentials;
    const answer = await fetch(`${served.simulator.endpoints.login}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const { run, result } = await scan('token', [], { COPILOT_PREFLIGHT_TOKEN: token });
    expect(result.tenant.id).toBe(tenantId);
    expect(run.out + run.err + JSON.stringify(result)).not.toContain(token);
  });
});
