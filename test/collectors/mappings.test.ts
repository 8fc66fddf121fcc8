/** From Graph's objects to rows: what is missing becomes null, a gap or no row, never a value that looks good. */
import { describe, expect, test } from 'vitest';
import { assignmentOf as appRoleOf } from '../../src/collectors/app-role-assignments.js';
import { servicePrincipalOf } from '../../src/collectors/applications.js';
import { authorizationPolicyOf } from '../../src/collectors/authorization-policy.js';
import { isNarrowed, policyOf } from '../../src/collectors/conditional-access.js';
import { grantOf } from '../../src/collectors/delegated-grants.js';
import { driveOf } from '../../src/collectors/drives.js';
import { date } from '../../src/collectors/fields.js';
import { groupOf, linkOf } from '../../src/collectors/groups.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { standingGaps } from '../../src/collectors/item-permissions.js';
import { isPreservationHold, itemOf } from '../../src/collectors/items.js';
import { skuOf } from '../../src/collectors/licences.js';
import { securityDefaultsOf } from '../../src/collectors/security-defaults.js';
import { labelsOf } from '../../src/collectors/sensitivity-labels.js';
import { settingsOf } from '../../src/collectors/sharepoint-settings.js';
import { siteOf } from '../../src/collectors/sites.js';
import { userOf } from '../../src/collectors/users.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { DATASET_NAMES } from '../../src/evidence/datasets.js';
import { known } from '../../src/evidence/known.js';

const NO_P1: Gap = { reason: 'not-licensed', remedy: 'Microsoft Entra ID P1' };
const NO_LEAVE: Gap = { reason: 'forbidden', remedy: 'User-LifeCycleInfo.Read.All' };

describe('users', () => {
  const base = {
    id: 'u1',
    userPrincipalName: 'ada@clinic.example',
    accountEnabled: true,
    userType: 'Member',
    assignedLicenses: [],
  };
  const none = { signIn: null, leave: null };

  test('sign-in dates of an account that never signed in are known to be none', () => {
    const never = known({ lastSuccessful: null, lastInteractive: null, lastNonInteractive: null });
    expect(userOf(base, none)).toMatchObject({
      signIn: never,
      employeeLeaveDateTime: known(null),
      displayName: 'ada@clinic.example',
    });
    expect(userOf({ ...base, signInActivity: null }, none)?.signIn).toEqual(never);
  });

  test('sign-in dates that were not asked for are a gap', () => {
    const row = userOf(
      { ...base, signInActivity: { lastSignInDateTime: '2026-01-01T00:00:00Z' } },
      { signIn: NO_P1, leave: NO_LEAVE },
    );
    expect(row).toMatchObject({ signIn: { known: false, gap: NO_P1 }, employeeLeaveDateTime: { known: false, gap: NO_LEAVE } });
  });

  test('a leave date that is no date is not taken for none', () => {
    expect(userOf({ ...base, employeeLeaveDateTime: 'soon' }, none)?.employeeLeaveDateTime.known).toBe(false);
    expect(userOf({ ...base, employeeLeaveDateTime: '0001-01-01T00:00:00Z' }, none)?.employeeLeaveDateTime).toEqual(known(null));
  });

  test.each(['id', 'userPrincipalName', 'accountEnabled', 'assignedLicenses'])('without %s there is no row', (name) => {
    expect(userOf({ ...base, [name]: null }, none)).toBeNull();
  });

  test.each([
    [{ userType: 'Guest' }, 'Guest'],
    [{ userType: null }, 'Member'],
    [{ userType: null, userPrincipalName: 'a_b.example#EXT#@clinic.example' }, 'Guest'],
  ])('%j is a %s', (over, userType) => {
    expect(userOf({ ...base, ...over }, none)?.userType).toBe(userType);
  });
});

describe('groups', () => {
  test('kinds are told by their marks', () => {
    const row = groupOf({
      id: 'g',
      securityEnabled: false,
      groupTypes: ['Unified', 'DynamicMembership'],
      resourceProvisioningOptions: ['Team'],
    });
    expect(row).toMatchObject({ isUnified: true, isDynamic: true, isTeam: true, visibility: null });
    expect(groupOf({ id: 'g', securityEnabled: null, groupTypes: [] })).toBeNull();
  });

  test.each([
    ['#microsoft.graph.user', 'user'],
    ['#microsoft.graph.group', 'group'],
    ['#microsoft.graph.servicePrincipal', 'other'],
    ['#microsoft.graph.device', 'other'],
  ])('a member of type %s is a %s', (type, memberKind) => {
    expect(linkOf({ '@odata.type': type, id: 'm' }, 'g', 'owner')).toEqual({
      groupId: 'g',
      memberId: 'm',
      memberKind,
      role: 'owner',
    });
  });

  test('a member without type or id is not guessed at', () => {
    expect(linkOf({ id: 'm' }, 'g', 'member')).toBeNull();
    expect(linkOf({ '@odata.type': '#microsoft.graph.user', id: null }, 'g', 'member')).toBeNull();
  });
});

