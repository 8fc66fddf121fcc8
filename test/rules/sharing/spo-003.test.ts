/** Cases of SPO-003: the older setting, the two newer ones that stand before it, and what none of them says. */
import { expect, it } from 'vitest';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-003.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { tenant } from './settings.js';

const SPECIFIC = { coreDefaultShareLinkScope: 'SpecificPeople', oneDriveDefaultShareLinkScope: 'SpecificPeople' } as const;

ruleCases(rule, {
  pass: [
    { name: 'the older setting', facts: tenant(), expect: { message: 'specific' } },
    { name: 'the newer ones, whatever the older says', facts: tenant({ ...SPECIFIC, defaultSharingLinkType: 'Internal' }) },
    { name: 'the newer ones, and the older left out', facts: tenant({ ...SPECIFIC, defaultSharingLinkType: null }) },
  ],
  fail: [
    {
      name: 'the whole organization, which CIS accepts',
      facts: tenant({ defaultSharingLinkType: 'Internal' }),
      expect: {
        severity: 'high',
        gate: 'condition',
        objects: ['SharePoint default link', 'OneDrive default link'],
        summary: /SharePoint \(Organization\), OneDrive \(Organization\)/,
      },
    },
    { name: 'anyone', facts: tenant({ defaultSharingLinkType: 'AnonymousAccess' }), expect: { summary: /Anyone/ } },
    {
      name: 'one service alone',
      facts: tenant({ oneDriveDefaultShareLinkScope: 'Organization' }),
      expect: { objects: ['OneDrive default link'] },
    },
    {
      name: 'one service, and the other was left out',
      facts: tenant({ oneDriveDefaultShareLinkScope: 'Anyone', coreDefaultShareLinkScope: null }),
      expect: { objects: ['OneDrive default link'], summary: /Not everything could be read/ },
    },
  ],
  notAssessed: [
    { name: 'one left out, the other well', facts: tenant({ coreDefaultShareLinkScope: null }) },
    {
      name: 'nothing names a default',
      facts: tenant({ defaultSharingLinkType: 'None' }),
      expect: { summary: /no default link/ },
    },
    { name: 'the older one left out', facts: tenant({ defaultSharingLinkType: null }) },
    { name: 'no settings at all' },
    { name: 'no SharePoint tier', facts: { sharePointTenant: needsSharePoint() } },
  ],
});

it('SPO-003 says where CIS differs', () => {
  expect(rule.meta.rationale).toContain('CIS accepts');
});
