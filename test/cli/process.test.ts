/** The built program as a process of its own: interruption, and `demo --serve` scanned from another process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateTenant } from '../../src/demo/index.js';
import type { ScanResult } from '../../src/result/types.js';
import { serveTenant } from '../kit/run-cli.js';
import { validateResult } from '../reporters/validate-result.js';

const BIN = fileURLToPath(new URL('../../bin/copilot-preflight.js', import.meta.url));

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-process-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  text(): string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH ?? '', SystemRoot: process.env.SystemRoot ?? '', ...env },
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (d: Buffer) => {
    out += d.toString();
  });
  child.stderr?.on('data', (d: Buffer) => {
    err += d.toString();
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended, text: () => out + err };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** What may differ between two scans of the same tenant: times, and how long people have not been seen. */
function withoutTimes(result: ScanResult): unknown {
  const text = JSON.stringify(result).replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"a time"');
  return JSON.parse(text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":"of an answer"'));
}

describe('as a process', () => {
  // Windows has no signal to send; there the console raises the same event for Ctrl-C.
  it.skipIf(process.platform === 'win32')('writes a report of what was reached when interrupted, and ends with 130', async () => {
    const served = await serveTenant(generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 }), [
      { when: /root\/delta/, act: 'stall' },
    ]);
    const out = join(root, 'interrupted');
    const run = start(['scan', '--out', out, ...served.flags], served.env);
    await until(() => served.simulator.requests.some((r) => r.url.includes('/drives')) && /Files and folders/.test(run.text()));
    run.child.kill('SIGINT');
    const { code, err } = await run.ended;
    await served.simulator.close();
    expect(err).toContain('Stopping');
    expect(code).toBe(130);
    const result = JSON.parse(await readFile(join(out, 'result.json'), 'utf8')) as ScanResult;
    expect(validateResult(result)).toEqual([]);
    expect(result.scan.finished).toBe(false);
    expect(result.findings.find((f) => f.ruleId === 'ITEM-004')?.gaps).toContainEqual(
      expect.objectContaining({ reason: 'not-yet-read' }),
    );
    expect(result.findings.find((f) => f.ruleId === 'ID-007')?.outcome).toBe('pass');
    const again = await start(['report', join(out, 'evidence'), '--out', join(root, 'again')]).ended;
    expect(again.code, again.err).toBe(0);
    expect(await readFile(join(root, 'again', 'result.json'), 'utf8')).toBe(await readFile(join(out, 'result.json'), 'utf8'));
  });

  it.skipIf(process.platform === 'win32')(
    'ends at once with 130 when interrupted during sign-in, and leaves nothing',
    async () => {
      const served = await serveTenant(generateTenant({ seed: 7, variant: 'clinic', scale: 0.02 }), [
        { when: /oauth2\/v2\.0\/token/, act: 'stall' },
      ]);
      const out = join(root, 'signing-in');
      const run = start(['scan', '--out', out, ...served.flags], served.env);
      await until(() => served.simulator.requests.some((r) => r.url.includes('/token')));
      run.child.kill('SIGINT');
      const { code, out: said, err } = await run.ended;
      await served.simulator.close();
      expect([code, said]).toEqual([130, '']);
      expect(err).toBe('copilot-preflight: Stopped during sign-in: nothing was read, and nothing is written.\n');
      await expect(readFile(out)).rejects.toThrow('ENOENT');
    },
  );

  it('leaves evidence that can be judged after a kill', async () => {
    const served = await serveTenant(generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 }), [
      { when: /root\/delta/, act: 'stall' },
    ]);
    const out = join(root, 'killed');
    const run = start(['scan', '--out', out, ...served.flags], served.env);
    await until(() => /Files and folders/.test(run.text()) && served.simulator.requests.some((r) => r.url.includes('/drives')));
    run.child.kill('SIGKILL');
    await run.ended;
    await served.simulator.close();
    const report = await start(['report', join(out, 'evidence'), '--out', join(root, 'after-kill')]).ended;
    expect(report.code, report.err).toBe(0);
    const result = JSON.parse(await readFile(join(root, 'after-kill', 'result.json'), 'utf8')) as ScanResult;
    expect(validateResult(result)).toEqual([]);
    expect(result.scan.finished).toBe(false);
    expect(result.findings.find((f) => f.ruleId === 'EXP-002')?.gaps).toContainEqual(
      expect.objectContaining({ reason: 'not-yet-read' }),
    );
  });

  it('scans what demo --serve serves, with the result of demo itself', async () => {
    const server = start(['demo', '--serve']);
    await until(() => server.text().includes('--endpoint login='));
    const text = server.text();
    const env = Object.fromEntries([...text.matchAll(/^ +(AZURE_\w+)=(\S+)$/gm)].map((m) => [m[1] as string, m[2] as string]));
    const flags = [...text.matchAll(/--endpoint (\S+)/g)].flatMap((m) => ['--endpoint', m[1] as string]);
    const [apart, demo] = await Promise.all([
      start(['scan', '--out', join(root, 'apart'), ...flags, '--purview-direct'], env).ended,
      start(['demo', '--out', join(root, 'demo')]).ended,
    ]);
    server.child.kill();
    await server.ended;
    expect([apart.code, demo.code], apart.err + demo.err).toEqual([0, 0]);
    const read = async (name: string) =>
      withoutTimes(JSON.parse(await readFile(join(root, name, 'result.json'), 'utf8')) as ScanResult);
    expect(await read('apart')).toEqual(await read('demo'));
  });
});
