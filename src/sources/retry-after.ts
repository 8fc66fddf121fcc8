/** Reads how long a service asks to be left alone: `Retry-After` in both forms, and the reset of the `RateLimit` headers. */

/** Milliseconds to wait, or null where the header is missing, garbage, negative or a date gone by. */
export function retryAfterMs(value: string | null | undefined, now: Date): number | null {
  const text = value?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Only the three date forms of HTTP begin with a weekday; `Date.parse` alone takes "-5" for a year.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at) || at <= now.getTime()) return null;
  return at - now.getTime();
}

/** What the `RateLimit-*` headers of SharePoint say; null where they are absent or make no sense. */
export interface RateLimit {
  readonly limit: number | null;
  readonly remaining: number;
  readonly resetMs: number;
}

export function rateLimit(header: (name: string) => string | null): RateLimit | null {
  const remaining = whole(header('ratelimit-remaining'));
  const reset = whole(header('ratelimit-reset'));
  if (remaining === null || reset === null) return null;
  return { limit: whole(header('ratelimit-limit')), remaining, resetMs: reset * 1000 };
}

function whole(value: string | null): number | null {
  return value !== null && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}
