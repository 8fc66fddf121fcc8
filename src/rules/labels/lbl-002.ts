/** Whether labels reach everybody who works with PHI: to how much of the staff a label policy publishes one. */
import type { LabelPolicyRow, LabelRow } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { collected, orNull, tenantSubject, toldBy } from '../kit.js';
import { NO_LABELS, quoted, withoutLabels } from './labels.js';
import { isEnough, percentOf, publishesFileLabel, reachedBy } from './published.js';

export default defineRule({
  meta: {
    id: 'LBL-002',
    revision: 1,
    title: 'Sensitivity labels are published to everybody who works with PHI',
    failureTitle: 'Sensitivity labels are not published to everybody who works with PHI',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['label'], maybeRows: ['labelPolicy'], maybe: ['sensitivityLabels'] },
    thresholds: ['labelPublishedShareMin'],
    messages: {
      everybody: 'A label policy publishes labels to everybody.',
      enough: 'Label policies publish labels to {people} of {staff} enabled members ({percent} %).',
      few: 'Label policies publish labels to {people} of {staff} enabled members ({percent} %); it should be {least} % at least.',
      none: 'No label policy that is switched on publishes a label for files to anybody.',
      noLabels: NO_LABELS,
    },
    rationale:
      'A label that is not published cannot be chosen in Word, Outlook or Teams. What nobody can label, Copilot and data loss prevention take for ordinary content.',
    remediation: {
      summary: 'Publish the labels to all users with one label policy.',
      steps: [
        'Purview portal > Information protection > Policies > Label publishing policies: open the policy, or make one.',
        'Under "Publish to users and groups" choose all users; leave pilots to policies of their own with a higher priority.',
        'Or run Set-LabelPolicy -Identity <policy> -AddExchangeLocation All in Security & Compliance PowerShell.',
        'Allow a day for it to reach the apps, then look for the Sensitivity button in Word as an ordinary user.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.3.1' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-01' },
    ],
  },
  create({ maybe, report, doubt, totals: { enabledMembers }, thresholds: { labelPublishedShareMin: least } }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    const { rows: policies, visit: labelPolicy } = collected<LabelPolicyRow>();
    return {
      on: { label, labelPolicy },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const reached = reachedBy(policies, (row) => publishesFileLabel(row, labels), enabledMembers);
        const staff = orNull(enabledMembers);
        const percent = percentOf(reached.share);
        const source = toldBy(policies.flatMap(({ policy }) => policy.origins));
        const told = { staff, people: reached.people, policies: policies.length, ...(source === '' ? {} : { source }) };
        const measures = { ...told, percent: staff === null && reached.share < 1 ? null : percent };
        const said = { measures, total: policies.length } as const;
        if (reached.share === 1) return { kind: 'pass', message: 'everybody', ...said };
        const data = { people: reached.people ?? 0, staff: staff ?? 0, percent };
        if (reached.share >= least) return { kind: 'pass', message: 'enough', data, ...said };
        const enough = isEnough(reached, least);
        if (!enough.known) doubt(enough.gap);
        const off = policies.flatMap(({ policy }) => (orNull(policy.enabled) === false ? [policy] : []));
        report({ subject: tenantSubject('Label policies'), detail: { ...told, switchedOff: quoted(off) } });
        if (reached.people === 0) return { kind: 'fail', message: 'none', ...said };
        return { kind: 'fail', message: 'few', data: { ...data, least: percentOf(least) }, ...said };
      },
    };
  },
});
