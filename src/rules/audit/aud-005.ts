/** Whether somebody decided for how long prompts and answers of Copilot are kept. */
import { allOf } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject, toldBy } from '../kit.js';
import { copilotUse } from './copilot-use.js';

export default defineRule({
  meta: {
    id: 'AUD-005',
    revision: 1,
    title: 'Prompts and answers of Copilot have a retention policy',
    failureTitle: 'Nobody decided how long prompts and answers of Copilot are kept',
    pillar: 'audit',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { facts: ['retentionPolicies'], maybe: ['subscribedSkus', 'copilotUsage'] },
    messages: {
      decided: 'A retention policy that is on names prompts and answers of Copilot.',
      none: 'No retention policy that is on names prompts and answers of Copilot: they stay until the mailbox that holds them goes.',
      noCopilot:
        'Nobody has or used a seat of Copilot, so there is nothing to keep yet. Copilot Chat without a licence is not in the usage report that this rests on.',
      unknown: 'The evidence does not say whether a retention policy names prompts and answers of Copilot.',
    },
    rationale:
      'What people ask Copilot, and what it answers, lies hidden in their mailboxes and can hold PHI. Kept for ever it is a second record that nobody manages; deleted too early it is lost to an investigation. Either way it should be a decision.',
    remediation: {
      summary: 'Decide how long prompts and answers are kept, and make a policy of it.',
      steps: [
        'Ask counsel whether prompts and answers belong to the record, and settle a time.',
        'Purview portal > Data Lifecycle Management > Policies > Retention policies > New: location "Microsoft Copilot experiences" (in older tenants "Teams chats and Copilot interactions").',
        'Check in Security & Compliance PowerShell: Get-AppRetentionCompliancePolicy | Format-List Name, Enabled, Applications.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.530(j)' },
      { framework: 'HIPAA', id: '164.316(b)(2)(i)' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-08' },
    ],
  },
  create({ facts, maybe, report, doubt }) {
    return {
      verdict() {
        const judged = facts.retentionPolicies.map((one) => allOf([one.coversCopilot, one.enabled]));
        const { seats, active, isThere } = copilotUse(maybe);
        const covering = judged.filter((one) => orNull(one) === true).length;
        const measures = { covering, seats: orNull(seats), active: orNull(active) };
        if (covering > 0) return { kind: 'pass', message: 'decided', measures };
        // Policies for what is not there are nobody's duty, whatever was left unread of them.
        if (seats.known && active.known && !(seats.value > 0 || active.value > 0))
          return { kind: 'not-applicable', message: 'noCopilot', settled: true, measures };
        const untold = judged.flatMap((one) => (one.known ? [] : [one.gap]));
        if (!isThere.known) untold.push(isThere.gap);
        for (const gap of untold) doubt(gap);
        if (untold.length > 0) return { kind: 'fail', message: 'unknown', measures };
        const origins = facts.retentionPolicies.flatMap((one) => one.origins);
        const detail = { retentionPolicies: judged.length, toldBy: toldBy(origins) };
        report({ subject: tenantSubject('Retention of prompts and answers'), detail });
        return { kind: 'fail', message: 'none', measures };
      },
    };
  },
});
