/** Writes one generation of a shard: segment, flush, journal, flush; and at the end the file that makes it finished. */
import { type FileHandle, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { DatasetName, Datasets } from '../evidence/datasets.js';
import type { ShardWriter } from '../evidence/store.js';
import { createFile, flush, flushFolder, makeFolder, writeAt, writeWhole } from './durable-files.js';
import { Generation } from './generation.js';
import {
  DONE,
  type Done,
  type Identity,
  JOURNAL,
  type JournalPage,
  MEMBER_BYTES_LIMIT,
  MEMBER_CHARACTERS,
  SEGMENT_BYTES,
  segmentPath,
  sha256,
  sixDigits,
} from './layout.js';
import { type Closing, settled } from './settled.js';

const pack = promisify(gzip);

export class GenerationWriter<D extends DatasetName> implements ShardWriter<D> {
  readonly #journalPath: string;
  readonly #journal: FileHandle;
  #journalEnd = 0;
  #segment: { readonly handle: FileHandle; readonly path: string; readonly number: number; end: number } | null = null;
  /** Pages are written one after the other, also where a collector does not wait. */
  #queue: Promise<unknown> = Promise.resolve();
  #isOpen = true;
  #failure: unknown = null;

  private constructor(
    readonly generation: Generation,
    readonly identity: Identity,
    journal: FileHandle,
    journalPath: string,
    readonly onClose: () => Promise<void>,
  ) {
    this.#journal = journal;
    this.#journalPath = journalPath;
  }

  static async begin<D extends DatasetName>(
    shardPath: string,
    number: number,
    identity: Identity,
    onClose: (generation: Generation) => Promise<void>,
  ): Promise<GenerationWriter<D>> {
    const generation = new Generation(join(shardPath, sixDigits(number)), number, identity.scan);
    await makeFolder(generation.directory);
    const path = join(generation.directory, JOURNAL);
    const writer = new GenerationWriter<D>(generation, identity, await createFile(path), path, () => onClose(generation));
    await writer.#appendToJournal(`${JSON.stringify(identity)}\n`);
    for (const folder of [generation.directory, shardPath, dirname(shardPath)]) await flushFolder(folder);
    return writer;
  }

  page(rows: readonly Datasets[D][], next: string | null = null): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#failure !== null) throw this.#failure;
      try {
        await this.#writePage(rows, next);
      } catch (error) {
        // What is on disk after this is unknown, so nothing more is written behind it.
        this.#failure = error;
        throw error;
      }
    });
  }

  close(closing: Closing): Promise<void> {
    return this.#inTurn(async () => {
      await this.#release();
      const honest: Closing =
        this.#failure === null || closing.state === 'absent'
          ? closing
          : { state: 'partial', gaps: [...(closing.gaps ?? []), { reason: 'failed', detail: 'evidence could not be written' }] };
      const { generation } = this;
      const coverage = settled(honest, generation.rows);
      const done: Done = {
        ...this.identity,
        state: coverage.state,
        gaps: coverage.state === 'complete' ? [] : coverage.gaps,
        rows: coverage.rows,
        pages: coverage.state === 'absent' ? 0 : generation.pages,
      };
      await writeWhole(join(generation.directory, DONE), `${JSON.stringify(done)}\n`);
      generation.closed = coverage;
      if (coverage.state === 'absent') await this.#removeRows();
      await this.onClose();
    });
  }

  /** Gives the files free and leaves the shard unfinished. */
  abandon(): Promise<void> {
    const released = this.#queue.then(() => this.#release());
    this.#queue = released.catch(() => {});
    return released;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(() => {
      if (!this.#isOpen) throw new Error(`Shard ${this.identity.shard} of ${this.identity.dataset} is closed`);
      return work();
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  async #writePage(rows: readonly Datasets[D][], next: string | null): Promise<void> {
    const parts = inParts(rows);
    const lines: JournalPage[] = [];
    for (const [at, part] of parts.entries()) {
      const bytes = await pack(part.text, { level: constants.Z_BEST_SPEED });
      const segment = await this.#appendToSegment(bytes, at === 0);
      lines.push({
        page: this.generation.pages + at + 1,
        segment: segment.number,
        offset: segment.end,
        bytes: bytes.length,
        rows: part.rows,
        ...(at === parts.length - 1 ? { next } : {}),
        sha256: sha256(bytes),
      });
    }
    if (parts.length === 0) {
      const { number = 1, end = 0 } = this.#segment ?? {};
      const page = this.generation.pages + 1;
      lines.push({ page, segment: number, offset: end, bytes: 0, rows: 0, next, sha256: sha256('') });
    } else if (this.#segment !== null) {
      await flush(this.#segment.handle, this.#segment.path);
    }
    await this.#appendToJournal(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    this.generation.pages += lines.length;
    this.generation.rows += rows.length;
  }

  /** A new segment is begun between pages only, so that one flush covers a page. */
  async #appendToSegment(bytes: Buffer, mayBegin: boolean): Promise<{ readonly number: number; readonly end: number }> {
    let segment = this.#segment;
    if (segment === null || (mayBegin && segment.end >= SEGMENT_BYTES)) {
      const number = (segment?.number ?? 0) + 1;
      await segment?.handle.close();
      this.#segment = null;
      const path = segmentPath(this.generation.directory, number);
      segment = this.#segment = { handle: await createFile(path), path, number, end: 0 };
      await flushFolder(this.generation.directory);
    }
    await writeAt(segment.handle, segment.path, bytes, segment.end);
    segment.end += bytes.length;
    return segment;
  }

  async #appendToJournal(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    await writeAt(this.#journal, this.#journalPath, bytes, this.#journalEnd);
    await flush(this.#journal, this.#journalPath);
    this.#journalEnd += bytes.length;
  }

  async #release(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#journal.close();
    await this.#segment?.handle.close();
  }

  async #removeRows(): Promise<void> {
    const last = this.#segment?.number ?? 0;
    for (let number = 1; number <= last; number += 1) {
      // No reader looks at them any more; a file that Windows still holds may stay.
      await rm(segmentPath(this.generation.directory, number), { force: true }).catch(() => {});
    }
  }
}

/** Rows as NDJSON in pieces of bounded size, one piece for almost every page. */
function inParts(rows: readonly unknown[]): { readonly text: string; readonly rows: number }[] {
  const parts: { text: string; rows: number }[] = [];
  let lines: string[] = [];
  let characters = 0;
  const endPart = () => {
    if (lines.length > 0) parts.push({ text: `${lines.join('\n')}\n`, rows: lines.length });
    lines = [];
    characters = 0;
  };
  for (const row of rows) {
    const line = JSON.stringify(row);
    if (line === undefined) throw new Error('A row of evidence must be an object');
    // A character takes three bytes at most.
    if (line.length * 3 >= MEMBER_BYTES_LIMIT) throw new Error('A row of evidence is too large to be kept');
    if (characters + line.length > MEMBER_CHARACTERS) endPart();
    lines.push(line);
    characters += line.length + 1;
  }
  endPart();
  return parts;
}
