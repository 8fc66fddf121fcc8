/** The list that the export script writes beside its files: which cmdlet ran, how it ended, and in which file its output is. */
import type { Timestamp } from '../evidence/directory.js';
import type { CmdletSession } from '../evidence/purview.js';

/** Name of the file, at the top of the export. */
export const MANIFEST_FILE = 'manifest.json';
export const MANIFEST_FORMAT = 'copilot-preflight-bundle';
export const MANIFEST_VERSION = 1;

export interface ExportManifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly version: typeof MANIFEST_VERSION;
  /** Object id of the tenant; null: no session told it. */
  readonly tenantId: string | null;
  readonly startedAt: Timestamp | null;
  readonly entries: readonly ManifestEntry[];
}

/** One cmdlet; one entry for each value where it was asked so, and one more for each site that it could not read. */
export interface ManifestEntry {
  readonly cmdlet: string;
  readonly session: CmdletSession;
  /** `read`: it gave objects; `empty`: it ran and gave none; `failed`: it threw; `not-run`: nobody ran it. */
  readonly outcome: 'read' | 'empty' | 'failed' | 'not-run';
  /** What the shell said, or why nobody ran it; null: nothing. */
  readonly error: string | null;
  /** Objects that it gave; null: not counted. */
  readonly count: number | null;
  /** When it ran, UTC; null: not told, or it did not run. */
  readonly at: Timestamp | null;
  /** `ExchangeOnlineManagement 3.9.2`; null: not told. */
  readonly module: string | null;
  /** Relative to the manifest; null: nothing was saved. */
  readonly file: string | null;
  /** Address of the one site that could not be read; null: it is about the cmdlet as a whole. */
  readonly target: string | null;
  /** The value that it was asked for, `CopilotInteraction`; null: it is not asked by value. */
  readonly parameter: string | null;
}
