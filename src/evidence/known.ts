/** A value that may be unknown: either the value, or the gap that hides it. */
import type { Gap } from './coverage.js';

export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly gap: Gap };

/** Yes, no, or the gap that keeps us from saying. */
export type Tri = Known<boolean>;

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(gap: Gap): { readonly known: false; readonly gap: Gap } {
  return { known: false, gap };
}

/** Yes if one is yes; unknown if none is yes and one is unknown; else no. */
export function anyOf(values: Iterable<Tri>): Tri {
  let doubt: Tri | null = null;
  for (const value of values) {
    if (value.known && value.value) return value;
    if (!value.known && doubt === null) doubt = value;
  }
  return doubt ?? known(false);
}

/** No if one is no; unknown if none is no and one is unknown; else yes. */
export function allOf(values: Iterable<Tri>): Tri {
  let doubt: Tri | null = null;
  for (const value of values) {
    if (value.known && !value.value) return value;
    if (!value.known && doubt === null) doubt = value;
  }
  return doubt ?? known(true);
}

/** Applies a function to a known value; a gap stays a gap. */
export function mapKnown<T, U>(value: Known<T>, change: (inner: T) => U): Known<U> {
  return value.known ? known(change(value.value)) : value;
}
