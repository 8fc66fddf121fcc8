/** Whether Copilot is kept from what carries a PHI label, and whether enough carries it for that to matter. */

import { anyOf, mapKnown, type Tri } from '../../evidence/known.js';
import { COPILOT_PLANS } from '../../evidence/service-plans.js';
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from '../licensing/plans.js';
import { copilotLadder, inPart, LABEL_RULE } from './copilot-rules.js';
import { coverageOf } from './label-coverage.js';
import { policyDetail, policySubject, unprotecting } from './policies.js';

export default defineRule({
  meta: {
    id: 'DLP-006',
    revision: 1,
    title: 'Copilot may not use files and mail with a PHI label',
    failureTitle: 'Nothing keeps Copilot from files and mail with a PHI label',
    warnTitle: 'Copilot is kept from PHI-labelled files and mail only in part',
    pillar: 'dlp',
    severity: 'high',
    gate: 'condition',
    claim: 'some',
    needs: { maybe: ['subscribedSkus'], rows: ['dlpPolicy'] },
    thresholds: ['labelCoverageNear', 'labelCoverageSampleMin'],
    messages: {
      on: 'The DLP rule on Copilot is enforced for everybody, for a PHI label that is published, and {percent} % of files carry the label that it looks for. Calendar invitations, uploads and files on devices are outside what Microsoft covers.',
      cascade:
        'The DLP rule is on, but {percent} % of files carry the label that it looks for, and {labelled} % carry any: it keeps back only what is labelled.',
      unmeasured:
        'The DLP rule is on for everybody; how many files carry the label that it looks for was not read from enough of them.',
      scoped:
        'The DLP rule on Copilot is enforced but scoped, in "{policy}": it holds for {scope}, and for nobody else who has Copilot.',
      narrowed:
        'The DLP rule on Copilot in "{policy}" is on for {scope}, but only where another condition is met besides ({besides}): what else carries a PHI label Copilot may use.',
      dead: 'The DLP rule on Copilot in "{policy}" is on, but none of its labels exists, is on and is published: a dead rule, which keeps back nothing.',
      otherLabels:
        'The DLP rule on Copilot in "{policy}" is on, but no label that it looks for means PHI and is published. Where it does, name it under phiLabels in the configuration.',
      resting: 'No DLP rule keeps PHI-labelled content out of Copilot; what there is does not restrict it: {states}.',
      none: 'No DLP policy for Microsoft 365 Copilot has a rule for sensitivity labels.',
      unlicensed:
        'No DLP policy keeps labelled content out of Copilot, and the tenant owns neither Copilot nor an E5-class licence for it.',
    },
    rationale:
      'A person may open a record that Copilot should still not mix into answers. The DLP rule for labels leaves such files and mail out of what Copilot works with, for everyone in its scope, whatever the permissions say.',
    remediation: {
      summary: 'Enforce a DLP policy for Copilot with a rule for the PHI label, for everybody; then label what is there.',
      steps: [
        'Purview portal > Data loss prevention > Policies > Create policy > Custom > location Microsoft 365 Copilot and Copilot Chat, for all users.',
        'Rule: content contains > Sensitivity labels > the PHI label; action: Prevent Copilot from processing content. It cannot share a rule with sensitive information types.',
        'Turn it on: Set-DlpCompliancePolicy -Identity <policy> -Mode Enable. Changes take up to four hours.',
        'Microsoft lists it with Microsoft 365 E5 and the Purview Suite. Where few files carry the label, see LBL-008 and ITEM-010 first.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.2.3' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ maybe, report, doubt, now, totals, thresholds }) {
    const ladder = copilotLadder(LABEL_RULE, doubt);
    const places: Tri[] = [];
    return {
      on: {
        dlpPolicy(row) {
          places.push(mapKnown(row.copilot, (scope) => scope !== null));
          ladder.visit(row);
        },
      },
      verdict() {
        const reached = ladder.reached();
        const [best] = reached;
        const labelFiles = Math.max(0, ...reached.map(({ step, rule }) => (step === 'everywhere' ? (rule?.labelFiles ?? 0) : 0)));
        const coverage = coverageOf(totals, labelFiles, thresholds);
        const { percent, labelled } = coverage;
        const measures = { rung: ladder.word(), labelRead: totals.labelRead, labelledPercent: labelled, percent };
        for (const { row, rule } of reached.filter(({ step }) => step !== 'everywhere' || coverage.isLow)) {
          const detail = { ...policyDetail(row), rule: rule?.rule.name ?? null, labelFiles: rule?.labelFiles ?? null };
          report({ subject: policySubject(row), detail });
        }
        const said = { measures, total: reached.length };
        if (best?.step === 'everywhere') {
          const data = { percent: percent ?? 0, labelled: labelled ?? 0 };
          if (coverage.gap !== null) {
            // Neither ready nor found wanting: under this claim a warning beside a doubt is "not assessed".
            doubt(coverage.gap);
            return { kind: 'warn', message: 'unmeasured', ...said };
          }
          if (coverage.isLow) return { kind: 'warn', message: 'cascade', data, ...said };
          return { kind: 'pass', message: 'on', data, ...said };
        }
        if (best?.step === 'scoped') return { kind: 'warn', ...inPart(best), ...said };
        if (best !== undefined) {
          const policy = best.row.policy.name;
          if (best.why === 'dead') return { kind: 'fail', message: 'dead', data: { policy }, ...said };
          if (best.why === 'not-phi') return { kind: 'fail', message: 'otherLabels', data: { policy }, ...said };
          const rows = [...new Set(reached.map(({ row }) => row))];
          const states = unprotecting(rows, now, 'on, but no rule for labels in it keeps anything from Copilot');
          return { kind: 'fail', message: 'resting', data: { states }, ...said };
        }
        // Where any policy holds in Copilot, or a licence hints at it, the rule can be made or is due.
        const isOwned = mapKnown(maybe.subscribedSkus, (skus) =>
          liveSkus(skus).some((sku) => E5_OR_COPILOT.some((plans) => hasPlan(sku, plans))),
        );
        const canBe = anyOf([...places, isOwned]);
        if (!canBe.known) doubt(canBe.gap);
        else if (!canBe.value) return { kind: 'not-applicable', message: 'unlicensed', lacksLicence: LICENCE, ...said };
        report({ subject: tenantSubject('DLP for Microsoft 365 Copilot'), detail: { rung: measures.rung } });
        return { kind: 'fail', message: 'none', ...said };
      },
    };
  },
});

/** Signs of an E5-class licence, and of Copilot itself. */
const E5_OR_COPILOT = [CAPABILITIES.automaticLabels, CAPABILITIES.insiderRisk, COPILOT_PLANS] as const;
const LICENCE = 'DLP for labelled content in Copilot (Microsoft 365 E5 or the Purview Suite)';
