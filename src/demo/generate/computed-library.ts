/** The items of a library by arithmetic: a folder and its 24 files in every 25 numbers, with ids, names and dates worked out of the number. */
import { guidOf, hashOf } from '../random.js';
import type { ComputedItems, StoredItem } from '../tenant.js';
import { daysAgo, type Making } from './making.js';
import type { StoredUser } from './people.js';
import type { Words } from './words.js';

/** Numbers from one folder to the next. */
const STRIDE = 25;
/** Folders below the root, and below each folder. */
const BRANCHES = 12;
const OLDEST_DAYS = 1500;
/** One file in so many has a name that sounds of patients. */
const CLINICAL = 60;

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** ISO times of each day before the scan; drawn once for all libraries. */
export function calendar(making: Making): readonly string[] {
  return Array.from({ length: OLDEST_DAYS + 1 }, (_, days) => daysAgo(making, days));
}

function person(user: StoredUser): StoredItem['createdBy'] {
  return { user: { id: user.id, displayName: user.displayName ?? '', email: user.mail ?? '' } };
}

export class ComputedLibrary implements ComputedItems {
  readonly count: number;
  readonly files: number;
  readonly #root: StoredItem;
  readonly #prefix: string;
  readonly #salt: number;
  readonly #days: readonly string[];
  readonly #authors: readonly StoredItem['createdBy'][];
  readonly #words: Words;
  readonly #file = { mimeType: DOCX };
  /** Of the folder that was asked for last: its files follow each other. */
  #last: { readonly folder: number; readonly url: string; readonly reference: StoredItem['parentReference'] } | null = null;

  constructor(words: Words, root: StoredItem, count: number, authors: readonly StoredUser[], days: readonly string[]) {
    this.count = count;
    this.files = count - Math.ceil(count / STRIDE);
    this.#root = root;
    this.#prefix = `01${guidOf(root.id).replaceAll('-', '').slice(0, 20).toUpperCase()}`;
    this.#salt = hashOf(root.id);
    this.#days = days;
    this.#authors = authors.map(person);
    this.#words = words;
  }

  numberOf(id: string): number | null {
    if (!id.startsWith(this.#prefix)) return null;
    const number = Number.parseInt(id.slice(this.#prefix.length), 32);
    return number >= 1 && number <= this.count && this.#idOf(number) === id ? number : null;
  }

  at(number: number): StoredItem {
    const isFolder = (number - 1) % STRIDE === 0;
    const folder = Math.floor((number - 1) / STRIDE);
    const mixed = Math.imul(number ^ this.#salt, 0x9e3779b1) >>> 0;
    const created = 20 + (mixed % (OLDEST_DAYS - 20));
    const modified = (mixed >>> 8) % created;
    const author = this.#authors[mixed % this.#authors.length] ?? this.#root.createdBy;
    const above = isFolder ? this.#place(this.#parentOf(folder)) : this.#place(folder);
    const name = isFolder ? `Folder ${folder + 1}` : this.#nameOf(number, mixed);
    return {
      id: this.#idOf(number),
      name,
      webUrl: `${above.url}/${encodeURIComponent(name)}`,
      size: isFolder ? 0 : 9_000 + (mixed % 900_000),
      createdBy: author,
      lastModifiedBy: author,
      createdDateTime: this.#days[created] ?? this.#root.createdDateTime,
      lastModifiedDateTime: this.#days[modified] ?? this.#root.lastModifiedDateTime,
      parentReference: above.reference,
      listItemId: number,
      ...(isFolder ? { folder: {} } : { file: this.#file }),
    };
  }

  childCount(id: string): number {
    const folders = Math.ceil(this.count / STRIDE);
    if (id === this.#root.id) return Math.min(BRANCHES, folders);
    const number = this.numberOf(id);
    if (number === null || (number - 1) % STRIDE !== 0) return 0;
    const folder = (number - 1) / STRIDE;
    const ownFiles = Math.min(STRIDE - 1, this.count - number);
    const first = Math.max(BRANCHES, folder * BRANCHES);
    return ownFiles + Math.max(0, Math.min(folders, (folder + 1) * BRANCHES) - first);
  }

  #idOf(number: number): string {
    return `${this.#prefix}${number.toString(32).toUpperCase().padStart(12, '0')}`;
  }

  /** Folders 0 to 11 lie at the root, 12 to 23 in folder 1, and so on. Null: at the root. */
  #parentOf(folder: number): number | null {
    return folder < BRANCHES ? null : Math.floor(folder / BRANCHES);
  }

  #place(folder: number | null): { readonly url: string; readonly reference: StoredItem['parentReference'] } {
    const { driveId, driveType, siteId } = this.#root.parentReference;
    if (folder === null) return { url: this.#root.webUrl, reference: { driveId, driveType, siteId, id: this.#root.id } };
    if (this.#last?.folder === folder) return this.#last;
    const id = this.#idOf(folder * STRIDE + 1);
    const place = { folder, url: this.#urlOf(folder), reference: { driveId, driveType, siteId, id } };
    this.#last = place;
    return place;
  }

  #urlOf(folder: number): string {
    const names: string[] = [];
    for (let at: number | null = folder; at !== null; at = this.#parentOf(at)) names.unshift(`Folder%20${at + 1}`);
    return `${this.#root.webUrl}/${names.join('/')}`;
  }

  #nameOf(number: number, mixed: number): string {
    const { records, documents } = this.#words;
    if (mixed % CLINICAL === 0) return `${records[mixed % records.length]} ${number}.docx`;
    return `${documents[mixed % documents.length]} ${number}.docx`;
  }
}
