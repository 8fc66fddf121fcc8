/** Restricted Access Control: the groups whose members alone get into a site, whatever its permissions say. */
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import type { SiteProperties } from '../evidence/sharepoint.js';
import type { Audiences } from './audiences.js';
import type { Directory } from './directory.js';
import type { DeriveSettings } from './settings.js';

/** Who is left of everybody. */
export interface Limit {
  /** The same limit has the same key. */
  readonly key: string;
  /** Enabled members who get in. */
  readonly people: ReadonlySet<string>;
  /** The same with guests. */
  readonly everyone: ReadonlySet<string>;
  /** Of those, the members of the site's own group, where it counts as its audience. */
  readonly own: ReadonlySet<string>;
  readonly isAllStaff: Tri;
}

const LEFT_OUT: Gap = { reason: 'failed', detail: 'SharePoint left out whether Restricted Access Control is on' };
const NO_GROUPS: Gap = { reason: 'failed', detail: 'Restricted Access Control is on, and its groups are not named' };
const NOBODY: ReadonlySet<string> = new Set();

/** Ids of the groups of a site's own setting; null: it is off. The setting of a team does not reach its channels' sites. */
export function restrictedTo(properties: Known<SiteProperties>, ownGroup: Known<string | null>): Known<readonly string[] | null> {
  if (!properties.known) return properties;
  const { restrictedAccessControl: isOn, restrictedAccessControlGroups: groups } = properties.value;
  if (isOn === null) return unknown(LEFT_OUT);
  if (!isOn) return known(null);
  if (groups !== null && groups.length > 0) return known(groups.map((id) => id.toLowerCase()));
  if (groups === null) return unknown(NO_GROUPS);
  if (!ownGroup.known) return ownGroup;
  return ownGroup.value === null ? unknown(NO_GROUPS) : known([ownGroup.value]);
}

interface Sources {
  readonly audiences: Audiences;
  readonly directory: Directory;
  readonly settings: DeriveSettings;
}

/** The limit that groups make; null where it is off, and where nobody can say that it is on. A gap: it is on, for nobody knows whom. */
export function limitOf(
  properties: Known<SiteProperties>,
  ownGroup: Known<string | null>,
  { audiences, directory, settings }: Sources,
): Known<Limit> | null {
  const groups = restrictedTo(properties, ownGroup);
  if (!groups.known) return properties.known && properties.value.restrictedAccessControl === true ? groups : null;
  if (groups.value === null) return null;
  const ids = groups.value;
  const people = new Set<string>();
  const everyone = new Set<string>();
  for (const id of ids) {
    if (!directory.groups.has(id) && directory.gaps.groups !== null) return unknown(directory.gaps.groups);
    const members = audiences.members(id);
    const guests = audiences.guests(id);
    if (!members.known) return members;
    if (!guests.known) return guests;
    for (const member of members.value) people.add(member);
    for (const guest of guests.value) everyone.add(guest.id);
  }
  for (const id of people) everyone.add(id);
  const ownId = ownGroup.known ? ownGroup.value : null;
  return known({
    key: `${[...ids].sort().join(',')}/${ownId ?? ''}`,
    people,
    everyone,
    own: ownId === null ? NOBODY : ownAudience(ownId, audiences, directory),
    isAllStaff: mapKnown(
      directory.enabledMembers,
      (staff) => staff > 0 && people.size >= settings.thresholds.orgWideShare * staff,
    ),
  });
}

/** A public group, or one of nearly everybody, is no audience that a site was made for. */
function ownAudience(groupId: string, audiences: Audiences, directory: Directory): ReadonlySet<string> {
  const group = directory.groups.get(groupId);
  const allStaff = audiences.isAllStaff(groupId);
  if (group === undefined || group.visibility === 'Public' || (allStaff.known && allStaff.value)) return NOBODY;
  const members = audiences.members(groupId);
  return members.known ? members.value : NOBODY;
}
