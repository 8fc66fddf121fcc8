/** The folders of one drive, and for each item the nearest one above it that has its own access list. */
import type { Item } from '../evidence/content.js';
import type { SensitiveNames } from './sensitive-names.js';

interface Folder {
  readonly name: string;
  readonly parentId: string | null;
}

export interface Ancestry {
  /** Names from the root (left out) down to the item's parent. */
  readonly names: readonly string[];
  /** The first sensitive word on the way, or null. */
  readonly word: string | null;
}

/** A 53-bit hash of an id (cyrb53): enough to notice repeated ids without keeping every id of a drive. */
function hash(id: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < id.length; i += 1) {
    const c = id.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0) + 1;
}

/** A set of hashes in one typed array: eight bytes an entry at half load, freed with the drive. */
class HashSet {
  #slots = new Float64Array(1024);
  #size = 0;

  /** True when it was there already. */
  add(value: number): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const at = this.#find(this.#slots, value);
    if (this.#slots[at] === value) return true;
    this.#slots[at] = value;
    this.#size += 1;
    return false;
  }

  #find(slots: Float64Array, value: number): number {
    let at = value % slots.length;
    while (slots[at] !== 0 && slots[at] !== value) at = (at + 1) % slots.length;
    return at;
  }

  #grow(): void {
    const next = new Float64Array(this.#slots.length * 2);
    for (const value of this.#slots) if (value !== 0) next[this.#find(next, value)] = value;
    this.#slots = next;
  }
}

/** Built in a first pass over the items of a drive; asked in a second. */
export class DriveTree {
  readonly #folders = new Map<string, Folder>();
  readonly #seen = new HashSet();
  readonly #repeated = new Map<string, number>();
  readonly #ancestries = new Map<string, Ancestry>();
  readonly #scopes = new Map<string, string | null>();
  /** Items with permissions of their own, where not all lists were read: without its list, one says nothing of what is below it. */
  readonly #own = new Set<string>();
  readonly #names: SensitiveNames;
  readonly #areListsWhole: boolean;
  #rows = 0;
  rootId: string | null = null;

  /** Where all lists were read, an item without one is gone since the crawl, and its parent's list is the safe guess. */
  constructor(names: SensitiveNames, areListsWhole: boolean) {
    this.#names = names;
    this.#areListsWhole = areListsWhole;
  }

  /** First pass: the same item may come more than once, and the last one counts. */
  learn(item: Item): void {
    const index = this.#rows;
    this.#rows += 1;
    if (this.#seen.add(hash(item.id))) this.#repeated.set(item.id, index);
    if (item.kind === 'root') this.rootId = item.id;
    else if (item.hasSharedFacet && !this.#areListsWhole) this.#own.add(item.id);
    else this.#own.delete(item.id);
    if (item.kind !== 'file') this.#folders.set(item.id, { name: item.name, parentId: item.parentId });
  }

  /** Second pass: whether the row at this index is the one that counts. */
  counts(item: Item, index: number): boolean {
    const last = this.#repeated.get(item.id);
    return last === undefined || last === index;
  }

  /** The folders above an item; the chain ends at the root, at an unknown parent, or where it would go in a circle. */
  above(parentId: string | null): Ancestry {
    if (parentId === null || parentId === this.rootId) return { names: [], word: null };
    const hit = this.#ancestries.get(parentId);
    if (hit !== undefined) return hit;
    const chain: { readonly id: string; readonly name: string }[] = [];
    let base: Ancestry = { names: [], word: null };
    const seen = new Set<string>();
    for (let id: string | null = parentId; id !== null && id !== this.rootId; ) {
      const known = this.#ancestries.get(id);
      const folder = this.#folders.get(id);
      if (known !== undefined) {
        base = known;
        break;
      }
      if (folder === undefined || seen.has(id)) break;
      seen.add(id);
      chain.push({ id, name: folder.name });
      id = folder.parentId;
    }
    for (const { id, name } of chain.reverse()) {
      base = { names: [...base.names, name], word: base.word ?? this.#names.match(name) };
      this.#ancestries.set(id, base);
    }
    return base;
  }

  /** The nearest of `owners` (items with an access list) at or above an item; null where a list between them was not read. */
  scopeOf(itemId: string, parentId: string | null, owners: ReadonlySet<string>): string | null {
    if (owners.has(itemId)) return itemId;
    if (this.#own.has(itemId)) return null;
    return this.#scopeAbove(parentId, owners);
  }

  #scopeAbove(start: string | null, owners: ReadonlySet<string>): string | null {
    const walked: string[] = [];
    let found: string | null = null;
    let isSettled = false;
    const seen = new Set<string>();
    for (let id = start; id !== null; ) {
      if (owners.has(id)) {
        found = id;
        break;
      }
      const memo = this.#scopes.get(id);
      if (memo !== undefined || this.#own.has(id)) {
        found = memo ?? null;
        isSettled = true;
        break;
      }
      if (seen.has(id)) break;
      seen.add(id);
      walked.push(id);
      id = this.#folders.get(id)?.parentId ?? null;
    }
    if (found === null && !isSettled && this.rootId !== null && owners.has(this.rootId)) found = this.rootId;
    for (const id of walked) this.#scopes.set(id, found);
    return found;
  }

  /** The scope above the parent of an item that has a list itself; null at the top. */
  parentScope(parentId: string | null, owners: ReadonlySet<string>): string | null {
    return parentId === null ? null : this.#scopeAbove(parentId, owners);
  }
}
