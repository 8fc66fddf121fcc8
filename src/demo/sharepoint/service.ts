/** SharePoint's own API on the hosts of a tenant: finds the web and the answer, behind sign-in, permission and meter. */
import { type FaultAct, LOGIN_PAGE } from '../faults.js';
import type { SimulatorState } from '../state.js';
import { rootWebOf, type SimulatedSite, type SimulatedTenant } from '../tenant.js';
import type { TokenClaims } from '../tokens.js';
import { ADMINISTRATION_ROUTES } from './administration.js';
import { membersOfBatch, writeBatch } from './batch.js';
import { answerProcessQuery } from './csom.js';
import { type Area, closedArea, signedInTo } from './door.js';
import { type Answer, accessDenied, askedSpelling, notFound, refused, type Spelling, spell, type Written } from './spelling.js';
import { pathOfUrl, type SharePointCall, WEB_ROUTES } from './webs.js';

export interface SharePointRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Empty where there is none. */
  readonly body: string;
}

function rootHost(tenant: SimulatedTenant): string {
  const site = tenant.sites.find((one) => one.site.isPersonalSite !== true);
  return site?.site.siteCollection?.hostname ?? '';
}

const adminHost = (tenant: SimulatedTenant): string => rootHost(tenant).replace('.', '-admin.');

function tenantOfHost(state: SimulatorState, host: string): SimulatedTenant | null {
  const isIts = (tenant: SimulatedTenant): boolean => {
    const root = rootHost(tenant);
    return root !== '' && [root, root.replace('.', '-my.'), root.replace('.', '-admin.')].includes(host);
  };
  return state.tenants.find(isIts) ?? null;
}

/** The web at an address. */
function webAt(tenant: SimulatedTenant, host: string, path: string): SimulatedSite | null {
  const wanted = path.toLowerCase();
  const isThere = ({ site }: SimulatedSite): boolean =>
    (site.webUrl ?? '').startsWith(`https://${host}`) && pathOfUrl(site.webUrl ?? '').toLowerCase() === wanted;
  return tenant.sites.find(isThere) ?? null;
}

/** Microsoft gives no price for these; a list of permissions costs what it costs in Graph. */
function priceOf(area: Area): number {
  return area === 'permissions' ? 5 : 2;
}

/** Text that only CSOM answers has no spelling of OData. */
type Found = Answer | { readonly csom: readonly unknown[] } | { readonly unknown: string };

function refusalOfSite(tenant: SimulatedTenant, site: SimulatedSite): Answer | null {
  const { refusal, properties } = rootWebOf(tenant, site).collection ?? {};
  const isLocked = properties?.LockState === 'NoAccess' || properties?.ArchiveStatus !== 'NotArchived';
  const status = refusal ?? (isLocked ? 423 : null);
  if (status === null) return null;
  if (status === 404) return notFound();
  return status === 423
    ? refused(423, '-2147024864, Microsoft.SharePoint.SPException', 'Access to this site has been blocked.')
    : accessDenied(status);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

class Visit {
  readonly #state: SimulatorState;
  readonly #tenant: SimulatedTenant;
  readonly #token: TokenClaims;

  constructor(state: SimulatorState, tenant: SimulatedTenant, token: TokenClaims) {
    this.#state = state;
    this.#tenant = tenant;
    this.#token = token;
  }

  find(request: SharePointRequest): Found {
    const { url, method } = request;
    const [, place = '', below = ''] = /^(.*?)\/_(?:api|vti_bin)(\/.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const call: SharePointCall = {
      method,
      url,
      path: below,
      query: url.searchParams,
      body: request.body === '' ? null : parsed(request.body),
      tenant: this.#tenant,
      token: this.#token,
      indexOf: (drive) => this.#state.indexOf(drive),
    };
    return url.hostname === adminHost(this.#tenant) ? this.#administration(call, request) : this.#web(call, place);
  }

  #paid(area: Area, site: SimulatedSite | null, answer: () => Found): Found {
    const closed = closedArea(this.#tenant, this.#token, area, site);
    if (closed !== null) return closed;
    const spent = this.#state.meter.spendUnits(this.#tenant, this.#token.appid, 'sharepoint', priceOf(area), this.#state.now());
    if (spent.refusal === null) return answer();
    const message = 'The request has been throttled. Try again later.';
    return {
      status: 429,
      code: '-2147467259, Microsoft.SharePoint.SPException',
      message,
      headers: { ...spent.headers, ...spent.refusal.headers },
    };
  }

  #administration(call: SharePointCall, { method, url, body }: SharePointRequest): Found {
    if (method === 'POST' && url.pathname === '/_vti_bin/client.svc/ProcessQuery') {
      return this.#paid('administration', null, () => {
        const csom = answerProcessQuery(call, body);
        return csom === null ? { unknown: 'this ProcessQuery' } : { csom };
      });
    }
    const route = ADMINISTRATION_ROUTES.find((one) => one.method === method && one.pattern.test(call.path));
    if (route === undefined) return { unknown: `${method} ${url.pathname} of the administration` };
    return this.#paid('administration', null, () => route.answer(call));
  }

  #web(call: SharePointCall, place: string): Found {
    for (const route of WEB_ROUTES) {
      const match = route.method === call.method ? route.pattern.exec(call.path) : null;
      if (match === null) continue;
      const site = webAt(this.#tenant, call.url.hostname, place);
      if (site === null) return notFound();
      const refusal = refusalOfSite(this.#tenant, site);
      if (refusal !== null) return refusal;
      return this.#paid(route.area, site, () => route.answer({ ...call, site, params: match.slice(1) }));
    }
    return { unknown: `${call.method} ${call.url.pathname}` };
  }
}

function spellingFor(tenant: SimulatedTenant | null, headers: Headers): Spelling | null {
  const asked = askedSpelling(headers);
  const forced = tenant?.sharePoint.spelling ?? 'as-asked';
  return forced === 'as-asked' || asked === null ? asked : forced;
}

function written(state: SimulatorState, tenant: SimulatedTenant | null, found: Found, headers: Headers): Written {
  if ('unknown' in found) {
    state.unanswered += 1;
    return spell(refused(501, 'notSimulated', `The simulated Microsoft 365 does not answer ${found.unknown}.`), 'odata');
  }
  if ('csom' in found)
    return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, text: JSON.stringify(found.csom) };
  const spelling = spellingFor(tenant, headers);
  if (spelling === null && !('status' in found)) return written(state, tenant, { unknown: 'with an Atom feed' }, headers);
  return spell(found, spelling);
}

