/** Whether files are synced to managed computers only. */
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { asksForManagedDevice, exceptions } from './device-policies.js';

export default defineRule({
  meta: {
    id: 'OD-004',
    revision: 1,
    title: 'OneDrive syncs files to managed computers only',
    failureTitle: 'OneDrive syncs files to any computer that a user signs in on',
    warnTitle: 'OneDrive is kept to managed computers in part only',
    pillar: 'onedrive',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { facts: ['sharePointSettings'], maybe: ['conditionalAccess'] },
    thresholds: ['mfaExclusionsMax'],
    messages: {
      domains: 'The sync app works only on computers joined to the listed domains ({domains}).',
      policy: 'A Conditional Access policy lets only managed devices open SharePoint and OneDrive.',
      partly:
        'The sync app works on any computer. A Conditional Access policy asks for a managed device, but not always: {exceptions}.',
      open: 'The sync app works on any computer, and no Conditional Access policy asks for a managed device.',
      unknown: 'Microsoft Graph did not say whether the sync app is limited to managed computers.',
    },
    rationale:
      'What Copilot gathers into a document is synced with it. On a private computer nobody can wipe it, encrypt it or say who else reads it.',
    remediation: {
      summary: 'Let only computers that you manage sync, or ask for a managed device.',
      steps: [
        'SharePoint admin center > Settings > OneDrive Sync > Allow syncing only on computers joined to specific domains.',
        'Or Set-SPOTenantSyncClientRestriction -Enable -DomainGuids "<guids>" in SharePoint Online PowerShell.',
        'Computers joined to Entra alone have no domain: Microsoft Entra > Conditional Access > a policy for Office 365 that requires a compliant or hybrid joined device.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.310(d)(1)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.3.7v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ facts, maybe, report, doubt, thresholds: { mfaExclusionsMax } }) {
    return {
      verdict() {
        const settings = facts.sharePointSettings[0];
        const isRestricted = settings?.isUnmanagedSyncAppForTenantRestricted ?? null;
        const domains = settings?.allowedDomainGuidsForSyncApp.length ?? 0;
        const policies = (orNull(maybe.conditionalAccess) ?? [])
          .filter((policy) => policy.state !== 'disabled' && asksForManagedDevice(policy))
          .map((policy) => ({ name: policy.displayName, id: policy.id, but: exceptions(policy, mfaExclusionsMax) }))
          .sort((a, b) => a.but.length - b.but.length || (a.id < b.id ? -1 : 1));
        const measures = { isRestricted, domains, policies: policies.length };
        const [best] = policies;
        if (isRestricted === true) return { kind: 'pass', message: 'domains', data: { domains }, measures };
        if (best?.but.length === 0) return { kind: 'pass', message: 'policy', measures };
        if (!maybe.conditionalAccess.known) doubt(maybe.conditionalAccess.gap);
        if (isRestricted === null) {
          doubt({ reason: 'failed', detail: 'Graph left isUnmanagedSyncAppForTenantRestricted out of the SharePoint settings' });
          return { kind: 'fail', message: 'unknown', measures };
        }
        const detail = { isUnmanagedSyncAppForTenantRestricted: false };
        if (best === undefined) {
          report({ subject: tenantSubject('OneDrive sync settings'), detail });
          return { kind: 'fail', message: 'open', measures };
        }
        const said = best.but.join(', ');
        const subject = { type: 'policy', id: best.id, name: best.name, url: null } as const;
        report({ subject, suspicion: true, detail: { ...detail, exceptions: said } });
        return { kind: 'warn', message: 'partly', data: { exceptions: said }, measures };
      },
    };
  },
});
