/** Cases of LIC-003: labels and DLP by service plan, from Business Premium to nothing. */
import rule from '../../../src/rules/licensing/lic-003.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { aPlan, aSku, PLAN } from './skus.js';

const withPlans = (...ids: string[]) => aSku({ servicePlans: ids.map((id) => aPlan(id)) });

ruleCases(rule, {
  pass: [
    {
      name: 'Business Premium',
      facts: { subscribedSkus: [aSku()] },
      expect: {
        measures: { manualLabels: true, dlpFilesAndMail: true, conditionalAccess: true, automaticLabels: false, dlpTeams: false },
      },
    },
    { name: 'E3: labels and DLP come from other plans', facts: { subscribedSkus: [withPlans(PLAN.clp1, PLAN.exchange2)] } },
    {
      name: 'one licence brings labels, another DLP',
      facts: { subscribedSkus: [withPlans(PLAN.clp1), withPlans(PLAN.dlpAddOn)] },
    },
    { name: 'ids in capitals', facts: { subscribedSkus: [withPlans(PLAN.clp1.toUpperCase(), PLAN.exchange2)] } },
    { name: 'both seen, though not all licences were', facts: { subscribedSkus: [aSku()] }, partial: FORBIDDEN },
  ],
  fail: [
    { name: 'no licence', expect: { message: 'neither', severity: 'high', gate: 'condition' } },
    { name: 'DLP alone', facts: { subscribedSkus: [withPlans(PLAN.exchange2)] }, expect: { message: 'noLabels' } },
    {
      name: 'labels alone',
      facts: { subscribedSkus: [withPlans(PLAN.rmsPremium)] },
      expect: { message: 'noDlp', measures: { manualLabels: true } },
    },
    {
      name: 'the plans are switched off',
      facts: {
        subscribedSkus: [
          aSku({ servicePlans: [aPlan(PLAN.clp1, { status: 'Disabled' }), aPlan(PLAN.exchange2, { status: 'Disabled' })] }),
        ],
      },
      expect: { message: 'neither' },
    },
    {
      name: 'the licence is suspended',
      facts: { subscribedSkus: [aSku({ capabilityStatus: 'Suspended' })] },
      expect: { message: 'neither' },
    },
  ],
  notAssessed: [
    { name: 'the licences were refused', facts: { subscribedSkus: FORBIDDEN } },
    { name: 'DLP not among the licences that were read', facts: { subscribedSkus: [withPlans(PLAN.clp1)] }, partial: FORBIDDEN },
  ],
});
