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
import { benchReach } from './bench-reach.js';
import { costOf, type Scanned, scanOf } from './bench-tenants.js';

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

/** Twenty thousand items at 3 % with their own permissions: what each tier costs, beside a crawl that asks for every item. */
async function cost(): Promise<void> {
  const { graph, both, naive, items } = await costOf({ users: 200, sites: 10, items: 20_000, ownAcls: 600 });
  const per = (n: number) => (n / items) * 1000;
  line('per 1,000 items at 3 % unique permissions', '');
  line('  Graph tier', `${per(graph.graphUnits).toFixed(0)} resource units`);
  line(
    '  a call for every item',
    `${per(naive.graphUnits).toFixed(0)} resource units, ${(naive.graphUnits / graph.graphUnits).toFixed(1)} times as many`,
  );
  line(
    '  SharePoint tier',
    `${per(both.sharePointWire).toFixed(2)} requests on the wire, ${per(both.sharePointOperations).toFixed(1)} operations`,
  );
  line('    of them for the makers of links', per(both.linkMakers).toFixed(2));
  if (graph.unanswered + both.unanswered > 0) throw new Error('bench: the tenant was asked what it cannot answer');
}

function tellScan(what: string, { wallSeconds, cpuSeconds, maxRssMb, files, sites, errors }: Scanned): void {
  if (errors.length > 0 || sites !== 100)
    throw new Error(`bench: the scan of ${what} is not whole (${errors.join(', ')} ${sites})`);
  line(
    `${what}: ${files.toLocaleString('en-US')} files`,
    `${wallSeconds.toFixed(0)} s wall, ${cpuSeconds.toFixed(1)} s CPU, ${maxRssMb.toFixed(0)} MB at most`,
  );
}

async function large(): Promise<void> {
  const size = { users: 2_000, sites: 500, ownAcls: 20_000 };
  const one = await scanOf({ ...size, items: 1_000_000 });
  tellScan('2,000 users, 500 sites, 1,000,000 items', one);
  const five = await scanOf({ ...size, items: 5_000_000 });
  tellScan('the same at 5,000,000 items', five);
  line('  memory against the first', `${(100 * (five.maxRssMb / one.maxRssMb - 1)).toFixed(1)} % more`);
}

function reach(): void {
  const { people, lists, entries, groups, cpuSeconds } = benchReach();
  const n = (value: number) => value.toLocaleString('en-US');
  line(
    `reach of ${n(people)} people, ${n(lists)} ACLs, ${n(entries)} entries, ${n(groups)} groups`,
    `${cpuSeconds.toFixed(2)} s CPU`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'preflight-bench-'));
try {
  coldStart();
  await wholeScan(folder);
  await offline(folder);
  reach();
  await cost();
  await large();
} finally {
  await rm(folder, { recursive: true, force: true });
}
