/** Whether guests can pass on what was shared with them, and whether their access ends by itself. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'SPO-007',
    revision: 1,
    title: 'Guest access ends by itself and guests cannot pass it on',
    failureTitle: 'Guests can pass on what was shared with them',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { facts: ['sharePointSettings'] },
    messages: {
      resharing: 'Guests may share files on that they do not own.',
      noResharing: 'Guests cannot pass on what they do not own. Whether their access ends by itself was not read.',
      closed: 'Sharing outside the organization is off.',
      unknown: 'Microsoft Graph did not say whether guests may share on.',
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
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const sharingCapability = facts.sharePointSettings[0]?.sharingCapability ?? null;
        const resharing = facts.sharePointSettings[0]?.isResharingByExternalUsersEnabled ?? null;
        if (sharingCapability === 'disabled') return { kind: 'not-applicable', message: 'closed' };
        if (sharingCapability === null || resharing === null) {
          const property = resharing === null ? 'isResharingByExternalUsersEnabled' : 'sharingCapability';
          doubt({ reason: 'failed', detail: `Graph left ${property} out of the SharePoint settings.` });
          return { kind: 'pass', message: 'unknown' };
        }
        if (resharing) {
          report({ subject: tenantSubject('SharePoint sharing settings'), detail: { isResharingByExternalUsersEnabled: true } });
          return { kind: 'fail', message: 'resharing' };
        }
        doubt({
          reason: 'needs-sharepoint-tier',
          remedy: 'Get-SPOTenant in SharePoint Online PowerShell (this version does not read SharePoint itself yet)',
          detail: 'Guests cannot share on; Microsoft Graph does not show when guest access ends or is proven again.',
        });
        return { kind: 'pass', message: 'noResharing' };
      },
    };
  },
});
