/** How much of SharePoint and OneDrive was seen: by site and by drive, against the lists of what should have been. */

import type { Drive, Site } from '../evidence/content.js';
import { type Coverage, combine, gapsOf } from '../evidence/coverage.js';
import { DATASETS, type DatasetName, WHOLE } from '../evidence/datasets.js';
import type { EvidenceReader } from '../evidence/store.js';

export interface Sight {
  readonly sites: readonly Site[];
  readonly drives: readonly { readonly site: Site; readonly drive: Drive }[];
  readonly knownSites: number;
  readonly knownDrives: number;
  readonly wholeSites: number;
  readonly wholeDrives: number;
  /** Percentage of known sites and drives read whole, one decimal; null when the list of sites is not whole. */
  readonly percent: number | null;
  /** Coverage of a dataset, judged against the shards that should exist. */
  coverage(dataset: DatasetName): Coverage;
  shard(dataset: DatasetName, shard: string): Coverage;
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
}

export async function deriveSight(evidence: EvidenceReader): Promise<Sight> {
  // A site that a list names twice is one site.
  const byId = new Map<string, Site>();
  for await (const site of evidence.rows('sites')) if (!site.isArchived) byId.set(site.id, site);
  const list = listCoverage(evidence, 'sites');
  const sites = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const drives: { site: Site; drive: Drive }[] = [];
  for (const site of sites) {
    const found: Drive[] = [];
    for await (const drive of evidence.rows('drives', site.id)) found.push(drive);
    found.sort((a, b) => (a.id < b.id ? -1 : 1));
    drives.push(...found.map((drive) => ({ site, drive })));
  }
  const shards = new Shards(evidence);
  const shard = (dataset: DatasetName, name: string) => shards.coverage(dataset, name);
  const isWhole = (driveId: string) =>
    shard('items', driveId).state === 'complete' && shard('accessLists', driveId).state === 'complete';
  const whole = new Set(drives.filter(({ drive }) => isWhole(drive.id)).map(({ drive }) => drive.id));
  const unreadSites = new Set(drives.filter(({ drive }) => !whole.has(drive.id)).map(({ site }) => site.id));
  const wholeSites = sites.filter((site) => shard('drives', site.id).state === 'complete' && !unreadSites.has(site.id)).length;
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
    percent: !listWhole ? null : knownAll === 0 ? 100 : Math.floor(((wholeSites + whole.size) / knownAll) * 1000) / 10,
    shard,
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

/** The site collection of a Graph site id `host,collection,web`, lower case. */
export function collectionOf(siteId: string): string {
  return (siteId.split(',')[1] ?? siteId).toLowerCase();
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
