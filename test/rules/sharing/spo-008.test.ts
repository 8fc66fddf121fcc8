/** Cases of SPO-008: lists of domains by either source, and the group of sharers that SharePoint alone shows. */
import { expect, it } from 'vitest';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-008.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';
import { settings, tenant } from './settings.js';

const empty = { sharingAllowedDomainList: [], sharingBlockedDomainList: [] };
const NONE = { ...empty, sharingDomainRestrictionMode: 'None' } as const;
const BLOCKED = { ...empty, sharingDomainRestrictionMode: 'BlockList', sharingBlockedDomainList: ['rival.example'] } as const;
const graphBlocked = { ...empty, sharingDomainRestrictionMode: 'blockList', sharingBlockedDomainList: ['rival.example'] };
const graphNone = settings({ ...empty, sharingDomainRestrictionMode: 'none' });

ruleCases(rule, {
  pass: [
    {
      name: 'a list of allowed domains',
      facts: settings(),
      expect: { message: 'allowed', measures: { limit: 'allowed domains' } },
    },
    { name: 'a list of allowed domains, whatever else is not known', facts: settings({ sharingCapability: null }) },
    { name: 'a list of allowed domains, by SharePoint alone', facts: tenant() },
    {
      name: 'no list, but a group of sharers',
      facts: { ...graphNone, ...tenant({ ...NONE, guestSharingGroups: ['Partner desk'] }) },
      expect: { message: 'people', summary: /1 named group / },
    },
    { name: 'blocked domains, and a group of sharers', facts: tenant({ ...BLOCKED, guestSharingGroups: ['A', 'B'] }) },
  ],
  warn: [
    {
      name: 'only a list of blocked domains',
      facts: { ...settings(graphBlocked), ...tenant(BLOCKED) },
      expect: { message: 'blocked', gate: null },
    },
  ],
  fail: [
    {
      name: 'no list and no group',
      facts: { ...graphNone, ...tenant(NONE) },
      expect: { message: 'open', severity: 'medium', gate: null },
    },
    { name: 'Graph says a list, SharePoint says none: the wider counts', facts: { ...settings(), ...tenant(NONE) } },
  ],
  notApplicable: [
    { name: 'sharing is off', facts: settings({ ...empty, sharingCapability: 'disabled', sharingDomainRestrictionMode: null }) },
    { name: 'sharing is off, by SharePoint alone', facts: tenant({ ...NONE, sharingCapability: 'Disabled' }) },
  ],
  notAssessed: [
    {
      name: 'a list of allowed domains by SharePoint, and Graph was refused',
      facts: { sharePointSettings: FORBIDDEN, ...tenant() },
    },
    {
      name: 'sharing is off by Graph, and SharePoint was refused',
      facts: { ...settings({ ...empty, sharingCapability: 'disabled' }), sharePointTenant: FORBIDDEN },
    },
    {
      name: 'no list, and the group of sharers is not shown',
      facts: { ...graphNone, sharePointTenant: needsSharePoint() },
      expect: { summary: /certificate/ },
    },
    {
      name: 'blocked domains, and the group of sharers is not shown',
      facts: { ...settings(graphBlocked), sharePointTenant: needsSharePoint() },
    },
    { name: 'no list, and the group of sharers was left out', facts: tenant({ ...NONE, guestSharingGroups: null }) },
    {
      name: 'a mode without its list of blocked domains',
      facts: settings({ ...empty, sharingDomainRestrictionMode: 'blockList' }),
    },
    {
      name: 'a mode without its list of allowed domains',
      facts: settings({ ...empty, sharingDomainRestrictionMode: 'allowList' }),
    },
    { name: 'a list that is not in use', facts: settings({ sharingDomainRestrictionMode: 'none' }) },
    {
      name: 'Graph left the mode out',
      facts: settings({ sharingDomainRestrictionMode: null }),
      expect: { summary: /sharingDomainRestrictionMode/ },
    },
    {
      name: 'a mode that we do not know',
      facts: settings({ sharingDomainRestrictionMode: 'somethingNew' }),
      expect: { summary: /no value that we know/ },
    },
    {
      name: 'no list and no group, but whether sharing is on at all is not known',
      facts: {
        ...settings({ ...empty, sharingCapability: null, sharingDomainRestrictionMode: 'none' }),
        ...tenant({ ...NONE, sharingCapability: null }),
      },
    },
    { name: 'no settings at all' },
    { name: 'the settings were refused', facts: { sharePointSettings: FORBIDDEN, sharePointTenant: needsSharePoint() } },
  ],
});

it('SPO-008 says where the sources differ', async () => {
  const found = await assess(rule, { facts: { ...settings(), ...tenant(NONE) } });
  expect(found.objects[0]?.detail.differing).toBe('Microsoft Graph: allowed domains, SharePoint: no limit');
});
