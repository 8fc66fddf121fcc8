/** PHI-looking content that everybody, or far too many people, may change. */
import type { Grant } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import type { Tri } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { isSensitive, orNull, plural, scopeSubject } from '../kit.js';

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
    thresholds: ['broadShare', 'broadMinimum', 'broadAlways'],
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
  create({ report, doubt, count, totals, thresholds: { broadShare, broadMinimum, broadAlways } }) {
    let standing = 0;
    let latent = 0;
    const staff = totals.enabledMembers;
    /** A few editors where many may read are no offence: the groups that may edit must be broad themselves. */
    const areBroad = (groups: readonly Grant[], standingBroad: Tri): boolean | Gap => {
      let people = 0;
      for (const { readers } of groups) {
        if (!readers.known) return orNull(standingBroad) === false ? false : readers.gap;
        people += readers.value;
      }
      if (people < broadMinimum || orNull(standingBroad) === false) return false;
      if (people < broadAlways && !staff.known) return staff.gap;
      if (people < broadAlways && staff.known && people < broadShare * staff.value) return false;
      return standingBroad.known ? true : standingBroad.gap;
    };
    return {
      on: {
        scope(scope) {
          const phi = isSensitive(scope);
          if (scope.isIntended || (!phi && !scope.isPartlyRead)) return;
          const editing = scope.grants.filter(({ role }) => role !== 'read');
          const isLinked = editing.some(({ audience }) => audience === 'organization-link' || audience === 'anyone-link');
          const everybody = editing.find(({ orgWide }) => orNull(orgWide) === true);
          const groups = editing.filter(({ audience }) => audience === 'group');
          const broad = areBroad(groups, scope.standingBroad);
          const isStanding = everybody !== undefined || broad === true;
          const gaps = editing.flatMap(({ orgWide }) => (orgWide.known ? [] : [orgWide.gap]));
          if (typeof broad !== 'boolean') gaps.push(broad);
          if (scope.isAtLeast) gaps.push({ reason: 'capped', detail: 'a long list of permissions' });
          const [gap] = gaps;
          if (!phi && (isStanding || isLinked)) {
            doubt({ reason: 'not-yet-read', detail: 'a library that many may change was not read whole' });
            return;
          }
          if (!isStanding && gap) doubt(gap);
          if (!isStanding && !isLinked) return;
          if (isStanding) standing += scope.sensitiveFiles;
          if (isLinked) latent += scope.sensitiveFiles;
          const labels = groups.map(({ label }) => label).join(', ');
          const grantedTo = everybody?.label ?? (isStanding ? labels : 'A link with edit rights');
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
