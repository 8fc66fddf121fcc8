/**
 * The property names that Microsoft's v1.0 metadata knows for each type that is served, so that a `$select` of any other
 * name is refused as Microsoft refuses it. Taken from the CSDL of 2026-08-20; navigation properties are not in it.
 */
const PROPERTIES = {
  user:
    'id aboutMe accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo birthday businessPhones ' +
    'city companyName consentProvidedForMinor country createdDateTime creationType customSecurityAttributes ' +
    'deletedDateTime department deviceEnrollmentLimit displayName employeeHireDate employeeId employeeLeaveDateTime ' +
    'employeeOrgData employeeType externalUserState externalUserStateChangeDateTime faxNumber givenName hireDate ' +
    'identities identityParentId imAddresses interests isManagementRestricted isResourceAccount jobTitle ' +
    'lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates mail mailboxSettings ' +
    'mailNickname mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName ' +
    'onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime onPremisesProvisioningErrors ' +
    'onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName ' +
    'otherMails passwordPolicies passwordProfile pastProjects postalCode preferredDataLocation preferredLanguage ' +
    'preferredName print provisionedPlans proxyAddresses responsibilities schools securityIdentifier ' +
    'serviceProvisioningErrors showInAddressList signInActivity signInSessionsValidFromDateTime skills state ' +
    'streetAddress surname usageLocation userPrincipalName userType',
  group:
    'id accessType allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers classification ' +
    'createdDateTime deletedDateTime description displayName expirationDateTime groupTypes ' +
    'hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients infoCatalogs isArchived ' +
    'isAssignableToRole isFavorite isManagementRestricted isSubscribedByMail licenseProcessingState mail ' +
    'mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName ' +
    'onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesProvisioningErrors ' +
    'onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled organizationId ' +
    'preferredDataLocation preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions ' +
    'resourceProvisioningOptions securityEnabled securityIdentifier serviceProvisioningErrors theme uniqueName ' +
    'unseenConversationsCount unseenCount unseenMessagesCount visibility welcomeMessageEnabled',
  site:
    'id createdBy createdDateTime description displayName error eTag isPersonalSite lastModifiedBy ' +
    'lastModifiedDateTime name parentReference root sharepointIds siteCollection webUrl',
  drive:
    'id createdBy createdDateTime description driveType eTag lastModifiedBy lastModifiedDateTime name owner ' +
    'parentReference quota sharePointIds system webUrl',
  driveItem:
    'id audio bundle content createdBy createdDateTime cTag deleted description eTag file fileSystemInfo folder ' +
    'image lastModifiedBy lastModifiedDateTime location malware name package parentReference pendingOperations ' +
    'photo publication remoteItem root searchResult shared sharepointIds size specialFolder video webDavUrl webUrl',
  permission:
    'id expirationDateTime grantedTo grantedToIdentities grantedToIdentitiesV2 grantedToV2 hasPassword ' +
    'inheritedFrom invitation link roles shareId',
  organization:
    'id assignedPlans businessPhones city country countryLetterCode createdDateTime defaultUsageLocation ' +
    'deletedDateTime displayName marketingNotificationEmails mobileDeviceManagementAuthority ' +
    'onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType postalCode preferredLanguage privacyProfile ' +
    'provisionedPlans securityComplianceNotificationMails securityComplianceNotificationPhones state street ' +
    'technicalNotificationMails tenantType verifiedDomains',
  subscribedSku:
    'id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans skuId ' +
    'skuPartNumber subscriptionIds',
  servicePrincipal:
    'id accountEnabled addIns alternativeNames appDescription appDisplayName appId applicationTemplateId ' +
    'appOwnerOrganizationId appRoleAssignmentRequired appRoles createdByAppId customSecurityAttributes ' +
    'deletedDateTime description disabledByMicrosoftStatus displayName homepage info isDisabled keyCredentials ' +
    'loginUrl logoutUrl notes notificationEmailAddresses oauth2PermissionScopes passwordCredentials ' +
    'preferredSingleSignOnMode preferredTokenSigningKeyThumbprint replyUrls resourceSpecificApplicationPermissions ' +
    'samlSingleSignOnSettings servicePrincipalNames servicePrincipalType signInAudience tags tokenEncryptionKeyId ' +
    'verifiedPublisher',
  oAuth2PermissionGrant: 'id clientId consentType principalId resourceId scope',
  appRoleAssignment:
    'id appRoleId createdDateTime deletedDateTime principalDisplayName principalId principalType ' +
    'resourceDisplayName resourceId',
  sharepointSettings:
    'id allowedDomainGuidsForSyncApp availableManagedPathsForSiteCreation ' +
    'deletedUserPersonalSiteRetentionPeriodInDays excludedFileExtensionsForSyncApp idleSessionSignOut ' +
    'imageTaggingOption isCommentingOnSitePagesEnabled isFileActivityNotificationEnabled ' +
    'isLegacyAuthProtocolsEnabled isLoopEnabled isMacSyncAppEnabled isRequireAcceptingUserToMatchInvitedUserEnabled ' +
    'isResharingByExternalUsersEnabled isSharePointMobileNotificationEnabled isSharePointNewsfeedEnabled ' +
    'isSiteCreationEnabled isSiteCreationUIEnabled isSitePagesCreationEnabled isSitesStorageLimitAutomatic ' +
    'isSyncButtonHiddenOnPersonalSite isUnmanagedSyncAppForTenantRestricted personalSiteDefaultStorageLimitInMB ' +
    'sharingAllowedDomainList sharingBlockedDomainList sharingCapability sharingDomainRestrictionMode ' +
    'siteCreationDefaultManagedPath siteCreationDefaultStorageLimitInMB tenantDefaultTimezone',
  sensitivityLabel:
    'id actionSource autoTooltip description displayName hasProtection isDefault isEndpointProtectionEnabled ' +
    'isScopedToUser locale name priority toolTip',
  authorizationPolicy:
    'id allowedToSignUpEmailBasedSubscriptions allowedToUseSSPR allowEmailVerifiedUsersToJoinOrganization ' +
    'allowInvitesFrom allowUserConsentForRiskyApps blockMsolPowerShell defaultUserRolePermissions deletedDateTime ' +
    'description displayName guestUserRoleId',
  conditionalAccessPolicy:
    'id conditions createdDateTime deletedDateTime description displayName grantControls modifiedDateTime ' +
    'sessionControls state templateId',
  identitySecurityDefaultsEnforcementPolicy: 'id deletedDateTime description displayName isEnabled',
  groupSetting: 'id displayName templateId values',
  secureScore:
    'id activeUserCount averageComparativeScores azureTenantId controlScores createdDateTime currentScore enabledServices ' +
    'licensedUserCount maxScore vendorInformation',
  configurationSnapshotJob:
    'id completedDateTime createdBy createdDateTime description displayName errorDetails resourceLocation resources status ' +
    'tenantId',
  configurationBaseline: 'id description displayName parameters resources',
  adminReportSettings: 'id displayConcealedNames',
  channel:
    'id createdDateTime description displayName email isArchived isFavoriteByDefault layoutType membershipType ' +
    'migrationMode originalCreatedDateTime summary tenantId webUrl',
  unifiedRoleAssignment: 'id appScopeId condition directoryScopeId principalId principalOrganizationId roleDefinitionId',
  unifiedRoleDefinition: 'id description displayName isBuiltIn isEnabled resourceScopes rolePermissions templateId version',
} as const;

export type GraphType = keyof typeof PROPERTIES;

/** Whether the metadata knows this property of this type. A directory object may be a user, a group or a service principal. */
export function isKnownProperty(type: GraphType | 'directoryObject', name: string): boolean {
  const types: readonly GraphType[] = type === 'directoryObject' ? ['user', 'group', 'servicePrincipal'] : [type];
  return types.some((one) => ` ${PROPERTIES[one]} `.includes(` ${name} `));
}
