/** The headline number: PHI-looking files that every employee can read today. */
import { defineRule } from '../define.js';
import { CAPPED, isRestricted, orNull, plural, scopeSubject } from '../kit.js';
import { contentOf, everybodyIn, isLinked } from '../places.js';

export default defineRule({
  meta: {
    id: 'EXP-002',
    revision: 1,
    title: 'No PHI-looking file can be read by every employee',
    failureTitle: 'Every employee can read PHI-looking files',
    pillar: 'exposure',
    severity: 'critical',
    gate: 'block',
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'No PHI-looking file can be read by every employee{intended}{behind}.',
      links:
        'No PHI-looking file can be read by every employee today{intended}{behind}; links open {latent} to whoever opens or receives them.',
      some: 'Every employee can read {standing} today, in {places}{intended}{behind}. Apart from that, links open {latent} to whoever opens or receives them.',
    },
    rationale:
      'These are the files that Copilot can quote to any employee from the first day, to a question that was not even meant to find them.',
    remediation: {
      summary: 'Close each place to the people who work with it before the first Copilot licence is assigned.',
      steps: [
        'Start with the places that hold most PHI-looking files: remove "Everyone except external users" and the public or all-staff groups.',
        'Where that takes time, limit the whole site to one group: Set-SPOSite -Identity <site> -RestrictedAccessControl $true.',
        'Or keep it out of Copilot and search meanwhile: Set-SPOSite -Identity <site> -RestrictContentOrgWideSearch $true.',
        'A site that is meant for all staff (news, intranet) goes on the list intendedGroups of the configuration.',
        'Then re-run the scan.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'HIPAA', id: '164.402' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let standing = 0;
    let standingIntended = 0;
    let latent = 0;
    let behindRestriction = 0;
    return {
      on: {
        scope(scope) {
          const { standingOrgWide: everybody, sensitiveFiles } = scope;
          if (scope.isIntended) {
            // Meant to be open, so no offence; but Copilot quotes from it all the same.
            if (orNull(everybody) === true) standingIntended += sensitiveFiles;
            return;
          }
          if (sensitiveFiles === 0 && !scope.isPartlyRead) return;
          if (isLinked(scope) && orNull(everybody) !== true) latent += sensitiveFiles;
          if (orNull(scope.grantedOrgWide) === true && isRestricted(scope)) behindRestriction += sensitiveFiles;
          if (!everybody.known) {
            doubt(everybody.gap);
          } else if (!everybody.value) {
            if (scope.isAtLeast) doubt(CAPPED);
          } else if (sensitiveFiles === 0) {
            doubt({ reason: 'not-yet-read', detail: 'a library that every employee can read was not read whole' });
          } else {
            standing += sensitiveFiles;
            const detail = { grantedTo: everybodyIn(scope.grants), ...contentOf(scope), atLeast: scope.isPartlyRead };
            report({ subject: scopeSubject(scope), reach: 'standing', readersShare: 1, sensitive: true, detail });
          }
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing, standingIntended, latent, behindRestriction, staff: orNull(totals.enabledMembers) };
        const behindLinks = plural(latent, 'PHI-looking file');
        const meantToBe = `${plural(standingIntended, 'PHI-looking file')} on sites that are meant to be open to all`;
        const intended = (word: string) => (standingIntended > 0 ? `, ${word} ${meantToBe}` : '');
        const granted = `${plural(behindRestriction, 'PHI-looking file')} granted to all`;
        const behind = behindRestriction > 0 ? `; Restricted Access Control lets only its own groups in to ${granted}` : '';
        if (count.offences > 0) {
          const data = {
            standing: plural(standing, 'PHI-looking file'),
            places: plural(count.offences, 'place'),
            intended: intended('beside'),
            behind,
            latent: behindLinks,
          };
          return { kind: 'fail', message: 'some', data, total, measures };
        }
        if (latent > 0)
          return {
            kind: 'pass',
            message: 'links',
            data: { intended: intended('except'), behind, latent: behindLinks },
            total,
            measures,
          };
        return { kind: 'pass', message: 'none', data: { intended: intended('except'), behind }, total, measures };
      },
    };
  },
});
