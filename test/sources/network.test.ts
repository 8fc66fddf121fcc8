/** The way out: proxies, certificate authorities and deadlines, for Graph and for sign-in alike. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import { type NetworkOptions, openNetwork } from '../../src/sources/network.js';
import { signIn } from '../../src/sources/sign-in.js';
import { makeCertificate } from './certificates.js';
import { CANARY_TOKEN, jumpingClock, openWorld, startServer, usersRequest } from './kit.js';
import { accessToken, CLIENT, SECRET, TENANT } from './login-server.js';

interface Proxy {
  readonly address: string;
  /** Targets of CONNECT, in order. */
  readonly targets: string[];
  readonly credentials: (string | undefined)[];
}

/** A proxy that tunnels, answers CONNECT with a status, or drops the connection. */
async function startProxy(behaviour: 'tunnel' | 'drop' | number = 'tunnel'): Promise<Proxy> {
  const targets: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request, socket: Socket) => {
    targets.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (behaviour === 'drop') return;
    if (typeof behaviour === 'number') {
      socket.end(`HTTP/1.1 ${behaviour} No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, targets, credentials };
}

const organization = usersRequest({ path: '/organization' });
const network = (env: NetworkOptions['env'], more: Partial<NetworkOptions> = {}) => ({
  networkOptions: { env, proxyLoopback: true, timeoutMs: 500, ...more },
});

describe('a proxy of the environment', () => {
  test.each(['http_proxy', 'HTTP_PROXY'])('%s is used, with its user and password', async (name) => {
    const proxy = await startProxy();
    const world = await openWorld(() => ({ body: { id: 1 } }), network({ [name]: `http://user:p%40ss@${proxy.address}` }));
    expect(await world.reader.one(organization)).toMatchObject({ ok: true });
    expect(proxy.targets).toEqual([new URL(world.server.base).host]);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:p@ss').toString('base64')}`]);
  });

  test('may be written without a scheme', async () => {
    const proxy = await startProxy();
    const world = await openWorld(() => ({ body: { id: 1 } }), network({ HTTP_PROXY: proxy.address }));
    expect(await world.reader.one(organization)).toMatchObject({ ok: true });
    expect(proxy.targets).toHaveLength(1);
  });

  test.each<[string, NetworkOptions['env'], boolean]>([
    ['NO_PROXY names the host', { NO_PROXY: '127.0.0.1' }, true],
    ['no_proxy is a star', { no_proxy: '*' }, true],
    ['the target is this machine', {}, false],
  ])('is left out where %s', async (_, env, proxyLoopback) => {
    const proxy = await startProxy();
    const world = await openWorld(
      () => ({ body: { id: 1 } }),
      network({ HTTP_PROXY: `http://${proxy.address}`, ...env }, { proxyLoopback }),
    );
    expect(await world.reader.one(organization)).toMatchObject({ ok: true });
    expect(proxy.targets).toHaveLength(0);
  });

  test.each([
    [407, 'asks for a password (407)'],
    [403, 'refused the way to 127.0.0.1 (403)'],
  ])('that answers %d stops the scan with a sentence that names it, not its password', async (status, sentence) => {
    const proxy = await startProxy(status);
    const world = await openWorld(() => ({}), network({ HTTP_PROXY: `http://user:canary-password@${proxy.address}` }));
    const fault = await world.reader.one(organization).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(OperatorError);
    expect((fault as OperatorError).message).toContain(`The proxy ${proxy.address} ${sentence}`);
    expect((fault as OperatorError).exitCode).toBe(EXIT.signIn);
    expect(`${(fault as Error).message}${(fault as Error).stack}`).not.toMatch(/canary/);
  });

  test('that drops CONNECT does not hang', async () => {
    const proxy = await startProxy('drop');
    const started = Date.now();
    const opened = await openNetwork({ env: { HTTP_PROXY: `http://${proxy.address}` }, proxyLoopback: true, timeoutMs: 300 });
    onTestFinished(() => opened.close());
    await expect(opened.send({ url: 'http://127.0.0.1:9999/', method: 'GET', headers: {}, body: null })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('that drops CONNECT time and again is named, and so is one that asks sign-in for a password', async () => {
    const dropping = await startProxy('drop');
    const world = await openWorld(() => ({}), network({ HTTP_PROXY: `http://${dropping.address}` }, { timeoutMs: 100 }));
    await expect(world.reader.one(organization)).rejects.toThrow(
      `The proxy ${dropping.address} does not open a way to 127.0.0.1`,
    );
    const asking = await startProxy(407);
    const opened = await openNetwork({ env: { HTTP_PROXY: `http://${asking.address}` }, proxyLoopback: true, timeoutMs: 500 });
    onTestFinished(() => opened.close());
    const tried = signIn({
      method: 'secret',
      env: { AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: CLIENT, AZURE_CLIENT_SECRET: SECRET },
      cloud: 'global',
      endpoints: { login: 'http://127.0.0.1:9999' },
      network: opened,
      clock: jumpingClock(),
    });
    await expect(tried).rejects.toThrow(`The proxy ${asking.address} asks for a password (407)`);
  });

  test.each(['socks5://x', '://', 'http://'])('%s is refused in a sentence', async (text) => {
    await expect(openNetwork({ env: { HTTPS_PROXY: text } })).rejects.toThrow('HTTPS_PROXY does not hold the address of a proxy');
  });
});

test('the environment of the process is not read behind our back', async () => {
  const proxy = await startProxy();
  process.env.HTTP_PROXY = `http://${proxy.address}`;
  onTestFinished(() => {
    delete process.env.HTTP_PROXY;
  });
  const world = await openWorld(() => ({ body: { id: 1 } }), network({}));
  expect(await world.reader.one(organization)).toMatchObject({ ok: true });
  expect(proxy.targets).toHaveLength(0);
});

describe('over TLS with an authority of the organisation', () => {
  const authority = makeCertificate({ name: 'Contoso Root', isAuthority: true });
  const server = makeCertificate({ name: 'localhost', issuer: authority, hosts: ['localhost'] });

  async function startTls(): Promise<{ base: string; seen: string[] }> {
    const seen: string[] = [];
    const tls = createTlsServer({ cert: server.certificate, key: server.key }, (request, response) => {
      seen.push(`${request.method} ${request.url?.split('?')[0]}`);
      request.resume();
      const body = request.url?.includes('/token')
        ? { token_type: 'Bearer', expires_in: 3600, access_token: accessToken({ roles: ['Organization.Read.All'] }) }
        : { id: 'organization', isSignedIn: (request.headers.authorization ?? '').startsWith('Bearer ey') };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      tls.closeAllConnections();
      tls.close();
    });
    return { base: `https://localhost:${(tls.address() as AddressInfo).port}`, seen };
  }

  async function child(base: string, env: Record<string, string>): Promise<Record<string, unknown>> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'through-proxy.ts'), base],
      {
        env: {
          PATH: process.env.PATH ?? '',
          AZURE_TENANT_ID: TENANT,
          AZURE_CLIENT_ID: CLIENT,
          AZURE_CLIENT_SECRET: SECRET,
          ...env,
        },
      },
    );
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  test('Graph and sign-in take the same proxy and trust NODE_EXTRA_CA_CERTS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preflight-ca-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bundle = join(folder, 'ca.pem');
    writeFileSync(bundle, authority.certificate);
    const [tls, proxy] = await Promise.all([startTls(), startProxy()]);
    const env = { HTTPS_PROXY: `http://${proxy.address}`, NODE_EXTRA_CA_CERTS: bundle };
    expect(await child(tls.base, env)).toMatchObject({ ok: true, value: { id: 'organization', isSignedIn: true } });
    expect(tls.seen).toEqual([`POST /${TENANT}/oauth2/v2.0/token`, 'GET /v1.0/organization']);
    // One tunnel serves both: the connection is kept.
    expect(proxy.targets.length).toBeGreaterThanOrEqual(1);
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(tls.base).host]));
    const before = proxy.targets.length;
    expect(await child(tls.base, { ...env, NO_PROXY: 'localhost' })).toMatchObject({ ok: true });
    expect(proxy.targets).toHaveLength(before);
  });

  test('an authority that is not trusted is a sentence that names the remedy', async () => {
    const tls = await startTls();
    expect(await child(tls.base, {})).toMatchObject({
      fault: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      exitCode: EXIT.signIn,
    });
    expect(tls.seen).toHaveLength(0);
  });
});

test('a token stands in no error of the network', async () => {
  const server = await startServer(() => ({ cut: 'reset' }));
  const opened = await openNetwork({ env: {} });
  onTestFinished(() => opened.close());
  const request = {
    url: `${server.base}/v1.0/x`,
    method: 'GET',
    headers: { authorization: `Bearer ${CANARY_TOKEN}` },
    body: null,
  };
  const fault = await opened.send(request).catch((error: unknown) => error);
  expect(`${(fault as Error).stack} ${JSON.stringify(fault)} ${String((fault as Error).cause)}`).not.toContain(CANARY_TOKEN);
});

test('a service may think for longer than silence is usually borne, where the request allows it', async () => {
  const server = await startServer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 900));
    return { body: { value: [] } };
  });
  const network = await openNetwork({ env: {}, idleMs: 200 });
  onTestFinished(() => network.close());
  const request = { url: server.base, method: 'GET', headers: {}, body: null };
  await expect(network.send({ ...request, timeoutMs: 100 })).rejects.toThrow();
  await expect(network.send(request)).rejects.toThrow();
  expect((await network.send({ ...request, timeoutMs: 30_000 })).status).toBe(200);
});
