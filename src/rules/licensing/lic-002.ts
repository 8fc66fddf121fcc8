/** Copilot seats on accounts that nobody inside the organization answers for. */
import { COPILOT_PLANS } from '../../evidence/service-plans.js';
import { defineRule } from '../define.js';
import { judge, orNull, personSubject } from '../kit.js';
import { hasPlan, liveSkus } from './plans.js';

export default defineRule({
  meta: {
    id: 'LIC-002',
    revision: 1,
    title: 'Copilot seats sit on live accounts of real people inside the organization',
    failureTitle: 'Copilot seats sit on accounts that nobody answers for',
    pillar: 'licensing',
    severity: 'high',
    gate: null,
    claim: 'none',
    needs: { maybe: ['subscribedSkus'], rows: ['person'] },
    messages: {
      none: 'All {seats} Copilot seats are held by live accounts of people inside the organization.',
      some: 'Of {seats} Copilot seats, {count} on accounts that are disabled, guests, shared, or unused for long.',
      noSeats: 'No Copilot seat is assigned yet.',
    },
    rationale:
      'A Copilot seat on the account of a leaver or a guest, or on a shared one, searches everything that account can open, and nobody is watching what it is asked.',
    remediation: {
      summary: 'Take the seats back and give them to named people.',
      steps: [
        'Open Microsoft 365 admin center > Users > Active users, choose the account, Licenses and apps, and clear Microsoft 365 Copilot.',
        'Or run Set-MgUserLicense -UserId <user> -RemoveLicenses <Copilot SKU> -AddLicenses @().',
        'For somebody who has left, block sign-in as well.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'HIPAA', id: '164.312(a)(2)(i)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ maybe, report, doubt, count }) {
    let seats = 0;
    return {
      on: {
        person(person) {
          const { user, hasCopilot } = person;
          if (!hasCopilot.known) return doubt(hasCopilot.gap);
          if (!hasCopilot.value) return;
          seats += 1;
          const flags = {
            disabled: !user.accountEnabled,
            guest: user.userType === 'Guest',
            resourceAccount: user.isResourceAccount,
          };
          const offend = () =>
            report({ subject: personSubject(person), detail: { ...flags, suspectedLeaver: orNull(person.suspectedLeaver) } });
          if (flags.disabled || flags.guest || flags.resourceAccount) offend();
          else judge(person.suspectedLeaver, doubt, offend);
        },
      },
      verdict() {
        const skus = orNull(maybe.subscribedSkus);
        const bought = skus === null ? null : liveSkus(skus).filter((sku) => hasPlan(sku, COPILOT_PLANS, 'User'));
        const purchased = bought?.reduce((sum, sku) => sum + sku.enabledUnits, 0) ?? null;
        const assigned = bought?.reduce((sum, sku) => sum + sku.consumedUnits, 0) ?? null;
        const free = purchased === null || assigned === null ? null : Math.max(0, purchased - assigned);
        const measures = { purchased, assigned, free };
        if (count.offences > 0)
          return { kind: 'fail', message: 'some', data: { count: count.offences, seats }, total: seats, measures };
        if (seats === 0) return { kind: 'not-applicable', message: 'noSeats', total: seats, measures };
        return { kind: 'pass', message: 'none', data: { seats }, total: seats, measures };
      },
    };
  },
});
