/** Keeps a second scan out of an evidence folder, and takes over the lock of one that died. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.js';
import { codeOf, inWords } from './durable-files.js';
import { LOCK } from './layout.js';
import { isRecord } from './manifest.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process was started, in milliseconds: tells a process from a later one that was given its number. */
  readonly start: number;
}

/** A lock file without content is one whose writer is just at it, or died at it; nobody needs longer than this. */
const EMPTY_FOR_MS = 10_000;

/** Resolves to the function that gives the lock back. */
export async function lockFolder(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, LOCK);
  const self: Holder = { pid: process.pid, host: hostname(), start: Math.round(performance.timeOrigin) };
  const text = `${JSON.stringify(self)}\n`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600, flush: true });
      return async () => {
        // Somebody who took the folder by removing the lock by hand keeps his own.
        if ((await readOrNull(path)) === text) await rm(path, { force: true });
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw inWords(error, path);
    }
    if (attempt > 3 || !(await removeStale(path, self))) throw await refusal(directory, path);
  }
}

/** True when the lock is gone. It is moved aside first, so that of two who find it stale only one removes it. */
async function removeStale(path: string, self: Holder): Promise<boolean> {
  const found = await readOrNull(path);
  if (found === null) return true;
  if (!(await isStale(path, found, self))) return false;
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw inWords(error, path);
  }
  if ((await readOrNull(aside)) !== found) {
    // Another process was quicker and this is its living lock: it gets it back, and we are refused.
    await rename(aside, path);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

async function isStale(path: string, text: string, self: Holder): Promise<boolean> {
  const holder = parseHolder(text);
  if (holder === null) {
    const found = await stat(path).catch(() => null);
    return found === null || Date.now() - found.mtimeMs > EMPTY_FOR_MS;
  }
  if (holder.host !== self.host) return false;
  // Containers give the same few numbers again and again, so our own number does not mean that it was us.
  if (holder.pid === self.pid) return holder.start !== self.start;
  return !isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return codeOf(error) !== 'ESRCH';
  }
}

async function refusal(directory: string, path: string): Promise<OperatorError> {
  const holder = parseHolder((await readOrNull(path)) ?? '');
  const who = holder === null ? 'Another scan' : `Process ${holder.pid} on ${holder.host}`;
  return new OperatorError(
    `${who} is writing to ${directory}. Wait for it or choose another folder; if it is surely not running any more, delete ${path}.`,
  );
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    const { pid, host, start } = value;
    const isHolder = Number.isInteger(pid) && Number(pid) > 0 && typeof host === 'string' && typeof start === 'number';
    return isHolder ? { pid: Number(pid), host, start } : null;
  } catch {
    return null;
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw inWords(error, path);
  }
}
