/** What is told of all sites in one list each: their settings, the usage report, and private and shared channels. */

import type { Principal } from '../evidence/content.js';
import { type Gap, gapsOf, isUnasked } from '../evidence/coverage.js';
import type { DatasetName } from '../evidence/datasets.js';
import { type Known, unknown } from '../evidence/known.js';
import type { Channel, SiteProperties, SiteSettings, SiteUsage } from '../evidence/sharepoint.js';
import type { EvidenceReader } from '../evidence/store.js';

export interface SiteFacts {
  properties(collectionId: string): Known<SiteProperties>;
  admins(collectionId: string): Known<readonly Principal[]>;
  /** Why the administrators of a site are not known, where SharePoint was asked for them; null: they are, or it was not. */
  adminsGap(collectionId: string): Gap | null;
  /** The row of a site in the usage report. */
  usage(collectionId: string): Known<SiteUsage>;
  /** What keeps the usage report from being whole; null: nothing. */
  readonly usageGap: Gap | null;
  channel(driveId: string): Channel | null;
  /** What keeps the list of channels from being whole; null: nothing. */
  readonly channelsGap: Gap | null;
}

const NOT_LISTED: Gap = { reason: 'failed', detail: 'SharePoint’s administration did not list the site' };
const NOT_REPORTED: Gap = { reason: 'failed', detail: 'the usage report does not name the site' };

export async function loadSiteFacts(evidence: EvidenceReader): Promise<SiteFacts> {
  const settings = new Map<string, SiteSettings>();
  for await (const row of evidence.rows('siteSettings')) settings.set(row.collectionId.toLowerCase(), row);
  const usage = new Map<string, SiteUsage>();
  for await (const row of evidence.rows('siteUsage')) usage.set(row.collectionId.toLowerCase(), row);
  const channels = new Map<string, Channel>();
  for await (const row of evidence.rows('channels')) if (row.driveId !== null) channels.set(row.driveId, row);
  const gap = (dataset: DatasetName) => gapsOf(evidence.coverage(dataset))[0] ?? null;
  const unlisted = gap('siteSettings') ?? NOT_LISTED;
  const unreported = gap('siteUsage') ?? NOT_REPORTED;
  const wereAsked = evidence.shards('siteSettings').length > 0;
  const admins = (id: string) => settings.get(id)?.admins ?? unknown(unlisted);
  return {
    properties: (id) => settings.get(id)?.properties ?? unknown(unlisted),
    admins,
    adminsGap(id) {
      const list = admins(id);
      return list.known || !wereAsked || isUnasked(list.gap) ? null : list.gap;
    },
    usage(id) {
      const row = usage.get(id);
      return row === undefined ? unknown(unreported) : { known: true, value: row };
    },
    usageGap: gap('siteUsage'),
    channel: (driveId) => channels.get(driveId) ?? null,
    channelsGap: gap('channels'),
  };
}
