/** Cases of DLP-001: enforced, only simulated, none, and (as in this version) not read. */
import rule from '../../../src/rules/dlp/dlp-001.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const policy = (id: string, mode: string) => ({ id, name: id, mode });

ruleCases(rule, {
  pass: [
    {
      name: 'one enforced beside one on trial',
      facts: { dlpPolicies: [policy('a', 'TestWithNotifications'), policy('b', 'Enable')] },
      expect: { measures: { policies: 2, enforced: 1 } },
    },
    { name: 'one enforced seen, though not all were', facts: { dlpPolicies: [policy('b', 'Enable')] }, partial: FORBIDDEN },
  ],
  fail: [
    { name: 'no policy', facts: { dlpPolicies: [] }, expect: { message: 'none', severity: 'high', gate: 'condition' } },
    {
      name: 'every policy is off or on trial',
      facts: {
        dlpPolicies: ['Disable', 'TestWithNotifications', 'TestWithoutNotifications', 'PendingDeletion'].map((m) => policy(m, m)),
      },
      expect: { message: 'simulated' },
    },
  ],
  notAssessed: [
    {
      name: 'no reader yet',
      facts: { dlpPolicies: { reason: 'not-requested' } },
      expect: { summary: /Get-DlpCompliancePolicy/ },
    },
    { name: 'none enforced among those that were read', facts: { dlpPolicies: [policy('a', 'Disable')] }, partial: FORBIDDEN },
  ],
});
