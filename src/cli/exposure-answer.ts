/** The two answers of `exposure` as data: what is printed as JSON, and what the text is made of. PHI-looking names are hidden here. */
import type { Exposure } from '../derive/exposed-sites.js';
import { pathText } from '../derive/paths.js';
import type { Grant, Scope, Totals } from '../derive/rows.js';
import type { WhatIf, WhatIfTarget } from '../derive/what-if.js';
import type { NamedPrincipal } from '../derive/what-if-names.js';
import type { Gap } from '../evidence/coverage.js';
import type { User } from '../evidence/directory.js';
import { gapSentence } from '../evidence/gap-sentence.js';

export interface AnswerAs {
  readonly question: 'as';
  readonly user: { readonly id: string; readonly displayName: string; readonly userPrincipalName: string };
  readonly files: number;
  readonly sensitiveFiles: number;
  /** The worst first. */
  readonly sites: readonly {
    readonly name: string;
    readonly url: string;
    readonly files: number;
    readonly sensitiveFiles: number;
    readonly path: readonly string[];
    /** Why the counts are lower bounds; null: they are exact. */
    readonly atLeastBecause: string | null;
  }[];
  readonly links: Exposure['links'];
  /** Sites that may be open as well, by what hides it. */
  readonly cannotTell: readonly { readonly because: string; readonly sites: readonly string[] }[];
  readonly outOfReach: readonly { readonly name: string; readonly url: string; readonly why: 'archived' | 'no-access' }[];
}

type Side = Readonly<
  Record<'readers', number | null> &
    Record<'everybody', boolean | null> &
    Record<'files' | 'sensitiveFiles' | 'unsureFiles', number>
>;

export interface AnswerWithout {
  readonly question: 'remove';
  readonly principal: string;
  readonly place: readonly string[];
  readonly url: string;
  readonly isNamed: boolean;
  readonly isUnsure: boolean;
  readonly comesFromAbove: boolean;
  readonly isSiteListGuessed: boolean;
  readonly isPublicGroup: boolean;
  readonly siteGroups: readonly string[];
  readonly changedLists: number;
  readonly before: Side;
  readonly after: Side;
  readonly remaining: readonly {
    readonly who: string;
    readonly via: string | null;
    readonly role: Grant['role'];
    readonly readers: number | null;
  }[];
  readonly keeping: readonly { readonly place: readonly string[]; readonly files: number; readonly sensitiveFiles: number }[];
  readonly otherLists: number;
  readonly elsewhere: WhatIf['elsewhere'];
  readonly links: WhatIf['links'];
}

export type Answer = AnswerAs | AnswerWithout;

export function answerAs(user: User, { reached, doubts, links }: Exposure, totals: Totals, showNames: boolean): AnswerAs {
  const { id, displayName, userPrincipalName } = user;
  return {
    question: 'as',
    user: { id, displayName, userPrincipalName },
    files: reached.reduce((sum, site) => sum + site.files, 0),
    sensitiveFiles: reached.reduce((sum, site) => sum + site.sensitiveFiles, 0),
    sites: reached.map(({ site, files, sensitiveFiles, path, words, gap }) => ({
      name: site.displayName,
      url: site.webUrl,
      files,
      sensitiveFiles,
      path: pathText(path, words, showNames),
      atLeastBecause: gap === null ? null : gapSentence(gap),
    })),
    links,
    cannotTell: byReason([
      ...doubts.map(({ site, gap }) => ({ name: site.displayName, gap })),
      ...(totals.sitesListGap === null ? [] : [{ name: 'sites that are not on the list', gap: totals.sitesListGap }]),
    ]),
    outOfReach: totals.outOfReach.map(({ site, why }) => ({ name: site.displayName, url: site.webUrl, why })),
  };
}

function byReason(doubts: readonly { readonly name: string; readonly gap: Gap }[]): AnswerAs['cannotTell'] {
  const reasons = new Map<string, string[]>();
  for (const { name, gap } of doubts) {
    const because = gapSentence(gap);
    reasons.set(because, [...(reasons.get(because) ?? []), name]);
  }
  return [...reasons].map(([because, sites]) => ({ because, sites })).sort((a, b) => b.sites.length - a.sites.length);
}

export function answerWithout(
  principal: NamedPrincipal,
  { site, scope }: WhatIfTarget,
  found: WhatIf,
  showNames: boolean,
): AnswerWithout {
  const { isNamed, isUnsure, comesFromAbove, isPublicGroup, isSiteListGuessed, siteGroups, otherLists, elsewhere, links } = found;
  return {
    question: 'remove',
    principal: principal.label,
    place: scope === null ? [site.displayName] : placeText(scope, showNames),
    url: scope === null ? site.webUrl : scope.drive.webUrl,
    isNamed,
    isUnsure,
    comesFromAbove,
    isSiteListGuessed,
    isPublicGroup,
    siteGroups,
    changedLists: found.changed,
    before: side(found.before),
    after: side(found.after),
    remaining: found.remaining.map(({ label, via, role, readers }) => ({
      who: label,
      via,
      role,
      readers: readers.known ? readers.value : null,
    })),
    keeping: found.keeping.map((kept) => ({
      place: placeText(kept, showNames),
      files: kept.files,
      sensitiveFiles: kept.sensitiveFiles,
    })),
    otherLists,
    elsewhere,
    links,
  };
}

function side({ readers, everybody, files, sensitiveFiles, unsureFiles }: WhatIf['before']): Side {
  return {
    readers: readers.known ? readers.value : null,
    everybody: everybody.known ? everybody.value : null,
    files,
    sensitiveFiles,
    unsureFiles,
  };
}

function placeText({ place }: Scope, showNames: boolean): readonly string[] {
  return pathText([{ name: place.siteName, sensitive: false }, ...place.parts], place.words, showNames);
}
