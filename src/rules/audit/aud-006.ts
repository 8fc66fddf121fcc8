/** Whether old files ever go away by themselves. */
import { allOf, mapKnown } from '../../evidence/known.js';
import type { PolicyScope } from '../../evidence/purview.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject, toldBy } from '../kit.js';

export default defineRule({
  meta: {
    id: 'AUD-006',
    revision: 1,
    title: 'Old files in SharePoint or OneDrive are deleted by a policy',
    failureTitle: 'No policy ever deletes old files in SharePoint and OneDrive',
    pillar: 'audit',
    severity: 'low',
    gate: null,
    claim: 'some',
    needs: { facts: ['retentionPolicies'] },
    messages: {
      deletes:
        'A retention policy that is on deletes files at the end of their time; in SharePoint: {sharePoint}, in OneDrive: {oneDrive}.',
      none: 'No retention policy that is on deletes old files, neither in SharePoint nor in OneDrive. Sites that Microsoft 365 Archive put away are not seen here.',
      unknown: 'The evidence does not say whether a retention policy deletes old files.',
    },
    rationale:
      'Copilot does not know that a fee schedule of 2017 or a list of former patients is out of date: it answers from both. What is no longer needed is best gone, and what must be kept is best out of reach.',
    remediation: {
      summary: 'Delete or put away what is past its time.',
      steps: [
        'Settle with counsel how long which records must be kept; the law of your state says so for charts.',
        'Purview portal > Data Lifecycle Management > Policies > Retention policies > New: SharePoint sites and OneDrive accounts, "Retain and then delete".',
        'Or, in Security & Compliance PowerShell: New-RetentionCompliancePolicy -Name "Old files" -SharePointLocation All -OneDriveLocation All, then New-RetentionComplianceRule -Policy "Old files" -RetentionDuration 3650 -RetentionComplianceAction KeepAndDelete.',
        'For whole sites that nobody uses: SharePoint admin center > Active sites > the site > Archive. Archived sites are out of reach of Copilot.',
      ],
      effort: 'project',
    },
    references: [
      { framework: 'HIPAA', id: '164.310(d)(2)(i)' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-08' },
    ],
  },
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const rows = facts.retentionPolicies;
        const deletes = (service: 'sharePoint' | 'oneDrive') =>
          rows.map((one) => allOf([one.enabled, one.deletes, mapKnown(one[service], isInScope)]));
        const sharePoint = deletes('sharePoint');
        const oneDrive = deletes('oneDrive');
        const yes = (of: typeof sharePoint) => of.some((one) => orNull(one) === true);
        const measures = { policies: rows.length, sharePoint: yes(sharePoint), oneDrive: yes(oneDrive) };
        const word = (is: boolean) => (is ? 'yes' : 'none found');
        if (measures.sharePoint || measures.oneDrive) {
          const data = { sharePoint: word(measures.sharePoint), oneDrive: word(measures.oneDrive) };
          return { kind: 'pass', message: 'deletes', data, measures };
        }
        const untold = [...sharePoint, ...oneDrive].flatMap((one) => (one.known ? [] : [one.gap]));
        for (const gap of untold) doubt(gap);
        if (untold.length > 0) return { kind: 'warn', message: 'unknown', measures };
        const detail = { retentionPolicies: rows.length, toldBy: toldBy(rows.flatMap((one) => one.origins)) };
        report({ subject: tenantSubject('Retention of files'), detail });
        return { kind: 'warn', message: 'none', measures };
      },
    };
  },
});

/** Some place of the service is in it: all, some by name, or those of an adaptive scope. */
function isInScope({ includes, adaptive }: PolicyScope): boolean {
  return includes === 'all' || includes.length > 0 || adaptive.length > 0;
}
