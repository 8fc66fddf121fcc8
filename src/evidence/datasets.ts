/** The domain model in one map: the name of each dataset and the type of its rows. */
import type { AppRoleAssignment, DelegatedGrant, ServicePrincipal } from './apps.js';
import type { AccessList, Drive, Item, SensitivityLabel, SharePointSettings, Site } from './content.js';
import type * as directory from './directory.js';
import type * as purview from './purview.js';
import type * as sharepoint from './sharepoint.js';

export interface Datasets {
  organization: directory.Organization;
  subscribedSkus: directory.SubscribedSku;
  users: directory.User;
  groups: directory.Group;
  groupLinks: directory.GroupLink;
  groupSites: directory.GroupSite;
  directoryRoles: directory.DirectoryRoleAssignment;
  conditionalAccess: directory.ConditionalAccessPolicy;
  securityDefaults: directory.SecurityDefaults;
  authorizationPolicy: directory.AuthorizationPolicy;
  sharePointSettings: SharePointSettings;
  sites: Site;
  drives: Drive;
  items: Item;
  accessLists: AccessList;
  sensitivityLabels: SensitivityLabel;
  servicePrincipals: ServicePrincipal;
  delegatedGrants: DelegatedGrant;
  appRoleAssignments: AppRoleAssignment;
  siteUsage: sharepoint.SiteUsage;
  channels: sharepoint.Channel;
  sharePointTenant: sharepoint.SharePointTenant;
  siteSettings: sharepoint.SiteSettings;
  siteGroups: sharepoint.SiteGroup;
  roleAssignments: sharepoint.SecurableObject;
  sharingLinks: sharepoint.SharingLink;
  leavers: directory.Leaver;
  samSites: sharepoint.SamSite;
  samBroadItems: sharepoint.SamBroadItem;
  labels: purview.Label;
  labelPolicies: purview.LabelPolicy;
  autoLabelPolicies: purview.AutoLabelPolicy;
  dlpPolicies: purview.DlpPolicy;
  dlpRules: purview.DlpRule;
  sensitiveTypes: purview.SensitiveType;
  retentionPolicies: purview.RetentionPolicy;
  auditConfiguration: purview.AuditConfiguration;
  auditRetentionPolicies: purview.AuditRetentionPolicy;
  exchangeOrganization: purview.ExchangeOrganization;
  auditBypasses: purview.AuditBypass;
  outboundSpamPolicies: purview.OutboundSpamPolicy;
  remoteDomains: purview.RemoteDomain;
  mailForwards: purview.MailForward;
  riskPolicies: purview.RiskPolicy;
  copilotAudit: purview.CopilotAuditSample;
  superUsers: purview.SuperUsers;
  powerPlatformPolicies: purview.PowerPlatformPolicy;
  powerPlatformEnvironments: purview.PowerPlatformEnvironment;
  servicePolicies: purview.ServicePolicy;
  copilotUsage: purview.CopilotUsage;
  groupSettings: purview.GroupSettings;
  secureScore: purview.SecureScoreControl;
  cmdletReadings: purview.CmdletReading;
  disagreements: purview.Disagreement;
}

export type DatasetName = keyof Datasets;

