/** Whether somebody's actions in mailboxes are left out of the audit log. */
import { defineRule } from '../define.js';
import { personSubject, plural, tenantSubject, toldBy } from '../kit.js';

export default defineRule({
  meta: {
    id: 'AUD-004',
    revision: 1,
    title: "Nobody's actions in mailboxes are left out of the audit log",
    failureTitle: 'Actions in mailboxes are left out of the audit log',
    pillar: 'audit',
    severity: 'low',
    gate: null,
    claim: 'none',
    needs: { facts: ['exchangeOrganization', 'auditBypasses'], rows: ['person'] },
    messages: {
      whole: 'Mailbox auditing is on for the organization, and no person bypasses it.',
      off: 'Mailbox auditing is off for the whole organization.',
      bypassed: 'Mailbox auditing is on for the organization, and what {people} in mailboxes is not audited.',
    },
    rationale:
      'Copilot answers from mail as well. When a mailbox turns out to have been read by the wrong person, the audit of that mailbox is what says which messages; a bypass leaves a hole in it that nobody notices.',
    remediation: {
      summary: 'Switch mailbox auditing on, and take people off the bypass list.',
      steps: [
        'In Exchange Online PowerShell: Set-OrganizationConfig -AuditDisabled $false.',
        'For each person below: Set-MailboxAuditBypassAssociation -Identity <user> -AuditBypassEnabled $false.',
        'Leave the bypass to backup and migration accounts, and list those in the config under setAsideAccounts.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(b)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '6.1.1' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '6.1.3' },
      { framework: 'CISA SCuBA', id: 'MS.EXO.13.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-04' },
    ],
  },
  create({ facts, report, doubt, count }) {
    const bypasses = new Map(facts.auditBypasses.map((one) => [one.userId?.toLowerCase() ?? null, one]));
    const seen = new Set<string>();
    let people = 0;
    let setAside = 0;
    return {
      on: {
        person(person) {
          const id = person.user.id.toLowerCase();
          const bypass = bypasses.get(id);
          if (bypass === undefined) return;
          seen.add(id);
          if (!person.isHuman) {
            setAside += 1;
            return;
          }
          people += 1;
          report({ subject: personSubject(person), detail: { auditBypassEnabled: true, toldBy: toldBy(bypass.origins) } });
        },
      },
      verdict() {
        for (const { userId } of facts.auditBypasses)
          if (userId === null || !seen.has(userId.toLowerCase()))
            doubt({
              reason: 'failed',
              detail: 'an account that bypasses mailbox auditing is not among the users that were read',
            });
        const rows = facts.exchangeOrganization;
        if (rows.length === 0)
          doubt({ reason: 'failed', detail: 'The evidence holds no settings of the Exchange organization.' });
        for (const { auditDisabled } of rows) if (!auditDisabled.known) doubt(auditDisabled.gap);
        const measures = { people, setAside };
        const off = rows.filter(({ auditDisabled }) => auditDisabled.known && auditDisabled.value);
        if (off.length > 0) {
          const detail = { auditDisabled: true, toldBy: toldBy(off.flatMap((one) => one.origins)) };
          report({ subject: tenantSubject('Mailbox auditing'), detail });
          return { kind: 'fail', message: 'off', measures };
        }
        if (count.offences > 0)
          return { kind: 'fail', message: 'bypassed', data: { people: plural(people, 'person does', 'people do') }, measures };
        return { kind: 'pass', message: 'whole', measures };
      },
    };
  },
});
