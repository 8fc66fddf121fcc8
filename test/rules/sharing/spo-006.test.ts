/** Cases of SPO-006: each of the four switches, on, off and left out. */
import { expect, it } from 'vitest';
import { needsSharePoint, type SharePointTenant } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-006.js';
import { assess, type RuleCase, ruleCases } from '../../kit/rule-cases.js';
import { tenant } from './settings.js';

const SWITCHES = [
  'showEveryoneClaim',
  'showAllUsersClaim',
  'showEveryoneExceptExternalUsersClaim',
  'allowEveryoneExceptExternalUsersClaimInPrivateSite',
] as const satisfies readonly (keyof SharePointTenant)[];
const each = (value: boolean | null): RuleCase[] =>
  SWITCHES.map((key) => ({ name: `${key}: ${value}`, facts: tenant({ [key]: value }) }));

ruleCases(rule, {
  pass: [{ name: 'all off', facts: tenant(), expect: { message: 'hidden' } }],
  fail: [
    ...each(true),
    {
      name: 'one on and one left out',
      facts: tenant({ showEveryoneClaim: true, showAllUsersClaim: null }),
      expect: { severity: 'high', gate: 'condition', summary: /"Everyone"\. Not everything could be read/ },
    },
  ],
  notAssessed: [
    ...each(null),
    { name: 'no settings at all' },
    { name: 'no SharePoint tier', facts: { sharePointTenant: needsSharePoint() } },
  ],
});

it('SPO-006 shows all four switches', async () => {
  const { objects } = await assess(rule, { facts: tenant({ showAllUsersClaim: true }) });
  expect(objects.map((o) => o.detail)).toEqual([Object.fromEntries(SWITCHES.map((key) => [key, key === 'showAllUsersClaim']))]);
});
