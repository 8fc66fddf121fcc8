/** Sharing settings as a careful clinic has them, as Microsoft Graph and as SharePoint itself tell them. */
import type { SharePointSettings } from '../../../src/evidence/content.js';
import type { SharePointTenant } from '../../../src/evidence/sharepoint.js';
import { someSharePointTenant } from '../../kit/sharepoint-settings.js';

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

/** The same as SharePoint's administration names it. */
export function tenant(over: Partial<SharePointTenant> = {}): { sharePointTenant: SharePointTenant[] } {
  return { sharePointTenant: [someSharePointTenant(over)] };
}
