/** Widely readable content that nobody has changed for years. */
import { defineRule } from '../define.js';
import { CAPPED, couldBeWorse, daysSince, isSensitive, orNull, plural, scopeSubject } from '../kit.js';
import { contentOf, staffShare } from '../places.js';

/** Whole years untouched, as the report bands them. */
const BANDS = [4, 2, 1] as const;

function bandOf(days: number): string {
  const years = BANDS.find((y) => days >= y * 365);
  return years === undefined ? 'under 1 year' : `${years}+ years`;
}

export default defineRule({
  meta: {
    id: 'ITEM-008',
    revision: 1,
    title: 'Nothing that many can read has been forgotten for years',
    failureTitle: 'Old content that nobody changes any more is still open to many',
    pillar: 'items',
    severity: 'medium',
    gate: 'condition',
    worst: { severity: 'high', gate: 'block' },
    claim: 'none',
    needs: { rows: ['scope'] },
    thresholds: ['longStaleDays'],
    messages: {
      none: 'Checked {places}: none that many can read has been untouched for more than {limit} days.',
      some: 'Found {places} that many can read and nobody has changed for more than {limit} days, holding {files}; with a PHI-looking name: {sensitive}. By age: {ages}. The oldest: {oldest} days.',
    },
    rationale:
      'Nobody remembers what stands in old folders, but Copilot finds it as readily as what was written today, and answers from it.',
    remediation: {
      summary: 'Delete, archive or close what nobody needs.',
      steps: [
        'Ask the owner whether it is still needed; medical records have retention periods, so archive before you delete.',
        'Let the folder inherit again: Manage access > Advanced > Delete unique permissions.',
        'Archive a whole site: SharePoint admin center > Active sites > the site > Archive.',
        'Set a retention policy that deletes at the end of the period: Microsoft Purview > Data lifecycle management.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.310(d)(2)(i)' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-08' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-01' },
    ],
  },
  create({ report, doubt, count, totals, now, thresholds: { longStaleDays: limit } }) {
    let files = 0;
    let sensitive = 0;
    let oldest = 0;
    const ages = new Map<string, number>();
    return {
      on: {
        scope(scope) {
          if (scope.isIntended) return;
          const { standingBroad: broad } = scope;
          const days = daysSince(scope.newestFile ?? scope.lastModified, now);
          const mayBeEmpty = scope.files === 0 && !scope.isPartlyRead;
          if (days === null ? mayBeEmpty : days <= limit) return;
          if (!broad.known) {
            doubt(broad.gap);
            return;
          }
          if (!broad.value) {
            if (scope.isAtLeast) doubt(CAPPED);
            return;
          }
          // What was not read yet may have been changed yesterday: too old is said of the whole place only.
          if (days === null || (scope.isPartlyRead && scope.kind !== 'file')) {
            doubt({ reason: 'not-yet-read', detail: 'the dates of an old library were not read whole' });
            return;
          }
          const phi = isSensitive(scope);
          const worse = couldBeWorse(scope);
          if (worse) doubt(worse);
          const isOrgWide = orNull(scope.standingOrgWide) === true;
          files += scope.files;
          sensitive += scope.sensitiveFiles;
          oldest = Math.max(oldest, days);
          ages.set(bandOf(days), (ages.get(bandOf(days)) ?? 0) + 1);
          report({
            subject: scopeSubject(scope),
            severity: phi ? 'high' : 'medium',
            gate: phi && isOrgWide ? 'block' : 'condition',
            reach: 'standing',
            readersShare: staffShare(scope, totals.enabledMembers),
            sensitive: phi,
            detail: {
              ageBand: bandOf(days),
              daysUntouched: days,
              ...contentOf(scope),
              readers: orNull(scope.standingReaders),
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = {
          standing: sensitive,
          latent: 0,
          files,
          oldestDays: count.offences === 0 ? null : oldest,
          fourYears: ages.get('4+ years') ?? 0,
          twoYears: ages.get('2+ years') ?? 0,
          oneYear: ages.get('1+ years') ?? 0,
        };
        if (count.offences === 0)
          return { kind: 'pass', message: 'none', data: { places: plural(total, 'place'), limit }, total, measures };
        const byAge = ['4+ years', '2+ years', '1+ years', 'under 1 year'].filter((band) => ages.has(band));
        const data = {
          places: plural(count.offences, 'place'),
          limit,
          files: plural(files, 'file'),
          sensitive,
          ages: byAge.map((band) => `${band} ${plural(ages.get(band) ?? 0, 'place')}`).join(', '),
          oldest,
        };
        return { kind: 'fail', message: 'some', data, total, measures };
      },
    };
  },
});
