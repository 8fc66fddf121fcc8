/** What SharePoint itself tells of a random small tenant, and the same with its values veiled. */
import fc from 'fast-check';
import { collectionOf } from '../../src/evidence/collections.js';
import type { Principal } from '../../src/evidence/content.js';
import type { Gap } from '../../src/evidence/coverage.js';
import type { DatasetName, Datasets } from '../../src/evidence/datasets.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { SecurableObject, SharingLink, SiteGroup, SiteSettings, SiteUsage } from '../../src/evidence/sharepoint.js';
import { daysAgo } from './rows.js';
import { someSiteProperties } from './sharepoint-settings.js';
import { DRIVE, SITE } from './small-evidence.js';

export const COLLECTION = collectionOf(SITE.id);
export const PERSONAL = 'personal';
const MY_SITE = 'https://x-my.sharepoint.example/personal/a';

export type SharePointRows = {
  readonly siteGroups: Record<string, SiteGroup[]>;
  readonly roleAssignments: Record<string, SecurableObject[]>;
  readonly sharingLinks: Record<string, SharingLink[]>;
  readonly siteSettings: SiteSettings[];
  readonly siteUsage: SiteUsage[];
};

const LEVELS = [1, 2, 6, 5] as const;

/** Assignments to some principals, each with one permission level. */
const assignments = (principals: readonly Principal[]) =>
  fc
    .record({ to: fc.subarray([...principals], { maxLength: 3 }), kind: fc.constantFrom(...LEVELS) })
    .map(({ to, kind }) => known(to.map((principal) => ({ principal, roles: [{ name: `Level ${kind}`, kind }] }))));

const object = (over: Partial<SecurableObject>): SecurableObject => ({
  collectionId: COLLECTION,
  kind: 'web',
  webId: 'web',
  webUrl: SITE.webUrl,
  listId: null,
  title: SITE.displayName,
  path: new URL(SITE.webUrl).pathname,
  itemId: null,
  template: null,
  itemCount: null,
  uniqueItemCount: null,
  noCrawl: false,
  assignments: null,
  requestAccessEmail: null,
  membersCanShare: null,
  ...over,
});

