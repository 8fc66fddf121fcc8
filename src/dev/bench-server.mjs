/** A large simulated tenant in a process of its own, for the benchmark: says where it is, and on a line of input what it was asked. */
import { createInterface } from 'node:readline';
import { generateLarge, registerCertificate, startSimulator } from '../../dist/demo/index.js';

const [users, sites, items, ownAcls] = process.argv.slice(2).map(Number);
const generated = generateLarge({ users, sites, items, ownAcls, seed: 7 });
// Waits are skipped on the other side, so that a budget in real time would refuse what Microsoft would not.
for (const windows of Object.values(generated.tenant.budget)) for (const window of windows) window.units = 1e9;
const certificate = await registerCertificate(generated);
const simulator = await startSimulator({ tenants: [generated.tenant] });
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const { counts } = generated.planted;
say({ endpoints: simulator.endpoints, credentials: generated.credentials, certificate: certificate.path, counts });

/** Microsoft's price of a request to SharePoint or OneDrive through Graph, in resource units; 0 for the directory. */
function graphUnits(url) {
  const { pathname, searchParams } = new URL(url);
  const path = pathname.replace(/^\/(?:v1\.0|beta)/, '');
  if (!/^\/(?:sites|drives|groups\/[^/]+\/sites|admin\/sharepoint|teams\/[^/]+\/channels\/[^/]+\/filesFolder)/.test(path))
    return 0;
  if (path.endsWith('/permissions')) return 5;
  if (path.endsWith('/delta')) return searchParams.has('token') || searchParams.has('$skiptoken') ? 1 : 2;
  return /\/(?:drives|getAllSites|oneDrive\.getAllSites|lists|sites)$/.test(path) ? 2 : 1;
}

/** What was asked since the last time. */
let told = 0;
function report() {
  const asked = simulator.requests.slice(told);
  told = simulator.requests.length;
  const isSharePoint = (r) => new URL(r.url).hostname.endsWith('.sharepoint.com');
  const rest = asked.filter(isSharePoint);
  const isBatch = (r) => new URL(r.url).pathname.toLowerCase().endsWith('/_api/$batch');
  const graph = asked.filter((r) => new URL(r.url).hostname === 'graph.microsoft.com');
  return {
    graphRequests: graph.filter((r) => !r.inBatch).length,
    graphUnits: graph.reduce((sum, r) => sum + graphUnits(r.url), 0),
    sharePointWire: rest.filter((r) => !r.inBatch).length,
    sharePointOperations: rest.filter((r) => !isBatch(r)).length,
    linkMakers: rest.filter((r) => /GetSharingInformation$/i.test(new URL(r.url).pathname)).length,
    unanswered: simulator.unanswered,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') break;
  say(report());
}
await simulator.close();
await certificate.remove();
process.exit(0);
