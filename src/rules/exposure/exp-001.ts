/** How much of the tenant an ordinary employee can open: the median, the top tenth and the most. */
import { defineRule } from '../define.js';
import { isEnabledMember, plural, tenantSubject } from '../kit.js';

/** The value at or under which this share of a sorted list lies: always that of a person. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export default defineRule({
  meta: {
    id: 'EXP-001',
    revision: 1,
    title: 'An ordinary employee can open a small part of all files',
    failureTitle: 'An ordinary employee can open most of all files',
    warnTitle: 'An ordinary employee can open a large part of all files',
    pillar: 'exposure',
    severity: 'info',
    gate: null,
    worst: { severity: 'high', gate: null },
    claim: 'none',
    needs: { rows: ['person'] },
    thresholds: ['medianReachWarnShare', 'medianReachFailShare', 'siteCoverageGo'],
    messages: {
      noFiles: 'There is no file outside OneDrive.',
      nobody: 'There is no enabled member without a directory role.',
      reach:
        'Of {people} the one in the middle can open {atLeast}{median}, {medianPercent} % of the {shared} outside OneDrive; one in ten can open {atLeast}{p90} or more ({p90Percent} %), and the most that anybody can is {atLeast}{max} ({maxPercent} %).',
    },
    rationale:
      'Copilot answers from whatever a person may open. This number says how much that is, for somebody with no special rights.',
    remediation: {
      summary: 'Close what everybody reads without needing it, the widest places first.',
      steps: [
        'Start with the findings SITE-001, SITE-002 and ITEM-004: a few grants to everyone make most of this number.',
        'Then ask the owners of the largest sites to review their members: SharePoint admin center > Active sites > the site > Initiate site access review.',
        'Look at what one person reaches, and by which way: copilot-preflight exposure --as USER EVIDENCE.',
      ],
      effort: 'project',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, totals, thresholds }) {
    const { sharedFiles, reachGap, sitesCoverage, sitesListGap, unreadSites } = totals;
    const reached: number[] = [];
    const sensitive: number[] = [];
    return {
      on: {
        person(person) {
          if (!isEnabledMember(person)) return;
          const roles = person.directoryRoles;
          if (roles.known && roles.value.length > 0) return;
          // A directory role opens no file by itself, so who may hold one is left in; nothing is called ready on it.
          if (!roles.known) doubt(roles.gap);
          reached.push(person.reach.files);
          sensitive.push(person.reach.sensitiveFiles);
        },
      },
      verdict() {
        const isThin = sitesCoverage === null || sitesCoverage < thresholds.siteCoverageGo;
        if (reachGap !== null) doubt(reachGap);
        else if (isThin) doubt({ reason: 'not-yet-read', detail: 'too few sites and drives were read whole to count reach' });
        const people = reached.length;
        if (people === 0) return { kind: 'not-applicable', message: 'nobody', total: 0 };
        if (sharedFiles === 0) return { kind: 'not-applicable', message: 'noFiles', total: people };
        reached.sort((a, b) => a - b);
        sensitive.sort((a, b) => a - b);
        const [median, p90, max] = [0.5, 0.9, 1].map((share) => quantile(reached, share)) as [number, number, number];
        // OneDrives of others count as reach, so it can come to more than all that stands on sites.
        const shareOf = (files: number) => Math.min(1, files / sharedFiles);
        const percent = (files: number) => Math.round(shareOf(files) * 1000) / 10;
        const isAtLeast = reachGap !== null || isThin;
        const measures = {
          people,
          median,
          p90,
          max,
          medianPercent: percent(median),
          p90Percent: percent(p90),
          maxPercent: percent(max),
          medianSensitive: quantile(sensitive, 0.5),
          sharedFiles,
          atLeast: isAtLeast,
        };
        const data = {
          people: plural(people, 'ordinary employee'),
          median: plural(median, 'file'),
          p90: plural(p90, 'file'),
          max: plural(max, 'file'),
          medianPercent: percent(median),
          p90Percent: percent(p90),
          maxPercent: percent(max),
          shared: plural(sharedFiles, 'file'),
          atLeast: isAtLeast ? 'at least ' : '',
        };
        const said = { message: 'reach', data, total: people, measures } as const;
        // Without the whole list of people the middle of it is not known.
        if (!totals.enabledMembers.known) {
          doubt(totals.enabledMembers.gap);
          return { kind: 'pass', ...said };
        }
        const share = shareOf(median);
        const isFail = share >= thresholds.medianReachFailShare;
        if (!isFail && share < thresholds.medianReachWarnShare) return { kind: 'pass', ...said };
        // Files that were not read may be what makes the share small; the doubt about them stands above.
        if (sitesListGap !== null || unreadSites.length > 0) return { kind: 'pass', ...said };
        report({
          subject: tenantSubject('Ordinary employees'),
          severity: isFail ? 'high' : 'medium',
          reach: 'standing',
          sensitive: quantile(sensitive, 0.5) > 0,
          detail: { people, medianFiles: median, medianPercent: percent(median) },
        });
        return { kind: isFail ? 'fail' : 'warn', ...said };
      },
    };
  },
});
