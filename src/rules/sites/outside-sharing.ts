/** How far a site may be shared outside, under the ceiling that the tenant sets, and whether a list of domains limits it. */
import type { SiteRow } from '../../derive/rows.js';
import { known, type Tri, unknown } from '../../evidence/known.js';
import type { SharingCapability, SiteProperties } from '../../evidence/sharepoint.js';
import { domainLimits } from '../sharing/domain-limits.js';
import { eitherTells, type SharingSources, sharingLevel, stricterLevel, type Told } from '../tenant-sharing.js';

export interface Ceiling {
  readonly level: Told<SharingCapability>;
  /** The tenant shares with the domains of a list alone. */
  readonly isLimited: Tri;
}

export function ceilingOf(sources: SharingSources): Ceiling {
  const { graph, sharePoint } = domainLimits(sources);
  const limit = eitherTells(sources, graph, sharePoint, ['allowed domains', 'blocked domains', 'no limit']);
  const isOpen = limit.value === 'blocked domains' || limit.value === 'no limit';
  const [gap] = limit.gaps;
  return { level: sharingLevel(sources), isLimited: isOpen ? known(false) : gap === undefined ? known(true) : unknown(gap) };
}

/** How far it is shared at least: the site's own setting or the tenant's, whichever is stricter; null: not known. */
export function levelOf({ properties }: SiteRow, { level }: Ceiling): SharingCapability | null {
  const own = properties.known ? properties.value.sharingCapability : null;
  return own === null || level.value === null ? null : stricterLevel(own, level.value);
}

/** Shared outside with more than the domains of a list, the site's or the tenant's. Anyone links know no domains. */
export function isOpenOutside(row: SiteRow, ceiling: Ceiling): Tri {
  const { level } = ceiling;
  const [gap] = level.gaps;
  // Either setting alone is enough where it says "nobody".
  if (level.value === 'Disabled' && gap === undefined) return known(false);
  if (!row.properties.known) return row.properties;
  const { sharingCapability: own, sharingDomainRestrictionMode: mode } = row.properties.value;
  if (own === null) return unknown({ reason: 'failed', detail: 'SharePoint left out how far a site may be shared.' });
  if (own === 'Disabled') return known(false);
  const least = levelOf(row, ceiling);
  if (gap !== undefined && (least === null || least === 'Disabled')) return unknown(gap);
  if (least === 'ExternalUserAndGuestSharing') return known(true);
  const limited = isLimited(mode, ceiling);
  if (!limited.known) return limited;
  if (!limited.value) return known(true);
  return gap !== undefined && own === 'ExternalUserAndGuestSharing' ? unknown(gap) : known(false);
}

function isLimited(mode: SiteProperties['sharingDomainRestrictionMode'], ceiling: Ceiling): Tri {
  if (ceiling.isLimited.known && ceiling.isLimited.value) return known(true);
  if (mode === 'AllowList') return known(true);
  if (mode === null) return unknown({ reason: 'failed', detail: 'SharePoint left out the domains that a site is shared with.' });
  return ceiling.isLimited;
}
