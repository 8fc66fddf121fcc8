/** Reads who is let into each site: SharePoint groups with their members, and the role assignments of webs, lists and items. */
import type { Principal, Site } from '../evidence/content.js';
import { distinctGaps, type Gap } from '../evidence/coverage.js';
import { needsSharePoint, SHAREPOINT_PERMISSION, type SiteGroup } from '../evidence/sharepoint.js';
import { type ExportedGroup, siteGroupsIn } from '../purview/sharepoint-export.js';
import { adminWeb, type SharePointReader } from '../sources/sharepoint.js';
import { siteKey } from './allowance.js';
import { type CollectorContext, defineCollector } from './define.js';
import { record } from './fields.js';
import { bundleOrNone } from './own-bundle.js';
import { carryGaps, closing, leaveAllUnread, leaveUnread, MALFORMED } from './paged.js';
import { wholeList } from './sharepoint-answers.js';
import { defaultGroups } from './sharepoint-requests.js';
import { defaultGroupsOf, groupsOf } from './site-groups.js';
import { readLists } from './site-lists.js';
import { collectionUrl } from './site-settings.js';
import { type AskedWeb, askWeb, createRows, webRow } from './site-webs.js';
import { type CollectionToRead, collectionsToRead } from './sites-to-read.js';

const DATASETS = ['siteGroups', 'roleAssignments'] as const;

export default defineCollector({
  meta: {
    id: 'site-access',
    title: 'Who is let into sites, lists and items',
    provides: DATASETS,
    after: ['organization', 'sites'],
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
    const exported = await exportedGroups(context);
    if (!sharePoint.known) {
      for (const dataset of DATASETS) await leaveAllUnread(context, dataset, sharePoint.gap);
      await writeExported(context, exported);
      return;
    }
    const collections = await collectionsToRead(context);
    let done = 0;
    await context.each(collections, async (collection) => {
      await collectCollection(context, sharePoint.value, collection, exported);
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
  exported: ExportedGroups,
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
  const links = await writeGroups(context, reader, collectionId, { ...top, exported: ofSite(exported, collectionId, first) });
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
  { site, web, groups, exported: told }: AskedWeb & { readonly exported: readonly SiteGroup[] },
): Promise<ReadonlyMap<string, readonly Principal[]>> {
  const exported = told.map((group) => ({ ...group, isExported: true as const }));
  const writer = await context.out.shard('siteGroups', collectionId);
  if (groups === null) {
    await writer.page(exported);
    await writer.close(closing([MALFORMED], exported.length > 0));
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
  await writer.page(rows ?? exported);
  await writer.close(closing(gaps, rows !== null || exported.length > 0));
  return LINKS_UNKNOWN;
}

/** Default groups in the operator's export, by the address of their site in one spelling. */
type ExportedGroups = ReadonlyMap<string, readonly ExportedGroup[]>;

async function exportedGroups(context: CollectorContext): Promise<ExportedGroups> {
  return new Map([...siteGroupsIn(await bundleOrNone(context))].map(([url, groups]) => [siteKey(url), groups]));
}

/** Number and title stay away, as where the administration tells: a group that an export names is not held to be one that an item names. */
function ofSite(exported: ExportedGroups, collectionId: string, { webUrl }: Site): readonly SiteGroup[] {
  const groups = exported.get(siteKey(collectionUrl(webUrl))) ?? [];
  return groups.map((group) => ({ collectionId, groupId: null, title: null, ...group }));
}

const IN_PART = needsSharePoint('an export tells the default groups of sites, and no role assignments');

/** Without SharePoint itself: what opens a site can be found so, and nothing can be cleared. */
async function writeExported(context: CollectorContext, exported: ExportedGroups): Promise<void> {
  if (exported.size === 0) return;
  for (const { collectionId, webs } of await collectionsToRead(context)) {
    const [top] = webs;
    const groups = top === undefined ? [] : ofSite(exported, collectionId, top.site);
    if (groups.length === 0) continue;
    const writer = await context.out.shard('siteGroups', collectionId);
    await writer.page(groups);
    await writer.close(closing([IN_PART], true));
  }
}
