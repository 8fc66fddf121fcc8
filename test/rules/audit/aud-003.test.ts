/** Cases of AUD-003: policies that are long, short, for some, of other records or unreadable; with and without the licence. */
import { expect, test } from 'vitest';
import rule from '../../../src/rules/audit/aud-003.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, auditPolicy, CUT, skus } from './facts.js';

const E5 = skus('oneYear');
const E3 = skus();
const copilot = { recordTypes: ['copilotinteraction'] };

ruleCases(rule, {
  pass: [
    { name: 'a year for everything', facts: { auditRetentionPolicies: [auditPolicy(365)], subscribedSkus: E5 } },
    { name: 'ten years for Copilot', facts: { auditRetentionPolicies: [auditPolicy(3650, copilot)], subscribedSkus: E5 } },
    {
      name: 'a short one of other records beside it',
      facts: {
        auditRetentionPolicies: [auditPolicy(365), auditPolicy(7, { recordTypes: ['ExchangeItem'] })],
        subscribedSkus: E5,
      },
    },
    {
      name: 'what Microsoft keeps anyway is enough',
      thresholds: { auditRetentionDaysMin: 180 },
      facts: { auditRetentionPolicies: [], subscribedSkus: E3 },
      expect: { message: 'standard' },
    },
  ],
  notLicensed: [
    {
      name: 'no policy, no licence',
      facts: { auditRetentionPolicies: [], subscribedSkus: E3 },
      expect: { message: 'standardOnly' },
    },
    {
      name: 'a policy that no licence carries',
      facts: { auditRetentionPolicies: [auditPolicy(365)], subscribedSkus: E3 },
      expect: { message: 'unlicensed' },
    },
    { name: 'a policy that is too short', facts: { auditRetentionPolicies: [auditPolicy(90)], subscribedSkus: E3 } },
  ],
  warn: [
    {
      name: 'the licence without a policy: its default is not for Copilot',
      facts: { auditRetentionPolicies: [], subscribedSkus: E5 },
      expect: { message: 'byDefault' },
    },
    {
      name: 'a policy for some people',
      facts: { auditRetentionPolicies: [auditPolicy(365, { users: ['ada@clinic.example'] })], subscribedSkus: E5 },
      expect: { measures: { forSome: 1 } },
    },
    {
      name: 'a policy of other records',
      facts: { auditRetentionPolicies: [auditPolicy(365, { recordTypes: ['SharePoint'] })], subscribedSkus: E5 },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { auditRetentionPolicies: AWAY, subscribedSkus: E5 } },
    { name: 'licences not read', facts: { auditRetentionPolicies: [auditPolicy(365)], subscribedSkus: AWAY } },
    {
      name: 'a time that cannot be read',
      facts: { auditRetentionPolicies: [auditPolicy(0, { days: CUT })], subscribedSkus: E5 },
    },
    {
      name: 'a long one and a short one',
      facts: { auditRetentionPolicies: [auditPolicy(365), auditPolicy(90, copilot)], subscribedSkus: E5 },
    },
    {
      name: 'a short one where Microsoft would keep them long enough',
      thresholds: { auditRetentionDaysMin: 90 },
      facts: { auditRetentionPolicies: [auditPolicy(7)], subscribedSkus: E5 },
    },
    {
      name: 'policies that were read in part',
      facts: { auditRetentionPolicies: [auditPolicy(365)], subscribedSkus: E5 },
      partial: AWAY,
    },
  ],
});

test('says whose decision the six years of HIPAA are', () => {
  expect(rule.meta.rationale).toMatch(/six years \(164\.316\(b\)\(2\)\(i\)\) are for required documentation.*your own decision/);
});
