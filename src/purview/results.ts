/** What a cmdlet said, whichever way it came: decoded values, and which of empty, failed, not run and unreadable it was. */
import type { Gap } from '../evidence/coverage.js';
import type { Timestamp } from '../evidence/directory.js';
import type { CmdletSession, PurviewSource } from '../evidence/purview.js';

/** Stands where an export cut a value short (`System.Object[]`, `@{a=1}`): what was there is not known, and not empty. */
export const UNREADABLE = Symbol('unreadable');

/** A decoded value: dates as ISO texts, key-and-value lists as objects, wrapped lists as lists, no `@odata` companions. */
export type CmdletValue =
  | string
  | number
  | boolean
  | null
  | typeof UNREADABLE
  | readonly CmdletValue[]
  | { readonly [key: string]: CmdletValue };

export type CmdletObject = { readonly [key: string]: CmdletValue };

export interface CmdletResult {
  /** `Get-DlpCompliancePolicy`. */
  readonly cmdlet: string;
  readonly source: PurviewSource;
  readonly session: CmdletSession;
  readonly at: Timestamp | null;
  /** Name and version of the module; null: not told. */
  readonly module: string | null;
  /** File and encoding, or host and audience of the token. */
  readonly door: string | null;
  /** What it was asked about, where it is asked once for each: the address of a site. Null: the tenant. */
  readonly target: string | null;
  /** Nobody says with which parameters it was run: a file of an export that no manifest names. Missing: with those of the list. */
  readonly byHand?: true;
  readonly answer: CmdletAnswer;
}

export type CmdletAnswer =
  /** `cut`: why there are more objects than these; null: these are all. */
  | { readonly kind: 'read'; readonly objects: readonly CmdletObject[]; readonly cut: Gap | null }
  /** It ran and gave nothing. */
  | { readonly kind: 'empty' }
  /** It ran and failed, or was refused. */
  | { readonly kind: 'failed'; readonly gap: Gap }
  /** Nobody ran it: its module was missing, its part was left out. */
  | { readonly kind: 'not-run'; readonly gap: Gap }
  /** It ran, and what it gave cannot be read. */
  | { readonly kind: 'unreadable'; readonly gap: Gap };

/** An export that the operator gave with `--bundle`. */
export interface Bundle {
  /** Name of the folder or file, without the path. */
  readonly name: string;
  /** Of the manifest, lower case; null: not told. */
  readonly tenantId: string | null;
  readonly madeAt: Timestamp | null;
  readonly results: readonly CmdletResult[];
  /** What a reader of the report should know of it, a sentence each. */
  readonly notes: readonly string[];
}
