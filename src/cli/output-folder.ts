/** Where a scan writes: a new folder of its own, never over something that is there. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { OperatorError } from '../operator-error.js';
import { makeFolder, writeWhole } from '../snapshot/durable-files.js';

/** Marks a folder as ours, with the tenant that it belongs to. */
const MARK = 'copilot-preflight.json';
const LATEST = 'latest.json';

export interface OutputFolder {
  /** Where this run's files go. */
  readonly path: string;
  readonly evidence: string;
  /** Names the newest run where the folder holds several. */
  finish(): Promise<void>;
}

async function entries(path: string): Promise<string[] | null> {
  try {
    return await readdir(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') throw new OperatorError(`${path} is a file; --out needs a folder. Choose another path.`);
    throw new OperatorError(
      `The folder ${path} cannot be read (${code ?? 'unknown reason'}). Check the path and your rights to it.`,
      { cause: error },
    );
  }
}

async function tenantOf(path: string): Promise<string | null> {
  try {
    const mark = JSON.parse(await readFile(join(path, MARK), 'utf8')) as { tenantId?: unknown };
    return typeof mark.tenantId === 'string' ? mark.tenantId : null;
  } catch {
    return null;
  }
}

/** `2026-11-23T01-58-07Z`: sorts by time and is a legal name on every system. */
function stamp(now: Date): string {
  return now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
}

/**
 * An empty or missing folder takes the run itself; a folder that holds an earlier output for the same tenant takes it
 * in `<UTC time>/`. Anything else is refused, so that nothing is overwritten.
 */
export async function openOutputFolder(root: string, tenantId: string, now: Date): Promise<OutputFolder> {
  const found = await entries(root);
  const isNew = found === null || found.length === 0;
  if (!isNew) {
    const owner = await tenantOf(root);
    if (owner === null) throw new OperatorError(`${root} holds files that are not ours. Give an empty or new folder with --out.`);
    if (owner.toLowerCase() !== tenantId.toLowerCase()) {
      throw new OperatorError(`${root} holds the output of another tenant (${owner}). Give another folder with --out.`);
    }
  }
  const path = isNew ? root : await freshFolder(root, stamp(now));
  await makeFolder(path);
  if (isNew) await writeWhole(join(root, MARK), `${JSON.stringify({ outputOf: 'copilot-preflight', tenantId }, null, 2)}\n`);
  return {
    path,
    evidence: join(path, 'evidence'),
    async finish() {
      if (isNew) return;
      await writeWhole(join(root, LATEST), `${JSON.stringify({ latest: basename(path) }, null, 2)}\n`);
    },
  };
}

/** Two runs in one second get two folders. */
async function freshFolder(root: string, name: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const path = join(root, n === 1 ? name : `${name}-${n}`);
    if ((await entries(path)) === null) return path;
  }
}
