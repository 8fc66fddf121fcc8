/** What the former office manager left behind: two folders open to everyone inside, and one under a link. */
import type { StoredItem } from '../tenant.js';
import type { Content } from './content.js';
import { byLink, personOf, toEveryoneInside, toSiteGroup } from './grants.js';
import type { Groups } from './groups.js';
import { count, daysAgo, type Making } from './making.js';
import { NAMES, SUPPLIERS } from './names.js';
import type { StoredUser } from './people.js';
import type { PlantedFolder } from './planted.js';

function planted(
  folder: StoredItem,
  rest: Pick<PlantedFolder, 'path' | 'files' | 'grantKind' | 'roles' | 'phiLookingName'>,
): PlantedFolder {
  const { driveId, siteId } = folder.parentReference;
  const createdById = folder.createdBy.user?.id ?? '';
  return { siteId, driveId, itemId: folder.id, name: folder.name, createdById, ...rest };
}

export function leaveFolders(making: Making, departed: StoredUser, groups: Groups, content: Content): PlantedFolder[] {
  const { random, words } = making;
  const office = groups.departments.frontOffice;
  const shared = content.libraries.get(office.group.id);
  const personal = content.oneDrives.get(departed.id);
  if (shared === undefined || personal === undefined) throw new Error('leaveFolders: the site or the OneDrive is missing');
  const title = office.group.displayName ?? '';
  // Breaking inheritance copies the groups of the library; she then added everyone.
  const copied = [toSiteGroup(5, words.owners(title), 'owner'), toSiteGroup(7, words.members(title), 'write')];
  const base = `/sites/${office.group.mailNickname}/${words.documentLibrary}`;

  const [intakeName, intakeFile] = words.intake;
  const intake = shared.folder(shared.root, intakeName, { by: departed, created: 1461, modified: 745 });
  const intakeFiles = count(making, 612, 120, 900);
  for (let number = 0; number < intakeFiles; number += 1) {
    const created = random.int(760, 1455);
    const date = daysAgo(making, created).slice(0, 10);
    const name = `${intakeFile}_${random.pick(NAMES[making.language].last)}_${date}_${number + 1}.pdf`;
    shared.file(intake, name, { by: departed, created, modified: random.int(740, created) });
  }
  shared.restrict(intake, ...copied, toEveryoneInside(making, 'write'));

  const [contractsName, contractsFile] = words.contracts;
  const contracts = shared.folder(shared.root, contractsName, { by: departed, created: 1450, modified: 750 });
  const contractFiles = count(making, 80, 20, 150);
  for (let number = 0; number < contractFiles; number += 1) {
    const created = random.int(780, 1440);
    const name = `${contractsFile}_${random.pick(SUPPLIERS)}_${number + 1}.pdf`;
    shared.file(contracts, name, { by: departed, created, modified: random.int(745, created) });
  }
  shared.restrict(contracts, ...copied, toEveryoneInside(making, 'read'));

  const year = new Date(making.asOf.getTime() - 1200 * 86_400_000).getUTCFullYear();
  const schedulesName = making.isCanonical ? 'Schedules 2023' : `${words.schedules} ${year}`;
  const schedules = personal.folder(personal.root, schedulesName, { by: departed, created: 1150, modified: 600 });
  const scheduleFiles = count(making, 41, 10, 60);
  for (let number = 1; number <= scheduleFiles; number += 1) {
    const created = random.int(700, 1140);
    personal.file(schedules, `Book${number}.xlsx`, { by: departed, created, modified: random.int(600, created) });
  }
  const siteUrl = content.sites.find((one) => one.site.id === schedules.parentReference.siteId)?.site.webUrl ?? '';
  // Nobody ever opened it.
  const link = byLink(making, siteUrl, { scope: 'organization', type: 'edit', isFolder: true });
  personal.grant(schedules, { ...link, made: { by: personOf(departed), at: schedules.createdDateTime } });

  const everyone = 'everyone except external users' as const;
  return [
    planted(intake, {
      path: `${base}/${intakeName}`,
      files: intakeFiles,
      grantKind: everyone,
      roles: ['write'],
      phiLookingName: true,
    }),
    planted(contracts, {
      path: `${base}/${contractsName}`,
      files: contractFiles,
      grantKind: everyone,
      roles: ['read'],
      phiLookingName: false,
    }),
    planted(schedules, {
      path: `${new URL(siteUrl).pathname}/Documents/${schedulesName}`,
      files: scheduleFiles,
      grantKind: 'organization link',
      roles: ['write'],
      phiLookingName: false,
    }),
  ];
}
