/** Cases of APP-002: each kind of consent that users may give by themselves. */
import rule from '../../../src/rules/apps/app-002.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const assigned = (...permissionGrantPoliciesAssigned: string[]) => ({
  authorizationPolicy: [
    { allowInvitesFrom: 'none', guestUserRoleId: null, permissionGrantPoliciesAssigned, allowedToCreateApps: false },
  ],
});
const LEGACY = 'ManagePermissionGrantsForSelf.microsoft-user-default-legacy';
const LOW = 'ManagePermissionGrantsForSelf.microsoft-user-default-low';

ruleCases(rule, {
  pass: [
    { name: 'users cannot consent', facts: assigned() },
    {
      name: 'only for teams that they own',
      facts: assigned('ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-team'),
    },
  ],
  warn: [
    {
      name: 'low-risk permissions',
      facts: assigned(LOW),
      expect: { message: 'limited', severity: 'medium', gate: null, summary: /microsoft-user-default-low/ },
    },
    { name: "Microsoft's recommendation", facts: assigned('ManagePermissionGrantsForSelf.microsoft-user-default-recommended') },
    { name: 'a policy of their own', facts: assigned('ManagePermissionGrantsForSelf.clinic-policy') },
  ],
  fail: [
    { name: 'any application', facts: assigned(LEGACY), expect: { message: 'legacy', severity: 'high', gate: 'condition' } },
    { name: 'beside a tighter policy', facts: assigned(LOW, LEGACY) },
    { name: 'in other capitals', facts: assigned(LEGACY.toUpperCase()) },
  ],
  notAssessed: [{ name: 'no policy at all' }, { name: 'the policy was refused', facts: { authorizationPolicy: FORBIDDEN } }],
});
