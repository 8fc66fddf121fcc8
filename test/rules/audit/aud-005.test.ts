/** Cases of AUD-005: a decision on prompts and answers, none, no Copilot, and fields that cannot be read. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/audit/aud-005.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, CUT, retention, skus, usage } from './facts.js';

const inUse = { subscribedSkus: skus('copilot'), copilotUsage: usage(12) };
const none = { subscribedSkus: skus(), copilotUsage: usage(0) };
const mail = retention({ coversCopilot: known(false) });

ruleCases(rule, {
  pass: [
    { name: 'a policy names Copilot', facts: { retentionPolicies: [mail, retention()], ...inUse } },
    { name: 'other policies cannot be read', facts: { retentionPolicies: [retention({ enabled: CUT }), retention()], ...inUse } },
    { name: 'policies were read in part', facts: { retentionPolicies: [retention()] }, partial: AWAY },
    { name: 'a decision ahead of the seats', facts: { retentionPolicies: [retention()], ...none } },
  ],
  fail: [
    { name: 'none', facts: { retentionPolicies: [], ...inUse }, expect: { severity: 'medium', gate: null, message: 'none' } },
    { name: 'one for mail', facts: { retentionPolicies: [mail], ...inUse } },
    { name: 'one that is off', facts: { retentionPolicies: [retention({ enabled: known(false) })], ...inUse } },
    {
      name: 'one that is off, whatever it names',
      facts: { retentionPolicies: [retention({ enabled: known(false), coversCopilot: CUT })], ...inUse },
    },
    { name: 'seats, and no usage report', facts: { retentionPolicies: [], subscribedSkus: skus('copilot'), copilotUsage: AWAY } },
    { name: 'use, and no list of licences', facts: { retentionPolicies: [], subscribedSkus: AWAY, copilotUsage: usage(1) } },
  ],
  notApplicable: [
    {
      name: 'nobody has Copilot',
      facts: { retentionPolicies: [], ...none },
      expect: { summary: /Copilot Chat without a licence/ },
    },
    {
      name: 'nobody has Copilot, and policies cannot be read',
      facts: { retentionPolicies: [retention({ coversCopilot: CUT })], ...none },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { retentionPolicies: AWAY, ...inUse } },
    { name: 'what it covers cannot be read', facts: { retentionPolicies: [retention({ coversCopilot: CUT })], ...inUse } },
    { name: 'whether it is on cannot be read', facts: { retentionPolicies: [retention({ enabled: CUT })], ...inUse } },
    { name: 'nobody knows of seats', facts: { retentionPolicies: [], subscribedSkus: AWAY, copilotUsage: usage(0) } },
    { name: 'nobody knows of use', facts: { retentionPolicies: [], subscribedSkus: skus(), copilotUsage: AWAY } },
    { name: 'policies read in part', facts: { retentionPolicies: [mail], ...inUse }, partial: AWAY },
  ],
});
