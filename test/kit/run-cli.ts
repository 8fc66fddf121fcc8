/** Runs one command line in this process and gives what it wrote and how it ended. */

import type { CliIo } from '../../src/cli/io.js';
import { run } from '../../src/cli/main.js';
import { type Fault, type Generated, type Simulator, startSimulator } from '../../src/demo/index.js';

export interface CliRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export async function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  let out = '';
  let err = '';
  const io: CliIo = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env,
    isTerminal: false,
    isOutTerminal: false,
    columns: 80,
    exitCode: 0,
  };
  const exitCode = await run(['node', 'copilot-preflight', ...args], io);
  return { exitCode, out, err };
}

export interface ServedTenant {
  readonly simulator: Simulator;
  /** Flags that move the outside, and the environment that signs in. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export async function serveTenant(generated: Generated, faults: readonly Fault[] = []): Promise<ServedTenant> {
  const simulator = await startSimulator({ tenants: [generated.tenant], faults });
  const { tenantId, clientId, clientSecret } = generated.credentials;
  return {
    simulator,
    flags: Object.entries(simulator.endpoints).flatMap(([name, url]) => ['--endpoint', `${name}=${url}`]),
    env: { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret },
  };
}
