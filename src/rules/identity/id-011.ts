/** What guests may see of the directory, and who may invite them. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

const SAME_AS_MEMBERS = 'a0b1b346-4d3e-4e8b-98f8-753987be4970';
const LIMITED = '10dae51f-b6af-4016-8d66-8c2a99b929b3';
const RESTRICTED = '2af84b1e-32c8-42b7-82bc-daa82404023b';

export default defineRule({
  meta: {
    id: 'ID-011',
    revision: 1,
    title: 'Guests see little of the directory and cannot invite others',
    failureTitle: 'Guests see too much of the directory, or too many people can invite guests',
    warnTitle: 'Every member can invite guests',
    pillar: 'identity',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { facts: ['authorizationPolicy'] },
    messages: {
      closed: 'Guests see little of the directory, and only administrators and guest inviters invite guests.',
      wideRole: 'Guests see as much of the directory as members do.',
      guestsInvite: 'Everybody can invite guests, guests included.',
      both: 'Guests see as much of the directory as members do, and everybody can invite guests, guests included.',
      membersInvite: 'Every member can invite guests.',
    },
    rationale:
      'Each guest is one more person whom files can be shared with. When anybody can invite, nobody knows who may read what Copilot helps people to find and pass on.',
    remediation: {
      summary: 'Restrict what guests see, and let only administrators and guest inviters invite.',
      steps: [
        'Entra admin center > External Identities > External collaboration settings.',
        'Guest user access: choose the most restrictive entry.',
        'Guest invite settings: only users assigned to specific admin roles can invite guest users.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.1.6.2' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.1.6.3' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.8.1v1' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.8.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const policy = facts.authorizationPolicy[0];
        const guestUserRoleId = policy?.guestUserRoleId?.toLowerCase() ?? null;
        const allowInvitesFrom = policy?.allowInvitesFrom ?? null;
        const unreadable = (property: string) =>
          doubt({ reason: 'failed', detail: `Graph gave no value that we know for ${property} of the authorization policy.` });

        const wideRole = guestUserRoleId === SAME_AS_MEMBERS;
        if (wideRole) report({ subject: tenantSubject('Guest user access'), detail: { guestUserRoleId } });
        else if (guestUserRoleId !== LIMITED && guestUserRoleId !== RESTRICTED) unreadable('guestUserRoleId');

        const invitations = { subject: tenantSubject('Guest invitations'), detail: { allowInvitesFrom } };
        const guestsInvite = allowInvitesFrom === 'everyone';
        const membersInvite = allowInvitesFrom === 'adminsGuestInvitersAndAllMembers';
        if (guestsInvite) report(invitations);
        else if (membersInvite) report({ ...invitations, severity: 'low', suspicion: true });
        else if (allowInvitesFrom !== 'adminsAndGuestInviters' && allowInvitesFrom !== 'none') unreadable('allowInvitesFrom');

        if (wideRole && guestsInvite) return { kind: 'fail', message: 'both' };
        if (wideRole) return { kind: 'fail', message: 'wideRole' };
        if (guestsInvite) return { kind: 'fail', message: 'guestsInvite' };
        return membersInvite ? { kind: 'warn', message: 'membersInvite' } : { kind: 'pass', message: 'closed' };
      },
    };
  },
});
