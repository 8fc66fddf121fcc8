/**
 * Each rule through the whole crawl: it passes in the tidy twin, one changed fact of the tenant makes it find something, and one
 * refusal makes it say that it does not know. Facts that cannot touch the same rule share a scan.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Generated } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { RULES } from '../../src/rules/index.js';
import { broken } from '../kit/broken-scan.js';
import { type Told, tell } from '../kit/scenario.js';
import {
  add,
  byName,
  COPILOT,
  clinicalSite,
  collectionOf,
  daysAgo,
  dropPlan,
  everybody,
  everyone,
  found,
  guest,
  INTUNE,
  leaver,
  link,
  members,
  oneDriveFile,
  PREMIUM,
  person,
  plainFile,
  plainSite,
  planted,
  siteOf,
  sku,
  tidy,
  visitorsOf,
} from '../kit/tidy-tenant.js';

/** More than a hundredth of this tenant's files, and less than a twentieth. */
const LINKED = 10;

interface Fact {
  readonly rule: string;
  readonly expect: Outcome;
  readonly change: (generated: Generated) => void;
  /** Rules that see the same fact, and rightly. */
  readonly alsoSeenBy?: readonly string[];
}

/** What Graph and SharePoint's own administration say of one setting is one truth in the tenant. */
const anyoneLinks = ({ tenant }: Generated) => {
  Object.assign(tenant.sharePointSettings, { sharingCapability: 'externalUserAndGuestSharing' });
  tenant.sharePoint.properties.SharingCapability = 2;
};
const setting =
  (properties: Partial<Generated['tenant']['sharePoint']['properties']>) =>
  ({ tenant }: Generated) =>
    Object.assign(tenant.sharePoint.properties, properties);
const driveOf = (site: ReturnType<typeof plainSite>) => found(site.drives[0], 'library');

