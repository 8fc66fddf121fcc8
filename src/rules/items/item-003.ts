/** PHI-looking files and folders with a link that works for everybody in the organization. */
import { defineRule } from '../define.js';
import { CAPPED, isSensitive, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-003',
    revision: 1,
    title: 'Nothing that looks like PHI has a link for the whole organization',
    failureTitle: 'PHI-looking files or folders have a link for the whole organization',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {places}: none that looks like PHI has a link for the whole organization.',
      some: 'Found {places} with PHI-looking names and a link for the whole organization, for whoever opens or receives it; PHI-looking files in them: {sensitive}.',
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
          if (!phi) {
            doubt({ reason: 'not-yet-read', detail: 'a library with such a link was not read whole' });
            return;
          }
          const canEdit = scope.grants.some((grant) => grant.audience === 'organization-link' && grant.role !== 'read');
          const isWorse = scope.kind !== 'file' || canEdit;
          if (!isWorse && scope.isAtLeast) doubt(CAPPED);
          sensitive += scope.sensitiveFiles;
          report({
            subject: scopeSubject(scope),
            severity: isWorse ? 'critical' : 'high',
            gate: isWorse ? 'block' : 'condition',
            reach: 'latent',
            sensitive: true,
            detail: {
              canEdit,
              files: scope.files,
              sensitiveFiles: scope.sensitiveFiles,
              matchedWord: scope.sensitiveWord ?? 'none',
              lastModified: scope.lastModified,
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing: 0, latent: sensitive };
        if (count.offences === 0)
          return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
        return { kind: 'fail', message: 'some', data: { places: plural(count.offences, 'place'), sensitive }, total, measures };
      },
    };
  },
});
