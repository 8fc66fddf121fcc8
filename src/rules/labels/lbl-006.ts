/** Whether sites, teams and groups can carry a sensitivity label: the switch, and a label that is offered for them. */
import type { LabelRow } from '../../derive/rows.js';
import { allOf, anyOf } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { collected, tenantSubject, toldBy } from '../kit.js';
import { NO_LABELS, usable, withoutLabels } from './labels.js';

export default defineRule({
  meta: {
    id: 'LBL-006',
    revision: 1,
    title: 'Sensitivity labels for teams and sites are switched on and offered',
    failureTitle: 'Sensitivity labels for teams and sites are switched off',
    warnTitle: 'No sensitivity label is offered for teams and sites',
    pillar: 'labels',
    severity: 'medium',
    gate: null,
    claim: 'ratio',
    needs: { rows: ['label'], maybe: ['groupSettings', 'sensitivityLabels'] },
    messages: {
      offered: 'Teams, groups and sites can carry a sensitivity label, and at least one is published for them.',
      off: 'Sensitivity labels for teams, groups and sites are switched off for the whole organization.',
      noneOffered: 'Sensitivity labels for teams, groups and sites are switched on, and no label is published for them.',
      noLabels: NO_LABELS,
    },
    rationale:
      'The label of a site says who may be let in and how far it may be shared, whoever owns it next. Where sites cannot carry one, each owner decides alone what the Copilot of others may draw on.',
    remediation: {
      summary: 'Switch labels for groups on, and publish one for groups and sites.',
      steps: [
        'Microsoft Graph PowerShell: set EnableMIPLabels to True in the settings of the template Group.Unified (Update-MgBetaDirectorySetting, or New-MgBetaDirectorySetting where there are none).',
        'Security & Compliance PowerShell: run Execute-AzureAdLabelSync once.',
        'Purview portal > Information protection > Sensitivity labels > the label > Edit > Scope: choose "Groups & sites", set its privacy and sharing, and publish it.',
        'Then label the sites that hold patient data first (SITE-007 lists them).',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ maybe, report, doubt }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    return {
      on: { label },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const { groupSettings } = maybe;
        const settings = groupSettings.known ? groupSettings.value[0] : undefined;
        const total = labels.length;
        const source = toldBy(labels.flatMap(({ origins }) => origins));
        const subject = tenantSubject('Labels for teams and sites');
        if (settings?.enableMipLabels === false) {
          report({ subject, detail: { enableMipLabels: false } });
          // Whatever labels there are besides: none can be put on a site.
          return { kind: 'fail', message: 'off', total, settled: true, measures: { enableMipLabels: false, source } };
        }
        if (!groupSettings.known) doubt(groupSettings.gap);
        else if (settings === undefined) doubt({ reason: 'failed', detail: 'The evidence holds no settings of groups.' });
        const offered = anyOf(labels.map((row) => allOf([usable(row), row.forContainers, row.published])));
        const measures = {
          enableMipLabels: settings?.enableMipLabels ?? null,
          offered: offered.known ? offered.value : null,
          source,
        };
        if (!offered.known) doubt(offered.gap);
        if (!offered.known || offered.value) return { kind: 'pass', message: 'offered', total, measures };
        report({ subject, detail: measures });
        return { kind: 'warn', message: 'noneOffered', total, measures };
      },
    };
  },
});