const SETTINGS_AND_PEOPLE: readonly Fact[] = [
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
    change: (g) => {
      const [folder, drive] = planted(g, /Intake/);
      for (const item of drive.items) if (item.parentReference.id === folder.id) delete item.columns;
    },
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
  { rule: 'LBL-001', expect: 'fail', change: (g) => Object.assign(g.tenant, { labels: [] }) },
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

const LICENCES: readonly Fact[] = [
  // Links for anyone that end in time and are for viewing.
  { rule: 'SPO-005', expect: 'pass', change: anyoneLinks, alsoSeenBy: ['SPO-001'] },
  { rule: 'LIC-003', expect: 'fail', change: (g) => dropPlan(g, PREMIUM, 'BPOS_S_DlpAddOn') },
  { rule: 'LIC-004', expect: 'fail', change: (g) => Object.assign(sku(g, PREMIUM).prepaidUnits ?? {}, { enabled: 1 }) },
  {
    rule: 'OD-002',
    expect: 'warn',
    change: (g) => {
      const [, drive] = oneDriveFile(g);
      const owner = g.tenant.users.find((u) => u.id === drive.drive.owner?.user?.id);
      Object.assign(found(owner, 'owner'), { accountEnabled: false });
    },
    // The account that was switched off still holds its licence and its groups, and may have owned one.
    alsoSeenBy: ['ID-004', 'LIC-002', 'SITE-004'],
  },
  { rule: 'ITEM-001', expect: 'fail', change: (g) => add(plainFile(g, 0), link(g, 'anonymous')) },
  { rule: 'ITEM-004', expect: 'fail', change: (g) => add(plainFile(g, 2), everyone(g)), alsoSeenBy: ['ITEM-008', 'SITE-009'] },
  {
    rule: 'ITEM-003',
    expect: 'fail',
    change: (g) => add(planted(g, /./, g.planted.clinicalFolders), link(g, 'organization')),
    alsoSeenBy: ['ITEM-002', 'SITE-010'],
  },
  {
    rule: 'ITEM-005',
    expect: 'fail',
    change: (g) => add(planted(g, /Contracts/), link(g, 'organization')),
    alsoSeenBy: ['ITEM-002', 'EXP-004'],
  },
];

const PLACES: readonly Fact[] = [
  {
    rule: 'ITEM-002',
    expect: 'warn',
    change: (g) => {
      for (let n = 0; n < LINKED; n += 1) add(plainFile(g, 2), link(g, 'organization'));
    },
    // So many links in small libraries are many items with permissions of their own.
    alsoSeenBy: ['SITE-009'],
  },
  {
    rule: 'ITEM-008',
    expect: 'fail',
    change: (g) => {
      const [item, drive] = plainFile(g, 1);
      item.lastModifiedDateTime = daysAgo(1500);
      add([item, drive], ...members(g).slice(0, 20).map(byName));
    },
  },
  { rule: 'OD-003', expect: 'fail', change: (g) => add(oneDriveFile(g), link(g, 'anonymous')), alsoSeenBy: ['ITEM-001'] },
  {
    rule: 'OD-001',
    expect: 'fail',
    change: (g) => {
      const [, drive] = oneDriveFile(g);
      const other = found(
        g.tenant.sites.flatMap((s) => (s.site.isPersonalSite === true ? s.drives : [])).find((d) => d !== drive),
        'second OneDrive',
      );
      add([found(other.items[0], 'root'), other], everyone(g));
    },
    alsoSeenBy: ['ITEM-004'],
  },
  {
    rule: 'EXP-004',
    expect: 'fail',
    change: (g) => add(plainFile(g, 5), link(g, 'organization', leaver(g))),
    alsoSeenBy: ['ITEM-006'],
  },
];

const OPEN_SITES: readonly Fact[] = [
  { rule: 'SITE-001', expect: 'fail', change: (g) => visitorsOf(plainSite(g, 2)).push(everybody(g)) },
  {
    rule: 'SITE-003',
    expect: 'fail',
    change: (g) => visitorsOf(clinicalSite(g)).push(...outsiders(g).slice(1, 11).map(person)),
  },
  // What so many visitors read is sensitive, and nothing shields it.
  { rule: 'SITE-010', expect: 'fail', change: () => undefined },
];

const FENCED: readonly Fact[] = [
  {
    rule: 'SITE-010',
    expect: 'pass',
    change: (g) => {
      const site = clinicalSite(g);
      visitorsOf(site).push(everybody(g));
      Object.assign(collectionOf(site).properties, {
        RestrictedAccessControl: true,
        RestrictedAccessControlGroups: [g.planted.clinicalGroupId],
      });
    },
    // The grant stays a warning.
    alsoSeenBy: ['SITE-001', 'SITE-003'],
  },
];

const MEDIAN: readonly Fact[] = [
  {
    rule: 'EXP-001',
    expect: 'fail',
    change: (g) => {
      const [folder] = g.planted.folders;
      const group = g.tenant.groups.find((one) => one.siteId === folder?.siteId)?.group.id;
      visitorsOf(siteOf(g, group)).push(everybody(g));
    },
    alsoSeenBy: ['SITE-001', 'SITE-010', 'EXP-002'],
  },
];

const READ_BY_ALL: readonly Fact[] = [
  {
    rule: 'EXP-002',
    expect: 'fail',
    change: (g) => add(planted(g, /./, g.planted.clinicalFolders), everyone(g)),
    alsoSeenBy: ['ITEM-004', 'ITEM-008', 'ITEM-005', 'SITE-010', 'EXP-003'],
  },
];

const CHANGED_BY_MANY: readonly Fact[] = [
  {
    rule: 'ITEM-009',
    expect: 'fail',
    change: (g) => {
      const clinical = found(
        g.tenant.groups.find((one) => one.group.id === g.planted.clinicalGroupId),
        'clinical group',
      );
      const displayName = clinical.group.displayName ?? '';
      const entry = { id: 'Y2xpbmljYWw', roles: ['write'], grantedToV2: { group: { id: clinical.group.id, displayName } } };
      add(planted(g, /Intake/), entry);
    },
    // Half of the staff may read it, it is nearly all there is, it is old, and its author is gone.
    alsoSeenBy: ['ITEM-005', 'ITEM-008', 'SITE-010', 'EXP-001', 'EXP-004'],
  },
];

const SCANS = [SETTINGS_AND_PEOPLE, LICENCES, PLACES, READ_BY_ALL, CHANGED_BY_MANY, OPEN_SITES, FENCED, MEDIAN];

/** What keeps a rule from knowing, as addresses that are refused. */
const AWAY: readonly { readonly refused: RegExp; readonly rules: readonly string[] }[] = [
  {
    refused:
      /\/_(?:api|vti_bin)\/|SiteUsageDetail|\/subscribedSkus|\/admin\/sharepoint|\/policies\/|\/sensitivityLabels|\/servicePrincipals|\/groups(\?|$)|\/permissions/,
    rules: RULES.map((r) => r.meta.id).filter((id) =>
      /^(LIC|SPO|SITE|TEAM|ITEM-00|LBL|APP|EXP-00[1-4]|OD-00[1345]|ID-007|ID-011)/.test(id),
    ),
  },
  { refused: /\/users\?/, rules: ['ID-001', 'ID-002', 'ID-003', 'ID-004', 'ID-005', 'LIC-001', 'LIC-002', 'LIC-004', 'OD-002'] },
  { refused: /getAllSites/, rules: ['EXP-006', 'EXP-002', 'OD-002', 'ITEM-004', 'ITEM-010'] },
];

/** With the seat that is in use counted as such: one assigned seat unlocks what LIC-005 asks for. */
function tidyWithSeat(): Generated {
  const generated = tidy();
  Object.assign(sku(generated, COPILOT), { consumedUnits: 1 });
  return generated;
}

/** Staff who are not in the clinical group. */
function outsiders(generated: Generated) {
  const groups = generated.tenant.groups.filter((one) => one.group.id === generated.planted.clinicalGroupId);
  const inside = new Set(groups.flatMap((one) => [...one.memberIds, ...one.ownerIds]));
  return members(generated).filter((user) => !inside.has(user.id));
}
const clerk = (generated: Generated) => found(outsiders(generated)[0], 'person outside the clinical group');

/** Asked as somebody who must not reach the clinical site. */
function asked(generated: Generated, faults: Parameters<typeof tell>[1] = {}): Promise<Told> {
  const sites = generated.tenant.sites.filter(({ site }) => site !== clinicalSite(generated).site);
  const personas = [
    {
      name: 'Clerk',
      user: clerk(generated).userPrincipalName ?? '',
      mustNot: [clinicalSite(generated).site.webUrl ?? ''],
      ownSites: sites.map(({ site }) => site.webUrl ?? ''),
    },
  ];
  return tell(generated, { withSharePoint: true, config: { personas }, ...faults });
}

let base: Told;
const changed: Told[] = [];
const refused: Told[] = [];

beforeAll(async () => {
  base = await asked(tidyWithSeat());
  await Promise.all(
    SCANS.map(async (facts, i) => {
      const generated = tidyWithSeat();
      for (const fact of facts) fact.change(generated);
      changed[i] = await asked(generated);
    }),
  );
  await Promise.all(
    AWAY.map(async ({ refused: when }, i) => {
      refused[i] = await asked(tidy(), { faults: [{ when, act: { status: 403, code: 'accessDenied' } }] });
    }),
  );
});

/** What the tidy twin does not pass: no reader yet for two, links for anyone are off, and nothing open has to be shielded. */
const NOT_PASSED: Readonly<Record<string, Outcome>> = {
  'DLP-001': 'not-assessed',
  'AUD-001': 'not-assessed',
  'SPO-005': 'not-applicable',
  'SITE-010': 'not-applicable',
};

describe('one fact decides', () => {
  it.each(RULES.map((r) => r.meta.id))('%s passes in the tidy twin', (rule) => {
    expect(base.outcomes()[rule], base.finding(rule).summary).toBe(NOT_PASSED[rule] ?? 'pass');
  });

  it.each(SCANS.flatMap((facts, scan) => facts.map((fact) => ({ ...fact, scan }))))(
    '$rule: $expect',
    ({ rule, expect: wanted, scan }) => {
      const told = changed[scan] as Told;
      expect(told.outcomes()[rule], told.finding(rule).summary).toBe(wanted);
      if (wanted === 'fail') expect(told.finding(rule).objects.filter((o) => o.detail.suspicion !== true)).toHaveLength(1);
    },
  );

  it('EXP-006: fail, where no library can be listed', async () => {
    const told = await broken(tidy(), [{ when: /\/sites\/[^/]+\/drives/, act: { status: 403, code: 'accessDenied' } }]);
    expect(told.finding('EXP-006')).toMatchObject({ outcome: 'fail', gate: 'condition' });
    expect(told.result.verdict.decision).toBe('not-determined');
  });

  it.each(SCANS.map((facts, scan) => ({ facts, scan })))('and touches no other rule: scan $scan', ({ facts, scan }) => {
    const told = changed[scan] as Told;
    const touched = new Set(facts.flatMap((f) => [f.rule, ...(f.alsoSeenBy ?? [])]));
    const others = (outcomes: Record<string, Outcome>) =>
      Object.fromEntries(Object.entries(outcomes).filter(([id]) => !touched.has(id)));
    expect(others(told.outcomes())).toEqual(others(base.outcomes()));
  });

  it.each(AWAY.flatMap(({ rules }, scan) => rules.map((rule) => ({ rule, scan }))))(
    '$rule: not assessed where it is refused',
    ({ rule, scan }) => {
      const told = refused[scan] as Told;
      expect(told.outcomes()[rule], told.finding(rule).summary).toBe('not-assessed');
      expect(told.finding(rule).gaps.length).toBeGreaterThan(0);
    },
  );

  it('has a case of each kind for every rule', () => {
    const cases = SCANS.flat().map((f) => f.rule);
    expect(RULES.map((r) => r.meta.id).filter((id) => !cases.includes(id))).toEqual(['DLP-001', 'AUD-001', 'EXP-006']);
    const away = AWAY.flatMap((a) => a.rules);
    expect(RULES.map((r) => r.meta.id).filter((id) => !away.includes(id))).toEqual(['DLP-001', 'AUD-001']);
  });
});
