/** The shape of a collector: metadata that docs, `doctor` and `permissions` read, and one function from source to evidence. */
import type { Gap } from '../evidence/coverage.js';
import type { DatasetName } from '../evidence/datasets.js';
import type { Known } from '../evidence/known.js';
import type { EvidenceReader, EvidenceWriter } from '../evidence/store.js';
import type { Bundle } from '../purview/results.js';
import type { CmdletReader, CmdletTenant } from '../sources/cmdlets.js';
import type { GraphReader } from '../sources/graph.js';
import type { SharePointReader } from '../sources/sharepoint.js';

/** A permission that a collector asks for, and what is lost without it. */
export interface Access {
  readonly permission: string;
  readonly why: string;
  /** `true`: the collector works without it, with less. */
  readonly optional?: boolean;
}

export interface CollectorMeta {
  readonly id: string;
  readonly title: string;
  readonly provides: readonly DatasetName[];
  /** Datasets of other collectors that it reads first. */
  readonly after: readonly DatasetName[];
  /** Least-privilege Microsoft Graph permissions; the same names serve application and delegated sign-in. */
  readonly application: readonly Access[];
  readonly delegated: readonly Access[];
  /** Sign-in modes in which Microsoft answers at all. */
  readonly modes: readonly ('application' | 'delegated')[];
  /** Permissions of SharePoint's own API, application permissions and for a person; a certificate is needed for the first. */
  readonly sharePoint?: readonly Access[];
  /** Permissions of Exchange Online and of Exchange Online Protection for the direct path; application permissions, always optional. */
  readonly cmdlets?: readonly Access[];
  /** Entra roles that a delegated sign-in needs beside its scopes. */
  readonly delegatedRole?: string;
  readonly profile: 'minimal' | 'standard';
  /** Paths asked, for the docs; ids as `{id}`. */
  readonly endpoints: readonly string[];
  /** Every beta path asked: why, and what replaces it when Microsoft moves it to v1.0. */
  readonly beta?: readonly { readonly path: string; readonly why: string; readonly replacedBy: string }[];
}

export interface Session {
  readonly mode: 'application' | 'delegated' | 'unknown';
  /** Null: the token does not tell; learned from the answers. */
  readonly permissions: readonly string[] | null;
}

/** What the operator allowed a scan to spend, judged before each site and drive. */
export interface Allowance {
  /** Why a site is not to be read; null: it is. */
  site(webUrl: string): Gap | null;
  /** Why nothing more is to be read of SharePoint: units or time are used up; null: go on. */
  spent(): Gap | null;
}

export interface CollectorContext {
  readonly graph: GraphReader;
  /** SharePoint's own API, or why this scan may not ask it. */
  readonly sharePoint: Known<SharePointReader>;
  /** The cmdlet endpoint, once it is known which tenant is asked; or why this scan may not ask it. */
  readonly cmdlets: Known<(tenant: CmdletTenant) => CmdletReader>;
  /** The export that the operator gave; null: none. */
  readonly bundle: Bundle | null;
  readonly now: () => Date;
  readonly allowance: Allowance;
  readonly session: Session;
  readonly out: EvidenceWriter;
  readonly evidence: EvidenceReader;
  readonly signal: AbortSignal;
  /** Counts for the progress display: how many of what were read so far. */
  progress(what: string, done: number, total?: number): void;
  /** A fact about the answers that the report's method section repeats. */
  note(sentence: string): void;
  /** Runs work on each with bounded concurrency. */
  each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void>;
}

export interface Collector {
  readonly meta: CollectorMeta;
  collect(context: CollectorContext): Promise<void>;
}

export function defineCollector(collector: Collector): Collector {
  return collector;
}
