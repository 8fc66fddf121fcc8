/** Sites where everybody in the organization holds a role, by a claim, a public group or a group of all staff. */
import { defineRule } from '../define.js';
import { isRestricted, named, orNull, plural, siteSubject } from '../kit.js';
import { grantLine, grantsToEverybody, readersShare } from './openness.js';
import { isSystemSite } from './system-sites.js';

export default defineRule({
  meta: {
    id: 'SITE-001',
    revision: 1,
    title: 'No site gives everybody in the organization a role, except those meant to',
    failureTitle: 'Everybody in the organization holds a role on sites',
    warnTitle: 'Sites are granted to everybody, and Restricted Access Control alone keeps them closed',
    pillar: 'sites',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['site'] },
    messages: {
      empty: 'There is no site.',
      none: 'Checked {sites}: none gives everybody a role without being meant to.',
      some: 'Everybody holds a role on {sites}; with names that look like PHI: {sensitive}; held back by Restricted Access Control for now: {latent}.',
      latent: 'Everybody is granted {sites}, latent behind Restricted Access Control: they open again when it is switched off.',
    },
    rationale:
      '"Everyone except external users" in the Visitors of a site, in whatever language its name is written there, lets the whole staff read all of it. Copilot answers every employee from such a site.',
    remediation: {
      summary: 'Take everybody out of the site, and let in the people who work with it.',
      steps: [
        'On the site: Settings > Site permissions > Advanced permissions settings. Open the SharePoint group that the finding names and remove the claim or group from it.',
        'Or run Remove-SPOUser -Site <site> -LoginName "c:0-.f|rolemanager|spo-grid-all-users/<tenant id>"; with -Group <name> it leaves one SharePoint group only.',
        'Where that takes time: Set-SPOSite -Identity <site> -RestrictedAccessControl $true, or a site access review in SharePoint Advanced Management.',
        'A site that is meant for all staff (news, intranet) goes on the list intendedGroups of the configuration.',
        'Then re-run the scan: a subsite or a list with permissions of its own keeps its own grant.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let sites = 0;
    let sensitive = 0;
    return {
      on: {
        site(row) {
          if (row.isPersonal || isSystemSite(row)) return;
          sites += 1;
          if (row.isIntended) return;
          const grants = grantsToEverybody(row);
          const [first] = grants;
          if (first === undefined && orNull(row.grantedOrgWide) !== true) {
            if (!row.grantedOrgWide.known) doubt(row.grantedOrgWide.gap);
            else if (!row.grants.known) doubt(row.grants.gap);
            return;
          }
          const isLatent = isRestricted(row);
          const phi = orNull(row.sensitiveWord) !== null;
          if (!isLatent && !row.sensitiveWord.known) doubt(row.sensitiveWord.gap);
          if (!isLatent && phi) sensitive += 1;
          report({
            subject: siteSubject(row),
            severity: isLatent ? 'medium' : phi ? 'critical' : 'high',
            gate: isLatent ? null : phi ? 'block' : 'condition',
            reach: isLatent ? 'latent' : 'standing',
            readersShare: isLatent ? 0 : readersShare(row, totals.enabledMembers),
            sensitive: phi,
            suspicion: isLatent,
            detail: {
              grantedTo: first?.label ?? null,
              through: first?.via ?? null,
              role: first?.role ?? null,
              grants: grants.length === 0 ? null : named(grants.map(grantLine), 3),
              readers: orNull(first?.readers ?? row.standingReaders),
              foreignTenantClaim: grants.some((g) => g.isForeignClaim),
              matchedWord: orNull(row.sensitiveWord),
              sensitiveFiles: row.sensitiveFiles,
              behindRestrictedAccessControl: isLatent,
              hiddenFromSearch: row.isDiscoveryRestricted,
            },
          });
        },
      },
      verdict() {
        const latent = count.suspicions;
        const measures = { openSites: count.offences, sensitive, latent };
        if (sites === 0) return { kind: 'not-applicable', message: 'empty' };
        if (count.offences > 0) {
          const data = { sites: plural(count.offences, 'site'), sensitive, latent };
          return { kind: 'fail', message: 'some', data, total: sites, measures };
        }
        if (latent > 0)
          return { kind: 'warn', message: 'latent', data: { sites: plural(latent, 'site') }, total: sites, measures };
        return { kind: 'pass', message: 'none', data: { sites: plural(sites, 'site') }, total: sites, measures };
      },
    };
  },
});
