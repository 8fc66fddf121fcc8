/** One site collection as SharePoint itself tells of it: groups, role assignments, settings, and whose it is. */
import type { Drive, Principal, Site } from '../evidence/content.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import type { Channel, RoleAssignment, SecurableObject, SiteProperties } from '../evidence/sharepoint.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Audiences } from './audiences.js';
import type { Directory } from './directory.js';
import { type Limit, limitOf, restrictedTo } from './restricted-access.js';
import type { SiteRow } from './rows.js';
import type { DeriveSettings } from './settings.js';
import type { Sight } from './sight.js';
import type { SiteFacts } from './site-facts.js';
import { type SiteGroups, siteGroupsOf } from './site-groups.js';

export interface Collection {
  readonly id: string;
  /** Its root web, and all of its webs; the same where it has no subsites. */
  readonly root: Site;
  readonly sites: readonly Site[];
  readonly drives: Sight['drives'];
  readonly properties: Known<SiteProperties>;
  readonly admins: Known<readonly Principal[]>;
  /** Why they are not known, where SharePoint was asked for them; null: they are, or it was not. */
  readonly adminsGap: Gap | null;
  readonly groups: SiteGroups;
  readonly objects: readonly SecurableObject[];
  /** What keeps the list of objects from being whole; null: nothing. */
  readonly objectsGap: Gap | null;
  /** What SharePoint was asked and did not tell of it; null: nothing. */
  readonly untold: Gap | null;
  /** The Microsoft 365 group that it was made for, of a channel's site that of its team; null: none. */
  readonly ownGroup: Known<string | null>;
  /** The group that opens it to whoever joins. A channel has people of its own, so it has no such group. */
  readonly joinable: Known<string | null>;
  readonly channelType: SiteRow['channelType'];
  readonly restrictedTo: Known<readonly string[] | null>;
  readonly limit: Known<Limit> | null;
}

export interface CollectionSources {
  readonly evidence: EvidenceReader;
  readonly directory: Directory;
  readonly audiences: Audiences;
  readonly settings: DeriveSettings;
  readonly facts: SiteFacts;
  readonly sight: Sight;
}

/** Sites of a collection are told by one id, whichever web of it they are. */
export async function loadCollection(
  id: string,
  sites: readonly Site[],
  drives: Sight['drives'],
  sources: CollectionSources,
): Promise<Collection> {
  const { evidence, facts, sight } = sources;
  const groups = [];
  for await (const group of evidence.rows('siteGroups', id)) groups.push(group);
  const objects: SecurableObject[] = [];
  for await (const object of evidence.rows('roleAssignments', id)) objects.push(object);
  const objectsGap = gapsOf(sight.shard('roleAssignments', id))[0] ?? null;
  const root = rootOf(sites);
  const properties = facts.properties(id);
  const channelType = channelTypeOf(properties, drives, facts);
  const isChannel = channelType.known && channelType.value !== 'none';
  const joinable = root.isPersonal || isChannel ? known(null) : groupOf(id, properties, sources.directory);
  const own =
    root.isPersonal || (joinable.known && joinable.value !== null) ? joinable : teamOf(joinable, properties, drives, facts);
  return {
    id,
    root,
    sites,
    drives,
    properties,
    admins: facts.admins(id),
    adminsGap: facts.adminsGap(id),
    groups: siteGroupsOf(groups, gapsOf(sight.shard('siteGroups', id))[0] ?? null),
    objects,
    objectsGap: objectsGap ?? (objects.some((o) => o.kind === 'web') ? null : NO_WEB),
    untold: sight.untold(id),
    ownGroup: own,
    joinable,
    channelType,
    restrictedTo: restrictedTo(properties, own),
    limit: limitOf(properties, own, sources),
  };
}

const NO_WEB: Gap = { reason: 'failed', detail: 'SharePoint named no web of the site' };

function rootOf(sites: readonly Site[]): Site {
  const shortest = [...sites].sort((a, b) => a.webUrl.length - b.webUrl.length);
  return (sites.find((s) => s.isRootOfCollection) ?? shortest[0]) as Site;
}

/** No id at all, in the way of SharePoint. */
const NO_ID = /^(?:0{8}-0{4}-0{4}-0{4}-0{12})?$/;

function someId(id: string | null): string | null {
  return id === null || NO_ID.test(id) ? null : id.toLowerCase();
}

