/** Places and people of a small tidy tenant by what they are, for tests that change one fact of it. */
import { DEFAULT_LEXICON } from '../../src/config/lexicon.js';
import {
  findDrive,
  type Generated,
  type SimulatedDrive,
  type SimulatedSite,
  type StoredItem,
  type StoredPermission,
  type StoredPrincipal,
} from '../../src/demo/index.js';
import { sensitiveNames } from '../../src/derive/sensitive-names.js';
import { smallTenant } from './broken-scan.js';

export const PREMIUM = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
const NAMES = sensitiveNames(DEFAULT_LEXICON);
export const COPILOT = '639dec6b-bb19-468b-871c-c5c441c4b0cb';
export const INTUNE = '061f9ace-7d42-4136-88ac-31dc755f143f';

/** The tidy twin with a seat of Copilot in use and a list of patients in a OneDrive, which nobody else can open. */
export function tidy(): Generated {
  const generated = smallTenant('clean');
  generated.tenant.pageSizes = {};
  // So that one site has a name that looks like PHI.
  clinicalSite(generated).site.displayName = 'Patient records';
  oneShareEach(generated);
  const holder = members(generated)[0];
  holder?.assignedLicenses?.push({ skuId: COPILOT, disabledPlans: [] });
  const [file] = oneDriveFile(generated);
  file.name = 'Patient list.xlsx';
  return generated;
}

/** In a library of thirty files a second share is sprawl already. */
function oneShareEach({ tenant }: Generated): void {
  const libraries = tenant.sites.filter(({ site }) => site.isPersonalSite !== true).flatMap(({ drives }) => drives);
  for (const { permissions, breaksInheritance, items } of libraries) {
    const [, ...more] = [...permissions.keys()].filter((id) => id !== items[0]?.id);
    for (const id of more) {
      permissions.delete(id);
      breaksInheritance.delete(id);
    }
  }
}

export const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the tenant has no ${what}`);
  return value;
};
export const members = ({ tenant }: Generated) =>
  tenant.users.filter((u) => u.userType === 'Member' && u.accountEnabled === true).sort((a, b) => (a.id < b.id ? -1 : 1));
export const guest = ({ tenant }: Generated) =>
  found(
    tenant.users.find((u) => u.userType === 'Guest'),
    'guest',
  );
export const sku = ({ tenant }: Generated, id: string) =>
  found(
    tenant.skus.find((s) => s.skuId === id),
    'licence',
  );
export const dropPlan = (generated: Generated, id: string, plan: string) => {
  const one = sku(generated, id);
  one.servicePlans = (one.servicePlans ?? []).filter((p) => p.servicePlanName !== plan);
};
export const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

export function oneDriveFile({ tenant }: Generated): [StoredItem, SimulatedDrive] {
  const site = found(
    tenant.sites.find((s) => s.site.isPersonalSite === true),
    'OneDrive',
  );
  const drive = found(site.drives[0], 'drive');
  return [
    found(
      drive.items.find((i) => i.file !== undefined),
      'file',
    ),
    drive,
  ];
}

/** An unshared file of a site that is named after nobody's patients, by somebody who works here. */
export function plainFile(generated: Generated, place: number): [StoredItem, SimulatedDrive] {
  const working = new Set(members(generated).map((u) => u.id));
  const clinical = new Set(generated.planted.clinicalFolders.map((f) => f.driveId));
  const office = new Set(generated.planted.folders.map((f) => f.driveId));
  const drives = generated.tenant.sites
    .filter((s) => s.site.isPersonalSite !== true && NAMES.match(s.site.displayName ?? '') === null)
    .flatMap((s) => s.drives)
    .filter((d) => !clinical.has(d.drive.id) && !office.has(d.drive.id));
  const isPlain = (d: SimulatedDrive, i: StoredItem): boolean => {
    const above = d.items.find((one) => one.id === i.parentReference.id);
    return NAMES.match(i.name) === null && (above === undefined || isPlain(d, above));
  };
  const files = drives.flatMap((d) =>
    d.items
      .filter((i) => isPlain(d, i))
      .filter((i) => i.file !== undefined && !d.permissions.has(i.id) && working.has(i.createdBy.user?.id ?? ''))
      .map((i) => [i, d] as [StoredItem, SimulatedDrive]),
  );
  return found(files[place], 'file');
}

export const add = ([item, drive]: [{ id: string }, SimulatedDrive], ...entries: StoredPermission[]) =>
  drive.permissions.set(item.id, [...(drive.permissions.get(item.id) ?? []), ...entries]);
/** Made by somebody who works here, unless told otherwise. */
export const link = (generated: Generated, scope: string, maker = members(generated)[0]): StoredPermission => ({
  id: `link-${scope}`,
  roles: ['read'],
  shareId: 'u!aHR0cHM6Ly9rZXk',
  link: { scope, type: 'view', webUrl: 'https://contoso.sharepoint.com/:x:/s/a/key' },
  made: { by: person(found(maker, 'maker')), at: daysAgo(20) },
});
export const everyone = ({ tenant }: Generated): StoredPermission => {
  const loginName = `c:0-.f|rolemanager|spo-grid-all-users/${tenant.id}`;
  return {
    id: Buffer.from(loginName).toString('base64url'),
    roles: ['read'],
    grantedToV2: { siteUser: { id: '10', displayName: 'x', loginName } },
  };
};
export const byName = (user: {
  id: string;
  displayName?: string | null;
  userPrincipalName?: string | null;
}): StoredPermission => ({
  id: Buffer.from(`i:0#.f|membership|${user.userPrincipalName}`).toString('base64url'),
  roles: ['read'],
  grantedToV2: { user: { id: user.id, displayName: user.displayName ?? '' } },
});
export const planted = (
  generated: Generated,
  name: RegExp,
  from = generated.planted.folders,
): [{ id: string }, SimulatedDrive] => {
  const folder = found(
    from.find((f) => name.test(f.name)),
    `folder ${name}`,
  );
  return [{ id: folder.itemId }, found(findDrive(generated.tenant, folder.driveId)?.drive, 'drive')];
};

