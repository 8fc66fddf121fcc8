/** The forgotten site of the hospital: a classic archive with a folder of treatment notes, and the ways in which it may be open. */
import type { SimulatedGroup, SimulatedSite, StoredItem, StoredPrincipal } from '../tenant.js';
import { siteProperties } from './administration.js';
import { makeSite } from './content.js';
import { byLink, everyoneInside, personOf, securityGroupOf, toSiteGroup } from './grants.js';
import type { HospitalGroups, HospitalPeople } from './hospital-people.js';
import { Library } from './library.js';
import { daysAgo, type Making } from './making.js';
import { NAMES } from './names.js';
import { defaultGroups, lastContentOf, ordinaryLists } from './sharepoint.js';

/**
 * `subsite`: the folder lies in a subsite with permissions of its own. `dynamic-group`: a group of nearly all staff stands
 * in place of the claim. `organization-link`: a link that nobody opened does. `restricted-access`: the claim is there, and
 * access to the site is restricted to one group.
 */
export type Twist = 'subsite' | 'dynamic-group' | 'organization-link' | 'restricted-access';

export interface Archive {
  /** The root web, and the subsite where there is one. */
  readonly sites: readonly SimulatedSite[];
  readonly root: SimulatedSite;
  /** Where the folder lies. */
  readonly holder: SimulatedSite;
  readonly library: Library;
  readonly folder: StoredItem;
}

const PATH = '/sites/RevCycle-Archive';
const TITLE = 'RevCycle Archive';
const FOLDER = 'Treatment Notes 2022';
export const NOTES = 47;
/** Four years and two months, and four years. */
const CREATED = 1522;
const MODIFIED = 1462;

interface Given {
  readonly people: HospitalPeople;
  readonly groups: HospitalGroups;
  readonly allStaff: SimulatedGroup | null;
  readonly twist: Twist | null;
  readonly isClean: boolean;
}

function visitorsOf(making: Making, { allStaff, groups, twist, isClean }: Given): StoredPrincipal[] {
  if (isClean || twist === 'organization-link') return [securityGroupOf(groups.revCycle)];
  if (allStaff !== null) return [securityGroupOf(allStaff)];
  return [everyoneInside(making.tenantId, making.words.everyone)];
}

function subsiteOf(making: Making, root: SimulatedSite): SimulatedSite {
  const made = makeSite(making, making.host, `${PATH}/clinic2022`, 'Clinic 2022', false);
  const [host, collection] = (root.site.id ?? '').split(',');
  const { siteCollection: _, root: __, ...site } = made.site;
  // Graph gives a subsite no `root`, and the id of the collection that it shares.
  return {
    ...made,
    site: { ...site, id: `${host},${collection},${making.random.guid()}`, createdDateTime: daysAgo(making, 1600) },
  };
}

export function makeArchive(making: Making, given: Given): Archive {
  const { people, groups, twist, isClean } = given;
  const { random } = making;
  const by = people.creator;
  const root = makeSite(making, making.host, PATH, TITLE, false);
  root.site.createdDateTime = daysAgo(making, 1900);
  root.site.lastModifiedDateTime = daysAgo(making, MODIFIED);
  const titles = ['RevCycle-Archive Owners', 'RevCycle-Archive Members', 'RevCycle-Archive Visitors'] as const;
  const entries = (): ReturnType<typeof toSiteGroup>[] => [
    toSiteGroup(3, titles[0], 'owner'),
    toSiteGroup(5, titles[1], 'write'),
    toSiteGroup(4, titles[2], 'read'),
  ];
  const made = { by, created: 1800, modified: MODIFIED };
  const rootLibrary = new Library(making, root, made, entries());
  const subsite = twist === 'subsite' ? subsiteOf(making, root) : null;
  const library = subsite === null ? rootLibrary : new Library(making, subsite, made, entries());
  library.drive.drive.name = 'Shared Documents';
  rootLibrary.drive.drive.name = 'Shared Documents';
  const folder = library.folder(library.root, FOLDER, { by, created: CREATED, modified: MODIFIED });
  for (let number = 0; number < NOTES; number += 1) {
    const created = random.int(MODIFIED + 1, CREATED - 1);
    const name = `${random.pick(NAMES.en.last)}_${daysAgo(making, created).slice(0, 10)}_${number + 1}_treatment_note.docx`;
    library.file(folder, name, { by, created, modified: MODIFIED });
  }
  const holder = subsite ?? root;
  if (twist === 'organization-link' && !isClean) {
    const link = byLink(making, holder.site.webUrl ?? '', { scope: 'organization', type: 'view', isFolder: true });
    library.grant(folder, { ...link, made: { by: personOf(by), at: folder.createdDateTime } });
  }
  const owners = (isClean ? people.staff.slice(100, 102) : [by]).map(personOf);
  for (const one of subsite === null ? [root] : [root, subsite]) {
    one.web = { ...one.web, membersCanShare: false, lists: ordinaryLists(one) };
  }
  root.collection = {
    groups: defaultGroups(titles, [3, 5, 4], [owners, [securityGroupOf(groups.revCycle)], visitorsOf(making, given)]),
    admins: owners,
    properties: siteProperties({
      LastContentModifiedDate: lastContentOf(holder),
      LockState: isClean ? 'ReadOnly' : 'Unlock',
      Owner: owners[0]?.title ?? '',
      OwnerEmail: owners[0]?.email ?? '',
      RestrictedAccessControl: twist === 'restricted-access',
      RestrictedAccessControlGroups: twist === 'restricted-access' ? [groups.revCycle.group.id] : [],
      SharingCapability: 0,
      Template: 'STS#0',
    }),
    lastActivityDate: daysAgo(making, MODIFIED).slice(0, 10),
  };
  return { sites: subsite === null ? [root] : [root, subsite], root, holder, library, folder };
}
