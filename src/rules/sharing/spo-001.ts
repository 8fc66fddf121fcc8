/** Whether SharePoint lets people make links that work without signing in. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'SPO-001',
    revision: 1,
    title: 'SharePoint does not allow links that work for anyone',
    failureTitle: 'SharePoint allows links that work for anyone',
    warnTitle: 'People can invite new guests to files by themselves',
    pillar: 'sharing',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { facts: ['sharePointSettings'] },
    messages: {
      closed: 'Sharing outside the organization is off.',
      existing: 'Files can be shared only with guests who are already in the directory.',
      newGuests: 'Anyone links are off, but people can invite new guests by themselves.',
      anyone: 'People can make links that open a file for anyone, without signing in.',
      unknown: 'Microsoft Graph did not say how far SharePoint lets people share.',
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
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const sharingCapability = facts.sharePointSettings[0]?.sharingCapability ?? null;
        const subject = tenantSubject('SharePoint sharing settings');
        const detail = { sharingCapability };
        switch (sharingCapability) {
          case 'disabled':
            return { kind: 'pass', message: 'closed' };
          case 'existingExternalUserSharingOnly':
            return { kind: 'pass', message: 'existing' };
          case 'externalUserSharingOnly':
            // CIS accepts it, CISA SCuBA does not.
            report({ subject, detail, severity: 'medium', gate: null, suspicion: true });
            return { kind: 'warn', message: 'newGuests' };
          case 'externalUserAndGuestSharing':
            report({ subject, detail });
            return { kind: 'fail', message: 'anyone' };
          default:
            doubt({
              reason: 'failed',
              detail: 'Graph gave no value that we know for sharingCapability of the SharePoint settings.',
            });
            return { kind: 'pass', message: 'unknown' };
        }
      },
    };
  },
});
