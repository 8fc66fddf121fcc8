/** Cases of SPO-001: each level of sharing by either source, sources that differ, and a level that nobody told. */
import { expect, it } from 'vitest';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-001.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';
import { settings, tenant } from './settings.js';

const NO_TIER = needsSharePoint();

ruleCases(rule, {
  pass: [
    { name: 'only guests who exist', facts: settings(), expect: { message: 'existing' } },
    { name: 'nobody outside', facts: settings({ sharingCapability: 'disabled' }), expect: { message: 'closed' } },
    { name: 'Graph told it, without the SharePoint tier', facts: { ...settings(), sharePointTenant: NO_TIER } },
    { name: 'both say the same', facts: { ...settings(), ...tenant() }, expect: { message: 'existing' } },
    {
      name: 'Graph left the level out, and SharePoint told it',
      facts: { ...settings({ sharingCapability: null }), ...tenant({ sharingCapability: 'Disabled' }) },
      expect: { message: 'closed' },
    },
  ],
  warn: [
    {
      name: 'new guests who sign in',
      facts: settings({ sharingCapability: 'externalUserSharingOnly' }),
      expect: { message: 'newGuests', severity: 'medium', gate: null },
    },
    {
      name: 'SharePoint says new guests; 3 is stricter than 1',
      facts: { ...settings(), ...tenant({ sharingCapability: 'ExternalUserSharingOnly' }) },
      expect: { message: 'newGuests' },
    },
  ],
  fail: [
    {
      name: 'anyone',
      facts: settings({ sharingCapability: 'externalUserAndGuestSharing' }),
      expect: { message: 'anyone', severity: 'high', gate: 'condition' },
    },
    {
      name: 'anyone by SharePoint, and Graph was refused',
      facts: { sharePointSettings: FORBIDDEN, ...tenant({ sharingCapability: 'ExternalUserAndGuestSharing' }) },
      expect: { message: 'anyone' },
    },
    {
      name: 'the sources differ: the wider counts',
      facts: { ...settings({ sharingCapability: 'externalUserAndGuestSharing' }), ...tenant({ sharingCapability: 'Disabled' }) },
      expect: { message: 'anyone' },
    },
  ],
  notAssessed: [
    { name: 'Graph left the level out', facts: settings({ sharingCapability: null }), expect: { summary: /sharingCapability/ } },
    { name: 'a level that we do not know', facts: settings({ sharingCapability: 'somethingNew' }) },
    {
      name: 'SharePoint left it out, and Graph was refused',
      facts: { sharePointSettings: FORBIDDEN, ...tenant({ sharingCapability: null }) },
    },
    {
      name: 'Graph was refused, and may say a wider level than SharePoint does',
      facts: { sharePointSettings: FORBIDDEN, ...tenant() },
      expect: { summary: /Some\.Read\.All/ },
    },
    {
      name: 'SharePoint was refused, and may say a wider level than Graph does',
      facts: { ...settings(), sharePointTenant: FORBIDDEN },
    },
    { name: 'no settings at all' },
    {
      name: 'both were refused',
      facts: { sharePointSettings: FORBIDDEN, sharePointTenant: NO_TIER },
      expect: { summary: /Some\.Read\.All/ },
    },
  ],
});

it('SPO-001 says in the object what each source said where they differ, and only there', async () => {
  const open = { sharingCapability: 'ExternalUserAndGuestSharing' } as const;
  const differing = await assess(rule, { facts: { ...settings(), ...tenant(open) } });
  expect(differing.objects[0]?.detail.differing).toBe(
    'Microsoft Graph: ExistingExternalUserSharingOnly, SharePoint: ExternalUserAndGuestSharing',
  );
  const same = await assess(rule, {
    facts: { ...settings({ sharingCapability: 'externalUserAndGuestSharing' }), ...tenant(open) },
  });
  expect(same.objects[0]?.detail).not.toHaveProperty('differing');
});

it('SPO-001 names a step that mends the warning too', () => {
  const { steps, summary } = rule.meta.remediation;
  expect(steps[0]).toContain('choose "Existing guests" or tighter');
  expect(`${summary} ${steps.join(' ')}`).not.toMatch(/New and existing/);
  expect(steps.filter((step) => step.includes('Anyone links'))).toEqual([expect.stringContaining('also removes Anyone links')]);
});
