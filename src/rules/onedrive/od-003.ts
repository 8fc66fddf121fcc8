/** PHI-looking files in a OneDrive that many people can read. */
import { defineRule } from '../define.js';
import { CAPPED, isSensitive, orNull, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'OD-003',
    revision: 1,
    title: 'PHI-looking files in OneDrive are shared with few people only',
    failureTitle: 'PHI-looking files in OneDrive are open to many people',
    pillar: 'onedrive',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['scope'] },
    thresholds: ['directReadersMax'],
    messages: {
      empty: 'Nothing in a OneDrive has permissions of its own.',
      none: 'Checked {places} in OneDrive: none that looks like PHI is open to many people or by a link for all.',
      some: 'Found {places} in OneDrive with PHI-looking names, shared widely. PHI-looking files that many can read now: {standing}; behind links: {latent}.',
    },
    rationale:
      'A OneDrive has one owner and no review: what he or she shares widely stays so, and Copilot answers everyone it reaches from it.',
    remediation: {
      summary: 'Move records to a governed site and share what remains with named people.',
      steps: [
        'Let the owner move the files to the site of the team that works with them: OneDrive > select > Move to.',
        'Open what remains > Manage access: remove broad groups and links, and keep the few people who need it.',
        'Make "Specific people" the usual link: Set-SPOTenant -DefaultSharingLinkType Direct.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-01' },
    ],
  },
  create({ report, doubt, count, totals, thresholds: { directReadersMax } }) {
    let places = 0;
    let standing = 0;
    let latent = 0;
    const staff = orNull(totals.enabledMembers) || Number.POSITIVE_INFINITY;
    return {
      on: {
        scope(scope) {
          if (!scope.isPersonal) return;
          places += 1;
          const phi = isSensitive(scope);
          if (scope.isIntended || (!phi && !scope.isPartlyRead)) return;
          const { standingBroad: broad, directReaders } = scope;
          const isStanding = orNull(broad) === true || (orNull(directReaders) ?? 0) > directReadersMax;
          const isLinked = scope.hasOrganizationLink || scope.hasAnyoneLink;
          if (!phi && (isStanding || isLinked)) {
            doubt({ reason: 'not-yet-read', detail: 'a OneDrive that is shared widely was not read whole' });
            return;
          }
          if (!isStanding) {
            if (!broad.known) doubt(broad.gap);
            else if (!directReaders.known) doubt(directReaders.gap);
            else if (scope.isAtLeast) doubt(CAPPED);
          }
          if (!isStanding && !isLinked) return;
          if (isStanding) standing += scope.sensitiveFiles;
          if (isLinked) latent += scope.sensitiveFiles;
          report({
            subject: scopeSubject(scope),
            reach: isStanding ? 'standing' : 'latent',
            readersShare: isStanding ? Math.min(1, (orNull(scope.standingReaders) ?? 0) / staff) : 0,
            sensitive: true,
            detail: {
              files: scope.files,
              sensitiveFiles: scope.sensitiveFiles,
              matchedWord: scope.sensitiveWord ?? 'none',
              readers: orNull(scope.standingReaders),
              directReaders: orNull(directReaders),
              hasLink: isLinked,
            },
          });
        },
      },
      verdict() {
        const measures = { standing, latent };
        const found = plural(count.offences || places, 'place');
        if (places === 0) return { kind: 'not-applicable', message: 'empty', measures };
        if (count.offences === 0) return { kind: 'pass', message: 'none', data: { places: found }, total: places, measures };
        return { kind: 'fail', message: 'some', data: { places: found, standing, latent }, total: places, measures };
      },
    };
  },
});
