/** Live links that let anyone who has the address open an item, without signing in. */
import { defineRule } from '../define.js';
import { CAPPED, isOnlyInherited, isSensitive, NOT_WHOLE, orNull, plural } from '../kit.js';
import { contentOf, openToAll } from '../places.js';

export default defineRule({
  meta: {
    id: 'ITEM-001',
    revision: 1,
    title: 'No live link opens a file or folder to anyone without signing in',
    failureTitle: 'Links open files or folders to anyone, without signing in',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'], maybe: ['sharePointSettings'] },
    messages: {
      none: 'Checked {places}: none has a live Anyone link.',
      some: 'Found {places} with a live Anyone link, holding {files}; with a PHI-looking name: {sensitive}.',
      dormant:
        'Found {places} with an Anyone link, holding {files}; with a PHI-looking name: {sensitive}. Your settings block them now; each revives if Anyone links are allowed again.',
    },
    rationale:
      'An Anyone link works for whoever gets hold of it, in or outside the organization, and nobody sees who used it. Copilot reaches the item for every employee who has opened it.',
    remediation: {
      summary: 'Remove the links and send a link for specific people where somebody still needs one.',
      steps: [
        'Open the item > Manage access > Links > the Anyone link > Delete link.',
        'Or in PnP PowerShell: Remove-PnPFileSharingLink -FileUrl <url>, Remove-PnPFolderSharingLink -Folder <url>.',
        'Keep new ones away, site by site: Set-SPOSite -Identity <site> -SharingCapability ExternalUserSharingOnly.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'HIPAA', id: '164.402' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.3.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals, maybe }) {
    let files = 0;
    let sensitive = 0;
    const capability = orNull(maybe.sharePointSettings)?.[0]?.sharingCapability ?? '';
    const dormant = ['disabled', 'existingExternalUserSharingOnly', 'externalUserSharingOnly'].includes(capability);
    return {
      on: {
        scope(scope) {
          if (isOnlyInherited(scope, 'anyone-link')) return;
          if (!scope.hasAnyoneLink) return scope.isAtLeast ? doubt(CAPPED) : undefined;
          if (!isSensitive(scope) && scope.isPartlyRead && scope.kind !== 'file') doubt(NOT_WHOLE);
          files += scope.files;
          sensitive += scope.sensitiveFiles;
          report({
            ...openToAll(scope, false),
            reach: 'latent',
            readersShare: 0,
            detail: {
              canEdit: scope.grants.some((grant) => grant.audience === 'anyone-link' && grant.role !== 'read'),
              ...contentOf(scope),
              lastModified: scope.lastModified,
              ...(dormant ? { dormant: 'revives if Anyone links are allowed again' } : {}),
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing: 0, latent: sensitive, files };
        if (count.offences === 0)
          return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
        const data = { places: plural(count.offences, 'place'), files: plural(files, 'file'), sensitive };
        return { kind: 'fail', message: dormant ? 'dormant' : 'some', data, total, measures };
      },
    };
  },
});
