/** Whether OneDrives may be shared further outside than files of the organization should be. */
import { known } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { stricterLevel, tenantSetting } from '../tenant-sharing.js';

export default defineRule({
  meta: {
    id: 'SPO-002',
    revision: 1,
    title: 'OneDrives are not shared with anyone or with new guests',
    failureTitle: 'People can share their OneDrive with anyone',
    warnTitle: 'People can invite new guests to their OneDrive by themselves',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { facts: ['sharePointTenant'] },
    messages: {
      closed: 'OneDrives cannot be shared outside the organization.',
      existing: 'OneDrives can be shared only with guests who are already in the directory.',
      newGuests: 'Anyone links are off for OneDrives, but people can invite new guests by themselves.',
      anyone: 'People can make links that open a file of their OneDrive for anyone, without signing in.',
      unknown: 'SharePoint did not say how far OneDrives may be shared.',
    },
    rationale:
      'People keep working copies of patient lists in their OneDrive, where nobody else looks after them. Copilot makes it easy to write more of them, and to send them on.',
    remediation: {
      summary: 'Keep OneDrives inside the organization, or limit them to guests who are already in the directory.',
      steps: [
        'SharePoint admin center > Policies > Sharing > External sharing: move the OneDrive slider to "Only people in your organization".',
        'Or run Set-SPOTenant -OneDriveSharingCapability Disabled.',
        'Where people work with partners in OneDrive, choose "Existing guests": Set-SPOTenant -OneDriveSharingCapability ExistingExternalUserSharingOnly.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.4' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.1.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ facts, report, doubt }) {
    const tenant = { sharePointTenant: known(facts.sharePointTenant) };
    return {
      verdict() {
        const own = tenantSetting(tenant, 'oneDriveSharingCapability');
        if (!own.known) {
          doubt(own.gap);
          return { kind: 'pass', message: 'unknown' };
        }
        const ceiling = tenantSetting(tenant, 'sharingCapability');
        // Microsoft lets no OneDrive go further than SharePoint.
        const effective = ceiling.known ? stricterLevel(own.value, ceiling.value) : own.value;
        const measures = { oneDriveSharingCapability: own.value, effective };
        const subject = tenantSubject('OneDrive sharing settings');
        switch (effective) {
          case 'Disabled':
            return { kind: 'pass', message: 'closed', measures };
          case 'ExistingExternalUserSharingOnly':
            return { kind: 'pass', message: 'existing', measures };
          case 'ExternalUserSharingOnly':
            report({ subject, detail: measures, suspicion: true });
            return { kind: 'warn', message: 'newGuests', measures };
          case 'ExternalUserAndGuestSharing':
            report({ subject, detail: measures });
            return { kind: 'fail', message: 'anyone', measures };
        }
      },
    };
  },
});
