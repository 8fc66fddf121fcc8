/** Whether the unified audit log records what people, and Copilot for them, do. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'AUD-001',
    revision: 1,
    title: 'The unified audit log is on',
    failureTitle: 'The unified audit log is off',
    pillar: 'audit',
    severity: 'critical',
    gate: 'block',
    claim: 'none',
    needs: { facts: ['auditConfiguration'] },
    messages: {
      on: 'The unified audit log takes in events.',
      off: 'The unified audit log takes in no events: nobody could say later who saw what.',
      unknown: 'The evidence does not say whether the unified audit log takes in events.',
    },
    rationale:
      'Without the log nobody can say which records Copilot drew on, for whom and when. HIPAA asks for that record, and an investigation starts with it.',
    remediation: {
      summary: 'Start recording; it costs nothing and takes a few hours to begin.',
      steps: [
        'Purview portal > Audit > Start recording user and admin activity.',
        'Or, in Exchange Online PowerShell: Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true.',
        'Check with Get-AdminAuditLogConfig in Exchange Online PowerShell; over Security & Compliance PowerShell the value always reads False.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(b)' },
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(D)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.1.1' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.5.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-04' },
    ],
  },
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const states = facts.auditConfiguration.map((c) => c.unifiedAuditLogIngestionEnabled);
        if (states.some((s) => s.known && !s.value)) {
          report({ subject: tenantSubject('Unified audit log') });
          return { kind: 'fail', message: 'off' };
        }
        const untold = states.find((s) => !s.known);
        if (states.length > 0 && untold === undefined) return { kind: 'pass', message: 'on' };
        doubt(untold?.known === false ? untold.gap : { reason: 'failed', detail: 'The evidence holds no audit configuration.' });
        return { kind: 'pass', message: 'unknown' };
      },
    };
  },
});
