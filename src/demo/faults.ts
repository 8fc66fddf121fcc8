/** Faults that a test lays in the way of requests: refusals, cut connections, login pages, silence. */
import type { ReplyHeaders } from './call.js';

export type FaultAct =
  | {
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly headers?: ReplyHeaders;
      readonly body?: unknown;
    }
  /** The connection is dropped before a byte is written; in a batch, the member is left out of the answers. */
  | 'reset'
  /** The true answer, cut in the middle. */
  | 'truncate'
  /** A page to sign in at, with status 200, as a proxy writes it. */
  | 'html'
  /** Not a byte until the server closes; in a batch, the member is left out of the answers. */
  | 'stall'
  /** The true answer, late. */
  | { readonly delayMs: number };

export interface Fault {
  /** Tested against Microsoft's address of the request, as sent and decoded; for members of a batch too. */
  when: RegExp | ((method: string, url: string) => boolean);
  /** How many requests it meets; missing: all of them. */
  times?: number;
  /** How many matching requests pass before the first is met. */
  skip?: number;
  act: FaultAct;
}

export const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/proxy/login">Sign in to go on</form></body></html>';

/** A test's faults, and how often each was met. */
export class FaultLine {
  readonly faults: Fault[];
  readonly #met = new Map<Fault, number>();

  constructor(faults: readonly Fault[]) {
    this.faults = [...faults];
  }

  /** The first fault that meets this request, if any. */
  meet(method: string, url: string): FaultAct | null {
    for (const fault of this.faults) {
      if (!matches(fault.when, method, url)) continue;
      const before = this.#met.get(fault) ?? 0;
      this.#met.set(fault, before + 1);
      const first = fault.skip ?? 0;
      if (before >= first && before < first + (fault.times ?? Number.POSITIVE_INFINITY)) return fault.act;
    }
    return null;
  }
}

function matches(when: Fault['when'], method: string, url: string): boolean {
  if (typeof when === 'function') return when(method, url);
  // A pattern with the flag `g` remembers where it stood.
  const pattern = new RegExp(when.source, when.flags.replace(/[gy]/g, ''));
  return pattern.test(url) || pattern.test(decodedOrAsIs(url));
}

function decodedOrAsIs(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