/** How a dataset is cut on disk: in one piece, or a shard a site, a site collection or a drive (the shard's name is that id). */
export const DATASETS: {
  readonly [D in DatasetName]: { readonly title: string; readonly shardedBy: 'none' | 'site' | 'collection' | 'drive' };
} = {
  organization: { title: 'Organization', shardedBy: 'none' },
  subscribedSkus: { title: 'Licences', shardedBy: 'none' },
  users: { title: 'Users and sign-in activity', shardedBy: 'none' },
  groups: { title: 'Groups', shardedBy: 'none' },
  groupLinks: { title: 'Members and owners of groups', shardedBy: 'none' },
  groupSites: { title: 'Sites of Microsoft 365 groups', shardedBy: 'none' },
  directoryRoles: { title: 'Directory roles', shardedBy: 'none' },
  conditionalAccess: { title: 'Conditional Access policies', shardedBy: 'none' },
  securityDefaults: { title: 'Security defaults', shardedBy: 'none' },
  authorizationPolicy: { title: 'Authorization policy', shardedBy: 'none' },
  sharePointSettings: { title: 'SharePoint tenant settings', shardedBy: 'none' },
  sites: { title: 'Sites', shardedBy: 'none' },
  drives: { title: 'Drives (document libraries and OneDrives)', shardedBy: 'site' },
  items: { title: 'Files and folders', shardedBy: 'drive' },
  accessLists: { title: 'Permissions of items', shardedBy: 'drive' },
  sensitivityLabels: { title: 'Sensitivity labels', shardedBy: 'none' },
  servicePrincipals: { title: 'Enterprise applications', shardedBy: 'none' },
  delegatedGrants: { title: 'Delegated consent grants', shardedBy: 'none' },
  appRoleAssignments: { title: 'Application permissions', shardedBy: 'none' },
  siteUsage: { title: 'SharePoint usage report', shardedBy: 'none' },
  channels: { title: 'Private and shared channels', shardedBy: 'none' },
  sharePointTenant: { title: 'SharePoint tenant settings (SharePoint administration)', shardedBy: 'none' },
  siteSettings: { title: 'Settings and administrators of sites', shardedBy: 'none' },
  siteGroups: { title: 'SharePoint groups and their members', shardedBy: 'collection' },
  roleAssignments: { title: 'Role assignments of sites, lists and items', shardedBy: 'collection' },
  sharingLinks: { title: 'Makers of sharing links', shardedBy: 'drive' },
  leavers: { title: "Leavers list (operator's file)", shardedBy: 'none' },
  samSites: { title: "Site permissions report (operator's file)", shardedBy: 'none' },
  samBroadItems: { title: "Report of items open to everyone (operator's file)", shardedBy: 'none' },
  labels: { title: 'Sensitivity labels (Get-Label)', shardedBy: 'none' },
  labelPolicies: { title: 'Label policies', shardedBy: 'none' },
  autoLabelPolicies: { title: 'Auto-labeling policies', shardedBy: 'none' },
  dlpPolicies: { title: 'Data loss prevention policies', shardedBy: 'none' },
  dlpRules: { title: 'Data loss prevention rules', shardedBy: 'none' },
  sensitiveTypes: { title: 'Sensitive information types', shardedBy: 'none' },
  retentionPolicies: { title: 'Retention policies', shardedBy: 'none' },
  auditConfiguration: { title: 'Unified audit log', shardedBy: 'none' },
  auditRetentionPolicies: { title: 'Audit log retention policies', shardedBy: 'none' },
  exchangeOrganization: { title: 'Exchange organization settings', shardedBy: 'none' },
  auditBypasses: { title: 'Mailboxes that bypass auditing', shardedBy: 'none' },
  outboundSpamPolicies: { title: 'Outbound spam policies', shardedBy: 'none' },
  remoteDomains: { title: 'Remote domains', shardedBy: 'none' },
  mailForwards: { title: 'Mailboxes and transport rules that send mail on', shardedBy: 'none' },
  riskPolicies: { title: 'Insider risk and communication compliance policies', shardedBy: 'none' },
  copilotAudit: { title: 'Copilot records in the audit log', shardedBy: 'none' },
  superUsers: { title: 'Super users of Azure Rights Management', shardedBy: 'none' },
  powerPlatformPolicies: { title: 'Power Platform data policies', shardedBy: 'none' },
  powerPlatformEnvironments: { title: 'Power Platform environments', shardedBy: 'none' },
  servicePolicies: { title: 'Teams policies and self-service purchases', shardedBy: 'none' },
  copilotUsage: { title: 'Copilot usage report', shardedBy: 'none' },
  groupSettings: { title: 'Settings of Microsoft 365 groups', shardedBy: 'none' },
  secureScore: { title: 'Secure Score controls', shardedBy: 'none' },
  cmdletReadings: { title: 'Cmdlets as each source answered them', shardedBy: 'none' },
  disagreements: { title: 'Disagreements between sources', shardedBy: 'none' },
};

export const DATASET_NAMES = Object.keys(DATASETS) as DatasetName[];

/** The only shard of a dataset that is not cut. */
export const WHOLE = 'all';
