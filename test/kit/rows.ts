/** Joined rows on a known-good base: each builder takes only what a case changes. */
import type {
  App,
  DriveRow,
  Grant,
  GroupRow,
  LinkRow,
  Person,
  PersonaRow,
  Scope,
  SiteGrant,
  SiteRow,
  Totals,
} from '../../src/derive/rows.js';
import type { Gap } from '../../src/evidence/coverage.js';
import type { User } from '../../src/evidence/directory.js';
import { known } from '../../src/evidence/known.js';
import type { SiteProperties } from '../../src/evidence/sharepoint.js';
import { someSiteProperties } from './sharepoint-settings.js';

/** The date that every case is judged at. */
export const NOW = new Date('2026-11-23T00:00:00Z');

/** A date so many days before NOW. */
export function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * 86_400_000).toISOString();
}

export const FORBIDDEN: Gap = { reason: 'forbidden', remedy: 'Some.Read.All', status: 403 };

export function aUser(over: Partial<User> = {}): User {
  return {
    id: 'user-1',
    displayName: 'Ada Example',
    userPrincipalName: 'ada@clinic.example',
    mail: 'ada@clinic.example',
    employeeId: null,
    userType: 'Member',
    accountEnabled: true,
    createdDateTime: daysAgo(1000),
    externalUserState: null,
    externalUserStateChangeDateTime: null,
    isResourceAccount: false,
    assignedLicenses: [{ skuId: 'sku-1', disabledPlans: [] }],
    department: 'Front office',
    signIn: known({ lastSuccessful: daysAgo(1), lastInteractive: daysAgo(1), lastNonInteractive: daysAgo(1) }),
    employeeLeaveDateTime: known(null),
    ...over,
  };
}

export function aPerson(over: Partial<Omit<Person, 'user'>> & { user?: Partial<User> } = {}): Person {
  const { user, ...rest } = over;
  return {
    user: aUser(user),
    isHuman: true,
    isLicensed: true,
    hasCopilot: known(false),
    hasEligibleBasePlan: known(true),
    isPilot: known(false),
    lastSignIn: known(daysAgo(1)),
    leftOn: known(null),
    departed: known(false),
    suspectedLeaver: known(false),
    directoryRoles: known([]),
    ownedGroups: known([]),
    memberOfGroups: known(['Front office']),
    reach: { files: 10, sensitiveFiles: 0 },
    ...rest,
  };
}

export function aGroup(over: Partial<Omit<GroupRow, 'group'>> & { group?: Partial<GroupRow['group']> } = {}): GroupRow {
  const { group, ...rest } = over;
  return {
    group: {
      id: 'group-1',
      displayName: 'Front office',
      mail: 'frontoffice@clinic.example',
      visibility: 'Private',
      isUnified: true,
      isTeam: false,
      isDynamic: false,
      securityEnabled: false,
      createdDateTime: daysAgo(1500),
      ...group,
    },
    siteId: known('site-1'),
    siteUrl: 'https://clinic.sharepoint.example/sites/FrontOffice',
    isIntended: false,
    owners: known([
      { name: 'Ada Example', departed: known(false) },
      { name: 'Ben Example', departed: known(false) },
    ]),
    members: known(12),
    guests: known([]),
    sensitiveWord: known(null),
    restrictedTo: known(null),
    ...rest,
  };
}

const SITE: Scope['site'] = {
  id: 'site-1',
  displayName: 'Front office',
  webUrl: 'https://clinic.sharepoint.example/sites/FrontOffice',
  isPersonal: false,
  isRootOfCollection: true,
  isArchived: false,
  createdDateTime: daysAgo(1500),
  lastModifiedDateTime: daysAgo(2),
};

const DRIVE: Scope['drive'] = {
  id: 'drive-1',
  siteId: 'site-1',
  name: 'Documents',
  driveType: 'documentLibrary',
  webUrl: 'https://clinic.sharepoint.example/sites/FrontOffice/Shared%20Documents',
  ownerId: null,
  listId: 'list-1',
};

export function aGrant(over: Partial<Grant> = {}): Grant {
  return {
    audience: 'group',
    label: 'Front office',
    reach: 'standing',
    role: 'read',
    orgWide: known(false),
    readers: known(4),
    expires: null,
    inherited: false,
    toDriveOwner: false,
    via: null,
    principal: { kind: 'group', id: 'group-1' },
    isForeignClaim: false,
    guestDomain: null,
    ...over,
  };
}

/** Everyone except external users, on an item. */
export function anEveryoneGrant(over: Partial<Grant> = {}): Grant {
  return aGrant({
    audience: 'everyone-except-external',
    label: 'Everyone except external users',
    orgWide: known(true),
    readers: known(74),
    ...over,
  });
}

export function aScope(over: Partial<Scope> = {}): Scope {
  const id = over.id ?? 'drive-1/item-1';
  return {
    id,
    site: SITE,
    drive: DRIVE,
    isPersonal: false,
    kind: 'folder',
    place: {
      siteUrl: SITE.webUrl,
      siteName: SITE.displayName,
      driveUrl: DRIVE.webUrl,
      parts: [
        { name: 'Documents', sensitive: false },
        { name: 'Vendor list', sensitive: false },
      ],
      words: [],
    },
    sensitiveWord: null,
    files: 10,
    sensitiveFiles: 0,
    sensitiveLabelRead: 0,
    labelRead: 0,
    labelled: 0,
    sensitiveLabelled: 0,
    lastModified: daysAgo(10),
    oldestFile: daysAgo(100),
    newestFile: daysAgo(10),
    creatorName: 'Ada Example',
    creatorDeparted: known(false),
    creatorSuspected: known(false),
    grants: [aGrant()],
    grantedOrgWide: known(false),
    grantedBroad: known(false),
    restrictedTo: known(null),
    isDiscoveryRestricted: false,
    standingOrgWide: known(false),
    standingBroad: known(false),
    standingBroadWrite: known(false),
    standingReaders: known(4),
    directReaders: known(0),
    hasOrganizationLink: false,
    hasAnyoneLink: false,
    isIntended: false,
    isAtLeast: false,
    isPartlyRead: false,
    ...over,
  };
}

