/** Reads an export of cmdlets (`--bundle`): a folder or a ZIP, with the export script's manifest or as engineers send it. */
import { basename, resolve } from 'node:path';
import { OperatorError } from '../../operator-error.js';
import type { Bundle } from '../../purview/results.js';
import { type ExportFile, MOST_BYTES, MOST_BYTES_TOGETHER, tooMuchTogether } from './bounds.js';
import { oneOfEach } from './choose.js';
import { claimsOf, type PlacedManifest } from './claims.js';
import { listExport } from './files.js';
import { parseExport } from './json.js';
import { isManifest, manifestOf } from './manifest.js';
import { shown } from './names.js';
import { notesOf, nothingKnown, summary } from './notes.js';
import { type Reading, readingOf } from './reading.js';
import { textOf } from './text.js';

/**
 * Every cmdlet that the export tells anything of; what cannot be read is told as that, and never as empty.
 * @param path a folder or a ZIP
 * @throws OperatorError where there is nothing to read, or where it cannot be an export
 */
export async function readBundle(path: string): Promise<Bundle> {
  const { files, notes: found } = await listExport(path);
  const manifests = await manifestsIn(files, path);
  const { claims, notes: sorted } = claimsOf(files, manifests.read);
  if (claims.length === 0) throw nothingKnown(path, files);
  const weight = claims.reduce((sum, { file }) => sum + (file === null || file.size > MOST_BYTES ? 0 : file.size), 0);
  if (weight > MOST_BYTES_TOGETHER) throw tooMuchTogether(path);
  const readings: Reading[] = [];
  for (const claim of claims) readings.push(await readingOf(claim));
  const chosen = oneOfEach(readings.flatMap(({ results }) => results));
  const times = manifests.read.flatMap(({ startedAt }) => startedAt ?? []).sort();
  return {
    name: basename(resolve(path)),
    tenantId: manifests.tenantId,
    // Several exports in one are as old as the oldest of them.
    madeAt: times[0] ?? null,
    results: chosen.results,
    notes: [summary(path, chosen.results), ...found, ...manifests.notes, ...sorted, ...notesOf(readings), ...chosen.notes],
  };
}

interface Manifests {
  readonly read: readonly PlacedManifest[];
  readonly tenantId: string | null;
  readonly notes: readonly string[];
}

/** There may be several: an engineer runs the parts on two machines, and sends both folders in one ZIP. */
async function manifestsIn(files: readonly ExportFile[], path: string): Promise<Manifests> {
  const read: PlacedManifest[] = [];
  const notes: string[] = [];
  const tenants = new Set<string>();
  for (const file of files.filter((one) => isManifest(one.path))) {
    const json = await jsonIn(file);
    const manifest = json === undefined ? unreadableManifest(file) : manifestOf(json, file.path);
    if (manifest.tenantId !== null) tenants.add(manifest.tenantId);
    if ('refused' in manifest) notes.push(manifest.refused);
    else {
      read.push({ ...manifest, path: file.path });
      notes.push(...manifest.notes);
    }
  }
  if (tenants.size > 1) {
    throw new OperatorError(
      `${path} holds exports of several tenants: ${[...tenants].sort().join(', ')}. Give the one of the tenant that is scanned.`,
    );
  }
  if (read.length === 0) {
    notes.push('The export has no manifest: when its files were made is not known, and what is empty in it proves nothing.');
  }
  if (tenants.size === 0)
    notes.push('The export does not say of which tenant it is; make sure that it is of the one that is scanned.');
  return { read, tenantId: [...tenants][0] ?? null, notes };
}

const unreadableManifest = ({ path }: ExportFile) => ({
  refused: `${shown(path)} cannot be read, so files are known by their names.`,
  tenantId: null,
});

/** Undefined: it is no JSON. */
async function jsonIn(file: ExportFile): Promise<unknown> {
  const content = await file.read();
  const text = 'damaged' in content ? null : textOf(content);
  const parsed = text === null ? null : parseExport(text.text);
  return parsed?.ok === true ? parsed.json : undefined;
}
