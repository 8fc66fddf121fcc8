/** Whether the organization owns the features that protect patient data: labels with encryption, and DLP. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from './plans.js';

export default defineRule({
  meta: {
    id: 'LIC-003',
    revision: 1,
    title: 'Sensitivity labels and data loss prevention are part of a licence you own',
    failureTitle: 'The licences lack sensitivity labels or data loss prevention',
    pillar: 'licensing',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { facts: ['subscribedSkus'] },
    messages: {
      owned: 'Sensitivity labels with encryption and data loss prevention for mail and files are part of your licences.',
      noLabels: 'No licence of the organization brings sensitivity labels with encryption.',
      noDlp: 'No licence of the organization brings data loss prevention for mail and files.',
      neither: 'No licence of the organization brings sensitivity labels with encryption or data loss prevention.',
    },
    rationale:
      'Labels and DLP are what keeps Copilot from repeating patient data where it does not belong. Without a licence for them the rest of the preparation cannot be finished.',
    remediation: {
      summary: 'Buy at least Microsoft 365 Business Premium or Microsoft 365 E3 for the people who work with patient data.',
      steps: [
        'Compare the capability list of this finding with what your risk analysis asks for.',
        'Microsoft 365 admin center > Billing > Purchase services: Business Premium or Microsoft 365 E3 is the floor.',
        'Automatic labels, DLP in Teams and on devices, and insider risk need the Purview Suite or Microsoft 365 E5.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(B)' },
      { framework: 'HIPAA', id: '164.312(a)(2)(iv)' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-02' },
    ],
  },
  create({ facts, report }) {
    return {
      verdict() {
        const live = liveSkus(facts.subscribedSkus);
        const measures = Object.fromEntries(
          Object.entries(CAPABILITIES).map(([name, plans]) => [name, live.some((sku) => hasPlan(sku, plans))]),
        );
        const { manualLabels, dlpFilesAndMail } = measures;
        const total = live.length;
        if (manualLabels && dlpFilesAndMail) return { kind: 'pass', message: 'owned', measures, total };
        report({ subject: tenantSubject('Licences of the organization'), detail: measures });
        if (manualLabels) return { kind: 'fail', message: 'noDlp', measures, total };
        if (dlpFilesAndMail) return { kind: 'fail', message: 'noLabels', measures, total };
        return { kind: 'fail', message: 'neither', measures, total };
      },
    };
  },
});
