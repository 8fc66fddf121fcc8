/** What keeps an open site out of sight while its permissions are mended: a fence, a curtain, or nothing. */

import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import type { SharePointTenant } from '../../evidence/sharepoint.js';

/** `fence` keeps people out; a curtain only hides what they may open. */
export type Shield = 'fence' | 'Restricted Content Discovery' | 'Restricted SharePoint Search' | 'none';

export interface Shielded {
  readonly restrictedTo: Known<readonly string[] | null>;
  readonly isDiscoveryRestricted: boolean;
}

export function shieldOf(row: Shielded, url: string, tenant: Known<readonly SharePointTenant[]>): Known<Shield> {
  if (!row.restrictedTo.known) return row.restrictedTo;
  if (row.restrictedTo.value !== null) return known('fence');
  if (row.isDiscoveryRestricted) return known('Restricted Content Discovery');
  const hidden = hiddenBySearch(url, tenant);
  return mapKnown(hidden, (is) => (is ? 'Restricted SharePoint Search' : 'none'));
}

/** Restricted SharePoint Search is on for the tenant; it hides every site that is not on its list. */
export function isSearchRestricted(tenant: Known<readonly SharePointTenant[]>): Known<boolean> {
  if (!tenant.known) return tenant;
  const mode = tenant.value[0]?.restrictedSearchMode;
  if (mode === undefined) return unknown({ reason: 'failed', detail: 'SharePoint gave no settings of the tenant.' });
  return mapKnown(mode, (m) => m === 'Enabled');
}

function hiddenBySearch(url: string, tenant: Known<readonly SharePointTenant[]>): Known<boolean> {
  const isOn = isSearchRestricted(tenant);
  if (!isOn.known || !isOn.value || !tenant.known) return isOn;
  const listed = tenant.value[0]?.restrictedSearchSites ?? known<readonly string[]>([]);
  return mapKnown(listed, (sites) => !sites.some((site) => plain(site) === plain(url)));
}

const plain = (url: string): string => url.toLowerCase().replace(/\/+$/, '');
