/** Where a scan writes: a new folder of its own, never over something that is there. */
import { access, mkdtemp, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { OperatorError } from '../operator-error.js';
import { codeOf, createFile, inWords, makeFolder, writeWhole } from '../snapshot/durable-files.js';

/** Marks a folder as ours, with the tenant that it belongs to. */
const MARK = 'copilot-preflight.json';
const LATEST = 'latest.json';

export interface OutputFolder {
  /** Where this run's files go. */
  readonly path: string;
  readonly evidence: string;
  /** Names this run as the newest scan where the folder holds several. */
  finish(): Promise<void>;
}

/** A folder that was found fit and writable before anything is asked of a tenant. */
export interface ReservedFolder {
  /** @throws OperatorError where the folder holds the output of another tenant. */
  open(tenantId: string, now: Date): Promise<OutputFolder>;
  /** Where the evidence of this run is; null before `open`. */
  evidence(): string | null;
  /** Takes away again what this run made, and nothing else. */
  discard(): Promise<void>;
}

async function entries(path: string): Promise<string[] | null> {
  try {
    return await readdir(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') throw new OperatorError(`${path} is a file; --out needs a folder. Choose another path.`);
    throw new OperatorError(
      `The folder ${path} cannot be read (${code || 'unknown reason'}). Check the path and your rights to it.`,
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
export async function reserveOutputFolder(root: string): Promise<ReservedFolder> {
  const found = await entries(root);
  const isNew = found === null || found.length === 0;
  if (!isNew && (await tenantOf(root)) === null)
    throw new OperatorError(`${root} holds files that are not ours. Give an empty or new folder with --out.`);
  /** In the order in which they were made. */
  const folders = [...(await makeFolder(root))];
  const contents: string[] = [];
  let evidence: string | null = null;

  async function discard(): Promise<void> {
    for (const path of contents.splice(0)) await rm(path, { recursive: true, force: true });
    // Only empty ones go: what somebody else put there meanwhile stays.
    for (const path of folders.splice(0).reverse()) await rmdir(path).catch(() => undefined);
  }

  try {
    await tryWriting(root);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    async open(tenantId, now) {
      const mark = join(root, MARK);
      const isFirst = isNew && (await claim(mark, tenantId));
      if (isFirst) contents.push(mark);
      else {
        const owner = await tenantOf(root);
        if (owner?.toLowerCase() !== tenantId.toLowerCase())
          throw new OperatorError(
            `${root} holds the output of another tenant (${owner ?? 'unknown'}). Give another folder with --out.`,
          );
      }
      const path = isFirst ? root : await freshFolder(root, stamp(now));
      if (!isFirst) folders.push(path);
      evidence = join(path, 'evidence');
      contents.push(evidence);
      return {
        path,
        evidence,
        async finish() {
          if (!isFirst) await writeWhole(join(root, LATEST), `${JSON.stringify({ latest: basename(path) }, null, 2)}\n`);
        },
      };
    },
    evidence: () => evidence,
    discard,
  };
}

/** The rights of a folder tell less than a try does. */
async function tryWriting(root: string): Promise<void> {
  try {
    await rmdir(await mkdtemp(join(root, '.copilot-preflight-')));
  } catch (error) {
    const told = inWords(error, root);
    if (told instanceof OperatorError) throw told;
    throw new OperatorError(`Nothing can be written to ${root} (${codeOf(error) || 'unknown reason'}). Choose another folder.`, {
      cause: error,
    });
  }
}

/** Marks a new folder as the output of a tenant; false where another run was first. */
async function claim(mark: string, tenantId: string): Promise<boolean> {
  let handle: Awaited<ReturnType<typeof createFile>>;
  try {
    handle = await createFile(mark);
  } catch (error) {
    if (codeOf((error as Error).cause) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(`${JSON.stringify({ outputOf: 'copilot-preflight', tenantId }, null, 2)}\n`);
  } finally {
    await handle.close();
  }
  return true;
}

/** Two runs in one second get two folders. */
async function freshFolder(root: string, name: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const path = join(root, n === 1 ? name : `${name}-${n}`);
    if ((await makeFolder(path)).length > 0) return path;
  }
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
