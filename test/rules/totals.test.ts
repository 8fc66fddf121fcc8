/** How many were judged: the "of how many" of rules that visit more rows than they judge. */
import { expect, it } from 'vitest';
import { known } from '../../src/evidence/known.js';
import type { AnyRule } from '../../src/rules/define.js';
import id001 from '../../src/rules/identity/id-001.js';
import id002 from '../../src/rules/identity/id-002.js';
import id003 from '../../src/rules/identity/id-003.js';
import id004 from '../../src/rules/identity/id-004.js';
import lic002 from '../../src/rules/licensing/lic-002.js';
import { aPerson, daysAgo } from '../kit/rows.js';
import { assess } from '../kit/rule-cases.js';

const bare = { isLicensed: false, memberOfGroups: known([]) };
const CROWD = [
  aPerson(),
  aPerson({ hasCopilot: known(true) }),
  aPerson({ isLicensed: false }),
  aPerson({ isHuman: false }),
  aPerson({ user: { userType: 'Guest' } }),
  aPerson({ ...bare, user: { accountEnabled: false } }),
  aPerson({ ...bare, user: { accountEnabled: false, userType: 'Guest' } }),
  aPerson({ ...bare, isHuman: false, user: { accountEnabled: false } }),
];
const left = { leftOn: known(daysAgo(9)) };
const offender = {
  one: aPerson({ ...left, suspectedLeaver: known(true), lastSignIn: known(null) }),
  guest: aPerson({ ...left, user: { userType: 'Guest' } }),
  disabled: aPerson({ user: { accountEnabled: false } }),
  seat: aPerson({ hasCopilot: known(true), user: { userType: 'Guest' } }),
};

it.each([
  ['ID-001', 'enabled members who are people', id001, offender.one, 3],
  ['ID-001', 'and a guest who is found', id001, offender.guest, 3],
  ['ID-002', 'of those the ones with a licence', id002, offender.one, 2],
  ['ID-003', 'enabled members, licensed or not', id003, offender.one, 3],
  ['ID-004', 'disabled members who are people', id004, offender.disabled, 1],
  ['LIC-002', 'seats', lic002, offender.seat, 1],
] as const)('%s counts %s', async (_id, _what, rule: AnyRule, one, total) => {
  const without = await assess(rule, { rows: { person: CROWD } });
  expect([without.outcome, without.affected]).toEqual(['pass', { count: 0, total }]);
  const found = await assess(rule, { rows: { person: [...CROWD, one] } });
  expect([found.outcome, found.affected]).toEqual(['fail', { count: 1, total: total + 1 }]);
});

it.each([id001, id002, id003, id004, lic002])('$meta.id counts nobody where nobody is', async (rule: AnyRule) => {
  expect((await assess(rule, { rows: { person: [] } })).affected.total).toBe(0);
});
