/** One web of a site collection: what is asked of it at once, and the row that comes of it. */
import type { Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { RoleAssignment, SecurableObject } from '../evidence/sharepoint.js';
import type { ShardWriter } from '../evidence/store.js';
import type { Answer, Refusal } from '../sources/graph.js';
import type { SharePointReader, SharePointRequest } from '../sources/sharepoint.js';
import type { CollectorContext } from './define.js';
import { flag, record, text } from './fields.js';
import { MALFORMED } from './paged.js';
import { assignmentsOf, type LinkGroups } from './role-assignments.js';
import { wholeList } from './sharepoint-answers.js';
import { lists, roleAssignments, siteGroups, webItself } from './sharepoint-requests.js';

type Reply = Answer<unknown> | Refusal;

/** A web with its answers. */
export interface AskedWeb {
  readonly site: Site;
  readonly web: Reply;
  readonly assignments: Reply;
  readonly lists: Reply;
  /** Null: not asked, because another web of the collection was. */
  readonly groups: { readonly request: SharePointRequest; readonly answer: Reply } | null;
}

/** What belongs to the reading of one web. */
export interface Place {
  readonly context: CollectorContext;
  readonly reader: SharePointReader;
  readonly collectionId: string;
  readonly links: LinkGroups['members'];
  readonly asked: AskedWeb;
  readonly rows: Rows;
  readonly gaps: Gap[];
}

/** Stands for an answer that did not come. */
export const MISSING: Refusal = { ok: false, status: null, code: null, gap: MALFORMED };

/** Everything about a web itself in one request. */
export async function askWeb(reader: SharePointReader, site: Site, withGroups: boolean): Promise<AskedWeb> {
  const { webUrl } = site;
  const request = siteGroups(webUrl);
  const requests = [webItself(webUrl), roleAssignments(webUrl), lists(webUrl), ...(withGroups ? [request] : [])];
  const [web, assignments, found, groups] = await reader.batch<unknown>(webUrl, requests);
  return {
    site,
    web: web ?? MISSING,
    assignments: assignments ?? MISSING,
    lists: found ?? MISSING,
    groups: withGroups ? { request, answer: groups ?? MISSING } : null,
  };
}

export async function webRow(place: Place): Promise<SecurableObject> {
  const { asked, gaps } = place;
  const { site, web } = asked;
  const own = web.ok ? record(web.value) : null;
  if (!web.ok) gaps.push(web.gap);
  // The top of a collection has nothing above it to inherit from.
  const isUnique = site.isRootOfCollection ? true : flag(own?.HasUniqueRoleAssignments);
  const inherits: Known<readonly RoleAssignment[]> | null = isUnique === false ? null : unknown(web.ok ? MALFORMED : web.gap);
  if (isUnique === null && web.ok) gaps.push(MALFORMED);
  return {
    ...objectOf(place),
    kind: 'web',
    title: text(own?.Title) ?? site.displayName,
    path: text(own?.ServerRelativeUrl) ?? decoded(new URL(site.webUrl).pathname),
    noCrawl: flag(own?.NoCrawl) === true,
    assignments:
      isUnique === true ? await assignmentsIn(place, roleAssignments(site.webUrl), asked.assignments, false) : inherits,
    requestAccessEmail: typeof own?.RequestAccessEmail === 'string' ? own.RequestAccessEmail : null,
    membersCanShare: flag(own?.MembersCanShare),
  };
}

/** What every object of a web has in common, with nothing known of the rest. */
export function objectOf({ collectionId, asked: { site } }: Place): SecurableObject {
  return {
    collectionId,
    kind: 'web',
    webId: (site.id.split(',')[2] ?? '').toLowerCase(),
    webUrl: site.webUrl,
    listId: null,
    title: '',
    path: '',
    itemId: null,
    template: null,
    itemCount: null,
    uniqueItemCount: null,
    noCrawl: false,
    assignments: null,
    requestAccessEmail: null,
    membersCanShare: null,
  };
}

const OPENED_LINKS =
  'Outside document libraries a sharing link is counted as the people who opened it; Microsoft Graph does not show links there.';

/** The role assignments in an answer, or the gap; the gap is told of the whole site as well. */
export async function assignmentsIn(
  { context, reader, links, gaps }: Place,
  request: SharePointRequest,
  answer: Reply,
  areTold: boolean,
): Promise<Known<readonly RoleAssignment[]>> {
  const { entries, gap } = await wholeList(reader, request, answer);
  const read = gap === null ? assignmentsOf(entries, { areTold, members: links }) : null;
  if (read?.usedLinks === true) context.note(OPENED_LINKS);
  if (read !== null) return known(read.assignments);
  gaps.push(gap ?? MALFORMED);
  return unknown(gap ?? MALFORMED);
}

export interface Rows {
  add(row: SecurableObject): Promise<void>;
  flush(): Promise<void>;
  written(): number;
}

const A_PAGE = 500;

/** Rows of one shard, written page by page so that a site of any size takes the memory of a page. */
export function createRows(writer: ShardWriter<'roleAssignments'>): Rows {
  let held: SecurableObject[] = [];
  let written = 0;
  const flush = async () => {
    if (held.length === 0) return;
    const page = held;
    held = [];
    written += page.length;
    await writer.page(page);
  };
  return {
    async add(row) {
      held.push(row);
      if (held.length >= A_PAGE) await flush();
    },
    flush,
    written: () => written,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
