/** Rows of the directory: the organization, its licences, people, groups, roles and policies, slimmed from Microsoft Graph. */
import type { Known } from './known.js';

/** ISO 8601 date and time in UTC, as Graph writes it. */
export type Timestamp = string;

export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly verifiedDomains: readonly { readonly name: string; readonly isDefault: boolean; readonly isInitial: boolean }[];
  readonly countryLetterCode: string | null;
  readonly createdDateTime: Timestamp | null;
}

export interface SubscribedSku {
  readonly id: string;
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly capabilityStatus: string;
  readonly consumedUnits: number;
  readonly enabledUnits: number;
  readonly servicePlans: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly appliesTo: string;
  }[];
}

export interface AssignedLicence {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** The three sign-in dates of Entra ID; any of them may be null on an account that never did it. */
export interface SignInActivity {
  readonly lastSuccessful: Timestamp | null;
  readonly lastInteractive: Timestamp | null;
  readonly lastNonInteractive: Timestamp | null;
}

export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly employeeId: string | null;
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  readonly createdDateTime: Timestamp | null;
  readonly externalUserState: string | null;
  readonly externalUserStateChangeDateTime: Timestamp | null;
  readonly isResourceAccount: boolean;
  readonly assignedLicenses: readonly AssignedLicence[];
  readonly department: string | null;
  /** A gap without Entra ID P1 or `AuditLog.Read.All`. */
  readonly signIn: Known<SignInActivity>;
  /** A gap unless the leave date was readable; null: none is set. */
  readonly employeeLeaveDateTime: Known<Timestamp | null>;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly visibility: string | null;
  readonly isUnified: boolean;
  readonly isTeam: boolean;
  readonly isDynamic: boolean;
  readonly securityEnabled: boolean;
  readonly createdDateTime: Timestamp | null;
}

/** One membership or ownership of a group. */
export interface GroupLink {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberKind: 'user' | 'group' | 'other';
  readonly role: 'member' | 'owner';
}

/** The site of a Microsoft 365 group. */
export interface GroupSite {
  readonly groupId: string;
  readonly siteId: string;
  readonly webUrl: string;
}

export interface DirectoryRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly roleName: string;
}

/** A Conditional Access policy, only what rules read. */
export interface ConditionalAccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly includeUsers: readonly string[];
  readonly excludeUsers: readonly string[];
  readonly includeGroups: readonly string[];
  readonly excludeGroups: readonly string[];
  readonly includeRoles: readonly string[];
  readonly excludeRoles: readonly string[];
  readonly excludesGuests: boolean;
  readonly includeApplications: readonly string[];
  readonly excludeApplications: readonly string[];
  readonly clientAppTypes: readonly string[];
  /** True where a platform, location, device or risk condition narrows the policy. */
  readonly isNarrowed: boolean;
  readonly grantOperator: string | null;
  readonly builtInControls: readonly string[];
  readonly authenticationStrengthId: string | null;
}

export interface SecurityDefaults {
  readonly isEnabled: boolean;
}

export interface AuthorizationPolicy {
  readonly allowInvitesFrom: string | null;
  readonly guestUserRoleId: string | null;
  readonly permissionGrantPoliciesAssigned: readonly string[];
  readonly allowedToCreateApps: boolean | null;
}

/** A person whom the operator's own list names as having left. */
export interface Leaver {
  /** User principal name, mail address or employee id, lower case. */
  readonly key: string;
  readonly lastDay: string | null;
}
