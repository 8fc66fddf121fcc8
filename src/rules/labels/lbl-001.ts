/** Whether there are sensitivity labels that somebody can apply. */

import type { LabelRow } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { collected, judge, orNull, plural, tenantSubject, toldBy } from '../kit.js';
import { isOnlyListed, usable } from './labels.js';

export default defineRule({
  meta: {
    id: 'LBL-001',
    revision: 2,
    title: 'Sensitivity labels exist',
    failureTitle: 'There are no sensitivity labels',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['label'] },
    messages: {
      exist: 'Sensitivity labels exist: {labels}.',
      listed: 'Sensitivity labels exist: Microsoft Graph lists {labels}. Whether they are switched on, Graph does not say.',
      none: 'There is not a single sensitivity label.',
      unusable:
        'There is no sensitivity label that anybody can apply: {off} switched off, and {parents} only a heading for others.',
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
  create({ report, doubt }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    return {
      on: { label },
      verdict() {
        const inUse = labels.filter((row) => orNull(usable(row)) === true);
        const parents = labels.filter((row) => row.isParent).length;
        const off = labels.filter((row) => !row.isParent && orNull(row.enabled) === false).length;
        const protecting = inUse.filter((row) => orNull(row.protects) === true).length;
        const source = toldBy(labels.flatMap((row) => row.origins));
        const measures = { labels: inUse.length, protecting, parents, off, ...(source === '' ? {} : { source }) };
        if (inUse.length > 0) {
          const message = inUse.every(isOnlyListed) ? 'listed' : 'exist';
          return { kind: 'pass', message, data: { labels: inUse.length }, measures };
        }
        for (const row of labels) judge(usable(row), doubt, () => undefined);
        report({ subject: tenantSubject('Sensitivity labels'), detail: measures });
        if (labels.length === 0) return { kind: 'fail', message: 'none', measures };
        return { kind: 'fail', message: 'unusable', data: { off: plural(off, 'label is', 'labels are'), parents }, measures };
      },
    };
  },
});
