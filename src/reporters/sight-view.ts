/** What the scan was not shown, in the words of the reports: SharePoint itself, limits, unread sites, sites out of reach. */
import { gapSentence } from '../evidence/gap-sentence.js';
import { SHAREPOINT_PERMISSION } from '../evidence/sharepoint.js';
import type { CountedList, ScanResult } from '../result/types.js';
import { cut, readableUrl, safeUrl } from './text.js';
import { counted, type GapWords, gapWords, number, timeText } from './wording.js';

export interface SiteLine {
  readonly name: string;
  readonly url: string | null;
  readonly urlText: string;
}

export interface SightView {
  /** Whether SharePoint itself was asked, and what that leaves unseen. */
  readonly sharePoint: readonly string[];
  /** The command that prepares it; null: it was asked. */
  readonly command: string | null;
  readonly limits: readonly string[];
  readonly unread: readonly (SiteLine & { readonly gap: GapWords })[];
  readonly unreadMore: string | null;
  readonly away: readonly (SiteLine & { readonly why: string })[];
  readonly awayMore: string | null;
}

const WHY = { archived: 'Archived', 'no-access': 'Locked with NoAccess' } as const;

export function sightView({ coverage, scan }: ScanResult): SightView {
  const { sharePoint, unreadSites, outOfReach } = coverage;
  return {
    sharePoint: [
      sharePoint.asked
        ? scan.profile === 'minimal'
          ? 'SharePoint itself could be asked, but sites are not part of --profile minimal.'
          : 'SharePoint itself was asked: for members of its groups, permissions of sites, lists and items, and settings that Microsoft Graph lacks.'
        : `SharePoint itself was not asked${reasonOf(sharePoint.gap)} Members of its groups, permissions of sites and lists, administrators of sites and some settings were not seen. An app-only sign-in with a certificate and the application permission ${SHAREPOINT_PERMISSION} would tell.`,
      ...(sharePoint.notAssessed.length === 0 ? [] : [`Not assessed for it: ${sharePoint.notAssessed.join(', ')}.`]),
      ...(sharePoint.weakened.length === 0 ? [] : [`Judged with less: ${sharePoint.weakened.join(', ')}.`]),
    ],
    command: sharePoint.asked ? null : 'copilot-preflight permissions --as powershell',
    limits: limitsOf(scan),
    unread: unreadSites.list.map(({ gap, ...site }) => ({ ...lineOf(site), gap: gapWords(gap) })),
    unreadMore: moreOf(unreadSites),
    away: outOfReach.list.map(({ why, ...site }) => ({ ...lineOf(site), why: WHY[why] })),
    awayMore: moreOf(outOfReach),
  };
}

/** The gap's remedy stands in the sentence that follows; only what is special about this scan is told here. */
function reasonOf(gap: ScanResult['coverage']['sharePoint']['gap']): string {
  if (gap === null) return '.';
  return gap.reason === 'needs-sharepoint-tier' ? (gap.detail === undefined ? '.' : `: ${gap.detail}.`) : `. ${gapSentence(gap)}`;
}

function limitsOf({ limits: { sites, maxUnits, until } }: ScanResult['scan']): string[] {
  return [
    ...(sites === null ? [] : [`Only ${counted(sites, 'site')} of a list were to be read (--sites).`]),
    ...(maxUnits === null ? [] : [`At most ${number(maxUnits)} resource units were to be spent (--max-ru).`]),
    ...(until === null ? [] : [`Nothing more was to be begun after ${timeText(until)} (--until).`]),
  ];
}

function lineOf({ name, url }: { readonly name: string; readonly url: string }): SiteLine {
  const safe = safeUrl(url);
  return {
    name: cut(name === '' ? 'Without a name' : name, 120),
    url: safe,
    urlText: cut(safe === null ? url : readableUrl(safe), 200),
  };
}

function moreOf({ count, list }: CountedList<unknown>): string | null {
  return count > list.length ? `${number(count - list.length)} more are not listed.` : null;
}
