/** The lists of one web, and in them the items that have permissions of their own. */
import type { Gap } from '../evidence/coverage.js';
import { type Known, unknown } from '../evidence/known.js';
import type { RoleAssignment, SecurableObject } from '../evidence/sharepoint.js';
import type { Answer, Refusal } from '../sources/graph.js';
import type { SharePointRequest } from '../sources/sharepoint.js';
import { flag, type Json, record, text } from './fields.js';
import { chunks, MALFORMED } from './paged.js';
import { guidOf, numberOf, wholeList } from './sharepoint-answers.js';
import { ITEMS_A_PAGE, listItems, listItself, lists, roleAssignments } from './sharepoint-requests.js';
import { assignmentsIn, MISSING, objectOf, type Place } from './site-webs.js';

/** Members of one `$batch` of SharePoint. */
const MEMBERS = 100;

/** Libraries whose links Microsoft Graph tells: document libraries, and that of a OneDrive. */
const DRIVES = [101, 700];

/** Galleries of themes, web parts and pages' own code. */
const GALLERY = /\/_catalogs\//i;

/** Copies that retention keeps; only administrators of the site open them, as the crawl of drives says too. */
const PRESERVATION_HOLD = /\/PreservationHoldLibrary$/i;

interface List {
  readonly id: string;
  readonly row: SecurableObject;
  /** Null: SharePoint did not say. */
  isUnique: boolean | null;
  /** Null: SharePoint did not say. */
  readonly itemCount: number | null;
  assignments: Known<readonly RoleAssignment[]> | null;
  uniqueItemCount: number | null;
  /** Numbers of its items with permissions of their own, each once however often it comes. */
  readonly unique: Set<number>;
}

/** What SharePoint numbers items by. */
const MOST_ITEMS = 2 ** 31 - 1;

interface PendingItem {
  readonly list: List;
  readonly itemId: number;
  readonly path: string;
}

export async function readLists(place: Place): Promise<void> {
  const { asked, reader, gaps } = place;
  const { entries, gap } = await wholeList(reader, lists(asked.site.webUrl), asked.lists);
  if (gap !== null) gaps.push(gap);
  const found = entries.flatMap((entry) => listOf(place, record(entry)));
  await askAgain(place, found);
  const items = createItems(place);
  for (const group of groupsOfLists(found)) await readGroup(place, group, items);
  await items.flush();
  for (const { row, assignments, uniqueItemCount } of found) await place.rows.add({ ...row, assignments, uniqueItemCount });
}

/** Lists that people see. Hidden ones are SharePoint's own: galleries of forms, themes and people. */
function listOf(place: Place, entry: Json | null): List[] {
  if (entry !== null && flag(entry.Hidden) === true) return [];
  const path = text(record(entry?.RootFolder)?.ServerRelativeUrl) ?? '';
  if (GALLERY.test(path)) return [];
  const id = guidOf(entry?.Id);
  if (entry === null || id === null) {
    place.gaps.push(MALFORMED);
    return [];
  }
  const itemCount = numberOf(entry.ItemCount);
  const row: SecurableObject = {
    ...objectOf(place),
    kind: 'list',
    listId: id,
    title: text(entry.Title) ?? '',
    path,
    template: numberOf(entry.BaseTemplate),
    itemCount,
    noCrawl: flag(entry.NoCrawl) === true,
  };
  const isUnique = flag(entry.HasUniqueRoleAssignments);
  // Until SharePoint has said that it inherits, or told whom it lets in, nobody knows.
  const assignments = isUnique === false ? null : unknown(MALFORMED);
  return [{ id, row, itemCount, isUnique, assignments, uniqueItemCount: itemCount === 0 ? 0 : null, unique: new Set() }];
}

/** A list of lists leaves it open at times whether each has permissions of its own. */
async function askAgain({ reader, asked, gaps }: Place, found: readonly List[]): Promise<void> {
  const web = asked.site.webUrl;
  for (const chunk of chunks(
    found.filter(({ isUnique }) => isUnique === null),
    MEMBERS,
  )) {
    const answers = await reader.batch<unknown>(
      web,
      chunk.map(({ id }) => listItself(web, id)),
    );
    for (const [at, list] of chunk.entries()) {
      const answer = answers[at];
      list.isUnique = answer?.ok === true ? flag(record(answer.value)?.HasUniqueRoleAssignments) : null;
      if (list.isUnique === false) list.assignments = null;
      if (list.isUnique !== null) continue;
      const gap = answer?.ok === false ? answer.gap : MALFORMED;
      gaps.push(gap);
      list.assignments = unknown(gap);
    }
  }
}

/** Lists that go into one request together: so many that their items fill one page, and no more than a batch holds. */
function groupsOfLists(found: readonly List[]): List[][] {
  const groups: List[][] = [];
  let room = 0;
  let members = 0;
  for (const list of found) {
    const items = list.itemCount ?? ITEMS_A_PAGE;
    let group = groups.at(-1);
    if (group === undefined || items > room || members + 2 > MEMBERS) {
      group = [];
      groups.push(group);
      room = ITEMS_A_PAGE;
      members = 0;
    }
    group.push(list);
    room -= items;
    members += 2;
  }
  return groups;
}

