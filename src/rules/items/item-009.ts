/** PHI-looking content that everybody, or far too many people, may change. */
import { defineRule } from '../define.js';
import {
  CAPPED,
  granteeOf,
  granteesOf,
  isRestricted,
  isSensitive,
  linkGap,
  named,
  orNull,
  plural,
  scopeSubject,
} from '../kit.js';
import { contentOf } from '../places.js';

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
    const measures = { standing: 0, latent: 0 };
    return {
      on: {
        scope(scope) {
          const phi = isSensitive(scope);
          if (scope.isIntended || (!phi && !scope.isPartlyRead)) return;
          const editing = scope.grants.filter(({ role }) => role !== 'read');
          const links = isRestricted(scope) ? ['anyone-link'] : ['anyone-link', 'organization-link'];
          const isLinked = editing.some(({ audience }) => links.includes(audience));
          const broad = scope.standingBroadWrite;
          const isStanding = orNull(broad) === true;
          const claim = isRestricted(scope) ? undefined : editing.find(({ orgWide }) => orNull(orgWide) === true);
          const everybody = isStanding ? claim : undefined;
          if (!phi && (isStanding || isLinked))
            return doubt({ reason: 'not-yet-read', detail: 'a library that many may change was not read whole' });
          if (!broad.known) doubt(broad.gap);
          else if (!isStanding && scope.isAtLeast) doubt(CAPPED);
          const hasOwnLink = editing.some(({ audience }) => audience === 'organization-link');
          const unsure = isLinked || !hasOwnLink ? null : linkGap(scope);
          if (unsure) doubt(unsure);
          if (!isStanding && !isLinked) return;
          if (isStanding) measures.standing += scope.sensitiveFiles;
          if (isLinked) measures.latent += scope.sensitiveFiles;
          const editors = editing.filter(({ reach, audience }) => reach === 'standing' && audience !== 'own-group');
          const names = isStanding ? named(granteesOf(editors)) : 'A link with edit rights';
          const grantedTo = everybody === undefined ? names : granteeOf(everybody);
          report({
            subject: scopeSubject(scope),
            reach: isStanding ? 'standing' : 'latent',
            readersShare: everybody ? 1 : 0,
            sensitive: true,
            detail: { grantedTo, ...contentOf(scope) },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const places = plural(count.offences || total, 'place');
        if (count.offences === 0) return { kind: 'pass', message: 'none', data: { places }, total, measures };
        return { kind: 'fail', message: 'some', data: { places, ...measures }, total, measures };
      },
    };
  },
});
