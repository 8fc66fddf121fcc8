/** Role assignments of webs, lists and items, worked out of the very entries from which Graph's permissions come. */
import { effectivePermissions, hasUniquePermissions } from '../answers/acl.js';
import type { DriveIndex } from '../drive-index.js';
import type { SimulatedDrive, StoredItem, StoredPermission } from '../tenant.js';
import { granted, groupOfLink, LIMITED_ACCESS_GROUP, type Member } from './principals.js';

interface RoleDefinition {
  readonly Id: number;
  readonly Name: string;
  readonly RoleTypeKind: number;
  readonly BasePermissions: { readonly High: string; readonly Low: string };
}

export interface RoleAssignmentRow {
  readonly PrincipalId: number;
  readonly Member: Member;
  readonly RoleDefinitionBindings: readonly RoleDefinition[];
}

/** Read, Contribute, Full Control, Edit, Limited Access: the number of each, its kind and its bits, which are strings. */
const ROLES = {
  limited: [1_073_741_825, 1, '48', '134287360'],
  read: [1_073_741_826, 2, '176', '138612833'],
  contribute: [1_073_741_827, 3, '432', '1011028719'],
  owner: [1_073_741_829, 5, '2147483647', '4294967295'],
  edit: [1_073_741_830, 6, '432', '1011030767'],
} as const;

type Role = keyof typeof ROLES;

/** Names of roles are written in the language of the site, by its locale. */
const NAMES: Readonly<Record<number, Readonly<Record<Role, string>>>> = {
  1033: { limited: 'Limited Access', read: 'Read', contribute: 'Contribute', owner: 'Full Control', edit: 'Edit' },
  1031: { limited: 'Beschränkter Zugriff', read: 'Lesen', contribute: 'Mitwirken', owner: 'Vollzugriff', edit: 'Bearbeiten' },
  1043: { limited: 'Beperkte toegang', read: 'Lezen', contribute: 'Bijdragen', owner: 'Volledig beheer', edit: 'Bewerken' },
  3082: { limited: 'Acceso limitado', read: 'Lectura', contribute: 'Colaborar', owner: 'Control total', edit: 'Edición' },
  1036: { limited: 'Accès limité', read: 'Lecture', contribute: 'Collaboration', owner: 'Contrôle total', edit: 'Modification' },
};

function definition(role: Role, locale: number): RoleDefinition {
  const [Id, RoleTypeKind, High, Low] = ROLES[role];
  return { Id, Name: (NAMES[locale] ?? NAMES[1033])?.[role] ?? role, RoleTypeKind, BasePermissions: { High, Low } };
}

/** On webs and libraries `write` is Edit; on items it is Contribute. */
function roleOf({ roles }: StoredPermission, isItem: boolean): Role {
  if (roles.includes('owner')) return 'owner';
  if (!roles.includes('write')) return 'read';
  return isItem ? 'contribute' : 'edit';
}

/** Rows by principal: one a principal, with all its roles. */
class Rows {
  readonly #rows = new Map<string, { readonly member: Member; readonly roles: Set<Role> }>();

  add(member: Member | null, role: Role): void {
    if (member === null) return;
    const key = member.LoginName.toLowerCase();
    const known = this.#rows.get(key) ?? { member, roles: new Set<Role>() };
    this.#rows.set(key, known);
    // Limited Access comes of grants below; whoever is let in here needs none.
    if (role !== 'limited' || known.roles.size === 0) known.roles.add(role);
  }

  written(locale: number): RoleAssignmentRow[] {
    return [...this.#rows.values()].map(({ member, roles }) => ({
      PrincipalId: member.Id,
      Member: member,
      RoleDefinitionBindings: [...roles].map((role) => definition(role, locale)),
    }));
  }
}

function addEntries(rows: Rows, entries: readonly StoredPermission[], at: StoredItem | null): void {
  for (const entry of entries) {
    if (entry.link !== undefined) {
      if (at !== null) rows.add(groupOfLink(entry, at), roleOf(entry, true));
    } else rows.add(granted(entry), roleOf(entry, at !== null));
  }
}

/** Whoever was let in to something below shows up here with Limited Access, which opens nothing. */
function addLimitedAccess(rows: Rows, drives: readonly SimulatedDrive[], indexOf: (drive: SimulatedDrive) => DriveIndex): void {
  for (const drive of drives) {
    const root = drive.items[0]?.id;
    for (const [itemId, entries] of drive.permissions) {
      const item = itemId === root ? undefined : indexOf(drive).item(itemId);
      if (item === undefined) continue;
      for (const entry of entries) {
        if (entry.link !== undefined) {
          rows.add(groupOfLink(entry, item), 'limited');
          rows.add(LIMITED_ACCESS_GROUP, 'limited');
        } else if (entry.grantedToV2?.siteGroup === undefined) {
          rows.add(granted(entry), 'limited');
        }
      }
    }
  }
}

/** Rows of a web or of a list: its entries, and Limited Access for what is shared in the drives below it. */
export function assignmentsOfPlace(
  entries: readonly StoredPermission[],
  drives: readonly SimulatedDrive[],
  locale: number,
  indexOf: (drive: SimulatedDrive) => DriveIndex,
): RoleAssignmentRow[] {
  const rows = new Rows();
  addEntries(rows, entries, null);
  addLimitedAccess(rows, drives, indexOf);
  return rows.written(locale);
}

/** Rows of an item. Sharing an item copies what it inherited, so that its rows are complete. */
export function assignmentsOfItem(
  drive: SimulatedDrive,
  index: DriveIndex,
  item: StoredItem,
  locale: number,
): RoleAssignmentRow[] {
  const rows = new Rows();
  for (const { permission, from } of effectivePermissions(drive, index, item)) addEntries(rows, [permission], from ?? item);
  return rows.written(locale);
}

/** A drive has items with permissions of their own; each with what is set on it. */
export function uniqueItemsOf(drive: SimulatedDrive, index: DriveIndex): readonly StoredItem[] {
  const ids = new Set([...drive.permissions.keys(), ...drive.breaksInheritance]);
  return [...ids]
    .map((id) => index.item(id))
    .filter((item) => item !== undefined)
    .filter((item) => hasUniquePermissions(drive, item));
}