/** What a fault makes of a member; undefined: it is left out. */
function faulted(act: FaultAct): Written | undefined | null {
  if (act === 'reset' || act === 'stall') return undefined;
  if (act === 'html') return { status: 200, headers: { 'Content-Type': 'text/html' }, text: LOGIN_PAGE };
  if (act === 'truncate') return { status: 200, headers: { 'Content-Type': 'application/json' }, text: '{"value":[' };
  if ('delayMs' in act) return null;
  const text = act.body === undefined ? null : typeof act.body === 'string' ? act.body : JSON.stringify(act.body);
  const plain = spell(refused(act.status, act.code ?? 'simulatedFault', act.message ?? 'A fault of the test.'), 'odata');
  return { status: act.status, headers: { ...plain.headers, ...act.headers }, text: text ?? plain.text };
}

async function answerBatch(
  state: SimulatorState,
  tenant: SimulatedTenant,
  visit: Visit,
  request: SharePointRequest,
): Promise<Written> {
  const members = membersOfBatch(request.headers.get('content-type') ?? '', request.body);
  if ('status' in members) return members;
  const answers: Written[] = [];
  for (const member of members) {
    const act = state.faultLine.meet(member.method, member.url.href);
    if (act !== null && typeof act === 'object' && 'delayMs' in act) await new Promise((done) => setTimeout(done, act.delayMs));
    const made = act === null ? null : faulted(act);
    const found = (): Found =>
      member.method !== 'GET' || member.url.hostname !== request.url.hostname
        ? { unknown: `${member.method} ${member.url.host} in a batch` }
        : visit.find({ ...member, body: '' });
    const answer = made === null ? written(state, tenant, found(), member.headers) : made;
    state.log(member.method, member.url.href, answer?.status ?? 0, null, true);
    if (answer !== undefined) answers.push(answer);
  }
  return writeBatch(answers);
}

/** Answers one request to a host of SharePoint. */
export async function answerSharePoint(state: SimulatorState, request: SharePointRequest): Promise<Written> {
  const host = request.url.hostname;
  const tenant = tenantOfHost(state, host);
  const token = signedInTo(host, tenant, request, state.tokenKey, state.now());
  if (!('aud' in token)) return written(state, tenant, token, request.headers);
  if (tenant === null) return written(state, null, notFound(), request.headers);
  const visit = new Visit(state, tenant, token);
  const isBatch = request.method === 'POST' && request.url.pathname.endsWith('/_api/$batch');
  return isBatch ? answerBatch(state, tenant, visit, request) : written(state, tenant, visit.find(request), request.headers);
}
