/** Facts about settings, people and sites that can stand in one tenant together: each turns one rule of the tidy twin. */
import type { Generated } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import {
  add,
  byName,
  COPILOT,
  clerk,
  clinicalSite,
  collectionOf,
  daysAgo,
  dropPlan,
  found,
  guest,
  INTUNE,
  leaver,
  link,
  members,
  PREMIUM,
  person,
  plainFile,
  plainSite,
  planted,
  sku,
} from './tidy-tenant.js';

export interface Fact {
  readonly rule: string;
  readonly expect: Outcome;
  readonly change: (generated: Generated) => void;
  /** Objects that a fail names; missing: one. */
  readonly objects?: number;
  /** Rules that see the same fact, and rightly. */
  readonly alsoSeenBy?: readonly string[];
}

/** What Graph and SharePoint's own administration say of one setting is one truth in the tenant. */
export const anyoneLinks = ({ tenant }: Generated) => {
  Object.assign(tenant.sharePointSettings, { sharingCapability: 'externalUserAndGuestSharing' });
  tenant.sharePoint.properties.SharingCapability = 2;
};
const setting =
  (properties: Partial<Generated['tenant']['sharePoint']['properties']>) =>
  ({ tenant }: Generated) =>
    Object.assign(tenant.sharePoint.properties, properties);
const driveOf = (site: ReturnType<typeof plainSite>) => found(site.drives[0], 'library');

/** No file of the folder with intake forms carries a label. */
export const unlabelledIntake = (g: Generated) => {
  const [folder, drive] = planted(g, /Intake/);
  for (const item of drive.items) if (item.parentReference.id === folder.id) delete item.columns;
};

