/** The ordinary sites of the hospital: a group's, the home site, a OneDrive and a private channel, all of them in order. */
import type { SimulatedGroup, SimulatedSite } from '../tenant.js';
import { siteProperties } from './administration.js';
import { fill, makeSite } from './content.js';
import { personOf, toGroupOwners, toPerson, toSiteGroup, unifiedGroupOf } from './grants.js';
import { Library } from './library.js';
import type { Making } from './making.js';
import type { StoredUser } from './people.js';
import { defaultGroups, lastContentOf, ordinaryLists } from './sharepoint.js';

/** A site as it should be: its own group, two owners who work here, a label, nothing shared. */
export function groupSite(
  making: Making,
  group: SimulatedGroup,
  people: readonly StoredUser[],
  folders: readonly string[],
): SimulatedSite {
  const title = group.group.displayName ?? '';
  const made = makeSite(making, making.host, `/sites/${group.group.mailNickname}`, title, false);
  group.siteId = made.site.id;
  const { words } = making;
  const titles = [words.owners(title), words.members(title), words.visitors(title)] as const;
  const authors = people.filter((user) => group.memberIds.includes(user.id));
  const [by] = authors;
  if (by === undefined) throw new Error(`groupSite: nobody is in ${title}`);
  const library = new Library(making, made, { by, created: 1200, modified: 3 }, [
    toGroupOwners(group, titles[0]),
    toSiteGroup(5, titles[0], 'owner'),
    toSiteGroup(7, titles[1], 'write'),
    toSiteGroup(6, titles[2], 'read'),
  ]);
  library.drive.drive.owner = { group: { id: group.group.id, displayName: title, email: group.group.mail ?? '' } };
  for (const name of folders) {
    fill(making, library, library.folder(library.root, name, { by, created: 1100, modified: 9 }), 12, authors);
  }
  made.web = { ...made.web, membersCanShare: false, requestAccessEmail: by.mail ?? '', lists: ordinaryLists(made) };
  made.collection = {
    groups: defaultGroups(titles, [5, 7, 6], [[unifiedGroupOf(group, 'owners')], [unifiedGroupOf(group, 'members')], []]),
    admins: [unifiedGroupOf(group, 'owners')],
    properties: siteProperties({
      GroupId: group.group.id,
      IsTeamsConnected: true,
      LastContentModifiedDate: lastContentOf(made),
      Owner: `${group.group.id}_o`,
      OwnerEmail: group.group.mail ?? '',
      SharingCapability: 0,
      Template: 'GROUP#0',
    }),
    lastActivityDate: (made.site.lastModifiedDateTime ?? '').slice(0, 10),
  };
  return made;
}

export function homeSite(making: Making, webmasters: readonly StoredUser[]): SimulatedSite {
  const made = makeSite(making, making.host, '', 'Meridian', false);
  const [by] = webmasters;
  if (by === undefined) throw new Error('homeSite: nobody looks after it');
  const titles = ['Meridian Owners', 'Meridian Members', 'Meridian Visitors'] as const;
  const grants = [toSiteGroup(3, titles[0], 'owner'), toSiteGroup(5, titles[1], 'write'), toSiteGroup(4, titles[2], 'read')];
  const library = new Library(making, made, { by, created: 1800, modified: 4 }, grants);
  fill(making, library, library.folder(library.root, 'Branding', { by, created: 900, modified: 20 }), 10, webmasters);
  made.web = { ...made.web, membersCanShare: false, requestAccessEmail: by.mail ?? '', lists: ordinaryLists(made) };
  made.collection = {
    groups: defaultGroups(titles, [3, 5, 4], [webmasters.map(personOf), [], []]),
    admins: webmasters.map(personOf),
    properties: siteProperties({
      LastContentModifiedDate: lastContentOf(made),
      Owner: by.userPrincipalName ?? '',
      OwnerEmail: by.mail ?? '',
      SharingCapability: 0,
      Template: 'SITEPAGEPUBLISHING#0',
    }),
    lastActivityDate: (made.site.lastModifiedDateTime ?? '').slice(0, 10),
  };
  return made;
}

export function oneDrive(making: Making, owner: StoredUser): SimulatedSite {
  const path = `/personal/${(owner.userPrincipalName ?? '').replaceAll(/[@.-]/g, '_')}`;
  const made = makeSite(making, making.personalHost, path, owner.displayName ?? '', true);
  const library = new Library(making, made, { by: owner, created: 500, modified: 3 }, [toPerson(owner, 'owner')]);
  fill(making, library, library.folder(library.root, 'Notes', { by: owner, created: 400, modified: 3 }), 5, [owner]);
  made.web.membersCanShare = false;
  made.collection = {
    groups: [],
    admins: [personOf(owner)],
    properties: siteProperties({
      LastContentModifiedDate: lastContentOf(made),
      Owner: owner.userPrincipalName ?? '',
      OwnerEmail: owner.mail ?? '',
      SharingCapability: 0,
      Template: 'SPSPERS#10',
    }),
    lastActivityDate: lastContentOf(made).slice(0, 10),
  };
  return made;
}

/** A private channel of the benefits team: a site of its own, with people of its own. */
export function privateChannel(making: Making, team: SimulatedGroup, people: readonly StoredUser[]): SimulatedSite {
  const name = 'Open enrollment';
  const made = makeSite(making, making.host, `/sites/${team.group.mailNickname}-OpenEnrollment`, `HR-Benefits-${name}`, false);
  const members = people.filter((user) => team.memberIds.includes(user.id)).slice(0, 6);
  const [by] = members;
  if (by === undefined) throw new Error('privateChannel: nobody is in it');
  const titles = [`${name} Owners`, `${name} Members`, `${name} Visitors`] as const;
  const grants = [toSiteGroup(3, titles[0], 'owner'), toSiteGroup(5, titles[1], 'write'), toSiteGroup(4, titles[2], 'read')];
  const library = new Library(making, made, { by, created: 300, modified: 3 }, grants);
  fill(making, library, library.folder(library.root, name, { by, created: 299, modified: 3 }), 8, members);
  made.web = { ...made.web, membersCanShare: false, requestAccessEmail: by.mail ?? '' };
  made.collection = {
    groups: defaultGroups(titles, [3, 5, 4], [members.slice(0, 2).map(personOf), members.map(personOf), []]),
    admins: [unifiedGroupOf(team, 'owners')],
    properties: siteProperties({
      IsTeamsChannelConnected: true,
      LastContentModifiedDate: lastContentOf(made),
      Owner: by.userPrincipalName ?? '',
      OwnerEmail: by.mail ?? '',
      RelatedGroupId: team.group.id,
      SharingCapability: 0,
      TeamsChannelType: 1,
      Template: 'TEAMCHANNEL#1',
    }),
    lastActivityDate: lastContentOf(made).slice(0, 10),
  };
  return made;
}
