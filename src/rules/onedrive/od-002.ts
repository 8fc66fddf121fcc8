/** OneDrives of people who left that still share something, or that nobody took over. */

import { defineRule } from '../define.js';
import { daysSince, driveSubject, orNull, plural } from '../kit.js';

/** When the owners left, without giving a number of days to those whose day is not known. */
function whenLeft(dated: number, undated: number, limit: number): string {
  const longAgo = `more than ${plural(limit, 'day')} ago`;
  const unknownDay = 'on a day that is not known';
  if (undated === 0) return longAgo;
  return dated === 0 ? unknownDay : `${longAgo} (${dated}) or ${unknownDay} (${undated})`;
}

export default defineRule({
  meta: {
    id: 'OD-002',
    revision: 1,
    title: 'The OneDrives of people who left are handed over and shut',
    failureTitle: 'OneDrives of people who left still share files',
    warnTitle: 'OneDrives of people who left: who took them over is not known',
    pillar: 'onedrive',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['drive'], maybe: ['sharePointSettings', 'sharePointTenant'] },
    thresholds: ['departedOneDriveDays'],
    messages: {
      empty: 'There is no OneDrive.',
      none: 'Checked {drives}: none has belonged for more than {limit} days to somebody who left.',
      unattended: 'Found {drives} of people who left. Nothing in them is shared, but who took them over cannot be read.',
      some: 'Found {drives} of people who left {when}, with {shares} still open.',
      someAndUnattended:
        'Found {drives} of people who left {when}, with {shares} still open. Apart from that, {unattended} of people who left in which nothing is shared; who took over cannot be read.',
    },
    rationale:
      'Nobody looks after the shares of a OneDrive whose owner left, and Copilot keeps answering from it for everyone they reach.',
    remediation: {
      summary: 'Hand the files over, remove the shares, then shut the OneDrive until it may be deleted.',
      steps: [
        'Microsoft 365 admin center > Users > the user > OneDrive > Create link to files: let the manager move what is needed.',
        'Name a second administrator: Set-SPOUser -Site <OneDrive> -LoginName <manager> -IsSiteCollectionAdmin $true.',
        'Remove the links and grants, or shut it at once: Set-SPOSite -Identity <OneDrive> -LockState NoAccess.',
        'Delete it when your retention period is over.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, now, maybe, thresholds: { departedOneDriveDays: limit } }) {
    let drives = 0;
    let shares = 0;
    let undated = 0;
    const kept = orNull(maybe.sharePointSettings)?.[0]?.deletedUserPersonalSiteRetentionPeriodInDays;
    const retentionDays = kept ?? orNull(maybe.sharePointTenant)?.[0]?.orphanedPersonalSitesRetentionPeriod ?? null;
    return {
      on: {
        drive(row) {
          if (!row.isPersonal) return;
          drives += 1;
          const { ownerDeparted: departed, liveShares } = row;
          if (departed.known && !departed.value) return;
          // Time to hand over is granted on evidence: who left without a date that can be read has had it.
          const leftOn = orNull(row.ownerLeftOn);
          const days = daysSince(leftOn, now);
          if (days !== null && days <= limit) return;
          if (!departed.known || !liveShares.known) {
            if (!departed.known) doubt(departed.gap);
            else if (!liveShares.known) doubt(liveShares.gap);
            return;
          }
          const isShared = liveShares.value > 0;
          shares += liveShares.value;
          if (isShared && days === null) undated += 1;
          report({
            subject: driveSubject(row),
            ...(isShared ? {} : { severity: 'medium', gate: null, suspicion: true }),
            detail: { owner: row.ownerName, leftOn, daysSinceLeft: days, liveShares: liveShares.value, files: row.files },
          });
        },
      },
      verdict() {
        const measures = {
          drives: count.offences,
          shares,
          unattended: count.suspicions,
          retentionDays,
        };
        if (drives === 0) return { kind: 'not-applicable', message: 'empty', measures };
        if (count.offences > 0) {
          const data = {
            drives: plural(count.offences, 'OneDrive'),
            when: whenLeft(count.offences - undated, undated, limit),
            shares: plural(shares, 'share'),
            unattended: plural(count.suspicions, 'OneDrive'),
          };
          return { kind: 'fail', message: count.suspicions > 0 ? 'someAndUnattended' : 'some', data, total: drives, measures };
        }
        if (count.suspicions > 0) {
          return {
            kind: 'warn',
            message: 'unattended',
            data: { drives: plural(count.suspicions, 'OneDrive') },
            total: drives,
            measures,
          };
        }
        return { kind: 'pass', message: 'none', data: { drives: plural(drives, 'OneDrive'), limit }, total: drives, measures };
      },
    };
  },
});
