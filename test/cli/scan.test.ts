/** `scan` and `report` from flags to files and exit codes, against a simulated tenant over HTTP. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateTenant } from '../../src/demo/index.js';
import type { ScanResult } from '../../src/result/types.js';
import { runCli, type ServedTenant, serveTenant } from '../kit/run-cli.js';
import { validateResult } from '../reporters/validate-result.js';

const FILES = ['findings.csv', 'report.html', 'report.md', 'result.json'];
/** Linux makes no folders there, not even for root. */
const WITHOUT_FOLDERS: [string, () => string, RegExp] = ['where no folder can be', () => '/proc/preflight/out', /cannot be made/];
const small = () => generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });

let root: string;
let served: ServedTenant;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-cli-'));
  served = await serveTenant(small());
});
afterAll(async () => {
  await served.simulator.close();
  await rm(root, { recursive: true, force: true });
});

const resultOf = async (folder: string) => JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as ScanResult;
const minimal = (out: string, ...more: string[]) =>
  runCli(['scan', '--out', out, '--profile', 'minimal', ...served.flags, ...more], served.env);

describe('scan', () => {
  it('writes result, reports, findings and evidence, and ends with 0 whatever the verdict', async () => {
    const out = join(root, 'whole');
    const run = await runCli(['scan', '--out', out, ...served.flags, '--request-log', join(root, 'requests.log')], served.env);
    expect(run.err).not.toContain('fault of the program');
    expect(run.exitCode).toBe(0);
    expect((await readdir(out)).sort()).toEqual(['copilot-preflight.json', 'evidence', ...FILES].sort());
    const result = await resultOf(out);
    expect(validateResult(result)).toEqual([]);
    expect(result.verdict.decision).toBe('no-go');
    expect(result.scan.source).toBe('demo');
    expect(run.out).toContain('No-go');
    expect(run.out).toContain(join(out, 'report.html'));
    const log = await readFile(join(root, 'requests.log'), 'utf8');
    expect(log).toMatch(/^GET https:\/\/graph\.microsoft\.com\/v1\.0\/organization\S* 200$/m);
    const secret = served.env.AZURE_CLIENT_SECRET as string;
    for (const text of [log, run.out, run.err, ...(await Promise.all(FILES.map((f) => readFile(join(out, f), 'utf8'))))]) {
      expect(text).not.toContain(secret);
      expect(text).not.toMatch(/eyJ[\w-]{20,}\./);
    }
  });

  it('gives the same files again from the evidence, byte for byte, and other ages for another day', async () => {
    const out = join(root, 'whole');
    const again = join(root, 'again');
    const once = await runCli(['report', join(out, 'evidence'), '--out', again]);
    expect(once.exitCode).toBe(0);
    for (const file of FILES)
      expect(await readFile(join(again, file), 'utf8'), file).toBe(await readFile(join(out, file), 'utf8'));
    const later = join(root, 'later');
    expect((await runCli(['report', join(out, 'evidence'), '--out', later, '--as-of', '2030-01-01'])).exitCode).toBe(0);
    const result = await resultOf(later);
    expect(result.scan.asOf).toBe('2030-01-01T00:00:00.000Z');
    const stale = (r: ScanResult) => r.findings.find((f) => f.ruleId === 'ID-002')?.affected.count ?? 0;
    expect(stale(result)).toBeGreaterThan(stale(await resultOf(out)));
  });

  it('puts a second run beside the first, names it in latest.json, and overwrites nothing', async () => {
    const out = join(root, 'twice');
    expect((await minimal(out)).exitCode).toBe(0);
    const first = await readFile(join(out, 'result.json'), 'utf8');
    expect((await minimal(out)).exitCode).toBe(0);
    expect(await readFile(join(out, 'result.json'), 'utf8')).toBe(first);
    const { latest } = JSON.parse(await readFile(join(out, 'latest.json'), 'utf8')) as { latest: string };
    expect(latest).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?$/);
    expect((await resultOf(join(out, latest))).tenant.id).toBe(served.env.AZURE_TENANT_ID);
  });

  it('refuses a folder that is not ours, or another tenant’s, and leaves it as it was', async () => {
    const foreign = join(root, 'foreign');
    await mkdir(foreign);
    await writeFile(join(foreign, 'letter.txt'), 'mine');
    const before = served.simulator.requests.length;
    const run = await minimal(foreign);
    expect(run.exitCode).toBe(2);
    expect(run.err).toContain('not ours');
    expect(served.simulator.requests).toHaveLength(before);
    expect(await readdir(foreign)).toEqual(['letter.txt']);
    const other = join(root, 'other');
    await mkdir(other);
    await writeFile(join(other, 'copilot-preflight.json'), JSON.stringify({ tenantId: '00000000-0000-0000-0000-000000000000' }));
    const second = await minimal(other);
    expect(second.exitCode).toBe(2);
    expect(second.err).toContain('another tenant');
    expect(await readdir(other)).toEqual(['copilot-preflight.json']);
  });

  it.each<[string, () => string, RegExp]>([
    ['a file', () => join(root, 'file'), /is a file/],
    ['below a file', () => join(root, 'file', 'deep', 'er'), /is a file|file stands in its way/],
    ...(process.platform === 'linux' ? [WITHOUT_FOLDERS] : []),
  ])('refuses --out that is %s before anything is asked', async (_, path, says) => {
    await writeFile(join(root, 'file'), 'mine');
    const before = served.simulator.requests.length;
    const run = await minimal(path());
    expect(run.exitCode, run.err).toBe(2);
    expect(run.err).toMatch(says);
    expect(served.simulator.requests).toHaveLength(before);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('refuses a folder without the right to write', async () => {
    const locked = join(root, 'locked');
    await mkdir(locked, { mode: 0o500 });
    const before = served.simulator.requests.length;
    expect(await minimal(locked)).toMatchObject({ exitCode: 2, err: expect.stringContaining('was refused') });
    expect((await minimal(join(locked, 'new'))).exitCode).toBe(2);
    expect(served.simulator.requests).toHaveLength(before);
  });

  it('reads directory and tenant only with --profile minimal, and says what that leaves out', async () => {
    const out = join(root, 'minimal');
    const before = served.simulator.requests.length;
    expect((await minimal(out)).exitCode).toBe(0);
    const asked = served.simulator.requests.slice(before).map((r) => r.url);
    expect(asked.some((url) => /\/(sites|drives)\//.test(new URL(url).pathname))).toBe(false);
    const result = await resultOf(out);
    expect(result.coverage.sites).toBeNull();
    const items = result.findings.find((f) => f.ruleId === 'ITEM-004');
    expect(items?.outcome).toBe('not-assessed');
    expect(items?.gaps).toContainEqual(expect.objectContaining({ reason: 'not-requested', remedy: '--profile standard' }));
    expect(result.verdict.wouldDetermine.length === 0 || result.verdict.decision === 'not-determined').toBe(true);
  });

  it.each([
    ['--fail-on', 'critical,high', 1, /--fail-on \S.* was met: (?:[A-Z]+-\d{3}, ){0,4}[A-Z]+-\d{3}(?: and \d+ more)? failed\./],
    ['--fail-on', 'no-go,not-determined', 1, /was met: the verdict is (?:no-go|not-determined)\./],
    ['--min-coverage', '99.5', 4, /coverage is/],
    ['--fail-on', 'low', 0, null],
  ])('%s %s ends with %i', async (flag, value, exitCode, message) => {
    const run = await minimal(join(root, `gate-${flag}-${value}`), flag, value);
    expect(run.exitCode, run.err).toBe(exitCode);
    if (message !== null) expect(run.err).toMatch(message);
  });

  it('prints the result with --json and nothing with --quiet', async () => {
    const json = await minimal(join(root, 'json'), '--json');
    expect(validateResult(JSON.parse(json.out))).toEqual([]);
    const quiet = await minimal(join(root, 'quiet'), '--quiet');
    expect([quiet.out, quiet.err]).toEqual(['', '']);
  });
});

describe('report', () => {
  const evidence = () => join(root, 'whole', 'evidence');

  it('takes the evidence in it where the folder of the scan is named', async () => {
    const run = await runCli(['report', join(root, 'whole'), '--out', join(root, 'by-its-scan')]);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(validateResult(await resultOf(join(root, 'by-its-scan')))).toEqual([]);
  });

  it.each([[''], ['sub/folder']])('adds nothing to the evidence (%s)', async (inside) => {
    const before = await readdir(evidence());
    const run = await runCli(['report', evidence(), '--out', join(evidence(), inside)]);
    expect(run).toMatchObject({ exitCode: 2, err: expect.stringContaining('in the evidence folder') });
    expect(await readdir(evidence())).toEqual(before);
  });

  it('writes beside the evidence, a second time in a folder named by the time of the run', async () => {
    const reports = join(root, 'whole', 'reports');
    const began = new Date(Math.floor(Date.now() / 1000) * 1000);
    for (const asOf of ['2030-01-01', '2031-01-01'])
      expect((await runCli(['report', evidence(), '--as-of', asOf])).exitCode).toBe(0);
    const [named = ''] = (await readdir(reports)).filter((name) => /^\d{4}-/.test(name));
    const at = new Date(named.replace(/T(\d\d)-(\d\d)-(\d\d)Z.*$/, 'T$1:$2:$3Z')).getTime();
    expect(at).toBeGreaterThanOrEqual(began.getTime());
    expect(at).toBeLessThanOrEqual(Date.now());
    expect((await resultOf(join(reports, named))).scan.asOf).toBe('2031-01-01T00:00:00.000Z');
  });

  it('leaves latest.json of a scan’s folder as it was', async () => {
    const out = join(root, 'twice');
    const before = await readFile(join(out, 'latest.json'), 'utf8');
    expect((await runCli(['report', join(out, 'evidence'), '--out', out])).exitCode).toBe(0);
    expect(await readFile(join(out, 'latest.json'), 'utf8')).toBe(before);
  });
});

describe('demo', () => {
  it.each([
    ['clinic', 'a simulated clinic'],
    ['hospital', 'a simulated hospital'],
    ['clean', 'a simulated clinic in good order'],
    ['blind', 'a simulated clinic that refuses nearly every request'],
  ])('says what it serves, and nothing of signing in: %s', async (kind, what) => {
    const run = await runCli(['demo', '--tenant-kind', kind, '--profile', 'minimal', '--out', join(root, `demo-${kind}`)]);
    expect(run.exitCode, run.err).toBe(0);
    expect(run.err).toMatch(new RegExp(`^Serving ${what} on 127\\.0\\.0\\.1:\\d+ and scanning it over HTTP\\.\\n`));
    expect(run.err).not.toContain('Signed in');
  });

  it.each([['--serve'], ['--quiet']])('says that the port is taken (%s)', async (flag) => {
    const { port } = new URL(served.simulator.url);
    const run = await runCli(['demo', flag, '--port', port, '--out', join(root, 'taken')]);
    expect(run).toMatchObject({ exitCode: 2, err: expect.stringMatching(/^copilot-preflight: Port \d+ is in use[^\n]*\n$/) });
  });
});

describe('a tenant that does not answer', () => {
  it('blind but for the organization: a report, not determined, nothing passes, exit 0', async () => {
    const blind = await serveTenant(generateTenant({ seed: 7, variant: 'blind', scale: 0.05 }));
    const out = join(root, 'blind');
    const run = await runCli(['scan', '--out', out, ...blind.flags], blind.env);
    await blind.simulator.close();
    expect(run.exitCode, run.err).toBe(0);
    const result = await resultOf(out);
    expect(result.verdict.decision).toBe('not-determined');
    expect(result.verdict.wouldDetermine.length).toBeGreaterThan(0);
    expect(result.findings.filter((f) => f.outcome === 'pass').map((f) => f.ruleId)).toEqual([]);
  });

  it('not even the organization: exit 3, with a report of what was read', async () => {
    const tenant = await serveTenant(small(), [
      { when: /\/v1\.0\/organization/, act: { status: 403, code: 'Authorization_RequestDenied' } },
    ]);
    const out = join(root, 'no-organization');
    const run = await runCli(['scan', '--out', out, '--profile', 'minimal', ...tenant.flags], tenant.env);
    await tenant.simulator.close();
    expect(run.exitCode).toBe(3);
    expect((await resultOf(out)).tenant.displayName).toBeNull();
  });

  it('nothing at all: exit 3, one sentence, nothing left behind', async () => {
    const tenant = await serveTenant(small(), [
      { when: /\/(?:v1\.0|beta)\//, act: { status: 403, code: 'Authorization_RequestDenied' } },
    ]);
    const out = join(root, 'nothing');
    const run = await runCli(['scan', '--out', out, ...tenant.flags], tenant.env);
    await tenant.simulator.close();
    expect(run.exitCode).toBe(3);
    expect(run.err).toContain('not even the organization');
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });

  it('a token that is rejected: exit 3, and only what this run made is taken away', async () => {
    const env = { AZURE_TENANT_ID: served.env.AZURE_TENANT_ID as string, COPILOT_PREFLIGHT_TOKEN: 'opaque' };
    const scan = (out: string) => runCli(['scan', '--out', out, ...served.flags], env);
    const made = await scan(join(root, 'rejected', 'deep'));
    expect(made.exitCode, made.err).toBe(3);
    await expect(readdir(join(root, 'rejected'))).rejects.toThrow('ENOENT');
    await mkdir(join(root, 'empty'));
    expect((await scan(join(root, 'empty'))).exitCode).toBe(3);
    expect(await readdir(join(root, 'empty'))).toEqual([]);
    const before = (await readdir(join(root, 'whole'))).sort();
    expect((await scan(join(root, 'whole'))).exitCode).toBe(3);
    expect((await readdir(join(root, 'whole'))).sort()).toEqual(before);
  });

  it('a token that does not tell its tenant: exit 2, nothing is written', async () => {
    const out = join(root, 'untold');
    const run = await runCli(['scan', '--out', out, ...served.flags], { COPILOT_PREFLIGHT_TOKEN: 'opaque' });
    expect(run).toMatchObject({ exitCode: 2, err: expect.stringContaining('--tenant') });
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });

  it('a token that ends in mid-crawl: exit 3, and the report of what was read until then', async () => {
    const generated = small();
    generated.tenant.tokenLifetimeSeconds = 3;
    const tenant = await serveTenant(generated, [{ when: /\/v1\.0\/groups\b/, times: 1, act: { delayMs: 4000 } }]);
    const { tenantId, clientId, clientSecret } = generated.credentials;
    const answer = await fetch(`${tenant.simulator.endpoints.login}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const out = join(root, 'token-ends');
    const run = await runCli(['scan', '--out', out, '--profile', 'minimal', ...tenant.flags], { COPILOT_PREFLIGHT_TOKEN: token });
    await tenant.simulator.close();
    expect(run.exitCode, run.err).toBe(3);
    expect(run.err).toMatch(/expired|token/i);
    expect(run.err).not.toContain('fault of the program');
    const result = await resultOf(out);
    expect(validateResult(result)).toEqual([]);
    expect(result.scan.finished).toBe(false);
    expect(result.coverage.datasets.find((d) => d.dataset === 'users')?.state).toBe('complete');
    expect(result.findings.find((f) => f.ruleId === 'ID-007')?.outcome).toBe('not-assessed');
  });

  it('wrong secret: exit 3, the secret is not repeated, nothing is written', async () => {
    const out = join(root, 'wrong-secret');
    const run = await runCli(['scan', '--out', out, ...served.flags], {
      ...served.env,
      AZURE_CLIENT_SECRET: 'wrong-canary-secret',
    });
    expect(run.exitCode).toBe(3);
    expect(run.out + run.err).not.toContain('canary');
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });
});
