/** Lists the enterprise applications of the tenant. */
import type { ServicePrincipal } from '../evidence/apps.js';
import { defineCollector } from './define.js';
import { flag, type Json, record, text, texts } from './fields.js';
import { collectList } from './paged.js';

const permission = 'Application.Read.All';
const access = [{ permission, why: 'which applications, AI tools among them, are in the tenant' }];

export default defineCollector({
  meta: {
    id: 'applications',
    title: 'Enterprise applications',
    provides: ['servicePrincipals'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/servicePrincipals'],
  },
  collect(context) {
    const select =
      'id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId,verifiedPublisher,homepage,replyUrls';
    const query = { $select: select, $top: '999' };
    const request = { path: '/servicePrincipals', query, lane: 'directory', units: 1, permission } as const;
    return collectList(context, { dataset: 'servicePrincipals', request, map: servicePrincipalOf });
  },
});

export function servicePrincipalOf(entry: Json): ServicePrincipal | null {
  const id = text(entry.id);
  const appId = text(entry.appId);
  const accountEnabled = flag(entry.accountEnabled);
  if (id === null || appId === null || accountEnabled === null) return null;
  return {
    id,
    appId,
    displayName: text(entry.displayName) ?? appId,
    accountEnabled,
    servicePrincipalType: text(entry.servicePrincipalType) ?? '',
    appOwnerOrganizationId: text(entry.appOwnerOrganizationId),
    verifiedPublisher: text(record(entry.verifiedPublisher)?.displayName),
    homepage: text(entry.homepage),
    replyUrlHosts: hostsOf(texts(entry.replyUrls)),
  };
}

/** Hosts, each once. Addresses of apps on devices (`ms-app://…`, `urn:…`) have none that tells anything. */
function hostsOf(urls: readonly string[]): readonly string[] {
  const hosts = urls.filter((url) => URL.canParse(url) && /^https?:/i.test(url)).map((url) => new URL(url).hostname);
  return [...new Set(hosts)];
}
