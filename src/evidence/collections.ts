/** Which site collection a site belongs to, and whether Copilot reaches into it at all. */
import type { SiteProperties } from './sharepoint.js';

/** The site collection of a Graph site id `host,collection,web`, lower case. */
export function collectionOf(siteId: string): string {
  return (siteId.split(',')[1] ?? siteId).toLowerCase();
}

/** Statuses of the archive in which nobody opens anything; on its way in or back, a site is read as a living one. */
const ARCHIVED = ['recentlyarchived', 'fullyarchived', 'archived'];

/** Why nobody, and so Copilot, opens anything of a site; null: people may. */
export function outOfReachBy({ archiveStatus, lockState }: SiteProperties): 'archived' | 'no-access' | null {
  if (archiveStatus !== null && ARCHIVED.includes(archiveStatus.toLowerCase())) return 'archived';
  return lockState === 'NoAccess' ? 'no-access' : null;
}
