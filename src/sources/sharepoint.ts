/** What a collector sees of SharePoint's own API: requests as data, answers as values, never an exception for an expected refusal. */
import type { Answer, Page, Refusal } from './graph.js';

export interface SharePointRequest {
  /** Address of the web that is asked, or of the administration (`adminWeb`): `https://contoso.sharepoint.com/sites/HR`. */
  readonly web: string;
  /** Below it, starting with `/_api/`; arguments are encoded by `apiPath`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Makes it one of the POSTs that only read (see the allow-list); absent: a GET. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** What we count it as on the SharePoint budget; Microsoft gives no price for these. */
  readonly units: number;
  /** The least permission that would have answered; named in the gap of a 401 or 403. */
  readonly permission: string;
}

/** Reads of the tenant that only CSOM has. Their bodies are fixed; nothing but the values here is filled in. */
export type CsomRequest =
  | { readonly kind: 'tenant-settings' }
  | { readonly kind: 'restricted-search-mode' }
  | { readonly kind: 'restricted-search-sites' }
  /** One page of site properties without details; `startIndex` is what the page before gave, null at the start. */
  | { readonly kind: 'site-properties'; readonly startIndex: string | null; readonly personalSites: boolean };

/** `code` of the refusal of `restricted-search-mode` where the mode was never set; Microsoft's own cmdlets read that as Disabled. */
export const RESTRICTED_SEARCH_NEVER_SET = 'RestrictedSearchNeverSet';

export interface SharePointReader {
  /** One object, without the envelope of `nometadata` or `verbose`. */
  one<T>(request: SharePointRequest): Promise<Answer<T> | Refusal>;
  /** Every page of a list, whichever way its next link is spelled. A refusal is yielded last; the pages before it stand. */
  pages<T>(request: SharePointRequest): AsyncIterable<Page<T> | Refusal>;
  /** Many GETs of one web through `$batch`, 100 at a time, each judged and retried on its own; answers in the order of the requests. */
  batch<T>(web: string, requests: readonly SharePointRequest[]): Promise<readonly (Answer<T> | Refusal)[]>;
  /** A read of the administration by ProcessQuery: the last object of the answer. An error inside HTTP 200 is a refusal. */
  csom<T>(adminWeb: string, request: CsomRequest): Promise<Answer<T> | Refusal>;
}

/** The administration of the tenant whose site has this host: `contoso.sharepoint.com` and `contoso-my…` → `https://contoso-admin.sharepoint.com`. */
export function adminWeb(hostname: string): string {
  const [label = '', ...rest] = hostname.toLowerCase().split('.');
  return `https://${label.replace(/-(?:my|admin)$/, '')}-admin.${rest.join('.')}`;
}

/** Fills `{name}` holes with values inside quotes or parentheses of an OData path: quotes doubled, then encoded. */
export function apiPath(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`apiPath: no value for {${name}}`);
    return encodeURIComponent(String(value).replaceAll("'", "''"));
  });
}
