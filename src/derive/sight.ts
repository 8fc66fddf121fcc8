/** How much of SharePoint and OneDrive was seen: by site and by drive, against the lists of what should have been. */

import { collectionOf, outOfReachBy } from '../evidence/collections.js';
import type { Drive, Site } from '../evidence/content.js';
import { type Coverage, combine, type Gap, gapsOf, isUnasked } from '../evidence/coverage.js';
import { DATASETS, type DatasetName, WHOLE } from '../evidence/datasets.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Totals } from './rows.js';
import type { SiteFacts } from './site-facts.js';

export { collectionOf };

export interface Sight {
  readonly sites: readonly Site[];
  readonly drives: readonly { readonly site: Site; readonly drive: Drive }[];
  readonly knownSites: number;
  readonly knownDrives: number;
  readonly wholeSites: number;
  readonly wholeDrives: number;
  /** Percentage of known sites and drives read whole, one decimal; null when the list of sites is not whole. */
  readonly percent: number | null;
  /** Sites that were not read whole, each with the first reason. */
  readonly unreadSites: Totals['unreadSites'];
  /** Sites that Copilot does not reach; they are in nothing else here. */
  readonly outOfReach: Totals['outOfReach'];
  /** Coverage of a dataset, judged against the shards that should exist. */
  coverage(dataset: DatasetName): Coverage;
  shard(dataset: DatasetName, shard: string): Coverage;
  /**
   * What SharePoint was asked of a site collection and did not tell, so that it may let in more people than Graph shows;
   * null: it told all, or was not asked.
   */
  untold(collectionId: string): Gap | null;
  readonly untoldAnywhere: readonly Gap[];
}

/** Lists that cannot be empty: an empty one is an answer to somebody who may see none, not a tenant without any. */
const NEVER_EMPTY: ReadonlyMap<DatasetName, string> = new Map([
  ['sites', 'Microsoft listed no site at all, and every organization has one'],
  ['users', 'Microsoft listed no user at all, and every organization has one'],
  ['servicePrincipals', 'Microsoft listed no application at all, and every organization has Microsoft’s own'],
  ['organization', 'Microsoft named no organization'],
]);

/** The coverage of a dataset that is not cut; whole but empty is not whole where nothing can be empty. */
export function listCoverage(evidence: EvidenceReader, dataset: DatasetName): Coverage {
  const coverage = evidence.coverage(dataset);
  const detail = NEVER_EMPTY.get(dataset);
  if (detail === undefined || coverage.state !== 'complete' || coverage.rows > 0) return coverage;
  return { state: 'absent', rows: 0, gaps: [{ reason: 'failed', detail }] };
}

/** Looks up shards by name; the reader's own list is sorted anew at each call. */
class Shards {
  readonly #evidence: EvidenceReader;
  readonly #names = new Map<DatasetName, ReadonlySet<string>>();

  constructor(evidence: EvidenceReader) {
    this.#evidence = evidence;
  }

  #has(dataset: DatasetName, shard: string): boolean {
    let names = this.#names.get(dataset);
    if (names === undefined) {
      names = new Set(this.#evidence.shards(dataset));
      this.#names.set(dataset, names);
    }
    return names.has(shard);
  }

