/** ITEM-001: Anyone links, live or dormant. */
import type { SharePointSettings } from '../../../src/evidence/content.js';
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-001.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const link = aGrant({ audience: 'anyone-link', label: 'Anyone link', reach: 'latent', readers: known(0) });
const linked = { hasAnyoneLink: true, grants: [link] };
const settings = (sharingCapability: string | null): { sharePointSettings: SharePointSettings[] } => ({
  sharePointSettings: [
    {
      sharingCapability,
      sharingDomainRestrictionMode: null,
      sharingAllowedDomainList: [],
      sharingBlockedDomainList: [],
      isResharingByExternalUsersEnabled: null,
      deletedUserPersonalSiteRetentionPeriodInDays: null,
      isUnmanagedSyncAppForTenantRestricted: null,
      allowedDomainGuidsForSyncApp: [],
      idleSessionSignOut: null,
    },
  ],
});

ruleCases(rule, {
  pass: [
    { name: 'nothing shared', rows: { scope: [aScope()] } },
    {
      name: 'an organization link and a claim are other rules',
      rows: { scope: [aScope({ hasOrganizationLink: true, grants: [anEveryoneGrant()] })] },
    },
    {
      name: 'a link that came down from the folder above',
      rows: { scope: [aScope({ ...linked, grants: [{ ...link, inherited: true }] })] },
    },
    { name: 'tenant settings unread do not matter', rows: { scope: [aScope()] }, facts: { sharePointSettings: FORBIDDEN } },
  ],
  fail: [
    {
      name: 'a site that is meant to be open to the staff is not meant for anyone',
      rows: { scope: [aScope({ ...linked, isIntended: true })] },
    },
    {
      name: 'a link on a plain folder',
      rows: { scope: [aScope(linked)] },
      facts: settings('externalUserAndGuestSharing'),
      expect: { message: 'some', severity: 'high', gate: 'condition', measures: { standing: 0, latent: 0, files: 10 } },
    },
    {
      name: 'a link on a place with PHI-looking files',
      rows: { scope: [aScope({ ...linked, sensitiveFiles: 3 }), aScope({ id: 'drive-1/item-2' })] },
      expect: { severity: 'critical', gate: 'block', objects: ['drive-1/item-1'], measures: { standing: 0, latent: 3 } },
    },
    {
      name: 'a link on a library not read whole, in which more may look like PHI',
      rows: { scope: [aScope({ ...linked, kind: 'root', isPartlyRead: true })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'a link on a file of a library not read whole',
      rows: { scope: [aScope({ ...linked, kind: 'file', isPartlyRead: true })] },
      expect: { severity: 'high', summary: /looking name: 0\.$/ },
    },
    {
      name: 'a link on a PHI-looking folder',
      rows: { scope: [aScope({ ...linked, sensitiveWord: 'intake' })] },
      expect: { severity: 'critical' },
    },
    {
      name: 'a link that tenant settings block now',
      rows: { scope: [aScope(linked)] },
      facts: settings('externalUserSharingOnly'),
      expect: { message: 'dormant', summary: /revives if Anyone links are allowed again/ },
    },
    { name: 'settings that say nothing', rows: { scope: [aScope(linked)] }, facts: settings(null), expect: { message: 'some' } },
    {
      name: 'settings unread',
      rows: { scope: [aScope(linked)] },
      facts: { sharePointSettings: FORBIDDEN },
      expect: { message: 'some' },
    },
    { name: 'one seen in part', rows: { scope: [aScope(linked)] }, partial: FORBIDDEN },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'a list that may be cut', rows: { scope: [aScope({ isAtLeast: true })] } },
  ],
});