/** Own permissions of lists, and the items of small lists, in one request; a list of many pages follows its own links. */
async function readGroup(place: Place, group: readonly List[], items: Items): Promise<void> {
  const { reader, asked, context, gaps } = place;
  const web = asked.site.webUrl;
  const tasks: { readonly request: SharePointRequest; readonly take: (answer: Answer<unknown> | Refusal) => Promise<void> }[] =
    [];
  const paged: List[] = [];
  for (const list of group) {
    const isDrive = DRIVES.includes(list.row.template ?? 0);
    if (list.isUnique === true) {
      const request = roleAssignments(web, list.id);
      const take = async (answer: Answer<unknown> | Refusal) => {
        list.assignments = await assignmentsIn(place, request, answer, isDrive);
      };
      tasks.push({ request, take });
    }
    if (list.itemCount === 0 || PRESERVATION_HOLD.test(list.row.path)) continue;
    if ((list.itemCount ?? ITEMS_A_PAGE) < ITEMS_A_PAGE) {
      const request = listItems(web, list.id);
      const take = async (answer: Answer<unknown> | Refusal) => {
        const { entries, gap: broken } = await wholeList(reader, request, answer);
        const isWhole = await items.take(list, entries);
        const gap = broken ?? withheld(place, list, entries.length);
        list.uniqueItemCount = gap === null && isWhole ? list.unique.size : null;
        if (gap !== null) gaps.push(gap);
      };
      tasks.push({ request, take });
    } else paged.push(list);
  }
  const answers =
    tasks.length === 0
      ? []
      : await reader.batch<unknown>(
          web,
          tasks.map(({ request }) => request),
        );
  for (const [at, { take }] of tasks.entries()) {
    await take(answers[at] ?? MISSING);
  }
  for (const list of paged) {
    let isWhole = true;
    let seen = 0;
    for await (const page of reader.pages<unknown>(listItems(web, list.id))) {
      if (!page.ok) gaps.push(page.gap);
      isWhole = page.ok && (await items.take(list, page.rows)) && isWhole;
      seen += page.ok ? page.rows.length : 0;
      context.signal.throwIfAborted();
    }
    const gap = isWhole ? withheld(place, list, seen) : null;
    if (gap !== null) gaps.push(gap);
    list.uniqueItemCount = isWhole && gap === null ? list.unique.size : null;
  }
}

/**
 * SharePoint leaves out items that the caller may not open, and says nothing of it; only the count of the list betrays
 * it. An application that may open everything misses single files that were never checked in, but never all.
 */
function withheld({ context }: Place, { itemCount }: List, seen: number): Gap | null {
  const isPerson = context.session.mode === 'delegated';
  if (itemCount === null || seen >= itemCount || (seen > 0 && !isPerson)) return null;
  return isPerson ? NOT_SHOWN : NONE_SHOWN;
}

const NONE_SHOWN: Gap = { reason: 'failed', detail: 'SharePoint showed none of the items that a list counts' };
const NOT_SHOWN: Gap = {
  reason: 'needs-other-sign-in',
  remedy: 'app-only sign-in',
  detail: 'a person is shown only the items of a list that he or she may open',
};

interface Items {
  /** Notes the items that have permissions of their own; false where that cannot be said of each. */
  take(list: List, entries: readonly unknown[]): Promise<boolean>;
  flush(): Promise<void>;
}

const NOT_SAID: Gap = { reason: 'failed', detail: 'SharePoint did not say of every item whether it has permissions of its own' };

/** Collects items over the lists of a web, so that their permissions are read in as few requests as possible. */
function createItems(place: Place): Items {
  let pending: PendingItem[] = [];
  const flush = async () => {
    while (pending.length > 0) {
      const chunk = pending.slice(0, MEMBERS);
      pending = pending.slice(MEMBERS);
      await readItems(place, chunk);
    }
  };
  return {
    flush,
    async take(list, entries) {
      let isWhole = true;
      for (const entry of entries) {
        const item = record(entry);
        const itemId = numberOf(item?.Id);
        const isUnique = flag(item?.HasUniqueRoleAssignments);
        if (item === null || itemId === null || isUnique === null || !isItemNumber(itemId)) isWhole = false;
        else if (isUnique && !list.unique.has(itemId)) {
          list.unique.add(itemId);
          pending.push({ list, itemId, path: text(item.FileRef) ?? '' });
        }
      }
      if (!isWhole) place.gaps.push(NOT_SAID);
      while (pending.length >= MEMBERS) {
        await readItems(place, pending.slice(0, MEMBERS));
        pending = pending.slice(MEMBERS);
      }
      return isWhole;
    },
  };
}

function isItemNumber(id: number): boolean {
  return Number.isInteger(id) && id > 0 && id <= MOST_ITEMS;
}

async function readItems(place: Place, chunk: readonly PendingItem[]): Promise<void> {
  const { reader, asked, rows } = place;
  const web = asked.site.webUrl;
  const requests = chunk.map(({ list, itemId }) => roleAssignments(web, list.id, itemId));
  const answers = await reader.batch<unknown>(web, requests);
  const isGone = (answer: Answer<unknown> | Refusal | undefined) => answer?.ok === false && answer.status === 404;
  // Several at once are not gone together: then it is not the items that were not found.
  const areLost = chunk.length > 1 && chunk.every((_, at) => isGone(answers[at]));
  for (const [at, { list, itemId, path }] of chunk.entries()) {
    const answer = answers[at] ?? MISSING;
    // An item that is gone since the list was read has no permissions.
    if (isGone(answer) && !areLost) continue;
    await rows.add({
      ...objectOf(place),
      kind: 'item',
      listId: list.id,
      title: path.split('/').at(-1) ?? '',
      path,
      itemId,
      template: list.row.template,
      noCrawl: list.row.noCrawl,
      assignments: await assignmentsIn(place, requests[at] as SharePointRequest, answer, DRIVES.includes(list.row.template ?? 0)),
    });
  }
}
