/** Cases of ID-007: one policy that asks everybody, changed in one place at a time. */
import type { ConditionalAccessPolicy } from '../../../src/evidence/directory.js';
import rule from '../../../src/rules/identity/id-007.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const policy = (over: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy => ({
  id: 'policy-1',
  displayName: 'Require MFA for all users',
  state: 'enabled',
  includeUsers: ['All'],
  excludeUsers: ['break-glass-1', 'break-glass-2'],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  excludesGuests: false,
  includeApplications: ['All'],
  excludeApplications: [],
  clientAppTypes: ['all'],
  isNarrowed: false,
  grantOperator: 'OR',
  builtInControls: ['mfa'],
  authenticationStrengthId: null,
  ...over,
});
const OFF = [{ isEnabled: false }];
const ON = [{ isEnabled: true }];
const withPolicies = (...policies: Partial<ConditionalAccessPolicy>[]) => ({
  facts: { securityDefaults: OFF, conditionalAccess: policies.map(policy) },
});
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
      name: 'a group is left out',
      ...withPolicies({ excludeGroups: ['g'] }),
      expect: { message: 'excluding', objects: ['policy-1'], severity: 'high', gate: null, summary: /: 1 group\./ },
    },
    { name: 'three users are left out', ...withPolicies({ excludeUsers: ['a', 'b', 'c'] }), expect: { summary: /3 users/ } },
    { name: 'a role is left out', ...withPolicies({ excludeRoles: ['r'] }) },
    { name: 'guests are left out', ...withPolicies({ excludesGuests: true }) },
    {
      name: 'guests are left out in the older way',
      ...withPolicies({ excludeUsers: ['GuestsOrExternalUsers'] }),
      expect: { summary: /guests/ },
    },
    { name: 'an application is left out', ...withPolicies({ excludeApplications: ['Office365'] }) },
    {
      name: 'security defaults were refused: beside an enabled policy they are off',
      facts: { securityDefaults: FORBIDDEN, conditionalAccess: [policy({ excludeGroups: ['g'] })] },
    },
  ],
  fail: [
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
      name: 'report-only, not all policies read',
      ...withPolicies({ state: 'enabledForReportingButNotEnforced' }),
      partial: FORBIDDEN,
    },
  ],
});
