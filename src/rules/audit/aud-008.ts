/** Whether mail can forward itself out of the organization. */
import { defineRule } from '../define.js';
import { type WayOut, waysOut } from './mail-forwarding.js';

const UNREAD = 'Inbox rules of people are not read; a policy that is off stops them as well.';

export default defineRule({
  meta: {
    id: 'AUD-008',
    revision: 1,
    title: 'Mail does not forward itself outside the organization',
    failureTitle: 'Mail can forward itself outside the organization',
    warnTitle: 'Little keeps mail from forwarding itself outside the organization',
    pillar: 'audit',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { facts: ['outboundSpamPolicies'], maybe: ['remoteDomains', 'mailForwards', 'organization'] },
    messages: {
      off: `Every outbound spam policy keeps mail from forwarding itself outside. ${UNREAD}`,
      automatic: `Outbound spam policies leave forwarding to Microsoft's default, which is off today; remote domains do not allow it, and nothing was found that sends mail outside. ${UNREAD}`,
      open: `Mail can leave by itself. Outbound spam policies that allow it for everybody or for those whom their rule names: {open}; mailboxes and mail flow rules that send to domains of others while none forbids it: {sent}. ${UNREAD}`,
      ajar: `Outbound spam policies leave forwarding to Microsoft's default, which is off today, and remote domains allow it: nothing of your own keeps mail in. ${UNREAD}`,
      rules: `Outbound spam policies are off, which does not stop mail flow rules: those that send to domains of others: {rules}. ${UNREAD}`,
    },
    rationale:
      'Copilot drafts and sums up mail with patient data in it. Where mail forwards itself outside, all of that lands in a private mailbox under no agreement, usually unseen, and a stolen account sets up just that first.',
    remediation: {
      summary: 'Switch automatic forwarding off, and let out only what a person answers for.',
      steps: [
        'Look at the objects below first: what is forwarded for a reason needs another way, such as a shared mailbox or a connector.',
        'Microsoft Defender portal > Email & collaboration > Policies & rules > Threat policies > Anti-spam > Anti-spam outbound policy > Automatic forwarding rules: "Off".',
        'Or, in Exchange Online PowerShell: Set-HostedOutboundSpamFilterPolicy -Identity Default -AutoForwardingMode Off.',
        'Set-RemoteDomain Default -AutoForwardEnabled $false closes the second door.',
        'Mailboxes: Set-Mailbox <user> -ForwardingSmtpAddress $null. Mail flow rules: Exchange admin center > Mail flow > Rules.',
        'Inbox rules: Get-InboxRule -Mailbox <user> for accounts that hold PHI; Defender > Email & collaboration > Reports > Auto forwarded messages shows what leaves.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '6.2.1' },
      { framework: 'CISA SCuBA', id: 'MS.EXO.1.1v2' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-02' },
    ],
  },
  create({ facts, maybe, report, doubt }) {
    const { outboundSpamPolicies: policies } = facts;
    const { mailForwards: forwards, remoteDomains, organization } = maybe;
    return {
      verdict() {
        const { found, gaps, allOff } = waysOut({ policies, forwards, remoteDomains, organization });
        for (const gap of gaps) doubt(gap);
        // The worst way is the finding; the others are numbers beside it, for they may be known or not.
        for (const { way, ...offence } of found) if (way === found[0]?.way) report(offence);
        const count = (wanted: WayOut['way']) => found.filter(({ way }) => way === wanted).length;
        const open = count('policy');
        const sent = count('forward');
        const rules = count('rule');
        const total = policies.length;
        const sendsTo = [...new Set(found.flatMap((one) => one.domains))].sort().join(', ');
        const remoteDomainAllows = count('remote-domain') > 0;
        const measures = { policies: total, open, forwards: sent + rules, sendsTo, remoteDomainAllows };
        if (open + sent > 0) return { kind: 'fail', message: 'open', data: { open, sent }, measures, total };
        if (rules > 0) return { kind: 'warn', message: 'rules', data: { rules }, measures, total };
        if (found.length > 0) return { kind: 'warn', message: 'ajar', measures, total };
        return { kind: 'pass', message: allOff ? 'off' : 'automatic', measures, total };
      },
    };
  },
});
