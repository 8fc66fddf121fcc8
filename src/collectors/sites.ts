/** Lists every site, OneDrives and subwebs included. */

import type { Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { defineCollector } from './define.js';
import { date, isPresent, type Json, record, text } from './fields.js';
import { closing, writePages } from './paged.js';

const permission = 'Sites.Read.All';
const why = 'the list of sites, and everything in them that the scan looks at. Microsoft has no permission for metadata alone';

/** Search is the only list of sites that a delegated token gets: what is indexed, and what that person may open. */
const SEARCHED: Gap = {
  reason: 'needs-other-sign-in',
  remedy: 'app-only sign-in',
  detail: 'a person finds only the sites that he or she may open, and no OneDrives',
};

export default defineCollector({
  meta: {
    id: 'sites',
    title: 'Sites',
    provides: ['sites'],
    after: [],
    application: [{ permission, why }],
    delegated: [{ permission, why }],
    modes: ['application', 'delegated'],
    profile: 'standard',
    endpoints: ['/sites/getAllSites', '/sites?search=*'],
  },
  async collect(context) {
    const select = 'id,displayName,name,webUrl,createdDateTime,lastModifiedDateTime,isPersonalSite,root,siteCollection';
    const shared = { lane: 'sharepoint', units: 2, permission } as const;
    const all = { ...shared, path: '/sites/getAllSites', query: { $select: select } };
    const found = { ...shared, path: '/sites', query: { search: '*', $select: select } };
    const writer = await context.out.shard('sites');
    const { mode } = context.session;
    if (mode !== 'delegated') {
      const reading = await writePages(context, writer, { dataset: 'sites', request: all, map: siteOf });
      // A token that does not tell its kind may be a person's: then the list of all sites is refused at once.
      const mayBePerson = mode === 'unknown' && reading.pages === 0 && reading.refusal?.status != null;
      if (!mayBePerson) return writer.close(closing(reading.gaps, reading.pages > 0));
    }
    const reading = await writePages(context, writer, { dataset: 'sites', request: found, map: siteOf });
    await writer.close(closing([...reading.gaps, ...(reading.pages > 0 ? [SEARCHED] : [])], reading.pages > 0));
  },
});

const ARCHIVED = ['recentlyArchived', 'fullyArchived'];

export function siteOf(entry: Json): Site | null {
  const id = text(entry.id);
  const webUrl = text(entry.webUrl);
  if (id === null || webUrl === null || !URL.canParse(webUrl)) return null;
  const archiveStatus = text(record(record(entry.siteCollection)?.archivalDetails)?.archiveStatus);
  return {
    id,
    displayName: text(entry.displayName) ?? text(entry.name) ?? '',
    webUrl,
    isPersonal: entry.isPersonalSite === true || new URL(webUrl).hostname.includes('-my.'),
    isRootOfCollection: isPresent(entry.root),
    // A site on its way back from the archive can be opened any moment, so it is read as a living one.
    isArchived: archiveStatus !== null && ARCHIVED.includes(archiveStatus),
    createdDateTime: date(entry.createdDateTime),
    lastModifiedDateTime: date(entry.lastModifiedDateTime),
  };
}
