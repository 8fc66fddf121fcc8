/** What was built, in plain words, so that tests can work out what a scan should see. No verdict of ours stands here. */
import type { PlantedCompliance } from './compliance/counts.js';
import type { OrdinaryShare } from './content.js';
import type { Language } from './words.js';

export interface PlantedFolder {
  readonly siteId: string;
  readonly driveId: string;
  readonly itemId: string;
  readonly name: string;
  /** As a reader would write it: `/sites/FrontOffice/Documents/Patient Intake Forms`. */
  readonly path: string;
  readonly files: number;
  /** `inherits`: nothing is set on the folder, its library says who may open it. */
  readonly grantKind: 'everyone except external users' | 'organization link' | 'inherits';
  /** Of the grant; empty where the folder inherits. */
  readonly roles: readonly string[];
  readonly phiLookingName: boolean;
  readonly createdById: string;
}

export interface PlantedLeaver {
  readonly id: string;
  readonly upn: string;
  readonly enabled: boolean;
  readonly licensed: boolean;
  readonly lastSignInDaysAgo: number;
  readonly onLeaversList: boolean;
}

export interface PlantedGroup {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly owners: number;
  readonly siteId: string | null;
  readonly visibility: string | null;
}

export interface PlantedApp {
  readonly id: string;
  readonly appId: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly firstParty: boolean;
  readonly verifiedPublisher: boolean;
  /** Delegated permissions, and who consented: a person, or an administrator for all. */
  readonly delegated: readonly { readonly scopes: readonly string[]; readonly byUpn: string | 'administrator' }[];
  readonly application: readonly string[];
}

/** A claim inside a SharePoint group, where Graph does not see it. */
export interface PlantedClaim {
  readonly siteId: string;
  readonly collectionId: string;
  readonly groupId: number;
  readonly groupTitle: string;
  readonly loginName: string;
}

/** What is told of every generated tenant. */
export interface PlantedTenant {
  readonly variant: string;
  readonly language: Language;
  readonly asOf: string;
  readonly organization: string;
  readonly tenantId: string;
  readonly domain: string;
  /** The list that HR keeps. */
  readonly leaversList: readonly { readonly upn: string; readonly lastDay: string }[];
  /** Labels, DLP and audit, as their services keep them. */
  readonly compliance: PlantedCompliance;
}

export interface Planted extends PlantedTenant {
  readonly variant: 'clinic' | 'clean' | 'blind';
  readonly staff: { readonly enabledMembers: number; readonly disabledMembers: number; readonly providers: number };
  readonly guests: { readonly total: number; readonly staleUpns: readonly string[]; readonly pendingUpns: readonly string[] };
  readonly globalAdminUpns: readonly string[];
  /** People who left; their accounts may not show it. */
  readonly exEmployees: readonly PlantedLeaver[];
  readonly departedCreator: {
    readonly id: string;
    readonly upn: string;
    readonly displayName: string;
    readonly enabled: boolean;
    readonly licensed: boolean;
    readonly disabledMonthsAgo: number;
    readonly memberOfGroupIds: readonly string[];
    readonly oneDriveSiteId: string | null;
  };
  /** Made by the departed creator; those that are gone are not listed. */
  readonly folders: readonly PlantedFolder[];
  /** With names that sound of patients, in the clinical library, open to the members of its group. */
  readonly clinicalFolders: readonly PlantedFolder[];
  readonly clinicalGroupId: string;
  readonly ordinaryShares: readonly OrdinaryShare[];
  /** Everyone except external users, in the visitors' group of a site and nowhere else there; null: nowhere. */
  readonly everyoneInVisitors: PlantedClaim | null;
  /** The same claim with the id of another tenant, in the visitors' group of another site. */
  readonly foreignClaim: PlantedClaim | null;
  readonly groups: readonly PlantedGroup[];
  readonly pilotGroup: { readonly id: string; readonly memberIds: readonly string[] };
  readonly licences: readonly { readonly skuPartNumber: string; readonly enabled: number; readonly consumed: number }[];
  readonly labels: number;
  readonly sharingCapability: string;
  readonly securityDefaults: boolean;
  readonly apps: readonly PlantedApp[];
  readonly counts: {
    readonly users: number;
    readonly groups: number;
    readonly sites: number;
    readonly oneDrives: number;
    readonly drives: number;
    /** Roots, folders and files. */
    readonly items: number;
    readonly files: number;
    /** Items other than roots with entries of their own. */
    readonly itemsWithOwnPermissions: number;
  };
}
