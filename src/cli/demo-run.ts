/** Serves a simulated tenant on loopback and scans it: `scan` with moved endpoints and nothing else. */
import {
  demoClinic,
  type Generated,
  generateHospital,
  generateTenant,
  registerCertificate,
  type Simulator,
  startSimulator,
} from '../demo/index.js';
import { OperatorError } from '../operator-error.js';
import { codeOf } from '../snapshot/durable-files.js';
import type { CliIo } from './io.js';
import type { CrawlFlags } from './scan-options.js';
import { runScan } from './scan-run.js';

export interface DemoFlags extends CrawlFlags {
  readonly tenantKind: 'clinic' | 'clean' | 'blind' | 'hospital';
  readonly serve?: boolean;
  readonly port?: string;
  readonly requestLog?: string;
  readonly recordBodies?: string;
}

/** The seed of the canonical clinic and its twins. */
const CLINIC_SEED = 20;

/** What serving and scanning need of a tenant, whatever was planted in it. */
type Served = Pick<Generated, 'tenant' | 'credentials'>;

function tenantOf(kind: DemoFlags['tenantKind']): Served {
  if (kind === 'hospital') return generateHospital();
  return kind === 'clinic' ? demoClinic() : generateTenant({ seed: CLINIC_SEED, variant: kind, language: 'en' });
}

/** What is served, for the first line: a newcomer should know which tenant the report is of. */
const KINDS: Readonly<Record<DemoFlags['tenantKind'], string>> = {
  clinic: 'a simulated clinic',
  hospital: 'a simulated hospital',
  clean: 'a simulated clinic in good order',
  blind: 'a simulated clinic that refuses nearly every request',
};

function parsePort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new OperatorError(`--port takes a number from 1 to 65535, not "${text}".`);
  return port;
}

function portFault(error: unknown, port: number): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new OperatorError(`Port ${port} is in use by another program; give another one with --port, or leave --port out.`);
    case 'EACCES':
      return new OperatorError(`This user may not serve on port ${port}; give one above 1023 with --port, or leave --port out.`);
    default:
      return error;
  }
}

export async function runDemo(flags: DemoFlags, io: CliIo): Promise<void> {
  const port = parsePort(flags.port);
  const generated = tenantOf(flags.tenantKind);
  const recording = flags.recordBodies === undefined ? {} : { recordBodies: flags.recordBodies };
  const simulator = await startSimulator({ tenants: [generated.tenant], port, ...recording }).catch((error: unknown) => {
    throw portFault(error, port);
  });
  // SharePoint itself answers an application only where it signs in with a certificate.
  const certificate = registerCertificate(generated);
  // A second Ctrl-C ends the process without coming back here.
  process.once('exit', certificate.remove);
  try {
    if (flags.serve === true) await serve(simulator, generated, certificate.path, flags, io);
    else await scanIt(simulator, generated, certificate.path, flags, io);
  } finally {
    process.off('exit', certificate.remove);
    certificate.remove();
    await simulator.close();
  }
}

function endpointsOf({ endpoints }: Simulator): string[] {
  return Object.entries(endpoints).map(([name, url]) => `${name}=${url}`);
}

async function scanIt(simulator: Simulator, generated: Served, certificate: string, flags: DemoFlags, io: CliIo): Promise<void> {
  const { tenantId, clientId } = generated.credentials;
  // The operator's own credentials and proxy have no business in a simulated tenant.
  const env = { NO_COLOR: io.env.NO_COLOR, FORCE_COLOR: io.env.FORCE_COLOR };
  const own: CliIo = { ...io, columns: io.columns, env };
  await runScan(
    {
      ...flags,
      // Here nobody has to be asked first: the tenant is ours.
      purviewDirect: true,
      tenant: tenantId,
      auth: 'certificate',
      clientId,
      certificate,
      cloud: 'global',
      endpoint: endpointsOf(simulator),
    },
    own,
    `Serving ${KINDS[flags.tenantKind]} on ${new URL(simulator.url).host} and scanning it over HTTP.`,
  );
  io.exitCode = own.exitCode;
}

/** Everything by flags, since each shell sets variables in its own way; double quotes hold in all of them. */
async function serve(simulator: Simulator, generated: Served, certificate: string, flags: DemoFlags, io: CliIo): Promise<void> {
  const { tenantId, clientId } = generated.credentials;
  const endpoints = endpointsOf(simulator).map((endpoint) => ` --endpoint ${endpoint}`);
  const signIn = ` --tenant ${tenantId} --client-id ${clientId} --certificate "${certificate}"`;
  io.out(`Serving ${KINDS[flags.tenantKind]} at ${simulator.url}; Ctrl-C ends it. Scan it from another terminal:

  copilot-preflight scan --out preflight-out${signIn}${endpoints.join('')} --purview-direct

doctor takes the same flags but --out, and so does plan without --purview-direct. Variables may stand in place of the first three:

  AZURE_TENANT_ID=${tenantId}
  AZURE_CLIENT_ID=${clientId}
  AZURE_CLIENT_CERTIFICATE_PATH=${certificate}
`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