/** The group whose site it is, as Graph or SharePoint tells; null: none. */
function groupOf(id: string, properties: Known<SiteProperties>, directory: Directory): Known<string | null> {
  const listed = directory.groupOfCollection.get(id);
  if (listed !== undefined) return known(listed);
  const told = properties.known ? properties.value.groupId : null;
  const own = someId(told);
  if (own !== null) return known(own);
  return told === null ? mapKnown(directory.siteOfGroup, () => null) : known(null);
}

/** The team that a channel's site belongs to; null: it is no such site. */
function teamOf(
  none: Known<string | null>,
  properties: Known<SiteProperties>,
  drives: Collection['drives'],
  facts: SiteFacts,
): Known<string | null> {
  const told = properties.known ? properties.value.teamsChannelType : null;
  const isChannel = told === 'Private' || told === 'Shared';
  const related = isChannel && properties.known ? someId(properties.value.relatedGroupId) : null;
  const team = related ?? channelOf(drives, facts)?.teamId ?? null;
  if (team !== null) return known(team);
  return told === null && facts.channelsGap !== null && none.known ? unknown(facts.channelsGap) : none;
}

function channelOf(drives: Collection['drives'], facts: SiteFacts): Channel | null {
  return drives.map(({ drive }) => facts.channel(drive.id)).find((c) => c !== null) ?? null;
}

function channelTypeOf(
  properties: Known<SiteProperties>,
  drives: Collection['drives'],
  facts: SiteFacts,
): SiteRow['channelType'] {
  const told = properties.known ? properties.value.teamsChannelType : null;
  if (told === 'Private') return known('private');
  if (told === 'Shared') return known('shared');
  const channel = channelOf(drives, facts);
  if (channel !== null) return known(channel.membershipType);
  if (told !== null || facts.channelsGap === null) return known('none');
  return { known: false, gap: facts.channelsGap };
}

/** The assignments that hold at a web or list, its own or those of the nearest web above; null: SharePoint did not tell. */
export interface Top {
  readonly assignments: readonly RoleAssignment[];
  readonly isOwn: boolean;
}

export function topOf(object: SecurableObject, collection: Collection): Top | null {
  let at: SecurableObject | undefined = object;
  for (let steps = 0; at !== undefined && steps < 50; steps += 1) {
    if (at.assignments !== null) return at.assignments.known ? { assignments: at.assignments.value, isOwn: at === object } : null;
    const next: SecurableObject | undefined = above(at, collection);
    // A web between them that was not read may have assignments of its own.
    if (next !== undefined && at.kind === 'web' && collection.objectsGap !== null && !isChild(at.path, next.path)) return null;
    at = next;
  }
  return null;
}

function isChild(path: string, parent: string): boolean {
  const pieces = (text: string) => text.split('/').filter((piece) => piece !== '').length;
  return pieces(path) === pieces(parent) + 1;
}

function above(object: SecurableObject, { objects }: Collection): SecurableObject | undefined {
  const webs = objects.filter((o) => o.kind === 'web');
  if (object.kind !== 'web') return webs.find((w) => w.webId === object.webId);
  const base = (path: string) => `${path.toLowerCase().replace(/\/+$/, '')}/`;
  const isAbove = (web: SecurableObject) =>
    web !== object && base(object.path).startsWith(base(web.path)) && web.path !== object.path;
  return webs.filter(isAbove).sort((a, b) => b.path.length - a.path.length)[0];
}

/** The list behind a drive, by its id, else by its address; null: SharePoint did not tell of it. */
export function listOfDrive(drive: Drive, { objects }: Collection): SecurableObject | null {
  const lists = objects.filter((o) => o.kind === 'list');
  const byId = drive.listId === null ? undefined : lists.find((l) => l.listId === drive.listId);
  const path = pathOf(drive.webUrl);
  return byId ?? (path === null ? null : (lists.find((l) => l.path.toLowerCase().replace(/\/+$/, '') === path) ?? null));
}

function pathOf(address: string): string | null {
  try {
    return decodeURIComponent(new URL(address).pathname).toLowerCase().replace(/\/+$/, '');
  } catch {
    return null;
  }
}

/** Items of a list with permissions of their own, by their number in it. */
export function uniqueItems(listId: string | null, { objects }: Collection): ReadonlyMap<number, SecurableObject> {
  const items = objects.filter((o) => o.kind === 'item' && o.listId === listId && o.assignments !== null);
  return new Map(items.flatMap((o) => (o.itemId === null ? [] : [[o.itemId, o] as const])));
}
