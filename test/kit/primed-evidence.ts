/** The tidy twin with what the worst values can turn bad, so that each of them has something to spoil. */
import type { AccessList, Permission, Principal } from '../../src/evidence/content.js';
import { WHOLE } from '../../src/evidence/datasets.js';
import { known, mapKnown } from '../../src/evidence/known.js';
import { aPolicy } from './policies.js';
import { addRows, allRows, type Crawled, IDLE_TOOL, mapRows, type Taken } from './taken-evidence.js';
import { permission } from './worst-content.js';

/** Gives the tidy twin what the worst values can turn bad: a licensed guest, many readers, a group that may edit, a private list. */
export function primed({ taken }: Pick<Crawled, 'taken'>): Taken {
  const users = allRows(taken, 'users').filter((u) => u.accountEnabled && u.userType === 'Member');
  const guest = allRows(taken, 'users').find((u) => u.userType === 'Guest' && u.accountEnabled);
  const licences = users[0]?.assignedLicenses ?? [];
  let grown = addRows(taken, 'servicePrincipals', WHOLE, [IDLE_TOOL]);
  grown = mapRows(grown, 'users', (u) => (u.id === guest?.id ? { ...u, assignedLicenses: licences } : u));
  const onRoot = (siteId: string | undefined, entry: Partial<Permission>) => {
    const [drive] = taken.drives[siteId ?? ''] ?? [];
    const root = taken.items[drive?.id ?? '']?.find((i) => i.kind === 'root');
    const more = (list: AccessList): AccessList =>
      list.itemId === root?.id
        ? { ...list, permissions: [...list.permissions, { ...permission(list.itemId, entry), id: 'primed' }] }
        : list;
    grown = mapRows(grown, 'accessLists', more, drive?.id);
  };
  // The home site: a third of the staff by name, which is many and not everybody.
  const home = allRows(taken, 'sites').find((s) => new URL(s.webUrl).pathname === '/');
  const third = users.slice(0, Math.ceil(users.length / 3));
  const principals = third.map(
    (u): Principal => ({ kind: 'user', id: u.id, displayName: u.displayName, email: u.mail, loginName: null }),
  );
  onRoot(home?.id, { roles: ['read'], principals });
  // The clinical site: its own group, half of the staff, may edit there.
  const sizes = new Map<string, number>();
  for (const link of allRows(taken, 'groupLinks')) sizes.set(link.groupId, (sizes.get(link.groupId) ?? 0) + 1);
  const own = allRows(taken, 'groupSites').sort((a, b) => (sizes.get(b.groupId) ?? 0) - (sizes.get(a.groupId) ?? 0))[0];
  const loginName = `c:0o.c|federateddirectoryclaimprovider|${own?.groupId}`;
  onRoot(own?.siteId, {
    principals: [{ kind: 'group', id: own?.groupId ?? null, displayName: 'Members', email: null, loginName }],
  });
  // A OneDrive with a list that only its owner opens.
  const personal = allRows(taken, 'sites').find((s) => s.isPersonal);
  const [drive] = taken.drives[personal?.id ?? ''] ?? [];
  const root = taken.items[drive?.id ?? '']?.find((i) => i.kind === 'root');
  if (drive === undefined || root === undefined) throw new Error('the twin has no OneDrive');
  const file = {
    ...root,
    id: 'private-list',
    parentId: root.id,
    name: 'Patient list.xlsx',
    kind: 'file' as const,
    hasSharedFacet: false,
  };
  return addRows(grown, 'items', drive.id, [file]);
}

/** Security defaults off, and a policy in their place that asks everybody. */
export function withPolicy(taken: Taken): Taken {
  const off = mapRows(taken, 'securityDefaults', () => ({ isEnabled: false }));
  return addRows(off, 'conditionalAccess', WHOLE, [aPolicy()]);
}

/** A domain of another organization, which holds rights that a label gives by name. */
const PARTNER = 'partner.example';

/** The hospital with what the worst values of labels, DLP and mail can turn bad. */
export function primedHospital({ taken }: Pick<Crawled, 'taken'>): Taken {
  const home = allRows(taken, 'powerPlatformEnvironments').find((one) => one.isDefault)?.name ?? '';
  // Microsoft's default, which lets nothing out while remote domains do not.
  let grown = mapRows(taken, 'outboundSpamPolicies', (p) => ({ ...p, autoForwardingMode: known('Automatic' as const) }));
  grown = mapRows(grown, 'powerPlatformPolicies', (p) => ({ ...p, environments: { only: [home] } }));
  return mapRows(grown, 'labels', (label) => ({
    ...label,
    encryption: mapKnown(label.encryption, (e) =>
      e === null
        ? e
        : { ...e, rights: mapKnown(e.rights, (rights) => [...rights, { identity: PARTNER, rights: ['VIEW', 'EXTRACT'] }]) },
    ),
  }));
}
