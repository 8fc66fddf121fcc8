/** Guests in teams whose files look like PHI. */
import { defineRule } from '../define.js';
import { guestStanding, worstStanding } from '../guest-domains.js';
import { groupSubject, named, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'TEAM-001',
    revision: 1,
    title: 'Teams that hold PHI-looking content have no guests but business associates',
    failureTitle: 'Guests are members of teams that hold PHI-looking content',
    warnTitle: 'Guests of business associates without an agreement are in teams with PHI-looking content',
    pillar: 'sites',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['group'] },
    messages: {
      empty: 'There is no team.',
      none: 'Checked {teams}: none that holds PHI-looking content has a guest, but those of business associates with an agreement.',
      noAgreement:
        'Found {teams} that hold PHI-looking content and have guests of business associates without a signed agreement.',
      some: 'Found {teams} that hold PHI-looking content and have {guests} of no business associate; with a private mailbox: {consumer}, of a mail domain that is not known: {domainless}.',
    },
    rationale:
      'A guest of a team reads all its files and channels, those of next year too. Nobody is asked again when PHI comes into the team.',
    remediation: {
      summary: 'Remove the guests, or sign an agreement with their company and list it.',
      steps: [
        'Microsoft Teams admin center > Teams > Manage teams > the team > Members: remove the guest.',
        'List each company with its mail domain and whether an agreement is signed under businessAssociates of the configuration.',
        'Keep guests out by a label: Purview portal > Information Protection > Sensitivity labels > Groups & sites > External user access off.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(e)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.1.6.2' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.8.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    let teams = 0;
    let guests = 0;
    let consumer = 0;
    let domainless = 0;
    return {
      on: {
        group(row) {
          if (!row.group.isTeam) return;
          teams += 1;
          const { guests: members, sensitiveWord: word } = row;
          if (word.known && word.value === null) return;
          if (!members.known) {
            doubt(members.gap);
            return;
          }
          const found = members.value.map((guest) => ({
            ...guest,
            standing: guestStanding(guest.domain, totals.businessAssociates),
          }));
          const worst = worstStanding(found.map(({ standing }) => standing));
          if (worst === null) return;
          if (!word.known) {
            doubt(word.gap);
            return;
          }
          const strangers = found.filter(({ standing }) => standing !== 'agreed');
          // Restricted Access Control of a team's site lets the whole team in, its guests too.
          const isFact = worst !== 'no-agreement';
          if (isFact) {
            const outside = strangers.filter(({ standing }) => standing !== 'no-agreement');
            guests += outside.length;
            consumer += outside.filter(({ standing }) => standing === 'consumer').length;
            domainless += outside.filter(({ domain }) => domain === null).length;
          }
          report({
            subject: groupSubject(row),
            severity: isFact ? 'high' : 'medium',
            suspicion: !isFact,
            reach: 'standing',
            sensitive: true,
            detail: {
              guests: named(strangers.map(({ name }) => name)),
              domains: named([...new Set(strangers.map(({ domain }) => domain ?? 'not known'))].sort()),
              matchedWord: word.value,
            },
          });
        },
      },
      verdict() {
        const measures = { teams: count.offences, guests, consumer, domainless, noAgreement: count.suspicions };
        if (teams === 0) return { kind: 'not-applicable', message: 'empty', total: 0, measures };
        const found = plural(count.offences || count.suspicions || teams, 'team');
        if (count.offences > 0) {
          const data = { teams: found, guests: plural(guests, 'guest'), consumer, domainless };
          return { kind: 'fail', message: 'some', data, total: teams, measures };
        }
        if (count.suspicions > 0) return { kind: 'warn', message: 'noAgreement', data: { teams: found }, total: teams, measures };
        return { kind: 'pass', message: 'none', data: { teams: found }, total: teams, measures };
      },
    };
  },
});
