/** The free signals of a tenant, out of evidence that collectors read for nothing else, as the estimate wants them. */
import { mostLinks } from '../collectors/sharing-links.js';
import type { SiteToRead } from '../collectors/sites-to-read.js';
import { collectionOf } from '../evidence/collections.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { isLimit } from '../evidence/gap-sentence.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { PlanSite } from './estimate.js';

export interface Signals {
  readonly tenant: { readonly displayName: string | null; readonly defaultDomain: string | null };
  readonly sites: readonly PlanSite[];
  readonly sitesGap: Gap | null;
  /** Webs in the list, subsites and archived ones included. */
  readonly webs: number;
  readonly archived: number;
  /** Why the usage report tells nothing, or not all; null: it was read. */
  readonly usageGap: Gap | null;
  /** Why drives could not be counted everywhere; null: they were, or nobody asked. */
  readonly drivesGap: Gap | null;
  readonly groups: number | null;
  readonly links: number | null;
  /** Null: not known, and then the smallest budget counts. */
  readonly licences: number | null;
}

/** @param order the sites that are not archived, in the order of a scan */
export async function signalsOf(evidence: EvidenceReader, order: readonly SiteToRead[], countsDrives: boolean): Promise<Signals> {
  const files = new Map<string, number>();
  let links = 0;
  let isLinkTold = false;
  for await (const usage of evidence.rows('siteUsage')) {
    if (usage.fileCount !== null) files.set(usage.collectionId, usage.fileCount);
    for (const count of [usage.anonymousLinkCount, usage.companyLinkCount]) {
      isLinkTold ||= count !== null;
      links += count ?? 0;
    }
  }
  let webs = 0;
  let archived = 0;
  for await (const { isArchived } of evidence.rows('sites')) {
    webs += 1;
    if (isArchived) archived += 1;
  }
  let organization: Signals['tenant'] = { displayName: null, defaultDomain: null };
  for await (const { displayName, verifiedDomains } of evidence.rows('organization'))
    organization = { displayName, defaultDomain: verifiedDomains.find((d) => d.isDefault)?.name ?? null };
  const first = (dataset: 'sites' | 'siteUsage') => gapsOf(evidence.coverage(dataset))[0] ?? null;
  return {
    tenant: organization,
    sites: await sitesOf(evidence, order, files, countsDrives),
    sitesGap: first('sites'),
    webs,
    archived,
    usageGap: first('siteUsage'),
    // What --sites leaves out was not to be counted.
    drivesGap: countsDrives ? (gapsOf(evidence.coverage('drives')).find((gap) => !isLimit(gap)) ?? null) : null,
    groups: await groupsOf(evidence),
    links: isLinkTold ? Math.min(links, mostLinks([...files.values()].reduce((sum, n) => sum + n, 0))) : null,
    licences: await licencesOf(evidence),
  };
}

async function sitesOf(
  evidence: EvidenceReader,
  order: readonly SiteToRead[],
  files: ReadonlyMap<string, number>,
  countsDrives: boolean,
): Promise<PlanSite[]> {
  const collections = new Map<string, SiteToRead[]>();
  for (const one of order) {
    const id = collectionOf(one.site.id);
    const webs = collections.get(id);
    if (webs === undefined) collections.set(id, [one]);
    else webs.push(one);
  }
  const sites: PlanSite[] = [];
  for (const [id, webs] of collections) {
    const top = webs.find(({ site }) => site.isRootOfCollection) ?? webs[0];
    if (top === undefined) continue;
    const read = webs.filter(({ gap }) => gap === null);
    sites.push({
      name: top.site.displayName,
      url: top.site.webUrl,
      isPersonal: top.site.isPersonal,
      isWanted: read.length > 0,
      webs: Math.max(1, read.length),
      drives: countsDrives ? await drivesOf(evidence, read) : null,
      files: files.get(id) ?? null,
    });
  }
  return sites;
}

/** Null where one of the webs did not tell. */
async function drivesOf(evidence: EvidenceReader, webs: readonly SiteToRead[]): Promise<number | null> {
  let drives = 0;
  for (const { site } of webs) {
    if (evidence.coverage('drives', site.id).state !== 'complete') return null;
    for await (const _ of evidence.rows('drives', site.id)) drives += 1;
  }
  return drives;
}

async function groupsOf(evidence: EvidenceReader): Promise<number | null> {
  if (evidence.coverage('groups').state !== 'complete') return null;
  let groups = 0;
  for await (const { isUnified } of evidence.rows('groups')) if (isUnified) groups += 1;
  return groups;
}

/** As a scan takes them: the enabled units of the largest product. */
async function licencesOf(evidence: EvidenceReader): Promise<number | null> {
  if (evidence.coverage('subscribedSkus').state === 'absent') return null;
  let units = 0;
  for await (const { enabledUnits } of evidence.rows('subscribedSkus')) units = Math.max(units, enabledUnits);
  return units;
}
