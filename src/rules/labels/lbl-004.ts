/** Whether a label for PHI gives the whole organization the right to extract, which is the right that Copilot needs. */
import type { ExtractRight, LabelRow } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { named, orNull, toldBy } from '../kit.js';
import { labelSubject, NO_LABELS, quoted, withoutLabels } from './labels.js';

export default defineRule({
  meta: {
    id: 'LBL-004',
    revision: 1,
    title: 'Labels for PHI give the EXTRACT right to named groups only',
    failureTitle: 'A label for PHI gives the EXTRACT right to the whole organization',
    pillar: 'labels',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['label'], maybe: ['sensitivityLabels'] },
    messages: {
      everyone:
        'Labels for PHI that give everybody the right to extract: {everyone} ({names}). Copilot may summarise what they encrypt for everybody who can open it.',
      named:
        'No label for PHI that encrypts gives everybody the right to extract. Labels that give it to named people or groups: {named}; to nobody: {nobody}.',
      noPhi: 'No label that means PHI encrypts (LBL-003), so none gives anybody the right to extract.',
      author:
        'In every label for PHI that encrypts, whoever applies it chooses the people and their rights, so the label itself gives the right to nobody.',
      noLabels: NO_LABELS,
    },
    rationale:
      'Copilot summarises an encrypted file only for somebody who holds both VIEW and EXTRACT. A label that gives EXTRACT to everybody encrypts against strangers and leaves the file open to the Copilot of every colleague who finds it.',
    remediation: {
      summary: 'Give EXTRACT (Copy) to the groups that treat patients, and to nobody else.',
      steps: [
        'Purview portal > Information protection > Sensitivity labels > the label > Edit > Access control: replace "all users and groups in your organization" and "any authenticated users" by the groups that need it.',
        'For broad groups choose Custom permissions without "Copy and extract content (EXTRACT)"; Co-Author and Co-Owner both hold it, Reviewer and Viewer do not.',
        'Or run Set-Label -Identity <label> -EncryptionRightsDefinitions "<group>:VIEW,VIEWRIGHTSDATA,EDIT,EXTRACT;<wider group>:VIEW,VIEWRIGHTSDATA".',
        'Where Copilot must leave such content alone for everybody: Set-Label -AdvancedSettings @{BlockContentAnalysisServices="True"}; it switches off other connected experiences too.',
        'Files that carry the label follow the new rights the next time somebody opens them.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ maybe, report, doubt }) {
    let seen = 0;
    let phi = 0;
    const to: Record<ExtractRight['to'], LabelRow[]> = { everyone: [], named: [], nobody: [], 'author-decides': [] };
    let isDoubleKey = 0;
    let blocked = 0;
    const origins: LabelRow['origins'][number][] = [];
    return {
      on: {
        label(row) {
          seen += 1;
          // Switched off or not: files that carry it keep the rights that it gave.
          if (!row.isPhi || row.isParent) return;
          phi += 1;
          origins.push(...row.origins);
          if (!row.extract.known) return doubt(row.extract.gap);
          if (row.extract.value === null) return;
          to[row.extract.value.to].push(row);
          const more = { doubleKey: doubleKey(row), blocksContentAnalysis: orNull(row.blocksContentAnalysis) };
          if (more.doubleKey === true) isDoubleKey += 1;
          if (more.blocksContentAnalysis === true) blocked += 1;
          if (row.extract.value.to !== 'everyone') return;
          const identities = named(row.extract.value.identities);
          report({
            subject: labelSubject(row),
            sensitive: true,
            detail: {
              extract: identities,
              ...more,
              published: orNull(row.published),
              files: row.files,
              source: toldBy(row.origins),
            },
          });
        },
      },
      verdict() {
        if (seen === 0) return withoutLabels(maybe.sensitivityLabels);
        const counts = { everyone: to.everyone.length, named: to.named.length, nobody: to.nobody.length };
        const authorDecides = to['author-decides'].length;
        const total = counts.everyone + counts.named + counts.nobody;
        const measures = { phi, ...counts, authorDecides, doubleKey: isDoubleKey, blocked, source: toldBy(origins) };
        if (counts.everyone > 0) {
          const names = quoted(to.everyone);
          return {
            kind: 'fail',
            message: 'everyone',
            data: { everyone: counts.everyone, names },
            total,
            measures,
          };
        }
        if (total === 0 && authorDecides > 0) return { kind: 'not-applicable', message: 'author', total: 0, measures };
        if (total === 0) return { kind: 'not-applicable', message: 'noPhi', total: 0, measures };
        const data = { named: counts.named, nobody: counts.nobody };
        return { kind: 'pass', message: 'named', data, total, measures };
      },
    };
  },
});

/** Double Key Encryption: no service of Microsoft's can read such files, Copilot neither. */
function doubleKey({ encryption }: LabelRow): boolean | null {
  return encryption.known && encryption.value !== null ? orNull(encryption.value.isDoubleKey) : null;
}
