/** Where links for anyone are allowed at all: whether they end soon and let people read only. */
import { known, type Tri, unknown } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { sharingLevel, tenantSetting } from '../tenant-sharing.js';
import { isShort } from './time-limits.js';

export default defineRule({
  meta: {
    id: 'SPO-005',
    revision: 1,
    title: 'Links that work for anyone end soon and are for viewing only',
    failureTitle: 'Links that work for anyone stay open too long, or let people change files',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { maybe: ['sharePointSettings', 'sharePointTenant'] },
    thresholds: ['anyoneLinkDaysMax'],
    messages: {
      off: 'Links that work for anyone are off.',
      limited: 'Links that work for anyone end within {days} days and are for viewing only.',
      faults: 'Links that work for anyone are not limited as they should be: {faults}.',
      unknown: 'SharePoint did not say everything about the limits of links that work for anyone.',
    },
    rationale:
      'Nobody can tell who holds a link that works for anyone. One that never ends is still open when the file holds what Copilot helped to write last week.',
    remediation: {
      summary: 'Let links for anyone end within 30 days and be for viewing only; better still, switch them off.',
      steps: [
        'SharePoint admin center > Policies > Sharing > Choose expiration and permissions options for Anyone links.',
        'Or run Set-SPOTenant -RequireAnonymousLinksExpireInDays 30 -FileAnonymousLinkType View -FolderAnonymousLinkType View.',
        'The time limit counts only for links made afterwards; ITEM-001 lists the links that exist.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.3.1v1' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.3.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ maybe, thresholds, report, doubt }) {
    const most = thresholds.anyoneLinkDaysMax;
    return {
      verdict() {
        const level = sharingLevel(maybe);
        for (const gap of level.gaps) doubt(gap);
        if (level.value !== null && level.value !== 'ExternalUserAndGuestSharing')
          return { kind: 'not-applicable', message: 'off' };
        const days = tenantSetting(maybe, 'requireAnonymousLinksExpireInDays');
        const file = tenantSetting(maybe, 'fileAnonymousLinkType');
        const folder = tenantSetting(maybe, 'folderAnonymousLinkType');
        const limits: readonly (readonly [string, Tri])[] = [
          [`they do not end within ${most} days`, days.known ? known(isShort(days.value, most)) : unknown(days.gap)],
          ['a link to a file may let people change it', file.known ? known(file.value === 'View') : unknown(file.gap)],
          [
            'a link to a folder may let people change what is in it',
            folder.known ? known(folder.value === 'View') : unknown(folder.gap),
          ],
        ];
        for (const [, kept] of limits) if (!kept.known) doubt(kept.gap);
        const detail = {
          requireAnonymousLinksExpireInDays: orNull(days),
          fileAnonymousLinkType: orNull(file),
          folderAnonymousLinkType: orNull(folder),
        };
        const faults = limits.filter(([, kept]) => kept.known && !kept.value).map(([fault]) => fault);
        if (level.value === null) return { kind: 'pass', message: 'unknown' };
        if (faults.length > 0) {
          report({ subject: tenantSubject('Anyone links'), detail });
          return { kind: 'fail', message: 'faults', data: { faults: faults.join('; ') }, measures: detail };
        }
        if (limits.some(([, kept]) => !kept.known)) return { kind: 'pass', message: 'unknown' };
        return { kind: 'pass', message: 'limited', data: { days: most }, measures: detail };
      },
    };
  },
});
