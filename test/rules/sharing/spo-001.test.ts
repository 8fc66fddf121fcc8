/** Cases of SPO-001: each level of sharing, and a level that Graph left out. */
import { expect, it } from 'vitest';
import rule from '../../../src/rules/sharing/spo-001.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { settings } from './settings.js';

ruleCases(rule, {
  pass: [
    { name: 'only guests who exist', facts: settings(), expect: { message: 'existing' } },
    { name: 'nobody outside', facts: settings({ sharingCapability: 'disabled' }), expect: { message: 'closed' } },
  ],
  warn: [
    {
      name: 'new guests who sign in',
      facts: settings({ sharingCapability: 'externalUserSharingOnly' }),
      expect: { message: 'newGuests', severity: 'medium', gate: null },
    },
  ],
  fail: [
    {
      name: 'anyone',
      facts: settings({ sharingCapability: 'externalUserAndGuestSharing' }),
      expect: { message: 'anyone', severity: 'high', gate: 'condition' },
    },
  ],
  notAssessed: [
    { name: 'Graph left the level out', facts: settings({ sharingCapability: null }), expect: { summary: /sharingCapability/ } },
    { name: 'a level that we do not know', facts: settings({ sharingCapability: 'somethingNew' }) },
    { name: 'no settings at all' },
    { name: 'the settings were refused', facts: { sharePointSettings: FORBIDDEN } },
  ],
});

it('SPO-001 names a step that mends the warning too', () => {
  const { steps, summary } = rule.meta.remediation;
  expect(steps[0]).toContain('choose "Existing guests" or tighter');
  expect(`${summary} ${steps.join(' ')}`).not.toMatch(/New and existing/);
  expect(steps.filter((step) => step.includes('Anyone links'))).toEqual([expect.stringContaining('also removes Anyone links')]);
});
