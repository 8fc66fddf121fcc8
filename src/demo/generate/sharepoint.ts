/** The SharePoint side of a practice: groups with their members, administrators, properties, lists and channels of what was built. */
import { guidOf, hashOf } from '../random.js';
import { collectionIdOf, type SimulatedSite, type SimulatedTenant, type StoredPrincipal } from '../tenant.js';
import { administration, LOCALES, OLD_SETTINGS, siteProperties, tidySettings } from './administration.js';
import type { Content } from './content.js';
import { claimOf, everyoneInside, personOf, unifiedGroupOf } from './grants.js';
import type { Groups } from './groups.js';
import type { Making } from './making.js';
import type { People, StoredUser } from './people.js';
import type { PlantedClaim } from './planted.js';

/** Numbers of the default groups, as the entries on the libraries name them. */
const HOME_GROUPS = [3, 5, 4] as const;
const GROUP_SITE_GROUPS = [5, 7, 6] as const;

const ROLES = ['owners', 'members', 'visitors'] as const;

export function defaultGroups(
  titles: readonly [owners: string, members: string, visitors: string],
  ids: readonly [number, number, number],
  members: readonly [StoredPrincipal[], StoredPrincipal[], StoredPrincipal[]],
): NonNullable<SimulatedSite['collection']>['groups'] {
  return ROLES.map((role, at) => ({ id: ids[at] ?? 0, title: titles[at] ?? '', role, members: members[at] ?? [] }));
}

/** When anything of a site was last changed: its newest file, or a page or list of it. */
export function lastContentOf({ site, drives }: SimulatedSite): string {
  const files = drives.flatMap((drive) => drive.items.filter((item) => item.file !== undefined));
  const newest = files.reduce((latest, item) => (item.lastModifiedDateTime > latest ? item.lastModifiedDateTime : latest), '');
  const own = site.lastModifiedDateTime ?? site.createdDateTime ?? '';
  return newest > own ? newest : own;
}

/** What every site has beside its libraries: its pages, and a list that nobody sees. */
export function ordinaryLists({ site }: SimulatedSite): SimulatedSite['web']['lists'] {
  const url = site.webUrl ?? '';
  const base = url.replace(/^https:\/\/[^/]+/, '');
  const plain = { noCrawl: false, permissions: null };
  const pages = [{ id: 1, title: 'Home.aspx', permissions: null }];
  return [
    {
      ...plain,
      id: guidOf(`${url} pages`),
      title: 'Site Pages',
      template: 119,
      hidden: false,
      path: `${base}/SitePages`,
      items: pages,
    },
    {
      ...plain,
      id: guidOf(`${url} users`),
      title: 'User Information List',
      template: 112,
      hidden: true,
      path: `${base}/_catalogs/users`,
      items: [],
    },
  ];
}

/** A role of an old on-premises directory looks like the claim on everyone, and is none. */
export function oldRole(): StoredPrincipal {
  return claimOf('c:0-.f|rolemanager|s-1-5-21-2127521184-1604012920-1887927527-72713', 'CONTOSO\\Domain Users');
}

interface Practice {
  readonly people: People;
  readonly groups: Groups;
  readonly content: Content;
}

function oneDrive(making: Making, made: SimulatedSite, owner: StoredUser, sharing: number): void {
  made.web.membersCanShare = false;
  made.collection = {
    groups: [],
    admins: [personOf(owner)],
    properties: siteProperties({
      LastContentModifiedDate: lastContentOf(made),
      Lcid: LOCALES[making.language],
      Owner: owner.userPrincipalName ?? '',
      OwnerEmail: owner.mail ?? '',
      SharingCapability: sharing,
      Template: 'SPSPERS#10',
    }),
    lastActivityDate: lastContentOf(made).slice(0, 10),
  };
}

