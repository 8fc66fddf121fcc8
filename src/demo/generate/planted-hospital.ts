/** What was built into the hospital, in plain words and counted in the finished tenant. No verdict of ours stands here. */
import { collectionIdOf, type SimulatedGroup, type SimulatedSite, type SimulatedTenant } from '../tenant.js';
import { countCompliance } from './compliance/counts.js';
import type { Archive, Twist } from './hospital-archive.js';
import type { HospitalGroups, HospitalPeople } from './hospital-people.js';
import { COPILOT } from './licences.js';
import type { Making } from './making.js';
import type { PlantedTenant } from './planted.js';

export interface PlantedHospital extends PlantedTenant {
  readonly variant: 'hospital' | 'clean' | 'blind';
  readonly twist: Twist | null;
  readonly enabledMembers: number;
  readonly disabledMembers: number;
  readonly copilotSeats: number;
  /** Works in HR, is in the group of HR-Benefits and in no group of the revenue cycle. */
  readonly analystUpn: string;
  readonly analystId: string;
  /** Made the folder; disabled since. */
  readonly creator: { readonly id: string; readonly upn: string; readonly displayName: string; readonly enabled: boolean };
  /** The classic site without a group. */
  readonly archive: {
    readonly siteId: string;
    readonly collectionId: string;
    readonly url: string;
    readonly visitorsTitle: string;
  };
  readonly folder: {
    readonly siteId: string;
    readonly driveId: string;
    readonly itemId: string;
    readonly name: string;
    readonly path: string;
    /** Files in it, all of them named like treatment notes. */
    readonly files: number;
    readonly oldestDays: number;
  };
  /** How the folder is open to all. */
  readonly openTo:
    | 'everyone among the visitors'
    | 'a dynamic group among the visitors'
    | 'a link nobody opened'
    | 'the revenue cycle';
  readonly allStaff: { readonly id: string; readonly members: number } | null;
  readonly restrictedToGroupId: string | null;
  readonly benefits: { readonly siteId: string; readonly groupId: string; readonly url: string };
  readonly labels: number;
  readonly counts: {
    readonly users: number;
    readonly groups: number;
    /** Subsites are counted too, as Graph lists them. */
    readonly sites: number;
    readonly oneDrives: number;
    readonly drives: number;
    readonly items: number;
    readonly files: number;
  };
}

interface Built {
  readonly variant: PlantedHospital['variant'];
  readonly twist: Twist | null;
  readonly people: HospitalPeople;
  readonly groups: HospitalGroups;
  readonly allStaff: SimulatedGroup | null;
  readonly archive: Archive;
  readonly benefits: SimulatedSite;
}

function openTo({ archive, allStaff }: Built): PlantedHospital['openTo'] {
  const { library, folder } = archive;
  const links = library.drive.permissions.get(folder.id) ?? [];
  if (links.some((one) => one.link?.scope === 'organization')) return 'a link nobody opened';
  const visitors = archive.root.collection?.groups.find((group) => group.role === 'visitors')?.members ?? [];
  if (visitors.some((one) => one.loginName.includes('spo-grid-all-users'))) return 'everyone among the visitors';
  const isDynamic = visitors.some((one) => allStaff !== null && one.loginName.endsWith(allStaff.group.id));
  return isDynamic ? 'a dynamic group among the visitors' : 'the revenue cycle';
}

function counts(tenant: SimulatedTenant): PlantedHospital['counts'] {
  const drives = tenant.sites.flatMap((site) => site.drives);
  const items = drives.flatMap((drive) => drive.items);
  return {
    users: tenant.users.length,
    groups: tenant.groups.length,
    sites: tenant.sites.length,
    oneDrives: tenant.sites.filter(({ site }) => site.isPersonalSite === true).length,
    drives: drives.length,
    items: items.length,
    files: items.filter((item) => item.file !== undefined).length,
  };
}

export function countHospital(making: Making, tenant: SimulatedTenant, built: Built): PlantedHospital {
  const { variant, twist, people, groups, allStaff, archive, benefits } = built;
  const { folder, library, root, holder } = archive;
  const enabled = tenant.users.filter((user) => user.accountEnabled === true);
  const notes = library.drive.items.filter((item) => item.parentReference.id === folder.id);
  const oldest = Math.min(...notes.map((item) => Date.parse(item.lastModifiedDateTime)));
  const { creator, analyst } = people;
  const restricted = root.collection?.properties;
  return {
    variant,
    twist,
    language: making.language,
    asOf: making.asOf.toISOString(),
    organization: making.organization,
    tenantId: making.tenantId,
    domain: making.domain,
    leaversList: [],
    compliance: countCompliance(tenant.compliance),
    enabledMembers: enabled.length,
    disabledMembers: tenant.users.length - enabled.length,
    copilotSeats: tenant.users.filter((user) => user.assignedLicenses?.some((one) => one.skuId === COPILOT)).length,
    analystUpn: analyst.userPrincipalName ?? '',
    analystId: analyst.id,
    creator: {
      id: creator.id,
      upn: creator.userPrincipalName ?? '',
      displayName: creator.displayName ?? '',
      enabled: creator.accountEnabled === true,
    },
    archive: {
      siteId: root.site.id,
      collectionId: collectionIdOf(root),
      url: root.site.webUrl ?? '',
      visitorsTitle: root.collection?.groups.find((group) => group.role === 'visitors')?.title ?? '',
    },
    folder: {
      siteId: holder.site.id,
      driveId: library.drive.drive.id,
      itemId: folder.id,
      name: folder.name,
      path: decodeURIComponent(new URL(folder.webUrl).pathname),
      files: notes.filter((item) => item.name.endsWith('_treatment_note.docx')).length,
      oldestDays: Math.floor((making.asOf.getTime() - oldest) / 86_400_000),
    },
    openTo: openTo(built),
    allStaff: allStaff === null ? null : { id: allStaff.group.id, members: allStaff.memberIds.length },
    restrictedToGroupId:
      restricted?.RestrictedAccessControl === true ? (restricted.RestrictedAccessControlGroups[0] ?? null) : null,
    benefits: { siteId: benefits.site.id, groupId: groups.benefits.group.id, url: benefits.site.webUrl ?? '' },
    labels: tenant.labels.length,
    counts: counts(tenant),
  };
}
