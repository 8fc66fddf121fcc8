/** The cmdlet endpoint of Exchange Online and of Security & Compliance, as Microsoft's own PowerShell module speaks with it. */
import type { SimulatorState } from '../state.js';
import type { CmdletObjects, CmdletRefusal, ComplianceObject, SimulatedTenant } from '../tenant.js';
import { type Host, hostNamed, misrouted, signedInToCmdlets } from './door.js';
import {
  answered,
  type CmdletAnswer,
  notExposed,
  notLicensed,
  notSignedIn,
  refusedBy,
  roleTooSmall,
  writesNothing,
  wrongParameter,
} from './errors.js';
import { applied } from './parameters.js';
import { onTheWire } from './wire.js';

export interface CmdletHttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Empty where there is none. */
  readonly body: string;
}

interface Input {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

function inputOf(body: string): Input | null {
  try {
    const { CmdletInput: input } = JSON.parse(body) as { CmdletInput?: { CmdletName?: unknown; Parameters?: unknown } };
    if (typeof input?.CmdletName !== 'string') return null;
    const given = input.Parameters ?? {};
    return typeof given === 'object' ? { name: input.CmdletName, parameters: given as Input['parameters'] } : null;
  } catch {
    return null;
  }
}

/** The cmdlet that a request to one of the hosts asks for, so that a fault and a log can tell requests apart; null: none. */
export function cmdletOf(url: URL, body: string): string | null {
  return hostNamed(url.hostname) !== null && url.pathname.endsWith('/InvokeCommand') ? (inputOf(body)?.name ?? null) : null;
}

/** PowerShell takes names in any case. */
function stored(objects: CmdletObjects, cmdlet: string): readonly [name: string, objects: ComplianceObject[]] | null {
  return Object.entries(objects).find(([name]) => name.toLowerCase() === cmdlet.toLowerCase()) ?? null;
}

/** What the host of a service lets an application call. */
function exposed({ service }: Host, { compliance: it }: SimulatedTenant): CmdletObjects {
  if (service === 'compliance') return it.compliance;
  return it.exchangeAnswersCompliance ? { ...it.compliance, ...it.exchange } : it.exchange;
}

function refusal(kind: CmdletRefusal, cmdlet: string, isExchange: boolean): CmdletAnswer {
  if (kind === 'role') return roleTooSmall(cmdlet, isExchange);
  return kind === 'not-exposed' ? notExposed(cmdlet) : notLicensed(cmdlet);
}

const MOST = 1000;

function pageSize(tenant: SimulatedTenant, headers: Headers): number {
  const [, asked] = /odata\.maxpagesize=(\d+)/i.exec(headers.get('prefer') ?? '') ?? [];
  const wanted = asked === undefined || asked === '0' ? MOST : Number(asked);
  return Math.min(wanted, MOST, tenant.pageSizes.cmdletObjects ?? MOST);
}

/** Opaque to the reader; it holds for which cmdlet the next page is and where it begins. */
const writeToken = (cmdlet: string, offset: number): string =>
  Buffer.from(JSON.stringify([cmdlet, offset])).toString('base64url');

/** Where the page begins; null: a token of another cmdlet, or none of ours. */
function readOffset(token: string | null, cmdlet: string): number | null {
  if (token === null) return 0;
  try {
    const [name, offset] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown[];
    return name === cmdlet && typeof offset === 'number' ? offset : null;
  } catch {
    return null;
  }
}

function selectionOf(url: URL): readonly string[] | null {
  const text = url.searchParams.get('$select');
  return text === null ? null : text.split(',').map((name) => name.trim().toLowerCase());
}

/** One page: `value` is null where there is nothing and something to say about it. */
function page(tenant: SimulatedTenant, request: CmdletHttpRequest, cmdlet: string, objects: ComplianceObject[]): CmdletAnswer {
  const { url, headers } = request;
  const offset = readOffset(url.searchParams.get('$skiptoken'), cmdlet);
  if (offset === null) return refusedBy(400, 'BadRequest', 'The skip token is not valid for this command.');
  const size = pageSize(tenant, headers);
  const selected = selectionOf(url);
  const warnings = tenant.compliance.warnings[cmdlet] ?? [];
  const end = offset + size;
  const select = selected === null ? '' : `$select=${url.searchParams.get('$select')}&`;
  const next = `${url.origin}${url.pathname}?${select}$skiptoken=${writeToken(cmdlet, end)}`;
  const rows = objects.slice(offset, end).map((one) => onTheWire(one, selected));
  return answered(200, {
    '@odata.context': `${url.origin}/adminapi/beta/${tenant.id}/$metadata#Collection(Exchange.GenericHashTable)`,
    ...(warnings.length === 0 ? {} : { '@adminapi.warnings@odata.type': '#Collection(String)', '@adminapi.warnings': warnings }),
    ...(end < objects.length ? { '@odata.nextLink': next } : {}),
    value: objects.length === 0 && warnings.length > 0 ? null : rows,
  });
}

function invoke(state: SimulatorState, tenant: SimulatedTenant, host: Host, request: CmdletHttpRequest): CmdletAnswer {
  const input = inputOf(request.body);
  if (input === null) return wrongParameter('The request has no CmdletInput.');
  if (!/^Get-/i.test(input.name)) {
    state.writesAttempted += 1;
    return writesNothing(input.name);
  }
  const found = stored(exposed(host, tenant), input.name);
  if (found === null) return notExposed(input.name);
  const [cmdlet, all] = found;
  const { refusals, refusesWithOk } = tenant.compliance;
  const kind = refusals[cmdlet];
  if (kind !== undefined) {
    const refused = refusal(kind, cmdlet, host.service === 'exchange');
    return refusesWithOk.includes(cmdlet) ? { ...refused, status: 200 } : refused;
  }
  const kept = applied(cmdlet, input.parameters, all);
  return 'status' in kept ? kept : page(tenant, request, cmdlet, kept);
}

/** The list of cmdlets that the caller may call; the front door sends the caller to the machine of the region, on a port of its own. */
function moduleFile(tenant: SimulatedTenant, host: Host, { url }: CmdletHttpRequest): CmdletAnswer {
  const { region } = tenant.compliance;
  if (host.service === 'compliance' && host.region === null && region !== null) {
    const Location = `https://${region}.admin.protection.outlook.com:446${url.pathname}${url.search}`;
    return { status: 302, headers: { Location, 'Content-Type': 'text/html' }, text: '' };
  }
  const exportedCmdlets = Object.keys(exposed(host, tenant)).join(',');
  return answered(200, { value: [{ exportedCmdlets, version: '3.9.2' }] });
}

const PATH = /^\/adminapi\/(?:beta|v1\.0)\/([^/]+)\/(.+)$/i;

/** Answers one request to a host of the cmdlet endpoint; null: it has no such address. */
export function answerCmdlets(state: SimulatorState, request: CmdletHttpRequest): CmdletAnswer | null {
  const host = hostNamed(request.url.hostname);
  const [, named = '', place = ''] = PATH.exec(decodeURIComponent(request.url.pathname)) ?? [];
  if (host === null || place === '') return null;
  const tenant = state.tenantNamed(named);
  if (tenant === null) return notSignedIn(named, 'The tenant is not known.');
  const claims = signedInToCmdlets(host, tenant, request.headers, state.tokenKey, state.now());
  if (!('aud' in claims)) return claims;
  const lost = misrouted(host, tenant, request.headers);
  if (lost !== null) return lost;
  if (/^InvokeCommand$/i.test(place)) {
    // The next page is asked for with the same body again; a GET has none.
    return request.method === 'POST'
      ? invoke(state, tenant, host, request)
      : refusedBy(405, 'MethodNotAllowed', 'The HTTP method is not supported by this resource.');
  }
  const isDiscovery = /^EXOModuleFile$/i.test(place) || /^EXOBanner\(/i.test(place);
  return request.method === 'GET' && isDiscovery ? moduleFile(tenant, host, request) : null;
}
