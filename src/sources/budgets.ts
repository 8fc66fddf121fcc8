/** Microsoft's published request budgets, by pacing lane, as dated data. */
import type { Lane } from './graph.js';

export interface Budget {
  /** Units allowed in one window, in the service's own units. */
  readonly units: number;
  readonly windowMs: number;
  /** The part of the budget that we run at; the rest is headroom for bursts, so that no window exceeds the whole. */
  readonly share: number;
  /** Requests in flight at once. */
  readonly concurrency: number;
  readonly title: string;
}

/** The day on which the numbers below were read at their source. */
export const BUDGETS_AS_OF = '2026-07-24';

/**
 * SharePoint and OneDrive: resource units a minute for one app in one tenant, by licences of the tenant.
 * https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
 */
export const SHAREPOINT_TIERS: readonly { readonly upToLicences: number; readonly perMinute: number; readonly perDay: number }[] =
  [
    { upToLicences: 1_000, perMinute: 1_250, perDay: 1_200_000 },
    { upToLicences: 5_000, perMinute: 2_500, perDay: 2_400_000 },
    { upToLicences: 15_000, perMinute: 3_750, perDay: 3_600_000 },
    { upToLicences: 50_000, perMinute: 5_000, perDay: 4_800_000 },
    { upToLicences: Number.POSITIVE_INFINITY, perMinute: 6_250, perDay: 6_000_000 },
  ];

/** https://learn.microsoft.com/graph/throttling-limits; the smallest tier until the licences are known. */
export const BUDGETS: Readonly<Record<Lane, Budget>> = {
  sharepoint: { title: 'SharePoint', units: 1_250, windowMs: 60_000, share: 0.8, concurrency: 12 },
  // "Specific sharing APIs": 300 questions in five minutes for one app in one tenant, whatever they cost.
  sharing: { title: 'SharePoint sharing links', units: 300, windowMs: 300_000, share: 0.8, concurrency: 2 },
  directory: { title: 'the directory', units: 3_500, windowMs: 10_000, share: 0.8, concurrency: 8 },
  // One request a second for ALL apps of the tenant together, and no `Retry-After` when it is exceeded.
  'conditional-access': { title: 'Conditional Access', units: 1, windowMs: 1_000, share: 0.9, concurrency: 1 },
  reports: { title: 'reports', units: 5, windowMs: 10_000, share: 0.8, concurrency: 2 },
  security: { title: 'security', units: 150, windowMs: 60_000, share: 0.8, concurrency: 4 },
  // Microsoft tells no figure. One cmdlet at a time and a second between them is what others do without being throttled.
  cmdlets: { title: 'the cmdlet endpoint', units: 1, windowMs: 1_000, share: 0.9, concurrency: 1 },
};

/** The SharePoint tier of a tenant with so many licences. */
export function sharePointTier(licences: number): { readonly perMinute: number; readonly perDay: number } {
  const tier = SHAREPOINT_TIERS.find((row) => licences <= row.upToLicences);
  return tier ?? { perMinute: 1_250, perDay: 1_200_000 };
}
