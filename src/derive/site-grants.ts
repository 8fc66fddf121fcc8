/** Who is let in at the webs and lists of a site collection, and what that reaches. */
import type { Gap } from '../evidence/coverage.js';
import type { Known } from '../evidence/known.js';
import type { SecurableObject } from '../evidence/sharepoint.js';
import type { Audiences } from './audiences.js';
import { type Collection, listOfDrive } from './collection.js';
import type { Directory } from './directory.js';
import type { GrantPool } from './grant-pool.js';
import {
  grantsOfAdmins,
  grantsOfAssignments,
  grantsOfDefaultGroup,
  type Place,
  type PlacedGrant,
  placeOf,
  publicSite,
} from './grants.js';
import type { Reach, ReachBook } from './reach-book.js';
import type { SiteGrant } from './rows.js';
import type { DeriveSettings } from './settings.js';

export interface SiteGrantContext {
  readonly audiences: Audiences;
  readonly directory: Directory;
  readonly settings: DeriveSettings;
  readonly book: ReachBook;
  readonly pool: GrantPool;
}

export interface SiteGrants {
  readonly grants: readonly SiteGrant[];
  /** What is let in at the top of each web and list that does not inherit; and at items of lists that are no libraries. */
  readonly tops: readonly Reach[];
  readonly items: readonly Reach[];
  /** What keeps `grants` from being whole; null: nothing. */
  readonly gap: Gap | null;
}

/** Microsoft's roles of the three default groups; what they hold on a site that answers is read from its assignments. */
const ROLES = { owners: 'owner', members: 'write', visitors: 'read' } as const;
const TITLES = { owners: 'Owners', members: 'Members', visitors: 'Visitors' } as const;

export function siteGrants(collection: Collection, context: SiteGrantContext): SiteGrants {
  const { directory, settings, audiences } = context;
  const place = placeOf({
    audiences,
    groups: collection.groups,
    ownGroup: collection.ownGroup,
    staff: directory.enabledMembers,
    now: settings.now,
    driveOwnerId: null,
  });
  const admins = collection.admins.known ? grantsOfAdmins(collection.admins.value, place) : [];
  const grants: SiteGrant[] = [];
  const tops: Reach[] = [];
  const items: Reach[] = [];
  let gap = collection.objectsGap ?? collection.adminsGap;
  const put = (placed: readonly PlacedGrant[], where: Where, into: Reach[]) => {
    const list = context.pool.list(placed);
    for (const grant of list) grants.push({ ...grant, ...where });
    const withAdmins = admins.length === 0 ? placed : [...placed, ...admins];
    into.push(context.book.reachOf(context.pool.list(withAdmins), withAdmins, collection.ownGroup, collection.limit));
  };
  const root = rootWeb(collection);
  const libraryOf = libraryTest(collection);
  const lists = new Map(collection.objects.flatMap((o) => (o.kind === 'list' ? [[o.listId, o] as const] : [])));
  for (const object of collection.objects) {
    if (object.assignments === null || isOfDesign(object.path)) continue;
    if (object.kind === 'item' && libraryOf(object) !== 'none') {
      if (libraryOf(object) === 'unlisted') gap ??= UNLISTED;
      continue;
    }
    if (!object.assignments.known) {
      gap ??= object.assignments.gap;
      continue;
    }
    const where = whereOf(object, object === root, lists);
    put(grantsOfAssignments(object.assignments.value, false, place), where, object.kind === 'item' ? items : tops);
  }
  const top = { on: 'web', title: collection.root.displayName, url: collection.root.webUrl, isTop: true } as const;
  put([...defaultGroups(collection, place), ...publicSite(collection.joinable, directory)], top, tops);
  for (const grant of context.pool.list(admins)) grants.push({ ...grant, ...top });
  return { grants, tops, items, gap };
}

type Where = Pick<SiteGrant, 'on' | 'title' | 'url' | 'isTop'>;

/** Templates of document libraries: they have drives, whether or not Graph listed them. */
const LIBRARIES: readonly (number | null)[] = [101, 700];

/** Master pages, styles and form templates of publishing sites: open to all by Microsoft's own default, and nobody's documents. */
function isOfDesign(path: string): boolean {
  return /\/(?:_catalogs|Style Library|FormServerTemplates)(?:\/|$)/i.test(path);
}

const UNLISTED: Gap = {
  reason: 'not-yet-read',
  detail: 'a library that Microsoft Graph did not list holds items with permissions of their own',
};

/** Tells items of libraries, which are places of their own where Graph listed the library. */
function libraryTest(collection: Collection): (object: SecurableObject) => 'listed' | 'unlisted' | 'none' {
  const lists = new Set(collection.drives.map(({ drive }) => listOfDrive(drive, collection)?.listId ?? drive.listId));
  return ({ listId, template }) => (lists.has(listId) ? 'listed' : LIBRARIES.includes(template) ? 'unlisted' : 'none');
}

function rootWeb({ objects, root }: Collection): SecurableObject | undefined {
  const webs = objects.filter((o) => o.kind === 'web');
  const webId = root.id.split(',')[2]?.toLowerCase();
  return webs.find((w) => w.webId.toLowerCase() === webId) ?? [...webs].sort((a, b) => a.path.length - b.path.length)[0];
}

function whereOf(object: SecurableObject, isTop: boolean, lists: ReadonlyMap<string | null, SecurableObject>): Where {
  if (object.kind === 'web') return { on: 'web', title: object.title, url: object.webUrl, isTop };
  const list = object.kind === 'list' ? object : lists.get(object.listId);
  // An item's own name may be anything; its list is name enough.
  return { on: object.kind, title: list?.title ?? 'A list', url: addressOf(list, object.webUrl), isTop: false };
}

/** The address of a list; of its web where the list is not known. */
export function addressOf(list: SecurableObject | undefined, webUrl: string): string {
  if (list === undefined || !URL.canParse(webUrl)) return webUrl;
  return `${new URL(webUrl).origin}${list.path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Default groups of which the administration told where the site itself refused. */
function defaultGroups({ groups }: Collection, place: Place): readonly PlacedGrant[] {
  return groups.all.flatMap(({ groupId, role, title, members }) =>
    groupId !== null || role === null || !members.known
      ? []
      : grantsOfDefaultGroup(members.value, ROLES[role], title ?? TITLES[role], place),
  );
}

/** The widest of several tops; unknown where one of them is, unless another is everybody already. */
export function widest(readers: readonly Known<number>[], staff: Known<number>): Known<number> {
  const most = Math.max(0, ...readers.map((r) => (r.known ? r.value : 0)));
  if (staff.known && most >= staff.value && readers.some((r) => r.known && r.value === most)) return { known: true, value: most };
  return readers.find((r) => !r.known) ?? { known: true, value: most };
}
