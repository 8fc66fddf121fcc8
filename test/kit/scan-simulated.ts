/** A whole scan of a simulated tenant by the real code, over real HTTP on loopback: sign-in, crawl, evidence on disk, rules, verdict. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assessment, assess } from '../../src/assess.js';
import { type Limits, NO_LIMITS } from '../../src/collectors/allowance.js';
import { type Config, DEFAULT_CONFIG } from '../../src/config/config.js';
import {
  type Fault,
  type Generated,
  type PlantedTenant,
  registerCertificate,
  type Simulator,
  startSimulator,
} from '../../src/demo/index.js';
import type { Leaver } from '../../src/evidence/directory.js';
import { readBundle } from '../../src/imports/bundle/index.js';
import { type ScanOptions, type ScanOutcome, scan } from '../../src/scan.js';
import { openSnapshot } from '../../src/snapshot/reading.js';
import { openGraph, openNetwork, parseEndpoints, signIn, systemClock } from '../../src/sources/index.js';

export interface SimulatedScan {
  readonly assessment: Assessment;
  readonly outcome: ScanOutcome;
  readonly requests: Simulator['requests'];
  readonly unanswered: number;
}

export interface SimulatedScanOptions {
  readonly faults?: readonly Fault[];
  readonly leavers?: readonly Leaver[] | null;
  readonly config?: Partial<Config>;
  readonly profile?: 'minimal' | 'standard';
  readonly showNames?: boolean;
  readonly asOf?: Date;
  readonly signal?: AbortSignal;
  /** Signs in with a certificate, so that SharePoint itself answers too; else with a secret, to Graph alone. */
  readonly withSharePoint?: boolean;
  /** Asks the cmdlet endpoint, as `--purview-direct` does. */
  readonly withCmdlets?: boolean;
  /** Folder of an export, as `--bundle` takes it. */
  readonly bundle?: string;
  /** What `--sites`, `--max-ru` and `--until` allow. */
  readonly limits?: Partial<Limits>;
  /** Imported reports of SharePoint Advanced Management. */
  readonly sam?: Partial<ScanOptions['sam']>;
  /** Called with the evidence folder before it is removed. */
  readonly inspect?: (evidenceDirectory: string) => Promise<void>;
}

/**
 * Waits are skipped: the time that would have passed is added to the clock instead. (A sleep that only returned would
 * make the pacing ask for its turn over and over until real time had passed.)
 */
function impatientClock(): typeof systemClock {
  let skipped = 0;
  return {
    ...systemClock,
    monotonic: () => systemClock.monotonic() + skipped,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      skipped += ms;
    },
  };
}

export async function scanSimulated(
  generated: Generated<PlantedTenant>,
  options: SimulatedScanOptions = {},
): Promise<SimulatedScan> {
  const simulator = await startSimulator({ tenants: [generated.tenant], faults: options.faults ?? [] });
  const directory = await mkdtemp(join(tmpdir(), 'preflight-'));
  const endpoints = parseEndpoints(Object.entries(simulator.endpoints).map(([name, url]) => `${name}=${url}`));
  const certificate = options.withSharePoint === true ? registerCertificate(generated) : null;
  const { tenantId, clientId, clientSecret } = generated.credentials;
  const network = await openNetwork({ env: {} });
  try {
    const tokens = await signIn({
      method: certificate === null ? 'secret' : 'certificate',
      tenantId,
      clientId,
      env: { AZURE_CLIENT_SECRET: clientSecret },
      certificatePath: certificate?.path,
      cloud: 'global',
      endpoints,
      network,
      clock: systemClock,
    });
    const signal = options.signal ?? new AbortController().signal;
    const graph = openGraph({
      cloud: 'global',
      endpoints,
      tokens,
      sharePointTokens: tokens.sharePoint,
      ...(options.withCmdlets === true ? { cmdletTokens: tokens.cmdlets } : {}),
      clock: impatientClock(),
      network,
      version: '0.0.0-test',
      signal,
    });
    const evidenceDirectory = join(directory, 'evidence');
    const outcome = await scan({
      sharePoint: graph.sharePoint,
      cmdlets: graph.cmdlets,
      bundle: options.bundle === undefined ? null : await readBundle(options.bundle),
      limits: { ...NO_LIMITS, ...options.limits },
      sam: { sites: null, broadItems: null, ...options.sam },
      evidenceDirectory,
      tenantId,
      source: 'demo',
      cloud: 'global',
      profile: options.profile ?? 'standard',
      tokens,
      graph,
      clock: systemClock,
      version: '0.0.0-test',
      signal,
      leavers: options.leavers ?? null,
    });
    const evidence = await openSnapshot(evidenceDirectory);
    const assessment = await assess({
      evidence,
      facts: outcome.facts,
      config: { ...DEFAULT_CONFIG, ...options.config },
      asOf: options.asOf ?? new Date(outcome.facts.endedAt ?? outcome.facts.startedAt),
      showNames: options.showNames ?? false,
    });
    await options.inspect?.(evidenceDirectory);
    if (simulator.writesAttempted > 0) throw new Error('the scan tried to send a cmdlet that is not Get-');
    return { assessment, outcome, requests: [...simulator.requests], unanswered: simulator.unanswered };
  } finally {
    await network.close();
    await simulator.close();
    certificate?.remove();
    await rm(directory, { recursive: true, force: true });
  }
}
