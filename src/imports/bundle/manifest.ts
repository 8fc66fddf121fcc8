/** Reads the manifests of an export, entry by entry: one entry that is no good takes nothing from the others. */
import type { CmdletSession } from '../../evidence/purview.js';
import { cmdletNamed } from '../../purview/cmdlets.js';
import {
  type ExportManifest,
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  MANIFEST_VERSION,
  type ManifestEntry,
} from '../../purview/manifest.js';
import { baseName, shown, some } from './names.js';

export interface ReadManifest extends Pick<ExportManifest, 'tenantId' | 'startedAt' | 'entries'> {
  readonly notes: readonly string[];
}

export function isManifest(path: string): boolean {
  return baseName(path).toLowerCase() === MANIFEST_FILE;
}

/** Null: this is no manifest of an export, or of a version that is not known here; the sentence says which. */
export function manifestOf(
  json: unknown,
  path: string,
): ReadManifest | { readonly refused: string; readonly tenantId: string | null } {
  const name = shown(path);
  if (!isObject(json) || json.format !== MANIFEST_FORMAT) {
    return { refused: `${name} is no manifest of an export, so files are known by their names.`, tenantId: null };
  }
  const tenantId = guidOf(json.tenantId);
  if (json.version !== MANIFEST_VERSION || !Array.isArray(json.entries)) {
    const version = typeof json.version === 'number' ? String(json.version) : 'another';
    return {
      refused: `${name} is of version ${version} of the export's format and this program reads ${MANIFEST_VERSION}, so files are known by their names. Make the export with the export-script of this version.`,
      tenantId,
    };
  }
  if (json.entries.length > MOST_ENTRIES)
    return { refused: `${name} has too many entries, so files are known by their names.`, tenantId };
  const strange: string[] = [];
  const entries: ManifestEntry[] = [];
  for (const entry of json.entries as readonly unknown[]) {
    const read = entryOf(entry);
    if (read === null)
      strange.push(isObject(entry) && typeof entry.cmdlet === 'string' ? entry.cmdlet : 'an entry without a cmdlet');
    else entries.push(read);
  }
  const notes = strange.length === 0 ? [] : [`${name} lists what is not read here: ${some(strange)}.`];
  return { tenantId, startedAt: timeOf(json.startedAt), entries, notes };
}

/** One for each site at worst. */
const MOST_ENTRIES = 50_000;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const OUTCOMES: Readonly<Record<string, ManifestEntry['outcome']>> = {
  read: 'read',
  empty: 'empty',
  failed: 'failed',
  'not-run': 'not-run',
  skipped: 'not-run',
};

const SESSIONS: readonly CmdletSession[] = [
  'security-compliance',
  'exchange',
  'sharepoint',
  'teams',
  'power-platform',
  'commerce',
  'rights-management',
];

function entryOf(entry: unknown): ManifestEntry | null {
  if (!isObject(entry) || typeof entry.cmdlet !== 'string') return null;
  const cmdlet = cmdletNamed(entry.cmdlet);
  const outcome = typeof entry.outcome === 'string' ? OUTCOMES[entry.outcome.toLowerCase()] : undefined;
  if (cmdlet === null || outcome === undefined) return null;
  const { count } = entry;
  return {
    cmdlet: cmdlet.name,
    session: SESSIONS.find((session) => session === entry.session) ?? 'unknown',
    outcome,
    error: textOf(entry.error),
    count: typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null,
    at: timeOf(entry.at),
    module: textOf(entry.module),
    file: textOf(entry.file),
    target: textOf(entry.target),
    parameter: textOf(entry.parameter),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, 4000) : null;
}

const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

function guidOf(value: unknown): string | null {
  return typeof value === 'string' && GUID.test(value) && !/^[0-]+$/.test(value) ? value.toLowerCase() : null;
}

/** A moment with its zone; a date without one is of a clock that nobody knows. */
function timeOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.test(value))
    return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The file that an entry names, below the export; null: it points out of the export, or at nothing. */
export function placeOf(manifestPath: string, file: string): string | null {
  const parts = file.replaceAll('\\', '/').split('/');
  const isOutside = /^[a-z]:/i.test(file) || parts.includes('..') || parts[0] === '';
  if (isOutside) return null;
  const folder = manifestPath.slice(0, manifestPath.length - baseName(manifestPath).length);
  return folder + parts.filter((part) => part !== '' && part !== '.').join('/');
}
