/** Accounts of people who have left and that still work. */
import { isOver } from '../../evidence/dates.js';
import { defineRule } from '../define.js';
import { daysSince, isEnabledMember, orNull, personSubject, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ID-001',
    revision: 1,
    title: 'Nobody who has left can still sign in',
    failureTitle: 'People who have left can still sign in',
    pillar: 'identity',
    severity: 'critical',
    gate: 'block',
    claim: 'none',
    needs: { rows: ['person'] },
    messages: {
      none: 'Nobody with a leave date in the past has an account that works.',
      some: '{who} an account that works.',
    },
    rationale:
      'Whoever can sign in can ask Copilot, and it answers from everything the account could ever open. Somebody who has left must not be able to ask.',
    remediation: {
      summary: 'Block these accounts today, then end what they hold.',
      steps: [
        'Entra admin center > Users: open the account, edit properties, clear Account enabled; then Revoke sessions (Revoke-MgUserSignInSession).',
        'Turn the mailbox into a shared one if somebody needs it, then take licences and group memberships away.',
        'Let HR and IT agree on one leavers process, and give the scan its list (--leavers FILE) so that the next report can tell.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.3.2' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-01' },
    ],
  },
  create({ report, doubt, count, now }) {
    let judged = 0;
    return {
      on: {
        person(person) {
          const { user, leftOn } = person;
          if (!user.accountEnabled) return;
          const isMember = isEnabledMember(person);
          if (isMember) judged += 1;
          if (!leftOn.known) return doubt(leftOn.gap);
          if (leftOn.value === null || !isOver(leftOn.value, now)) return;
          // A guest or a shared account on the list of leavers counts as well, but does not swell the number of those judged.
          if (!isMember) judged += 1;
          const daysAgo = daysSince(leftOn.value, now);
          report({
            subject: personSubject(person),
            detail: { lastDay: leftOn.value, daysAgo, licensed: person.isLicensed, copilot: orNull(person.hasCopilot) },
          });
        },
      },
      verdict() {
        if (count.offences > 0)
          return {
            kind: 'fail',
            message: 'some',
            data: { who: plural(count.offences, 'person who left still has', 'people who left still have') },
            total: judged,
          };
        return { kind: 'pass', message: 'none', total: judged };
      },
    };
  },
});
