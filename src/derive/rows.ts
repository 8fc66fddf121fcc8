/** The joined rows that rules visit: evidence with every secondary fact already looked up, each as a value or a gap. */
import type { DelegatedGrant, ServicePrincipal } from '../evidence/apps.js';
import type { Drive, Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { Group, Timestamp, User } from '../evidence/directory.js';
import type { Known, Tri } from '../evidence/known.js';
import type { Place } from '../evidence/place.js';
import type { SiteProperties } from '../evidence/sharepoint.js';
import type { DlpPolicyRow, LabelPolicyRow, LabelRow } from './purview-rows.js';

export type * from './purview-rows.js';

/** A user with what the rest of the evidence says of him or her. */
export interface Person {
  readonly user: User;
  /** False for resource accounts and for accounts that the configuration sets aside (break-glass, service, sync). */
  readonly isHuman: boolean;
  readonly isLicensed: boolean;
  /** Holds an enabled Microsoft 365 Copilot service plan. */
  readonly hasCopilot: Tri;
  /** Holds a base plan that Microsoft lists as eligible for Copilot; a gap where a licence is not in our table. */
  readonly hasEligibleBasePlan: Tri;
  /** In the pilot group of the configuration; false for everybody when none is set. */
  readonly isPilot: Tri;
  /** Last sign-in that counts: the last successful one, else the later of the other two; null: never. */
  readonly lastSignIn: Known<Timestamp | null>;
  /** The last day that Entra or the operator's leavers list gives; null: neither names one. */
  readonly leftOn: Known<string | null>;
  /** Disabled, past the leave date, or on the leavers list. */
  readonly departed: Tri;
  /** Enabled, licensed, human, known for long, and without a sign-in for `staleMemberDays`. */
  readonly suspectedLeaver: Tri;
  readonly directoryRoles: Known<readonly string[]>;
  readonly ownedGroups: Known<readonly string[]>;
  readonly memberOfGroups: Known<readonly string[]>;
  /** Files that he or she can open now by standing grants, personal sites of others included, the own OneDrive left out; a lower bound while `totals.reachGap` is not null. */
  readonly reach: { readonly files: number; readonly sensitiveFiles: number };
}

/** A Microsoft 365 or security group with its owners judged. */
export interface GroupRow {
  readonly group: Group;
  readonly siteId: Known<string | null>;
  readonly siteUrl: string | null;
  /** On the configuration's list of groups that are meant to be open to all. */
  readonly isIntended: boolean;
  readonly owners: Known<readonly { readonly name: string; readonly departed: Tri }[]>;
  /** Enabled members of the organization in it, nesting resolved. */
  readonly members: Known<number>;
  /** Guests among its members, nesting resolved. */
  readonly guests: Known<readonly { readonly name: string; readonly domain: string | null }[]>;
  /** The word that makes the group's name, its site's, a library's or an item's look like PHI; null: none does. */
  readonly sensitiveWord: Known<string | null>;
  /** Ids of the groups that Restricted Access Control limits its site to; null: it is off, or it has no site. A gap counts as off. */
  readonly restrictedTo: Known<readonly string[] | null>;
}

export type AudienceKind =
  | 'everyone-except-external'
  | 'everyone'
  | 'all-users'
  | 'public-group'
  | 'all-staff-group'
  | 'own-group'
  | 'group'
  | 'person'
  | 'guest'
  | 'site-group'
  | 'organization-link'
  | 'anyone-link'
  | 'application'
  | 'unrecognised';

/** Whom a grant names, for paths and for "what if it were removed"; `owners` are the owners of the group with that id. */
export type GrantPrincipal =
  | { readonly kind: 'everybody' | 'link' | 'unknown'; readonly id: null }
  | { readonly kind: 'group' | 'owners' | 'person'; readonly id: string };

/** One live grant of a scope. A SharePoint group whose members are known is one grant for each member, with the group in `via`. */
export interface Grant {
  readonly audience: AudienceKind;
  /** Name of the group or person, or our English name of the claim or link. */
  readonly label: string;
  /** `standing` reaches people now; `latent` reaches whoever opens the link. */
  readonly reach: 'standing' | 'latent';
  readonly role: 'read' | 'write' | 'owner';
  /** Everybody in the organization, by claim, public group or all-staff group. Never true of a link. */
  readonly orgWide: Tri;
  /** Enabled members reached now; 0 for a link that nobody opened. */
  readonly readers: Known<number>;
  readonly expires: Timestamp | null;
  /** Came down from the place above, as SharePoint says. A copy that it made when inheritance was broken did not. */
  readonly inherited: boolean;
  /** To the owner of the OneDrive that it stands in. */
  readonly toDriveOwner: boolean;
  /** Name of the SharePoint group through which it reaches; null: the grant names the audience itself. */
  readonly via: string | null;
  readonly principal: GrantPrincipal;
  /** An Everyone-except-external claim with the id of another tenant. */
  readonly isForeignClaim: boolean;
  /** Mail domain of a guest, lower case; null where it is no guest or the domain is not known. */
  readonly guestDomain: string | null;
}

/** An item that has its own access list, with everything under it that inherits from it. */
export interface Scope {
  readonly id: string;
  readonly site: Site;
  readonly drive: Drive;
  readonly isPersonal: boolean;
  readonly kind: 'root' | 'folder' | 'file';
  readonly place: Place;
  /** The word that makes the place look like PHI; null: none does. */
  readonly sensitiveWord: string | null;
  /** Files that inherit this list, itself included when it is a file. */
  readonly files: number;
  /** Of those, the ones whose path looks like PHI. */
  readonly sensitiveFiles: number;
  /** Of the PHI-looking files: those whose label was read, and those of them that carry one. */
  readonly sensitiveLabelRead: number;
  readonly sensitiveLabelled: number;
  /** Of all its files: those whose label was read, and those of them that carry one. */
  readonly labelRead: number;
  readonly labelled: number;
  readonly lastModified: Timestamp | null;
  readonly oldestFile: Timestamp | null;
  readonly newestFile: Timestamp | null;
  readonly creatorName: string | null;
  readonly creatorDeparted: Tri;
  readonly creatorSuspected: Tri;
  /** Every live entry, inherited ones too. */
  readonly grants: readonly Grant[];
  /** Granted to everybody, whether or not Restricted Access Control keeps most of them out. */
  readonly grantedOrgWide: Tri;
  /** Granted to everybody or to many, as above. */
  readonly grantedBroad: Tri;
  /** Ids of the groups that Restricted Access Control limits its site to; null: it is off. A gap counts as off. */
  readonly restrictedTo: Known<readonly string[] | null>;
  /** Restricted Content Discovery is on: harder to find, no less open. */
  readonly isDiscoveryRestricted: boolean;
  /** Reached now by everybody in the organization; never while Restricted Access Control is known to be on. */
  readonly standingOrgWide: Tri;
  /** Reached now by everybody, or by more people than `broadShare` allows, its own group's members not counted. */
  readonly standingBroad: Tri;
  /** Everybody, or more people than `broadShare` allows, may change it; the site's own group is not counted. */
  readonly standingBroadWrite: Tri;
  readonly standingReaders: Known<number>;
  /** People and guests with a grant of their own, staff or not. */
  readonly directReaders: Known<number>;
  readonly hasOrganizationLink: boolean;
  readonly hasAnyoneLink: boolean;
  /** On a site whose group the configuration lists as meant to be open to all. */
  readonly isIntended: boolean;
  /** Microsoft may have cut the list of entries. */
  readonly isAtLeast: boolean;
  /** The library's own list of items was not read whole, so counts are lower bounds. */
  readonly isPartlyRead: boolean;
}

/** A grant on a web or a list itself, which everything below inherits unless it says otherwise. */
export interface SiteGrant extends Grant {
  readonly on: 'web' | 'list' | 'item';
  /** Title of the web or list, and its address; of an item the list's title, never the item's name. */
  readonly title: string;
  readonly url: string;
  /** False for a subsite, a list or an item. */
  readonly isTop: boolean;
}

/** A site collection with its subsites: settings, who is let in at the top, who looks after it, and what lies in it. */
export interface SiteRow {
  readonly site: Site;
  readonly collectionId: string;
  readonly isPersonal: boolean;
  readonly isIntended: boolean;
  /** Its Microsoft 365 group; null: it has none. */
  readonly ownGroup: Known<{ readonly id: string; readonly visibility: string | null } | null>;
  /** Belongs to a private or shared channel of a team. */
  readonly channelType: Known<'none' | 'private' | 'shared'>;
  readonly properties: Known<SiteProperties>;
  readonly admins: Known<readonly SiteAdmin[]>;
  /** A word in the name of the site or of one of its libraries; null: none. */
  readonly nameWord: string | null;
  /** A word in one of those names that says that the work done there is sensitive (HR, legal, finance); null: none. Files do not inherit it. */
  readonly placeWord: string | null;
  /** That, or a word in the name of anything in it; a gap where it was not read whole. */
  readonly sensitiveWord: Known<string | null>;
  readonly files: number;
  readonly sensitiveFiles: number;
  /** Role assignments of its webs and lists (items of lists that are no libraries too), SharePoint groups resolved. */
  readonly grants: Known<readonly SiteGrant[]>;
  /** By any of `grants`; from Graph's view of its libraries where SharePoint was not read, then often a gap. */
  readonly grantedOrgWide: Tri;
  /** At the top of one of its webs or libraries, by more people than `broadShare` allows, its own group not counted. */
  readonly grantedBroad: Tri;
  readonly standingOrgWide: Tri;
  readonly standingBroad: Tri;
  /** The widest top: enabled members who reach it now. */
  readonly standingReaders: Known<number>;
  readonly restrictedTo: Known<readonly string[] | null>;
  readonly isDiscoveryRestricted: boolean;
  /** Last activity by SharePoint's own date or by the usage report. */
  readonly lastActivity: Known<Timestamp | null>;
  /** Why it may have been later: the other of the two was asked and did not tell; null: nothing. */
  readonly activityGap: Gap | null;
  /** People who look after it: administrators who are people, and members of its Owners group; owners of its group where it has one. */
  readonly owners: Known<readonly { readonly name: string; readonly departed: Tri }[]>;
  /** Of each web: who gets requests for access (empty: nobody is asked), and whether members may share. */
  readonly accessRequests: Known<
    readonly { readonly webUrl: string; readonly to: string; readonly departed: Tri; readonly membersCanShare: boolean | null }[]
  >;
  /** Libraries and lists with the number of items and of items with their own permissions. */
  readonly lists: Known<
    readonly { readonly title: string; readonly url: string; readonly items: number; readonly unique: number }[]
  >;
  /** Id of its container label; null: none. */
  readonly containerLabel: Known<string | null>;
}

export interface SiteAdmin {
  readonly name: string;
  readonly kind: 'person' | 'guest' | 'group' | 'everybody' | 'application' | 'unknown';
  readonly departed: Tri;
}

/** A live sharing link with its maker. */
export interface LinkRow {
  readonly id: string;
  readonly siteId: string;
  readonly kind: 'folder' | 'file' | 'root';
  readonly place: Place;
  readonly scope: 'anonymous' | 'organization' | 'users';
  readonly canEdit: boolean;
  readonly created: Timestamp | null;
  readonly expires: Timestamp | null;
  readonly creatorName: string | null;
  readonly creatorDeparted: Tri;
  readonly sensitive: boolean;
  readonly files: number;
}

/** What one persona of the configuration reaches, site by site. */
export interface PersonaRow {
  readonly name: string;
  /** Display name of the user; null: the directory has nobody of that name. */
  readonly user: Known<string | null>;
  /** Sites where he or she reaches PHI-looking files, or any place of a site on the must-not list. */
  readonly reached: readonly PersonaSite[];
  /** Must-not sites where reach cannot be excluded, and must-not entries that name no known site. */
  readonly doubts: readonly { readonly site: string; readonly gap: Gap }[];
  /** How many must-not entries were looked at. */
  readonly mustNot: number;
}

export interface PersonaSite {
  readonly site: Site;
  readonly files: number;
  readonly sensitiveFiles: number;
  readonly isForbidden: boolean;
  readonly isOwn: boolean;
  /** One way in, link by link: person, groups, SharePoint group, site, folder. PHI-looking folder names are not in it. */
  readonly path: readonly string[];
}

/** A drive with its owner judged. */
export interface DriveRow {
  readonly drive: Drive;
  readonly site: Site;
  readonly isPersonal: boolean;
  readonly ownerName: string | null;
  readonly ownerDeparted: Tri;
  /** When the owner left or was last seen, where evidence tells. */
  readonly ownerLeftOn: Known<string | null>;
  /** Live entries of its own places that let in anybody but the owner. */
  readonly liveShares: Known<number>;
  /** Files read in it; a lower bound where the drive was not read whole. */
  readonly files: number;
  /** Organization links on it. */
  readonly organizationLinks: number;
}

/** An application with what it may do and for whom. */
export interface App {
  readonly app: ServicePrincipal;
  readonly isFirstParty: boolean;
  /** On the configuration's list of approved tools. */
  readonly isApproved: boolean;
  /** The catalogue's name of the AI tool that this is, and how it was recognised. */
  readonly aiTool: { readonly name: string; readonly matchedBy: 'appId' | 'host' | 'name' } | null;
  readonly delegated: Known<readonly DelegatedGrant[]>;
  readonly applicationRoles: Known<readonly string[]>;
  /** Names of the people who consented for themselves. */
  readonly consentedBy: Known<readonly string[]>;
}

export interface RowKinds {
  person: Person;
  group: GroupRow;
  drive: DriveRow;
  scope: Scope;
  site: SiteRow;
  link: LinkRow;
  persona: PersonaRow;
  app: App;
  label: LabelRow;
  labelPolicy: LabelPolicyRow;
  dlpPolicy: DlpPolicyRow;
}

export type RowKind = keyof RowKinds;

/** Sums over the tenant that several rules use. */
export interface Totals {
  readonly enabledMembers: Known<number>;
  readonly files: number;
  readonly scopes: number;
  readonly pilotGroupConfigured: boolean;
  readonly knownSites: number;
  readonly knownDrives: number;
  readonly wholeDrives: number;
  readonly wholeSites: number;
  /** Percentage of known sites and drives that were read whole; null when the list itself is not whole. */
  readonly sitesCoverage: number | null;
  /** What keeps the list of sites from being whole; null: nothing. */
  readonly sitesListGap: Gap | null;
  /** Sites that were not read whole, each with the first reason. */
  readonly unreadSites: readonly { readonly site: Site; readonly gap: Gap }[];
  /** Sites that Copilot does not reach: archived, or locked with NoAccess. They are in no other number. */
  readonly outOfReach: readonly { readonly site: Site; readonly why: 'archived' | 'no-access' }[];
  /** Files whose sensitivity label was read, and those of them that carry one. */
  readonly labelRead: number;
  readonly labelled: number;
  /** Files that are not in a OneDrive. */
  readonly sharedFiles: number;
  /** Why the reach of people is a lower bound; null: it is exact. */
  readonly reachGap: Gap | null;
  /** What SharePoint was asked of a site and did not tell, so that places may be missing, or count though nobody reaches them; null: nothing. */
  readonly placesGap: Gap | null;
  /** Personas of the configuration. */
  readonly personas: number;
  /** Business associates of the configuration, by mail domain. */
  readonly businessAssociates: ReadonlyMap<string, { readonly agreement: boolean }>;
}
