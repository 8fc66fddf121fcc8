/** SharePoint's sharing settings as a careful clinic has them. */
import type { SharePointSettings } from '../../../src/evidence/content.js';

/** The fact with one row, changed where a case says so. */
export function settings(over: Partial<SharePointSettings> = {}): { sharePointSettings: SharePointSettings[] } {
  return {
    sharePointSettings: [
      {
        sharingCapability: 'existingExternalUserSharingOnly',
        sharingDomainRestrictionMode: 'allowList',
        sharingAllowedDomainList: ['lab.example'],
        sharingBlockedDomainList: [],
        isResharingByExternalUsersEnabled: false,
        deletedUserPersonalSiteRetentionPeriodInDays: 365,
        isUnmanagedSyncAppForTenantRestricted: true,
        allowedDomainGuidsForSyncApp: ['d1'],
        idleSessionSignOut: { isEnabled: true, signOutAfterInSeconds: 3600 },
        ...over,
      },
    ],
  };
}
