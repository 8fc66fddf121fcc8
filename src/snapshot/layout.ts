/** Names and shapes of what stands in an evidence folder: the format that another version of the program must still read. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Coverage, Gap } from '../evidence/coverage.js';
import { type DatasetName, WHOLE } from '../evidence/datasets.js';
import type { ScanFacts } from '../evidence/scan-facts.js';

/** Raised when an older program could no longer read what a newer one writes. */
export const FORMAT = 1;

export const MANIFEST = 'manifest.json';
export const LOCK = 'lock.json';
export const JOURNAL = 'journal.ndjson';
/** Its arrival, by rename, is what makes a generation finished. */
export const DONE = 'done.json';

/** A new segment is begun after this many bytes: small enough to copy and to lose, large enough to be few. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;
/** Rows of one page beyond this many characters of JSON go into a member of their own, so that reading stays small. */
export const MEMBER_CHARACTERS = 4 * 1024 * 1024;
/** No member unpacks to more than this, so that a hostile or broken file cannot fill the memory. */
export const MEMBER_BYTES_LIMIT = 64 * 1024 * 1024;

export interface Manifest {
  readonly evidenceOf: 'copilot-preflight';
  readonly format: number;
  /** `endedAt` is null until the scan has ended. */
  readonly facts: ScanFacts;
  /** Real ids of the shards by dataset and folder; a folder that is missing here was begun after the last writing. */
  readonly shards: { readonly [D in DatasetName]?: Readonly<Record<string, string>> };
}

/** Whose generation it is: the first line of a journal, and a part of `done.json`. */
export interface Identity {
  readonly dataset: DatasetName;
  readonly shard: string;
  /** `startedAt` of the scan that wrote it: a folder can hold shards of an earlier scan beside those of the last. */
  readonly scan: string;
}

/** Every further line of a journal: one gzip member that is safe on disk. */
export interface JournalPage {
  /** Counts from 1 without holes. */
  readonly page: number;
  readonly segment: number;
  /** Where the member ends in its segment. */
  readonly offset: number;
  readonly bytes: number;
  readonly rows: number;
  /** The link to go on from; missing on a member whose page goes on in the next one. */
  readonly next?: string | null;
  readonly sha256: string;
}

export interface Done extends Identity {
  readonly state: Coverage['state'];
  readonly gaps: readonly Gap[];
  readonly rows: number;
  readonly pages: number;
}

/** Ids of drives hold characters and capitals that not every file system keeps, so the folder is named by their hash. */
export function shardFolder(shard: string): string {
  return shard === WHOLE ? WHOLE : sha256(shard).slice(0, 16);
}

export function isShardFolder(name: string): boolean {
  return name === WHOLE || /^[0-9a-f]{16}$/.test(name);
}

export function isGenerationFolder(name: string): boolean {
  return /^\d{6}$/.test(name);
}

export function sixDigits(number: number): string {
  return String(number).padStart(6, '0');
}

export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${sixDigits(segment)}.ndjson.gz`);
}

export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
