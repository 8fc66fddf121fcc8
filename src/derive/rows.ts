/** The joined rows that rules visit: evidence with every secondary fact already looked up, each as a value or a gap. */
import type { DelegatedGrant, ServicePrincipal } from '../evidence/apps.js';
import type { Drive, Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { Group, Timestamp, User } from '../evidence/directory.js';
import type { Known, Tri } from '../evidence/known.js';
import type { Place } from '../evidence/place.js';

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
  /** The word that makes the group's name, its site's, a library's or an item's look like PHI; null: none does. */
  readonly sensitiveWord: Known<string | null>;
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

/** One live grant of a scope. */
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
  readonly lastModified: Timestamp | null;
  readonly oldestFile: Timestamp | null;
  readonly newestFile: Timestamp | null;
  readonly creatorName: string | null;
  readonly creatorDeparted: Tri;
  readonly creatorSuspected: Tri;
  /** Every live entry, inherited ones too. */
  readonly grants: readonly Grant[];
  /** Reached now by everybody in the organization. */
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
  app: App;
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
}
