/** Sharing links that somebody made who has left, and that still work. */
import { defineRule } from '../define.js';
import { judge, linkSubject, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-006',
    revision: 1,
    title: 'No sharing link of somebody who left still works',
    failureTitle: 'Sharing links of people who left still work',
    pillar: 'items',
    severity: 'medium',
    gate: null,
    worst: { severity: 'high', gate: null },
    claim: 'none',
    needs: { rows: ['link'] },
    messages: {
      empty: 'There is no live sharing link.',
      none: 'Checked {links}: none was made by somebody who left.',
      some: 'Found {links} made by people who left, which still work: for anyone {anonymous}, for everybody in the organization {organization}, for specific people {users}. To PHI-looking places: {sensitive}.',
    },
    rationale:
      'Nobody remembers to whom somebody who left had sent a link. Copilot answers everyone who ever opened it from what is behind it.',
    remediation: {
      summary: 'Delete the links; whoever still needs the file can be given it anew by somebody who works here.',
      steps: [
        'Open the item > Manage access > Links > the link > Delete link.',
        'Or in PnP PowerShell: Get-PnPFileSharingLink and Remove-PnPFileSharingLink -FileUrl <url>, for a folder Remove-PnPFolderSharingLink -Folder <url>.',
        'Make it a step of your leaver checklist, and let links for guests end by themselves: Set-SPOTenant -ExternalUserExpirationRequired $true.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count }) {
    let links = 0;
    let sensitive = 0;
    const scopes = { anonymous: 0, organization: 0, users: 0 };
    return {
      on: {
        link(link) {
          links += 1;
          // Who made it is SharePoint's own word: without it nobody is guessed.
          judge(link.creatorDeparted, doubt, () => {
            scopes[link.scope] += 1;
            if (link.sensitive) sensitive += 1;
            report({
              subject: linkSubject(link),
              severity: link.sensitive || link.scope === 'anonymous' ? 'high' : 'medium',
              reach: link.scope === 'users' ? null : 'latent',
              sensitive: link.sensitive,
              detail: {
                madeBy: link.creatorName,
                made: link.created,
                worksFor: { anonymous: 'anyone', organization: 'the organization', users: 'specific people' }[link.scope],
                canEdit: link.canEdit,
                expires: link.expires,
                files: link.files,
              },
            });
          });
        },
      },
      verdict() {
        const measures = { links: count.offences, ...scopes, sensitive };
        if (links === 0) return { kind: 'not-applicable', message: 'empty', total: 0, measures };
        if (count.offences === 0)
          return { kind: 'pass', message: 'none', data: { links: plural(links, 'link') }, total: links, measures };
        const data = { links: plural(count.offences, 'link'), ...scopes, sensitive };
        return { kind: 'fail', message: 'some', data, total: links, measures };
      },
    };
  },
});
