/** Cases of LIC-004: as many P1 licences as members, one less, and an unknown number of members. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/licensing/lic-004.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { aPlan, aSku, PLAN } from './skus.js';

const units = (enabledUnits: number) => ({ subscribedSkus: [aSku({ enabledUnits })] });

ruleCases(rule, {
  pass: [
    { name: 'exactly enough', facts: units(74), expect: { measures: { units: 74, members: 74 } } },
    {
      name: 'P1 and P2 add up',
      facts: { subscribedSkus: [aSku({ enabledUnits: 70 }), aSku({ enabledUnits: 4, servicePlans: [aPlan(PLAN.p2)] })] },
    },
    { name: 'enough among the licences that were read', facts: units(80), partial: FORBIDDEN },
  ],
  fail: [
    {
      name: 'one too few',
      facts: units(73),
      expect: { message: 'short', severity: 'high', gate: 'condition', summary: /^73 .* 74/ },
    },
    { name: 'none', expect: { measures: { units: 0 } } },
    {
      name: 'a licence with both plans counts once',
      facts: { subscribedSkus: [aSku({ enabledUnits: 40, servicePlans: [aPlan(PLAN.p1), aPlan(PLAN.p2)] })] },
      expect: { measures: { units: 40 } },
    },
    { name: 'dead licences do not count', facts: { subscribedSkus: [aSku({ capabilityStatus: 'LockedOut' })] } },
    { name: 'licences without P1 do not count', facts: { subscribedSkus: [aSku({ servicePlans: [aPlan(PLAN.clp1)] })] } },
  ],
  notAssessed: [
    { name: 'how many members there are is not known', facts: units(74), totals: { enabledMembers: unknown(FORBIDDEN) } },
    { name: 'too few among the licences that were read', facts: units(10), partial: FORBIDDEN },
    { name: 'the licences were refused', facts: { subscribedSkus: FORBIDDEN }, totals: { enabledMembers: known(1) } },
  ],
});
