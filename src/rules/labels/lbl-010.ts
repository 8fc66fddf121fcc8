/** Whether the encryption of labels is undone from the side: by super users, or by Conditional Access of the rights service. */
import type { LabelRow } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { collected, named, plural, tenantSubject, toldBy } from '../kit.js';
import { NO_LABELS, withoutLabels } from './labels.js';
import { accessProblem } from './rights-access.js';

export default defineRule({
  meta: {
    id: 'LBL-010',
    revision: 1,
    title: 'Encryption of labels is undone neither by super users nor by Conditional Access',
    failureTitle: 'Encryption of labels is undone by super users or by Conditional Access',
    pillar: 'labels',
    severity: 'low',
    gate: null,
    claim: 'none',
    needs: { rows: ['label'], maybe: ['superUsers', 'conditionalAccess', 'sensitivityLabels'] },
    messages: {
      none: 'Nobody is a super user of encryption, and no Conditional Access policy treats the rights service apart.',
      found: 'Encryption can be undone, or does not work as it should: {what}.',
      noLabels: NO_LABELS,
    },
    rationale:
      'A super user opens every encrypted file of the organization, and so does his or her Copilot. A policy that leaves the rights service out asks for no second factor where encrypted files are opened; one that blocks it shuts out who may read.',
    remediation: {
      summary: 'Keep the super user feature off, and treat the rights service like every other app.',
      steps: [
        'AIPService PowerShell: Get-AipServiceSuperUserFeature and Get-AipServiceSuperUser show who is one; Disable-AipServiceSuperUserFeature switches it off, to be switched on for an investigation only.',
        'Where a service needs it, keep that service alone: Remove-AipServiceSuperUser -EmailAddress <person>.',
        'Entra admin center > Protection > Conditional Access: take Microsoft Rights Management Services (00000012-0000-0000-c000-000000000000) out of the exclusions and blocks of the policies below.',
        'Partners who open your encrypted mail may need a policy of their own for guests instead of an exclusion for all.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(2)(iv)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ maybe, report, doubt }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    return {
      on: { label },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const { superUsers, conditionalAccess } = maybe;
        const found: string[] = [];
        if (!superUsers.known) doubt(superUsers.gap);
        else if (superUsers.value.length === 0) doubt({ reason: 'failed', detail: 'The evidence does not tell of super users.' });
        for (const { featureEnabled, users, origins } of superUsers.known ? superUsers.value : []) {
          // A feature that is off opens nothing, and a feature without people in it neither.
          if ((featureEnabled.known && !featureEnabled.value) || (users.known && users.value.length === 0)) continue;
          if (!featureEnabled.known || !users.known) {
            for (const value of [featureEnabled, users]) if (!value.known) doubt(value.gap);
            continue;
          }
          found.push(plural(users.value.length, 'super user'));
          const subject = tenantSubject('Super users of Azure Rights Management');
          report({ subject, detail: { users: named(users.value), source: toldBy(origins) } });
        }
        if (!conditionalAccess.known) doubt(conditionalAccess.gap);
        for (const policy of conditionalAccess.known ? conditionalAccess.value : []) {
          const problem = accessProblem(policy);
          if (problem === null) continue;
          found.push(`the policy "${policy.displayName}" ${problem} the rights service`);
          report({ subject: { type: 'policy', id: policy.id, name: policy.displayName, url: null }, detail: { problem } });
        }
        const measures = { found: found.length };
        if (found.length === 0) return { kind: 'pass', message: 'none', measures, total: 1 };
        return { kind: 'warn', message: 'found', data: { what: named(found.sort()) }, measures, total: found.length };
      },
    };
  },
});
