/** How an inactive site is closed. */
import type { SiteRow } from '../../derive/rows.js';
import { type Known, known, unknown } from '../../evidence/known.js';
import { orNull } from '../kit.js';

/** Archived, locked, or limited to some groups; null: in no way. */
export function closedBy(row: SiteRow): Known<'archived' | 'read-only' | 'no-access' | 'restricted' | null> {
  if (row.site.isArchived) return known('archived');
  if (orNull(row.restrictedTo) !== null) return known('restricted');
  if (!row.properties.known) return row.properties;
  const { lockState, archiveStatus } = row.properties.value;
  if (archiveStatus !== null && archiveStatus !== '' && archiveStatus !== 'NotArchived') return known('archived');
  if (lockState === null) return unknown({ reason: 'failed', detail: 'SharePoint left out whether a site is locked.' });
  if (lockState === 'ReadOnly') return known('read-only');
  if (lockState === 'NoAccess') return known('no-access');
  return row.restrictedTo.known ? known(null) : row.restrictedTo;
}
