/** Who may open an item: its own entries, those it inherits, and the `shared` facet that follows from them. */
import type { DriveIndex } from '../drive-index.js';
import { hashOf } from '../random.js';
import type { SimulatedDrive, StoredItem, StoredPermission } from '../tenant.js';

export interface EffectivePermission {
  readonly permission: StoredPermission;
  /** The ancestor that the entry comes from; null: set on the item itself. */
  readonly from: StoredItem | null;
}

function parentOf(index: DriveIndex, item: StoredItem): StoredItem | undefined {
  const { id } = item.parentReference;
  return id === undefined ? undefined : index.item(id);
}

/** Own entries first, then those of each ancestor up to where inheritance is broken. */
export function effectivePermissions(drive: SimulatedDrive, index: DriveIndex, item: StoredItem): EffectivePermission[] {
  const found: EffectivePermission[] = (drive.permissions.get(item.id) ?? []).map((permission) => ({ permission, from: null }));
  let at: StoredItem = item;
  while (!drive.breaksInheritance.has(at.id)) {
    const parent = parentOf(index, at);
    if (parent === undefined) break;
    for (const permission of drive.permissions.get(parent.id) ?? []) found.push({ permission, from: parent });
    at = parent;
  }
  return found;
}

/** Where an entry comes from. Microsoft leaves this object empty at times: its presence is the sign (sharepoint-evidence §1.2). */
export function inheritedFrom(item: StoredItem, ancestor: StoredItem): object {
  if (hashOf(item.id) % 3 === 0) return {};
  const { driveId } = ancestor.parentReference;
  return { driveId, id: ancestor.id, path: `/drives/${driveId}/root:` };
}

/** Whether the item stands at the root of a hierarchy of permissions. */
export function hasOwnSharing(drive: SimulatedDrive, item: StoredItem): boolean {
  return item.root !== undefined || drive.permissions.has(item.id) || drive.breaksInheritance.has(item.id);
}

const WIDEST_FIRST = ['anonymous', 'organization', 'users'];

/** Empty where no link is set: unique permissions, or the unshared root of a hierarchy. */
function facetOf(permissions: readonly StoredPermission[]): object {
  const scopes = permissions.map((one) => one.link?.scope);
  const scope = WIDEST_FIRST.find((one) => scopes.includes(one));
  return scope === undefined ? {} : { scope };
}

/** The item in the list behind the drive has permissions of its own: in SharePoint, whatever is set on an item cuts it off. */
export function hasUniquePermissions(drive: SimulatedDrive, item: StoredItem): boolean {
  return item.root === undefined && hasOwnSharing(drive, item);
}

/** The `shared` facet with `Prefer: hierarchicalsharing`: only where sharing is set. */
export function sharedOfHierarchy(drive: SimulatedDrive, item: StoredItem): object | undefined {
  return hasOwnSharing(drive, item) ? facetOf(drive.permissions.get(item.id) ?? []) : undefined;
}

/** The `shared` facet without it: on everything that anyone but its owner can open, inherited or not. */
export function sharedPlain(drive: SimulatedDrive, index: DriveIndex, item: StoredItem): object | undefined {
  const permissions = effectivePermissions(drive, index, item).map((one) => one.permission);
  const isPrivate = permissions.every(
    (one) => one.link === undefined && one.roles.includes('owner') && one.grantedToV2?.user !== undefined,
  );
  if (isPrivate) return undefined;
  const facet = facetOf(permissions);
  return 'scope' in facet ? facet : { scope: 'users' };
}
