/** PHI-looking content that everybody, or far too many people, may change. */
import { defineRule } from '../define.js';
import { CAPPED, isSensitive, named, orNull, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-009',
    revision: 1,
    title: 'What looks like PHI can be changed only by the people who work with it',
    failureTitle: 'Far too many people may change PHI-looking content',
    pillar: 'items',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {places}: none that looks like PHI may be changed by far too many people.',
      some: 'Found {places} with PHI-looking names that far too many people may change. PHI-looking files open to them now: {standing}; behind links with edit rights: {latent}.',
    },
    rationale:
      'Who may edit may overwrite or delete a record, by accident as well. Copilot in the hands of somebody with edit rights rewrites files as readily as it reads them.',
    remediation: {
      summary: 'Lower broad grants to read, and keep edit rights with the team that works there.',
      steps: [
        'Open the item > Manage access > the group or link > "Can view".',
        'Make it the rule for new links: Set-SPOTenant -DefaultLinkPermission View.',
        'Check that versions are kept, so that a change can be undone: library > Settings > Versioning settings.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(c)(1)' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.2.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-01' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let standing = 0;
    let latent = 0;
    return {
      on: {
        scope(scope) {
          const phi = isSensitive(scope);
          if (scope.isIntended || (!phi && !scope.isPartlyRead)) return;
          const editing = scope.grants.filter(({ role }) => role !== 'read');
          const isLinked = editing.some(({ audience }) => audience === 'organization-link' || audience === 'anyone-link');
          const everybody = editing.find(({ orgWide }) => orNull(orgWide) === true);
          const broad = scope.standingBroadWrite;
          const isStanding = orNull(broad) === true;
          if (!phi && (isStanding || isLinked)) {
            doubt({ reason: 'not-yet-read', detail: 'a library that many may change was not read whole' });
            return;
          }
          if (!broad.known) doubt(broad.gap);
          else if (!isStanding && scope.isAtLeast) doubt(CAPPED);
          if (!isStanding && !isLinked) return;
          if (isStanding) standing += scope.sensitiveFiles;
          if (isLinked) latent += scope.sensitiveFiles;
          const editors = editing.filter(({ reach, audience }) => reach === 'standing' && audience !== 'own-group');
          const grantedTo =
            everybody?.label ?? (isStanding ? named(editors.map(({ label }) => label)) : 'A link with edit rights');
          report({
            subject: scopeSubject(scope),
            reach: isStanding ? 'standing' : 'latent',
            readersShare: everybody ? 1 : 0,
            sensitive: true,
            detail: {
              grantedTo,
              files: scope.files,
              sensitiveFiles: scope.sensitiveFiles,
              matchedWord: scope.sensitiveWord ?? 'none',
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing, latent };
        if (count.offences === 0)
          return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
        return {
          kind: 'fail',
          message: 'some',
          data: { places: plural(count.offences, 'place'), standing, latent },
          total,
          measures,
        };
      },
    };
  },
});
