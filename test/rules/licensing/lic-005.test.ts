/** Cases of LIC-005: unlocked by a Copilot licence, by the add-on, or not at all. */
import rule from '../../../src/rules/licensing/lic-005.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { aCopilotSku, aPlan, aSku, PLAN } from './skus.js';

ruleCases(rule, {
  pass: [
    { name: 'with one assigned seat of Copilot', facts: { subscribedSkus: [aCopilotSku({ consumedUnits: 1 })] } },
    { name: 'with a Copilot licence', facts: { subscribedSkus: [aSku(), aCopilotSku()] } },
    { name: 'as an add-on', facts: { subscribedSkus: [aSku({ skuId: '6ee9b90c-0a7a-46c4-bc96-6698aa3bf8d2' })] } },
    {
      name: 'as an add-on that nobody is assigned',
      facts: { subscribedSkus: [aSku({ skuId: '6ee9b90c-0a7a-46c4-bc96-6698aa3bf8d2', consumedUnits: 0 })] },
    },
    { name: 'seen, though not all licences were', facts: { subscribedSkus: [aCopilotSku()] }, partial: FORBIDDEN },
  ],
  notLicensed: [
    {
      name: 'Business Premium alone',
      facts: { subscribedSkus: [aSku()] },
      expect: { message: 'missing', severity: 'info', gate: null },
    },
    {
      name: 'Copilot was bought, and nobody holds it',
      facts: { subscribedSkus: [aSku(), aCopilotSku({ consumedUnits: 0 })] },
      expect: { message: 'missing', summary: /nor an assigned Copilot seat/ },
    },
    {
      name: 'the add-on is suspended',
      facts: {
        subscribedSkus: [aSku({ skuId: '6ee9b90c-0a7a-46c4-bc96-6698aa3bf8d2', capabilityStatus: 'Suspended' })],
      },
    },
    { name: 'the Copilot licence is suspended', facts: { subscribedSkus: [aCopilotSku({ capabilityStatus: 'Suspended' })] } },
    {
      name: 'an older Copilot licence without the plan',
      facts: { subscribedSkus: [aCopilotSku({ servicePlans: [aPlan(PLAN.copilotChat)] })] },
    },
  ],
  notAssessed: [
    { name: 'the licences were refused', facts: { subscribedSkus: FORBIDDEN } },
    { name: 'not among the licences that were read', facts: { subscribedSkus: [aSku()] }, partial: FORBIDDEN },
  ],
});
