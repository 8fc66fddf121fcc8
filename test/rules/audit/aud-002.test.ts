/** Cases of AUD-002: use with and without a record, no use, and every way in which neither is known. */
import rule from '../../../src/rules/audit/aud-002.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, sample, skus, usage } from './facts.js';

const seats = skus('copilot');

ruleCases(rule, {
  pass: [
    { name: 'a record is there', facts: { copilotAudit: [sample(true)], copilotUsage: usage(12), subscribedSkus: seats } },
    { name: 'a record of an unlicensed Copilot Chat', facts: { copilotAudit: [sample(true)], copilotUsage: usage(0) } },
    {
      name: 'a record is there, other types were refused',
      facts: { copilotAudit: [sample(true)] },
      partial: AWAY,
      expect: { message: 'recorded' },
    },
    {
      name: 'one source found what another did not',
      facts: { copilotAudit: [sample(false), sample(true, { latest: null })], copilotUsage: usage(12) },
      expect: { summary: /an unknown day/ },
    },
    { name: 'whatever the report says', facts: { copilotAudit: [sample(true)], copilotUsage: AWAY, subscribedSkus: AWAY } },
  ],
  fail: [
    {
      name: 'use without a record',
      facts: { copilotAudit: [sample(false)], copilotUsage: usage(12), subscribedSkus: seats },
      expect: { message: 'missing', severity: 'high', gate: 'condition', measures: { active: 12, seats: 20 } },
    },
    {
      name: 'a record of another product is none of Copilot',
      facts: {
        copilotAudit: [sample(false), sample(true, { recordType: 'DragonCopilotSession' })],
        copilotUsage: usage(1),
      },
      expect: { measures: { recordTypes: 'DragonCopilotSession' } },
    },
    { name: 'licences not read', facts: { copilotAudit: [sample(false)], copilotUsage: usage(3), subscribedSkus: AWAY } },
  ],
  notApplicable: [
    {
      name: 'no seats and no use',
      facts: { copilotAudit: [sample(false)], copilotUsage: usage(0), subscribedSkus: skus() },
      expect: { message: 'nobody', summary: /Copilot Chat without a licence/ },
    },
    {
      name: 'seats that nobody used',
      facts: { copilotAudit: [sample(false)], copilotUsage: usage(0), subscribedSkus: seats },
      expect: { message: 'unused' },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { copilotAudit: AWAY, copilotUsage: usage(12) } },
    { name: 'no usage report, as in a government cloud', facts: { copilotAudit: [sample(false)], copilotUsage: AWAY } },
    { name: 'a usage report without sums', facts: { copilotAudit: [sample(false)], copilotUsage: [] } },
    { name: 'the search was refused', facts: { copilotAudit: [], copilotUsage: usage(12) } },
    {
      name: 'the search for other types was refused',
      facts: { copilotAudit: [sample(false)], copilotUsage: usage(12) },
      partial: AWAY,
    },
  ],
});