export const siteOf = ({ tenant }: Generated, groupId: string | undefined): SimulatedSite =>
  found(
    tenant.sites.find((s) => s.site.id === tenant.groups.find((g) => g.group.id === groupId)?.siteId),
    'site of this group',
  );
export const clinicalSite = (generated: Generated) => siteOf(generated, generated.planted.clinicalGroupId);
/** The site of a group in which nobody works with patients, by place in their list. */
export const plainSite = (generated: Generated, place: number): SimulatedSite => {
  const sites = generated.tenant.sites.filter(
    ({ site, drives, collection }) =>
      site.isPersonalSite !== true &&
      collection !== undefined &&
      ![site.displayName ?? '', ...drives.flatMap((d) => d.items.map((i) => i.name))].some((n) => NAMES.match(n) !== null),
  );
  return found(sites[place], 'plain site');
};
export const collectionOf = (site: SimulatedSite) => found(site.collection, 'collection');
export const visitorsOf = (site: SimulatedSite) =>
  found(
    collectionOf(site).groups.find((g) => g.role === 'visitors'),
    'group of visitors',
  ).members;
export const everybody = ({ tenant }: Generated): StoredPrincipal => ({
  loginName: `c:0-.f|rolemanager|spo-grid-all-users/${tenant.id}`,
  title: 'x',
  email: '',
  principalType: 4,
});
export const person = (user: { displayName?: string | null; userPrincipalName?: string | null; mail?: string | null }) =>
  ({
    loginName: `i:0#.f|membership|${(user.userPrincipalName ?? '').toLowerCase()}`,
    title: user.displayName ?? '',
    email: user.mail ?? '',
    principalType: 1,
  }) satisfies StoredPrincipal;
export const leaver = ({ tenant, planted: { leaversList } }: Generated) =>
  found(
    tenant.users.find((u) => u.userPrincipalName === leaversList[0]?.upn),
    'leaver',
  );

/** Staff who are not in the clinical group. */
export function outsiders(generated: Generated) {
  const groups = generated.tenant.groups.filter((one) => one.group.id === generated.planted.clinicalGroupId);
  const inside = new Set(groups.flatMap((one) => [...one.memberIds, ...one.ownerIds]));
  return members(generated).filter((user) => !inside.has(user.id));
}
export const clerk = (generated: Generated) => found(outsiders(generated)[0], 'person outside the clinical group');
