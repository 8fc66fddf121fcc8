/** Whether everybody who is to get Copilot holds a licence that it can be added to. */
import { ELIGIBLE_BASE_SKUS, NOT_A_BASE_SKUS } from '../../evidence/service-plans.js';
import { defineRule } from '../define.js';
import { judge, personSubject, tenantSubject } from '../kit.js';
import { liveSkus } from './plans.js';

export default defineRule({
  meta: {
    id: 'LIC-001',
    revision: 1,
    title: 'Everyone who is to get Copilot has a licence that it can be added to',
    failureTitle: 'Copilot cannot be assigned to everyone who is meant to get it',
    warnTitle: 'Some licences are unknown to this program: check them by hand',
    pillar: 'licensing',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    // Twice: the licences that were read, and whether they are all, for without a pilot group one that is owned is enough.
    needs: { facts: ['subscribedSkus'], maybe: ['subscribedSkus'], rows: ['person'] },
    messages: {
      pilotReady: 'All {people} people in the pilot group hold a licence that Copilot can be added to.',
      pilotLacks: '{count} of {people} people in the pilot group hold no licence that Copilot can be added to.',
      pilotEmpty: 'Nobody in the pilot group has an enabled account.',
      pilotUnknown:
        '{count} of {people} people in the pilot group hold only licences that are not in our table; please check them by hand.',
      owned: 'The organization owns a licence that Copilot can be added to.',
      notOwned: 'The organization owns no licence that Copilot can be added to.',
      unlisted:
        'None of the licences in our table is a base for Copilot; {count} more are not in the table, please check them by hand.',
    },
    rationale:
      'Copilot is an add-on: Microsoft lets it be assigned only to people who already hold an eligible Microsoft 365 licence, and the features that protect patient data come with that licence.',
    remediation: {
      summary: 'Give each intended Copilot user an eligible base licence first.',
      steps: [
        'Open Microsoft 365 admin center > Billing > Licenses and compare with the list of eligible base plans.',
        'Assign a base plan such as Microsoft 365 Business Premium or E3 (Users > Active users > Licenses and apps, or Set-MgUserLicense).',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-02' },
    ],
  },
  create({ facts, maybe, totals, report, doubt, count }) {
    let people = 0;
    return {
      on: {
        person(person) {
          if (!totals.pilotGroupConfigured || !person.user.accountEnabled) return;
          judge(person.isPilot, doubt, () => {
            people += 1;
            const base = person.hasEligibleBasePlan;
            if (base.known && base.value) return;
            // A licence that is not in our table proves nothing against the person.
            const detail = { licences: person.user.assignedLicenses.length };
            if (base.known) report({ subject: personSubject(person), detail });
            else report({ subject: personSubject(person), detail, severity: 'medium', gate: null, suspicion: true });
          });
        },
      },
      verdict() {
        if (totals.pilotGroupConfigured) {
          if (people === 0) return { kind: 'not-applicable', message: 'pilotEmpty' };
          const data = { count: count.offences, people };
          if (count.offences > 0) return { kind: 'fail', message: 'pilotLacks', data, total: people };
          if (count.suspicions > 0)
            return { kind: 'warn', message: 'pilotUnknown', data: { count: count.suspicions, people }, total: people };
          return { kind: 'pass', message: 'pilotReady', data: { people }, total: people };
        }
        const live = liveSkus(facts.subscribedSkus);
        if (live.some((sku) => ELIGIBLE_BASE_SKUS.has(sku.skuId.toLowerCase())))
          return { kind: 'pass', message: 'owned', total: live.length };
        if (!maybe.subscribedSkus.known) {
          doubt(maybe.subscribedSkus.gap);
          return { kind: 'pass', message: 'owned', total: live.length };
        }
        const unlisted = live.filter((sku) => !NOT_A_BASE_SKUS.has(sku.skuId.toLowerCase()));
        const detail = { licences: live.map((sku) => sku.skuPartNumber).join(', ') };
        const subject = tenantSubject('Licences of the organization');
        if (unlisted.length === 0) {
          report({ subject, detail });
          return { kind: 'fail', message: 'notOwned', total: live.length };
        }
        report({ subject, detail, severity: 'medium', gate: null, suspicion: true });
        return { kind: 'warn', message: 'unlisted', data: { count: unlisted.length }, total: live.length };
      },
    };
  },
});
