/** `npm run bench`: figures, not verdicts. Cold start, a whole scan of a large simulated tenant, and its assessment offline. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assess } from '../assess.js';
import { DEFAULT_CONFIG } from '../config/config.js';
import { generateTenant, startSimulator } from '../demo/index.js';
import { endOf } from '../evidence/scan-facts.js';
import { openSnapshot } from '../snapshot/reading.js';

const BIN = fileURLToPath(new URL('../../bin/copilot-preflight.js', import.meta.url));
const RUNS = 9;
/** Multiplies the clinic's ordinary files: about 140,000 items. */
const SCALE = Number(process.env.BENCH_SCALE ?? '60');

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function line(what: string, value: string): void {
  console.log(`${what.padEnd(52)} ${value}`);
}

function coldStart(): void {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    spawnSync(process.execPath, [BIN, '--help'], { stdio: 'ignore' });
    return performance.now() - start;
  });
  line(`--help, median of ${RUNS}`, `${(median(times) / 1000).toFixed(3)} s`);
}

async function wholeScan(folder: string): Promise<void> {
  const generated = generateTenant({ seed: 20, variant: 'clinic', language: 'en', scale: SCALE });
  // A budget without limit on their side; ours is the product's own, so the wall clock shows the pacing and the CPU our work.
  const simulator = await startSimulator({ tenants: [generated.tenant] });
  const { tenantId, clientId, clientSecret } = generated.credentials;
  const args = [
    'scan',
    '--quiet',
    '--out',
    join(folder, 'out'),
    '--endpoint',
    `graph=${simulator.endpoints.graph}`,
    '--endpoint',
    `login=${simulator.endpoints.login}`,
  ];
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', new URL('./report-usage.mjs', import.meta.url).href, BIN, ...args], {
    env: { ...process.env, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let usage = '';
  child.stderr.on('data', (data: Buffer) => {
    usage += data.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  await simulator.close();
  const measured = JSON.parse(usage.trim().split('\n').at(-1) ?? '{}') as { cpuSeconds?: number; maxRssMb?: number };
  line(
    `scan of ${generated.planted.counts.items.toLocaleString('en-US')} items, exit ${code}`,
    `${((performance.now() - start) / 1000).toFixed(1)} s wall`,
  );
  line('  our process', `${measured.cpuSeconds?.toFixed(1)} s CPU, ${measured.maxRssMb?.toFixed(0)} MB at most`);
}

async function offline(folder: string): Promise<void> {
  const cpu = process.cpuUsage();
  const evidence = await openSnapshot(join(folder, 'out', 'evidence'));
  const { result } = await assess({
    evidence,
    facts: evidence.facts,
    config: DEFAULT_CONFIG,
    asOf: endOf(evidence.facts),
    showNames: false,
  });
  const used = process.cpuUsage(cpu);
  line(`joins and ${result.findings.length} rules over its evidence`, `${((used.user + used.system) / 1e6).toFixed(1)} s CPU`);
}

const folder = await mkdtemp(join(tmpdir(), 'preflight-bench-'));
try {
  coldStart();
  await wholeScan(folder);
  await offline(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
