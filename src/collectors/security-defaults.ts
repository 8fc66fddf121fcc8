/** Reads whether security defaults are on. */
import type { SecurityDefaults } from '../evidence/directory.js';
import { defineCollector } from './define.js';
import { flag, type Json } from './fields.js';
import { collectOne } from './paged.js';

const permission = 'Policy.Read.All';
const access = [{ permission, why: 'whether Microsoft asks everybody for multifactor sign-in' }];

export default defineCollector({
  meta: {
    id: 'security-defaults',
    title: 'Security defaults',
    provides: ['securityDefaults'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Global Reader',
    profile: 'minimal',
    endpoints: ['/policies/identitySecurityDefaultsEnforcementPolicy'],
  },
  collect(context) {
    const path = '/policies/identitySecurityDefaultsEnforcementPolicy';
    const request = { path, lane: 'directory', units: 1, permission } as const;
    return collectOne(context, { dataset: 'securityDefaults', request, map: securityDefaultsOf });
  },
});

export function securityDefaultsOf(entry: Json): SecurityDefaults | null {
  const isEnabled = flag(entry.isEnabled);
  return isEnabled === null ? null : { isEnabled };
}
