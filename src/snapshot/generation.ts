/** What is known of one generation of a shard, and the coverage that follows from it. */
import type { Coverage } from '../evidence/coverage.js';
import { DAMAGED, NOT_YET_READ } from './settled.js';

export class Generation {
  /** Pages and rows that the journal acknowledges. */
  pages = 0;
  rows = 0;
  /** What the writer said at the end; null while it is being written, or where the writing was cut short. */
  closed: Coverage | null = null;
  /** Rows of each page that could not be read as written. */
  readonly #lost = new Map<number, number>();
  #isDamaged = false;

  constructor(
    readonly directory: string,
    readonly number: number,
    public scan: string,
  ) {}

  /** A page that is not as written: its rows are not counted and not handed out. */
  losePage(page: number, rows: number): void {
    this.#lost.set(page, rows);
    this.#isDamaged = true;
  }

  /** The journal or the ending is not as written: nobody can say any more what else there was. */
  damage(): void {
    this.#isDamaged = true;
  }

  get coverage(): Coverage {
    if (this.closed?.state === 'absent') return this.closed;
    if (!this.#isDamaged && this.closed !== null) return this.closed;
    let rows = this.rows;
    for (const lost of this.#lost.values()) rows -= lost;
    const said = this.closed === null ? [NOT_YET_READ] : this.closed.state === 'partial' ? this.closed.gaps : [];
    if (!this.#isDamaged) return { state: 'partial', rows, gaps: said };
    const gaps = [...said, DAMAGED];
    return rows === 0 ? { state: 'absent', rows: 0, gaps } : { state: 'partial', rows, gaps };
  }
}
