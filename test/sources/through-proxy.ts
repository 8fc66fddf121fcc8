/** Run as a child process by `network.test.ts`: signs in and reads one object over TLS, with the proxy and the authorities of its environment. */
import { NO_ENDPOINTS, openGraph, openNetwork, signIn, systemClock } from '../../src/sources/index.js';

const [base = ''] = process.argv.slice(2);
const endpoints = { ...NO_ENDPOINTS, graph: base, login: base };
const network = await openNetwork({ env: process.env, proxyLoopback: true, timeoutMs: 10_000 });
try {
  const tokens = await signIn({ method: 'secret', env: process.env, cloud: 'global', endpoints, network, clock: systemClock });
  const sharePointTokens = tokens.sharePoint;
  const graph = openGraph({
    cloud: 'global',
    endpoints,
    tokens,
    sharePointTokens,
    clock: systemClock,
    network,
    version: '0.0.0',
  });
  const answer = await graph.reader.one({
    path: '/organization',
    lane: 'directory',
    units: 1,
    permission: 'Organization.Read.All',
  });
  process.stdout.write(JSON.stringify(answer));
} catch (error) {
  process.stdout.write(JSON.stringify({ fault: (error as Error).message, exitCode: (error as { exitCode?: number }).exitCode }));
} finally {
  await network.close();
}
