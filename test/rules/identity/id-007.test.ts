/** Cases of ID-007: one policy that asks everybody, changed in one place at a time. */
import type { ConditionalAccessPolicy } from '../../../src/evidence/directory.js';
import rule from '../../../src/rules/identity/id-007.js';
import { aPolicy } from '../../kit/policies.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const policy = (over: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy =>
  aPolicy({ displayName: 'Require MFA for all users', excludeUsers: ['break-glass-1', 'break-glass-2'], ...over });
const OFF = [{ isEnabled: false }];
const ON = [{ isEnabled: true }];
const withPolicies = (...policies: Partial<ConditionalAccessPolicy>[]) => ({
  facts: { securityDefaults: OFF, conditionalAccess: policies.map(policy) },
});
const SYNC_ROLES = ['d29b2b05-8046-44ba-8758-1e26182fcf32', 'A92AED5D-D78A-4D16-B381-09ADB37EB3B0'];
const STRENGTH = '00000000-0000-0000-0000-000000000004';

ruleCases(rule, {
  pass: [
    {
      name: 'one policy for all users and all resources, two left out',
      ...withPolicies({}),
      expect: { message: 'policy', measures: { enforcedPolicies: 1 } },
    },
    { name: 'security defaults', facts: { securityDefaults: ON, conditionalAccess: [] }, expect: { message: 'defaults' } },
    { name: 'security defaults, policies refused', facts: { securityDefaults: ON, conditionalAccess: FORBIDDEN } },
    { name: 'a policy, security defaults refused', facts: { securityDefaults: FORBIDDEN, conditionalAccess: [policy()] } },
    { name: 'a role of directory synchronization is left out', ...withPolicies({ excludeRoles: SYNC_ROLES.slice(0, 1) }) },
    { name: 'both of them are', ...withPolicies({ excludeRoles: SYNC_ROLES }), expect: { message: 'policy' } },
    { name: 'no client type named', ...withPolicies({ clientAppTypes: [] }) },
    { name: 'browsers and applications named', ...withPolicies({ clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] }) },
    { name: 'a compliant device on top', ...withPolicies({ grantOperator: 'AND', builtInControls: ['mfa', 'compliantDevice'] }) },
    { name: 'an authentication strength', ...withPolicies({ builtInControls: [], authenticationStrengthId: STRENGTH }) },
    { name: 'an authentication strength or a second factor', ...withPolicies({ authenticationStrengthId: STRENGTH }) },
    { name: 'a second policy covers what the first leaves out', ...withPolicies({ excludeGroups: ['g'] }, { id: 'policy-2' }) },
    {
      name: 'as many left out as the configuration allows',
      ...withPolicies({ excludeUsers: ['a', 'b', 'c'] }),
      thresholds: { mfaExclusionsMax: 3 },
    },
  ],
  warn: [
    {
      name: 'a group is left out: a warning where a failure would block',
      ...withPolicies({ excludeGroups: ['g'] }),
      expect: {
        message: 'groups',
        objects: ['policy-1'],
        severity: 'high',
        gate: 'block',
        summary: /"Require MFA for all users" leaves out 1 group\./,
      },
    },
    { name: 'two groups and two accounts', ...withPolicies({ excludeGroups: ['g', 'h'] }), expect: { summary: /2 groups\./ } },
    {
      name: 'a policy that leaves out a group beside one that leaves out guests',
      ...withPolicies({ id: 'guests', excludesGuests: true }, { excludeGroups: ['g'] }),
      expect: { message: 'groups', objects: ['policy-1'], measures: { enforcedPolicies: 2 } },
    },
    {
      name: 'security defaults were refused: beside an enabled policy they are off',
      facts: { securityDefaults: FORBIDDEN, conditionalAccess: [policy({ excludeGroups: ['g'] })] },
    },
  ],
  fail: [
    {
      name: 'three users are left out',
      ...withPolicies({ excludeUsers: ['a', 'b', 'c'] }),
      expect: {
        message: 'excluding',
        objects: ['policy-1'],
        severity: 'critical',
        gate: 'block',
        summary: /"Require MFA for all users" leaves out 3 users\. At most 2 accounts/,
      },
    },
    {
      name: 'one more than the configuration allows',
      ...withPolicies({ excludeUsers: ['a'] }),
      thresholds: { mfaExclusionsMax: 0 },
      expect: { summary: /leaves out 1 user\. At most 0/ },
    },
    {
      name: 'a role is left out beside those of directory synchronization',
      ...withPolicies({ excludeRoles: [...SYNC_ROLES, 'r'] }),
      expect: { message: 'excluding', summary: /leaves out 1 role\./ },
    },
    { name: 'a role is left out', ...withPolicies({ excludeRoles: ['r'] }), expect: { summary: /1 role/ } },
    { name: 'guests are left out', ...withPolicies({ excludesGuests: true }), expect: { summary: /guests/, gate: 'block' } },
    {
      name: 'guests are left out in the older way, which is no user',
      ...withPolicies({ excludeUsers: ['a', 'b', 'GuestsOrExternalUsers'] }),
      expect: { summary: /leaves out guests\./ },
    },
    {
      name: 'an application is left out',
      ...withPolicies({ excludeApplications: ['Office365'] }),
      expect: { summary: /1 application/ },
    },
    {
      name: 'users and a group are left out',
      ...withPolicies({ excludeUsers: ['a', 'b', 'c'], excludeGroups: ['g'] }),
      expect: { message: 'excluding', summary: /3 users, 1 group\./ },
    },
    {
      name: 'two policies, each with a hole',
      ...withPolicies({ id: 'b', displayName: 'B', excludeRoles: ['r'] }, { id: 'a', displayName: 'A', excludesGuests: true }),
      expect: { objects: ['a', 'b'], summary: /"A" leaves out guests; "B" leaves out 1 role\./ },
    },
    {
      name: 'roles are left out, security defaults were refused: beside an enabled policy they are off',
      facts: { securityDefaults: FORBIDDEN, conditionalAccess: [policy({ excludeRoles: ['r'] })] },
      expect: { message: 'excluding' },
    },
    { name: 'no policy', ...withPolicies(), expect: { message: 'none', severity: 'critical', gate: 'block' } },
    {
      name: 'report-only',
      ...withPolicies({ state: 'enabledForReportingButNotEnforced' }),
      expect: { message: 'reportOnly', measures: { reportOnlyPolicies: 1 } },
    },
    { name: 'disabled', ...withPolicies({ state: 'disabled' }), expect: { message: 'none' } },
    { name: 'one group', ...withPolicies({ includeUsers: [], includeGroups: ['g'] }) },
    { name: 'administrators only', ...withPolicies({ includeUsers: [], includeRoles: ['r'] }) },
    { name: 'one application', ...withPolicies({ includeApplications: ['Office365'] }) },
    { name: 'narrowed by place', ...withPolicies({ isNarrowed: true }) },
    { name: 'browsers only', ...withPolicies({ clientAppTypes: ['browser'] }) },
    { name: 'a compliant device alone', ...withPolicies({ builtInControls: ['compliantDevice'] }) },
    { name: 'a second factor or a compliant device', ...withPolicies({ builtInControls: ['mfa', 'compliantDevice'] }) },
    {
      name: 'an authentication strength or a compliant device',
      ...withPolicies({ builtInControls: ['compliantDevice'], authenticationStrengthId: STRENGTH }),
    },
  ],
  notAssessed: [
    {
      name: 'both refused',
      facts: { securityDefaults: FORBIDDEN, conditionalAccess: FORBIDDEN },
      expect: { severity: 'critical', gate: 'block' },
    },
    { name: 'defaults off, policies refused', facts: { securityDefaults: OFF, conditionalAccess: FORBIDDEN } },
    { name: 'no policy, defaults refused', facts: { securityDefaults: FORBIDDEN, conditionalAccess: [] } },
    { name: 'no policy, an empty answer about defaults', facts: { securityDefaults: [], conditionalAccess: [] } },
    {
      name: 'guests are left out by the one policy that was read',
      ...withPolicies({ excludesGuests: true }),
      partial: FORBIDDEN,
    },
    {
      name: 'report-only, not all policies read',
      ...withPolicies({ state: 'enabledForReportingButNotEnforced' }),
      partial: FORBIDDEN,
    },
  ],
});
