/** OD-004: sync to managed computers. */
import type { SharePointSettings } from '../../../src/evidence/content.js';
import type { ConditionalAccessPolicy } from '../../../src/evidence/directory.js';
import rule from '../../../src/rules/onedrive/od-004.js';
import { aPolicy } from '../../kit/policies.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';

const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000';

function world(
  isUnmanagedSyncAppForTenantRestricted: boolean | null,
  policies: readonly Partial<ConditionalAccessPolicy>[] | typeof FORBIDDEN = [],
): Pick<World, 'facts'> {
  const settings: SharePointSettings = {
    sharingCapability: null,
    sharingDomainRestrictionMode: null,
    sharingAllowedDomainList: [],
    sharingBlockedDomainList: [],
    isResharingByExternalUsersEnabled: null,
    deletedUserPersonalSiteRetentionPeriodInDays: null,
    isUnmanagedSyncAppForTenantRestricted,
    allowedDomainGuidsForSyncApp: isUnmanagedSyncAppForTenantRestricted === true ? ['d1', 'd2'] : [],
    idleSessionSignOut: null,
  };
  const isGap = 'reason' in policies;
  return { facts: { sharePointSettings: [settings], conditionalAccess: isGap ? policies : policies.map(managed) } };
}

const managed = (over: Partial<ConditionalAccessPolicy>, index: number): ConditionalAccessPolicy =>
  aPolicy({
    id: `policy-${index}`,
    displayName: 'Managed devices',
    builtInControls: ['compliantDevice', 'domainJoinedDevice'],
    ...over,
  });

ruleCases(rule, {
  pass: [
    {
      name: 'only on listed domains',
      ...world(true),
      expect: { message: 'domains', summary: /\(2\)/, measures: { domains: 2 } },
    },
    { name: 'only on listed domains, policies unread', ...world(true, FORBIDDEN) },
    { name: 'a policy for all applications', ...world(false, [{}]), expect: { message: 'policy', measures: { policies: 1 } } },
    { name: 'a policy for Office 365', ...world(false, [{ includeApplications: ['Office365'] }]) },
    { name: 'a policy for SharePoint', ...world(false, [{ includeApplications: [SHAREPOINT.toUpperCase()] }]) },
    {
      name: 'a compliant device and a second factor',
      ...world(false, [{ grantOperator: 'AND', builtInControls: ['mfa', 'compliantDevice'] }]),
    },
    { name: 'for desktop apps alone', ...world(false, [{ clientAppTypes: ['mobileAppsAndDesktopClients'] }]) },
    { name: 'no type of app named', ...world(false, [{ clientAppTypes: [] }]) },
    { name: 'break-glass accounts left out', ...world(false, [{ excludeUsers: ['a', 'b'] }]) },
    {
      name: 'guests left out sync from their own tenant',
      ...world(false, [{ excludeUsers: ['GuestsOrExternalUsers'], excludesGuests: true }]),
    },
    { name: 'a good one beside a poor one', ...world(false, [{ isNarrowed: true }, {}]) },
    { name: 'the setting left out, and a policy', ...world(null, [{}]) },
  ],
  warn: [
    {
      name: 'in report-only mode',
      ...world(false, [{ state: 'enabledForReportingButNotEnforced' }]),
      expect: { message: 'partly', objects: ['policy-0'], summary: /not always: it only reports\.$/ },
    },
    {
      name: 'for some users',
      ...world(false, [{ includeUsers: [], includeGroups: ['pilots'] }]),
      expect: { summary: /not for all users/ },
    },
    { name: 'on some platforms', ...world(false, [{ isNarrowed: true }]) },
    {
      name: 'not for the sync app',
      ...world(false, [{ clientAppTypes: ['browser'] }]),
      expect: { summary: /not for desktop apps/ },
    },
    { name: 'without many users', ...world(false, [{ excludeUsers: ['a', 'b', 'c'] }]), expect: { summary: /without 3 users/ } },
    { name: 'without a group', ...world(false, [{ excludeGroups: ['g'] }]) },
    {
      name: 'the least leaky is named',
      ...world(false, [{ isNarrowed: true, excludeGroups: ['g'] }, { isNarrowed: true }]),
      expect: { objects: ['policy-1'] },
    },
  ],
  fail: [
    {
      name: 'on any computer',
      ...world(false),
      expect: { message: 'open', severity: 'medium', gate: null, objects: ['OneDrive sync settings'], measures: { policies: 0 } },
    },
    { name: 'a policy that is off', ...world(false, [{ state: 'disabled' }]) },
    { name: 'a second factor is no managed device', ...world(false, [{ builtInControls: ['mfa'] }]) },
    { name: 'a second factor is enough', ...world(false, [{ builtInControls: ['mfa', 'compliantDevice'] }]) },
    { name: 'a strong sign-in is enough', ...world(false, [{ authenticationStrengthId: 'strong' }]) },
    { name: 'for another application', ...world(false, [{ includeApplications: ['00000002-0000-0ff1-ce00-000000000000'] }]) },
    { name: 'SharePoint left out', ...world(false, [{ excludeApplications: [SHAREPOINT] }]) },
    { name: 'Office 365 left out', ...world(false, [{ excludeApplications: ['Office365'] }]) },
  ],
  notAssessed: [
    { name: 'settings unread', facts: { sharePointSettings: FORBIDDEN } },
    { name: 'settings empty', facts: {} },
    { name: 'on any computer, policies unread', ...world(false, FORBIDDEN) },
    { name: 'the setting left out', ...world(null), expect: { summary: /isUnmanagedSyncAppForTenantRestricted/ } },
    { name: 'on any computer, seen in part', ...world(false), partial: FORBIDDEN },
    { name: 'in part, policies seen in part', ...world(false, [{ isNarrowed: true }]), partial: FORBIDDEN },
  ],
});