  /** The coverage of a shard; where the whole dataset was left out (another profile, a list that failed), of that. */
  coverage(dataset: DatasetName, shard: string): Coverage {
    if (this.#has(dataset, shard)) return this.#evidence.coverage(dataset, shard);
    const whole = this.#has(dataset, WHOLE) ? this.#evidence.coverage(dataset, WHOLE) : null;
    // A whole that is complete says nothing of a shard that nobody began.
    return whole?.state === 'absent' ? whole : this.#evidence.coverage(dataset, shard);
  }

  /** Whether any shard was begun: a dataset that was left out as a whole was asked of no site. */
  wereAsked(dataset: DatasetName): boolean {
    return this.#evidence.shards(dataset).some((name) => name !== WHOLE);
  }
}

/** The first thing that a coverage lacks; null: it is whole. */
function holeIn(coverage: Coverage): Gap | null {
  return coverage.state === 'complete' ? null : (coverage.gaps[0] ?? { reason: 'not-yet-read' });
}

/** What SharePoint itself is asked of each site collection. */
const OF_COLLECTION = ['siteGroups', 'roleAssignments'] as const;

/** Why SharePoint's own lists of a collection are not whole, where it was asked; null: they are, or it was not. */
function listGap(shards: Shards, collectionId: string): Gap | null {
  for (const dataset of OF_COLLECTION) {
    if (!shards.wereAsked(dataset)) continue;
    const coverage = shards.coverage(dataset, collectionId);
    const gap = holeIn(coverage);
    if (gap !== null && !(coverage.state === 'absent' && isUnasked(gap)) && !isOfExport(coverage)) return gap;
  }
  return null;
}

/** An export told part of a list, and SharePoint itself was not asked: nobody refused anything. */
function isOfExport(coverage: Coverage): boolean {
  const gaps = gapsOf(coverage);
  return gaps.length > 0 && gaps.every(({ reason }) => reason === 'needs-sharepoint-tier');
}

/** A group without its members, or an object without its assignments, is a hole in a list that was read. */
async function rowGap(evidence: EvidenceReader, collectionId: string): Promise<Gap | null> {
  for await (const { members } of evidence.rows('siteGroups', collectionId)) if (!members.known) return members.gap;
  for await (const { assignments } of evidence.rows('roleAssignments', collectionId))
    if (assignments !== null && !assignments.known) return assignments.gap;
  return null;
}

export async function deriveSight(evidence: EvidenceReader, facts: SiteFacts): Promise<Sight> {
  // A site that a list names twice is one site.
  const byId = new Map<string, Site>();
  for await (const site of evidence.rows('sites')) byId.set(site.id, site);
  const list = listCoverage(evidence, 'sites');
  const whyNot = (site: Site) => {
    const properties = facts.properties(collectionOf(site.id));
    return site.isArchived ? 'archived' : properties.known ? outOfReachBy(properties.value) : null;
  };
  const all = [...byId.values()].map((site) => ({ site, why: whyNot(site) })).sort((a, b) => (a.site.id < b.site.id ? -1 : 1));
  const sites = all.filter(({ why }) => why === null).map(({ site }) => site);
  const drives: { site: Site; drive: Drive }[] = [];
  for (const site of sites) {
    const found: Drive[] = [];
    for await (const drive of evidence.rows('drives', site.id)) found.push(drive);
    found.sort((a, b) => (a.id < b.id ? -1 : 1));
    drives.push(...found.map((drive) => ({ site, drive })));
  }
  const shards = new Shards(evidence);
  const shard = (dataset: DatasetName, name: string) => shards.coverage(dataset, name);
  const driveGap = (driveId: string) => holeIn(shard('items', driveId)) ?? holeIn(shard('accessLists', driveId));
  const gaps = new Map<string, Gap>();
  const note = (siteId: string, gap: Gap | null | undefined) => {
    if (gap != null && !gaps.has(siteId)) gaps.set(siteId, gap);
  };
  const unread = new Map<string, Gap | null>();
  const untold = new Map<string, Gap | null>();
  for (const site of sites) {
    const id = collectionOf(site.id);
    if (!unread.has(id)) {
      const lists = listGap(shards, id);
      unread.set(id, lists ?? (await rowGap(evidence, id)));
      untold.set(id, lists ?? facts.adminsGap(id));
    }
    note(site.id, holeIn(shard('drives', site.id)));
  }
  const whole = new Set<string>();
  for (const { site, drive } of drives) {
    const gap = driveGap(drive.id);
    if (gap === null) whole.add(drive.id);
    note(site.id, gap);
  }
  for (const site of sites) note(site.id, unread.get(collectionOf(site.id)));
  const unreadSites = sites.flatMap((site) => {
    const gap = gaps.get(site.id);
    return gap === undefined ? [] : [{ site, gap }];
  });
  const wholeSites = sites.length - unreadSites.length;
  const knownAll = sites.length + drives.length;
  const listWhole = list.state === 'complete';
  const known = new Map<DatasetName, Coverage>();
  return {
    sites,
    drives,
    knownSites: sites.length,
    knownDrives: drives.length,
    wholeSites,
    wholeDrives: whole.size,
    unreadSites,
    outOfReach: all.flatMap(({ site, why }) => (why === null ? [] : [{ site, why }])),
    percent: !listWhole ? null : knownAll === 0 ? 100 : Math.floor(((wholeSites + whole.size) / knownAll) * 1000) / 10,
    shard,
    untold: (collectionId) => untold.get(collectionId) ?? null,
    untoldAnywhere: [...untold.values()].filter((gap) => gap !== null),
    coverage(dataset) {
      const hit = known.get(dataset);
      if (hit !== undefined) return hit;
      const coverage = judge(dataset);
      known.set(dataset, coverage);
      return coverage;
    },
  };

  function judge(dataset: DatasetName): Coverage {
    switch (DATASETS[dataset].shardedBy) {
      case 'none':
        return listCoverage(evidence, dataset);
      case 'site':
        return withLists([list], combine(sites.map((s) => shard(dataset, s.id))), shards.coverage(dataset, WHOLE));
      case 'collection':
        return withLists(
          [list],
          combine([...new Set(sites.map((s) => collectionOf(s.id)))].map((id) => shard(dataset, id))),
          shards.coverage(dataset, WHOLE),
        );
      case 'drive':
        return withLists(
          [list, combine(sites.map((s) => shard('drives', s.id)))],
          combine(drives.map((d) => shard(dataset, d.drive.id))),
          shards.coverage(dataset, WHOLE),
        );
    }
  }
}

/** The coverage of shards is no better than that of the lists that name them. */
function withLists(lists: readonly Coverage[], shards: Coverage, whole: Coverage): Coverage {
  const gaps = lists.flatMap(gapsOf);
  if (gaps.length === 0) return shards;
  if (shards.rows === 0) return { state: 'absent', rows: 0, gaps: [...gaps, ...(isLeftOut(whole) ? gapsOf(whole) : [])] };
  return { state: 'partial', rows: shards.rows, gaps: [...gaps, ...gapsOf(shards)] };
}

function isLeftOut(whole: Coverage): boolean {
  return whole.state === 'absent' && whole.gaps.some((g) => g.reason !== 'not-yet-read');
}
