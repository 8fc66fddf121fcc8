/** Items that were opened to Everyone or Everyone except external users directly. */
import { defineRule } from '../define.js';
import { CAPPED, isRestricted, isSensitive, NOT_WHOLE, orNull, plural } from '../kit.js';
import { openToAll } from '../places.js';

const CLAIMS: ReadonlySet<string> = new Set(['everyone', 'everyone-except-external', 'all-users', 'unrecognised']);

export default defineRule({
  meta: {
    id: 'ITEM-004',
    revision: 1,
    title: 'No file or folder is granted to everyone directly',
    failureTitle: 'Files or folders are granted to everyone in the organization',
    warnTitle: 'Grants to everyone on files or folders wait behind Restricted Access Control',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {places} with permissions of their own: none is granted to everyone.',
      some: 'Found {places} granted to everyone, holding {files}; with a PHI-looking name: {sensitive}.',
      someAndBehind:
        'Found {places} granted to everyone, holding {files}; with a PHI-looking name: {sensitive}. Apart from that, {behind} granted to everyone, where Restricted Access Control lets in its own groups only.',
      behind:
        'Found {behind} granted to everyone; PHI-looking files in them: {latent}. Restricted Access Control lets in its own groups only; each grant works for all again when it is lifted.',
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
    let latent = 0;
    return {
      on: {
        scope(scope) {
          if (scope.isIntended) return;
          // A claim that we do not recognise may be one for everybody: its `orgWide` decides. One inside a SharePoint group
          // is no grant of the item's own: the group is mended at the site.
          const claims = scope.grants.filter(
            ({ audience, inherited, via }) => !inherited && via === null && CLAIMS.has(audience),
          );
          const grant = claims.find(({ orgWide }) => orgWide.known && orgWide.value);
          if (grant === undefined) {
            const [gap] = claims.flatMap(({ orgWide }) => (orgWide.known ? [] : [orgWide.gap]));
            if (gap) doubt(gap);
            else if (scope.isAtLeast) doubt(CAPPED);
            return;
          }
          const behind = isRestricted(scope);
          if (behind) {
            if (!scope.standingOrgWide.known) doubt(scope.standingOrgWide.gap);
            latent += scope.sensitiveFiles;
          } else {
            if (!isSensitive(scope) && scope.isPartlyRead && scope.kind !== 'file') doubt(NOT_WHOLE);
            files += scope.files;
            sensitive += scope.sensitiveFiles;
          }
          report({
            ...openToAll(scope, behind),
            detail: {
              behindRestrictedAccessControl: behind,
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
        const measures = { standing: sensitive, latent, files };
        const behind = plural(count.suspicions, 'place');
        if (count.offences > 0) {
          const data = { places: plural(count.offences, 'place'), files: plural(files, 'file'), sensitive, behind };
          return { kind: 'fail', message: count.suspicions > 0 ? 'someAndBehind' : 'some', data, total, measures };
        }
        if (count.suspicions > 0) return { kind: 'warn', message: 'behind', data: { behind, latent }, total, measures };
        return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
      },
    };
  },
});
