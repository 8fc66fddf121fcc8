/** What share of PHI-looking files carries a sensitivity label. */
import { defineRule } from '../define.js';
import { plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-010',
    revision: 1,
    title: 'Nearly all PHI-looking files carry a sensitivity label',
    failureTitle: 'PHI-looking files carry no sensitivity label',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    claim: 'ratio',
    needs: { rows: ['scope'] },
    thresholds: ['labelledShareMin', 'labelledSampleMin'],
    messages: {
      noFiles: 'No file looks like PHI.',
      share:
        '{labelled} of {read} PHI-looking files whose label was read carry a sensitivity label ({percent} %). Retention labels do not count.',
    },
    rationale:
      'A label is what tells Copilot, data loss prevention and encryption that a file is clinical. A retention label says only how long a file is kept; it shields nothing.',
    remediation: {
      summary: 'Label what is there, and let new files be labelled by themselves.',
      steps: [
        'Set a default label on the libraries that hold records: library > Settings > Library settings > Default sensitivity labels.',
        'Label what looks like health data automatically: Purview portal > Information Protection > Policies > Auto-labeling policies.',
        'Let the teams label by hand what is left, library by library.',
      ],
      effort: 'project',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.3.1' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-05' },
    ],
  },
  create({ report, doubt, totals, thresholds: { labelledShareMin, labelledSampleMin } }) {
    let all = 0;
    let places = 0;
    let read = 0;
    let labelled = 0;
    let isWhole = totals.sitesCoverage === 100;
    const unread = (detail: string) => doubt({ reason: 'not-yet-read', detail });
    return {
      on: {
        scope(scope) {
          all += scope.sensitiveFiles;
          if (scope.sensitiveFiles > 0) places += 1;
          read += scope.sensitiveLabelRead;
          labelled += scope.sensitiveLabelled;
          isWhole &&= !scope.isPartlyRead;
          if (scope.isPartlyRead) unread('a library was not read whole, so more files may look like PHI');
          const unlabelled = scope.sensitiveLabelRead - scope.sensitiveLabelled;
          if (unlabelled === 0) return;
          const detail = { unlabelled, labelled: scope.sensitiveLabelled, sensitiveFiles: scope.sensitiveFiles };
          report({ subject: scopeSubject(scope), sensitive: true, detail });
        },
      },
      verdict() {
        const percent = read === 0 ? null : Math.floor((labelled / read) * 1000) / 10;
        const measures = { sensitiveFiles: all, read, labelled, percent };
        if (all === 0) return { kind: 'not-applicable', message: 'noFiles', total: 0, measures };
        const data = { labelled, read, percent: percent ?? 0 };
        const said = { message: 'share', data, total: places, measures } as const;
        if (read < labelledSampleMin) {
          const seen = `the label of ${plural(read, 'PHI-looking file')} out of ${all.toLocaleString('en-US')} was read`;
          unread(`${seen}; at least ${labelledSampleMin} are needed to speak of a share`);
          return { kind: 'pass', ...said };
        }
        // Files whose label was not read may all carry one, or none of them.
        if ((labelled + all - read) / all < labelledShareMin) return { kind: 'fail', ...said, settled: isWhole };
        if (labelled / all < labelledShareMin) unread(`the label of ${plural(all - read, 'PHI-looking file')} was not read`);
        return { kind: 'pass', ...said };
      },
    };
  },
});
