/** Cases of SPO-007: Graph alone can find resharing, and can never say that guest access ends. */
import rule from '../../../src/rules/sharing/spo-007.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { settings } from './settings.js';

ruleCases(rule, {
  fail: [
    {
      name: 'guests may share on',
      facts: settings({ isResharingByExternalUsersEnabled: true }),
      expect: { message: 'resharing', severity: 'medium', gate: null },
    },
  ],
  notApplicable: [
    { name: 'sharing is off', facts: settings({ sharingCapability: 'disabled', isResharingByExternalUsersEnabled: true }) },
    {
      name: 'sharing is off, the rest left out',
      facts: settings({ sharingCapability: 'disabled', isResharingByExternalUsersEnabled: null }),
    },
  ],
  notAssessed: [
    {
      name: 'guests cannot share on; when their access ends is not shown',
      facts: settings(),
      expect: { summary: /Get-SPOTenant/ },
    },
    {
      name: 'Graph left resharing out',
      facts: settings({ isResharingByExternalUsersEnabled: null }),
      expect: { summary: /isResharingByExternalUsersEnabled/ },
    },
    {
      name: 'guests may share on, but whether sharing is on at all is not known',
      facts: settings({ isResharingByExternalUsersEnabled: true, sharingCapability: null }),
      expect: { summary: /sharingCapability/ },
    },
    { name: 'no settings at all' },
    { name: 'the settings were refused', facts: { sharePointSettings: FORBIDDEN } },
  ],
});
