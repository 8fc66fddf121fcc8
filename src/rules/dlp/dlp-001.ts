/** Whether at least one data loss prevention policy is enforced. */
import type { DlpPolicyRow } from '../../derive/rows.js';
import { allOf, anyOf, mapKnown } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { holdsInData, policyDetail, policySubject, rungWord, stepOf, unprotecting } from './policies.js';

export default defineRule({
  meta: {
    id: 'DLP-001',
    revision: 2,
    title: 'A data loss prevention policy is enforced',
    failureTitle: 'No data loss prevention policy is enforced',
    pillar: 'dlp',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['dlpPolicy'] },
    messages: {
      enforced:
        'Data loss prevention policies that are enforced for mail, files, chats, devices or Copilot: {enforced} of {policies} (best: {rung}).',
      resting: 'No data loss prevention policy is enforced for mail, files, chats, devices or Copilot. What there is: {states}.',
      none: 'There is no data loss prevention policy.',
    },
    rationale:
      'Copilot makes it easy to put patient data into a new document or message. A policy that is enforced is what stops it on the way out; one in simulation only writes down that it left.',
    remediation: {
      summary: 'Enforce a policy for health data, over mail, SharePoint and OneDrive.',
      steps: [
        'Purview portal > Data loss prevention > Policies: start from the template U.S. Health Insurance Act (HIPAA) Enhanced.',
        'Try it out for no longer than a month, then turn it on: Set-DlpCompliancePolicy -Identity <policy> -Mode Enable.',
        'Check that one of its rules is on and blocks: Get-DlpComplianceRule -Policy <policy> | Format-List Name,Disabled,BlockAccess. The Mode of a rule says Enforce even where its policy is off.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(B)' },
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.2.1' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.3.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ report, doubt, now, count }) {
    const enforced: DlpPolicyRow[] = [];
    const others: DlpPolicyRow[] = [];
    return {
      on: {
        dlpPolicy(row) {
          // One for other places alone (Power BI, browsers) is no protection of mail, files or Copilot.
          const counts = allOf([row.enforced, anyOf([holdsInData(row), mapKnown(row.copilot, (scope) => scope !== null)])]);
          if (!counts.known) doubt(counts.gap);
          (counts.known && counts.value ? enforced : others).push(row);
        },
      },
      verdict() {
        const policies = enforced.length + others.length;
        const best = enforced.length > 0 ? enforced : others.filter((row) => row.enforced.known && !row.enforced.value);
        const rung = rungWord(
          best.flatMap((row) => stepOf(row) ?? []),
          count.doubts > 0,
        );
        const measures = { policies, enforced: enforced.length, rung };
        const said = { measures, total: policies };
        if (enforced.length > 0) return { kind: 'pass', message: 'enforced', data: measures, ...said };
        for (const row of others) report({ subject: policySubject(row), detail: policyDetail(row) });
        const states = unprotecting(others, now, 'enforced for other places');
        if (policies > 0) return { kind: 'fail', message: 'resting', data: { states }, ...said };
        report({ subject: tenantSubject('Data loss prevention policies'), detail: { rung } });
        return { kind: 'fail', message: 'none', ...said };
      },
    };
  },
});
