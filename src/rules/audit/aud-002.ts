/** Whether what people do with Copilot leaves a record in the audit log. */
import { defineRule } from '../define.js';
import { orNull, plural, tenantSubject, toldBy } from '../kit.js';
import { copilotUse } from './copilot-use.js';

/** The record of Microsoft 365 Copilot and Copilot Chat; other types are of other products. */
const INTERACTION = 'copilotinteraction';

export default defineRule({
  meta: {
    id: 'AUD-002',
    revision: 1,
    title: 'What people do with Copilot leaves a record in the audit log',
    failureTitle: 'People use Copilot, and the audit log holds no record of it',
    pillar: 'audit',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { facts: ['copilotAudit'], maybe: ['copilotUsage', 'subscribedSkus'] },
    messages: {
      recorded: 'The audit log holds records of Copilot; the newest is of {day}.',
      missing:
        '{people} used Copilot in the last 30 days of the usage report, and a search of the audit log found no record of type CopilotInteraction.',
      nobody:
        'Nobody has a seat of Copilot, so there is nothing to record yet. Copilot Chat without a licence is not in the usage report: its use shows only in the admin center and in the audit log.',
      unused:
        'Nobody with a seat used Copilot in the last 30 days of the usage report, so there is nothing to find. Copilot Chat without a licence is not in that report.',
      unknown: 'The evidence does not say whether the use of Copilot is recorded.',
    },
    rationale:
      'The record says who asked, when, and which files the answer came from. It is the only way to tell afterwards whose chart was drawn into whose answer. Only the existence of a record was looked at, never a prompt or an answer.',
    remediation: {
      summary: 'Find out why the log is silent, and do not widen the use of Copilot before it speaks.',
      steps: [
        'Check that the audit log is on: AUD-001, Get-AdminAuditLogConfig in Exchange Online PowerShell.',
        'Purview portal > Audit > New search: record type CopilotInteraction, last 30 days. A search takes minutes to hours.',
        'Or, in Exchange Online PowerShell: Search-UnifiedAuditLog -StartDate (Get-Date).AddDays(-30) -EndDate (Get-Date) -RecordType CopilotInteraction -ResultSize 1.',
        'Check that the account that searched holds the role View-Only Audit Logs, and that users hold a licence with auditing.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(b)' },
      { framework: 'NIST CSF 2.0', id: 'DE.CM-03' },
    ],
  },
  create({ facts, maybe, report, doubt }) {
    return {
      verdict() {
        const samples = facts.copilotAudit.filter((one) => one.recordType.toLowerCase() === INTERACTION);
        const types = facts.copilotAudit.filter((one) => one.found).map((one) => one.recordType);
        const { seats, active } = copilotUse(maybe);
        const recordTypes = [...new Set(types)].sort().join(', ');
        const measures = { seats: orNull(seats), active: orNull(active), recordTypes };
        const found = samples.filter((one) => one.found);
        const days = found.flatMap((one) => (one.latest === null ? [] : [one.latest.slice(0, 10)])).sort();
        if (found.length > 0)
          return { kind: 'pass', message: 'recorded', data: { day: days.at(-1) ?? 'an unknown day' }, measures };
        // A record could only make it better: no evidence would make a finding of it.
        if (active.known && active.value === 0) {
          const message = seats.known && seats.value === 0 ? 'nobody' : 'unused';
          return { kind: 'not-applicable', message, settled: true, measures };
        }
        if (!active.known) doubt(active.gap);
        if (samples.length === 0)
          doubt({ reason: 'failed', detail: 'The search of the audit log for CopilotInteraction is not in the evidence.' });
        if (!active.known || samples.length === 0) return { kind: 'fail', message: 'unknown', measures };
        const detail = { active: active.value, recordTypes, toldBy: toldBy(samples.flatMap((one) => one.origins)) };
        report({ subject: tenantSubject('Copilot records in the audit log'), detail });
        return { kind: 'fail', message: 'missing', data: { people: plural(active.value, 'person', 'people') }, measures };
      },
    };
  },
});
