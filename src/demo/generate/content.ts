/** The sites of a practice and what lies in them, ordinary sharing included. */
import type { SimulatedGroup, SimulatedSite, StoredItem } from '../tenant.js';
import { byLink, personOf, toGroupMembers, toGroupOwners, toPerson, toSiteGroup } from './grants.js';
import { allGroups, type Groups } from './groups.js';
import { Library, type Made } from './library.js';
import { count, daysAgo, type Making } from './making.js';
import { NAMES } from './names.js';
import type { People, StoredUser } from './people.js';
import type { Words } from './words.js';

/** An act of sharing with nothing odd about it. */
export interface OrdinaryShare {
  readonly siteId: string;
  readonly driveId: string;
  readonly itemId: string;
  readonly kind: 'link to people' | 'link to the organization' | 'named person' | 'another group';
}

export interface Content {
  readonly sites: SimulatedSite[];
  /** The library of each Microsoft 365 group, by the id of the group. */
  readonly libraries: ReadonlyMap<string, Library>;
  readonly oneDrives: ReadonlyMap<string, Library>;
  readonly ordinaryShares: readonly OrdinaryShare[];
  /** Folders with names that sound of patients, inheriting from their library. */
  readonly clinicalFolders: readonly { readonly library: Library; readonly folder: StoredItem; readonly files: number }[];
}

const OFFICE = ['docx', 'xlsx', 'pptx', 'pdf'] as const;

export function makeSite(making: Making, host: string, path: string, displayName: string, isPersonal: boolean): SimulatedSite {
  const { random } = making;
  const modified = daysAgo(making, random.int(0, 30));
  return {
    site: {
      id: `${host},${random.guid()},${random.guid()}`,
      name: path.slice(path.lastIndexOf('/') + 1),
      displayName,
      webUrl: `https://${host}${path}`,
      createdDateTime: daysAgo(making, random.int(1500, 2400)),
      lastModifiedDateTime: modified,
      isPersonalSite: isPersonal,
      root: {},
      siteCollection: { hostname: host },
    },
    drives: [],
    web: { permissions: null, requestAccessEmail: '', membersCanShare: true, noCrawl: false, lists: [] },
  };
}

/** When a file was made and last touched: some time in the last years, never before its folder. */
function sometime(making: Making, by: StoredUser): Made {
  const created = making.random.int(20, 1200);
  return { by, created, modified: making.random.int(0, created) };
}

export function fill(
  making: Making,
  library: Library,
  parent: StoredItem,
  files: number,
  authors: readonly StoredUser[],
): StoredItem[] {
  const { random, words } = making;
  return Array.from({ length: files }, (_, number) => {
    const name = `${random.pick(words.documents)} ${number + 1}.${random.pick(OFFICE)}`;
    return library.file(parent, name, sometime(making, random.pick(authors)));
  });
}

function fillRecords(making: Making, library: Library, parent: StoredItem, files: number, authors: readonly StoredUser[]): void {
  const { random, words, language } = making;
  for (let number = 0; number < files; number += 1) {
    const made = sometime(making, random.pick(authors));
    const date = daysAgo(making, made.created).slice(0, 10);
    library.file(parent, `${random.pick(words.records)} ${random.pick(NAMES[language].last)} ${date} ${number + 1}.pdf`, made);
  }
}

type Filled = keyof Words['folders'];

/** Files in each folder of a kind of site. */
const VOLUME: Readonly<Record<Filled, number>> = {
  frontOffice: 35,
  clinical: 130,
  billing: 90,
  hr: 35,
  it: 30,
  management: 35,
  home: 12,
  project: 25,
  personal: 6,
};

