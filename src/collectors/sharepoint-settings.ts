/** Reads the sharing settings of the whole tenant, as far as Microsoft Graph shows them. */
import type { SharePointSettings } from '../evidence/content.js';
import { defineCollector } from './define.js';
import { amount, flag, type Json, record, text, texts } from './fields.js';
import { collectOne } from './paged.js';

const permission = 'SharePointTenantSettings.Read.All';
const access = [{ permission, why: 'the widest sharing that the tenant allows' }];

export default defineCollector({
  meta: {
    id: 'sharepoint-settings',
    title: 'SharePoint tenant settings',
    provides: ['sharePointSettings'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Global Reader',
    profile: 'minimal',
    endpoints: ['/admin/sharepoint/settings'],
  },
  collect(context) {
    const request = { path: '/admin/sharepoint/settings', lane: 'sharepoint', units: 1, permission } as const;
    return collectOne(context, { dataset: 'sharePointSettings', request, map: settingsOf });
  },
});

export function settingsOf(entry: Json): SharePointSettings {
  return {
    sharingCapability: text(entry.sharingCapability),
    sharingDomainRestrictionMode: text(entry.sharingDomainRestrictionMode),
    sharingAllowedDomainList: texts(entry.sharingAllowedDomainList),
    sharingBlockedDomainList: texts(entry.sharingBlockedDomainList),
    isResharingByExternalUsersEnabled: flag(entry.isResharingByExternalUsersEnabled),
    deletedUserPersonalSiteRetentionPeriodInDays: amount(entry.deletedUserPersonalSiteRetentionPeriodInDays),
    isUnmanagedSyncAppForTenantRestricted: flag(entry.isUnmanagedSyncAppForTenantRestricted),
    allowedDomainGuidsForSyncApp: texts(entry.allowedDomainGuidsForSyncApp),
    idleSessionSignOut: idleSignOut(entry.idleSessionSignOut),
  };
}

function idleSignOut(value: unknown): SharePointSettings['idleSessionSignOut'] {
  const object = record(value);
  const isEnabled = flag(object?.isEnabled);
  return isEnabled === null ? null : { isEnabled, signOutAfterInSeconds: amount(object?.signOutAfterInSeconds) };
}
