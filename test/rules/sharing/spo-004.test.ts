/** Cases of SPO-004: view, edit, and neither. */
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-004.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { tenant } from './settings.js';

ruleCases(rule, {
  pass: [{ name: 'view', facts: tenant(), expect: { message: 'view' } }],
  fail: [
    {
      name: 'edit',
      facts: tenant({ defaultLinkPermission: 'Edit' }),
      expect: { message: 'edit', severity: 'medium', gate: null },
    },
  ],
  notAssessed: [
    { name: 'no default', facts: tenant({ defaultLinkPermission: 'None' }) },
    { name: 'left out', facts: tenant({ defaultLinkPermission: null }), expect: { summary: /defaultLinkPermission/ } },
    { name: 'no settings at all' },
    { name: 'no SharePoint tier', facts: { sharePointTenant: needsSharePoint() } },
  ],
});
