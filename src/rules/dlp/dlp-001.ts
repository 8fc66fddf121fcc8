/** Whether at least one data loss prevention policy is enforced. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'DLP-001',
    revision: 1,
    title: 'A data loss prevention policy is enforced',
    failureTitle: 'No data loss prevention policy is enforced',
    pillar: 'dlp',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['dlpPolicy'] },
    messages: {
      enforced: '{enforced} of {policies} data loss prevention policies are enforced.',
      simulated:
        'There are {policies} data loss prevention policies, but none is enforced: they are off or only being tried out.',
      none: 'There is no data loss prevention policy.',
    },
    rationale:
      'Copilot makes it easy to put patient data into a new document or message. A policy that is enforced is what stops it on the way out.',
    remediation: {
      summary: 'Enforce a policy for health data, over mail, SharePoint and OneDrive.',
      steps: [
        'Purview portal > Data loss prevention > Policies: start from the template U.S. Health Insurance Act (HIPAA) Enhanced.',
        'Try it out for no longer than a month, then turn it on (Set-DlpCompliancePolicy -Mode Enable).',
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
  create({ report, doubt }) {
    let policies = 0;
    let enforced = 0;
    return {
      on: {
        dlpPolicy({ rung }) {
          policies += 1;
          if (!rung.known) doubt(rung.gap);
          else if (rung.value === 'scoped' || rung.value === 'everywhere') enforced += 1;
        },
      },
      verdict() {
        const measures = { policies, enforced };
        if (enforced > 0) return { kind: 'pass', message: 'enforced', data: measures, measures, total: policies };
        report({ subject: tenantSubject('Data loss prevention policies'), detail: measures });
        if (policies > 0) return { kind: 'fail', message: 'simulated', data: { policies }, measures, total: policies };
        return { kind: 'fail', message: 'none', measures, total: policies };
      },
    };
  },
});