describe('Conditional Access', () => {
  const base = { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] }, clientAppTypes: ['all'] };

  test.each([
    ['nothing beside', {}],
    ['null conditions', { platforms: null, locations: null, devices: null, authenticationFlows: null, insiderRiskLevels: null }],
    ['empty risk levels', { userRiskLevels: [], signInRiskLevels: [], servicePrincipalRiskLevels: [] }],
    ['all platforms', { platforms: { includePlatforms: ['all'], excludePlatforms: [] } }],
    ['all locations', { locations: { includeLocations: ['All'], excludeLocations: [] } }],
    ['empty lists of devices', { devices: { includeDevices: [], excludeDevices: [], deviceFilter: null } }],
    ['no flows', { authenticationFlows: { transferMethods: 'none' } }],
    ['annotations', { 'users@odata.context': 'https://graph.microsoft.com/…' }],
  ])('not narrowed: %s', (_, conditions) => {
    expect(isNarrowed({ ...base, ...conditions })).toBe(false);
  });

  test.each([
    ['some platforms', { platforms: { includePlatforms: ['iOS'] } }],
    ['all platforms but one', { platforms: { includePlatforms: ['all'], excludePlatforms: ['linux'] } }],
    ['outside trusted locations', { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }],
    ['one location', { locations: { includeLocations: ['guid'] } }],
    ['a device filter', { devices: { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } } }],
    ['risk of the sign-in', { signInRiskLevels: ['high'] }],
    ['risk of the user', { userRiskLevels: ['high'] }],
    ['insider risk', { insiderRiskLevels: 'elevated' }],
    ['device code flow', { authenticationFlows: { transferMethods: 'deviceCodeFlow' } }],
    ['workload identities', { clientApplications: { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] } }],
    [
      'a filter of applications',
      { applications: { includeApplications: ['All'], applicationFilter: { mode: 'exclude', rule: 'x' } } },
    ],
    ['a condition of next year', { moonPhase: { includePhases: ['full'] } }],
  ])('narrowed: %s', (_, conditions) => {
    expect(isNarrowed({ ...base, ...conditions })).toBe(true);
  });

  test('a policy becomes a row; an unknown state becomes none', () => {
    const policy = { id: 'p', displayName: 'MFA', state: 'enabled', conditions: base, grantControls: null };
    expect(policyOf(policy)).toMatchObject({
      includeUsers: ['All'],
      builtInControls: [],
      grantOperator: null,
      isNarrowed: false,
    });
    const guests = { includeUsers: ['All'], excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest' } };
    expect(policyOf({ ...policy, conditions: { ...base, users: guests } })?.excludesGuests).toBe(true);
    const strength = { operator: 'OR', builtInControls: [], authenticationStrength: { id: 'strong' } };
    expect(policyOf({ ...policy, grantControls: strength })?.authenticationStrengthId).toBe('strong');
    expect(policyOf({ ...policy, state: 'paused' })).toBeNull();
    expect(policyOf({ ...policy, conditions: null })).toBeNull();
  });
});

describe('settings that are missing do not look like settings that are safe', () => {
  test('security defaults', () => {
    expect(securityDefaultsOf({ isEnabled: false })).toEqual({ isEnabled: false });
    expect(securityDefaultsOf({})).toBeNull();
  });

  test('consent policies: none assigned is not the same as not told', () => {
    expect(authorizationPolicyOf({ defaultUserRolePermissions: { permissionGrantPoliciesAssigned: [] } })).toEqual({
      allowInvitesFrom: null,
      guestUserRoleId: null,
      permissionGrantPoliciesAssigned: [],
      allowedToCreateApps: null,
    });
    expect(authorizationPolicyOf({ allowInvitesFrom: 'none', defaultUserRolePermissions: {} })).toBeNull();
    expect(authorizationPolicyOf({})).toBeNull();
  });

  test('SharePoint', () => {
    expect(settingsOf({})).toMatchObject({ sharingCapability: null, isResharingByExternalUsersEnabled: null });
  });

  test('licences', () => {
    const sku = {
      id: 's',
      skuId: 'k',
      capabilityStatus: 'Enabled',
      consumedUnits: 1,
      prepaidUnits: { enabled: 5 },
      servicePlans: [],
    };
    expect(skuOf(sku)).toMatchObject({ enabledUnits: 5, consumedUnits: 1 });
    expect(skuOf({ ...sku, prepaidUnits: null })).toBeNull();
    expect(skuOf({ ...sku, servicePlans: undefined })).toBeNull();
  });
});

