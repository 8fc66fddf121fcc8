/** Cases of ID-011: each role of guests, each setting of invitations, and properties that Graph left out. */
import type { AuthorizationPolicy } from '../../../src/evidence/directory.js';
import rule from '../../../src/rules/identity/id-011.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const MEMBER = 'a0b1b346-4d3e-4e8b-98f8-753987be4970';
const LIMITED = '10dae51f-b6af-4016-8d66-8c2a99b929b3';
const RESTRICTED = '2af84b1e-32c8-42b7-82bc-daa82404023b';

const policy = (over: Partial<AuthorizationPolicy> = {}) => ({
  authorizationPolicy: [
    {
      allowInvitesFrom: 'adminsAndGuestInviters',
      guestUserRoleId: RESTRICTED,
      permissionGrantPoliciesAssigned: [],
      allowedToCreateApps: false,
      ...over,
    },
  ],
});

ruleCases(rule, {
  pass: [
    { name: 'restricted, administrators and inviters invite', facts: policy() },
    { name: 'limited, nobody invites', facts: policy({ guestUserRoleId: LIMITED, allowInvitesFrom: 'none' }) },
  ],
  warn: [
    {
      name: 'every member invites',
      facts: policy({ allowInvitesFrom: 'adminsGuestInvitersAndAllMembers' }),
      expect: { message: 'membersInvite', objects: ['Guest invitations'], severity: 'low', gate: null },
    },
  ],
  fail: [
    {
      name: 'guests see what members see',
      facts: policy({ guestUserRoleId: MEMBER.toUpperCase() }),
      expect: { message: 'wideRole', objects: ['Guest user access'], severity: 'medium', gate: null },
    },
    {
      name: 'everybody invites',
      facts: policy({ allowInvitesFrom: 'everyone' }),
      expect: { message: 'guestsInvite', objects: ['Guest invitations'] },
    },
    { name: 'both', facts: policy({ guestUserRoleId: MEMBER, allowInvitesFrom: 'everyone' }), expect: { message: 'both' } },
    {
      name: 'the role is bad, whatever the other is',
      facts: policy({ guestUserRoleId: MEMBER, allowInvitesFrom: null }),
      expect: { message: 'wideRole' },
    },
    { name: 'everybody invites, whatever the role is', facts: policy({ guestUserRoleId: null, allowInvitesFrom: 'everyone' }) },
  ],
  notAssessed: [
    { name: 'Graph left the role out', facts: policy({ guestUserRoleId: null }), expect: { summary: /guestUserRoleId/ } },
    {
      name: 'Graph left the invitations out',
      facts: policy({ allowInvitesFrom: null }),
      expect: { summary: /allowInvitesFrom/ },
    },
    { name: 'a role that we do not know', facts: policy({ guestUserRoleId: '11111111-1111-1111-1111-111111111111' }) },
    { name: 'no policy at all' },
    { name: 'the policy was refused', facts: { authorizationPolicy: FORBIDDEN } },
  ],
});
