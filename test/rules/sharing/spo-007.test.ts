/** Cases of SPO-007: Graph alone can find resharing; SharePoint tells when guest access ends. */
import { expect, it } from 'vitest';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-007.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';
import { settings, tenant } from './settings.js';

const both = (over: Parameters<typeof tenant>[0]) => ({ ...settings(), ...tenant(over) });

ruleCases(rule, {
  pass: [
    { name: 'all three limits', facts: both({}), expect: { message: 'ends', summary: /within 60 days.*within 30 days/ } },
    { name: 'all three limits by SharePoint alone', facts: tenant() },
    {
      name: 'Graph left resharing out, and SharePoint told it',
      facts: { ...settings({ isResharingByExternalUsersEnabled: null }), ...tenant() },
    },
  ],
  fail: [
    {
      name: 'guests may share on',
      facts: settings({ isResharingByExternalUsersEnabled: true }),
      expect: { message: 'faults', severity: 'medium', gate: null, summary: /share on.*Not everything could be read/ },
    },
    {
      name: 'guests may share on, by SharePoint',
      facts: { sharePointSettings: FORBIDDEN, ...tenant({ preventExternalUsersFromResharing: false }) },
    },
    {
      name: 'access does not end',
      facts: both({ externalUserExpirationRequired: false }),
      expect: { summary: /does not end within 60/ },
    },
    {
      name: 'access does not end, whatever the days say',
      facts: both({ externalUserExpirationRequired: false, externalUserExpireInDays: null }),
    },
    { name: 'access ends late', facts: both({ externalUserExpireInDays: 61 }) },
    {
      name: 'access ends late, whether it is on or not',
      facts: both({ externalUserExpirationRequired: null, externalUserExpireInDays: 365 }),
    },
    {
      name: 'guests are not asked again',
      facts: both({ emailAttestationRequired: false }),
      expect: { summary: /asked for again within 30/ },
    },
    { name: 'guests are asked again late', facts: both({ emailAttestationReAuthDays: 31 }) },
    {
      name: 'access does not end, and the rest was left out',
      facts: both({ externalUserExpirationRequired: false, emailAttestationRequired: null }),
      expect: { summary: /Not everything could be read/ },
    },
  ],
  notApplicable: [
    { name: 'sharing is off', facts: settings({ sharingCapability: 'disabled', isResharingByExternalUsersEnabled: true }) },
    {
      name: 'sharing is off, the rest left out',
      facts: settings({ sharingCapability: 'disabled', isResharingByExternalUsersEnabled: null }),
    },
    {
      name: 'sharing is off, by SharePoint alone',
      facts: tenant({ sharingCapability: 'Disabled', emailAttestationRequired: false }),
    },
  ],
  notAssessed: [
    { name: 'all three limits by SharePoint, and Graph was refused', facts: { sharePointSettings: FORBIDDEN, ...tenant() } },
    {
      name: 'sharing is off by SharePoint, and Graph was refused',
      facts: { sharePointSettings: FORBIDDEN, ...tenant({ sharingCapability: 'Disabled' }) },
    },
    {
      name: 'guests cannot share on; without the SharePoint tier the rest is not shown',
      facts: { ...settings(), sharePointTenant: needsSharePoint() },
      expect: { summary: /certificate/ },
    },
    { name: 'when access ends was left out', facts: both({ externalUserExpirationRequired: null }) },
    { name: 'after how many days was left out', facts: both({ externalUserExpireInDays: null }) },
    { name: 'whether guests are asked again was left out', facts: both({ emailAttestationRequired: null }) },
    { name: 'after how many days they are was left out', facts: both({ emailAttestationReAuthDays: null }) },
    {
      name: 'nobody told of resharing',
      facts: {
        ...settings({ isResharingByExternalUsersEnabled: null }),
        ...tenant({ preventExternalUsersFromResharing: null }),
      },
      expect: { summary: /isResharingByExternalUsersEnabled/ },
    },
    {
      name: 'guests may share on, but whether sharing is on at all is not known',
      facts: settings({ isResharingByExternalUsersEnabled: true, sharingCapability: null }),
      expect: { summary: /sharingCapability/ },
    },
    { name: 'no settings at all' },
    { name: 'the settings were refused', facts: { sharePointSettings: FORBIDDEN, sharePointTenant: needsSharePoint() } },
  ],
});

it('SPO-007 says where the sources differ', async () => {
  const found = await assess(rule, { facts: { ...settings({ isResharingByExternalUsersEnabled: true }), ...tenant() } });
  expect([found.outcome, found.objects[0]?.detail.differing]).toEqual(['fail', 'Microsoft Graph: true, SharePoint: false']);
});
