/** Cases of SPO-008: lists of domains; without one, a group of sharers that Graph does not show could still do. */
import rule from '../../../src/rules/sharing/spo-008.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { settings } from './settings.js';

const empty = { sharingAllowedDomainList: [], sharingBlockedDomainList: [] };

ruleCases(rule, {
  pass: [
    { name: 'a list of allowed domains', facts: settings(), expect: { measures: { mode: 'allowList', allowedDomains: 1 } } },
    { name: 'a list of allowed domains, whatever else is not known', facts: settings({ sharingCapability: null }) },
  ],
  warn: [
    {
      name: 'only a list of blocked domains',
      facts: settings({ ...empty, sharingDomainRestrictionMode: 'blockList', sharingBlockedDomainList: ['rival.example'] }),
      expect: { message: 'blocked', gate: null },
    },
  ],
  notApplicable: [
    { name: 'sharing is off', facts: settings({ ...empty, sharingCapability: 'disabled', sharingDomainRestrictionMode: null }) },
  ],
  notAssessed: [
    {
      name: 'no list, and the group of sharers is not shown',
      facts: settings({ ...empty, sharingDomainRestrictionMode: 'none' }),
      expect: { summary: /Get-SPOTenant.*No list of domains/ },
    },
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
      name: 'blocked domains, but whether sharing is on at all is not known',
      facts: settings({
        sharingCapability: null,
        sharingDomainRestrictionMode: 'blockList',
        sharingBlockedDomainList: ['rival.example'],
      }),
    },
    { name: 'no settings at all' },
    { name: 'the settings were refused', facts: { sharePointSettings: FORBIDDEN } },
  ],
});
