/** One row a person: the account joined with licences, sign-ins, roles, groups and the leavers list. */
import { gapsOf } from '../evidence/coverage.js';
import type { DirectoryRoleAssignment, SubscribedSku, Timestamp, User } from '../evidence/directory.js';
import { type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import { COPILOT_PLANS, ELIGIBLE_BASE_SKUS, NOT_A_BASE_SKUS } from '../evidence/service-plans.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Audiences } from './audiences.js';
import { type Directory, departed, leftOn } from './directory.js';
import type { Person } from './rows.js';
import type { DeriveSettings } from './settings.js';

const DAY_MS = 86_400_000;

/** The last successful sign-in; where Microsoft has none (it began in December 2023), the later of the other two. */
export function lastSignIn(user: User): Known<Timestamp | null> {
  return mapKnown(user.signIn, (a) => {
    if (a.lastSuccessful !== null) return a.lastSuccessful;
    const others = [a.lastInteractive, a.lastNonInteractive].filter((d) => d !== null);
    return others.sort((x, y) => Date.parse(y) - Date.parse(x))[0] ?? null;
  });
}

function olderThan(date: string | null, days: number, now: Date): boolean {
  return date !== null && now.getTime() - Date.parse(date) > days * DAY_MS;
}

/** Enabled, licensed, human, made long ago, and signed in once but not for long. Who never signed in is another matter. */
function suspectedLeaver(user: User, isHuman: boolean, settings: DeriveSettings): Tri {
  const days = settings.thresholds.staleMemberDays;
  const candidate =
    user.userType === 'Member' &&
    user.accountEnabled &&
    isHuman &&
    user.assignedLicenses.length > 0 &&
    // Where Graph leaves the date out, the last sign-in tells: who was last seen long ago was made before that.
    (user.createdDateTime === null || olderThan(user.createdDateTime, days, settings.now));
  if (!candidate) return known(false);
  return mapKnown(lastSignIn(user), (last) => last !== null && olderThan(last, days, settings.now));
}

function copilotSeat(user: User, skus: Known<ReadonlyMap<string, SubscribedSku>>): Tri {
  if (user.assignedLicenses.length === 0) return known(false);
  return mapKnown(skus, (map) =>
    user.assignedLicenses.some((licence) =>
      (map.get(licence.skuId)?.servicePlans ?? []).some((p) => COPILOT_PLANS.has(p.id) && !licence.disabledPlans.includes(p.id)),
    ),
  );
}

function eligibleBase(user: User): Tri {
  if (user.assignedLicenses.some((l) => ELIGIBLE_BASE_SKUS.has(l.skuId.toLowerCase()))) return known(true);
  const strange = user.assignedLicenses.find((l) => !NOT_A_BASE_SKUS.has(l.skuId.toLowerCase()));
  if (strange === undefined) return known(false);
  return unknown({ reason: 'failed', detail: `product ${strange.skuId} is not in the table of Copilot bases` });
}

async function rolesByPrincipal(evidence: EvidenceReader): Promise<Known<ReadonlyMap<string, readonly string[]>>> {
  const roles = new Map<string, string[]>();
  for await (const row of evidence.rows('directoryRoles') as AsyncIterable<DirectoryRoleAssignment>) {
    roles.set(row.principalId, [...(roles.get(row.principalId) ?? []), row.roleName]);
  }
  const gap = gapsOf(evidence.coverage('directoryRoles'))[0];
  return gap === undefined ? known(roles) : unknown(gap);
}

async function skusById(evidence: EvidenceReader): Promise<Known<ReadonlyMap<string, SubscribedSku>>> {
  const skus = new Map<string, SubscribedSku>();
  for await (const sku of evidence.rows('subscribedSkus')) skus.set(sku.skuId, sku);
  const gap = gapsOf(evidence.coverage('subscribedSkus'))[0];
  return gap === undefined ? known(skus) : unknown(gap);
}

/** Every user of the directory as a joined row, in the order of the user principal names. */
export async function derivePeople(
  evidence: EvidenceReader,
  directory: Directory,
  audiences: Audiences,
  settings: DeriveSettings,
): Promise<Person[]> {
  const skus = await skusById(evidence);
  const roles = await rolesByPrincipal(evidence);
  const setAside = new Set(settings.setAsideAccounts.map((a) => a.toLowerCase()));
  const linksGap = directory.gaps.links ?? directory.gaps.groups;
  const groupName = (id: string) => directory.groups.get(id)?.displayName ?? id;
  const groupsOf = (links: Directory['members']) => {
    const map = new Map<string, string[]>();
    for (const [groupId, list] of links)
      for (const link of list) map.set(link.memberId, [...(map.get(link.memberId) ?? []), groupName(groupId)]);
    return (userId: string): Known<readonly string[]> => {
      const found = (map.get(userId) ?? []).sort();
      return linksGap === null ? known(found) : unknown(linksGap);
    };
  };
  const memberOf = groupsOf(directory.members);
  const ownerOf = groupsOf(directory.owners);
  const pilots = audiences.pilots(settings.pilotGroup);
  return [...directory.users.values()]
    .sort((a, b) => (a.userPrincipalName < b.userPrincipalName ? -1 : 1))
    .map((user) => {
      const isHuman =
        !user.isResourceAccount && !setAside.has(user.id.toLowerCase()) && !setAside.has(user.userPrincipalName.toLowerCase());
      return {
        user,
        isHuman,
        isLicensed: user.assignedLicenses.length > 0,
        hasCopilot: copilotSeat(user, skus),
        hasEligibleBasePlan: eligibleBase(user),
        isPilot: mapKnown(pilots, (ids) => ids.has(user.id)),
        lastSignIn: lastSignIn(user),
        leftOn: leftOn(user, directory, settings.now),
        departed: departed(user.id, directory, settings.now),
        suspectedLeaver: suspectedLeaver(user, isHuman, settings),
        directoryRoles: mapKnown(roles, (map) => map.get(user.id) ?? []),
        ownedGroups: ownerOf(user.id),
        memberOfGroups: memberOf(user.id),
        reach: { files: 0, sensitiveFiles: 0 },
      };
    });
}