export const SETTINGS_AND_PEOPLE: readonly Fact[] = [
  { rule: 'LIC-001', expect: 'fail', change: (g) => Object.assign(sku(g, PREMIUM), { skuId: INTUNE }) },
  {
    rule: 'LIC-002',
    expect: 'fail',
    change: (g) => Object.assign(guest(g), { assignedLicenses: [{ skuId: COPILOT, disabledPlans: [] }] }),
  },
  { rule: 'LIC-005', expect: 'not-licensed', change: (g) => dropPlan(g, COPILOT, 'M365_COPILOT_SHAREPOINT') },
  {
    rule: 'SPO-001',
    expect: 'fail',
    change: anyoneLinks,
  },
  // No OneDrive goes further than the tenant, whose links for anyone are on in this scan.
  { rule: 'SPO-002', expect: 'fail', change: setting({ ODBSharingCapability: 2 }) },
  { rule: 'SPO-003', expect: 'fail', change: setting({ CoreDefaultShareLinkScope: -1, DefaultSharingLinkType: 2 }) },
  { rule: 'SPO-004', expect: 'fail', change: setting({ DefaultLinkPermission: 2 }) },
  { rule: 'SPO-005', expect: 'fail', change: setting({ RequireAnonymousLinksExpireInDays: -1 }) },
  { rule: 'SPO-006', expect: 'fail', change: setting({ ShowEveryoneClaim: true }) },
  {
    rule: 'SPO-007',
    expect: 'fail',
    change: (g) => {
      Object.assign(g.tenant.sharePointSettings, { isResharingByExternalUsersEnabled: true });
      g.tenant.sharePoint.properties.PreventExternalUsersFromResharing = false;
    },
  },
  {
    rule: 'SPO-008',
    expect: 'warn',
    change: (g) => {
      Object.assign(g.tenant.sharePointSettings, {
        sharingDomainRestrictionMode: 'blockList',
        sharingBlockedDomainList: ['rival.example'],
      });
      setting({ SharingDomainRestrictionMode: 2, SharingBlockedDomainList: 'rival.example' })(g);
    },
  },
  {
    rule: 'SPO-009',
    expect: 'warn',
    change: (g) => Object.assign(g.tenant.sharePointSettings.idleSessionSignOut ?? {}, { isEnabled: false }),
  },
  {
    rule: 'SITE-002',
    expect: 'fail',
    change: (g) => Object.assign(found(g.tenant.groups[4], 'group').group, { visibility: 'Public' }),
    // The site of a public group is open to everybody.
    alsoSeenBy: ['SITE-001'],
  },
  { rule: 'SITE-004', expect: 'fail', change: (g) => found(g.tenant.groups[5], 'group').ownerIds.splice(1) },
  {
    rule: 'SITE-005',
    expect: 'fail',
    change: (g) => Object.assign(plainSite(g, 1).web, { requestAccessEmail: leaver(g).mail }),
  },
  {
    rule: 'SITE-006',
    expect: 'fail',
    change: (g) => {
      const collection = collectionOf(plainSite(g, 3));
      collection.properties.LastContentModifiedDate = daysAgo(400);
      collection.lastActivityDate = daysAgo(390).slice(0, 10);
    },
  },
  {
    rule: 'SITE-007',
    expect: 'fail',
    change: (g) => {
      const site = plainSite(g, 4);
      collectionOf(site).properties.SensitivityLabel = '';
      Object.assign(found(g.tenant.groups.find((one) => one.siteId === site.site.id)?.group, 'group'), { assignedLabels: [] });
    },
  },
  {
    rule: 'SITE-008',
    expect: 'fail',
    change: (g) => Object.assign(collectionOf(clinicalSite(g)).properties, { SharingCapability: 1 }),
  },
  {
    rule: 'SITE-009',
    expect: 'warn',
    change: (g) => {
      const drive = driveOf(plainSite(g, 2));
      for (const item of drive.items.filter((one) => one.file !== undefined).slice(0, 3))
        add([item, drive], byName(found(members(g)[7], 'member')));
    },
  },
  {
    rule: 'SITE-011',
    expect: 'fail',
    change: (g) => collectionOf(plainSite(g, 0)).admins.push(person(guest(g))),
  },
  {
    rule: 'TEAM-001',
    expect: 'fail',
    change: (g) =>
      found(
        g.tenant.groups.find((one) => one.group.id === g.planted.clinicalGroupId),
        'clinical group',
      ).memberIds.push(guest(g).id),
  },
  {
    rule: 'ITEM-006',
    expect: 'fail',
    change: (g) => add(plainFile(g, 4), link(g, 'users', leaver(g))),
  },
  {
    rule: 'ITEM-007',
    expect: 'fail',
    change: (g) => add(planted(g, /Lab/, g.planted.clinicalFolders), byName(guest(g))),
  },
  {
    rule: 'ITEM-010',
    expect: 'fail',
    change: unlabelledIntake,
    // It holds more than half of this tenant's files.
    alsoSeenBy: ['LBL-008', 'DLP-006'],
  },
  {
    rule: 'OD-004',
    expect: 'fail',
    change: (g) => Object.assign(g.tenant.sharePointSettings, { isUnmanagedSyncAppForTenantRestricted: false }),
  },
  { rule: 'OD-005', expect: 'fail', change: setting({ ProvisionSharedWithEveryoneFolder: true }) },
  {
    rule: 'EXP-003',
    expect: 'fail',
    change: (g) => add(planted(g, /Referrals/, g.planted.clinicalFolders), byName(clerk(g))),
  },
  {
    rule: 'ID-001',
    expect: 'fail',
    change: (g) =>
      Object.assign(
        found(
          g.tenant.users.find((u) => u.userPrincipalName === g.planted.leaversList[0]?.upn),
          'leaver',
        ),
        { accountEnabled: true },
      ),
    // There is one enabled member more than licences.
    alsoSeenBy: ['LIC-004'],
  },
  {
    rule: 'ID-002',
    expect: 'fail',
    change: (g) =>
      Object.assign(found(members(g)[3], 'member'), {
        signInActivity: { lastSuccessfulSignInDateTime: daysAgo(300) },
        createdDateTime: daysAgo(900),
      }),
  },
  {
    rule: 'ID-003',
    expect: 'fail',
    change: (g) => {
      const user = found(members(g)[4], 'member');
      delete user.signInActivity;
      user.createdDateTime = daysAgo(400);
    },
  },
  {
    rule: 'ID-004',
    expect: 'fail',
    change: (g) =>
      Object.assign(
        found(
          g.tenant.users.find((u) => u.accountEnabled === false && u.userPrincipalName !== g.planted.leaversList[0]?.upn),
          'disabled account',
        ),
        {
          assignedLicenses: [{ skuId: PREMIUM, disabledPlans: [] }],
        },
      ),
  },
  {
    rule: 'ID-005',
    expect: 'fail',
    change: (g) =>
      Object.assign(guest(g), { signInActivity: { lastSuccessfulSignInDateTime: daysAgo(300) }, createdDateTime: daysAgo(500) }),
  },
  { rule: 'ID-007', expect: 'fail', change: (g) => Object.assign(g.tenant.securityDefaults, { isEnabled: false }) },
  {
    rule: 'ID-011',
    expect: 'fail',
    change: (g) => Object.assign(g.tenant.authorizationPolicy, { allowInvitesFrom: 'everyone' }),
  },
  {
    rule: 'APP-001',
    expect: 'fail',
    change: (g) =>
      Object.assign(
        found(
          g.tenant.servicePrincipals.find((a) => a.displayName?.startsWith('Gemini')),
          'dental tool',
        ),
        {
          replyUrls: ['https://app.otter.ai/callback'],
        },
      ),
  },
  {
    rule: 'APP-002',
    expect: 'fail',
    change: (g) =>
      Object.assign(g.tenant.authorizationPolicy.defaultUserRolePermissions ?? {}, {
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
      }),
  },
];