describe('sites and drives', () => {
  const site = { id: 'h,s,w', displayName: 'Clinic', webUrl: 'https://clinic.sharepoint.com/sites/a', root: {} };
  const archived = (archiveStatus: string) => ({ ...site, siteCollection: { archivalDetails: { archiveStatus } } });

  test.each([
    [site, { isPersonal: false, isArchived: false, isRootOfCollection: true }],
    [{ ...site, isPersonalSite: true }, { isPersonal: true }],
    [{ ...site, webUrl: 'https://clinic-my.sharepoint.com/personal/ada' }, { isPersonal: true }],
    [{ ...site, root: undefined }, { isRootOfCollection: false }],
    [archived('fullyArchived'), { isArchived: true }],
    [archived('recentlyArchived'), { isArchived: true }],
    [archived('reactivating'), { isArchived: false }],
    [{ ...site, displayName: null, name: 'a' }, { displayName: 'a' }],
  ])('%j', (entry, expected) => {
    expect(siteOf(entry)).toMatchObject(expected);
  });

  test('a site without an address is no row', () => {
    expect(siteOf({ id: 'x' })).toBeNull();
    expect(siteOf({ ...site, webUrl: 'nowhere' })).toBeNull();
  });

  test.each([
    ['AAAAAAAA-1111-4111-8111-111111111111', 'aaaaaaaa-1111-4111-8111-111111111111'],
    ['{AAAAAAAA-1111-4111-8111-111111111111}', 'aaaaaaaa-1111-4111-8111-111111111111'],
    ["x') or ('", null],
    [undefined, null],
  ])('the list %j of a library is an id or none', (listId, expected) => {
    const drive = { id: 'd', name: 'Documents', webUrl: 'https://x/', sharePointIds: { listId } };
    expect(driveOf(drive, 's')?.listId).toBe(expected);
  });

  test('the owner of a OneDrive is a user, never a group', () => {
    const drive = { id: 'd', name: 'OneDrive', driveType: 'business', webUrl: 'https://x/' };
    expect(driveOf({ ...drive, owner: { user: { id: 'u1' } } }, 's')?.ownerId).toBe('u1');
    expect(driveOf({ ...drive, owner: { group: { id: 'g1' } } }, 's')?.ownerId).toBeNull();
  });
});

describe('items', () => {
  const item = {
    id: 'i',
    name: 'a.docx',
    file: {},
    parentReference: { id: 'p' },
    createdBy: { user: { id: 'u', displayName: 'Ada' } },
  };

  test.each([
    [item, { kind: 'file', parentId: 'p', hasSharedFacet: false, createdById: 'u', createdByName: 'Ada' }],
    [{ ...item, file: undefined, package: { type: 'oneNote' } }, { kind: 'folder' }],
    [{ ...item, file: undefined, folder: { childCount: 1 } }, { kind: 'folder' }],
    [
      { ...item, root: {}, folder: {}, parentReference: { driveId: 'd' } },
      { kind: 'root', parentId: null },
    ],
    [{ ...item, shared: {} }, { hasSharedFacet: true }],
    [{ ...item, shared: { scope: 'organization' } }, { hasSharedFacet: true }],
    [
      { ...item, createdBy: { application: { displayName: 'Scanner' } } },
      { createdById: null, createdByName: 'Scanner' },
    ],
    [
      { ...item, createdBy: undefined },
      { createdById: null, createdByName: null },
    ],
  ])('%j', (entry, expected) => {
    expect(itemOf(entry)).toMatchObject(expected);
  });

  test('deleted items are passed over; items without a name or a parent are told of', () => {
    expect(itemOf({ id: 'i', deleted: { state: 'deleted' } })).toEqual([]);
    expect(itemOf({ ...item, name: undefined })).toBeNull();
    expect(itemOf({ ...item, parentReference: {} })).toBeNull();
  });

  test('addresses of files are not kept', () => {
    const entry = { ...item, webUrl: 'https://x/secret', '@microsoft.graph.downloadUrl': 'https://x/secret' };
    expect(JSON.stringify(itemOf(entry))).not.toContain('secret');
  });

  test('a Preservation Hold library is known by its address in any language', () => {
    const drive = { id: 'd', siteId: 's', name: 'Archivbibliothek', driveType: 'documentLibrary', ownerId: null, listId: null };
    expect(isPreservationHold({ ...drive, webUrl: 'https://x/sites/a/PreservationHoldLibrary' })).toBe(true);
    // A name can be given to any library.
    expect(isPreservationHold({ ...drive, name: 'Preservation Hold Library', webUrl: 'https://x/b' })).toBe(false);
    expect(isPreservationHold({ ...drive, webUrl: 'https://x/sites/a/Shared%20Documents' })).toBe(false);
  });
});

