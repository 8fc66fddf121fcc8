/** The model of a simulated tenant: a plain, mutable object graph of what Microsoft itself would store, and nothing else. */
import type * as Graph from '@microsoft/microsoft-graph-types';
import type { SimulatedCompliance } from './compliance-model.js';
import type { StoredIdentity, StoredIdentitySet, StoredPermission } from './permission-model.js';
import type { SharePointAdministration, SimulatedChannel, SimulatedCollection, SimulatedWeb } from './sharepoint-model.js';

export type * from './compliance-model.js';
export type * from './permission-model.js';
export type * from './sharepoint-model.js';

/** A Graph object as it is stored: always with its id. */
export type Stored<T> = T & { id: string };

/** A file, a folder or the root; `parentReference.id` is missing on the root only. */
export interface StoredItem {
  id: string;
  name: string;
  webUrl: string;
  size: number;
  createdBy: { user?: StoredIdentity; application?: StoredIdentity };
  lastModifiedBy: { user?: StoredIdentity; application?: StoredIdentity };
  createdDateTime: string;
  lastModifiedDateTime: string;
  parentReference: { driveId: string; driveType: string; siteId: string; id?: string };
  root?: Graph.Root;
  /** `childCount` is counted when it is asked for. */
  folder?: object;
  file?: { mimeType: string };
  /** Number in the list behind the drive, from 1; missing on the root, and where its place in the drive will do. */
  listItemId?: number;
  /** Columns of labels, as the list holds them. */
  columns?: { _IpLabelId?: string; _IpLabelAssignmentMethod?: string; _ComplianceTag?: string };
}

/** Items that are worked out when they are asked for, so that a drive may hold a million of them. The root is not among them. */
export interface ComputedItems {
  readonly count: number;
  /** How many of them are files. */
  readonly files: number;
  /** From 1 to `count`, which is the number in the list too. */
  at(number: number): StoredItem;
  /** Null: no item of this drive. */
  numberOf(id: string): number | null;
  childCount(id: string): number;
}

/** A change that a delta with an older token has to report. */
export interface DriveChange {
  itemId: string;
  deleted?: boolean;
}

export interface SimulatedDrive {
  /** The owner of a OneDrive is a user, that of a group's library the group. */
  drive: Stored<Omit<Graph.Drive, 'owner'>> & { owner?: StoredIdentitySet };
  /** Flat; the root comes first. With `computed`, the root alone. */
  items: StoredItem[];
  computed?: ComputedItems;
  /** The list behind the drive: 101 a library, 700 that of a OneDrive. */
  list: { id: string; template: number; noCrawl: boolean };
  /** Item id → the entries set on that item. The root always has some. */
  permissions: Map<string, StoredPermission[]>;
  /** Items with broken inheritance: their own entries are all they have. */
  breaksInheritance: Set<string>;
  /** What happened after the first crawl; grow it with `recordChange`. */
  changes: DriveChange[];
  /** Raise it and every delta token given out before answers 410. */
  tokenEpoch: number;
}

export interface SimulatedSite {
  site: Stored<Graph.Site>;
  drives: SimulatedDrive[];
  web: SimulatedWeb;
  /** Of the root web of a collection; a subsite has none. */
  collection?: SimulatedCollection;
}

/** The published types lag behind the metadata: they lack the two lists of options. */
export type StoredGroup = Stored<Graph.Group> & { resourceBehaviorOptions?: string[]; resourceProvisioningOptions?: string[] };

export interface SimulatedGroup {
  group: StoredGroup;
  /** Ids of users and of groups. */
  memberIds: string[];
  ownerIds: string[];
  siteId?: string;
}

export interface AppRegistration {
  clientId: string;
  displayName: string;
  secret?: string;
  /** Public certificates in PEM. */
  certificates: string[];
  /** Workload federation: an assertion of this issuer and subject is taken without looking at its signature. */
  federated?: { issuer: string; subject: string }[];
  /** Application permissions on Microsoft Graph that were consented to. */
  roles: string[];
  /** Delegated permissions that were consented to. */
  scopes: string[];
  /** Application permissions on SharePoint itself. Graph's of the same name open nothing there. */
  sharePointRoles: string[];
  /** Delegated permissions on SharePoint itself. */
  sharePointScopes: string[];
  /** Application permissions on Office 365 Exchange Online. */
  exchangeRoles: string[];
  /** Application permissions on Microsoft Exchange Online Protection, which Security & Compliance asks for. */
  complianceRoles: string[];
  /** Template ids of the directory roles that the application holds. */
  directoryRoles: string[];
}

export type StoredLabel = Stored<Omit<Graph.SensitivityLabel, 'sublabels'>> & {
  hasProtection: boolean;
  sublabels: StoredLabel[];
};

/** What a job of configuration management wrote down; `properties` are those of the cmdlet. */
export interface StoredSnapshot {
  id: string;
  status: string;
  completedDateTime: string;
  resources: { resourceType: string; displayName: string; properties: object }[];
  errorDetails?: string[];
}

