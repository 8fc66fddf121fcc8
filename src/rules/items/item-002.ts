/** How many links open files to everybody in the organization who comes by them, and what share of files they reach. */
import type { Gap } from '../../evidence/coverage.js';
import { defineRule } from '../define.js';
import { CAPPED, isOnlyInherited, isRestricted, isSensitive, linkGap, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-002',
    revision: 1,
    title: 'Links for the whole organization are rare',
    failureTitle: 'Links for the whole organization are common',
    pillar: 'items',
    severity: 'medium',
    gate: null,
    claim: 'ratio',
    needs: { rows: ['scope'] },
    thresholds: ['orgLinksWarnCount', 'orgLinksFailCount', 'orgLinksWarnShare', 'orgLinksFailShare'],
    messages: {
      rare: 'Found {links} for the whole organization, which reach {percent} % of files.',
      common:
        'Found {links} for the whole organization; they reach {files}, {percent} % of all, for whoever opens or receives a link.',
    },
    rationale:
      'A link for people in your organization is forwarded easily. Copilot reaches the file for each employee who has opened the link, so reach grows unseen.',
    remediation: {
      summary: 'Make "Specific people" the usual link, then remove the links that nobody needs any more.',
      steps: [
        'SharePoint admin center > Policies > Sharing > File and folder links > Specific people.',
        'Or in SharePoint Online PowerShell: Set-SPOTenant -DefaultSharingLinkType Direct.',
        'Ask the owners of the sites with most links for a review: SharePoint admin center > Reports > Data access governance.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.7' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, totals, thresholds }) {
    let links = 0;
    let files = 0;
    let sensitive = 0;
    /** Behind Restricted Access Control that lets in nobody knows whom. */
    const held: { readonly gap: Gap; readonly files: number }[] = [];
    return {
      on: {
        scope(scope) {
          if (scope.isIntended || isOnlyInherited(scope, 'organization-link')) return;
          if (scope.isAtLeast) doubt(CAPPED);
          else if (scope.hasOrganizationLink && scope.isPartlyRead)
            doubt({ reason: 'not-yet-read', detail: 'a library with such a link was not read whole' });
          if (!scope.hasOrganizationLink) return;
          links += Math.max(1, scope.grants.filter((grant) => grant.audience === 'organization-link' && !grant.inherited).length);
          const unsure = linkGap(scope);
          if (unsure) held.push({ gap: unsure, files: scope.files });
          // The link is there; who is kept out by Restricted Access Control does not reach a file by it.
          if (!isRestricted(scope)) {
            files += scope.files;
            sensitive += scope.sensitiveFiles;
          }
          const detail = { files: scope.files, sensitiveFiles: scope.sensitiveFiles, lastModified: scope.lastModified };
          report({ subject: scopeSubject(scope), reach: 'latent', sensitive: isSensitive(scope), detail });
        },
      },
      verdict() {
        const share = totals.files === 0 ? 0 : files / totals.files;
        const tooMany = links > thresholds.orgLinksFailCount;
        const isFail = tooMany || share > thresholds.orgLinksFailShare;
        const isWarn = links > thresholds.orgLinksWarnCount || share > thresholds.orgLinksWarnShare;
        const percent = Math.round(share * 1000) / 10;
        const measures = { standing: 0, latent: sensitive, links, files, percent };
        const data = { links: plural(links, 'link'), files: plural(files, 'file'), percent };
        const most = held.reduce((sum, one) => sum + one.files, files) / Math.max(1, totals.files);
        if (!isFail && most > thresholds.orgLinksWarnShare) for (const { gap } of held) doubt(gap);
        if (!isFail && !isWarn) return { kind: 'pass', message: 'rare', data, total: totals.scopes, measures };
        // More of the tenant can only add links; the share may still fall, so it settles nothing.
        return { kind: isFail ? 'fail' : 'warn', message: 'common', data, total: totals.scopes, measures, settled: tooMany };
      },
    };
  },
});
