/** `scan --bundle`: read before the first request, of this tenant only, and what it holds is told. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateTenant } from '../../src/demo/index.js';
import type { ScanResult } from '../../src/result/types.js';
import { EXPORT_TIME, exportFiles, zipOf } from '../kit/export-encodings.js';
import { runCli, serveTenant } from '../kit/run-cli.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-bundle-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const TENANT = () => generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });
const { tenantId } = TENANT().credentials;
const ENTRIES = [{ cmdlet: 'Get-Label', objects: [{ Name: 'PHI' }] }];

async function scan(name: string, bundle: string) {
  const { simulator, flags, env } = await serveTenant(TENANT());
  const out = join(root, name);
  try {
    const run = await runCli(['scan', '--out', out, '--profile', 'minimal', ...flags, '--bundle', bundle], env);
    return { ...run, out, asked: simulator.requests.length };
  } finally {
    await simulator.close();
  }
}

async function zip(name: string, tenant: string | null): Promise<string> {
  const path = join(root, name);
  await writeFile(path, await zipOf(exportFiles(ENTRIES, undefined, { tenantId: tenant })));
  return path;
}

test('takes an export of the tenant that is scanned, and says what is in it', async () => {
  const run = await scan('own', await zip('own.zip', tenantId.toUpperCase()));
  expect(run.err).toMatch(/own\.zip: an export of cmdlets; read: 1, failed: 0, not run: 0, not readable: 0\./);
  expect(run.exitCode, run.err).toBe(0);
  const result = JSON.parse(await readFile(join(run.out, 'result.json'), 'utf8')) as ScanResult;
  expect(result.scan).toMatchObject({ bundle: { name: 'own.zip', madeAt: EXPORT_TIME } });
});

test('takes an export that names no tenant, and says that it does not', async () => {
  const run = await scan('unnamed', await zip('unnamed.zip', null));
  expect(run.exitCode, run.err).toBe(0);
  expect(run.err).toContain('does not say of which tenant it is');
});

test('refuses an export of another tenant before anything is read', async () => {
  const path = await zip('other.zip', '11111111-2222-4333-8444-555555555555');
  const before = await readdir(root);
  const run = await scan('foreign', path);
  expect(run.exitCode).toBe(2);
  expect(run.err).toContain('The export given with --bundle is of the tenant 11111111-2222-4333-8444-555555555555');
  expect(await readdir(root)).toEqual(before);
  expect(run.asked).toBeLessThan(5);
});

test.each([
  ['none.zip', /none\.zip is not there/],
  ['text.zip', /is no folder and no ZIP/],
  ['half.zip', /damaged ZIP/],
])('refuses %s before the first request, with nothing written', async (name, says) => {
  await writeFile(join(root, 'text.zip'), 'Name Mode');
  await writeFile(join(root, 'half.zip'), (await zipOf(exportFiles(ENTRIES))).subarray(0, 300));
  const run = await scan(`out-${name}`, join(root, name));
  expect(run.exitCode).toBe(2);
  expect(run.err).toMatch(says);
  expect(run.err.trim().split('\n')).toHaveLength(1);
  expect(run.asked).toBe(0);
  expect(await readdir(root)).not.toContain(`out-${name}`);
});