export type ListName =
  | 'users'
  | 'groups'
  | 'members'
  | 'owners'
  | 'roleAssignments'
  | 'roleDefinitions'
  | 'conditionalAccess'
  | 'sites'
  | 'drives'
  | 'delta'
  | 'permissions'
  | 'labels'
  | 'servicePrincipals'
  | 'appRoleAssignedTo'
  | 'grants'
  | 'channels'
  | 'siteUsage'
  | 'copilotUsage'
  | 'groupSettings'
  | 'secureScores'
  | 'snapshotJobs'
  | 'listItems'
  | 'siteProperties'
  | 'cmdletObjects';

/** So many units in so many seconds. */
export interface BudgetWindow {
  seconds: number;
  units: number;
}

/** Resource units by service; the first window is the one that the `RateLimit-*` headers tell. */
export interface Budget {
  sharepoint: BudgetWindow[];
  directory: BudgetWindow[];
  'conditional-access': BudgetWindow[];
}

export interface SimulatedTenant {
  id: string;
  organization: Stored<Graph.Organization>;
  skus: Stored<Graph.SubscribedSku>[];
  users: Stored<Graph.User>[];
  groups: SimulatedGroup[];
  roleDefinitions: Stored<Graph.UnifiedRoleDefinition>[];
  roleAssignments: Stored<Graph.UnifiedRoleAssignment>[];
  conditionalAccess: Stored<Graph.ConditionalAccessPolicy>[];
  securityDefaults: Stored<Graph.IdentitySecurityDefaultsEnforcementPolicy>;
  authorizationPolicy: Stored<Graph.AuthorizationPolicy>;
  sharePointSettings: Stored<Graph.SharepointSettings>;
  /** What SharePoint's own administration knows. */
  sharePoint: SharePointAdministration;
  compliance: SimulatedCompliance;
  sites: SimulatedSite[];
  channels: SimulatedChannel[];
  labels: StoredLabel[];
  /** The usage report of Copilot; missing: most of those who have a seat used it lately. */
  copilotUsage?: { userPrincipalName: string; lastActivityDate: string | null }[];
  /** Missing: container labels are on where there are labels. */
  groupSettings?: Stored<Graph.GroupSetting>[];
  /** The newest first; missing: what the labels of the tenant earn. */
  secureScores?: Stored<Graph.SecureScore>[];
  /** Missing: nobody made one. */
  configurationSnapshots?: StoredSnapshot[];
  servicePrincipals: Stored<Graph.ServicePrincipal>[];
  grants: Stored<Graph.OAuth2PermissionGrant>[];
  appRoleAssignments: Stored<Graph.AppRoleAssignment>[];
  apps: AppRegistration[];
  /** Without Entra ID P1, any request that selects `signInActivity` is refused. */
  hasEntraP1: boolean;
  /** The most rows a page of a list holds, whatever was asked for; missing: Microsoft's own limit. */
  pageSizes: Partial<Record<ListName, number>>;
  budget: Budget;
  tokenLifetimeSeconds: number;
  /** Who completes a device code sign-in, and after how many polls. */
  deviceCode: { userId: string; pendingPolls: number; intervalSeconds: number };
  /** Delta feeds repeat the last item of a page on the next one, as Microsoft warns that they may. */
  deltaRepeatsItems: boolean;
}

/** Microsoft's budgets are smaller; these let the demo run through without a pause. */
export function generousBudget(): Budget {
  return {
    sharepoint: [{ seconds: 60, units: 60_000 }],
    directory: [{ seconds: 10, units: 20_000 }],
    'conditional-access': [{ seconds: 1, units: 50 }],
  };
}

/** Tells the delta feed that an item was changed or deleted; the caller changes the item itself. */
export function recordChange(drive: SimulatedDrive, itemId: string, options: { deleted?: boolean } = {}): void {
  drive.changes.push(options.deleted === true ? { itemId, deleted: true } : { itemId });
}

/** The drive with this id and the site it belongs to. */
export function findDrive(tenant: SimulatedTenant, driveId: string): { site: SimulatedSite; drive: SimulatedDrive } | null {
  for (const site of tenant.sites) {
    const drive = site.drives.find((one) => one.drive.id === driveId);
    if (drive !== undefined) return { site, drive };
  }
  return null;
}

/** The middle GUID of a Graph site id: the site collection, which a subsite shares with its root. */
export function collectionIdOf({ site }: SimulatedSite): string {
  return site.id.split(',')[1] ?? '';
}

/** The root web of the collection that a site belongs to. */
export function rootWebOf(tenant: SimulatedTenant, site: SimulatedSite): SimulatedSite {
  if (site.collection !== undefined) return site;
  const id = collectionIdOf(site);
  const root = tenant.sites.find((one) => one.collection !== undefined && collectionIdOf(one) === id);
  if (root === undefined) throw new Error(`tenant: the collection of ${site.site.webUrl} has no root web`);
  return root;
}

/** The entries that decide over a web: its own, or those of the nearest web above that has some. */
export function entriesOfWeb(tenant: SimulatedTenant, site: SimulatedSite): StoredPermission[] {
  if (site.web.permissions !== null) return site.web.permissions;
  const id = collectionIdOf(site);
  const above = tenant.sites
    .filter((one) => one !== site && collectionIdOf(one) === id && `${site.site.webUrl}`.startsWith(`${one.site.webUrl}/`))
    .sort((a, b) => (b.site.webUrl?.length ?? 0) - (a.site.webUrl?.length ?? 0));
  const [parent] = above;
  return parent === undefined ? [] : entriesOfWeb(tenant, parent);
}
