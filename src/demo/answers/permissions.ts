/** `GET …/permissions` of an item: own and inherited entries for an app, for a person only those that concern the person. */
import { type Call, noSuchItem, type Reply } from '../call.js';
import { listReply } from '../paging.js';
import { wrongExpansion } from '../select.js';
import type { SimulatedDrive, StoredIdentitySet, StoredPermission } from '../tenant.js';
import { effectivePermissions, inheritedFrom } from './acl.js';
import { openDrive, openItem } from './items.js';

const EVERYONE_INSIDE = /^c:0-\.f\|rolemanager\|spo-grid-all-users\/|^c:0\(\.s\|true$/;

/** Whether a grant reaches the signed-in person: by name, by group, or by a claim on everyone. */
function concerns(call: Call, set: StoredIdentitySet): boolean {
  const { oid } = call.token;
  if (set.user?.id === oid) return true;
  if (EVERYONE_INSIDE.test(set.siteUser?.loginName ?? '')) return true;
  return call.tenant.groups.some(({ group, memberIds, ownerIds }) => {
    const isIn = memberIds.includes(oid) || ownerIds.includes(oid);
    return isIn && group.id === set.group?.id;
  });
}

/** An app, and the owner of a OneDrive, see every entry; anyone else sees what applies to them (graph-surface §5.2). */
function isShown(call: Call, drive: SimulatedDrive, permission: StoredPermission): boolean {
  if (call.token.idtyp === 'app' || drive.drive.owner?.user?.id === call.token.oid) return true;
  const sets = [
    ...(permission.grantedToV2 === undefined ? [] : [permission.grantedToV2]),
    ...(permission.grantedToIdentitiesV2 ?? []),
  ];
  return sets.some((set) => concerns(call, set));
}

/** The older twins of the identities, which Microsoft still writes: the principal as a user, whatever it is. */
function withOldNames(permission: StoredPermission): object {
  const { grantedToV2: now } = permission;
  const one = now?.user ?? now?.siteGroup ?? now?.group ?? now?.siteUser;
  if (one === undefined) return permission;
  const user = { ...(now?.user?.id === undefined ? {} : { id: now.user.id }), displayName: one.displayName };
  return { ...permission, grantedTo: { user } };
}

export function itemPermissions(call: Call): Reply {
  const drive = openDrive(call);
  if ('status' in drive) return drive;
  const item = openItem(call, drive);
  if (item === null) return noSuchItem();
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const rows = effectivePermissions(drive, call.indexOf(drive), item)
    .filter(({ permission }) => isShown(call, drive, permission))
    .map(({ permission: { made: _, ...permission }, from }) => ({
      ...withOldNames(permission),
      ...(from === null ? {} : { inheritedFrom: inheritedFrom(item, from) }),
    }));
  return listReply(call, rows, {
    name: 'permissions',
    type: 'permission',
    absent: 'omitted',
    size: 200,
    cap: 999,
    overCap: 'cap',
  });
}
