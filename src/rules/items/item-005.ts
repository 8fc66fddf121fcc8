/** Folders that somebody who left had opened widely, and that nobody has closed since. */
import { defineRule } from '../define.js';
import { CAPPED, couldBeWorse, daysSince, isSensitive, linkGap, orNull, plural, scopeSubject } from '../kit.js';
import { contentOf, isLinked, reachOf } from '../places.js';

export default defineRule({
  meta: {
    id: 'ITEM-005',
    revision: 1,
    title: 'No folder of somebody who left is still open to many people',
    failureTitle: 'Folders of people who left are still open to many',
    warnTitle: 'Folders of people who may have left are open to many',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {folders} with permissions of their own: none was left open to many by somebody who is gone.',
      suspected: 'Found {folders} open to many, whose creators seem to have left: they have not signed in for long.',
      some: 'Found {folders} of people who left, still open to many. PHI-looking files that many can read now: {standing}; behind links: {latent}.',
      someAndSuspected:
        'Found {folders} of people who left, still open to many, and {suspected} more of people who seem to have left. PHI-looking files that many can read now, of those who left: {standing}; behind links: {latent}.',
    },
    rationale:
      'Nobody looks after the folder of somebody who left, but Copilot searches it for everyone who may read it, however old it is.',
    remediation: {
      summary: 'Give the folder an owner who works here, cut its access, or archive it.',
      steps: [
        'Open the folder > Manage access: remove the broad group and the links, or stop inheriting.',
        'Name somebody responsible: Set-SPOUser -Site <site> -LoginName <user> -IsSiteCollectionAdmin $true.',
        'Until then limit the whole site: Set-SPOSite -Identity <site> -RestrictedAccessControl $true.',
        'Make this a step of your leaver checklist.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals, now }) {
    let folders = 0;
    let standing = 0;
    let latent = 0;
    return {
      on: {
        scope(scope) {
          if (scope.kind === 'file') return;
          folders += 1;
          const { creatorDeparted: departed, standingBroad: broad } = scope;
          const isGone = orNull(departed) === true;
          const seemsGone = isGone || orNull(scope.creatorSuspected) === true;
          const mayBeGone = seemsGone || !departed.known || !scope.creatorSuspected.known;
          if (scope.isIntended || !mayBeGone) return;
          const isStanding = orNull(broad) === true;
          const hasLink = isLinked(scope);
          const isOpen = isStanding || hasLink;
          const unsure = hasLink ? null : linkGap(scope);
          if (!broad.known) doubt(broad.gap);
          else if (unsure) doubt(unsure);
          else if (isOpen && !departed.known) doubt(departed.gap);
          else if (isOpen && !isGone && !scope.creatorSuspected.known) doubt(scope.creatorSuspected.gap);
          else if (!isStanding && scope.isAtLeast) doubt(CAPPED);
          if (!isOpen || !seemsGone) return;
          const phi = isSensitive(scope);
          const worse = isGone && isStanding ? couldBeWorse(scope) : null;
          if (worse) doubt(worse);
          const isWorst = isGone && phi && isStanding && orNull(scope.standingOrgWide) === true;
          if (isGone && isStanding) standing += scope.sensitiveFiles;
          if (isGone && hasLink) latent += scope.sensitiveFiles;
          report({
            subject: scopeSubject(scope),
            severity: isWorst ? 'critical' : 'high',
            gate: isWorst ? 'block' : 'condition',
            ...reachOf(isStanding, scope, totals.enabledMembers),
            sensitive: phi,
            suspicion: !isGone,
            detail: {
              creator: scope.creatorName,
              daysUntouched: daysSince(scope.newestFile ?? scope.lastModified, now),
              ...contentOf(scope),
              readers: orNull(scope.standingReaders),
              hasLink,
            },
          });
        },
      },
      verdict() {
        const measures = { standing, latent };
        const found = plural(count.offences || count.suspicions || folders, 'folder');
        if (count.offences > 0) {
          const data = { folders: found, standing, latent, suspected: count.suspicions };
          return { kind: 'fail', message: count.suspicions > 0 ? 'someAndSuspected' : 'some', data, total: folders, measures };
        }
        if (count.suspicions > 0)
          return { kind: 'warn', message: 'suspected', data: { folders: found }, total: folders, measures };
        return { kind: 'pass', message: 'none', data: { folders: found }, total: folders, measures };
      },
    };
  },
});