test.each([
  [{ mode: 'application', permissions: ['Sites.Read.All', 'Sites.FullControl.All'] }, undefined],
  [{ mode: 'application', permissions: ['Sites.Read.All'] }, 'forbidden'],
  [{ mode: 'application', permissions: null }, 'forbidden'],
  [{ mode: 'unknown', permissions: ['Sites.FullControl.All'] }, 'forbidden'],
  [{ mode: 'delegated', permissions: ['Sites.FullControl.All'] }, 'needs-other-sign-in'],
] as const)('permissions of items read as %j are whole, or a gap of %s', (session, reason) => {
  expect(standingGaps(session)[0]?.reason).toBe(reason);
});

describe('labels and applications', () => {
  test('sublabels follow their label', () => {
    const label = {
      id: 'a',
      displayName: 'Confidential',
      priority: 3,
      hasProtection: false,
      sublabels: [{ id: 'b', name: 'PHI', hasProtection: true }],
    };
    expect(labelsOf(label, null)).toEqual([
      { id: 'a', name: 'Confidential', parentId: null, hasProtection: false, priority: 3 },
      { id: 'b', name: 'PHI', parentId: 'a', hasProtection: true, priority: null },
    ]);
    expect(labelsOf({ ...label, sublabels: [null] }, null)).toBeNull();
  });

  test('of reply addresses the hosts are kept, each once', () => {
    const app = {
      id: 'i',
      appId: 'a',
      accountEnabled: true,
      replyUrls: ['https://x.example/a', 'https://x.example/b', 'urn:ietf:wg', 'ms-app://s-1/'],
    };
    expect(servicePrincipalOf(app)).toMatchObject({ displayName: 'a', replyUrlHosts: ['x.example'], verifiedPublisher: null });
    expect(servicePrincipalOf({ ...app, accountEnabled: undefined })).toBeNull();
  });

  test('a grant without a kind or scopes is told of', () => {
    const grant = { id: 'g', clientId: 'c', consentType: 'AllPrincipals', resourceId: 'r', scope: ' Files.Read.All  User.Read' };
    expect(grantOf(grant)).toMatchObject({ scopes: ['Files.Read.All', 'User.Read'], principalId: null });
    expect(grantOf({ ...grant, consentType: 'Some' })).toBeNull();
    expect(grantOf({ ...grant, scope: null })).toBeNull();
  });

  test('an application permission that the resource does not list has no name', () => {
    const entry = { id: 'x', principalId: 'p', resourceId: 'r', resourceDisplayName: 'Microsoft Graph', appRoleId: 'role' };
    expect(appRoleOf(entry, new Map([['role', 'Files.Read.All']]))?.appRoleValue).toBe('Files.Read.All');
    expect(appRoleOf(entry, new Map())?.appRoleValue).toBeNull();
  });
});

test.each([
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ['0001-01-01T00:00:00Z', null],
  ['yesterday', null],
  [12, null],
])('date %s reads as %s', (value, read) => {
  expect(date(value)).toBe(read);
});

describe('metadata', () => {
  test('each dataset that is collected has one collector, and comes after what it needs', () => {
    const provided: string[] = [];
    for (const { meta } of COLLECTORS) {
      for (const needed of meta.after) expect(provided, `${meta.id} after ${needed}`).toContain(needed);
      provided.push(...meta.provides);
    }
    expect(provided).toHaveLength(new Set(provided).size);
    const imported = ['leavers', 'samSites', 'samBroadItems'];
    expect([...provided, ...imported].sort()).toEqual([...DATASET_NAMES].sort());
  });

  test('ids are unique, and nothing is asked for that writes', () => {
    expect(new Set(COLLECTORS.map(({ meta }) => meta.id)).size).toBe(COLLECTORS.length);
    for (const { meta } of COLLECTORS) {
      for (const { permission, why } of [...meta.application, ...meta.delegated]) {
        expect(permission).not.toMatch(/write/i);
        expect(why.length).toBeGreaterThan(10);
      }
      for (const { path, why, replacedBy } of meta.beta ?? []) {
        expect(path).toMatch(/^\//);
        expect(Math.min(why.length, replacedBy.length)).toBeGreaterThan(10);
      }
      // Who asks SharePoint itself needs its permission, and nothing of Graph's for that.
      const asksSharePoint = meta.endpoints.some((endpoint) => /^\/_(?:api|vti_bin)\//.test(endpoint));
      expect((meta.sharePoint ?? []).length > 0, meta.id).toBe(asksSharePoint);
    }
  });
});
