/** For whom a new link is by default, in SharePoint and in OneDrive. */
import { type Known, known, unknown } from '../../evidence/known.js';
import type { SharePointTenant } from '../../evidence/sharepoint.js';
import { type SharingSources, tenantSetting } from '../tenant-sharing.js';

type Scope = Exclude<SharePointTenant['coreDefaultShareLinkScope'], 'Uninitialized' | null>;
type ScopeKey = 'coreDefaultShareLinkScope' | 'oneDriveDefaultShareLinkScope';

const SCOPE_OF = { Direct: 'SpecificPeople', Internal: 'Organization', AnonymousAccess: 'Anyone' } as const;
export const SERVICES: readonly (readonly [string, ScopeKey])[] = [
  ['SharePoint', 'coreDefaultShareLinkScope'],
  ['OneDrive', 'oneDriveDefaultShareLinkScope'],
];

/** The newer setting of the service, or the older one of the tenant where the newer was never set. */
export function defaultScope(tenant: Pick<SharingSources, 'sharePointTenant'>, key: ScopeKey): Known<Scope> {
  const own = tenantSetting(tenant, key);
  if (!own.known) return own;
  if (own.value !== 'Uninitialized') return known(own.value);
  const old = tenantSetting(tenant, 'defaultSharingLinkType');
  if (!old.known) return old;
  if (old.value !== 'None') return known(SCOPE_OF[old.value]);
  return unknown({ reason: 'failed', detail: 'SharePoint names no default link at all.' });
}
