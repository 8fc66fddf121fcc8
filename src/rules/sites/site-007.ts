/** Share of sites that carry a sensitivity label of their own, a container label. */
import { defineRule } from '../define.js';
import { orNull, plural, siteSubject } from '../kit.js';
import { isSystemSite } from './system-sites.js';

export default defineRule({
  meta: {
    id: 'SITE-007',
    revision: 2,
    title: 'Every site carries a sensitivity label',
    failureTitle: 'Sites carry no sensitivity label',
    pillar: 'sites',
    severity: 'medium',
    gate: null,
    worst: { severity: 'high', gate: null },
    claim: 'ratio',
    needs: { rows: ['site'], maybe: ['sensitivityLabels', 'groupSettings'] },
    messages: {
      empty: 'There is no site.',
      noLabels: 'The organization has no sensitivity label at all (LBL-001), so no site can carry one.',
      off: 'Labels for sites are switched off for the whole organization (LBL-006), so no site can carry one.',
      all: 'Checked {sites}: each carries a sensitivity label.',
      some: '{percent} % of {sites} carry a sensitivity label; without one: {unlabelled}, of those with names that look like PHI: {sensitive}.',
    },
    rationale:
      'The label of a site says who may be let in and how far it may be shared, and keeps it so. Without one, the next owner decides anew what Copilot may quote to whom.',
    remediation: {
      summary: 'Publish labels for groups and sites, and give every site one, the sensitive ones first.',
      steps: [
        'Purview portal > Information Protection > Sensitivity labels: define the scope "Groups & sites" on your labels, and publish them.',
        'If that scope is greyed out, let directory settings know labels first: EnableMIPLabels in the Group.Unified settings, then Execute-AzureAdLabelSync.',
        'Then label the site: Set-SPOSite -Identity <site> -SensitivityLabel <label id>, or SharePoint admin center > Active sites > the site > Settings > Sensitivity.',
        'Make a label mandatory for new groups and sites in the label policy.',
      ],
      effort: 'project',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.3.1' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-05' },
    ],
  },
  create({ maybe: { sensitivityLabels, groupSettings }, report, doubt }) {
    let sites = 0;
    let unread = 0;
    let unlabelled = 0;
    let sensitive = 0;
    return {
      on: {
        site(row) {
          if (row.isPersonal || isSystemSite(row)) return;
          sites += 1;
          if (!row.containerLabel.known) {
            unread += 1;
            doubt(row.containerLabel.gap);
          } else if (row.containerLabel.value === null) {
            unlabelled += 1;
            const word = orNull(row.sensitiveWord);
            if (word !== null) sensitive += 1;
            report({
              subject: siteSubject(row),
              severity: word === null ? 'medium' : 'high',
              sensitive: word !== null,
              detail: { matchedWord: word, namesChecked: row.sensitiveWord.known, files: row.files },
            });
          }
        },
      },
      verdict() {
        if (sites === 0) return { kind: 'not-applicable', message: 'empty' };
        const read = sites - unread;
        const labelled = read - unlabelled;
        const measures = { labelled, unlabelled, sensitive, read };
        // A site with a label proves that there are labels, whatever their list says.
        if (labelled === 0 && sensitivityLabels.known && sensitivityLabels.value.length === 0)
          return { kind: 'not-applicable', message: 'noLabels', total: sites, measures };
        if (labelled === 0 && groupSettings.known && groupSettings.value.some((s) => !s.enableMipLabels))
          return { kind: 'not-applicable', message: 'off', total: sites, measures };
        const untold = labelled > 0 ? [] : [sensitivityLabels, groupSettings].flatMap((v) => (v.known ? [] : [v.gap]));
        for (const gap of untold) doubt(gap);
        if (unlabelled === 0)
          return { kind: 'pass', message: 'all', data: { sites: plural(sites, 'site') }, total: sites, measures };
        const data = { percent: Math.floor((100 * labelled) / read), sites: plural(read, 'site'), unlabelled, sensitive };
        // One site without a label is a finding, whatever the sites not read carry, as long as sites can have labels.
        return { kind: 'fail', message: 'some', data, total: sites, measures, settled: untold.length === 0 };
      },
    };
  },
});
