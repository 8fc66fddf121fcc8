/** Cases of ID-002: suspected leavers, plain and powerful. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/identity/id-002.js';
import { aPerson, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const suspect = (id: string, over: Parameters<typeof aPerson>[0] = {}) =>
  aPerson({ user: { id }, suspectedLeaver: known(true), lastSignIn: known(daysAgo(120)), ...over });

ruleCases(rule, {
  pass: [
    {
      name: 'everybody came lately',
      rows: { person: [aPerson()] },
      expect: { summary: /90 days/ },
    },
  ],
  fail: [
    {
      name: 'somebody has not come for long',
      rows: { person: [aPerson(), suspect('a')] },
      expect: { objects: ['a'], severity: 'high', gate: 'condition', measures: { powerful: 0 } },
    },
    {
      name: 'and holds Copilot',
      rows: { person: [suspect('a', { hasCopilot: known(true) })] },
      expect: { severity: 'critical', gate: 'condition', measures: { powerful: 1 } },
    },
    {
      name: 'and is an administrator',
      rows: { person: [suspect('a', { directoryRoles: known(['User Administrator']) })] },
      expect: { severity: 'critical' },
    },
    {
      name: 'what else the account holds is not known',
      rows: {
        person: [
          suspect('a', { hasCopilot: unknown(FORBIDDEN), directoryRoles: unknown(FORBIDDEN), lastSignIn: unknown(FORBIDDEN) }),
        ],
      },
      expect: { severity: 'high' },
    },
    {
      name: 'the message names the threshold of the configuration',
      rows: { person: [suspect('a')] },
      thresholds: { staleMemberDays: 45 },
      expect: { summary: /45 days/ },
    },
  ],
  notAssessed: [
    {
      name: 'sign-in dates are not readable',
      rows: { person: [aPerson({ suspectedLeaver: unknown(FORBIDDEN) })] },
      expect: { severity: 'critical' },
    },
    { name: 'not all people were read', rows: { person: [aPerson()] }, partial: FORBIDDEN },
  ],
});

it('ID-002 names the list of the configuration', () => {
  expect(rule.meta.remediation.steps.join(' ')).toContain('setAsideAccounts');
});
