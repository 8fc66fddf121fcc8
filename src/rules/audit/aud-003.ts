/** Whether audit records of Copilot are kept for as long as the organization's policy asks. */
import { defineRule } from '../define.js';
import { tenantSubject, toldBy } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from '../licensing/plans.js';
import { copilotRetention, STANDARD_DAYS } from './audit-retention.js';

export default defineRule({
  meta: {
    id: 'AUD-003',
    revision: 1,
    title: 'Audit records of Copilot are kept for as long as your policy asks',
    failureTitle: 'Audit records of Copilot are deleted before your policy allows it',
    warnTitle: 'Audit records of Copilot may be deleted before your policy allows it',
    pillar: 'audit',
    severity: 'medium',
    gate: 'condition',
    claim: 'ratio',
    needs: { facts: ['auditRetentionPolicies'], maybe: ['subscribedSkus'] },
    thresholds: ['auditRetentionDaysMin'],
    messages: {
      standard: 'Microsoft keeps audit records for 180 days, which is as long as the {days} days asked for.',
      kept: 'An audit retention policy keeps records of Copilot for at least {days} days, for people whose licence includes M365_ADVANCED_AUDITING.',
      unlicensed:
        'An audit retention policy asks for at least {days} days, but no licence includes M365_ADVANCED_AUDITING, without which records go after 180 days.',
      standardOnly: 'Records go after 180 days: no audit retention policy keeps those of Copilot for {days} days, for everybody.',
      byDefault:
        'No audit retention policy keeps records of Copilot for {days} days. The licences keep Exchange, SharePoint and Entra records for a year by themselves; as far as Microsoft documents it, those of Copilot are not among them.',
      unknown: 'The evidence does not say for how long audit records of Copilot are kept.',
    },
    rationale:
      "Misuse of Copilot comes to light months later, and the record is gone by then. HIPAA's six years (164.316(b)(2)(i)) are for required documentation; whether raw logs fall under it is your own decision. Copies in a SIEM are not seen here.",
    remediation: {
      summary: 'Keep the records longer in Purview, or copy them out before they go.',
      steps: [
        'Decide how long the logs are kept, and write it down: config thresholds.auditRetentionDaysMin holds that number.',
        'Purview portal > Audit > Policies > Create audit retention policy: record type CopilotInteraction (or all), no users, one year or more.',
        'Or, in Security & Compliance PowerShell: New-UnifiedAuditLogRetentionPolicy -Name "Copilot" -RecordTypes CopilotInteraction -RetentionDuration TwelveMonths -Priority 1.',
        'Without Microsoft 365 E5 or the Purview Suite: export to a SIEM or to storage with the Office 365 Management Activity API, at least every seven days.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(b)' },
      { framework: 'HIPAA', id: '164.316(b)(2)(i)' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.5.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-04' },
    ],
  },
  create({ facts, maybe, report, doubt, thresholds: { auditRetentionDaysMin: days } }) {
    return {
      verdict() {
        const { long, short, forSome, unclear } = copilotRetention(facts.auditRetentionPolicies, days);
        const measures = { long: long.length, short: short.length, forSome: forSome.length, unclear: unclear.length };
        const detail = {
          toldBy: toldBy(facts.auditRetentionPolicies.flatMap((one) => one.origins)),
          policiesForSome: forSome.length,
        };
        const subject = tenantSubject('Retention of audit records');
        for (const policy of unclear) if (!policy.days.known) doubt(policy.days.gap);
        const isKept = long.length > 0 || days <= STANDARD_DAYS;
        if (isKept && short.length > 0)
          doubt({
            reason: 'failed',
            detail: 'another audit retention policy is shorter, and the evidence does not say which goes first',
          });
        // A policy whose time is unknown may be the one that keeps them, or the one that does not.
        if (unclear.length > 0 || (isKept && short.length > 0)) return { kind: 'fail', message: 'unknown', measures };
        if (days <= STANDARD_DAYS) return { kind: 'pass', message: 'standard', data: { days }, measures };
        if (!maybe.subscribedSkus.known) doubt(maybe.subscribedSkus.gap);
        const isLicensed =
          maybe.subscribedSkus.known &&
          liveSkus(maybe.subscribedSkus.value).some((sku) => hasPlan(sku, CAPABILITIES.auditOneYear));
        if (long.length > 0 && isLicensed) return { kind: 'pass', message: 'kept', data: { days }, measures };
        if (long.length === 0 && isLicensed) {
          report({ subject, detail, suspicion: true });
          return { kind: 'warn', message: 'byDefault', data: { days }, measures };
        }
        const message = long.length > 0 ? 'unlicensed' : 'standardOnly';
        const said = { message, data: { days }, measures } as const;
        // Licences that were not read may hold the plan, and then a policy would be due.
        if (!maybe.subscribedSkus.known) return { kind: 'fail', ...said };
        return { kind: 'not-applicable', lacksLicence: 'M365_ADVANCED_AUDITING', settled: true, ...said };
      },
    };
  },
});
