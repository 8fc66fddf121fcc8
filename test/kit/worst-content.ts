/** The worst that sites, libraries and lists of permissions could hold; the pieces of which `worst-values.ts` makes its cases. */
import type { Permission, Principal } from '../../src/evidence/content.js';
import { WHOLE } from '../../src/evidence/datasets.js';
import { addRows, allRows, type Crawled, mapRows, type Taken } from './taken-evidence.js';

export const before = (crawled: Crawled, days: number) => new Date(crawled.asOf.getTime() - days * 86_400_000).toISOString();

export const everyone = (taken: Taken): Principal => ({
  kind: 'siteUser',
  id: null,
  displayName: 'Jeder, außer externen Benutzern',
  email: null,
  loginName: `c:0-.f|rolemanager|spo-grid-all-users/${allRows(taken, 'organization')[0]?.id ?? ''}`,
});

export const permission = (itemId: string, over: Partial<Permission>): Permission => ({
  itemId,
  id: `worst-${itemId}`,
  roles: ['write'],
  inherited: false,
  link: null,
  expirationDateTime: null,
  principals: [],
  ...over,
});

/** One more entry on every list of permissions. */
export function onEveryList(taken: Taken, entry: Partial<Permission>): Taken {
  return mapRows(taken, 'accessLists', (list) => ({
    ...list,
    permissions: [...list.permissions, permission(list.itemId, entry)],
  }));
}

/** A site nobody saw, with a library that looks like PHI and that everybody may change. */
export function anotherSite(taken: Taken, crawled: Crawled): Taken {
  const site = {
    id: 'worst.sharepoint.example,1,2',
    displayName: 'Patient records',
    webUrl: 'https://worst.sharepoint.example/sites/records',
    isPersonal: false,
    isRootOfCollection: true,
    isArchived: false,
    createdDateTime: before(crawled, 2000),
    lastModifiedDateTime: before(crawled, 1500),
  };
  const gone = { listItemId: null, createdById: 'nobody', createdByName: 'Nobody', createdDateTime: before(crawled, 1900) };
  const item = { ...gone, hasSharedFacet: true, lastModifiedDateTime: before(crawled, 1500) };
  const drive = {
    id: 'worst-drive',
    siteId: site.id,
    driveType: 'documentLibrary',
    webUrl: `${site.webUrl}/Docs`,
    ownerId: null,
    listId: null,
  };
  const entries = [
    permission('worst-root', { principals: [everyone(taken)] }),
    permission('worst-root', { id: 'worst-org', link: { scope: 'organization', type: 'edit' } }),
    permission('worst-root', { id: 'worst-anyone', link: { scope: 'anonymous', type: 'edit' } }),
  ];
  const grown = addRows(taken, 'sites', WHOLE, [site]);
  const withDrive = addRows(grown, 'drives', site.id, [{ ...drive, name: 'Documents' }]);
  const withItems = addRows(withDrive, 'items', drive.id, [
    { ...item, id: 'worst-root', parentId: null, name: 'root', kind: 'root' },
    { ...item, hasSharedFacet: false, id: 'worst-file', parentId: 'worst-root', name: 'Patient list.xlsx', kind: 'file' },
  ]);
  return addRows(withItems, 'accessLists', drive.id, [{ itemId: 'worst-root', permissions: entries, isAtLeast: false }]);
}

/** Every drive holds one more folder that looks like PHI, with an old file in it, and everybody may change both. */
export function openEverywhere(taken: Taken, crawled: Crawled): Taken {
  let grown = taken;
  for (const [shard, rows] of Object.entries(taken.items)) {
    const root = rows.find((r) => r.kind === 'root');
    if (root === undefined) continue;
    const more = { ...root, parentId: root.id, hasSharedFacet: true, lastModifiedDateTime: before(crawled, 1500) };
    const folder = { ...more, id: `${root.id}-worst`, name: 'Patient list', kind: 'folder' as const };
    const file = { ...more, id: `${root.id}-file`, parentId: folder.id, name: 'Patient list.xlsx', kind: 'file' as const };
    const permissions = [permission(folder.id, { principals: [everyone(taken)] })];
    grown = addRows(grown, 'items', shard, [folder, { ...file, hasSharedFacet: false }]);
    grown = addRows(grown, 'accessLists', shard, [{ itemId: folder.id, permissions, isAtLeast: false }]);
  }
  return grown;
}
