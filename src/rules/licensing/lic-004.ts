/** Whether there are as many Entra ID P1 or P2 licences as people. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { ENTRA_P1_PLANS, hasPlan, liveSkus } from './plans.js';

export default defineRule({
  meta: {
    id: 'LIC-004',
    revision: 1,
    title: 'Entra ID P1 or P2 covers every enabled member',
    failureTitle: 'Entra ID P1 does not cover everybody',
    pillar: 'licensing',
    severity: 'high',
    gate: 'condition',
    // One licence more stands, whatever else was not read: enough units seen are enough.
    claim: 'some',
    needs: { facts: ['subscribedSkus'] },
    messages: {
      covered: '{units} licences with Entra ID P1 or P2 cover {members} enabled members.',
      short: '{units} licences with Entra ID P1 or P2 do not cover {members} enabled members.',
      unknown: 'There are {units} licences with Entra ID P1 or P2; how many people they must cover is not known.',
    },
    rationale:
      'Conditional Access and sign-in dates need Entra ID P1. Without it nobody can require a second factor by policy before Copilot is used, nor see which accounts are abandoned.',
    remediation: {
      summary: 'Give every member a plan that contains Entra ID P1.',
      steps: [
        'Business Premium, Microsoft 365 E3, F1 and F3 contain it; the Entra ID P1 add-on gives it to any other plan.',
        'Microsoft 365 admin center > Billing > Licenses: buy what is missing and assign it.',
        'Disable accounts of people who have left: they need no licence.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(d)' },
      { framework: 'HIPAA', id: '164.308(a)(5)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-03' },
    ],
  },
  create({ facts, totals, report, doubt }) {
    return {
      verdict() {
        const covering = liveSkus(facts.subscribedSkus).filter((sku) => hasPlan(sku, ENTRA_P1_PLANS));
        const units = covering.reduce((sum, sku) => sum + sku.enabledUnits, 0);
        if (!totals.enabledMembers.known) {
          doubt(totals.enabledMembers.gap);
          return { kind: 'fail', message: 'unknown', data: { units }, measures: { units, members: null } };
        }
        const members = totals.enabledMembers.value;
        const measures = { units, members };
        if (units >= members) return { kind: 'pass', message: 'covered', data: measures, measures };
        report({ subject: tenantSubject('Entra ID licences'), detail: { ...measures, missing: members - units } });
        return { kind: 'fail', message: 'short', data: measures, measures };
      },
    };
  },
});