/** Fills in every site that was built. The clean twin shares with nobody outside but where guests work. */
function fillSites(making: Making, tenant: SimulatedTenant, { people, groups }: Practice, isClean: boolean): void {
  const { words, language } = making;
  const users = new Map([...people.staff.map((one) => one.user), people.departed.user].map((user) => [user.id, user] as const));
  const webmasters = groups.departments.it.ownerIds.map((id) => users.get(id)).filter((user) => user !== undefined);
  const [webmaster] = webmasters;
  if (webmaster === undefined) throw new Error('fillSites: nobody looks after the sites');
  const working = people.staff.find((one) => !one.hasLeft && one.department === 'management')?.user ?? webmaster;
  for (const made of tenant.sites) {
    const owner = users.get(made.drives[0]?.drive.owner?.user?.id ?? '');
    if (made.site.isPersonalSite === true && owner !== undefined) {
      oneDrive(making, made, owner, isClean ? 0 : 1);
      continue;
    }
    const group = tenant.groups.find((one) => one.siteId === made.site.id);
    const title = made.site.displayName ?? '';
    const titles = [words.owners(title), words.members(title), words.visitors(title)] as const;
    // Somebody calls herself as SharePoint calls everyone; a name is no claim.
    const namesake = { ...personOf(working), title: words.everyone };
    const members: [StoredPrincipal[], StoredPrincipal[], StoredPrincipal[]] =
      group === undefined
        ? [webmasters.map(personOf), [unifiedGroupOf(groups.departments.it, 'members')], [oldRole(), namesake]]
        : [[unifiedGroupOf(group, 'owners')], [unifiedGroupOf(group, 'members')], []];
    made.web.lists = ordinaryLists(made);
    // The clinical site is as it should be, in every practice.
    const isClosed = isClean || group === groups.departments.clinical;
    made.web.membersCanShare = !isClosed;
    const asked = users.get(group?.ownerIds[0] ?? '') ?? webmaster;
    made.web.requestAccessEmail = asked.mail ?? '';
    const hasGuests =
      group !== undefined && tenant.users.some((user) => user.userType === 'Guest' && group.memberIds.includes(user.id));
    const isTeam = group?.group.resourceProvisioningOptions?.includes('Team') === true;
    const closedSharing = hasGuests ? 3 : 0;
    made.collection = {
      groups: defaultGroups(titles, group === undefined ? HOME_GROUPS : GROUP_SITE_GROUPS, members),
      admins: group === undefined ? webmasters.map(personOf) : [unifiedGroupOf(group, 'owners')],
      properties: siteProperties({
        ...(group === undefined ? {} : { GroupId: group.group.id, Template: 'GROUP#0', IsTeamsConnected: isTeam }),
        LastContentModifiedDate: lastContentOf(made),
        Lcid: LOCALES[language],
        Owner: group === undefined ? (webmaster.userPrincipalName ?? '') : `${group.group.id}_o`,
        OwnerEmail: group?.group.mail ?? webmaster.mail ?? '',
        SharingCapability: isClosed ? closedSharing : 1,
      }),
      lastActivityDate: (made.site.lastModifiedDateTime ?? '').slice(0, 10),
    };
  }
}

export function generalChannels(tenant: SimulatedTenant): SimulatedTenant['channels'] {
  return tenant.groups
    .filter(({ group }) => group.resourceProvisioningOptions?.includes('Team') === true)
    .map(({ group, siteId }) => {
      const drive = tenant.sites.find(({ site }) => site.id === siteId)?.drives[0];
      const root = drive?.items[0];
      return {
        id: `19:${guidOf(`${group.id} general`).replaceAll('-', '')}@thread.tacv2`,
        teamId: group.id,
        displayName: 'General',
        membershipType: 'standard' as const,
        createdDateTime: group.createdDateTime ?? '',
        folder: drive === undefined || root === undefined ? null : { driveId: drive.drive.id, itemId: root.id },
      };
    });
}

