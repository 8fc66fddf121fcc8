/** Finds the items of a drive by id, by number and by place, whether they are stored or computed, without a pass over the drive for each page. */
import type { ComputedItems, SimulatedDrive, StoredItem } from './tenant.js';

export interface DriveIndex {
  /** All items, the root included. */
  readonly count: number;
  item(id: string): StoredItem | undefined;
  childCount(id: string): number;
  /** Number in the list behind the drive; null for the root. */
  numberOf(item: StoredItem): number | null;
  numbered(number: number): StoredItem | undefined;
  /** In the order of the drive: the root has place 0. */
  slice(from: number, to: number): readonly StoredItem[];
  /** Items of the list after a number, in the order of their numbers. */
  after(number: number, size: number): readonly StoredItem[];
}

function storedIndex({ items }: SimulatedDrive): DriveIndex {
  const byId = new Map<string, { readonly item: StoredItem; readonly place: number }>();
  const children = new Map<string, number>();
  for (const [place, item] of items.entries()) {
    byId.set(item.id, { item, place });
    const { id } = item.parentReference;
    if (id !== undefined) children.set(id, (children.get(id) ?? 0) + 1);
  }
  const numberOf = (item: StoredItem): number | null =>
    item.root === undefined ? (item.listItemId ?? byId.get(item.id)?.place ?? null) : null;
  let inList: { readonly byNumber: ReadonlyMap<number, StoredItem>; readonly numbers: readonly number[] } | null = null;
  const list = (): NonNullable<typeof inList> => {
    if (inList !== null) return inList;
    const byNumber = new Map<number, StoredItem>();
    for (const item of items) {
      const number = numberOf(item);
      if (number !== null) byNumber.set(number, item);
    }
    inList = { byNumber, numbers: [...byNumber.keys()].sort((a, b) => a - b) };
    return inList;
  };
  return {
    count: items.length,
    item: (id) => byId.get(id)?.item,
    childCount: (id) => children.get(id) ?? 0,
    numberOf,
    numbered: (number) => list().byNumber.get(number),
    slice: (from, to) => items.slice(from, to),
    after: (number, size) => {
      const { byNumber, numbers } = list();
      const start = numbers.findIndex((one) => one > number);
      return start < 0 ? [] : numbers.slice(start, start + size).map((one) => byNumber.get(one) as StoredItem);
    },
  };
}

function computedIndex({ items }: SimulatedDrive, computed: ComputedItems): DriveIndex {
  const [root] = items;
  const range = (from: number, to: number): StoredItem[] => {
    const found: StoredItem[] = [];
    for (let number = from; number < to && number <= computed.count; number += 1) found.push(computed.at(number));
    return found;
  };
  const numbered = (number: number): StoredItem | undefined =>
    Number.isInteger(number) && number >= 1 && number <= computed.count ? computed.at(number) : undefined;
  return {
    count: computed.count + 1,
    item: (id) => (id === root?.id ? root : numbered(computed.numberOf(id) ?? 0)),
    childCount: (id) => computed.childCount(id),
    numberOf: (item) => (item.root === undefined ? computed.numberOf(item.id) : null),
    numbered,
    slice: (from, to) => [...(from === 0 && root !== undefined ? [root] : []), ...range(Math.max(1, from), to)],
    after: (number, size) => range(number + 1, number + 1 + size),
  };
}

export function indexDrive(drive: SimulatedDrive): DriveIndex {
  return drive.computed === undefined ? storedIndex(drive) : computedIndex(drive, drive.computed);
}
