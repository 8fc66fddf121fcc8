/** Facts about licences and places, each with its own scan where it would touch what others do, and all scans of facts. */
import { PURVIEW_SCANS } from './facts-of-purview.js';
import { anyoneLinks, type Fact, SETTINGS_AND_PEOPLE } from './facts-of-settings.js';
import {
  add,
  byName,
  clinicalSite,
  collectionOf,
  daysAgo,
  dropPlan,
  everybody,
  everyone,
  found,
  leaver,
  link,
  members,
  oneDriveFile,
  outsiders,
  PREMIUM,
  person,
  plainFile,
  plainSite,
  planted,
  siteOf,
  sku,
  visitorsOf,
} from './tidy-tenant.js';

/** More than a hundredth of this tenant's files, and less than a twentieth. */
const LINKED = 10;

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

/** Facts that cannot touch the same rule share a scan. */
export const SCANS: readonly (readonly Fact[])[] = [
  SETTINGS_AND_PEOPLE,
  LICENCES,
  PLACES,
  READ_BY_ALL,
  CHANGED_BY_MANY,
  OPEN_SITES,
  FENCED,
  MEDIAN,
  ...PURVIEW_SCANS,
];
