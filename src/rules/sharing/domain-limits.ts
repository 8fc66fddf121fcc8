/** How a list of domains limits sharing outside, as Microsoft Graph and as SharePoint tell it. */
import { type Known, known, unknown } from '../../evidence/known.js';
import { graphSetting, type SharingSources, tenantSetting } from '../tenant-sharing.js';

export type DomainLimit = 'allowed domains' | 'blocked domains' | 'no limit';

export function domainLimits(sources: SharingSources): {
  readonly graph: Known<DomainLimit>;
  readonly sharePoint: Known<DomainLimit>;
} {
  return {
    graph: limitOf(
      'Microsoft Graph',
      graphSetting(sources, 'sharingDomainRestrictionMode'),
      graphSetting(sources, 'sharingAllowedDomainList'),
      graphSetting(sources, 'sharingBlockedDomainList'),
    ),
    sharePoint: limitOf(
      'SharePoint',
      tenantSetting(sources, 'sharingDomainRestrictionMode'),
      tenantSetting(sources, 'sharingAllowedDomainList'),
      tenantSetting(sources, 'sharingBlockedDomainList'),
    ),
  };
}

/** A mode without its list is no answer: the list was left out, or the mode is not in use. */
function limitOf(
  who: string,
  mode: Known<string>,
  allowed: Known<readonly string[]>,
  blocked: Known<readonly string[]>,
): Known<DomainLimit> {
  if (!mode.known) return mode;
  const word = mode.value.toLowerCase();
  if (word === 'none') return known('no limit');
  const list = word === 'allowlist' ? allowed : word === 'blocklist' ? blocked : null;
  if (list === null)
    return unknown({ reason: 'failed', detail: `${who} gave no value that we know for sharingDomainRestrictionMode.` });
  if (!list.known) return list;
  if (list.value.length === 0)
    return unknown({ reason: 'failed', detail: `${who} gave sharingDomainRestrictionMode without its list of domains.` });
  return known(word === 'allowlist' ? 'allowed domains' : 'blocked domains');
}
