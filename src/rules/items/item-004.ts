/** Items that were opened to Everyone or Everyone except external users directly. */
import { defineRule } from '../define.js';
import { CAPPED, isSensitive, NOT_WHOLE, orNull, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-004',
    revision: 1,
    title: 'No file or folder is granted to everyone directly',
    failureTitle: 'Files or folders are granted to everyone in the organization',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {places} with permissions of their own: none is granted to everyone.',
      some: 'Found {places} granted to everyone, holding {files}; with a PHI-looking name: {sensitive}.',
    },
    rationale:
      'A grant to "Everyone except external users" is read access for the whole staff, today. Copilot answers every employee from such a file as if it had been written for him or her.',
    remediation: {
      summary: 'Remove the grant, or let the item inherit from its parent again.',
      steps: [
        'Open the item, choose Manage access, and remove "Everyone" or "Everyone except external users".',
        'Or stop sharing: Advanced permissions > Delete unique permissions, so that the item inherits from its parent.',
        'A site that is meant for all staff (news, intranet) goes on the list intendedGroups of the configuration.',
        'Then re-run the scan; the grant may stand on a folder above as well.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let files = 0;
    let sensitive = 0;
    return {
      on: {
        scope(scope) {
          if (scope.isIntended) return;
          // A claim that we do not recognise may be one for everybody: its `orgWide` decides.
          const claims = scope.grants.filter(
            ({ audience, inherited }) =>
              !inherited && ['everyone', 'everyone-except-external', 'all-users', 'unrecognised'].includes(audience),
          );
          const grant = claims.find(({ orgWide }) => orgWide.known && orgWide.value);
          if (grant === undefined) {
            const [gap] = claims.flatMap(({ orgWide }) => (orgWide.known ? [] : [orgWide.gap]));
            if (gap) doubt(gap);
            else if (scope.isAtLeast) doubt(CAPPED);
            return;
          }
          const phi = isSensitive(scope);
          if (!phi && scope.isPartlyRead && scope.kind !== 'file') doubt(NOT_WHOLE);
          files += scope.files;
          sensitive += scope.sensitiveFiles;
          report({
            subject: scopeSubject(scope),
            severity: phi ? 'critical' : 'high',
            gate: phi ? 'block' : 'condition',
            reach: 'standing',
            readersShare: 1,
            sensitive: phi,
            detail: {
              grantedTo: grant.label,
              role: grant.role,
              files: scope.files,
              sensitiveFiles: scope.sensitiveFiles,
              readers: orNull(grant.readers),
              lastModified: scope.newestFile ?? scope.lastModified,
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing: sensitive, latent: 0, files };
        if (count.offences === 0)
          return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
        const data = { places: plural(count.offences, 'place'), files: plural(files, 'file'), sensitive };
        return { kind: 'fail', message: 'some', data, total, measures };
      },
    };
  },
});
