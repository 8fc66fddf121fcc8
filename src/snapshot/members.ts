/** Hands out the gzip members of a generation one at a time, each checked against its hash. */
import { type FileHandle, open } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { type JournalPage, MEMBER_BYTES_LIMIT, segmentPath, sha256 } from './layout.js';

/** A member holds one page, so a few pieces hold all of it; going through the thread pool for each costs more than the unpacking. */
const PIECE_BYTES = 256 * 1024;

/** Keeps the segment open that was read last, since members are asked for in order. */
export class Members {
  readonly #directory: string;
  #segment = 0;
  #handle: FileHandle | null = null;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The bytes of one member; null where they are missing, unreadable or not those that were written. */
  async bytes(page: JournalPage): Promise<Buffer | null> {
    try {
      const handle = await this.#open(page.segment);
      const bytes = Buffer.allocUnsafe(page.bytes);
      const start = page.offset - page.bytes;
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
        if (bytesRead === 0) return null;
        done += bytesRead;
      }
      return sha256(bytes) === page.sha256 ? bytes : null;
    } catch {
      return null;
    }
  }

  /** The rows of one member, all or none. */
  async rows(page: JournalPage): Promise<unknown[] | null> {
    if (page.rows === 0) return [];
    const bytes = await this.bytes(page);
    if (bytes === null) return null;
    try {
      const text = gunzipSync(bytes, { maxOutputLength: MEMBER_BYTES_LIMIT, chunkSize: PIECE_BYTES }).toString('utf8');
      const lines = text.split('\n');
      if (lines.pop() !== '' || lines.length !== page.rows) return null;
      return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      return null;
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #open(segment: number): Promise<FileHandle> {
    if (this.#handle !== null && this.#segment === segment) return this.#handle;
    await this.close();
    this.#handle = await open(segmentPath(this.#directory, segment), 'r');
    this.#segment = segment;
    return this.#handle;
  }
}
