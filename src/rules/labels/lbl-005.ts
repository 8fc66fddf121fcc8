/** Whether SharePoint and OneDrive read sensitivity labels at all, of Office files and of PDFs. */
import type { LabelRow } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { collected, tenantSubject } from '../kit.js';
import { tenantSetting } from '../tenant-sharing.js';
import { NO_LABELS, withoutLabels } from './labels.js';

export default defineRule({
  meta: {
    id: 'LBL-005',
    revision: 1,
    title: 'Sensitivity labels work in SharePoint and OneDrive, for PDFs too',
    failureTitle: 'Sensitivity labels are switched off in SharePoint and OneDrive',
    warnTitle: 'Sensitivity labels leave out PDFs in SharePoint and OneDrive',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['label'], maybe: ['sharePointTenant', 'sensitivityLabels'] },
    messages: {
      on: 'SharePoint and OneDrive read and apply sensitivity labels, for Office files and for PDFs.',
      off: 'SharePoint and OneDrive do not work with sensitivity labels.',
      pdf: 'SharePoint and OneDrive work with the labels of Office files and not with those of PDFs.',
      unknown: 'SharePoint did not say whether sensitivity labels are on for files.',
      noLabels: NO_LABELS,
    },
    rationale:
      'Where SharePoint does not know labels, an encrypted file is a closed box to search and to data loss prevention, and default labels of libraries do nothing. Scanned intake forms are PDFs, which have a switch of their own.',
    remediation: {
      summary: 'Switch labels on for files in SharePoint and OneDrive, PDFs included.',
      steps: [
        'Purview portal > Information protection > Sensitivity labels: choose "Turn on now" in the message about content in Office online files.',
        'Or, in SharePoint Online Management Shell: Set-SPOTenant -EnableAIPIntegration $true.',
        'For PDFs: Set-SPOTenant -EnableSensitivityLabelforPDF $true.',
        'Tenants in several regions need it in each of them. Files that were uploaded with a label before are read when they change.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(2)(iv)' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-01' },
    ],
  },
  create({ maybe, report, doubt }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    return {
      on: { label },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const files = tenantSetting(maybe, 'enableAipIntegration');
        const pdfs = tenantSetting(maybe, 'enableSensitivityLabelForPdf');
        const measures = { files: files.known ? files.value : null, pdfs: pdfs.known ? pdfs.value : null };
        const subject = tenantSubject('Sensitivity labels in SharePoint and OneDrive');
        if (files.known && !files.value) {
          report({ subject, detail: measures });
          return { kind: 'fail', message: 'off', measures, total: 1 };
        }
        if (!files.known) doubt(files.gap);
        if (!pdfs.known) doubt(pdfs.gap);
        if (pdfs.known && !pdfs.value) {
          report({ subject, detail: measures });
          return { kind: 'warn', message: 'pdf', measures, total: 1 };
        }
        return { kind: 'pass', message: files.known && pdfs.known ? 'on' : 'unknown', measures, total: 1 };
      },
    };
  },
});
