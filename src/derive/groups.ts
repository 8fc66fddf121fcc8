/** Groups with their owners judged, and OneDrives with theirs. */
import { collectionOf } from '../evidence/collections.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import type { Group } from '../evidence/directory.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import type { Audiences } from './audiences.js';
import { type Directory, departed, lastDay } from './directory.js';
import { SITE_ADMINISTRATORS } from './grants.js';
import { guestDomain } from './guest-domain.js';
import { restrictedTo } from './restricted-access.js';
import type { DriveRow, GroupRow, Scope } from './rows.js';
import type { SensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';
import type { Sight } from './sight.js';
import type { SiteFacts } from './site-facts.js';

/** What the pass over a site's drives left behind. */
export interface SiteSummary {
  readonly sensitiveWord: string | null;
}

export interface GroupContext {
  readonly directory: Directory;
  readonly audiences: Audiences;
  readonly names: SensitiveNames;
  readonly settings: DeriveSettings;
  readonly sight: Sight;
  readonly facts: SiteFacts;
  readonly summaries: ReadonlyMap<string, SiteSummary>;
}

function ownersOf(group: Group, { directory, settings }: GroupContext): GroupRow['owners'] {
  const gap = directory.gaps.links ?? directory.gaps.users;
  if (gap !== null) return unknown(gap);
  return known(
    (directory.owners.get(group.id) ?? [])
      .filter((link) => directory.users.get(link.memberId)?.userType !== 'Guest')
      .map((link) => ({
        name: directory.users.get(link.memberId)?.displayName ?? link.memberId,
        departed: departed(link.memberId, directory, settings.now),
      })),
  );
}

/** A word in the group's own name or anywhere on its site; unknown while the site was not read whole. */
function sensitiveWordOf(group: Group, siteId: Known<string | null>, context: GroupContext): Known<string | null> {
  const own = context.names.match(group.displayName);
  if (own !== null) return known(own);
  if (!siteId.known) return siteId;
  if (siteId.value === null) return known(null);
  const summary = context.summaries.get(siteId.value);
  if (summary !== undefined && summary.sensitiveWord !== null) return known(summary.sensitiveWord);
  const gap = unreadPart(siteId.value, context.sight);
  return gap === null ? known(null) : unknown(gap);
}

/** What keeps a site from having been read whole; null: nothing. */
function unreadPart(siteId: string, sight: Sight): Gap | null {
  const lists = gapsOf(sight.shard('drives', siteId))[0];
  if (lists !== undefined) return lists;
  if (!sight.sites.some((s) => s.id === siteId))
    return { reason: 'failed', detail: 'the site of the group is not on the list of sites' };
  for (const { site, drive } of sight.drives) {
    const gap = site.id === siteId ? gapsOf(sight.shard('items', drive.id))[0] : undefined;
    if (gap !== undefined) return gap;
  }
  return null;
}

function restrictionOf(group: Group, siteId: Known<string | null>, facts: SiteFacts): GroupRow['restrictedTo'] {
  if (!siteId.known) return siteId;
  if (siteId.value === null) return known(null);
  return restrictedTo(facts.properties(collectionOf(siteId.value)), known(group.id));
}

export function deriveGroups(context: GroupContext): GroupRow[] {
  const { directory, audiences, settings } = context;
  const intended = new Set(settings.intendedGroups.map((g) => g.toLowerCase()));
  return [...directory.groups.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((group) => {
      const site = mapKnown(directory.siteOfGroup, (map) => map.get(group.id) ?? null);
      const siteId = mapKnown(site, (s) => s?.siteId ?? null);
      return {
        group,
        siteId,
        siteUrl: site.known ? (site.value?.webUrl ?? null) : null,
        isIntended: [group.id, group.displayName, group.mail].some((v) => v !== null && intended.has(v.toLowerCase())),
        owners: ownersOf(group, context),
        members: mapKnown(audiences.members(group.id), (people) => people.size),
        guests: mapKnown(audiences.guests(group.id), (guests) =>
          guests.map((user) => ({ name: user.displayName, domain: guestDomain(user, null, null) })),
        ),
        sensitiveWord: sensitiveWordOf(group, siteId, context),
        restrictedTo: restrictionOf(group, siteId, context.facts),
      };
    });
}

/** OneDrives and libraries, with shares counted from their scopes. */
export function deriveDrives(context: GroupContext, scopes: readonly Scope[], files: ReadonlyMap<string, number>): DriveRow[] {
  const { directory, settings, sight } = context;
  const byDrive = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const list = byDrive.get(scope.drive.id);
    if (list === undefined) byDrive.set(scope.drive.id, [scope]);
    else list.push(scope);
  }
  return sight.drives.map(({ site, drive }) => {
    const own = byDrive.get(drive.id) ?? [];
    const owner = drive.ownerId === null ? undefined : directory.users.get(drive.ownerId);
    const grants = own.flatMap((s) => s.grants.filter((g) => !g.inherited));
    // Administrators were not let in by a share.
    const shares = grants.filter((g) => !g.toDriveOwner && g.audience !== 'site-group' && g.via !== SITE_ADMINISTRATORS);
    const told = [...gapsOf(sight.shard('accessLists', drive.id)), ...gapsOf(sight.shard('items', drive.id))];
    const gap = told[0] ?? sight.untold(collectionOf(site.id)) ?? undefined;
    return {
      drive,
      site,
      isPersonal: site.isPersonal,
      ownerName: owner?.displayName ?? null,
      ownerDeparted: departed(drive.ownerId, directory, settings.now),
      ownerLeftOn: owner === undefined ? known(null) : lastDay(owner, directory),
      liveShares: gap === undefined || shares.length > 0 ? known(shares.length) : unknown(gap),
      files: files.get(drive.id) ?? 0,
      organizationLinks: grants.filter((g) => g.audience === 'organization-link').length,
    };
  });
}
