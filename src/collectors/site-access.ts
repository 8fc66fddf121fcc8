/** Reads who is let into each site: SharePoint groups with their members, and the role assignments of webs, lists and items. */
import type { Principal } from '../evidence/content.js';
import { distinctGaps, type Gap } from '../evidence/coverage.js';
import { SHAREPOINT_PERMISSION } from '../evidence/sharepoint.js';
import { adminWeb, type SharePointReader } from '../sources/sharepoint.js';
import { type CollectorContext, defineCollector } from './define.js';
import { record } from './fields.js';
import { carryGaps, closing, leaveAllUnread, leaveUnread, MALFORMED } from './paged.js';
import { wholeList } from './sharepoint-answers.js';
import { defaultGroups } from './sharepoint-requests.js';
import { defaultGroupsOf, groupsOf } from './site-groups.js';
import { readLists } from './site-lists.js';
import { type AskedWeb, askWeb, createRows, webRow } from './site-webs.js';
import { type CollectionToRead, collectionsToRead } from './sites-to-read.js';

const DATASETS = ['siteGroups', 'roleAssignments'] as const;

export default defineCollector({
  meta: {
    id: 'site-access',
    title: 'Who is let into sites, lists and items',
    provides: DATASETS,
    after: ['sites'],
    application: [],
    delegated: [],
    modes: ['application', 'delegated'],
    sharePoint: [
      {
        permission: SHAREPOINT_PERMISSION,
        why: 'members of SharePoint groups, where “Everyone except external users” hides, and role assignments',
      },
    ],
    delegatedRole: 'SharePoint Administrator',
    profile: 'standard',
    endpoints: [
      '/_api/web',
      '/_api/web/roleassignments',
      '/_api/web/sitegroups',
      '/_api/web/lists',
      "/_api/web/lists(guid'{id}')",
      "/_api/web/lists(guid'{id}')/roleassignments",
      "/_api/web/lists(guid'{id}')/items",
      "/_api/web/lists(guid'{id}')/items({id})/roleassignments",
      '/_api/SPO.Tenant/sites/GetSiteUserGroups',
    ],
  },
  async collect(context) {
    const { sharePoint } = context;
    if (!sharePoint.known) {
      for (const dataset of DATASETS) await leaveAllUnread(context, dataset, sharePoint.gap);
      return;
    }
    const collections = await collectionsToRead(context);
    let done = 0;
    await context.each(collections, async (collection) => {
      await collectCollection(context, sharePoint.value, collection);
      done += 1;
      context.progress('Sites whose permissions were read', done, collections.length);
    });
    for (const dataset of DATASETS) await carryGaps(context, dataset, 'sites');
  },
});

async function collectCollection(
  context: CollectorContext,
  reader: SharePointReader,
  { collectionId, webs }: CollectionToRead,
): Promise<void> {
  const [first, ...others] = webs.filter(({ gap }) => gap === null).map(({ site }) => site);
  const left = distinctGaps(webs.flatMap(({ gap }) => (gap === null ? [] : [gap])));
  const why = context.allowance.spent() ?? (first === undefined ? (left[0] ?? MALFORMED) : null);
  if (why !== null || first === undefined) {
    for (const dataset of DATASETS) await leaveUnread(context, dataset, collectionId, why ?? MALFORMED);
    return;
  }
  // Groups belong to the collection, so its first web tells all of them.
  const top = await askWeb(reader, first, true);
  const links = await writeGroups(context, reader, collectionId, top);
  const writer = await context.out.shard('roleAssignments', collectionId);
  const rows = createRows(writer);
  const gaps: Gap[] = [...left];
  const readWeb = async (asked: AskedWeb) => {
    const place = { context, reader, collectionId, links, asked, rows, gaps };
    if (!asked.web.ok && !asked.assignments.ok && !asked.lists.ok) {
      gaps.push(asked.web.gap);
      return;
    }
    await rows.add(await webRow(place));
    await readLists(place);
    await rows.flush();
  };
  await readWeb(top);
  for (const site of others) {
    const spent = context.allowance.spent();
    if (spent === null) await readWeb(await askWeb(reader, site, false));
    else gaps.push(spent);
  }
  await writer.close(closing(gaps, rows.written() > 0));
}

const LINKS_UNKNOWN: ReadonlyMap<string, readonly Principal[]> = new Map();

/** The groups of a collection as one shard; what is left is who opened its links. */
async function writeGroups(
  context: CollectorContext,
  reader: SharePointReader,
  collectionId: string,
  { site, web, groups }: AskedWeb,
): Promise<ReadonlyMap<string, readonly Principal[]>> {
  const writer = await context.out.shard('siteGroups', collectionId);
  if (groups === null) {
    await writer.close(closing([MALFORMED], false));
    return LINKS_UNKNOWN;
  }
  if (groups.answer.ok) {
    const { entries, gap } = await wholeList(reader, groups.request, groups.answer);
    const own = web.ok ? record(web.value) : null;
    const read = groupsOf(collectionId, entries, own);
    await writer.page(read.rows);
    // Without the web itself nobody can say which of the groups are its default ones.
    const gaps = [...(gap === null ? [] : [gap]), ...read.gaps];
    if (own === null) gaps.push(web.ok ? MALFORMED : web.gap);
    await writer.close(closing(gaps, entries.length > 0 || gaps.length === 0));
    return read.linkGroups;
  }
  // A site that refuses is asked about at the administration, which knows its three default groups.
  const gaps: Gap[] = [groups.answer.gap];
  const answer = await reader.one<unknown>(defaultGroups(adminWeb(new URL(site.webUrl).hostname), collectionId));
  const rows = answer.ok ? defaultGroupsOf(collectionId, answer.value) : null;
  if (!answer.ok) gaps.push(answer.gap);
  else if (rows === null) gaps.push(MALFORMED);
  await writer.page(rows ?? []);
  await writer.close(closing(gaps, rows !== null));
  return LINKS_UNKNOWN;
}
