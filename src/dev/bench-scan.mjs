/** One whole scan with its rules in a process of its own, for the benchmark; the last line tells what it cost. Waits of the pacing are skipped. */
import { join } from 'node:path';
import { assess } from '../../dist/assess.js';
import { keepHeapSmall } from '../../dist/cli/heap.js';
import { NO_LIMITS } from '../../dist/collectors/allowance.js';
import { DEFAULT_CONFIG } from '../../dist/config/config.js';
import { endOf } from '../../dist/evidence/scan-facts.js';
import { scan } from '../../dist/scan.js';
import { openSnapshot } from '../../dist/snapshot/reading.js';
import { openGraph, openNetwork, parseEndpoints, signIn, systemClock } from '../../dist/sources/index.js';

// As the program does before a scan.
keepHeapSmall();
const { endpoints: at, credentials, certificate, folder, graphOnly } = JSON.parse(process.argv[2]);
const endpoints = parseEndpoints([`graph=${at.graph}`, `login=${at.login}`, `sharepoint=${at.sharepoint}`]);
const network = await openNetwork({ env: {} });
const shared = { cloud: 'global', endpoints, network };
const tokens = await signIn({
  ...shared,
  method: graphOnly ? 'secret' : 'certificate',
  tenantId: credentials.tenantId,
  clientId: credentials.clientId,
  certificatePath: graphOnly ? undefined : certificate,
  env: { AZURE_CLIENT_SECRET: credentials.clientSecret },
  clock: systemClock,
});
let skipped = 0;
const clock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() + skipped,
  sleep: async (ms) => {
    skipped += ms;
  },
};
const signal = new AbortController().signal;
const graph = openGraph({ ...shared, tokens, sharePointTokens: tokens.sharePoint, clock, version: '0.0.0-bench', signal });
const started = performance.now();
const outcome = await scan({
  evidenceDirectory: join(folder, 'evidence'),
  tenantId: credentials.tenantId,
  source: 'demo',
  cloud: 'global',
  profile: 'standard',
  tokens,
  graph,
  sharePoint: graph.sharePoint,
  clock: systemClock,
  version: '0.0.0-bench',
  signal,
  leavers: [],
  limits: NO_LIMITS,
  sam: { sites: null, broadItems: null },
});
const crawl = process.cpuUsage();
const evidence = await openSnapshot(join(folder, 'evidence'));
const { result } = await assess({
  evidence,
  facts: outcome.facts,
  config: DEFAULT_CONFIG,
  asOf: endOf(outcome.facts),
  showNames: false,
});
await network.close();
const all = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    wallSeconds: (performance.now() - started) / 1000,
    pacedMinutes: skipped / 60_000,
    crawlCpuSeconds: (crawl.user + crawl.system) / 1e6,
    cpuSeconds: (all.user + all.system) / 1e6,
    maxRssMb: process.resourceUsage().maxRSS / 1024,
    files: result.exposure.filesRead,
    standing: result.exposure.standing,
    sites: result.coverage.sites,
    finished: outcome.finished,
    notAssessed: result.findings.filter((f) => f.outcome === 'not-assessed').map((f) => f.ruleId),
    errors: result.findings.filter((f) => f.outcome === 'error').map((f) => f.ruleId),
  })}\n`,
);
