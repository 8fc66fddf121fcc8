/** Cases of ID-005: guests and invitations on both sides of their thresholds, and how many make a condition. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/identity/id-005.js';
import { aPerson, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

type Over = NonNullable<Parameters<typeof aPerson>[0]>;
const guest = (id: string, over: Over = {}) =>
  aPerson({ ...over, user: { id, userType: 'Guest', externalUserState: 'Accepted', ...over.user } });
const lastSeen = (id: string, days: number) => guest(id, { lastSignIn: known(daysAgo(days)) });
const neverSeen = (id: string, createdDateTime: string | null) =>
  guest(id, { user: { createdDateTime }, lastSignIn: known(null) });
const invited = (id: string, changed: string | null, createdDateTime: string | null = daysAgo(1000)) =>
  guest(id, {
    user: { externalUserState: 'PendingAcceptance', externalUserStateChangeDateTime: changed, createdDateTime },
    lastSignIn: known(null),
  });
const stale = (count: number) => Array.from({ length: count }, (_, i) => lastSeen(`g${i}`, 91));

ruleCases(rule, {
  pass: [
    { name: 'seen 90 days ago', rows: { person: [lastSeen('a', 90), aPerson()] }, expect: { summary: /All 1 guests/ } },
    { name: 'never seen, made 90 days ago', rows: { person: [neverSeen('a', daysAgo(90))] } },
    { name: 'invited 30 days ago', rows: { person: [invited('a', daysAgo(30))] } },
    {
      name: 'new, and sign-in dates are not readable',
      rows: { person: [guest('a', { user: { createdDateTime: daysAgo(90) }, lastSignIn: unknown(FORBIDDEN) })] },
    },
  ],
  fail: [
    {
      name: 'seen 91 days ago',
      rows: { person: [lastSeen('a', 91), lastSeen('b', 3)] },
      expect: { objects: ['a'], severity: 'medium', gate: null, measures: { stale: 1, pending: 0 } },
    },
    { name: 'never seen, made 91 days ago', rows: { person: [neverSeen('a', daysAgo(91))] }, expect: { objects: ['a'] } },
    {
      name: 'invited 31 days ago',
      rows: { person: [invited('a', daysAgo(31))] },
      expect: { measures: { stale: 0, pending: 1 } },
    },
    { name: 'invited when the account was made', rows: { person: [invited('a', null, daysAgo(31))] } },
    { name: 'ten are no condition yet', rows: { person: stale(10) }, expect: { gate: null } },
    { name: 'eleven are', rows: { person: stale(11) }, expect: { gate: 'condition', severity: 'medium' } },
    {
      name: 'the limits of the configuration',
      rows: { person: stale(2) },
      thresholds: { staleGuestDays: 60, staleGuestConditionCount: 1 },
      expect: { gate: 'condition' },
    },
    {
      name: 'one stands, though another cannot be judged',
      rows: { person: [lastSeen('a', 100), guest('b', { lastSignIn: unknown(FORBIDDEN) })] },
      expect: { objects: ['a'] },
    },
  ],
  notApplicable: [
    { name: 'no guests', rows: { person: [aPerson()] } },
    {
      name: 'only disabled guests',
      rows: { person: [guest('a', { user: { accountEnabled: false }, lastSignIn: known(null) })] },
    },
  ],
  notAssessed: [
    {
      name: 'sign-in dates are not readable',
      rows: { person: [guest('a', { lastSignIn: unknown(FORBIDDEN) })] },
      expect: { gate: 'condition' },
    },
    {
      name: 'never seen, and when the account was made is not known',
      rows: { person: [neverSeen('a', null)] },
      expect: { summary: /createdDateTime/ },
    },
    { name: 'an invitation without a date', rows: { person: [invited('a', null, null)] } },
    { name: 'no guest among the people who were read', rows: { person: [aPerson()] }, partial: FORBIDDEN },
  ],
});
