/** How much each person reaches: exact sums over access lists with nested groups, in typed arrays. */

/** A group as far as reach goes; groups may be nested in circles. */
export interface ReachGroup {
  readonly people: readonly number[];
  /** Groups that are members of this one. */
  readonly groups: readonly number[];
}

/** One access list with all that inherits from it. Places with the same list are one entry. */
export interface ReachList {
  readonly everybody: boolean;
  readonly groups: readonly number[];
  readonly people: readonly number[];
  /** Groups whose people alone get in, whatever the list says (Restricted Access Control); null: no such limit. */
  readonly restrictedTo: readonly number[] | null;
  /** Whose own place it is: it does not count for him or her. Null: nobody's. */
  readonly owner: number | null;
  readonly files: number;
  readonly sensitiveFiles: number;
}

export interface ReachInput {
  readonly people: number;
  readonly groups: readonly ReachGroup[];
  readonly lists: readonly ReachList[];
}

/** By number of the person. */
export interface ReachSums {
  readonly files: Float64Array;
  readonly sensitiveFiles: Float64Array;
}

/** Rows of numbers, one after another in one array: row `n` goes from `starts[n]` to `starts[n + 1]`. */
interface Rows {
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

type Emit = (row: number, value: number) => void;

/** Runs `each` twice: to count, and to fill. */
function rowsOf(count: number, each: (emit: Emit) => void): Rows {
  const starts = new Int32Array(count + 1);
  each((row) => {
    starts[row + 1] = (starts[row + 1] as number) + 1;
  });
  for (let row = 0; row < count; row += 1) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  const values = new Int32Array(starts[count] as number);
  const next = starts.slice(0, count);
  each((row, value) => {
    const at = next[row] as number;
    values[at] = value;
    next[row] = at + 1;
  });
  return { starts, values };
}

/**
 * Every person is walked by himself: up through his groups, then along the lists that name him or one of them. A list
 * or group already met carries his number as a mark, so nothing is cleared between two people, and circles end.
 * What everybody reaches is summed once and not walked.
 */
export function reachOf({ people, groups, lists }: ReachInput): ReachSums {
  const files = new Float64Array(people);
  const sensitiveFiles = new Float64Array(people);
  addEverybody(lists, files, sensitiveFiles);

  const groupsOfPerson = rowsOf(people, (emit) => {
    groups.forEach((group, id) => {
      for (const person of group.people) emit(person, id);
    });
  });
  const groupsOfGroup = rowsOf(groups.length, (emit) => {
    groups.forEach((group, id) => {
      for (const child of group.groups) emit(child, id);
    });
  });
  const listsOfGroup = rowsOf(groups.length, (emit) => {
    lists.forEach((list, id) => {
      for (const group of groupEntries(list)) emit(group, id);
    });
  });
  const listsOfPerson = rowsOf(people, (emit) => {
    lists.forEach((list, id) => {
      if (!list.everybody) for (const person of list.people) emit(person, id);
    });
  });
  const weight = Float64Array.from(lists, (list) => list.files);
  const sensitive = Float64Array.from(lists, (list) => list.sensitiveFiles);
  const isSpecial = Uint8Array.from(lists, (list) => (list.owner !== null || list.restrictedTo !== null ? 1 : 0));
  const groupMark = new Int32Array(groups.length).fill(-1);
  const listMark = new Int32Array(lists.length).fill(-1);
  const met = new Int32Array(groups.length);

  for (let person = 0; person < people; person += 1) {
    const count = closure(person);
    for (let at = 0; at < count; at += 1) walk(listsOfGroup, met[at] as number, person);
    walk(listsOfPerson, person, person);
  }
  return { files, sensitiveFiles };

  /** Marks and collects the groups that a person is in, directly or through others; gives their number. */
  function closure(person: number): number {
    let count = collect(groupsOfPerson, person, person, 0);
    for (let at = 0; at < count; at += 1) count = collect(groupsOfGroup, met[at] as number, person, count);
    return count;
  }

  function collect({ starts, values }: Rows, row: number, person: number, before: number): number {
    let count = before;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const group = values[at] as number;
      if (groupMark[group] === person) continue;
      groupMark[group] = person;
      met[count] = group;
      count += 1;
    }
    return count;
  }

  function walk({ starts, values }: Rows, row: number, person: number): void {
    let all = 0;
    let phi = 0;
    for (let at = starts[row] as number, end = starts[row + 1] as number; at < end; at += 1) {
      const list = values[at] as number;
      if (listMark[list] === person) continue;
      listMark[list] = person;
      if (isSpecial[list] === 1 && !admits(lists[list] as ReachList, person)) continue;
      all += weight[list] as number;
      phi += sensitive[list] as number;
    }
    files[person] = (files[person] as number) + all;
    sensitiveFiles[person] = (sensitiveFiles[person] as number) + phi;
  }

  function admits({ owner, restrictedTo }: ReachList, person: number): boolean {
    if (owner === person) return false;
    return restrictedTo === null || restrictedTo.some((group) => groupMark[group] === person);
  }
}

/** A restricted list for everybody is a list for the groups that it is restricted to. */
function groupEntries({ everybody, groups, restrictedTo }: ReachList): readonly number[] {
  if (!everybody) return groups;
  return restrictedTo ?? [];
}

function addEverybody(lists: readonly ReachList[], files: Float64Array, sensitiveFiles: Float64Array): void {
  let all = 0;
  let phi = 0;
  for (const list of lists) {
    if (!list.everybody || list.restrictedTo !== null) continue;
    all += list.files;
    phi += list.sensitiveFiles;
    if (list.owner === null) continue;
    files[list.owner] = (files[list.owner] as number) - list.files;
    sensitiveFiles[list.owner] = (sensitiveFiles[list.owner] as number) - list.sensitiveFiles;
  }
  for (let person = 0; person < files.length; person += 1) {
    files[person] = (files[person] as number) + all;
    sensitiveFiles[person] = (sensitiveFiles[person] as number) + phi;
  }
}
