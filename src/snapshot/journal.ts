/** Reads a journal line by line, as far as it can be trusted. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DATASETS, type DatasetName } from '../evidence/datasets.js';
import { codeOf } from './durable-files.js';
import { type Identity, JOURNAL, type JournalPage, MEMBER_BYTES_LIMIT } from './layout.js';
import { isRecord } from './manifest.js';

/** No line of ours is longer; a file without line ends is not read into memory in search of one. */
const LINE_LIMIT = 1024 * 1024;

export type JournalEntry = Identity | JournalPage;

/**
 * The first line and then the pages, in order. It ends at the first line that is not as written: a torn last line is
 * what a kill leaves. `onDamage` is called when more stood behind that line, or the file cannot be read.
 */
export async function* readJournal(directory: string, onDamage: () => void): AsyncGenerator<JournalEntry> {
  let page = 0;
  let hasEnded = false;
  try {
    for await (const line of lines(join(directory, JOURNAL))) {
      if (hasEnded) return onDamage();
      const entry = page === 0 ? parseIdentity(line) : parsePage(line, page);
      if (entry === null) hasEnded = true;
      else yield entry;
      page += 1;
    }
  } catch (error) {
    // Without a journal nothing was acknowledged: a kill just after the folder was made.
    if (codeOf(error) !== 'ENOENT') onDamage();
  }
}

async function* lines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
    if (rest.length > LINE_LIMIT) throw new Error(`A line of ${path} has no end`);
  }
  if (rest !== '') yield rest;
}

export function parseIdentity(line: string): Identity | null {
  const value = parseRecord(line);
  if (value === null) return null;
  const { dataset, shard, scan } = value;
  if (typeof dataset !== 'string' || !Object.hasOwn(DATASETS, dataset)) return null;
  if (typeof shard !== 'string' || typeof scan !== 'string') return null;
  return { dataset: dataset as DatasetName, shard, scan };
}

function parsePage(line: string, expected: number): JournalPage | null {
  const value = parseRecord(line);
  if (value === null) return null;
  const { page, segment, offset, bytes, rows, next, sha256 } = value;
  if (page !== expected || typeof sha256 !== 'string') return null;
  if (!isCount(segment) || !isCount(offset) || !isCount(bytes) || !isCount(rows)) return null;
  if (bytes > offset || bytes > MEMBER_BYTES_LIMIT) return null;
  const isLast = typeof next === 'string' || next === null;
  return { page: expected, segment, offset, bytes, rows, sha256, ...(isLast ? { next } : {}) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function parseRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
