/** Reads the usage report of SharePoint sites: last activity, files and links, for ages and for the order of the crawl. */
import { collectionOf } from '../evidence/collections.js';
import type { Gap } from '../evidence/coverage.js';
import type { SiteUsage } from '../evidence/sharepoint.js';
import { type CollectorContext, defineCollector } from './define.js';
import { date, flag, type Json, record, text } from './fields.js';
import { closing, MALFORMED } from './paged.js';
import { flagOf, guidOf, numberOf } from './sharepoint-answers.js';

const REPORTS = 'Reports.Read.All';
const SETTINGS = 'ReportSettings.Read.All';
const PATH = "/reports/getSharePointSiteUsageDetail(period='D30')";

const access = [
  {
    permission: REPORTS,
    why: 'when each site was last used, and how many links it has: what to read first, and what nobody uses',
  },
  { permission: SETTINGS, why: 'whether the reports hide the names of sites', optional: true },
];

const CONCEALED: Gap = {
  reason: 'concealed',
  remedy: 'Org settings > Reports: show user, group and site names',
  detail: 'the usage report hides which site is which',
};

export default defineCollector({
  meta: {
    id: 'site-usage',
    title: 'SharePoint usage report',
    provides: ['siteUsage'],
    after: ['sites'],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Reports Reader',
    profile: 'standard',
    endpoints: ['/admin/reportSettings'],
    beta: [
      {
        path: PATH,
        why: 'numbers of links and the sharing of each site stand only in the report of the beta version; that of v1.0 is a file behind a redirect',
        replacedBy: 'the same path in v1.0 once it answers with $format=application/json',
      },
    ],
  },
  async collect(context) {
    const sites = await knownCollections(context);
    const isConcealed = await concealment(context);
    const writer = await context.out.shard('siteUsage');
    const gaps: Gap[] = [];
    let pages = 0;
    let seen = 0;
    let recognised = 0;
    const request = {
      path: PATH,
      query: { $format: 'application/json' },
      lane: 'reports',
      units: 1,
      permission: REPORTS,
    } as const;
    for await (const page of context.graph.pages<unknown>({ ...request, version: 'beta' })) {
      if (!page.ok) {
        gaps.push(page.gap);
        break;
      }
      pages += 1;
      const rows: SiteUsage[] = [];
      for (const entry of page.rows) {
        const object = record(entry);
        // Sites in the recycle bin are still counted.
        if (object !== null && flagOf(object.isDeleted) === true) continue;
        seen += 1;
        const row = object === null ? null : usageOf(object, sites);
        const isKnown = row !== null && sites.has(row.collectionId);
        recognised += isKnown ? 1 : 0;
        if (isConcealed === true) {
          // What is hidden is a number made up for the report. A number of a site that is listed was not hidden.
          if (isKnown) rows.push({ ...row, url: null });
        } else if (row === null) gaps.push(MALFORMED);
        else rows.push(row);
      }
      await writer.page(rows);
      context.progress('SharePoint usage report', recognised);
    }
    // A report in which no listed site can be found hides them, whatever the setting says or does not say.
    if (isConcealed === true || (seen > 0 && recognised === 0 && sites.size > 0)) gaps.push(CONCEALED);
    await writer.close(closing(gaps, pages > 0 && (recognised > 0 || gaps.length === 0)));
  },
});

async function knownCollections({ evidence }: CollectorContext): Promise<ReadonlyMap<string, boolean>> {
  const found = new Map<string, boolean>();
  for await (const { id, isPersonal } of evidence.rows('sites')) found.set(collectionOf(id), isPersonal);
  return found;
}

/** Null: it was not told, and then only the report itself can show it. */
async function concealment({ graph }: CollectorContext): Promise<boolean | null> {
  const query = { $select: 'displayConcealedNames' };
  const request = { path: '/admin/reportSettings', query, lane: 'reports', units: 1, permission: SETTINGS } as const;
  const answer = await graph.one<unknown>(request);
  return answer.ok ? flag(record(answer.value)?.displayConcealedNames) : null;
}

/** @param sites site collections that are listed, and whether each is personal */
export function usageOf(entry: Json, sites: ReadonlyMap<string, boolean>): SiteUsage | null {
  const collectionId = guidOf(entry.siteId);
  if (collectionId === null) return null;
  const url = text(entry.siteUrl);
  return {
    collectionId,
    url,
    lastActivityDate: date(entry.lastActivityDate),
    fileCount: numberOf(entry.fileCount),
    anonymousLinkCount: numberOf(entry.anonymousLinkCount),
    companyLinkCount: numberOf(entry.companyLinkCount),
    externalSharing: flagOf(entry.externalSharing),
    sensitivityLabelId: 'siteSensitivityLabelId' in entry ? (guidOf(entry.siteSensitivityLabelId) ?? '') : null,
    isPersonal: sites.get(collectionId) ?? (url !== null && /^https:\/\/[^/]+-my\./i.test(url)),
  };
}
