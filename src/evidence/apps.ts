/** Rows of OAuth: applications in the tenant, the delegated grants they hold and the application permissions they were given. */

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly servicePrincipalType: string;
  readonly appOwnerOrganizationId: string | null;
  readonly verifiedPublisher: string | null;
  readonly homepage: string | null;
  readonly replyUrlHosts: readonly string[];
}

export interface DelegatedGrant {
  readonly id: string;
  /** Object id of the service principal that holds the grant. */
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  readonly scopes: readonly string[];
}

/** An application permission that a service principal holds on Microsoft Graph or SharePoint. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly appRoleId: string;
  /** The value of the role (`Files.Read.All`), or null where the resource does not list it. */
  readonly appRoleValue: string | null;
}
