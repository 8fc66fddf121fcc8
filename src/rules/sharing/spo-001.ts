/** Whether SharePoint lets people make links that work without signing in. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { sharingLevel } from '../tenant-sharing.js';

export default defineRule({
  meta: {
    id: 'SPO-001',
    revision: 2,
    title: 'SharePoint does not allow links that work for anyone',
    failureTitle: 'SharePoint allows links that work for anyone',
    warnTitle: 'People can invite new guests to files by themselves',
    pillar: 'sharing',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { maybe: ['sharePointSettings', 'sharePointTenant'] },
    messages: {
      closed: 'Sharing outside the organization is off.',
      existing: 'Files can be shared only with guests who are already in the directory.',
      newGuests: 'Anyone links are off, but people can invite new guests by themselves.',
      anyone: 'People can make links that open a file for anyone, without signing in.',
      unknown: 'Neither Microsoft Graph nor SharePoint said how far people may share.',
    },
    rationale:
      'A link that works for anyone opens a file to whoever holds it. Copilot finds and suggests files faster than people remember how they were shared.',
    remediation: {
      summary: 'Limit sharing to guests who are already in the directory.',
      steps: [
        'SharePoint admin center > Policies > Sharing: choose "Existing guests" or tighter.',
        'Or run Set-SPOTenant -SharingCapability ExistingExternalUserSharingOnly.',
        'Tell the people who share with others outside first: new guests are then invited in Entra, and the change also removes Anyone links.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.3' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.1.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ maybe, report, doubt }) {
    return {
      verdict() {
        const { value: sharingCapability, gaps, differing } = sharingLevel(maybe);
        const subject = tenantSubject('SharePoint sharing settings');
        const measures = { sharingCapability, ...(differing === null ? {} : { differing }) };
        for (const gap of gaps) doubt(gap);
        switch (sharingCapability) {
          case 'Disabled':
            return { kind: 'pass', message: 'closed', measures };
          case 'ExistingExternalUserSharingOnly':
            return { kind: 'pass', message: 'existing', measures };
          case 'ExternalUserSharingOnly':
            // CIS accepts it, CISA SCuBA does not.
            report({ subject, detail: measures, severity: 'medium', gate: null, suspicion: true });
            return { kind: 'warn', message: 'newGuests', measures };
          case 'ExternalUserAndGuestSharing':
            report({ subject, detail: measures });
            return { kind: 'fail', message: 'anyone', measures };
          case null:
            return { kind: 'pass', message: 'unknown' };
        }
      },
    };
  },
});
