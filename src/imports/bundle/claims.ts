/** Which file of an export is the output of which cmdlet: by the manifests first, by the names of files for what is left. */
import { type Cmdlet, cmdletNamed } from '../../purview/cmdlets.js';
import type { ManifestEntry } from '../../purview/manifest.js';
import type { ExportFile } from './bounds.js';
import { isManifest, placeOf, type ReadManifest } from './manifest.js';
import { baseName, cmdletsIn, isCompanion, isText, shown, some } from './names.js';

/** One cmdlet that an entry of a manifest or the name of a file tells of. */
export interface Claim {
  readonly cmdlet: Cmdlet;
  readonly entry: ManifestEntry | null;
  readonly file: ExportFile | null;
  /** Why the file is not believed to be of this cmdlet; null: it is. */
  readonly doubt: string | null;
  /** Sites that this cmdlet could not read, of which the manifest has an entry each. */
  readonly refused: readonly ManifestEntry[];
}

export type PlacedManifest = ReadManifest & { readonly path: string };

export function claimsOf(
  files: readonly ExportFile[],
  manifests: readonly PlacedManifest[],
): { readonly claims: readonly Claim[]; readonly notes: readonly string[] } {
  const byPlace = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  const claims: Claim[] = [];
  const outside: string[] = [];
  const claimed = new Map<ExportFile, number>();
  for (const manifest of manifests) {
    const refused = new Map<string, ManifestEntry[]>();
    for (const entry of manifest.entries) {
      if (entry.target === null) continue;
      const others = refused.get(entry.cmdlet);
      if (others === undefined) refused.set(entry.cmdlet, [entry]);
      else others.push(entry);
    }
    for (const entry of manifest.entries) {
      const cmdlet = cmdletNamed(entry.cmdlet);
      if (cmdlet === null) continue;
      const place = entry.file === null ? null : placeOf(manifest.path, entry.file);
      if (entry.file !== null && place === null) outside.push(entry.file);
      const file = place === null ? null : (byPlace.get(place.toLowerCase()) ?? null);
      if (file !== null) claimed.set(file, (claimed.get(file) ?? 0) + 1);
      claims.push({ cmdlet, entry, file, doubt: null, refused: entry.target === null ? (refused.get(entry.cmdlet) ?? []) : [] });
    }
  }
  const loose = looseIn(files.filter((file) => !claimed.has(file)));
  const notes = outside.length === 0 ? [] : [`The manifest points out of the export, which was not followed: ${some(outside)}.`];
  return {
    claims: [...claims.map((claim) => ({ ...claim, doubt: doubtOf(claim, claimed) })), ...loose.claims],
    notes: [...notes, ...loose.notes],
  };
}

function doubtOf({ cmdlet, file }: Claim, claimed: ReadonlyMap<ExportFile, number>): string | null {
  if (file === null) return null;
  const name = shown(baseName(file.path));
  if ((claimed.get(file) ?? 0) > 1) return `the manifest names ${name} for more than one answer`;
  const named = cmdletsIn(file.path);
  return named.length === 0 || named.includes(cmdlet) ? null : `the manifest names ${name} as the output of ${cmdlet.name}`;
}

/** Files that no manifest names, by the cmdlet in their names. */
function looseIn(files: readonly ExportFile[]): { readonly claims: readonly Claim[]; readonly notes: readonly string[] } {
  const claims: Claim[] = [];
  const ignored: string[] = [];
  const unclear: string[] = [];
  const other: string[] = [];
  for (const file of files) {
    if (isManifest(file.path) || isCompanion(file.path)) continue;
    const name = baseName(file.path);
    const [cmdlet, second] = cmdletsIn(file.path);
    if (cmdlet === undefined) ignored.push(name);
    else if (second !== undefined) unclear.push(name);
    else if (!isText(file.path)) other.push(name);
    else claims.push({ cmdlet, entry: null, file, doubt: null, refused: [] });
  }
  const notes = [
    [ignored, 'Files that name no cmdlet of the list were left out'],
    [unclear, 'Files that name more than one cmdlet were left out'],
    [other, 'Files that are no JSON were left out; save cmdlets with ConvertTo-Json -Depth 12, and unpack ZIPs in the export'],
  ] as const;
  return { claims, notes: notes.flatMap(([names, what]) => (names.length === 0 ? [] : [`${what}: ${some(names)}.`])) };
}