/** @param principals whom assignments and groups may name; none of them a SharePoint group */
export function randomSharePoint(principals: readonly Principal[], visitors: Principal): fc.Arbitrary<SharePointRows> {
  return fc
    .record({
      inVisitors: fc.subarray([...principals], { maxLength: 2 }),
      web: assignments([...principals, visitors]),
      list: fc.option(assignments([...principals, visitors])),
      open: fc.option(assignments([...principals, visitors])),
      otherList: fc.option(assignments(principals), { freq: 3 }),
      admins: fc.subarray([...principals], { maxLength: 2 }),
      properties: fc.record({
        lockState: fc.constantFrom('Unlock' as const, 'Unlock' as const, 'ReadOnly' as const, 'NoAccess' as const),
        restrictedAccessControl: fc.nat(4).map((n) => n === 0),
        restrictedAccessControlGroups: fc.constantFrom([], ['g1']),
        restrictContentOrgWideSearch: fc.boolean(),
        sensitivityLabel: fc.constantFrom('', 'label-1', null),
        sharingCapability: fc.constantFrom('Disabled' as const, 'ExternalUserSharingOnly' as const, null),
        lastContentModifiedDate: fc.constantFrom(daysAgo(5), daysAgo(400), daysAgo(1600), null),
      }),
      requests: fc.constantFrom('', 'u0@clinic.example', 'nobody@clinic.example', null),
      membersCanShare: fc.constantFrom(true, false, null),
      unique: fc.constantFrom(0, 3, 600, 6000),
      maker: fc.constantFrom(...principals),
      lastActivityDate: fc.constantFrom(daysAgo(3), daysAgo(300), null),
    })
    .map((t) => ({
      siteGroups: {
        [COLLECTION]: [
          { collectionId: COLLECTION, groupId: 4, title: 'Visitors', role: 'visitors' as const, members: known(t.inVisitors) },
        ],
        [PERSONAL]: [],
      },
      roleAssignments: {
        [COLLECTION]: [
          object({ assignments: t.web, requestAccessEmail: t.requests, membersCanShare: t.membersCanShare }),
          object({
            kind: 'list',
            listId: DRIVE.listId ?? 'list',
            title: DRIVE.name,
            template: 101,
            itemCount: 10_000,
            uniqueItemCount: t.unique,
            assignments: t.list,
          }),
          ...(t.open === null
            ? []
            : [
                object({
                  kind: 'item',
                  listId: DRIVE.listId ?? 'list',
                  title: 'open',
                  itemId: 1,
                  template: 101,
                  assignments: t.open,
                }),
              ]),
          ...(t.otherList === null
            ? []
            : [
                object({
                  kind: 'list',
                  listId: 'other',
                  title: 'Tasks',
                  template: 100,
                  itemCount: 5,
                  uniqueItemCount: 0,
                  assignments: t.otherList,
                }),
              ]),
        ],
        [PERSONAL]: [
          object({
            collectionId: PERSONAL,
            webUrl: MY_SITE,
            title: 'Ada',
            path: new URL(MY_SITE).pathname,
            assignments: known([]),
            requestAccessEmail: '',
            membersCanShare: false,
          }),
        ],
      },
      sharingLinks: {
        [DRIVE.id]: [
          {
            driveId: DRIVE.id,
            itemId: 'open',
            scope: 'organization' as const,
            canEdit: true,
            created: daysAgo(50),
            expires: null,
            createdBy: known(t.maker),
          },
        ],
        onedrive: [],
      },
      siteSettings: [
        {
          collectionId: COLLECTION,
          url: SITE.webUrl,
          properties: known(someSiteProperties(t.properties)),
          admins: known(t.admins),
        },
        {
          collectionId: PERSONAL,
          url: MY_SITE,
          properties: known(someSiteProperties()),
          admins: known([]),
        },
      ],
      siteUsage: [
        {
          collectionId: COLLECTION,
          url: SITE.webUrl,
          lastActivityDate: t.lastActivityDate,
          fileCount: 10,
          anonymousLinkCount: 0,
          companyLinkCount: 0,
          externalSharing: false,
          sensitivityLabelId: null,
          isPersonal: false,
        },
      ],
    }));
}

const VEILS: { readonly [D in DatasetName]?: (row: never, gap: Gap) => unknown } = {
  siteGroups: (row: SiteGroup, gap: Gap): SiteGroup => ({ ...row, members: unknown(gap) }),
  roleAssignments: (row: SecurableObject, gap: Gap): SecurableObject =>
    row.assignments === null ? row : { ...row, assignments: unknown(gap) },
  sharingLinks: (row: SharingLink, gap: Gap): SharingLink => ({ ...row, createdBy: unknown(gap) }),
  siteSettings: (row: SiteSettings, gap: Gap): SiteSettings => ({ ...row, properties: unknown(gap), admins: unknown(gap) }),
};

/** A row with the values inside it that may be unknown made unknown; any other row as it is. */
export function veiled<D extends DatasetName>(dataset: D, row: Datasets[D], gap: Gap): Datasets[D] {
  const veil = VEILS[dataset] as ((row: Datasets[D], gap: Gap) => Datasets[D]) | undefined;
  if (veil !== undefined) return veil(row, gap);
  // Whatever names its origins was told by a cmdlet, of which any field may be unreadable.
  return 'origins' in row ? (fieldsVeiled(row, gap) as Datasets[D]) : row;
}

function fieldsVeiled(row: object, gap: Gap): object {
  const isKnown = (value: unknown): boolean => value !== null && typeof value === 'object' && 'known' in value;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name === 'locations') return [name, fieldsVeiled(value as object, gap)];
      return [name, isKnown(value) ? unknown(gap) : value];
    }),
  );
}
