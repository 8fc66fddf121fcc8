/** Enabled members who have not signed in for so long that they have probably left. */
import { defineRule } from '../define.js';
import { daysSince, isEnabledMember, judge, orNull, personSubject, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ID-002',
    revision: 1,
    title: 'Every enabled member has signed in lately',
    failureTitle: 'Enabled accounts have not been used for long: suspected leavers',
    pillar: 'identity',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'condition' },
    claim: 'none',
    needs: { rows: ['person'] },
    thresholds: ['staleMemberDays'],
    messages: {
      none: 'Every enabled member with a licence has signed in within the last {days} days.',
      some: '{who} not signed in for more than {days} days; {powerful} of them hold Copilot or an administrator role.',
    },
    rationale:
      'An account that nobody uses is the one that nobody misses when it is taken over. With Copilot, whoever gets hold of it can search all that its owner could read.',
    remediation: {
      summary: 'Find out who has left, disable those accounts, and delete them later.',
      steps: [
        'Ask managers or HR about each account on the list.',
        'Disable the accounts of those who have left (Entra admin center > Users), wait for a month, then delete them.',
        'Put service and break-glass accounts on the list setAsideAccounts of the configuration: the scan sets them aside.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-01' },
    ],
  },
  create({ report, doubt, count, thresholds, now }) {
    let judged = 0;
    let powerful = 0;
    return {
      on: {
        person(person) {
          if (isEnabledMember(person) && person.isLicensed) judged += 1;
          judge(person.suspectedLeaver, doubt, () => {
            const copilot = orNull(person.hasCopilot);
            const roles = orNull(person.directoryRoles);
            const isPowerful = copilot === true || (roles !== null && roles.length > 0);
            if (isPowerful) powerful += 1;
            const lastSignIn = orNull(person.lastSignIn);
            report({
              subject: personSubject(person),
              severity: isPowerful ? 'critical' : 'high',
              detail: {
                lastSignIn,
                daysAgo: daysSince(lastSignIn, now),
                copilot,
                roles: roles === null ? null : roles.join(', '),
              },
            });
          });
        },
      },
      verdict() {
        const days = thresholds.staleMemberDays;
        if (count.offences === 0) return { kind: 'pass', message: 'none', data: { days }, total: judged };
        return {
          kind: 'fail',
          message: 'some',
          data: { who: plural(count.offences, 'enabled member has', 'enabled members have'), days, powerful },
          total: judged,
          measures: { powerful },
        };
      },
    };
  },
});
