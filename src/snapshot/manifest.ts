/** Reads and writes `manifest.json`: what scan the evidence is of, and which shards it has. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScanFacts } from '../evidence/scan-facts.js';
import { OperatorError } from '../operator-error.js';
import { codeOf, inWords, writeWhole } from './durable-files.js';
import { FORMAT, MANIFEST, type Manifest } from './layout.js';

export function writeManifest(directory: string, facts: ScanFacts, shards: Manifest['shards']): Promise<void> {
  const manifest: Manifest = { evidenceOf: 'copilot-preflight', format: FORMAT, facts, shards };
  return writeWhole(join(directory, MANIFEST), `${JSON.stringify(manifest)}\n`);
}

/** Null where there is none; refuses what is not ours, is broken, or was written by a newer version. */
export async function readManifest(directory: string): Promise<Manifest | null> {
  let text: string;
  try {
    text = await readFile(join(directory, MANIFEST), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw inWords(error, join(directory, MANIFEST));
  }
  return checked(parsed(text, directory), directory);
}

export function noManifest(directory: string): OperatorError {
  return new OperatorError(
    `${directory} is not evidence of copilot-preflight (no ${MANIFEST}). Name the evidence folder of a scan.`,
  );
}

function parsed(text: string, directory: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw broken(directory, cause);
  }
}

function checked(value: unknown, directory: string): Manifest {
  if (!isRecord(value) || value.evidenceOf !== 'copilot-preflight') {
    throw new OperatorError(
      `${directory} is not evidence of copilot-preflight (its ${MANIFEST} is another program's). Name the evidence folder of a scan.`,
    );
  }
  const format = value.format;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) throw broken(directory);
  if (format > FORMAT) {
    throw new OperatorError(
      `${directory} was written by a newer copilot-preflight (evidence format ${format}, this version reads up to ${FORMAT}). Update the program.`,
    );
  }
  const { facts, shards } = value;
  if (!isScanFacts(facts) || !isRecord(shards)) throw broken(directory);
  const maps = Object.values(shards);
  if (!maps.every((map) => isRecord(map) && Object.values(map).every((id) => typeof id === 'string'))) throw broken(directory);
  return { evidenceOf: 'copilot-preflight', format, facts, shards };
}

/** Enough to know that later stages can read it; the writer's types hold the rest. */
function isScanFacts(value: unknown): value is ScanFacts {
  if (!isRecord(value)) return false;
  const texts = [value.tenantId, value.startedAt, value.source, value.cloud, value.profile];
  return (
    texts.every((text) => typeof text === 'string') &&
    (value.endedAt === null || typeof value.endedAt === 'string') &&
    isRecord(value.tool) &&
    isRecord(value.signIn) &&
    isRecord(value.spent) &&
    Array.isArray(value.betaPaths) &&
    Array.isArray(value.notes)
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function broken(directory: string, cause?: unknown): OperatorError {
  return new OperatorError(
    `${join(directory, MANIFEST)} is damaged. Scan again into another folder, or restore the folder from a copy.`,
    { cause },
  );
}
