/** Enabled members who have never signed in, although their account is not new. */
import { defineRule } from '../define.js';
import { daysSince, isEnabledMember, orNull, personSubject, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ID-003',
    revision: 1,
    title: 'No enabled account has gone without a single sign-in',
    failureTitle: 'Enabled accounts have never been used',
    pillar: 'identity',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { rows: ['person'] },
    thresholds: ['neverSignedInDays'],
    messages: {
      none: 'Every enabled member who was created more than {days} days ago has signed in at least once.',
      some: '{who} created more than {days} days ago and never signed in.',
    },
    rationale:
      'An account that was never used often still has its first password, and already belongs to the groups that Copilot would answer from.',
    remediation: {
      summary: 'Disable or delete accounts that nobody has ever used.',
      steps: [
        'Ask who the account was made for and whether that person has started.',
        'Disable it in Entra admin center > Users, and delete it when nobody objects.',
        'Put service accounts on the list setAsideAccounts of the configuration: the scan sets them aside.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-01' },
    ],
  },
  create({ report, doubt, count, thresholds, now }) {
    const days = thresholds.neverSignedInDays;
    let judged = 0;
    return {
      on: {
        person(person) {
          const { user, lastSignIn } = person;
          if (!isEnabledMember(person)) return;
          judged += 1;
          const age = daysSince(user.createdDateTime, now);
          if (age !== null && age <= days) return;
          if (!lastSignIn.known) return doubt(lastSignIn.gap);
          if (lastSignIn.value !== null) return;
          if (age === null) return doubt({ reason: 'failed', detail: 'Graph left createdDateTime out of a user.' });
          report({
            subject: personSubject(person),
            detail: {
              created: user.createdDateTime,
              daysAgo: age,
              licensed: person.isLicensed,
              copilot: orNull(person.hasCopilot),
            },
          });
        },
      },
      verdict() {
        if (count.offences === 0) return { kind: 'pass', message: 'none', data: { days }, total: judged };
        return {
          kind: 'fail',
          message: 'some',
          data: { who: plural(count.offences, 'enabled member was', 'enabled members were'), days },
          total: judged,
        };
      },
    };
  },
});
