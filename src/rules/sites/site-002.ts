/** Microsoft 365 groups and teams that are Public, which makes their site readable by everybody in the organization. */
import { defineRule } from '../define.js';
import { groupSubject, orNull, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'SITE-002',
    revision: 2,
    title: 'No group or team is public, except those meant to be',
    failureTitle: 'Groups or teams are public: every employee can read what they hold',
    warnTitle: 'Public groups whose site Restricted Access Control alone keeps closed',
    pillar: 'sites',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['group'] },
    messages: {
      empty: 'There is no Microsoft 365 group or team.',
      none: 'Checked {groups}: none is public without being meant to be.',
      some: 'Found {groups} open to every employee without being on your list of intended ones; names that look like PHI: {sensitive}.',
      latent: '{groups} open to every employee by name, latent behind Restricted Access Control of the site.',
    },
    rationale:
      'The site of a public group is readable by everybody in the organization without joining. Copilot answers every employee from all of it.',
    remediation: {
      summary: 'Make the group private, or put it on the list of groups that are meant to be open to all.',
      steps: [
        'Microsoft 365 admin center > Teams & groups > Active teams & groups > the group > Settings > Privacy > Private.',
        'Or in Exchange Online PowerShell: Set-UnifiedGroup -Identity <group> -AccessType Private.',
        'Then look at the site\'s Members: "Everyone except external users" may stay there after the change.',
        'A group that is meant for all staff (news, intranet) goes on the list intendedGroups of the configuration.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '1.2.1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count }) {
    let groups = 0;
    let sensitive = 0;
    return {
      on: {
        group(row) {
          if (!row.group.isUnified) return;
          groups += 1;
          if (row.isIntended) return;
          if (row.group.visibility === null)
            doubt({ reason: 'failed', detail: 'Microsoft Graph left out the privacy of a group' });
          if (row.group.visibility !== 'Public') return;
          // The group stays public: whoever joins gets in, and everybody does when the control is switched off.
          const isLatent = orNull(row.restrictedTo) !== null;
          if (!isLatent && !row.sensitiveWord.known) doubt(row.sensitiveWord.gap);
          const word = orNull(row.sensitiveWord);
          const phi = word !== null;
          if (phi && !isLatent) sensitive += 1;
          report({
            subject: groupSubject(row),
            severity: isLatent ? 'medium' : phi ? 'critical' : 'high',
            gate: isLatent ? null : phi ? 'block' : 'condition',
            reach: isLatent ? 'latent' : 'standing',
            readersShare: isLatent ? 0 : 1,
            sensitive: phi,
            suspicion: isLatent,
            detail: {
              isTeam: row.group.isTeam,
              members: orNull(row.members),
              matchedWord: word,
              namesChecked: row.sensitiveWord.known,
              behindRestrictedAccessControl: isLatent,
            },
          });
        },
      },
      verdict() {
        const measures = { publicGroups: count.offences, sensitive, latent: count.suspicions };
        if (groups === 0) return { kind: 'not-applicable', message: 'empty' };
        const found = count.offences;
        if (found === 0 && count.suspicions > 0) {
          const data = { groups: plural(count.suspicions, 'group') };
          return { kind: 'warn', message: 'latent', data, total: groups, measures };
        }
        if (found === 0)
          return { kind: 'pass', message: 'none', data: { groups: plural(groups, 'group') }, total: groups, measures };
        return { kind: 'fail', message: 'some', data: { groups: plural(found, 'group'), sensitive }, total: groups, measures };
      },
    };
  },
});
