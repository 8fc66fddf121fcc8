/** Sites and libraries whose name looks like PHI or says HR, legal or finance, and that everybody or many can read. */
import { defineRule } from '../define.js';
import { orNull, plural, siteSubject } from '../kit.js';
import { opennessOf, readersShare, widestGrants } from './openness.js';
import { isSystemSite } from './system-sites.js';

export default defineRule({
  meta: {
    id: 'SITE-003',
    revision: 1,
    title: 'Sites named after patients, HR, legal or finance are read only by those who work with them',
    failureTitle: 'Sites named after patients, HR, legal or finance are open to everybody or to many',
    warnTitle: 'Restricted Access Control alone keeps sites named after patients, HR or finance closed',
    pillar: 'sites',
    severity: 'critical',
    gate: 'block',
    claim: 'none',
    needs: { rows: ['site'] },
    messages: {
      empty: 'No site and no library is named after patients, HR, legal or finance.',
      none: 'Checked {sites} with such a name: each is read by a small part of the staff.',
      some: 'Of {sites} named after patients, HR, legal or finance, every employee can read {everybody}, and a large part of the staff {many}.',
      latent:
        '{sites} named after patients, HR, legal or finance are granted to too many, latent behind Restricted Access Control.',
    },
    rationale:
      'A site called "Treatment notes" holds what its name says. Whoever may read it can ask Copilot about it without ever having heard of the site.',
    remediation: {
      summary: 'Let in only the people whose work it is.',
      steps: [
        'Close it first: Set-SPOSite -Identity <site> -RestrictedAccessControl $true, then Set-SPOSite -Identity <site> -AddRestrictedAccessControlGroups <group id>. This needs SharePoint Advanced Management.',
        'Then mend the permissions themselves: Settings > Site permissions > Advanced permissions settings, and remove what the finding names.',
        'Or rebuild the membership: one Microsoft 365 group of those who work with it, and nobody beside.',
        'A site that is meant for all staff goes on the list intendedGroups of the configuration; a word that says nothing here, on the list lexicon.remove.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.514(d)(2)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let sites = 0;
    let everybody = 0;
    const staff = orNull(totals.enabledMembers);
    return {
      on: {
        site(row) {
          const word = row.nameWord ?? row.placeWord;
          if (row.isPersonal || row.isIntended || word === null || isSystemSite(row)) return;
          sites += 1;
          const { is, mayBeWorse } = opennessOf(row);
          if (mayBeWorse) doubt(mayBeWorse);
          if (is === 'closed') return;
          const isLatent = is === 'behind-rac';
          const isOpen = is === 'everybody';
          if (isOpen) everybody += 1;
          const readers = orNull(row.standingReaders);
          report({
            subject: siteSubject(row),
            severity: isLatent ? 'medium' : isOpen ? 'critical' : 'high',
            gate: isLatent ? null : isOpen ? 'block' : 'condition',
            reach: isLatent ? 'latent' : 'standing',
            readersShare: isLatent ? 0 : readersShare(row, totals.enabledMembers),
            sensitive: true,
            suspicion: isLatent,
            detail: {
              matchedWord: word,
              readers,
              percentOfStaff: readers === null || !staff ? null : Math.round((100 * readers) / staff),
              openTo: widestGrants(row),
              sensitiveFiles: row.sensitiveFiles,
              behindRestrictedAccessControl: isLatent,
              hiddenFromSearch: row.isDiscoveryRestricted,
            },
          });
        },
      },
      verdict() {
        const many = count.offences - everybody;
        const measures = { everybody, many, latent: count.suspicions };
        if (count.offences > 0) {
          const data = { sites: plural(sites, 'site'), everybody, many };
          return { kind: 'fail', message: 'some', data, total: sites, measures };
        }
        if (count.suspicions > 0)
          return { kind: 'warn', message: 'latent', data: { sites: plural(count.suspicions, 'site') }, total: sites, measures };
        if (sites === 0) return { kind: 'not-applicable', message: 'empty', total: 0 };
        return { kind: 'pass', message: 'none', data: { sites: plural(sites, 'site') }, total: sites, measures };
      },
    };
  },
});
