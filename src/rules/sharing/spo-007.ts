/** Whether guests can pass on what was shared with them, and whether their access ends by itself. */
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { sharingLevel } from '../tenant-sharing.js';
import { guestLimits } from './guest-limits.js';

export default defineRule({
  meta: {
    id: 'SPO-007',
    revision: 2,
    title: 'Guest access ends by itself and guests cannot pass it on',
    failureTitle: 'Guests can share on, or their access does not end by itself',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { maybe: ['sharePointSettings', 'sharePointTenant'] },
    thresholds: ['guestExpiryDaysMax', 'guestReAuthDaysMax'],
    messages: {
      ends: 'Guests cannot share on, their access ends within {expiry} days, and a verification code is asked for within {reAuth} days.',
      faults: 'Guests are let in without the limits that they should have: {faults}.',
      closed: 'Sharing outside the organization is off.',
      unknown: 'Neither Microsoft Graph nor SharePoint said how guests are limited.',
    },
    rationale:
      'A guest who shares on brings in people whom nobody in the organization chose, and what they are given stays open for as long as nobody looks.',
    remediation: {
      summary: 'Stop guests from sharing on, and let guest access expire.',
      steps: [
        'SharePoint admin center > Policies > Sharing > More external sharing settings: clear "Allow guests to share items they don\'t own".',
        'In the same place, let guest access expire after 30 days and ask for a verification code every 15 days.',
        'Or run Set-SPOTenant -PreventExternalUsersFromResharing $true -ExternalUserExpirationRequired $true -ExternalUserExpireInDays 30 -EmailAttestationRequired $true -EmailAttestationReAuthDays 15.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'HIPAA', id: '164.312(d)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.5' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.9' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.10' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.3.3v2' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-01' },
    ],
  },
  create({ maybe, thresholds, report, doubt }) {
    return {
      verdict() {
        const level = sharingLevel(maybe);
        // How far beyond "nobody" does not matter here.
        if (level.value === null || level.value === 'Disabled') for (const gap of level.gaps) doubt(gap);
        if (level.value === 'Disabled') return { kind: 'not-applicable', message: 'closed' };
        const { resharing, ends, provenAgain } = guestLimits(maybe, thresholds);
        for (const gap of resharing.gaps) doubt(gap);
        for (const limit of [ends, provenAgain]) if (!limit.known) doubt(limit.gap);
        const { guestExpiryDaysMax: expiry, guestReAuthDaysMax: reAuth } = thresholds;
        const faults = [
          ...(resharing.value === true ? ['they may share on what they do not own'] : []),
          ...(orNull(ends) === false ? [`their access does not end within ${expiry} days`] : []),
          ...(orNull(provenAgain) === false ? [`no code is asked for again within ${reAuth} days`] : []),
        ];
        const differing = level.differing ?? resharing.differing;
        const detail = {
          isResharingByExternalUsersEnabled: resharing.value,
          endsInTime: orNull(ends),
          provenAgainInTime: orNull(provenAgain),
          ...(differing === null ? {} : { differing }),
        };
        if (level.value === null) return { kind: 'pass', message: 'unknown' };
        if (faults.length > 0) {
          report({ subject: tenantSubject('SharePoint sharing settings'), detail });
          return { kind: 'fail', message: 'faults', data: { faults: faults.join('; ') }, measures: detail };
        }
        if (resharing.value === null || !ends.known || !provenAgain.known) return { kind: 'pass', message: 'unknown' };
        return { kind: 'pass', message: 'ends', data: { expiry, reAuth }, measures: detail };
      },
    };
  },
});
