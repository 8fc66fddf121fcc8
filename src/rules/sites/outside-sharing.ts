/** How far a site may be shared outside, under the ceiling that the tenant sets, and whether a list of domains limits it. */
import type { SiteRow } from '../../derive/rows.js';
import { type Known, known, mapKnown, type Tri, unknown } from '../../evidence/known.js';
import type { SharingCapability } from '../../evidence/sharepoint.js';
import { domainLimits } from '../sharing/domain-limits.js';
import { eitherTells, type SharingSources, sharingLevel, stricterLevel, type Told } from '../tenant-sharing.js';

export interface Ceiling {
  readonly level: Known<SharingCapability>;
  /** The tenant shares with the domains of a list alone. */
  readonly isLimited: Tri;
}

const asKnown = <T>({ value, gaps }: Told<T>): Known<T> =>
  value !== null ? known(value) : unknown(gaps[0] ?? { reason: 'failed' });

export function ceilingOf(sources: SharingSources): Ceiling {
  const { graph, sharePoint } = domainLimits(sources);
  const limit = asKnown(eitherTells(graph, sharePoint, ['allowed domains', 'blocked domains', 'no limit']));
  return { level: asKnown(sharingLevel(sources)), isLimited: mapKnown(limit, (l) => l === 'allowed domains') };
}

/** The site's own setting or the tenant's, whichever is stricter; either alone is enough where it says "nobody". */
export function levelOf({ properties }: SiteRow, ceiling: Ceiling): Known<SharingCapability> {
  if (ceiling.level.known && ceiling.level.value === 'Disabled') return ceiling.level;
  if (!properties.known) return properties;
  const own = properties.value.sharingCapability;
  if (own === null) return unknown({ reason: 'failed', detail: 'SharePoint left out how far a site may be shared.' });
  return own === 'Disabled' ? known(own) : mapKnown(ceiling.level, (most) => stricterLevel(own, most));
}

/** Shared outside with more than the domains of a list, the site's or the tenant's. Anyone links know no domains. */
export function isOpenOutside(row: SiteRow, ceiling: Ceiling): Tri {
  const level = levelOf(row, ceiling);
  if (!level.known) return level;
  if (level.value === 'Disabled') return known(false);
  if (level.value === 'ExternalUserAndGuestSharing') return known(true);
  if (ceiling.isLimited.known && ceiling.isLimited.value) return known(false);
  if (!row.properties.known) return row.properties;
  const mode = row.properties.value.sharingDomainRestrictionMode;
  if (mode === 'AllowList') return known(false);
  if (mode === null) return unknown({ reason: 'failed', detail: 'SharePoint left out the domains that a site is shared with.' });
  return mapKnown(ceiling.isLimited, (limited) => !limited);
}
