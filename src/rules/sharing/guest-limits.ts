/** What keeps guests within limits: whether they may share on, when their access ends, when they prove themselves again. */
import { mapKnown, type Tri } from '../../evidence/known.js';
import type { Thresholds } from '../../evidence/thresholds.js';
import { eitherTells, graphSetting, type SharingSources, type Told, tenantSetting } from '../tenant-sharing.js';
import { endsWithin } from './time-limits.js';

interface GuestLimits {
  readonly resharing: Told<boolean>;
  readonly ends: Tri;
  readonly provenAgain: Tri;
}

export function guestLimits(
  sources: SharingSources,
  { guestExpiryDaysMax, guestReAuthDaysMax }: Pick<Thresholds, 'guestExpiryDaysMax' | 'guestReAuthDaysMax'>,
): GuestLimits {
  const forbidden = tenantSetting(sources, 'preventExternalUsersFromResharing');
  const allowed = mapKnown(forbidden, (no) => !no);
  return {
    resharing: eitherTells(sources, graphSetting(sources, 'isResharingByExternalUsersEnabled'), allowed, [false, true]),
    ends: endsWithin(
      tenantSetting(sources, 'externalUserExpirationRequired'),
      tenantSetting(sources, 'externalUserExpireInDays'),
      guestExpiryDaysMax,
    ),
    provenAgain: endsWithin(
      tenantSetting(sources, 'emailAttestationRequired'),
      tenantSetting(sources, 'emailAttestationReAuthDays'),
      guestReAuthDaysMax,
    ),
  };
}
