/** Whether new files get a label by themselves: default labels, mandatory labels, and a reason asked for a lower one. */
import type { LabelPolicyRow, LabelRow } from '../../derive/rows.js';
import { mapKnown, type Tri } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { collected, orNull, tenantSubject, toldBy } from '../kit.js';
import { NO_LABELS, withoutLabels } from './labels.js';
import { hasDefault, isEnough, percentOf, reachedBy } from './published.js';

export default defineRule({
  meta: {
    id: 'LBL-007',
    revision: 1,
    title: 'A default label is set, labels are mandatory, and lowering one needs a reason',
    failureTitle: 'Neither is a default label set nor are labels mandatory',
    warnTitle: 'Default, mandatory label and a reason for lowering it are not all set',
    pillar: 'labels',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { rows: ['label'], maybeRows: ['labelPolicy'], maybe: ['sensitivityLabels'] },
    thresholds: ['labelPublishedShareMin'],
    messages: {
      all: 'Label policies set a default label, make labels mandatory and ask for a reason before one is lowered, for {least} % of the staff at least.',
      part: 'For {least} % of the staff label policies set {set}; they do not set {missing}.',
      neither:
        'For fewer than {least} % of the staff do label policies set a default label, and for fewer do they make labels mandatory.',
      noLabels: NO_LABELS,
    },
    rationale:
      'Labels that people have to think of stay on a few files. What has none is ordinary content to Copilot, and so is what was lowered in passing to get rid of a warning.',
    remediation: {
      summary: 'Set a default label and mandatory labels in the policy that reaches everybody.',
      steps: [
        'Purview portal > Information protection > Policies > Label publishing policies > the policy > Edit: choose a default label for documents and for emails.',
        'On the same page: "Require users to apply a label" and "Users must provide a justification to remove a label or lower its classification".',
        'Or run Set-LabelPolicy -AdvancedSettings @{DefaultLabelId="<id>"; Mandatory="True"; RequireDowngradeJustification="True"}.',
        'On libraries that hold records: library > Settings > Library settings > Default sensitivity labels, unless Set-SPOTenant -DisableDocumentLibraryDefaultLabeling is on.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.530(i)' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-01' },
    ],
  },
  create({ maybe, report, doubt, totals: { enabledMembers }, thresholds: { labelPublishedShareMin } }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    const { rows: policies, visit: labelPolicy } = collected<LabelPolicyRow>();
    const forEnough = (holds: (row: LabelPolicyRow) => Tri) =>
      isEnough(reachedBy(policies, holds, enabledMembers), labelPublishedShareMin);
    return {
      on: { label, labelPolicy },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const parts: readonly (readonly [string, Tri])[] = [
          ['a default label', forEnough((row) => hasDefault(row, labels))],
          ['mandatory labels', forEnough(({ policy }) => mapKnown(policy.settings, (s) => s.mandatory))],
          [
            'a reason for lowering a label',
            forEnough(({ policy }) => mapKnown(policy.settings, (s) => s.requireDowngradeJustification)),
          ],
        ];
        const [byDefault, mandatory, justified] = parts.map(([, value]) => orNull(value));
        const source = toldBy(policies.flatMap(({ policy }) => policy.origins));
        const settings = { default: byDefault ?? null, mandatory: mandatory ?? null, justification: justified ?? null };
        const measures = { ...settings, policies: policies.length, ...(source === '' ? {} : { source }) };
        const said = { measures, total: policies.length } as const;
        const least = percentOf(labelPublishedShareMin);
        const named = (wanted: boolean) => parts.filter(([, v]) => v.known && v.value === wanted).map(([what]) => what);
        const set = named(true).join(' and ');
        if (named(true).length === parts.length) return { kind: 'pass', message: 'all', data: { least }, ...said };
        for (const [, value] of parts) if (!value.known) doubt(value.gap);
        report({ subject: tenantSubject('Settings of label policies'), detail: measures });
        if (byDefault !== true && mandatory !== true) return { kind: 'fail', message: 'neither', data: { least }, ...said };
        return { kind: 'warn', message: 'part', data: { least, set, missing: named(false).join(' and ') }, ...said };
      },
    };
  },
});
