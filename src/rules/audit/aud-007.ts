/** Whether anybody is told when people use AI in risky ways. */
import { allOf, anyOf, mapKnown } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject, toldBy } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from '../licensing/plans.js';

export default defineRule({
  meta: {
    id: 'AUD-007',
    revision: 1,
    title: 'Risky use of AI is watched',
    failureTitle: 'Nothing watches for risky use of AI, though the licence for it is there',
    pillar: 'audit',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { facts: ['riskPolicies'], maybe: ['subscribedSkus'] },
    messages: {
      watched:
        'At least one policy that is on watches the use of AI: {kinds}. Whether somebody reads what it finds is not for a scan to say.',
      none: 'The licences bring insider risk management or communication compliance, and no policy that is on watches the use of AI.',
      unlicensed: 'No licence of the organization brings insider risk management or communication compliance.',
      unknown: 'The evidence does not say whether the use of AI is watched.',
    },
    rationale:
      'Somebody who asks Copilot for the chart of a neighbour leaves a trace that nobody looks at by chance. HIPAA asks for a regular review of such activity; a policy does the looking and tells a person.',
    remediation: {
      summary: 'Let one policy watch the use of AI, and name who reads its alerts.',
      steps: [
        'Purview portal > DSPM for AI > Recommendations: take over the ones for risky prompts and for unethical behaviour in AI apps.',
        'Purview portal > Insider Risk Management > Policies > Create: template "Risky AI usage".',
        'Purview portal > Communication Compliance > Policies > Create: "Detect Microsoft Copilot interactions".',
        'Check in Security & Compliance PowerShell: Get-InsiderRiskPolicy and Get-SupervisoryReviewPolicyV2. Both need a role group of their own.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(D)' },
      { framework: 'NIST CSF 2.0', id: 'DE.CM-03' },
      { framework: 'NIST CSF 2.0', id: 'DE.AE-02' },
    ],
  },
  create({ facts, maybe, report, doubt }) {
    const ofLicence = (plans: ReadonlySet<string>) =>
      mapKnown(maybe.subscribedSkus, (skus) => liveSkus(skus).some((sku) => hasPlan(sku, plans)));
    return {
      verdict() {
        const judged = facts.riskPolicies.map((row) => ({ row, watches: allOf([row.enabled, row.watchesAi]) }));
        const watching = judged.filter(({ watches }) => orNull(watches) === true).map(({ row }) => row.kind);
        const insiderRisk = ofLicence(CAPABILITIES.insiderRisk);
        const communication = ofLicence(CAPABILITIES.communicationCompliance);
        const isLicensed = anyOf([insiderRisk, communication]);
        const measures = {
          policies: judged.length,
          watching: watching.length,
          insiderRisk: orNull(insiderRisk),
          communicationCompliance: orNull(communication),
        };
        const kinds = [...new Set(watching)].sort().map((kind) => kind.replace('-', ' '));
        if (kinds.length > 0) return { kind: 'pass', message: 'watched', data: { kinds: kinds.join(', ') }, measures };
        if (isLicensed.known && !isLicensed.value) {
          const lacksLicence =
            'INSIDER_RISK_MANAGEMENT or COMMUNICATIONS_COMPLIANCE (they come with Microsoft 365 E5 or the Purview Suite)';
          return { kind: 'not-applicable', message: 'unlicensed', lacksLicence, settled: true, measures };
        }
        const untold = judged.flatMap(({ watches }) => (watches.known ? [] : [watches.gap]));
        if (!isLicensed.known) untold.push(isLicensed.gap);
        for (const gap of untold) doubt(gap);
        if (untold.length > 0) return { kind: 'fail', message: 'unknown', measures };
        const detail = { ...measures, toldBy: toldBy(facts.riskPolicies.flatMap((one) => one.origins)) };
        report({ subject: tenantSubject('Policies that watch the use of AI'), detail });
        return { kind: 'fail', message: 'none', measures };
      },
    };
  },
});
