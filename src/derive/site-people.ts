/** People who look after a site collection: administrators, owners, and who is asked for access. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import type { Audience, Audiences } from './audiences.js';
import type { Collection } from './collection.js';
import { type Directory, departed } from './directory.js';
import { userOf } from './principals.js';
import type { SiteAdmin, SiteRow } from './rows.js';
import type { DeriveSettings } from './settings.js';

export interface SitePeopleContext {
  readonly directory: Directory;
  readonly audiences: Audiences;
  readonly settings: DeriveSettings;
}

type Owner = { readonly name: string; readonly departed: Tri };

const NAMELESS: Gap = { reason: 'failed', detail: 'SharePoint does not name an administrator of a site' };
const NO: Tri = known(false);

export function adminsOf({ admins, ownGroup }: Collection, context: SitePeopleContext): SiteRow['admins'] {
  const { audiences } = context;
  return mapKnown(admins, (list) => list.map((principal) => adminOf(principal, audiences.of(principal, ownGroup), context)));
}

function adminOf(principal: Principal, audience: Audience, context: SitePeopleContext): SiteAdmin {
  const name = audience.label === '' ? (principal.loginName ?? 'Nameless') : audience.label;
  const kind = kindOf(audience);
  if (kind === 'person' || kind === 'guest') return { name, kind, departed: departedOf(principal, context) };
  const gap = audience.orgWide.known ? NAMELESS : audience.orgWide.gap;
  return { name, kind, departed: kind === 'unknown' ? unknown(gap) : NO };
}

function kindOf({ kind, orgWide }: Audience): SiteAdmin['kind'] {
  if (!orgWide.known) return 'unknown';
  if (orgWide.value) return 'everybody';
  switch (kind) {
    case 'person':
    case 'guest':
    case 'application':
      return kind;
    case 'own-group':
    case 'group':
      return 'group';
    default:
      return 'unknown';
  }
}

function departedOf(principal: Principal, { directory, settings }: SitePeopleContext): Tri {
  const { user, key } = userOf(principal, directory);
  return departed(user?.id ?? key, directory, settings.now);
}

/** Of a site with a group its owners; of another one the people among its administrators and in its Owners group. */
export function ownersOf(collection: Collection, context: SitePeopleContext): SiteRow['owners'] {
  const { directory, settings } = context;
  const { ownGroup, admins, groups } = collection;
  if (!ownGroup.known) return ownGroup;
  if (ownGroup.value !== null) {
    const gap = directory.gaps.links ?? directory.gaps.users;
    if (gap !== null) return unknown(gap);
    const owners = (directory.owners.get(ownGroup.value) ?? []).map((link) => link.memberId);
    return known(
      owners
        .filter((id) => directory.users.get(id)?.userType !== 'Guest')
        .map((id) => ({
          name: directory.users.get(id)?.displayName ?? id,
          departed: departed(id, directory, settings.now),
        })),
    );
  }
  if (!admins.known) return admins;
  const owners = groups.all.filter((g) => g.role === 'owners');
  if (owners.length === 0 && groups.gap !== null) return unknown(groups.gap);
  const principals = [...admins.value];
  for (const { members } of owners) {
    if (!members.known) return members;
    principals.push(...members.value);
  }
  return peopleOf(principals, collection, context);
}

/** The people behind principals, each once; guests do not count. */
function peopleOf(principals: readonly Principal[], collection: Collection, context: SitePeopleContext): Known<readonly Owner[]> {
  const { directory, audiences, settings } = context;
  const people = new Map<string, Owner>();
  for (const principal of principals) {
    for (const { audience, principal: one } of audiences.each(principal, collection.ownGroup, collection.groups)) {
      if (audience.kind === 'guest' || audience.kind === 'application') continue;
      if (audience.kind === 'person') {
        const { user, key } = userOf(one, directory);
        const id = user?.id ?? key;
        people.set(id ?? audience.label, { name: audience.label, departed: departed(id, directory, settings.now) });
        continue;
      }
      // Everybody looks after nothing.
      if (audience.people === 'everybody') continue;
      if (!audience.people.known) return audience.people;
      for (const id of audience.people.value)
        people.set(id, { name: directory.users.get(id)?.displayName ?? id, departed: departed(id, directory, settings.now) });
    }
  }
  return known([...people.values()]);
}

const NO_ADDRESS: Gap = { reason: 'failed', detail: 'SharePoint left out where requests for access go' };

/** Who gets requests for access, web by web. */
export function accessRequestsOf(collection: Collection, context: SitePeopleContext): SiteRow['accessRequests'] {
  if (collection.objectsGap !== null) return unknown(collection.objectsGap);
  const owners = ownersOf(collection, context);
  const rows = [];
  for (const web of collection.objects) {
    if (web.kind !== 'web') continue;
    const to = web.requestAccessEmail;
    if (to === null) return unknown(NO_ADDRESS);
    const gone = PLACEHOLDER.test(to.trim()) ? ownersDeparted(owners, to, context) : addressesDeparted(to, context);
    rows.push({ webUrl: web.webUrl, to, departed: gone, membersCanShare: web.membersCanShare });
  }
  return known(rows);
}

/**
 * What Microsoft writes where requests go to the owners of the site. That it is this address and no other was read in
 * public threads and never tried, so it excuses a site that has an owner, and accuses none.
 */
const PLACEHOLDER = /^someone@(?:example|someone)\.com$/i;

function ownersDeparted(owners: SiteRow['owners'], to: string, context: SitePeopleContext): Tri {
  if (!owners.known) return owners;
  const isHeld = owners.value.some(({ departed: gone }) => gone.known && !gone.value);
  return isHeld ? NO : addressesDeparted(to, context);
}

const NOT_A_PERSON: Gap = { reason: 'failed', detail: 'requests for access go to an address that is nobody’s in the directory' };

/** Yes where every address is one of somebody who left; no where one of them is alive, or nobody is asked. */
function addressesDeparted(text: string, { directory, settings }: SitePeopleContext): Tri {
  const addresses = text
    .split(/[;,]/)
    .map((a) => a.trim().toLowerCase())
    .filter((a) => a !== '');
  if (addresses.length === 0) return NO;
  const judged = addresses.map((address): Tri => {
    const user = directory.usersByName.get(address) ?? directory.usersByMail.get(address);
    if (user !== undefined) return departed(user.id, directory, settings.now);
    if (directory.groupMails.has(address)) return NO;
    return unknown(directory.gaps.users ?? directory.gaps.groups ?? NOT_A_PERSON);
  });
  return judged.find((j) => j.known && !j.value) ?? judged.find((j) => !j.known) ?? known(true);
}
