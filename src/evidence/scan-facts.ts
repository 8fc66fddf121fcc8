/** What is known of the scan itself: when, as whom, and through which door it looked. */
import type { Known } from './known.js';

/** Which way the outside was reached: Microsoft's own hosts, hosts moved by `--endpoint`, or the embedded demo. */
export type ScanSource = 'live' | 'moved' | 'demo';

export interface ScanFacts {
  readonly tool: { readonly name: 'copilot-preflight'; readonly version: string };
  readonly tenantId: string;
  readonly source: ScanSource;
  readonly cloud: string;
  readonly profile: 'minimal' | 'standard';
  readonly startedAt: string;
  /** Null on a scan that was cut short. */
  readonly endedAt: string | null;
  readonly signIn: {
    /** Which credential was used, in words of ours. */
    readonly method: string;
    readonly mode: 'application' | 'delegated' | 'unknown';
    /** Application roles or delegated scopes of the Graph token; null where the token does not tell. */
    readonly permissions: readonly string[] | null;
    readonly appId: string | null;
  };
  /** Whether SharePoint's own API could be asked, and with which of its permissions; the gap says why not. */
  readonly sharePoint: Known<{ readonly permissions: readonly string[] | null }>;
  /** Whether Microsoft's cmdlet endpoint could be asked (`--purview-direct`), and the export that was read; the gap says why not. */
  readonly cmdlets: Known<{ readonly permissions: readonly string[] | null }>;
  readonly bundle: { readonly name: string; readonly madeAt: string | null } | null;
  /** What the operator kept the scan from: `--sites`, `--max-ru`, `--until`; null: nothing. */
  readonly limits: {
    readonly sites: number | null;
    readonly maxUnits: number | null;
    readonly until: string | null;
  };
  /** Requests sent and resource units spent, by pacing lane. */
  readonly spent: Readonly<Record<string, { readonly requests: number; readonly units: number; readonly throttled: number }>>;
  /** Collectors that called a beta path in this scan, with the reason that their metadata gives. */
  readonly betaPaths: readonly { readonly path: string; readonly why: string; readonly replacedBy: string }[];
  /** Facts about answers that a reader needs, such as whether a preference was applied. */
  readonly notes: readonly string[];
}

/** The date that ages are counted from: the end of the scan; of one that was cut short its start, the only date that its evidence is sure of. */
export function endOf(facts: ScanFacts): Date {
  return new Date(facts.endedAt ?? facts.startedAt);
}
