/** The worst that SharePoint's own answers could hold; cases of `worst-values.ts`. */
import type { Item } from '../../src/evidence/content.js';
import type { DatasetName } from '../../src/evidence/datasets.js';
import { known, mapKnown } from '../../src/evidence/known.js';
import type { SecurableObject, SharingLink, SiteProperties } from '../../src/evidence/sharepoint.js';
import { anOpenSharePointTenant } from './sharepoint-settings.js';
import { addRows, allRows, type Crawled, mapRows, type Taken } from './taken-evidence.js';
import { before, everyone } from './worst-content.js';

export interface Worst {
  readonly name: string;
  /** Only adds rows: what was seen stays, so it may also hide behind evidence that was seen in part. */
  readonly adds: boolean;
  change(taken: Taken, crawled: Crawled): Taken;
}

/** What SharePoint says of every site changed. */
export function withProperties(taken: Taken, over: Partial<SiteProperties>): Taken {
  return mapRows(taken, 'siteSettings', (s) => ({ ...s, properties: mapKnown(s.properties, (p) => ({ ...p, ...over })) }));
}

/**
 * Some facts have two sources, and one of them is enough. Where a test takes one source away, this takes what the other
 * says of the same.
 */
export const ALSO_TOLD: { readonly [D in DatasetName]?: (taken: Taken) => Taken } = {
  groupSites: (t) => withProperties(t, { groupId: null }),
  siteUsage: (t) => withProperties(t, { lastContentModifiedDate: null }),
  siteSettings: (t) => mapRows(t, 'siteUsage', (u) => ({ ...u, sensitivityLabelId: null })),
  // Graph, too, says of a label whether it encrypts.
  labels: (t) => mapRows(t, 'sensitivityLabels', (label) => ({ ...label, hasProtection: null })),
};

/** A list in every site collection that everybody may change. */
function listsForAll(taken: Taken): Taken {
  const assignments = known([{ principal: everyone(taken), roles: [{ name: 'Edit', kind: 6 }] }]);
  let grown = taken;
  for (const settings of allRows(taken, 'siteSettings')) {
    const list: SecurableObject = {
      collectionId: settings.collectionId,
      kind: 'list',
      webId: 'worst-web',
      webUrl: settings.url,
      listId: 'worst-list',
      title: 'Patient list',
      path: '/worst',
      itemId: null,
      template: 100,
      itemCount: 10_000,
      uniqueItemCount: 6_000,
      noCrawl: false,
      assignments,
      requestAccessEmail: null,
      membersCanShare: null,
    };
    grown = addRows(grown, 'roleAssignments', settings.collectionId, [list]);
  }
  return grown;
}

/** Links of somebody who is gone, on a file of every drive. */
function linksOfTheGone(taken: Taken, crawled: Crawled): Taken {
  const maker = { kind: 'user' as const, id: 'nobody', displayName: 'Nobody', email: null, loginName: null };
  let grown = taken;
  for (const [driveId, items] of Object.entries(taken.items as Record<string, Item[]>)) {
    const file = items.find((i) => i.kind === 'file');
    if (file === undefined) continue;
    const link: SharingLink = {
      driveId,
      itemId: file.id,
      scope: 'anonymous',
      canEdit: true,
      created: before(crawled, 400),
      expires: null,
      createdBy: known(maker),
    };
    grown = addRows(grown, 'sharingLinks', driveId, [link]);
  }
  return grown;
}

export const WORST_SHAREPOINT: { readonly [D in DatasetName]?: readonly Worst[] } = {
  sharePointTenant: [
    {
      name: 'all open',
      adds: false,
      change: (t) => mapRows(t, 'sharePointTenant', () => anOpenSharePointTenant()),
    },
  ],
  siteSettings: [
    {
      name: 'every site shares with anyone, is old, has no label, and somebody who is gone administers it',
      adds: false,
      change: (t, c) =>
        mapRows(t, 'siteSettings', (s) => ({
          ...s,
          properties: mapKnown(s.properties, (p) => ({
            ...p,
            sharingCapability: 'ExternalUserAndGuestSharing' as const,
            lastContentModifiedDate: before(c, 1500),
            sensitivityLabel: '',
            restrictedAccessControl: false,
            restrictContentOrgWideSearch: false,
            lockState: 'Unlock' as const,
          })),
          admins: known([{ kind: 'user' as const, id: 'nobody', displayName: 'Nobody', email: null, loginName: null }]),
        })),
    },
  ],
  siteGroups: [
    {
      name: 'everybody is in every SharePoint group',
      adds: false,
      change: (t) =>
        mapRows(t, 'siteGroups', (g) => ({ ...g, members: mapKnown(g.members, (members) => [...members, everyone(t)]) })),
    },
  ],
  roleAssignments: [
    { name: 'a list for everybody in every site', adds: true, change: listsForAll },
    {
      name: 'requests for access go to somebody who is gone',
      adds: false,
      change: (t) => {
        const gone = allRows(t, 'users').find((u) => !u.accountEnabled)?.userPrincipalName ?? 'nobody@nowhere.example';
        return mapRows(t, 'roleAssignments', (o) => (o.kind === 'web' ? { ...o, requestAccessEmail: gone } : o));
      },
    },
  ],
  sharingLinks: [{ name: 'links of somebody who is gone everywhere', adds: true, change: linksOfTheGone }],
  siteUsage: [
    {
      name: 'nobody was there for long',
      adds: false,
      change: (t, c) => {
        const old = before(c, 1500);
        const unchanged = withProperties(t, { lastContentModifiedDate: old });
        return mapRows(unchanged, 'siteUsage', (u) => ({ ...u, lastActivityDate: old }));
      },
    },
  ],
};
