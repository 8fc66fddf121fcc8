/** Whether the unified audit log records what people, and Copilot for them, do. */
import type { SecureScoreControl } from '../../evidence/purview.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject, toldBy } from '../kit.js';

const OTHER_SESSION =
  'over Security & Compliance PowerShell the value always reads False; only Exchange Online PowerShell tells it';

export default defineRule({
  meta: {
    id: 'AUD-001',
    revision: 2,
    title: 'The unified audit log records what people do, and what Copilot does for them',
    failureTitle: 'The unified audit log is off, so nobody could say later who saw what',
    pillar: 'audit',
    severity: 'critical',
    gate: 'block',
    claim: 'none',
    needs: { facts: ['auditConfiguration'], maybe: ['secureScore'] },
    messages: {
      on: 'The unified audit log takes in events{told}.',
      onButScore:
        'The unified audit log takes in events{told}. Secure Score of {day} still counts it as off; that is a second witness which lags by some days.',
      off: 'The unified audit log takes in no events{told}: nobody could say later who saw what.',
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
  create({ facts, maybe, report, doubt }) {
    return {
      verdict() {
        const rows = facts.auditConfiguration;
        const score = orNull(maybe.secureScore)?.find((one) => one.name.toLowerCase() === 'mip_search_auditlog') ?? null;
        const isOn = score === null ? null : earnsPoints(score);
        const day = score?.asOf?.slice(0, 10) ?? 'an unknown day';
        const measures = score === null ? {} : { secureScoreSaysOn: isOn, secureScoreOf: score.asOf };
        const said = toldBy(rows.flatMap((row) => row.origins));
        const told = said === '' ? '' : ` (${said})`;
        if (rows.some(({ unifiedAuditLogIngestionEnabled: state }) => state.known && !state.value)) {
          report({
            subject: tenantSubject('Unified audit log'),
            detail: { unifiedAuditLogIngestionEnabled: false, toldBy: said },
          });
          return { kind: 'fail', message: 'off', data: { told }, measures };
        }
        const untold = rows.map((row) => row.unifiedAuditLogIngestionEnabled).find((state) => !state.known);
        if (rows.length === 0 || untold !== undefined) {
          const gap = untold?.known === false ? untold.gap : ({ reason: 'failed' } as const);
          doubt({ ...gap, detail: gap.detail ?? OTHER_SESSION });
          return { kind: 'pass', message: 'unknown', measures };
        }
        if (isOn === false) return { kind: 'pass', message: 'onButScore', data: { told, day }, measures };
        return { kind: 'pass', message: 'on', data: { told }, measures };
      },
    };
  },
});

/** The points of a control may be none for a tenant of its kind; the percentage is what was reached of them. */
function earnsPoints({ percent, score }: SecureScoreControl): boolean | null {
  const reached = percent ?? score;
  return reached === null ? null : reached > 0;
}
