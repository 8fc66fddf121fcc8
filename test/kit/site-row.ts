/** One site of a small tenant as the joins make it, with pieces of evidence taken away or refused; and a line of the usage report. */
import type { SiteRow } from '../../src/derive/rows.js';
import type { Gap } from '../../src/evidence/coverage.js';
import type { DatasetName } from '../../src/evidence/datasets.js';
import type { SecurableObject, SiteGroup, SiteUsage } from '../../src/evidence/sharepoint.js';
import type { InitialEvidence, MemoryEvidence } from '../../src/snapshot/memory.js';
import { SITE, type Small, sharePoint, smallWorld } from './small-evidence.js';

export const GAP: Gap = { reason: 'forbidden', status: 403 };

export async function site(small: Small = {}): Promise<SiteRow> {
  const world = await smallWorld({ ...small, evidence: { ...sharePoint(), ...small.evidence } });
  const [row] = world.rows('site');
  if (row === undefined) throw new Error('no site');
  return row;
}
export const withObjects = (objects: readonly SecurableObject[], groups: readonly SiteGroup[] = [], more: InitialEvidence = {}) =>
  site({ evidence: { ...sharePoint({ objects, groups }), ...more } });
export const without =
  (...datasets: readonly DatasetName[]) =>
  (e: MemoryEvidence) => {
    for (const dataset of datasets) e.setCoverage(dataset, { state: 'absent', rows: 0, gaps: [GAP] });
  };
export const refused = (dataset: DatasetName, gap: Gap) => (e: MemoryEvidence) =>
  e.setCoverage(dataset, { state: 'absent', rows: 0, gaps: [gap] });
export const usage = (over: Partial<SiteUsage>): SiteUsage => ({
  collectionId: SITE.id,
  url: null,
  lastActivityDate: null,
  fileCount: null,
  anonymousLinkCount: null,
  companyLinkCount: null,
  externalSharing: null,
  sensitivityLabelId: null,
  isPersonal: false,
  ...over,
});
