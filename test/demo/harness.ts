/** Starts a simulator over tenants and speaks to it as a plain HTTP client would, without any of our own client code. */
import {
  type Generated,
  type SimulatedTenant,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/demo/index.js';

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  readonly body: any;
}

export interface Client {
  readonly simulator: Simulator;
  readonly tenant: SimulatedTenant;
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<Heard>;
  post(path: string, body: unknown): Promise<Heard>;
  /** Every row of every page, and how many pages there were. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  all(path: string, headers?: Record<string, string>): Promise<{ rows: any[]; pages: number; last: any }>;
}

/** What a client needs of a generated tenant. */
export type Served = Pick<Generated, 'tenant' | 'credentials'>;

export async function signIn(simulator: Simulator, { credentials }: Served): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  };
  const address = `${simulator.endpoints.login}/${credentials.tenantId}/oauth2/v2.0/token`;
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** A signed-in client. Change the tenant before this call where the token must know of it. */
export async function connect(
  generated: Served,
  options: Omit<SimulatorOptions, 'tenants'> = {},
  token?: string,
): Promise<Client> {
  const simulator = await startSimulator({ tenants: [generated.tenant], ...options });
  return client(simulator, generated, token ?? (await signIn(simulator, generated)));
}

export function client(simulator: Simulator, generated: Served, token: string): Client {
  const send = async (path: string, init: RequestInit): Promise<Heard> => {
    const address = path.startsWith('https://')
      ? path.replace('https://graph.microsoft.com', simulator.endpoints.graph)
      : `${simulator.endpoints.graph}/v1.0${path}`;
    const headers = { Authorization: `Bearer ${token}`, ...init.headers };
    const answer = await fetch(address, { ...init, headers });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, headers: answer.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
  };
  const get = (path: string, headers: Record<string, string> = {}): Promise<Heard> => send(path, { headers });
  return {
    simulator,
    tenant: generated.tenant,
    token,
    get,
    post: (path, body) =>
      send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    all: async (path, headers = {}) => {
      const rows: unknown[] = [];
      let pages = 0;
      let next: string | undefined = path;
      let last: { value: unknown[]; '@odata.nextLink'?: string } | undefined;
      while (next !== undefined) {
        const heard = await get(next, headers);
        if (heard.status !== 200) throw new Error(`${heard.status} of ${next}: ${JSON.stringify(heard.body)}`);
        last = heard.body as { value: unknown[]; '@odata.nextLink'?: string };
        rows.push(...last.value);
        next = last['@odata.nextLink'];
        pages += 1;
      }
      return { rows, pages, last };
    },
  };
}
