/** Who answers requests for access to a site, and where members let others in by themselves. */
import type { SiteRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import type { Known } from '../../evidence/known.js';
import { orNull } from '../kit.js';

type Web = SiteRow['accessRequests'] extends Known<readonly (infer W)[]> ? W : never;

interface Doorkeepers {
  /** Webs whose requests go to somebody who left. */
  readonly lost: readonly Web[];
  /** Webs whose members may share. */
  readonly sharing: readonly Web[];
  /** What keeps us from saying that there are no more of either, where it matters. */
  readonly gaps: readonly Gap[];
}

export function doorkeepers({ accessRequests, sensitiveWord }: SiteRow): Doorkeepers {
  if (!accessRequests.known) return { lost: [], sharing: [], gaps: [accessRequests.gap] };
  // An empty address is a web that takes no requests.
  const asked = accessRequests.value.filter(({ to }) => to !== '');
  const lost = asked.filter(({ departed }) => orNull(departed) === true);
  const sharing = accessRequests.value.filter(({ membersCanShare }) => membersCanShare === true);
  const gaps: Gap[] = lost.length > 0 ? [] : asked.flatMap(({ departed }) => (departed.known ? [] : [departed.gap])).slice(0, 1);
  const isUnsaid = accessRequests.value.some(({ membersCanShare }) => membersCanShare === null);
  if (sharing.length > 0 && !sensitiveWord.known) gaps.push(sensitiveWord.gap);
  // Whether members share matters only where the site may be sensitive.
  else if (sharing.length === 0 && isUnsaid && !(sensitiveWord.known && sensitiveWord.value === null))
    gaps.push({ reason: 'failed', detail: 'SharePoint left out whether the members of a site may share it.' });
  return { lost, sharing, gaps };
}
