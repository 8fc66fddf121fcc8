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

/** Every organization has a root site: an empty list is an answer to somebody who may see none, not a tenant without sites. */
const NO_SITES: Coverage = {
  state: 'absent',
  rows: 0,
  gaps: [{ reason: 'failed', detail: 'Microsoft listed no site at all, and every organization has one' }],
};

/** The coverage of a shard; where the whole dataset was left out (another profile, a list that failed), of that. */
function shardCoverage(evidence: EvidenceReader, dataset: DatasetName, shard: string): Coverage {
  if (evidence.shards(dataset).includes(shard)) return evidence.coverage(dataset, shard);
  const whole = evidence.shards(dataset).includes(WHOLE) ? evidence.coverage(dataset, WHOLE) : null;
  // A whole that is complete says nothing of a shard that nobody began.
  return whole?.state === 'absent' ? whole : evidence.coverage(dataset, shard);
}

export async function deriveSight(evidence: EvidenceReader): Promise<Sight> {
  const sites: Site[] = [];
  let listed = 0;
  for await (const site of evidence.rows('sites')) {
    listed += 1;
    if (!site.isArchived) sites.push(site);
  }
  const list = listed === 0 && evidence.coverage('sites').state === 'complete' ? NO_SITES : evidence.coverage('sites');
  sites.sort((a, b) => (a.id < b.id ? -1 : 1));
  const drives: { site: Site; drive: Drive }[] = [];
  for (const site of sites) {
    const found: Drive[] = [];
    for await (const drive of evidence.rows('drives', site.id)) found.push(drive);
    found.sort((a, b) => (a.id < b.id ? -1 : 1));
    drives.push(...found.map((drive) => ({ site, drive })));
  }
  const shard = (dataset: DatasetName, name: string) => shardCoverage(evidence, dataset, name);
  const isWhole = (driveId: string) =>
    shard('items', driveId).state === 'complete' && shard('accessLists', driveId).state === 'complete';
  const whole = new Set(drives.filter(({ drive }) => isWhole(drive.id)).map(({ drive }) => drive.id));
  const unreadSites = new Set(drives.filter(({ drive }) => !whole.has(drive.id)).map(({ site }) => site.id));
  const wholeSites = sites.filter((site) => shard('drives', site.id).state === 'complete' && !unreadSites.has(site.id)).length;
  const knownAll = sites.length + drives.length;
  const listWhole = list.state === 'complete';
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
      switch (DATASETS[dataset].shardedBy) {
        case 'none':
          return dataset === 'sites' ? list : evidence.coverage(dataset);
        case 'site':
          return withLists([list], combine(sites.map((s) => shard(dataset, s.id))), shardCoverage(evidence, dataset, WHOLE));
        case 'drive':
          return withLists(
            [list, combine(sites.map((s) => shard('drives', s.id)))],
            combine(drives.map((d) => shard(dataset, d.drive.id))),
            shardCoverage(evidence, dataset, WHOLE),
          );
      }
    },
  };
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
