/** The sites of this scan in the order in which they are read, each with the reason where it is not to be read. */
import { collectionOf, outOfReachBy } from '../evidence/collections.js';
import type { Drive, Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { SiteProperties } from '../evidence/sharepoint.js';
import { inCrawlOrder, NO_SIGNALS, type SiteSignals } from './crawl-order.js';
import type { CollectorContext } from './define.js';

export interface SiteToRead {
  readonly site: Site;
  readonly collectionId: string;
  /** Why it is not read: the operator left it out, or Copilot does not reach it; null: it is. */
  readonly gap: Gap | null;
}

export interface CollectionToRead {
  readonly collectionId: string;
  /** Its root web first, where that is known. */
  readonly webs: readonly SiteToRead[];
}

/** Archived sites are left out: Copilot does not reach into the archive, and Graph does not open it. */
export async function sitesToRead(context: CollectorContext): Promise<SiteToRead[]> {
  const sites = new Map<string, Site>();
  for await (const site of context.evidence.rows('sites')) if (!site.isArchived) sites.set(site.id, site);
  const properties = await propertiesOf(context);
  const signals = await signalsOf(context, [...sites.values()], properties);
  return inCrawlOrder([...sites.values()], signals).map((site) => {
    const collectionId = collectionOf(site.id);
    return { site, collectionId, gap: context.allowance.site(site.webUrl) ?? reachGap(properties.get(collectionId)) };
  });
}

/** Site collections in the order of the first of their webs. */
export async function collectionsToRead(context: CollectorContext): Promise<CollectionToRead[]> {
  const collections = new Map<string, SiteToRead[]>();
  for (const one of await sitesToRead(context)) {
    const webs = collections.get(one.collectionId) ?? [];
    webs.push(one);
    collections.set(one.collectionId, webs);
  }
  const rank = ({ site }: SiteToRead) => (site.isRootOfCollection ? 0 : site.webUrl.length);
  return [...collections].map(([collectionId, webs]) => ({ collectionId, webs: webs.sort((a, b) => rank(a) - rank(b)) }));
}

/** Drives of the sites of this scan, each once, in the order of their sites. */
export async function drivesToRead(context: CollectorContext): Promise<{ readonly drive: Drive; readonly site: Site }[]> {
  const drives = new Map<string, { drive: Drive; site: Site }>();
  for (const { site } of await sitesToRead(context)) {
    for await (const drive of context.evidence.rows('drives', site.id)) drives.set(drive.id, { drive, site });
  }
  return [...drives.values()];
}

function reachGap(properties: SiteProperties | undefined): Gap | null {
  const why = properties === undefined ? null : outOfReachBy(properties);
  if (why === null) return null;
  const detail = why === 'archived' ? 'the site is archived' : 'the site is locked with NoAccess';
  return { reason: 'not-requested', detail: `${detail}, so nobody opens it and Copilot does not reach it` };
}

async function propertiesOf(context: CollectorContext): Promise<ReadonlyMap<string, SiteProperties>> {
  const found = new Map<string, SiteProperties>();
  for await (const { collectionId, properties } of context.evidence.rows('siteSettings')) {
    if (properties.known) found.set(collectionId, properties.value);
  }
  return found;
}

async function signalsOf(
  { evidence }: CollectorContext,
  sites: readonly Site[],
  properties: ReadonlyMap<string, SiteProperties>,
): Promise<ReadonlyMap<string, SiteSignals>> {
  const publicGroups = new Set<string>();
  for await (const { id, visibility } of evidence.rows('groups')) if (visibility === 'Public') publicGroups.add(id);
  const guests = new Set<string>();
  for await (const { id, userType } of evidence.rows('users')) if (userType === 'Guest') guests.add(id);
  const withGuests = new Set<string>();
  for await (const { groupId, memberId } of evidence.rows('groupLinks')) if (guests.has(memberId)) withGuests.add(groupId);
  const groupOf = new Map<string, string>();
  for await (const { siteId, groupId } of evidence.rows('groupSites')) groupOf.set(siteId, groupId);
  const usages = new Map<string, SiteSignals['usage']>();
  for await (const usage of evidence.rows('siteUsage')) usages.set(usage.collectionId, usage);
  return new Map(
    sites.map(({ id }) => {
      const collectionId = collectionOf(id);
      const usage = usages.get(collectionId) ?? null;
      const own = properties.get(collectionId);
      const groupId = groupOf.get(id) ?? '';
      const capability = own?.sharingCapability ?? null;
      const label = own?.sensitivityLabel ?? usage?.sensitivityLabelId ?? null;
      return [
        id,
        {
          ...NO_SIGNALS,
          usage,
          isPublic: publicGroups.has(groupId),
          hasGuests: withGuests.has(groupId),
          sharesOutside: capability === null ? (usage?.externalSharing ?? null) : capability !== 'Disabled',
          hasLabel: label === null ? null : label !== '',
        },
      ];
    }),
  );
}
