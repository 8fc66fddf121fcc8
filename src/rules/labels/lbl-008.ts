/** What share of all files carries a sensitivity label. */
import { defineRule } from '../define.js';
import { plural } from '../kit.js';
import { intervalOf } from './interval.js';
import { NO_LABELS, withoutLabels } from './labels.js';
import { percentOf } from './published.js';
import { UnlabelledSites } from './unlabelled-sites.js';

export default defineRule({
  meta: {
    id: 'LBL-008',
    revision: 1,
    title: 'Most files carry a sensitivity label',
    failureTitle: 'Most files carry no sensitivity label',
    warnTitle: 'Many files carry no sensitivity label',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'ratio',
    needs: { rows: ['label', 'scope'], maybe: ['sensitivityLabels'] },
    thresholds: ['labelCoverageReady', 'labelCoverageNear', 'labelCoverageSampleMin'],
    messages: {
      noFiles: 'No file was found.',
      whole: '{labelled} of {files} carry a sensitivity label ({percent} %); it should be {ready} % at least.',
      sample:
        '{labelled} of the {read} files whose label was read carry one ({percent} %), of {files} that were found. If those are like the rest, it is between {low} % and {high} % of all files (95 % interval); it should be {ready} % at least.',
      noLabels: NO_LABELS,
    },
    rationale:
      'Copilot, encryption and data loss prevention go by the label that a file carries. Whatever else is switched on works for this share of the files, and for no other.',
    remediation: {
      summary: 'Label new files by default and old ones by rule, the libraries that hold records first.',
      steps: [
        'Set a default label in the label policy for everybody, so that new and edited files get one (LBL-007).',
        'On libraries: library > Settings > Library settings > Default sensitivity labels.',
        'Purview portal > Information protection > Policies > Auto-labeling policies: label what looks like health data where it lies (LBL-009).',
        'Let each team label the rest of its own site; the sites below have the most files without a label.',
      ],
      effort: 'project',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(A)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.3.1' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-07' },
    ],
  },
  create({ maybe, report, doubt, totals: { files, labelRead: read, labelled, sitesCoverage }, thresholds }) {
    const { labelCoverageReady: ready, labelCoverageNear: near, labelCoverageSampleMin: sampleMin } = thresholds;
    const sites = new UnlabelledSites();
    let labels = 0;
    let isWhole = sitesCoverage === 100;
    const unread = (detail: string) => doubt({ reason: 'not-yet-read', detail });
    return {
      on: {
        label() {
          labels += 1;
        },
        scope(scope) {
          isWhole &&= !scope.isPartlyRead;
          sites.add(scope);
        },
      },
      verdict() {
        if (labels === 0) return withoutLabels(maybe.sensitivityLabels);
        if (!isWhole) unread('not all libraries were read whole, so there are more files');
        const [low, high] = intervalOf(labelled, read);
        const percent = read === 0 ? null : percentOf(labelled / read);
        const measures = { files, read, labelled, percent, low: percentOf(low), high: upTo(high) };
        if (files === 0) return { kind: 'not-applicable', message: 'noFiles', total: 0, measures };
        for (const offence of sites.offences()) report(offence);
        const share = { labelled, percent: percent ?? 0, ready: percentOf(ready) };
        const said =
          read >= files && isWhole
            ? ({ message: 'whole', data: { ...share, files: plural(files, 'file') }, total: files, measures } as const)
            : ({
                message: 'sample',
                data: { ...share, read, files, low: measures.low, high: measures.high },
                total: files,
                measures,
              } as const);
        if (read < files && read < sampleMin) {
          unread(
            `the label of ${plural(read, 'file')} out of ${files.toLocaleString('en-US')} was read; ${sampleMin} are needed`,
          );
          return { kind: 'pass', ...said };
        }
        // A sample of this size leaves too little doubt to wait for the rest, be it labels or libraries that were not read.
        if ((read < files || !isWhole) && read >= sampleMin && high < near) return { kind: 'fail', ...said, settled: true };
        // Files whose label was not read may all carry one, or none of them.
        const [least, most] = [labelled / files, (labelled + files - read) / files];
        if (most < near) return { kind: 'fail', ...said, settled: isWhole };
        if (least >= ready) return { kind: 'pass', ...said };
        if (least >= near && most < ready) return { kind: 'warn', ...said };
        unread(`the label of ${plural(files - read, 'file')} was not read`);
        return { kind: 'pass', ...said };
      },
    };
  },
});

/** The upper end is rounded up, so that the interval is never written narrower than it is. */
function upTo(share: number): number {
  return Math.ceil(share * 1000 - 1e-9) / 10;
}
