/** For each dataset, the worst that it could have held: what a rule may not have ruled out while the dataset is away. */
import type { Principal } from '../../src/evidence/content.js';
import { type DatasetName, WHOLE } from '../../src/evidence/datasets.js';
import { known } from '../../src/evidence/known.js';
import { addRows, allRows, IDLE_TOOL, mapRows, type Taken } from './taken-evidence.js';
import { anotherSite, before, everyone, onEveryList, openEverywhere } from './worst-content.js';
import { WORST_PURVIEW } from './worst-purview.js';
import { WORST_SHAREPOINT, type Worst, withProperties } from './worst-sharepoint.js';

const NO_ID = '00000000-0000-0000-0000-000000000000';

const WORST: { readonly [D in DatasetName]?: readonly Worst[] } = {
  subscribedSkus: [
    { name: 'no licences', adds: false, change: (t) => mapRows(t, 'subscribedSkus', () => []) },
    {
      name: 'every licence has ended',
      adds: false,
      change: (t) => mapRows(t, 'subscribedSkus', (s) => ({ ...s, capabilityStatus: 'Suspended' })),
    },
    {
      name: 'every licence is a Copilot seat',
      adds: false,
      change: (t) => {
        const plan = { id: '3f30311c-6b1e-48a4-ab79-725b469da960', name: 'COPILOT', status: 'Success', appliesTo: 'User' };
        return mapRows(t, 'subscribedSkus', (s) => ({ ...s, servicePlans: [...s.servicePlans, plan] }));
      },
    },
  ],
  users: [
    { name: 'everybody is disabled', adds: false, change: (t) => mapRows(t, 'users', (u) => ({ ...u, accountEnabled: false })) },
    {
      name: 'nobody has been seen for long',
      adds: false,
      change: (t, c) => {
        const last = before(c, 500);
        const signIn = known({ lastSuccessful: last, lastInteractive: last, lastNonInteractive: last });
        return mapRows(t, 'users', (u) => ({ ...u, signIn, createdDateTime: before(c, 900) }));
      },
    },
    {
      name: 'nobody ever signed in',
      adds: false,
      change: (t, c) => {
        const signIn = known({ lastSuccessful: null, lastInteractive: null, lastNonInteractive: null });
        return mapRows(t, 'users', (u) => ({ ...u, signIn, createdDateTime: before(c, 900) }));
      },
    },
    {
      name: 'everybody left long ago',
      adds: false,
      change: (t, c) => mapRows(t, 'users', (u) => ({ ...u, employeeLeaveDateTime: known(before(c, 200)) })),
    },
    {
      name: 'everybody but a newcomer was deleted',
      adds: false,
      change: (t) => {
        const [sample] = allRows(t, 'users').filter((u) => u.userType === 'Member');
        if (sample === undefined) return t;
        const left = mapRows(t, 'users', () => []);
        return addRows(left, 'users', WHOLE, [
          { ...sample, id: 'newcomer', userPrincipalName: 'newcomer@clinic.example', mail: null },
        ]);
      },
    },
    {
      name: 'many more, of every bad kind',
      adds: true,
      change: (t, c) => {
        const [sample] = allRows(t, 'users').filter((u) => u.userType === 'Member');
        if (sample === undefined) return t;
        const old = known({ lastSuccessful: before(c, 500), lastInteractive: null, lastNonInteractive: null });
        const never = known({ lastSuccessful: null, lastInteractive: null, lastNonInteractive: null });
        const of = (n: number) => ({
          id: `worst-${n}`,
          userPrincipalName: `worst${n}@x.example`,
          createdDateTime: before(c, 900),
        });
        const licensed = { ...sample, employeeId: null, mail: null, accountEnabled: true };
        return addRows(t, 'users', WHOLE, [
          ...Array.from({ length: 2 * allRows(t, 'users').length }, (_, n) => ({ ...licensed, ...of(n), signIn: old })),
          { ...licensed, ...of(9001), signIn: never },
          { ...licensed, ...of(9002), accountEnabled: false },
          { ...licensed, ...of(9003), userType: 'Guest', signIn: old },
          { ...licensed, ...of(9004), employeeLeaveDateTime: known(before(c, 200)) },
        ]);
      },
    },
  ],
  groups: [
    { name: 'every group is public', adds: false, change: (t) => mapRows(t, 'groups', (g) => ({ ...g, visibility: 'Public' })) },
    {
      name: 'one more, public, about patients and without owners',
      adds: true,
      change: (t) => {
        const [sample] = allRows(t, 'groups');
        if (sample === undefined) return t;
        const group = {
          ...sample,
          id: 'worst-group',
          displayName: 'Patient list',
          mail: null,
          isUnified: true,
          visibility: 'Public',
        };
        return addRows(t, 'groups', WHOLE, [group]);
      },
    },
  ],
  groupLinks: [
    {
      name: 'everybody is in every group',
      adds: true,
      change: (t) => {
        const users = allRows(t, 'users').map((u) => u.id);
        const links = allRows(t, 'groups').flatMap((g) =>
          users.map((memberId) => ({ groupId: g.id, memberId, memberKind: 'user' as const, role: 'member' as const })),
        );
        return addRows(t, 'groupLinks', WHOLE, links);
      },
    },
    {
      name: 'disabled people own every group',
      adds: true,
      change: (t) => {
        const gone = allRows(t, 'users').filter((u) => !u.accountEnabled);
        const links = allRows(t, 'groups').flatMap((g) =>
          gone.map((u) => ({ groupId: g.id, memberId: u.id, memberKind: 'user' as const, role: 'owner' as const })),
        );
        return addRows(t, 'groupLinks', WHOLE, links);
      },
    },
    {
      name: 'nobody owns a group',
      adds: false,
      change: (t) => mapRows(t, 'groupLinks', (l) => (l.role === 'owner' ? [] : l)),
    },
  ],
  groupSites: [
    {
      name: 'no site belongs to a group',
      adds: false,
      change: (t) => mapRows(withProperties(t, { groupId: NO_ID }), 'groupSites', () => []),
    },
    {
      name: 'the sites belong to other groups',
      adds: false,
      change: (t) => {
        const rows = allRows(t, 'groupSites');
        const others = rows.map((r, n) => ({ ...r, groupId: rows[(n + 1) % rows.length]?.groupId ?? r.groupId }));
        return { ...withProperties(t, { groupId: null }), groupSites: { [WHOLE]: others } };
      },
    },
  ],
  directoryRoles: [
    {
      name: 'everybody is a Global Administrator',
      adds: true,
      change: (t) => {
        const row = (principalId: string) => ({
          id: `worst-${principalId}`,
          principalId,
          roleDefinitionId: 'x',
          roleName: 'Global Administrator',
        });
        return addRows(
          t,
          'directoryRoles',
          WHOLE,
          allRows(t, 'users').map((u) => row(u.id)),
        );
      },
    },
  ],
  conditionalAccess: [
    { name: 'no policies', adds: false, change: (t) => mapRows(t, 'conditionalAccess', () => []) },
    {
      name: 'the policies only report',
      adds: false,
      change: (t) => mapRows(t, 'conditionalAccess', (p) => ({ ...p, state: 'enabledForReportingButNotEnforced' })),
    },
  ],
  securityDefaults: [{ name: 'off', adds: false, change: (t) => mapRows(t, 'securityDefaults', () => ({ isEnabled: false })) }],
  authorizationPolicy: [
    {
      name: 'all open',
      adds: false,
      change: (t) =>
        mapRows(t, 'authorizationPolicy', (p) => ({
          ...p,
          allowInvitesFrom: 'everyone',
          guestUserRoleId: 'a0b1b346-4d3e-4e8b-98f8-753987be4970',
          permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
        })),
    },
  ],
  sharePointSettings: [
    {
      name: 'all open',
      adds: false,
      change: (t) =>
        mapRows(t, 'sharePointSettings', (s) => ({
          ...s,
          sharingCapability: 'externalUserAndGuestSharing',
          sharingDomainRestrictionMode: 'none',
          sharingAllowedDomainList: [],
          isResharingByExternalUsersEnabled: true,
        })),
    },
  ],
  sites: [
    { name: 'one more, open to all', adds: true, change: (t, c) => anotherSite(t, c) },
    {
      name: 'every site is called after patients',
      adds: false,
      change: (t) => mapRows(t, 'sites', (s) => ({ ...s, displayName: 'Patient records' })),
    },
  ],
  drives: [
    { name: 'one more, open to all', adds: true, change: (t, c) => anotherSite(t, c) },
    {
      name: 'every drive belongs to somebody who is gone, and is shared',
      adds: false,
      change: (t) => mapRows(onEveryList(t, { principals: [everyone(t)] }), 'drives', (d) => ({ ...d, ownerId: 'nobody' })),
    },
    {
      name: 'every drive is called after patients',
      adds: false,
      change: (t) => mapRows(t, 'drives', (d) => ({ ...d, name: 'Patient records' })),
    },
  ],
  items: [
    { name: 'more in every drive, open to all', adds: true, change: openEverywhere },
    {
      name: 'everything is called after patients',
      adds: false,
      change: (t) => mapRows(t, 'items', (i) => (i.kind === 'root' ? i : { ...i, name: `Patient list ${i.name}` })),
    },
    {
      name: 'everything is old, and made by somebody who is gone',
      adds: false,
      change: (t, c) => mapRows(t, 'items', (i) => ({ ...i, createdById: 'nobody', lastModifiedDateTime: before(c, 2000) })),
    },
  ],
  accessLists: [
    { name: 'everybody may change everything', adds: true, change: (t) => onEveryList(t, { principals: [everyone(t)] }) },
    {
      name: 'a link for the whole organization on everything',
      adds: true,
      change: (t) => onEveryList(t, { link: { scope: 'organization', type: 'edit' } }),
    },
    {
      name: 'an Anyone link on everything',
      adds: true,
      change: (t) => onEveryList(t, { link: { scope: 'anonymous', type: 'edit' } }),
    },
    {
      name: 'thirty people by name on everything',
      adds: true,
      change: (t) => {
        const people = allRows(t, 'users')
          .filter((u) => u.accountEnabled && u.userType === 'Member')
          .slice(0, 30);
        const principals = people.map(
          (u): Principal => ({
            kind: 'user',
            id: u.id,
            displayName: u.displayName,
            email: u.mail,
            loginName: `i:0#.f|membership|${u.userPrincipalName}`,
          }),
        );
        return onEveryList(t, { principals });
      },
    },
  ],
  sensitivityLabels: [{ name: 'none', adds: false, change: (t) => mapRows(t, 'sensitivityLabels', () => []) }],
  servicePrincipals: [
    {
      name: 'an AI tool with mail',
      adds: true,
      change: (t) => {
        const tool = { ...IDLE_TOOL, id: 'worst-tool' };
        return addRows(withGrant(t, tool.id), 'servicePrincipals', WHOLE, [tool]);
      },
    },
  ],
  delegatedGrants: [{ name: 'the AI tool reads mail', adds: true, change: (t) => withGrant(t, IDLE_TOOL.id) }],
  appRoleAssignments: [
    {
      name: 'the AI tool reads all files',
      adds: true,
      change: (t) => {
        const role = { id: 'worst', principalId: IDLE_TOOL.id, resourceId: 'graph', resourceName: 'Microsoft Graph' };
        return addRows(t, 'appRoleAssignments', WHOLE, [{ ...role, appRoleId: 'x', appRoleValue: 'Files.Read.All' }]);
      },
    },
  ],
  leavers: [
    {
      name: 'everybody left long ago',
      adds: true,
      change: (t, c) => {
        const lastDay = before(c, 100).slice(0, 10);
        return addRows(
          t,
          'leavers',
          WHOLE,
          allRows(t, 'users').map((u) => ({ key: u.userPrincipalName.toLowerCase(), lastDay })),
        );
      },
    },
  ],
};

function withGrant(taken: Taken, clientId: string): Taken {
  const grant = { id: `worst-${clientId}`, clientId, consentType: 'AllPrincipals' as const, principalId: null };
  return addRows(taken, 'delegatedGrants', WHOLE, [{ ...grant, resourceId: 'graph', scopes: ['Mail.Read'] }]);
}

export type { Worst } from './worst-sharepoint.js';

/** None for what no rule of this version reads. */
export const worstOf = (dataset: DatasetName): readonly Worst[] =>
  WORST[dataset] ?? WORST_SHAREPOINT[dataset] ?? WORST_PURVIEW[dataset] ?? [];
