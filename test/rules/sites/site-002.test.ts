/** SITE-002: public groups, meant to be or not. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-002.js';
import { aGroup, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const isPublic = { visibility: 'Public' };

ruleCases(rule, {
  pass: [
    { name: 'a private group', rows: { group: [aGroup()] }, expect: { message: 'none', summary: /Checked 1 group:/ } },
    { name: 'a public group that is meant to be', rows: { group: [aGroup({ group: isPublic, isIntended: true })] } },
    {
      name: 'a public group that is meant to be, whose names were not read',
      rows: { group: [aGroup({ group: isPublic, isIntended: true, sensitiveWord: unknown(FORBIDDEN) })] },
    },
    { name: 'a private group whose names were not read', rows: { group: [aGroup({ sensitiveWord: unknown(FORBIDDEN) })] } },
    {
      name: 'a hidden-membership group',
      rows: { group: [aGroup({ group: { visibility: 'HiddenMembership' } })] },
    },
  ],
  warn: [
    {
      name: 'a public group whose site is behind Restricted Access Control',
      rows: { group: [aGroup({ group: isPublic, sensitiveWord: known('patient'), restrictedTo: known(['group-2']) })] },
      expect: { message: 'latent', severity: 'medium', gate: null, measures: { publicGroups: 0, sensitive: 0, latent: 1 } },
    },
    {
      name: 'the same, names not read',
      rows: { group: [aGroup({ group: isPublic, sensitiveWord: unknown(FORBIDDEN), restrictedTo: known([]) })] },
    },
  ],
  fail: [
    {
      name: 'whether its site is restricted is not known: that counts as open',
      rows: { group: [aGroup({ group: isPublic, restrictedTo: unknown(FORBIDDEN) })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'a public group',
      rows: { group: [aGroup({ group: isPublic }), aGroup({ group: { id: 'group-2' } })] },
      expect: { objects: ['group-1'], severity: 'high', gate: 'condition', measures: { publicGroups: 1, sensitive: 0 } },
    },
    {
      name: 'a public group with a name that looks like PHI',
      rows: { group: [aGroup({ group: isPublic, sensitiveWord: known('patient intake') })] },
      expect: { severity: 'critical', gate: 'block', measures: { sensitive: 1 }, summary: /look like PHI: 1/ },
    },
    {
      name: 'a public group whose names were not read',
      rows: { group: [aGroup({ group: isPublic, sensitiveWord: unknown(FORBIDDEN), members: unknown(FORBIDDEN) })] },
      expect: {
        severity: 'high',
        gate: 'condition',
        measures: { sensitive: 0, undecided: 1 },
        summary: /Not everything could be read/,
      },
    },
    {
      name: 'one named like PHI, one whose names were not read',
      rows: {
        group: [
          aGroup({ group: isPublic, sensitiveWord: known('intake') }),
          aGroup({ group: { ...isPublic, id: 'group-2' }, sensitiveWord: unknown(FORBIDDEN) }),
        ],
      },
      expect: { severity: 'critical', gate: 'block', measures: { publicGroups: 2, sensitive: 1, undecided: 1 } },
    },
    {
      name: 'one seen in part',
      rows: { group: [aGroup({ group: isPublic })] },
      partial: FORBIDDEN,
      expect: { objects: ['group-1'] },
    },
  ],
  notApplicable: [
    { name: 'no group at all' },
    { name: 'a security group only', rows: { group: [aGroup({ group: { isUnified: false, visibility: 'Public' } })] } },
  ],
  notAssessed: [
    { name: 'groups could not be read', rows: { group: FORBIDDEN } },
    { name: 'none seen in part', rows: { group: [aGroup()] }, partial: FORBIDDEN },
    { name: 'a group without a privacy setting', rows: { group: [aGroup({ group: { visibility: null } })] } },
  ],
});

it('SITE-002 names the list of the configuration', () => {
  expect(rule.meta.remediation.steps.join(' ')).toContain('intendedGroups');
});
