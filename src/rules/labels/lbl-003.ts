/** Whether one label means PHI, and whether it encrypts. */
import type { LabelRow } from '../../derive/rows.js';
import { allOf } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { collected, orNull, tenantSubject, toldBy } from '../kit.js';
import { labelSubject, NO_LABELS, quoted, usable, withoutLabels } from './labels.js';

export default defineRule({
  meta: {
    id: 'LBL-003',
    revision: 1,
    title: 'One sensitivity label means PHI, and it encrypts',
    failureTitle: 'No sensitivity label means PHI',
    warnTitle: 'The sensitivity label for PHI does not encrypt',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['label'], maybe: ['sensitivityLabels'] },
    messages: {
      protects: 'These labels mean PHI and encrypt: {labels}.',
      open: 'These labels mean PHI, and none of them encrypts: {labels}.',
      none: 'No label that people can apply says by its name or tooltip that it is for PHI, and the configuration names none.',
      heading:
        'Only headings say that they are for PHI ({labels}); the labels below them do not, and the configuration names none.',
      noLabels: NO_LABELS,
    },
    rationale:
      'A label of its own is how data loss prevention keeps patient data out of Copilot, and its encryption travels with the file: who lacks the right to it cannot read it, with Copilot or without.',
    remediation: {
      summary: 'Make one label for patient data that encrypts for the groups that treat patients.',
      steps: [
        'Purview portal > Information protection > Sensitivity labels > Create a label, for instance "Confidential - PHI", with the scope Files & other data assets and Emails.',
        'Choose Control access > Configure access control settings, assign permissions now, and name the groups that work with patient data, not everybody.',
        'Or run New-Label, then Set-Label -EncryptionEnabled $true -EncryptionProtectionType Template -EncryptionRightsDefinitions <group>:VIEW,EDIT,EXTRACT.',
        'If such a label has another name, write it into phiLabels in the configuration file and scan again.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(2)(iv)' },
      { framework: 'HIPAA', id: '164.312(e)(2)(ii)' },
      { framework: 'CISA SCuBA', id: 'MS.POWERBI.7.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-01' },
    ],
  },
  create({ maybe, report, doubt }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    return {
      on: { label },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const phi = labels.filter((row) => row.isPhi && !row.isParent && orNull(usable(row)) !== false);
        const protecting = phi.filter((row) => orNull(allOf([usable(row), row.protects])) === true);
        const source = toldBy((phi.length > 0 ? phi : labels).flatMap((row) => row.origins));
        const measures = { labels: labels.length, phi: phi.length, protecting: protecting.length, source };
        const said = { measures, total: labels.length } as const;
        if (protecting.length > 0) return { kind: 'pass', message: 'protects', data: { labels: quoted(protecting) }, ...said };
        for (const row of phi) {
          const protects = allOf([usable(row), row.protects]);
          if (!protects.known) doubt(protects.gap);
          report({ subject: labelSubject(row), detail: { published: orNull(row.published), source: toldBy(row.origins) } });
        }
        if (phi.length > 0) return { kind: 'warn', message: 'open', data: { labels: quoted(phi) }, ...said };
        report({ subject: tenantSubject('Sensitivity labels'), detail: measures });
        const headings = labels.filter((row) => row.isPhi && row.isParent);
        if (headings.length > 0) return { kind: 'fail', message: 'heading', data: { labels: quoted(headings) }, ...said };
        return { kind: 'fail', message: 'none', ...said };
      },
    };
  },
});
