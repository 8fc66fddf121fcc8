/** Cases of ID-003: never signed in, on both sides of the grace period. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/identity/id-003.js';
import { aPerson, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const never = known(null);
const unused = (createdDateTime: string | null, user: NonNullable<Parameters<typeof aPerson>[0]>['user'] = {}) =>
  aPerson({ user: { id: 'unused', createdDateTime, ...user }, lastSignIn: never });

ruleCases(rule, {
  pass: [
    { name: 'everybody has signed in', rows: { person: [aPerson()] } },
    { name: 'made 30 days ago', rows: { person: [unused(daysAgo(30))] }, expect: { summary: /30 days/ } },
    { name: 'disabled', rows: { person: [unused(daysAgo(400), { accountEnabled: false })] } },
    { name: 'a guest', rows: { person: [unused(daysAgo(400), { userType: 'Guest' })] } },
    { name: 'a room or a service', rows: { person: [aPerson({ isHuman: false, lastSignIn: never })] } },
    {
      name: 'new, and sign-in dates are not readable',
      rows: { person: [aPerson({ user: { createdDateTime: daysAgo(5) }, lastSignIn: unknown(FORBIDDEN) })] },
    },
    {
      name: 'signed in, though when the account was made is not known',
      rows: { person: [aPerson({ user: { createdDateTime: null } })] },
    },
  ],
  fail: [
    {
      name: 'made 31 days ago',
      rows: { person: [aPerson(), unused(daysAgo(31))] },
      expect: { objects: ['unused'], severity: 'medium', gate: null },
    },
    { name: 'a shorter grace period', rows: { person: [unused(daysAgo(8))] }, thresholds: { neverSignedInDays: 7 } },
  ],
  notAssessed: [
    { name: 'sign-in dates are not readable', rows: { person: [aPerson({ lastSignIn: unknown(FORBIDDEN) })] } },
    { name: 'when the account was made is not known', rows: { person: [unused(null)] }, expect: { summary: /createdDateTime/ } },
    { name: 'not all people were read', rows: { person: [aPerson()] }, partial: FORBIDDEN },
  ],
});

it('ID-003 names the list of the configuration', () => {
  expect(rule.meta.remediation.steps.join(' ')).toContain('setAsideAccounts');
});
