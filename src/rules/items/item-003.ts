/** PHI-looking files and folders with a link that works for everybody in the organization. */
import { defineRule } from '../define.js';
import { CAPPED, isRestricted, isSensitive, plural, scopeSubject } from '../kit.js';
import { contentOf } from '../places.js';

export default defineRule({
  meta: {
    id: 'ITEM-003',
    revision: 1,
    title: 'Nothing that looks like PHI has a link for the whole organization',
    failureTitle: 'PHI-looking files or folders have a link for the whole organization',
    warnTitle: 'Links for the whole organization on PHI wait behind Restricted Access Control',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {places}: none that looks like PHI has a link for the whole organization.',
      some: 'Found {places} with PHI-looking names and a link for the whole organization, for whoever opens or receives it; PHI-looking files in them: {sensitive}.',
      someAndBehind:
        'Found {places} with PHI-looking names and a link for the whole organization, for whoever opens or receives it; PHI-looking files in them: {sensitive}. Apart from that, {behind} with such a link, where Restricted Access Control lets in its own groups only.',
      behind:
        'Found {behind} with PHI-looking names and a link for the whole organization. Restricted Access Control lets in its own groups only; each link works for all again when it is lifted.',
    },
    rationale:
      'Each employee who opens or receives the link can read the file, and from then on Copilot answers him or her from it. A link on a folder opens all that is in it.',
    remediation: {
      summary: 'Replace the link by one for specific people.',
      steps: [
        'Open the item > Manage access > Links > "People in your organization" > Delete link.',
        'Share it again with "Specific people", with "Can view" unless they must edit.',
        'Or in PnP PowerShell: Remove-PnPFileSharingLink -FileUrl <url>, Remove-PnPFolderSharingLink -Folder <url>.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let sensitive = 0;
    return {
      on: {
        scope(scope) {
          const phi = isSensitive(scope);
          if (scope.isIntended || (!phi && !scope.isPartlyRead) || (!scope.hasOrganizationLink && !scope.isAtLeast)) return;
          if (!scope.hasOrganizationLink) {
            doubt(CAPPED);
            return;
          }
          const behind = isRestricted(scope);
          if (!phi) {
            doubt({ reason: 'not-yet-read', detail: 'a library with such a link was not read whole' });
            return;
          }
          const canEdit = scope.grants.some((grant) => grant.audience === 'organization-link' && grant.role !== 'read');
          const isWorse = scope.kind !== 'file' || canEdit;
          if (behind && !scope.standingOrgWide.known) doubt(scope.standingOrgWide.gap);
          else if (!behind && !isWorse && scope.isAtLeast) doubt(CAPPED);
          if (!behind) sensitive += scope.sensitiveFiles;
          report({
            subject: scopeSubject(scope),
            severity: behind ? 'medium' : isWorse ? 'critical' : 'high',
            gate: behind ? null : isWorse ? 'block' : 'condition',
            suspicion: behind,
            reach: 'latent',
            sensitive: true,
            detail: {
              canEdit,
              ...contentOf(scope),
              lastModified: scope.lastModified,
              behindRestrictedAccessControl: behind,
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing: 0, latent: sensitive, behindRestriction: count.suspicions };
        const behind = plural(count.suspicions, 'place');
        if (count.offences > 0) {
          const data = { places: plural(count.offences, 'place'), sensitive, behind };
          return { kind: 'fail', message: count.suspicions > 0 ? 'someAndBehind' : 'some', data, total, measures };
        }
        if (count.suspicions > 0) return { kind: 'warn', message: 'behind', data: { behind }, total, measures };
        return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
      },
    };
  },
});
