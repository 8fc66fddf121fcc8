/** Policies that were left in simulation, with nothing enforced in their place. */
import type { DlpPolicyRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { anyOf } from '../../evidence/known.js';
import { unreadable } from '../../evidence/purview.js';
import { defineRule } from '../define.js';
import { daysSince, plural } from '../kit.js';
import { policyDetail, policySubject, resting } from './policies.js';
import { isTwin } from './twins.js';

export default defineRule({
  meta: {
    id: 'DLP-004',
    revision: 1,
    title: 'No data loss prevention policy rests in simulation',
    failureTitle: 'Data loss prevention policies rest in simulation',
    pillar: 'dlp',
    severity: 'medium',
    gate: 'condition',
    claim: 'ratio',
    needs: { rows: ['dlpPolicy'] },
    thresholds: ['simulationDaysMax'],
    messages: {
      nothing: 'There is no data loss prevention policy that could rest in simulation.',
      none: 'No policy has been in simulation for more than {days} days without an enforced one beside it. Looked at: {policies}; {simulated} in simulation.',
      some: '{resting} been in simulation for more than {days} days, with no enforced policy for the same places: {names}. Looked at: {policies}.',
    },
    rationale:
      'A policy in simulation shows in every list as if it protected something, and lets everything through. Microsoft’s own default policy for Copilot is made in simulation, so most tenants that "have Copilot DLP" have this.',
    remediation: {
      summary: 'Turn the policy on, or delete it.',
      steps: [
        'Purview portal > Data loss prevention > Policies > the policy > Simulation: look at what it would have stopped, and correct the rules that are wrong.',
        'Turn it on: Edit policy > Policy mode > Turn the policy on right away, or Set-DlpCompliancePolicy -Identity <policy> -Mode Enable.',
        'Delete what nobody will turn on.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(8)' },
      { framework: 'NIST CSF 2.0', id: 'ID.IM-02' },
    ],
  },
  create({ report, doubt, now, thresholds: { simulationDaysMax } }) {
    const rows: DlpPolicyRow[] = [];
    return {
      on: {
        dlpPolicy: (row) => {
          rows.push(row);
        },
      },
      verdict() {
        const old: DlpPolicyRow[] = [];
        const gaps: Gap[] = [];
        let simulated = 0;
        for (const row of rows) {
          if (!row.rung.known && !(row.enforced.known && row.enforced.value)) gaps.push(row.rung.gap);
          if (!row.rung.known || row.rung.value !== 'simulation') continue;
          simulated += 1;
          const days = daysSince(row.policy.changed, now);
          if (days !== null && days <= simulationDaysMax) continue;
          const twin = anyOf(rows.filter((other) => other !== row).map((other) => isTwin(row, other)));
          if (twin.known && twin.value) continue;
          if (!twin.known) gaps.push(twin.gap);
          else if (days === null || Number.isNaN(days)) gaps.push(unreadable('when a DLP policy in simulation was last changed'));
          else {
            old.push(row);
            report({ subject: policySubject(row), detail: { ...policyDetail(row), days } });
          }
        }
        const policies = rows.length;
        const measures = { policies, simulated, resting: old.length, undecided: gaps.length };
        const said = { measures, total: policies };
        // What rests, rests, whatever the others do; a list that was not read whole may still hold its twin.
        if (old.length === 0) gaps.forEach(doubt);
        if (policies === 0) return { kind: 'not-applicable', message: 'nothing', ...said };
        const data = { policies: plural(policies, 'policy', 'policies'), days: simulationDaysMax };
        if (old.length === 0)
          return { kind: 'pass', message: 'none', data: { ...data, simulated: plural(simulated, 'is', 'are') }, ...said };
        return {
          kind: 'fail',
          message: 'some',
          data: { ...data, resting: plural(old.length, 'policy has', 'policies have'), names: resting(old, now) },
          ...said,
        };
      },
    };
  },
});
