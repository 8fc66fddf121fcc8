/** Services moved to other addresses by `--endpoint name=URL`: parsing, the rules for it, and the mapping of URLs there and back. */
import type { ScanSource } from '../evidence/scan-facts.js';
import { OperatorError } from '../operator-error.js';
import { CLOUDS, type CloudName } from './clouds.js';

export const ENDPOINT_NAMES = ['graph', 'sharepoint', 'exchange', 'purview', 'login'] as const;
export type EndpointName = (typeof ENDPOINT_NAMES)[number];

/** Base addresses of moved services, without a slash at the end. What is not named stays with Microsoft. */
export type Endpoints = { readonly [N in EndpointName]?: string };

export const NO_ENDPOINTS: Endpoints = {};

/** True for the machine itself: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  // `new URL` has already turned 127.1, 0x7f.1 and the like into four decimal numbers.
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** True for hosts of Microsoft 365 in any cloud. */
export function isMicrosoftHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return Object.values(CLOUDS).some((cloud) => {
    const exact = [cloud.graph, cloud.login, cloud.exchange, cloud.purview].map((origin) => new URL(origin).hostname);
    return exact.includes(host) || host.endsWith(cloud.sharepointSuffix);
  });
}

/** Reads `name=URL` flags. The rule that only a token of the operator's may go to a foreign host is `checkEndpointTrust`. */
export function parseEndpoints(flags: readonly string[]): Endpoints {
  const endpoints: { [N in EndpointName]?: string } = {};
  for (const flag of flags) {
    const cut = flag.indexOf('=');
    const name = cut < 0 ? flag : flag.slice(0, cut);
    if (cut < 0 || !isEndpointName(name)) {
      throw new OperatorError(
        `--endpoint takes NAME=URL with a NAME of ${ENDPOINT_NAMES.join(', ')}; "${shown(name)}" is not that.`,
      );
    }
    if (endpoints[name] !== undefined) throw new OperatorError(`--endpoint ${name} was given twice; give it once.`);
    endpoints[name] = baseOf(name, flag.slice(cut + 1).trim());
  }
  return endpoints;
}

/** Refuses moved hosts that are neither Microsoft's nor this machine, unless the operator brought the token himself. */
export function checkEndpointTrust(endpoints: Endpoints, method: string): void {
  if (method === 'token') return;
  for (const name of ENDPOINT_NAMES) {
    const base = endpoints[name];
    if (base === undefined) continue;
    const { hostname } = new URL(base);
    if (isLoopback(hostname) || isMicrosoftHost(hostname)) continue;
    throw new OperatorError(
      `--endpoint ${name} names ${hostname}, which is neither Microsoft's nor this machine; the tool signs in there only with a token of yours (--auth token).`,
    );
  }
}

export function scanSource(endpoints: Endpoints): ScanSource {
  return ENDPOINT_NAMES.some((name) => endpoints[name] !== undefined) ? 'moved' : 'live';
}

/** Services of many hosts: where they are moved, the host of Microsoft's stays as the first segment of the path. */
const MANY_HOSTS: ReadonlySet<EndpointName> = new Set(['sharepoint', 'exchange', 'purview']);

/** Where a URL is really sent: the URL itself, byte for byte, unless its service was moved. */
export function movedUrl(service: EndpointName, url: string, endpoints: Endpoints): string {
  const base = endpoints[service];
  if (base === undefined) return url;
  const parsed = new URL(url);
  const tail = tailOf(url, parsed);
  return MANY_HOSTS.has(service) ? `${base}/${parsed.host}${tail}` : `${base}${tail}`;
}

/** The name that Microsoft gives to a URL: undoes `movedUrl`; any other URL is returned as it came. */
export function canonicalUrl(service: EndpointName, url: string, endpoints: Endpoints, cloud: CloudName): string {
  const base = endpoints[service];
  if (base === undefined || !isBelow(url, base)) return url;
  const tail = url.slice(base.length);
  // The one service without a host in `CLOUDS` is one of many hosts.
  return service === 'sharepoint' || MANY_HOSTS.has(service) ? `https:/${tail}` : `${CLOUDS[cloud][service]}${tail}`;
}

/** True where a URL lies at or below a base address, origin and whole path segments compared. */
export function isBelow(url: string, base: string): boolean {
  return url === base || url.startsWith(`${base}/`) || url.startsWith(`${base}?`);
}

/** Path and query exactly as written where the text allows it: nextLinks must stay byte-equal. */
function tailOf(url: string, parsed: URL): string {
  return url.startsWith(`${parsed.origin}/`) ? url.slice(parsed.origin.length) : `${parsed.pathname}${parsed.search}`;
}

function isEndpointName(name: string): name is EndpointName {
  return (ENDPOINT_NAMES as readonly string[]).includes(name);
}

function baseOf(name: EndpointName, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new OperatorError(`--endpoint ${name} needs an address that starts with https:// (or http:// on this machine).`);
  }
  // Named before anything of the address is repeated: it may hold a password.
  if (url.username !== '' || url.password !== '') {
    throw new OperatorError(`--endpoint ${name} must not hold a user name or password; remove what stands before the @.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new OperatorError(`--endpoint ${name} must end with the path; remove everything from the ? or # on.`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new OperatorError(
      `--endpoint ${name} uses http: to ${url.hostname}; http: is allowed to this machine only, use https: there.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** What the operator typed, cut and without control characters, so that it can stand in a sentence. */
function shown(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 40);
}
