/** OneDrives whose whole library everybody in the organization may open. */
import { defineRule } from '../define.js';
import { CAPPED, isRestricted, isSensitive, NOT_WHOLE, plural } from '../kit.js';
import { contentOf, everybodyIn, openToAll } from '../places.js';

export default defineRule({
  meta: {
    id: 'OD-001',
    revision: 1,
    title: 'No OneDrive is open to everybody as a whole',
    failureTitle: 'Whole OneDrives are open to everybody in the organization',
    warnTitle: 'Grants to everybody on whole OneDrives wait behind Restricted Access Control',
    pillar: 'onedrive',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      empty: 'There is no OneDrive.',
      none: 'Checked {drives}: none is open to everybody as a whole.',
      behind:
        'Found {drives} granted to everybody as a whole. Restricted Access Control lets in its own groups only; each grant works for all again when it is lifted.',
      some: 'Found {drives} open to everybody as a whole, with {files}; of them PHI-looking: {sensitive}. Apart from that, {behind} granted to everybody behind Restricted Access Control.',
    },
    rationale:
      'A OneDrive holds drafts, exports and scans that its owner takes for private. Open as a whole, it answers every employee who asks Copilot.',
    remediation: {
      summary: 'Remove the claim or group from the OneDrive itself.',
      steps: [
        'OneDrive > Settings > More settings > Site permissions and Site collection administrators: remove "Everyone" and all-staff groups.',
        'Or in SharePoint Online PowerShell: Remove-SPOUser -Site <OneDrive> -LoginName "c:0-.f|rolemanager|spo-grid-all-users/<tenantId>".',
        'Until then let one group in at most: Set-SPOSite -Identity <OneDrive> -RestrictedAccessControl $true, with -AddRestrictedAccessControlGroups <group>.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count }) {
    let drives = 0;
    let files = 0;
    let sensitive = 0;
    return {
      on: {
        scope(scope) {
          if (!scope.isPersonal || scope.kind !== 'root') return;
          drives += 1;
          const { grantedOrgWide: granted, standingOrgWide: standing, isIntended } = scope;
          if (isIntended) return;
          if (!granted.known) return doubt(granted.gap);
          if (!granted.value) return scope.isAtLeast ? doubt(CAPPED) : undefined;
          const behind = isRestricted(scope);
          if (!standing.known) doubt(standing.gap);
          else if (!behind && !isSensitive(scope) && scope.isPartlyRead) doubt(NOT_WHOLE);
          if (!behind) {
            files += scope.files;
            sensitive += scope.sensitiveFiles;
          }
          const detail = { grantedTo: everybodyIn(scope.grants), ...contentOf(scope), behindRestrictedAccessControl: behind };
          report({ ...openToAll(scope, behind), detail });
        },
      },
      verdict() {
        const measures = { standing: sensitive, latent: 0, files, behindRestriction: count.suspicions };
        const found = plural(count.offences || count.suspicions || drives, 'OneDrive');
        if (drives === 0) return { kind: 'not-applicable', message: 'empty', total: 0, measures };
        if (count.offences > 0) {
          const behind = plural(count.suspicions, 'OneDrive');
          const data = { drives: found, files: plural(files, 'file'), sensitive, behind };
          return { kind: 'fail', message: 'some', data, total: drives, measures };
        }
        const kind = count.suspicions > 0 ? 'warn' : 'pass';
        return { kind, message: kind === 'warn' ? 'behind' : 'none', data: { drives: found }, total: drives, measures };
      },
    };
  },
});
