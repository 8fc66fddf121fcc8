/** One plain sentence for each reason of a gap: what is not known, and what would tell. */
import type { Gap, GapReason } from './coverage.js';

const SENTENCES: Record<GapReason, (gap: Gap) => string> = {
  forbidden: (g) => `Microsoft refused the request; the permission ${g.remedy ?? 'for it'} would answer it.`,
  'not-licensed': (g) => `The tenant does not own ${g.remedy ?? 'the licence that this needs'}.`,
  'needs-other-sign-in': (g) => `Microsoft answers this only for ${g.remedy ?? 'another kind of sign-in'}.`,
  'needs-sharepoint-tier': (g) => `Microsoft Graph does not show this; ${g.remedy ?? 'SharePoint itself'} would tell.`,
  concealed: () => 'The tenant hides names in usage reports.',
  throttled: () => 'Microsoft throttled the requests for longer than the scan may wait; run it again later.',
  failed: (g) => `The request failed${g.status === undefined ? '' : ` with status ${g.status}`}.`,
  'not-yet-read': () => 'The scan ended before this was read.',
  'not-requested': (g) =>
    isOfExport(g)
      ? `Microsoft Graph does not tell this; ${g.remedy} would.`
      : g.remedy === undefined || g.remedy.startsWith('--')
        ? `This scan did not ask for it${g.remedy === undefined ? '' : `; ${g.remedy} would`}.`
        : `This version cannot read it; ${g.remedy} would tell.`,
  capped: (g) => `Microsoft may have cut the list${g.remedy === undefined ? '' : `; ${g.remedy}`}.`,
  unreadable: (g) => `What the source gave cannot be read in full${g.remedy === undefined ? '' : `; ${g.remedy} would tell`}.`,
  contradictory: () => 'What the sources say does not agree.',
  expired: (g) => `The export is too old${g.remedy === undefined ? '' : `; ${g.remedy} would tell`}.`,
};

/** What the operator kept the scan from, by the flag that did. */
const LIMITS: Readonly<Record<string, string>> = {
  '--sites': 'The scan was limited to other sites, by --sites.',
  '--max-ru': 'The resource units that the scan could spend, by --max-ru, were used up before this was read.',
  '--until': 'The time until which the scan could run, by --until, was over before this was read.',
};

/** A gap that the operator made, with a limit on the scan. */
export function isLimit(gap: Gap): boolean {
  return Object.hasOwn(LIMITS, gap.remedy ?? '');
}

/** What only an export of cmdlets tells, or the cmdlet endpoint in place of it. */
export function isOfExport({ reason, remedy }: Gap): boolean {
  return reason === 'not-requested' && remedy?.startsWith('--bundle') === true;
}

/** What is not known and what would tell, with the detail that the collector gave. */
export function gapSentence(gap: Gap): string {
  if (gap.reason === 'not-requested' && gap.remedy?.startsWith('--leavers')) {
    return 'No list of people who left was given; give one with --leavers FILE.';
  }
  if (isLimit(gap)) return LIMITS[gap.remedy ?? ''] ?? '';
  const sentence = SENTENCES[gap.reason](gap);
  return gap.detail === undefined ? sentence : `${sentence} (${gap.detail})`;
}
