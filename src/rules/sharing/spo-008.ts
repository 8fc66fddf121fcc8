/** Whether external sharing is limited to named domains. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'SPO-008',
    revision: 1,
    title: 'External sharing is limited to named domains or named people',
    failureTitle: 'External sharing is not limited to named domains',
    warnTitle: 'External sharing leaves out only some blocked domains',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { facts: ['sharePointSettings'] },
    messages: {
      allowed: 'Files can be shared only with {domains} named domains.',
      blocked: 'Files can be shared with every domain except {domains} blocked ones.',
      open: 'No list of domains limits whom files can be shared with; whether only named people may share was not read.',
      closed: 'Sharing outside the organization is off.',
      unknown: 'Microsoft Graph did not say which domains files can be shared with.',
    },
    rationale:
      'Patient data may go only to parties under a business associate agreement. A list of their domains makes a slip of the pen, or a suggestion by Copilot, fail before it leaves.',
    remediation: {
      summary: 'Allow sharing only with the domains of partners under agreement.',
      steps: [
        'SharePoint admin center > Policies > Sharing > More external sharing settings: limit external sharing by domain, and list the domains.',
        'Or run Set-SPOTenant -SharingDomainRestrictionMode AllowList -SharingAllowedDomainList "partner.example".',
        'Or let only a named security group share outside, in the same place.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(e)' },
      { framework: 'HIPAA', id: '164.308(b)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.6' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.8' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.1.3v1' },
      { framework: 'NIST CSF 2.0', id: 'GV.SC-05' },
    ],
  },
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const settings = facts.sharePointSettings[0];
        const mode = settings?.sharingDomainRestrictionMode ?? null;
        const allowed = settings?.sharingAllowedDomainList.length ?? 0;
        const blocked = settings?.sharingBlockedDomainList.length ?? 0;
        const measures = { mode, allowedDomains: allowed, blockedDomains: blocked };
        if (settings?.sharingCapability === 'disabled') return { kind: 'not-applicable', message: 'closed', measures };
        if (mode === 'allowList' && allowed > 0)
          return { kind: 'pass', message: 'allowed', data: { domains: allowed }, measures };
        if ((settings?.sharingCapability ?? null) === null) {
          doubt({ reason: 'failed', detail: 'Graph left sharingCapability out of the SharePoint settings.' });
          return { kind: 'fail', message: 'unknown', measures };
        }
        if (mode === 'blockList' && blocked > 0) {
          report({ subject: tenantSubject('SharePoint sharing settings'), detail: measures, suspicion: true });
          return { kind: 'warn', message: 'blocked', data: { domains: blocked }, measures };
        }
        if (mode === 'none' || mode === 'blockList') {
          // A group of people who alone may share outside would do as well, and Graph does not show it.
          doubt({
            reason: 'needs-sharepoint-tier',
            remedy: 'Get-SPOTenant in SharePoint Online PowerShell (this version does not read SharePoint itself yet)',
            detail:
              'No list of domains limits sharing; Microsoft Graph does not show whether only named people may share outside.',
          });
          return { kind: 'fail', message: 'open', measures };
        }
        doubt({
          reason: 'failed',
          detail: 'Graph left sharingDomainRestrictionMode or its list of domains out of the SharePoint settings.',
        });
        return { kind: 'fail', message: 'unknown', measures };
      },
    };
  },
});
