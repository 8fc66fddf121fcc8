/** Guests who do not come any more, and invitations that nobody took up. */
import type { Person } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { daysSince, personSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ID-005',
    revision: 1,
    title: 'Guests who no longer come and old invitations are removed',
    failureTitle: 'Guests who no longer come, or old invitations, still have access',
    pillar: 'identity',
    severity: 'medium',
    gate: null,
    worst: { severity: 'medium', gate: 'condition' },
    claim: 'none',
    needs: { rows: ['person'] },
    thresholds: ['staleGuestDays', 'pendingInvitationDays', 'staleGuestConditionCount'],
    messages: {
      noGuests: 'The organization has no guests with an enabled account.',
      none: 'All {guests} guests have signed in within {days} days, and no invitation is older than {pendingDays} days.',
      some: '{count} of {guests} guests should go: {stale} without a sign-in for more than {days} days, {pending} who never accepted.',
    },
    rationale:
      'Guests keep what was shared with them until somebody takes it away. Tidy that up before Copilot makes people share and reuse files faster.',
    remediation: {
      summary: 'Remove guests whom nobody needs, and let a review do it from now on.',
      steps: [
        'Entra admin center > Users, filter by guest: ask whoever invited them, then delete (Remove-MgUser).',
        'With Entra ID Governance: Identity Governance > Access reviews, a quarterly review of guests.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.3.2' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-01' },
    ],
  },
  create({ report, doubt, thresholds, now }) {
    const { staleGuestDays, pendingInvitationDays, staleGuestConditionCount } = thresholds;
    let guests = 0;
    const found: { readonly person: Person; readonly pending: boolean; readonly days: number }[] = [];
    const undated = (property: string) => doubt({ reason: 'failed', detail: `Graph left ${property} out of a guest.` });
    return {
      on: {
        person(person) {
          const { user, lastSignIn } = person;
          if (user.userType !== 'Guest' || !user.accountEnabled) return;
          guests += 1;
          if (user.externalUserState === 'PendingAcceptance') {
            const days = daysSince(user.externalUserStateChangeDateTime ?? user.createdDateTime, now);
            if (days === null) undated('the date of the invitation');
            else if (days > pendingInvitationDays) found.push({ person, pending: true, days });
            return;
          }
          const age = daysSince(user.createdDateTime, now);
          if (age !== null && age <= staleGuestDays) return;
          if (!lastSignIn.known) return doubt(lastSignIn.gap);
          const days = lastSignIn.value === null ? age : daysSince(lastSignIn.value, now);
          if (days === null) undated('createdDateTime');
          else if (days > staleGuestDays) found.push({ person, pending: false, days });
        },
      },
      verdict() {
        // One old guest is housekeeping; many are a habit, and that is a condition.
        const gate = found.length > staleGuestConditionCount ? 'condition' : null;
        for (const { person, pending, days } of found)
          report({ subject: personSubject(person), gate, detail: { pendingInvitation: pending, days } });
        const pending = found.filter((f) => f.pending).length;
        const measures = { stale: found.length - pending, pending };
        const data = { guests, days: staleGuestDays, pendingDays: pendingInvitationDays };
        if (guests === 0) return { kind: 'not-applicable', message: 'noGuests' };
        if (found.length === 0) return { kind: 'pass', message: 'none', data, total: guests };
        const many = { count: found.length, guests, days: staleGuestDays, ...measures };
        return { kind: 'fail', message: 'some', data: many, total: guests, measures };
      },
    };
  },
});
