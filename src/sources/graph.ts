/** What a collector sees of Microsoft Graph: requests as data, answers as values, never an exception for an expected refusal. */
import type { Gap } from '../evidence/coverage.js';

/** A pacing budget of its own. Units are the service's own resource units (one a request where it counts requests). */
export type Lane = 'directory' | 'sharepoint' | 'sharing' | 'conditional-access' | 'reports' | 'security' | 'cmdlets';

export interface GraphRequest {
  /** Path below the version, starting with `/`: `/users`. Ids are encoded by `graphPath`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /**
   * Begins at this exact link (a `next` kept from an earlier page, or the link inside a member of a batch) instead of
   * at path and query. For `pages` only; it passes the same host check as every other link.
   */
  readonly link?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: 'v1.0' | 'beta';
  readonly lane: Lane;
  /** Resource units of one request, as Microsoft prices it; of a page after the first where that differs. */
  readonly units: number;
  readonly unitsNextPage?: number;
  /** The least permission that would have answered; named in the gap of a 403. */
  readonly permission: string;
}

export interface Refusal {
  readonly ok: false;
  readonly status: number | null;
  /** Graph's `error.code`, where there was one. */
  readonly code: string | null;
  readonly gap: Gap;
}

export interface Answer<T> {
  readonly ok: true;
  readonly value: T;
  readonly preferenceApplied: readonly string[];
}

export interface Page<T> {
  readonly ok: true;
  readonly rows: readonly T[];
  /** The link to the next page, null on the last. */
  readonly next: string | null;
  readonly preferenceApplied: readonly string[];
}

export interface GraphReader {
  /** One object. */
  one<T>(request: GraphRequest): Promise<Answer<T> | Refusal>;
  /**
   * Every page of a list, in order. A refusal, a repeated link or a failure that outlived its retries is yielded
   * last, as a `Refusal`; the pages before it stand. A 410 (the delta token expired) is yielded with status 410.
   */
  pages<T>(request: GraphRequest): AsyncIterable<Page<T> | Refusal>;
  /**
   * Many small reads through `$batch`, 20 at a time, each judged and retried on its own. Answers come in the order
   * of the requests.
   */
  batch<T>(requests: readonly GraphRequest[]): Promise<readonly (Answer<T> | Refusal)[]>;
}

/** Fills `{name}` holes of a path with encoded ids: `graphPath('/drives/{id}/root', { id })`. */
export function graphPath(template: string, ids: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`graphPath: no value for {${name}}`);
    return encodeURIComponent(id).replaceAll('%2C', ',').replaceAll('%21', '!');
  });
}
