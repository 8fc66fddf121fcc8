/** PHI-looking files in a OneDrive that many people can read. */
import { defineRule } from '../define.js';
import { CAPPED, isSensitive, linkGap, orNull, plural, scopeSubject } from '../kit.js';
import { contentOf, isLinked, reachOf } from '../places.js';

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
    const measures = { standing: 0, latent: 0 };
    return {
      on: {
        scope(scope) {
          if (!scope.isPersonal) return;
          places += 1;
          const phi = isSensitive(scope);
          if (scope.isIntended || (!phi && !scope.isPartlyRead)) return;
          const { standingBroad: broad, directReaders } = scope;
          const isStanding = orNull(broad) === true || (orNull(directReaders) ?? 0) > directReadersMax;
          const hasLink = isLinked(scope);
          if (!phi && (isStanding || hasLink))
            return doubt({ reason: 'not-yet-read', detail: 'a OneDrive that is shared widely was not read whole' });
          const unsure = hasLink ? null : linkGap(scope);
          if (unsure) doubt(unsure);
          else if (!isStanding) {
            if (!broad.known) doubt(broad.gap);
            else if (!directReaders.known) doubt(directReaders.gap);
            else if (scope.isAtLeast) doubt(CAPPED);
          }
          if (!isStanding && !hasLink) return;
          if (isStanding) measures.standing += scope.sensitiveFiles;
          if (hasLink) measures.latent += scope.sensitiveFiles;
          report({
            subject: scopeSubject(scope),
            ...reachOf(isStanding, scope, totals.enabledMembers),
            sensitive: true,
            detail: {
              ...contentOf(scope),
              readers: orNull(scope.standingReaders),
              directReaders: orNull(directReaders),
              hasLink,
            },
          });
        },
      },
      verdict() {
        const found = plural(count.offences || places, 'place');
        if (places === 0) return { kind: 'not-applicable', message: 'empty', measures };
        if (count.offences === 0) return { kind: 'pass', message: 'none', data: { places: found }, total: places, measures };
        return { kind: 'fail', message: 'some', data: { places: found, ...measures }, total: places, measures };
      },
    };
  },
});