export function aDrive(over: Partial<Omit<DriveRow, 'drive'>> & { drive?: Partial<DriveRow['drive']> } = {}): DriveRow {
  const { drive, ...rest } = over;
  return {
    drive: { ...DRIVE, driveType: 'business', ownerId: 'user-1', ...drive },
    site: { ...SITE, isPersonal: true },
    isPersonal: true,
    ownerName: 'Ada Example',
    ownerDeparted: known(false),
    ownerLeftOn: known(null),
    liveShares: known(0),
    files: 40,
    organizationLinks: 0,
    ...rest,
  };
}

export function anApp(over: Partial<Omit<App, 'app'>> & { app?: Partial<App['app']> } = {}): App {
  const { app, ...rest } = over;
  return {
    app: {
      id: 'sp-1',
      appId: '11111111-1111-1111-1111-111111111111',
      displayName: 'Scheduling tool',
      accountEnabled: true,
      servicePrincipalType: 'Application',
      appOwnerOrganizationId: 'other-tenant',
      verifiedPublisher: 'Scheduling Inc.',
      homepage: 'https://scheduling.example',
      replyUrlHosts: ['scheduling.example'],
      ...app,
    },
    isFirstParty: false,
    isApproved: false,
    aiTool: null,
    delegated: known([]),
    applicationRoles: known([]),
    consentedBy: known([]),
    ...rest,
  };
}

export function someTotals(over: Partial<Totals> = {}): Totals {
  return {
    enabledMembers: known(74),
    files: 4000,
    labelRead: 4000,
    labelled: 3600,
    scopes: 60,
    pilotGroupConfigured: false,
    knownSites: 10,
    knownDrives: 12,
    wholeSites: 10,
    wholeDrives: 12,
    sitesCoverage: 100,
    sitesListGap: null,
    unreadSites: [],
    outOfReach: [],
    sharedFiles: 3900,
    reachGap: null,
    placesGap: null,
    personas: 0,
    businessAssociates: new Map(),
    ...over,
  };
}

/** The Members group of a site with one department in it. */
export function aSiteGrant(over: Partial<SiteGrant> = {}): SiteGrant {
  return {
    ...aGrant({ via: 'Front office Members' }),
    on: 'web',
    title: SITE.displayName,
    url: SITE.webUrl,
    isTop: true,
    ...over,
  };
}

/** Everyone except external users in the Visitors group of a site. */
export function anEveryoneSiteGrant(over: Partial<SiteGrant> = {}): SiteGrant {
  return {
    ...aSiteGrant(),
    ...anEveryoneGrant({ via: 'Front office Visitors', principal: { kind: 'everybody', id: null } }),
    ...over,
  };
}

export function aSite(
  over: Partial<Omit<SiteRow, 'site' | 'properties'>> & {
    site?: Partial<SiteRow['site']>;
    properties?: Partial<SiteProperties> | SiteRow['properties'];
  } = {},
): SiteRow {
  const { site, properties, ...rest } = over;
  const isKnown = properties !== undefined && 'known' in properties;
  return {
    site: { ...SITE, ...site },
    collectionId: 'collection-1',
    isPersonal: false,
    isIntended: false,
    ownGroup: known(null),
    channelType: known('none'),
    properties: isKnown
      ? (properties as SiteRow['properties'])
      : known(someSiteProperties(properties as Partial<SiteProperties> | undefined)),
    admins: known([{ name: 'Ada Example', kind: 'person', departed: known(false) }]),
    nameWord: null,
    placeWord: null,
    activityGap: null,
    sensitiveWord: known(null),
    files: 40,
    sensitiveFiles: 0,
    grants: known([aSiteGrant()]),
    grantedOrgWide: known(false),
    grantedBroad: known(false),
    standingOrgWide: known(false),
    standingBroad: known(false),
    standingReaders: known(4),
    restrictedTo: known(null),
    isDiscoveryRestricted: false,
    lastActivity: known(daysAgo(5)),
    owners: known([
      { name: 'Ada Example', departed: known(false) },
      { name: 'Ben Example', departed: known(false) },
    ]),
    accessRequests: known([{ webUrl: SITE.webUrl, to: 'ada@clinic.example', departed: known(false), membersCanShare: false }]),
    lists: known([{ title: 'Documents', url: DRIVE.webUrl, items: 40, unique: 1 }]),
    containerLabel: known('label-1'),
    ...rest,
  };
}

export function aLink(over: Partial<LinkRow> = {}): LinkRow {
  const { place } = aScope();
  return {
    id: 'drive-1/item-1/link-1',
    siteId: SITE.id,
    kind: 'file',
    place,
    scope: 'users',
    canEdit: false,
    created: daysAgo(100),
    expires: null,
    creatorName: 'Ada Example',
    creatorDeparted: known(false),
    sensitive: false,
    files: 1,
    ...over,
  };
}

export function aPersona(over: Partial<PersonaRow> = {}): PersonaRow {
  return { name: 'HR analyst', user: known('Hanna Example'), reached: [], doubts: [], mustNot: 1, ...over };
}