/** Container labels on groups and their sites, labels on files, and the columns that hold them. */
function labelEverything(tenant: SimulatedTenant, confidential: ReadonlySet<string>): void {
  const named = (name: string): string => tenant.labels.find((label) => label.name === name)?.id ?? '';
  for (const { site, drives, collection } of tenant.sites) {
    const name = confidential.has(site.id) ? 'Confidential PHI' : 'General';
    const labelId = named(name);
    if (collection !== undefined && site.isPersonalSite !== true) collection.properties.SensitivityLabel = labelId;
    const group = tenant.groups.find((one) => one.siteId === site.id)?.group;
    if (group !== undefined) group.assignedLabels = [{ labelId, displayName: name }];
    for (const item of drives.flatMap((drive) => drive.items)) {
      if (item.file !== undefined) item.columns = { _IpLabelId: labelId, _IpLabelAssignmentMethod: 'Standard' };
    }
  }
}

/** What other seeds have and the canonical clinic has not: other spellings, concealed names, and two claims inside groups. */
function vary(making: Making, tenant: SimulatedTenant): void {
  const { sharePoint } = tenant;
  const hash = hashOf(making.tenantId);
  sharePoint.spelling = (['as-asked', 'odata', '@odata', 'verbose'] as const)[hash % 4] ?? 'as-asked';
  sharePoint.restrictedSearch = hash % 3 === 0 ? null : { mode: 0, sites: [] };
  sharePoint.hasLabelColumns = hash % 2 === 0;
  // A retention label is no sensitivity label.
  const items = tenant.sites.flatMap(({ drives }) => drives.flatMap((drive) => drive.items));
  for (const [at, item] of items.entries())
    if (at % 5 === 0 && item.file !== undefined) item.columns = { _ComplianceTag: '7 years' };
}

function plant(tenant: SimulatedTenant, siteId: string | undefined, principal: StoredPrincipal): PlantedClaim {
  const made = tenant.sites.find(({ site }) => site.id === siteId);
  const visitors = made?.collection?.groups.find((group) => group.role === 'visitors');
  if (made === undefined || visitors === undefined) throw new Error('plant: the site has no visitors');
  visitors.members.push(principal);
  const { loginName } = principal;
  return {
    siteId: made.site.id,
    collectionId: collectionIdOf(made),
    groupId: visitors.id,
    groupTitle: visitors.title,
    loginName,
  };
}

export interface Hidden {
  /** Everyone inside, in the visitors' group of a site and nowhere else there. */
  readonly everyoneInVisitors: PlantedClaim | null;
  /** The same claim with the id of another tenant. */
  readonly foreignClaim: PlantedClaim | null;
}

/** Gives a finished tenant its SharePoint side. Nothing is drawn from the seed's stream, so that the rest stays as it is. */
export function addSharePoint(
  making: Making,
  tenant: SimulatedTenant,
  variant: 'clinic' | 'clean' | 'blind',
  of: Practice,
): Hidden {
  const isClean = variant === 'clean';
  const domains = tenant.sharePointSettings.sharingAllowedDomainList ?? [];
  tenant.sharePoint = administration(isClean ? tidySettings(domains) : { ...OLD_SETTINGS });
  fillSites(making, tenant, of, isClean);
  tenant.channels = generalChannels(tenant);
  if (isClean) {
    const { frontOffice, clinical, billing, hr } = of.groups.departments;
    const sites = [frontOffice, clinical, billing, hr].map((group) => group.siteId ?? '');
    labelEverything(tenant, new Set(sites));
    Object.assign(tenant.sharePointSettings, {
      idleSessionSignOut: { isEnabled: true, signOutAfterInSeconds: 3600, warnAfterInSeconds: 3300 },
      isUnmanagedSyncAppForTenantRestricted: true,
      allowedDomainGuidsForSyncApp: [guidOf(`${tenant.id} domain`)],
    });
  } else if (!making.isCanonical) {
    vary(making, tenant);
    const { departments, projects } = of.groups;
    const everyone = everyoneInside(making.tenantId, making.words.everyone);
    const foreign = everyoneInside(guidOf(`${making.tenantId} other`), making.words.everyone);
    return {
      everyoneInVisitors: plant(tenant, departments.it.siteId, everyone),
      foreignClaim: plant(tenant, projects[1].siteId, foreign),
    };
  }
  return { everyoneInVisitors: null, foreignClaim: null };
}
