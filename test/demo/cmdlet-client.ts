/** Asks the simulated cmdlet endpoint as a plain HTTP client would: tokens by audience, the routing header, and the same body for each page. */
import { type Fault, type Simulator, startSimulator } from '../../src/demo/index.js';
import type { Served } from './harness.js';

export const EXCHANGE = 'outlook.office365.com';
export const FRONT_DOOR = 'ps.compliance.protection.outlook.com';
export const REGIONAL = `nam12b.${FRONT_DOOR}`;

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  readonly body: any;
}

export interface Asked {
  /** Host of Microsoft's; the regional one of Security & Compliance if left out. */
  readonly host?: string;
  /** Audience of the token; that of the host if left out, none where it is null. */
  readonly audience?: string | null;
  readonly anchor?: string;
  readonly parameters?: object;
  readonly headers?: Record<string, string>;
  /** Another address than that of the cmdlet: a next link, or a list of cmdlets. */
  readonly url?: string;
  readonly method?: string;
}

export interface Terminal {
  readonly simulator: Simulator;
  invoke(cmdlet: string, asked?: Asked): Promise<Said>;
  /** Every object of every page. */
  all(cmdlet: string, asked?: Asked): Promise<{ readonly rows: Record<string, unknown>[]; readonly pages: number }>;
  /** The list of cmdlets, which is what discovery asks for; never follows a redirect. */
  moduleFile(host: string): Promise<Said>;
}

let open: Simulator | null = null;

/** Ends what the last `terminal` began. */
export async function hangUp(): Promise<void> {
  await open?.close();
  open = null;
}

const serviceOf = (host: string): 'exchange' | 'purview' => (host.endsWith(EXCHANGE) ? 'exchange' : 'purview');

const MAILBOX = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';

export async function terminal(served: Served, faults: Fault[] = []): Promise<Terminal> {
  const simulator = await startSimulator({ tenants: [served.tenant], faults });
  open = simulator;
  const { tenant, credentials } = served;
  const initial = tenant.organization.verifiedDomains?.find((domain) => domain.isInitial === true)?.name ?? '';

  async function tokenFor(audience: string): Promise<string> {
    const { clientId: client_id, clientSecret: client_secret } = credentials;
    const form = { grant_type: 'client_credentials', client_id, client_secret, scope: `https://${audience}/.default` };
    const address = `${simulator.endpoints.login}/${tenant.id}/oauth2/v2.0/token`;
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async function send(host: string, url: string, asked: Asked, body: string | null): Promise<Said> {
    const service = serviceOf(host);
    const audience = asked.audience === undefined ? (service === 'exchange' ? EXCHANGE : FRONT_DOOR) : asked.audience;
    const anchor = asked.anchor ?? (service === 'exchange' ? `APP:${MAILBOX}@${tenant.id}` : `UPN:${MAILBOX}@${initial}`);
    const answer = await fetch(url.replace('https://', `${simulator.endpoints[service]}/`), {
      method: asked.method ?? (body === null ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(audience === null ? {} : { Authorization: `Bearer ${await tokenFor(audience)}` }),
        ...(anchor === '' ? {} : { 'X-AnchorMailbox': anchor }),
        'Content-Type': 'application/json; charset=utf-8',
        ...asked.headers,
      },
      ...(body === null ? {} : { body }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  }

  const invoke = (cmdlet: string, asked: Asked = {}): Promise<Said> => {
    const { host = REGIONAL, parameters = {} } = asked;
    const url = asked.url ?? `https://${host}/adminapi/beta/${tenant.id}/InvokeCommand`;
    const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
    return send(host, url, asked, asked.method === 'GET' ? null : body);
  };
  return {
    simulator,
    invoke,
    moduleFile: (host) => send(host, `https://${host}/AdminApi/v1.0/${tenant.id}/EXOModuleFile`, {}, null),
    all: async (cmdlet, asked = {}) => {
      const rows: Record<string, unknown>[] = [];
      let pages = 0;
      let url: string | undefined;
      do {
        const said: Said = await invoke(cmdlet, { ...asked, ...(url === undefined ? {} : { url }) });
        if (said.status !== 200) throw new Error(`${said.status} of ${cmdlet}: ${JSON.stringify(said.body)}`);
        rows.push(...said.body.value);
        url = said.body['@odata.nextLink'];
        pages += 1;
      } while (url !== undefined);
      return { rows, pages };
    },
  };
}
