/** Whether an enforced policy looks for health data, not only for card and social security numbers. */
import type { DlpPolicyRow } from '../../derive/rows.js';
import { allOf } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { named, orNull, tenantSubject } from '../kit.js';
import { holdsInData, policyDetail, policySubject, restrictsPhi, rungWord, someRule, stepOf, typesOf } from './policies.js';

export default defineRule({
  meta: {
    id: 'DLP-002',
    revision: 1,
    title: 'Data loss prevention looks for PHI',
    failureTitle: 'No enforced policy looks for PHI',
    pillar: 'dlp',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['dlpPolicy'] },
    messages: {
      covers: 'Enforced policies that look for PHI and restrict it, {covering} of {enforced}: {names}.',
      other:
        'No policy that is enforced for mail, files, chats or devices has an active rule that looks for PHI (an identifier together with a medical type, or a label that means PHI) and restricts it. Enforced there: {enforced}. Looked for: {types}.',
      none: 'No policy is enforced for mail, files, chats or devices, so nothing looks for PHI there.',
    },
    rationale:
      'What Copilot writes for clinicians holds names and diagnoses, seldom card numbers. A rule that looks for a social security number alone lets a treatment note go by.',
    remediation: {
      summary: 'Add a rule with an identifier and a medical type, from the template for health data.',
      steps: [
        'Purview portal > Data loss prevention > Policies > Create policy > Medical and health > U.S. Health Insurance Act (HIPAA) Enhanced.',
        'Add a sensitive information type of your own for medical record numbers (Purview portal > Information protection > Classifiers > Sensitive info types), or use exact data match.',
        'Name your own types in the configuration under phiTypes: a scan knows only the ids of Microsoft’s types.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.514(b)(2)' },
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.2.1' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.3.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ report, doubt, count }) {
    const enforced: DlpPolicyRow[] = [];
    const covering: DlpPolicyRow[] = [];
    return {
      on: {
        dlpPolicy(row) {
          const isOn = allOf([row.enforced, holdsInData(row)]);
          const covers = allOf([isOn, someRule(row, restrictsPhi)]);
          if (!covers.known) doubt(covers.gap);
          if (orNull(isOn) === true) enforced.push(row);
          if (orNull(covers) === true) covering.push(row);
        },
      },
      verdict() {
        const types = typesOf(enforced);
        const steps = covering.flatMap((row) => stepOf(row) ?? []);
        const counts = { enforced: enforced.length, covering: covering.length };
        const measures = { ...counts, rung: rungWord(steps, count.doubts > 0) };
        const total = enforced.length;
        if (covering.length > 0) {
          const names = named(covering.map(({ policy }) => policy.name).sort());
          return { kind: 'pass', message: 'covers', data: { ...counts, names }, measures, total };
        }
        for (const row of enforced)
          report({ subject: policySubject(row), detail: { ...policyDetail(row), looksFor: named(typesOf([row])) } });
        if (enforced.length > 0) {
          const data = { enforced: enforced.length, types: types.length > 0 ? named(types, 10) : 'no type' };
          return { kind: 'fail', message: 'other', data, measures, total };
        }
        report({ subject: tenantSubject('Data loss prevention policies') });
        return { kind: 'fail', message: 'none', measures, total };
      },
    };
  },
});
