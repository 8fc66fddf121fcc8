/** Disabled accounts that still hold a licence, a membership or a group. */
import { defineRule } from '../define.js';
import { orNull, personSubject, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ID-004',
    revision: 1,
    title: 'Disabled accounts hold no licences, memberships or groups',
    failureTitle: 'Disabled accounts still hold licences, memberships or groups',
    pillar: 'identity',
    severity: 'medium',
    gate: null,
    worst: { severity: 'high', gate: null },
    claim: 'none',
    needs: { rows: ['person'] },
    messages: {
      none: 'No disabled account holds a licence, is in a group, or owns one.',
      some: '{who} something: a licence, a place in a group, or a group of its own (owners: {owners}).',
    },
    rationale:
      'A disabled account that is switched on again is back in all its groups at once. A group whose owner has left has nobody to ask whether Copilot should answer from it.',
    remediation: {
      summary: 'Give groups another owner, then take memberships and licences away.',
      steps: [
        'For each group owned: add an owner who works here (Microsoft 365 admin center > Teams & groups).',
        'Remove the account from its groups, then its licences (Users > Active users > Licenses and apps).',
        'Keep the OneDrive and the mailbox as your retention rules ask before you delete the account.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count }) {
    let judged = 0;
    let owners = 0;
    return {
      on: {
        person(person) {
          const { user, memberOfGroups, ownedGroups } = person;
          if (user.accountEnabled || user.userType !== 'Member' || !person.isHuman) return;
          judged += 1;
          const memberships = orNull(memberOfGroups)?.length ?? null;
          const owned = orNull(ownedGroups)?.length ?? null;
          const isOwner = owned !== null && owned > 0;
          if (isOwner || person.isLicensed || (memberships !== null && memberships > 0)) {
            if (isOwner) owners += 1;
            report({
              subject: personSubject(person),
              severity: isOwner ? 'high' : 'medium',
              detail: { licensed: person.isLicensed, memberships, ownedGroups: owned },
            });
          } else if (!ownedGroups.known) doubt(ownedGroups.gap);
          else if (!memberOfGroups.known) doubt(memberOfGroups.gap);
        },
      },
      verdict() {
        if (count.offences === 0) return { kind: 'pass', message: 'none', total: judged };
        return {
          kind: 'fail',
          message: 'some',
          data: { who: plural(count.offences, 'disabled account still holds', 'disabled accounts still hold'), owners },
          total: judged,
          measures: { owners },
        };
      },
    };
  },
});
