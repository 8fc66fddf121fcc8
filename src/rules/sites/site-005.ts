/** Who gets the requests of people who are refused, and whether members let others in by themselves. */
import { defineRule } from '../define.js';
import { named, orNull, plural, siteSubject } from '../kit.js';
import { doorkeepers } from './doorkeepers.js';

export default defineRule({
  meta: {
    id: 'SITE-005',
    revision: 1,
    title: 'Requests for access reach somebody who works here',
    failureTitle: 'Requests for access go to people who left',
    warnTitle: 'Members of sites with PHI-looking names may let others in by themselves',
    pillar: 'sites',
    severity: 'low',
    gate: null,
    claim: 'none',
    needs: { rows: ['site'] },
    messages: {
      empty: 'There is no site.',
      none: 'Checked {sites}: no request for access goes to somebody who left, and owners decide who is let into sensitive ones.',
      some: 'On {sites}, requests for access go to somebody who left. Sites with names that look like PHI where members may let others in by themselves: {shared}.',
      sharing: 'On {sites} with names that look like PHI, members may let others in by themselves.',
    },
    rationale:
      'Where nobody answers, people find other ways: a link to everybody, a copy in a OneDrive. Both are what Copilot then finds.',
    remediation: {
      summary: 'Send requests for access to the owners, and let only them share sensitive sites.',
      steps: [
        'On the site: Settings > Site permissions > Access request settings: choose the owners of the site.',
        'In the same place, clear "Allow members to share the site and individual files and folders" on sites with patient data.',
        'Or in PnP PowerShell: Set-PnPRequestAccessEmails -Emails <owner>, and Set-PnPWeb -MembersCanShare:$false.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count }) {
    let sites = 0;
    let shared = 0;
    return {
      on: {
        site(row) {
          if (row.isPersonal) return;
          sites += 1;
          const { lost, sharing, gaps } = doorkeepers(row);
          for (const gap of gaps) doubt(gap);
          const isShared = sharing.length > 0 && orNull(row.sensitiveWord) !== null;
          if (isShared) shared += 1;
          if (lost.length === 0 && !isShared) return;
          const at = (lost.length > 0 ? lost : sharing).map(({ webUrl }) => webUrl);
          report({
            subject: siteSubject(row),
            suspicion: lost.length === 0,
            sensitive: isShared,
            detail: {
              requestsGoTo: lost.length === 0 ? null : named([...new Set(lost.map(({ to }) => to))], 3),
              at: named(at, 3),
              membersCanShare: sharing.length > 0,
              matchedWord: orNull(row.sensitiveWord),
            },
          });
        },
      },
      verdict() {
        if (sites === 0) return { kind: 'not-applicable', message: 'empty' };
        const measures = { toDeparted: count.offences, membersShare: shared };
        if (count.offences > 0) {
          const data = { sites: plural(count.offences, 'site'), shared };
          return { kind: 'fail', message: 'some', data, total: sites, measures };
        }
        if (count.suspicions > 0)
          return { kind: 'warn', message: 'sharing', data: { sites: plural(count.suspicions, 'site') }, total: sites, measures };
        return { kind: 'pass', message: 'none', data: { sites: plural(sites, 'site') }, total: sites, measures };
      },
    };
  },
});