export function makeContent(making: Making, people: People, groups: Groups): Content {
  const { random, words, scale } = making;
  const sites: SimulatedSite[] = [];
  const libraries = new Map<string, Library>();
  const oneDrives = new Map<string, Library>();
  const clinicalFolders: { library: Library; folder: StoredItem; files: number }[] = [];
  const ordinaryShares: OrdinaryShare[] = [];
  const users = new Map(people.staff.map(({ user }) => [user.id, user] as const));
  const working = people.staff.filter((person) => !person.hasLeft).map((person) => person.user);
  const admins = working.filter((user) => user.department === words.departments.it[0]);
  const [webmaster] = admins;
  if (webmaster === undefined) throw new Error('makeContent: nobody works in IT');
  const volume = (kind: Filled): number => Math.max(1, Math.round(VOLUME[kind] * scale));

  const standardGroups = (title: string, owners: number): ReturnType<typeof toSiteGroup>[] => [
    toSiteGroup(owners, words.owners(title), 'owner'),
    toSiteGroup(owners + 2, words.members(title), 'write'),
    toSiteGroup(owners + 1, words.visitors(title), 'read'),
  ];

  const share = (library: Library, item: StoredItem, kind: OrdinaryShare['kind']): void => {
    const { driveId, siteId } = item.parentReference;
    ordinaryShares.push({ siteId, driveId, itemId: item.id, kind });
    const siteUrl = sites.find((one) => one.site.id === siteId)?.site.webUrl ?? '';
    const [friend, other] = random.shuffle(working);
    if (friend === undefined || other === undefined) return;
    if (kind === 'another group') library.grant(item, toGroupMembers(groups.departments.management, 'read'));
    else if (kind === 'named person') library.grant(item, toPerson(friend, 'read'));
    else {
      const scope = kind === 'link to people' ? 'users' : 'organization';
      const author = working.find((one) => one.id === item.createdBy.user?.id) ?? webmaster;
      const made = { by: personOf(author), at: item.lastModifiedDateTime };
      const recipients = scope === 'users' ? [friend] : [friend, other];
      library.grant(item, { ...byLink(making, siteUrl, { scope, type: 'view' }, recipients), made });
    }
  };

  // The home site, where everybody lands.
  const home = makeSite(making, making.host, '', words.home, false);
  sites.push(home);
  const homeLibrary = new Library(making, home, { by: webmaster, created: 1800, modified: 10 }, standardGroups(words.home, 3));
  const homeFiles = words.folders.home.flatMap((name) => {
    const folder = homeLibrary.folder(homeLibrary.root, name, { by: webmaster, created: 1500, modified: 20 });
    return fill(making, homeLibrary, folder, volume('home'), admins);
  });
  const toAll = count(making, 1, 1, 6);
  for (const file of random.shuffle(homeFiles).slice(0, toAll)) share(homeLibrary, file, 'link to the organization');

  const groupSite = (group: SimulatedGroup, kind: Filled): void => {
    const title = group.group.displayName ?? '';
    const made = makeSite(making, making.host, `/sites/${group.group.mailNickname}`, title, false);
    sites.push(made);
    group.siteId = made.site.id;
    const authors = group.memberIds.map((id) => users.get(id)).filter((user) => user !== undefined);
    const by = random.pick(authors);
    const ownersTitle = words.owners(title);
    const grants = [toGroupOwners(group, ownersTitle), ...standardGroups(title, 5)];
    const library = new Library(making, made, { by, created: 1500, modified: 5 }, grants);
    const email = group.group.mail ?? '';
    library.drive.drive.owner = { group: { id: group.group.id, displayName: title, email } };
    libraries.set(group.group.id, library);
    for (const [at, name] of words.folders[kind].entries()) {
      const folder = library.folder(library.root, name, { by, created: 1400 - at, modified: random.int(1, 60) });
      const isAboutPatients = kind === 'clinical' && at < words.folders.clinical.length - 1;
      if (!isAboutPatients) {
        const files = fill(making, library, folder, volume(kind), authors);
        const [first, second] = files;
        const isSharing = (kind === 'it' || kind === 'management') && at < 2;
        if (kind === 'it' && at === words.folders.it.length - 1) share(library, folder, 'another group');
        if (isSharing && first !== undefined) share(library, first, 'link to people');
        if (isSharing && second !== undefined && at === 0) share(library, second, 'named person');
        continue;
      }
      fillRecords(making, library, folder, volume(kind), authors);
      clinicalFolders.push({ library, folder, files: volume(kind) });
    }
  };
  for (const [department, group] of Object.entries(groups.departments)) groupSite(group, department as Filled);
  for (const group of groups.projects) groupSite(group, 'project');

  const oneDrive = (owner: StoredUser): void => {
    const path = `/personal/${(owner.userPrincipalName ?? '').replaceAll(/[@.-]/g, '_')}`;
    const made = makeSite(making, making.personalHost, path, owner.displayName ?? '', true);
    sites.push(made);
    const created = random.int(430, 1500);
    const library = new Library(making, made, { by: owner, created, modified: 3 }, [toPerson(owner, 'owner')]);
    oneDrives.set(owner.id, library);
    for (const name of words.folders.personal) {
      const folder = library.folder(library.root, name, { by: owner, created, modified: random.int(1, 100) });
      const files = fill(making, library, folder, volume('personal'), [owner]);
      const [first] = files;
      if (first !== undefined && working.includes(owner) && random.chance(0.04)) share(library, first, 'link to people');
    }
  };
  const gone = people.staff.filter((person) => person.hasLeft).map((person) => person.user);
  const some = Math.round(people.staff.length * 0.54);
  for (const owner of [...gone, ...random.shuffle(working)].slice(0, some)) oneDrive(owner);
  oneDrive(people.departed.user);

  if (allGroups(groups).some((group) => group.siteId === undefined && group !== groups.pilot))
    throw new Error('makeContent: a group has no site');
  return { sites, libraries, oneDrives, ordinaryShares, clinicalFolders };
}
