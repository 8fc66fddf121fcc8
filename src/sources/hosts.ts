/** The check that every URL passes before a token goes with it: first requests, next links, redirects and batches alike. */
import { CLOUDS, type CloudName } from './clouds.js';
import { canonicalUrl, type Endpoints, isBelow, movedUrl } from './endpoints.js';

/** A URL that the token may follow, in the name that Microsoft gives it and in the place it is sent to. */
export type CheckedUrl =
  | { readonly ok: true; readonly canonical: string; readonly send: string }
  | { readonly ok: false; readonly why: string };

/** Checks a URL of Microsoft Graph: https, the exact host of the cloud or the moved address, no user, no port, /v1.0 or /beta. */
export function checkGraphUrl(text: string, cloud: CloudName, endpoints: Endpoints): CheckedUrl {
  return checkUrl('graph', text, cloud, endpoints, /^\/(?:v1\.0|beta)\//);
}

/** Checks a URL of Entra ID in the same way. */
export function checkLoginUrl(text: string, cloud: CloudName, endpoints: Endpoints): CheckedUrl {
  return checkUrl('login', text, cloud, endpoints, /^\//);
}

/** A checked address of a service with many hosts: the token goes to no other host than the one it was made for. */
export type CheckedHost = (CheckedUrl & { readonly ok: true; readonly host: string }) | (CheckedUrl & { readonly ok: false });

/**
 * Checks a URL of SharePoint: https, one label before the cloud's suffix, or the moved address with such a host as its
 * first segment. `host` is Microsoft's.
 */
export function checkSharePointUrl(text: string, cloud: CloudName, endpoints: Endpoints): CheckedHost {
  const suffix = CLOUDS[cloud].sharepointSuffix;
  return checkHostedUrl('sharepoint', text, cloud, endpoints, (host) =>
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(host.endsWith(suffix) ? host.slice(0, -suffix.length) : ''),
  );
}

/** Which of the two services of cmdlets a host belongs to. */
export type CmdletService = 'exchange' | 'purview';

/**
 * Checks a URL of one of the two services of cmdlets: https, exactly the host of Exchange Online, or the front door of
 * Security & Compliance or one of its regions (one label before it); or the moved address with such a host as its first
 * segment. `host` is Microsoft's.
 */
export function checkCmdletUrl(service: CmdletService, text: string, cloud: CloudName, endpoints: Endpoints): CheckedHost {
  return checkHostedUrl(service, text, cloud, endpoints, (host) => isCmdletHost(service, host, cloud));
}

/** What is asked of an address of a service whose moved form keeps Microsoft's host as its first segment. */
function checkHostedUrl(
  service: CmdletService | 'sharepoint',
  text: string,
  cloud: CloudName,
  endpoints: Endpoints,
  isHost: (host: string) => boolean,
): CheckedHost {
  if (!URL.canParse(text)) return { ok: false, why: 'not an absolute address' };
  const asked = new URL(text);
  if (asked.username !== '' || asked.password !== '') return { ok: false, why: 'a user name in the address' };
  const canonical = canonicalUrl(service, asked.href, endpoints, cloud);
  if (!URL.canParse(canonical)) return { ok: false, why: 'no host in the address' };
  const url = new URL(canonical);
  if (url.protocol !== 'https:') return { ok: false, why: 'not https' };
  if (url.username !== '' || url.password !== '') return { ok: false, why: 'a user name in the address' };
  if (url.port !== '' || !isHost(url.hostname)) return { ok: false, why: 'another host' };
  return { ok: true, canonical: url.href, send: movedUrl(service, url.href, endpoints), host: url.hostname };
}

/** True for the hosts that a service of cmdlets has in this cloud. */
export function isCmdletHost(service: CmdletService, host: string, cloud: CloudName): boolean {
  const own = new URL(CLOUDS[cloud][service]).hostname;
  if (host === own) return true;
  return service === 'purview' && host.endsWith(`.${own}`) && REGION.test(host.slice(0, -own.length - 1));
}

/** The label of a region in a host of Security & Compliance: `nam12b`. */
export const REGION = /^[a-z0-9-]{1,63}$/;

/** True for a host that serves Microsoft's report files: a redirect there may be fetched, always WITHOUT a token. */
export function isDownloadUrl(text: string, cloud: CloudName): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return false;
  return CLOUDS[cloud].downloadSuffixes.some((suffix) => url.hostname.endsWith(suffix));
}

function checkUrl(service: 'graph' | 'login', text: string, cloud: CloudName, endpoints: Endpoints, prefix: RegExp): CheckedUrl {
  if (!URL.canParse(text)) return { ok: false, why: 'not an absolute address' };
  const url = new URL(text);
  // `https://graph.microsoft.com:x@evil.example/` is a user name, a password and a foreign host.
  if (url.username !== '' || url.password !== '') return { ok: false, why: 'a user name in the address' };
  const moved = endpoints[service];
  if (moved !== undefined && isBelow(url.href, moved)) {
    const path = url.pathname.slice(new URL(moved).pathname.replace(/\/$/, '').length);
    if (!prefix.test(path)) return { ok: false, why: 'a path outside the versions of the service' };
    return { ok: true, canonical: canonicalUrl(service, url.href, endpoints, cloud), send: text };
  }
  if (url.protocol !== 'https:') return { ok: false, why: 'not https' };
  // `origin` holds host and port, and drops 443: both are compared whole.
  if (url.origin !== CLOUDS[cloud][service]) return { ok: false, why: 'another host' };
  if (!prefix.test(url.pathname)) return { ok: false, why: 'a path outside the versions of the service' };
  return { ok: true, canonical: url.href, send: movedUrl(service, text, endpoints) };
}
