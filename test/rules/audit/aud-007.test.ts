/** Cases of AUD-007: watched, licensed and not watched, not licensed, and role groups that keep the policies hidden. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/audit/aud-007.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, CUT, riskPolicy, skus } from './facts.js';

const E5 = skus('insiderRisk', 'communication');
const leavers = riskPolicy({ name: 'Leavers', watchesAi: known(false) });

ruleCases(rule, {
  pass: [
    {
      name: 'insider risk',
      facts: { riskPolicies: [leavers, riskPolicy()], subscribedSkus: E5 },
      expect: { summary: /insider risk/ },
    },
    { name: 'a collection policy', facts: { riskPolicies: [riskPolicy({ kind: 'collection' })], subscribedSkus: E5 } },
    { name: 'whatever the licences say', facts: { riskPolicies: [riskPolicy()], subscribedSkus: AWAY } },
    { name: 'one found where others were refused', facts: { riskPolicies: [riskPolicy()] }, partial: AWAY },
  ],
  fail: [
    {
      name: 'none',
      facts: { riskPolicies: [], subscribedSkus: E5 },
      expect: { message: 'none', severity: 'medium', gate: null },
    },
    { name: 'with one of the two licences', facts: { riskPolicies: [], subscribedSkus: skus('communication') } },
    { name: 'one of another matter', facts: { riskPolicies: [leavers], subscribedSkus: E5 } },
    {
      name: 'one that is off',
      facts: { riskPolicies: [riskPolicy({ enabled: known(false), watchesAi: CUT })], subscribedSkus: E5 },
    },
  ],
  notLicensed: [
    { name: 'neither licence', facts: { riskPolicies: [], subscribedSkus: skus() } },
    {
      name: 'neither licence, and policies that cannot be read',
      facts: { riskPolicies: [riskPolicy({ enabled: CUT })], subscribedSkus: skus() },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { riskPolicies: AWAY, subscribedSkus: E5 } },
    { name: 'licences not read', facts: { riskPolicies: [], subscribedSkus: AWAY } },
    { name: 'whether it is on cannot be read', facts: { riskPolicies: [riskPolicy({ enabled: CUT })], subscribedSkus: E5 } },
    { name: 'what it watches cannot be read', facts: { riskPolicies: [riskPolicy({ watchesAi: CUT })], subscribedSkus: E5 } },
    { name: 'insider risk was refused', facts: { riskPolicies: [], subscribedSkus: E5 }, partial: AWAY },
  ],
});
