/** Cases of ID-001: leave dates on both sides of today, and no source of leave dates at all. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/identity/id-001.js';
import { aPerson, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const NO_LIST = { reason: 'not-requested', remedy: '--leavers FILE' } as const;
const left = (id: string, date: string, accountEnabled = true) =>
  aPerson({ user: { id, accountEnabled }, leftOn: known(date), departed: known(true) });

ruleCases(rule, {
  pass: [
    { name: 'nobody has left', rows: { person: [aPerson()] } },
    { name: 'whoever left is disabled', rows: { person: [left('gone', daysAgo(30), false)] } },
    { name: 'somebody leaves tomorrow', rows: { person: [aPerson({ leftOn: known(daysAgo(-1)) })] } },
    {
      name: 'when a disabled person left does not matter',
      rows: { person: [aPerson({ user: { accountEnabled: false }, leftOn: unknown(NO_LIST), departed: known(true) })] },
    },
  ],
  fail: [
    {
      name: 'people who left can still sign in',
      rows: { person: [aPerson(), left('a', daysAgo(400)), left('b', '2026-11-01')] },
      expect: { objects: ['a', 'b'], severity: 'critical', gate: 'block', summary: /^2 people/ },
    },
    {
      name: 'a guest on the list of leavers',
      rows: { person: [aPerson(), aPerson({ user: { id: 'g', userType: 'Guest' }, leftOn: known(daysAgo(9)) })] },
      expect: { objects: ['g'] },
    },
    { name: 'left this very moment', rows: { person: [left('a', daysAgo(0))] } },
    {
      name: 'one known leaver stands, though others cannot be judged',
      rows: { person: [left('a', daysAgo(3)), aPerson({ leftOn: unknown(NO_LIST), departed: unknown(NO_LIST) })] },
      expect: { objects: ['a'], measures: { undecided: 1 } },
    },
    { name: 'what was seen stands, though not all was', rows: { person: [left('a', daysAgo(3))] }, partial: FORBIDDEN },
  ],
  notAssessed: [
    {
      name: 'neither leave dates nor a list of leavers',
      rows: { person: [aPerson({ leftOn: unknown(NO_LIST), departed: unknown(NO_LIST) })] },
      expect: { summary: /--leavers FILE/, severity: 'critical', gate: 'block' },
    },
    { name: 'not all people were read', rows: { person: [aPerson()] }, partial: FORBIDDEN },
    { name: 'the people were refused', rows: { person: FORBIDDEN } },
  ],
});
