/** Reads the organization: its name, its verified domains and its country. */
import type { Organization } from '../evidence/directory.js';
import { defineCollector } from './define.js';
import { date, flag, type Json, records, text } from './fields.js';
import { collectList } from './paged.js';

const permission = 'Organization.Read.All';
const access = [{ permission, why: 'the name of the tenant and its verified domains, which tell inside from outside' }];

export default defineCollector({
  meta: {
    id: 'organization',
    title: 'Organization',
    provides: ['organization'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/organization'],
  },
  collect(context) {
    const query = { $select: 'id,displayName,verifiedDomains,countryLetterCode,createdDateTime' };
    const request = { path: '/organization', query, lane: 'directory', units: 1, permission } as const;
    return collectList(context, { dataset: 'organization', request, map: organizationOf });
  },
});

export function organizationOf(entry: Json): Organization | null {
  const id = text(entry.id);
  if (id === null) return null;
  return {
    id,
    displayName: text(entry.displayName) ?? '',
    verifiedDomains: records(entry.verifiedDomains).flatMap((domain) => {
      const name = text(domain.name);
      return name === null
        ? []
        : [{ name, isDefault: flag(domain.isDefault) === true, isInitial: flag(domain.isInitial) === true }];
    }),
    countryLetterCode: text(entry.countryLetterCode),
    createdDateTime: date(entry.createdDateTime),
  };
}
