/** Cases of SPO-002: each level of OneDrive sharing, below the ceiling that SharePoint sets. */
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-002.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { tenant } from './settings.js';

const ANYONE = 'ExternalUserAndGuestSharing';

ruleCases(rule, {
  pass: [
    { name: 'nobody outside', facts: tenant(), expect: { message: 'closed' } },
    {
      name: 'only guests who exist',
      facts: tenant({ oneDriveSharingCapability: 'ExistingExternalUserSharingOnly' }),
      expect: { message: 'existing' },
    },
    {
      name: 'anyone by its own setting, but SharePoint allows nobody',
      facts: tenant({ oneDriveSharingCapability: ANYONE, sharingCapability: 'Disabled' }),
      expect: { message: 'closed', measures: { oneDriveSharingCapability: ANYONE, effective: 'Disabled' } },
    },
  ],
  warn: [
    {
      name: 'new guests',
      facts: tenant({ oneDriveSharingCapability: 'ExternalUserSharingOnly', sharingCapability: ANYONE }),
      expect: { message: 'newGuests', severity: 'medium', gate: null },
    },
    {
      name: 'anyone by its own setting, where SharePoint stops at new guests',
      facts: tenant({ oneDriveSharingCapability: ANYONE, sharingCapability: 'ExternalUserSharingOnly' }),
      expect: { message: 'newGuests' },
    },
  ],
  fail: [
    {
      name: 'anyone',
      facts: tenant({ oneDriveSharingCapability: ANYONE, sharingCapability: ANYONE }),
      expect: { message: 'anyone', severity: 'medium', gate: null },
    },
    {
      name: 'anyone, and the ceiling was left out',
      facts: tenant({ oneDriveSharingCapability: ANYONE, sharingCapability: null }),
    },
  ],
  notAssessed: [
    { name: 'left out', facts: tenant({ oneDriveSharingCapability: null }), expect: { summary: /oneDriveSharingCapability/ } },
    { name: 'no settings at all' },
    { name: 'no SharePoint tier', facts: { sharePointTenant: needsSharePoint() }, expect: { summary: /certificate/ } },
  ],
});
