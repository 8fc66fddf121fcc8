/** All collectors, in the order in which a scan runs them: what others read first comes first. */
import appRoleAssignments from './app-role-assignments.js';
import applications from './applications.js';
import authorizationPolicy from './authorization-policy.js';
import channels from './channels.js';
import cmdlets from './cmdlets.js';
import conditionalAccess from './conditional-access.js';
import copilotUsage from './copilot-usage.js';
import type { Collector } from './define.js';
import delegatedGrants from './delegated-grants.js';
import directoryRoles from './directory-roles.js';
import drives from './drives.js';
import groupSettings from './group-settings.js';
import groupSites from './group-sites.js';
import groups from './groups.js';
import itemPermissions from './item-permissions.js';
import items from './items.js';
import licences from './licences.js';
import organization from './organization.js';
import secureScore from './secure-score.js';
import securityDefaults from './security-defaults.js';
import sensitivityLabels from './sensitivity-labels.js';
import sharePointSettings from './sharepoint-settings.js';
import sharePointTenant from './sharepoint-tenant.js';
import sharingLinks from './sharing-links.js';
import siteAccess from './site-access.js';
import siteSettings from './site-settings.js';
import siteUsage from './site-usage.js';
import sites from './sites.js';
import users from './users.js';

export const COLLECTORS: readonly Collector[] = [
  organization,
  licences,
  users,
  groups,
  directoryRoles,
  conditionalAccess,
  securityDefaults,
  authorizationPolicy,
  sharePointSettings,
  sensitivityLabels,
  groupSettings,
  secureScore,
  copilotUsage,
  applications,
  delegatedGrants,
  appRoleAssignments,
  sites,
  siteUsage,
  groupSites,
  channels,
  sharePointTenant,
  siteSettings,
  siteAccess,
  drives,
  items,
  itemPermissions,
  sharingLinks,
  cmdlets,
];
