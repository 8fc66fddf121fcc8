/** Reads what users and administrators have consented to in the name of users. */
import type { DelegatedGrant } from '../evidence/apps.js';
import { defineCollector } from './define.js';
import { type Json, text } from './fields.js';
import { collectList } from './paged.js';

const permission = 'Directory.Read.All';
const access = [{ permission, why: 'which applications may read mail and files in the name of whom' }];

export default defineCollector({
  meta: {
    id: 'delegated-grants',
    title: 'Delegated consent grants',
    provides: ['delegatedGrants'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/oauth2PermissionGrants'],
  },
  collect(context) {
    const request = { path: '/oauth2PermissionGrants', query: { $top: '999' }, lane: 'directory', units: 2, permission } as const;
    return collectList(context, { dataset: 'delegatedGrants', request, map: grantOf });
  },
});

export function grantOf(entry: Json): DelegatedGrant | null {
  const id = text(entry.id);
  const clientId = text(entry.clientId);
  const resourceId = text(entry.resourceId);
  const { consentType, scope } = entry;
  if (id === null || clientId === null || resourceId === null || typeof scope !== 'string') return null;
  if (consentType !== 'AllPrincipals' && consentType !== 'Principal') return null;
  // The list of scopes begins with a blank at times.
  const scopes = scope.split(/\s+/).filter((one) => one !== '');
  return { id, clientId, consentType, principalId: text(entry.principalId), resourceId, scopes };
}
