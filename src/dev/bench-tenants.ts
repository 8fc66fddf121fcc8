/** The benchmark's large tenants: each served by a process of its own, scanned by another, and counted as Microsoft prices it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface TenantSize {
  readonly users: number;
  readonly sites: number;
  readonly items: number;
  readonly ownAcls: number;
}

interface Served {
  readonly endpoints: unknown;
  readonly credentials: unknown;
  readonly certificate: string;
  readonly counts: { readonly items: number; readonly itemsWithOwnPermissions: number };
}

/** What a tenant was asked since the last count; a member of a batch is one operation. */
interface Asked {
  readonly graphRequests: number;
  readonly graphUnits: number;
  readonly sharePointWire: number;
  readonly sharePointOperations: number;
  readonly linkMakers: number;
  readonly unanswered: number;
}

export interface Scanned {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly maxRssMb: number;
  readonly files: number;
  readonly sites: number | null;
  readonly errors: readonly string[];
}

class Tenant {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  served: Served | null = null;

  constructor({ users, sites, items, ownAcls }: TenantSize) {
    this.#process = spawn(process.execPath, [script('./bench-server.mjs'), ...[users, sites, items, ownAcls].map(String)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (this.#process.stdout === null) throw new Error('bench: the tenant has no output');
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async #next<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('bench: the tenant ended');
    return JSON.parse(value) as T;
  }

  async open(): Promise<Served> {
    this.served = await this.#next<Served>();
    return this.served;
  }

  count(): Promise<Asked> {
    this.#process.stdin?.write('count\n');
    return this.#next<Asked>();
  }

  close(): void {
    this.#process.stdin?.write('end\n');
  }
}

async function run<T>(name: string, given: unknown): Promise<T> {
  const child = spawn(process.execPath, [script(name), JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) throw new Error(`bench: ${name} ended with ${code}`);
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as T;
}

/** One scan with certificate and rules; the folder of its evidence is removed. */
async function scanned(served: Served, graphOnly: boolean): Promise<Scanned> {
  const folder = await mkdtemp(join(tmpdir(), 'preflight-bench-'));
  try {
    return await run<Scanned>('./bench-scan.mjs', { ...served, folder, graphOnly });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** CPU and memory of a whole scan, rules included. */
export async function scanOf(size: TenantSize): Promise<Scanned & { readonly asked: Asked }> {
  const tenant = new Tenant(size);
  try {
    const result = await scanned(await tenant.open(), false);
    return { ...result, asked: await tenant.count() };
  } finally {
    tenant.close();
  }
}

/** Both tiers of a scan, and a crawl that asks for every item, on the same tenant in the same run; figures per 1,000 items. */
export async function costOf(
  size: TenantSize,
): Promise<{ readonly graph: Asked; readonly both: Asked; readonly naive: Asked; readonly items: number }> {
  const tenant = new Tenant(size);
  try {
    const served = await tenant.open();
    await scanned(served, true);
    const graph = await tenant.count();
    await scanned(served, false);
    const both = await tenant.count();
    await run('./bench-naive.mjs', served);
    return { graph, both, naive: await tenant.count(), items: served.counts.items };
  } finally {
    tenant.close();
  }
}
