/** Whether something labels PHI without waiting for people: an auto-labeling policy that is on, not one that is tried out. */
import type { LabelRow } from '../../derive/rows.js';
import { allOf } from '../../evidence/known.js';
import type { AutoLabelPolicy } from '../../evidence/purview.js';
import { defineRule } from '../define.js';
import { collected, daysSince, orNull, tenantSubject, toldBy } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from '../licensing/plans.js';
import { isOn, isSimulated, labelsPhi, somewhere } from './auto-labels.js';
import { NO_LABELS, quoted, withoutLabels } from './labels.js';

export default defineRule({
  meta: {
    id: 'LBL-009',
    revision: 1,
    title: 'PHI is labelled automatically',
    failureTitle: 'Nothing labels PHI automatically',
    warnTitle: 'Automatic labels for PHI are only simulated',
    pillar: 'labels',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { rows: ['label'], maybe: ['subscribedSkus', 'autoLabelPolicies', 'sensitivityLabels'] },
    thresholds: ['simulationDaysMax'],
    messages: {
      on: 'Auto-labeling policies label PHI: {policies}.',
      stale: 'Auto-labeling for PHI is only simulated, longer than {days} days without a change: {policies}. It labels nothing.',
      trial: 'Auto-labeling for PHI is being simulated: {policies}. It labels nothing until it is turned on.',
      none: 'No auto-labeling policy labels PHI in SharePoint, OneDrive or Exchange.',
      unlicensed: 'No licence of the organization brings automatic labels.',
      noLabels: NO_LABELS,
    },
    rationale:
      'Nobody labels the files of the last ten years by hand, and those are what Copilot finds. A policy that looks for health data labels them where they lie; a simulation only counts them.',
    remediation: {
      summary: 'Let an auto-labeling policy put the PHI label on what holds health data.',
      steps: [
        'Purview portal > Information protection > Policies > Auto-labeling policies > Create: template Medical and health > U.S. Health Insurance Act (HIPAA) Enhanced.',
        'Choose the label for PHI, and SharePoint, OneDrive and Exchange as locations.',
        'Run it in simulation for a few days, look at what it matched, then turn it on: Set-AutoSensitivityLabelPolicy -Identity <policy> -Mode Enable.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-01' },
    ],
  },
  create({ maybe, report, doubt, now, thresholds: { simulationDaysMax } }) {
    const { rows: labels, visit: label } = collected<LabelRow>();
    return {
      on: { label },
      verdict() {
        if (labels.length === 0) return withoutLabels(maybe.sensitivityLabels);
        const { subscribedSkus, autoLabelPolicies } = maybe;
        const all = autoLabelPolicies.known ? autoLabelPolicies.value : [];
        const fit = all.map((policy) => ({ policy, fits: allOf([somewhere(policy), labelsPhi(policy, labels)]) }));
        const those = (is: typeof isOn) =>
          fit.filter(({ policy, fits }) => orNull(allOf([is(policy), fits])) === true).map(({ policy }) => policy);
        const [on, simulated] = [those(isOn), those(isSimulated)];
        const source = toldBy(all.flatMap(({ origins }) => origins));
        const measures = {
          policies: all.length,
          on: on.length,
          simulated: simulated.length,
          ...(source === '' ? {} : { source }),
        };
        const said = { measures, total: all.length } as const;
        if (on.length > 0) return { kind: 'pass', message: 'on', data: { policies: quoted(on) }, ...said };
        if (subscribedSkus.known && !liveSkus(subscribedSkus.value).some((sku) => hasPlan(sku, CAPABILITIES.automaticLabels)))
          return { kind: 'not-applicable', message: 'unlicensed', lacksLicence: LICENCE, settled: true, ...said };
        if (!subscribedSkus.known) doubt(subscribedSkus.gap);
        if (!autoLabelPolicies.known) doubt(autoLabelPolicies.gap);
        for (const { policy, fits } of fit) {
          const could = allOf([isOn(policy), fits]);
          if (!could.known) doubt(could.gap);
        }
        const isStale = ({ changed }: AutoLabelPolicy) => (daysSince(changed, now) ?? 0) > simulationDaysMax;
        for (const { id, name, changed, origins } of simulated)
          report({
            subject: { type: 'policy', id, name, url: null },
            detail: { changed, days: daysSince(changed, now), source: toldBy(origins) },
          });
        if (simulated.some(isStale)) {
          const data = { days: simulationDaysMax, policies: quoted(simulated.filter(isStale)) };
          return { kind: 'warn', message: 'stale', data, ...said };
        }
        if (simulated.length > 0) return { kind: 'warn', message: 'trial', data: { policies: quoted(simulated) }, ...said };
        report({ subject: tenantSubject('Auto-labeling policies'), detail: measures });
        return { kind: 'fail', message: 'none', ...said };
      },
    };
  },
});

const LICENCE = 'automatic sensitivity labels (Microsoft 365 E5, E5 Compliance or the Purview Suite)';
