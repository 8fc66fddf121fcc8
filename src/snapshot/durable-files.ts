/** Writing that survives a power cut, for the owner's eyes only, with refusals of the disk told in words. */
import { type FileHandle, mkdir, open, rename, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { OperatorError } from '../operator-error.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Makes what is missing of a path, level by level, and gives the folders that it made, the outermost first. Node's own
 * recursive way spins for ever where the system takes no folders at all (/proc). A refusal leaves nothing behind.
 */
export async function makeFolder(path: string): Promise<readonly string[]> {
  const missing = await told(path, () => missingLevels(resolve(path)));
  const made: string[] = [];
  try {
    for (const level of missing) if (await told(path, () => makeLevel(level))) made.push(level);
    return made;
  } catch (error) {
    for (const level of made.reverse()) await rmdir(level).catch(() => undefined);
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new OperatorError(`${path} cannot be made: this system takes no folder there. Choose another folder.`, {
      cause: error,
    });
  }
}

/** The levels of a path that are not there, the outermost first. */
async function missingLevels(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let level = path; !(await isThere(level)); level = dirname(level)) {
    missing.unshift(level);
    if (dirname(level) === level) break;
  }
  return missing;
}

async function isThere(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error(`not a folder: ${path}`), { code: 'ENOTDIR' });
}

/** False where another process was first. */
async function makeLevel(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: PRIVATE_FOLDER });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await isThere(path))) return false;
    throw error;
  }
}

export function createFile(path: string): Promise<FileHandle> {
  return told(path, () => open(path, 'wx', PRIVATE_FILE));
}

/** Positions are given, so that a write that was cut is written over, never appended to. */
export async function writeAt(handle: FileHandle, path: string, bytes: Buffer, position: number): Promise<void> {
  await told(path, async () => {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  });
}

export async function flush(handle: FileHandle, path: string): Promise<void> {
  await told(path, () => handle.datasync().catch(unlessUnsupported));
}

/** A file is there whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.tmp`;
  await told(path, async () => {
    const handle = await open(unfinished, 'w', PRIVATE_FILE);
    try {
      await handle.writeFile(text);
      await handle.sync().catch(unlessUnsupported);
    } finally {
      await handle.close();
    }
    await renameOver(unfinished, path);
  });
  await flushFolder(dirname(path));
}

/** Makes new names in a folder durable. Windows does not open folders and needs no such thing. */
export async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch {
    // File systems that cannot do it keep names in their own journal; a page is never acknowledged by this alone.
  } finally {
    await handle.close();
  }
}

/** Virus scanners and indexers on Windows hold new files for a moment, and a rename is refused meanwhile. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isHeld = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!isHeld || attempt === 10) throw error;
      await setTimeout(attempt * 20);
    }
  }
}

function unlessUnsupported(error: unknown): void {
  if (!['EINVAL', 'ENOSYS', 'ENOTSUP'].includes(codeOf(error))) throw error;
}

async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inWords(error, path);
  }
}

/** An error of the file system as a sentence that says what to do; any other error as it is. */
export function inWords(error: unknown, path: string): unknown {
  const sentence = sentenceFor(codeOf(error), path);
  return sentence === null ? error : new OperatorError(sentence, { cause: error });
}

function sentenceFor(code: string, path: string): string | null {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `No space is left to write ${path}. Free some, or choose a folder on another disk; evidence written before stays valid.`;
    case 'EACCES':
    case 'EPERM':
      return `Access to ${path} was refused. Give this user the right to it, or choose another folder.`;
    case 'EROFS':
      return `${path} is on a read-only disk. Choose another folder.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} cannot be made, because a file stands in its way. Choose another folder.`;
    case 'ENAMETOOLONG':
      return `The path ${path} is too long for this system. Choose a folder with a shorter path.`;
    case 'EMFILE':
    case 'ENFILE':
      return `This system allows no more open files (at ${path}). Raise the limit (ulimit -n), or close other programs.`;
    case 'EIO':
      return `The disk failed at ${path}. Choose a folder on another disk; evidence written before stays valid.`;
    default:
      return null;
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
