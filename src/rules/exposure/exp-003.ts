/** "Ask as": whether the people of the configuration reach sites that they must not. */
import type { PersonaRow, PersonaSite } from '../../derive/rows.js';
import { defineRule, type Offence } from '../define.js';
import { plural, siteSubject } from '../kit.js';

/** Two personas may reach the same site, each by its own way. */
function reachOf(row: PersonaRow, place: PersonaSite): Offence {
  const subject = siteSubject(place);
  return {
    subject: { ...subject, id: `${row.name}/${subject.id}`, name: `${subject.name} (as ${row.name})` },
    reach: 'standing',
    sensitive: place.sensitiveFiles > 0,
    detail: {
      persona: row.name,
      user: row.user.known ? row.user.value : null,
      files: place.files,
      sensitiveFiles: place.sensitiveFiles,
      path: place.path.join(' > '),
    },
  };
}

export default defineRule({
  meta: {
    id: 'EXP-003',
    revision: 1,
    title: 'The people you asked about reach no site that they must not reach',
    failureTitle: 'People you asked about reach sites that they must not reach',
    warnTitle: 'People you asked about reach PHI-looking files outside their own sites',
    pillar: 'exposure',
    severity: 'high',
    gate: null,
    claim: 'none',
    needs: { rows: ['persona'] },
    messages: {
      noPersonas: 'The configuration asks about nobody; personas add people and the sites that they must not reach.',
      none: 'Asked as {personas} about {entries}: none is reached, and no other site with PHI-looking files outside their own.',
      elsewhere:
        'No site that must not be reached is. But {personas} asked about reach {elsewhere} with PHI-looking files outside their own.',
      some: 'Asked as {personas}: {forbidden} that must not be reached can be read. Others with PHI-looking files outside their own: {elsewhere}.',
    },
    rationale:
      'This is the question that Copilot will be asked: what does it show to somebody in this job? HIPAA wants each role to reach no more than its work needs.',
    remediation: {
      summary: 'Follow the path of each finding and remove the grant that opens it.',
      steps: [
        'Read the path: person, groups, SharePoint group, site, folder. The grant that should not be there is one of its links.',
        'See what a removal would change before you make it: copilot-preflight exposure EVIDENCE --remove PRINCIPAL --from PLACE.',
        'Remove the claim or group there: Site > Settings > Site permissions, or Manage access of the folder.',
        'A site that belongs to the work of this person goes on the list ownSites of the persona.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.514(d)(2)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    const forbidden = new Set<string>();
    const elsewhere = new Set<string>();
    let entries = 0;
    return {
      on: {
        persona(row) {
          entries += row.mustNot;
          if (!row.user.known) doubt(row.user.gap);
          else if (row.user.value === null)
            doubt({ reason: 'failed', detail: 'the directory knows nobody by the name that a persona gives' });
          for (const { gap } of row.doubts) doubt(gap);
          for (const place of row.reached) {
            if (place.isForbidden) {
              forbidden.add(place.site.id);
              report(reachOf(row, place));
            } else if (!place.isOwn && place.sensitiveFiles > 0) {
              elsewhere.add(place.site.id);
              report({ ...reachOf(row, place), severity: 'medium', suspicion: true });
            }
          }
        },
      },
      verdict() {
        const measures = { personas: totals.personas, forbidden: count.offences, elsewhere: count.suspicions };
        const total = totals.personas;
        // Nobody was asked about, whatever could be read.
        if (total === 0) return { kind: 'not-applicable', message: 'noPersonas', settled: true, total, measures };
        const personas = plural(total, 'person', 'people');
        const others = plural(elsewhere.size, 'site');
        if (count.offences > 0) {
          const data = {
            personas,
            forbidden: plural(forbidden.size, 'site'),
            elsewhere: others,
          };
          return { kind: 'fail', message: 'some', data, total, measures };
        }
        if (count.suspicions > 0) {
          const data = { personas, elsewhere: others };
          return { kind: 'warn', message: 'elsewhere', data, total, measures };
        }
        const data = { personas, entries: plural(entries, 'site that must not be reached', 'sites that must not be reached') };
        return { kind: 'pass', message: 'none', data, total, measures };
      },
    };
  },
});
