/** Whether there are sensitivity labels at all. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'LBL-001',
    revision: 1,
    title: 'Sensitivity labels exist',
    failureTitle: 'There are no sensitivity labels',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { facts: ['sensitivityLabels'] },
    messages: {
      exist: 'Sensitivity labels exist: {labels}.',
      none: 'There is not a single sensitivity label.',
    },
    rationale:
      'Copilot respects labels and hands them on to what it writes. Without labels nothing tells a treatment note from a lunch menu, for people or for Copilot.',
    remediation: {
      summary: 'Make a small set of labels and publish it.',
      steps: [
        'Purview portal > Information protection > Sensitivity labels: make three to five, one of them for patient data, with encryption.',
        'Publish them with a label policy to everybody, with a default label (New-Label and New-LabelPolicy do the same).',
        'Switch labels on for files in SharePoint and OneDrive.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.3.1' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-05' },
    ],
  },
  create({ facts, report }) {
    return {
      verdict() {
        const labels = facts.sensitivityLabels.length;
        const protecting = facts.sensitivityLabels.filter((label) => label.hasProtection === true).length;
        const measures = { labels, protecting };
        if (labels > 0) return { kind: 'pass', message: 'exist', data: { labels }, measures };
        report({ subject: tenantSubject('Sensitivity labels') });
        return { kind: 'fail', message: 'none', measures };
      },
    };
  },
});
