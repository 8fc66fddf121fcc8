/** `exposure`: the archive that nobody remembers, as one analyst's Copilot sees it, and what closing it would change. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, Site } from '../../src/evidence/content.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { RoleAssignment, SecurableObject, SiteGroup } from '../../src/evidence/sharepoint.js';
import type { InitialEvidence } from '../../src/snapshot/memory.js';
import { aScope, aUser, daysAgo, FORBIDDEN } from '../kit/rows.js';
import { runCli } from '../kit/run-cli.js';
import { someSiteProperties } from '../kit/sharepoint-settings.js';
import { folder, grant, group, item, member, principal, staff } from '../kit/small-evidence.js';
import { writeEvidence } from '../kit/written-evidence.js';
import { FACTS } from '../snapshot/facts.js';

const HOST = 'https://clinic.sharepoint.example';
const ESCAPE = String.fromCharCode(0x1b);
const site = (id: string, name: string, path: string, over: Partial<Site> = {}): Site => ({
  ...aScope().site,
  id: `clinic.sharepoint.example,${id},w-${id}`,
  displayName: name,
  webUrl: `${HOST}/sites/${path}`,
  ...over,
});
const archive = site('c1', 'RevCycle Archive', 'RevCycle-Archive');
const benefits = site('c2', `HR${ESCAPE}[2J Benefits`, 'HR-Benefits');
const closed = site('c3', 'Board', 'Board');
const gone = site('c4', 'Intranet 2015', 'Intranet2015', { isArchived: true });
const driveOf = (at: Site) => ({
  ...aScope().drive,
  id: `drive-${at.id}`,
  siteId: at.id,
  name: 'Documents',
  webUrl: `${at.webUrl}/Shared%20Documents`,
  listId: `list-${at.id}`,
});

const EEEU = principal({
  displayName: 'Jeder außer externen',
  loginName: `c:0-.f|rolemanager|spo-grid-all-users/${FACTS.tenantId}`,
});
const siteGroup = (id: number, title: string): Principal =>
  principal({ kind: 'siteGroup', id: String(id), displayName: title, loginName: title });
const role = (to: Principal, name = 'Lesen', kind = 2): RoleAssignment => ({ principal: to, roles: [{ name, kind }] });
const groupOf = (collectionId: string, groupId: number, title: string, members: SiteGroup['members']): SiteGroup => ({
  collectionId,
  groupId,
  title,
  role: null,
  members,
});
const securable = (at: Site, over: Partial<SecurableObject> = {}): SecurableObject => ({
  collectionId: at.id.split(',')[1] ?? '',
  kind: 'web',
  webId: at.id.split(',')[2] ?? '',
  webUrl: at.webUrl,
  listId: null,
  title: at.displayName,
  path: new URL(at.webUrl).pathname,
  itemId: null,
  template: null,
  itemCount: null,
  uniqueItemCount: null,
  noCrawl: false,
  assignments: null,
  requestAccessEmail: '',
  membersCanShare: false,
  ...over,
});
const library = (at: Site): SecurableObject =>
  securable(at, {
    kind: 'list',
    listId: `list-${at.id}`,
    title: 'Documents',
    path: `${new URL(at.webUrl).pathname}/Shared Documents`,
    template: 101,
    itemCount: 1,
    uniqueItemCount: 0,
  });

function evidence(): InitialEvidence {
  const notes = Array.from({ length: 47 }, (_, n) => item(`n${n}`, 'notes', { name: `${n}_treatment_note.docx` }));
  const sites = [archive, benefits, closed, gone];
  const live = [archive, benefits, closed];
  const byCollection = <T>(rows: (at: Site) => T[]) =>
    Object.fromEntries(live.map((at) => [at.id.split(',')[1] ?? '', rows(at)]));
  const link = grant('linked', { link: { scope: 'organization', type: 'view' } });
  return {
    organization: [],
    subscribedSkus: [],
    users: [
      ...staff(10),
      aUser({
        id: 'hr',
        displayName: 'Hanna Analyst',
        userPrincipalName: 'hr.analyst@clinic.example',
        mail: 'hanna@clinic.example',
      }),
      aUser({ id: 'guest', displayName: 'Gast', userPrincipalName: 'gast_x#EXT#@clinic.example', mail: null, userType: 'Guest' }),
      aUser({ id: 'left', displayName: 'Leaver', userPrincipalName: 'left@clinic.example', mail: null, accountEnabled: false }),
      ...['clinic.example', 'other.example'].map((domain) =>
        aUser({
          id: `twin-${domain}`,
          displayName: 'Twin',
          userPrincipalName: `twin@${domain}`,
          mail: null,
          accountEnabled: false,
        }),
      ),
    ],
    groups: [group('hr-all', { displayName: 'HR all' }), group('hr-benefits', { displayName: 'HR Benefits team' })],
    groupLinks: [member('hr-all', 'hr-benefits', 'group'), member('hr-benefits', 'hr')],
    groupSites: [],
    directoryRoles: [],
    leavers: [],
    sites,
    drives: Object.fromEntries(live.map((at) => [at.id, [driveOf(at)]])),
    items: {
      [driveOf(archive).id]: [item('root', null), folder('notes', 'root', { name: 'Treatment Notes 2022' }), ...notes],
      [driveOf(benefits).id]: [item('root', null), item('b1', 'root', { name: 'Plan.docx' })],
      [driveOf(closed).id]: [item('root', null), item('linked', 'root', { name: 'Minutes.docx', hasSharedFacet: true })],
    },
    accessLists: {
      [driveOf(archive).id]: [],
      [driveOf(benefits).id]: [],
      [driveOf(closed).id]: [{ itemId: 'linked', permissions: [link], isAtLeast: false }],
    },
    siteSettings: live.map((at) => ({
      collectionId: at.id.split(',')[1] ?? '',
      url: at.webUrl,
      properties: known(someSiteProperties()),
      admins: known([]),
    })),
    siteGroups: {
      c1: [
        groupOf('c1', 5, 'RevCycle Besucher', known([EEEU])),
        groupOf('c1', 6, 'RevCycle Mitglieder', known([principal({ kind: 'user', id: 'u1' })])),
      ],
      c2: [groupOf('c2', 5, 'HR Members', known([principal({ kind: 'group', loginName: 'c:0t.c|tenant|hr-all' })]))],
      c3: [groupOf('c3', 5, 'Board Members', unknown(FORBIDDEN))],
    },
    roleAssignments: byCollection((at) => [
      securable(at, {
        assignments: known(
          at === archive
            ? [role(siteGroup(5, 'RevCycle Besucher')), role(siteGroup(6, 'RevCycle Mitglieder'), 'Bearbeiten', 6)]
            : [role(siteGroup(5, at === benefits ? 'HR Members' : 'Board Members'), 'Edit', 6)],
        ),
      }),
      library(at),
    ]),
    sharingLinks: Object.fromEntries(live.map((at) => [driveOf(at).id, []])),
    channels: [],
    siteUsage: [],
    servicePrincipals: [],
    delegatedGrants: [],
    appRoleAssignments: [],
  };
}

let root: string;
let folderOfScan: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-exposure-'));
  folderOfScan = join(root, 'out');
  const facts = { ...FACTS, startedAt: daysAgo(1), endedAt: daysAgo(1) };
  await writeEvidence(join(folderOfScan, 'evidence'), facts, evidence());
  await writeFile(join(root, 'strict.yaml'), 'lexicon: { remove: ["treatment note*", "treatment"] }\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const exposure = (...args: string[]) => runCli(['exposure', join(folderOfScan, 'evidence'), ...args]);
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('exposure --as', () => {
  it('says what Copilot could surface, where, how much and by which path, and hides names that look like PHI', async () => {
    const run = await exposure('--as', 'HR.Analyst@clinic.example');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    const text = plain(run.out);
    expect(text).toContain('What Copilot could surface for Hanna Analyst today');
    expect(text).toContain('At least 47 PHI-looking files among 48 files on 2 sites');
    expect(text).toContain(`47 47 RevCycle Archive ${archive.webUrl}`);
    expect(text).toContain('Hanna Analyst › Everyone except external users › RevCycle Besucher › RevCycle Archive › Documents');
    expect(text).toContain('Hanna Analyst › HR Benefits team › HR all › HR Members ›');
    expect(text).toContain('1 live sharing link to 1 other file (0 PHI-looking)');
    expect(text).toMatch(/What this cannot tell Board: may be open as well\. .*Some\.Read\.All/);
    expect(text).toContain('Intranet 2015 (archived)');
    expect(run.out).not.toMatch(/treatment/i);
    expect(run.out).not.toContain(ESCAPE);
    for (const line of run.out.split('\n')) expect(line.length <= 80 || !line.trim().includes(' ')).toBe(true);
  });

  it('finds the person by mail address, id, and what stands before the @, takes the folder of the scan as well, and tells who sees less', async () => {
    for (const user of ['hanna@clinic.example', 'hr', 'HR.Analyst'])
      expect((await runCli(['exposure', folderOfScan, '--as', user])).out).toContain('Hanna Analyst');
    expect(plain((await exposure('--as', 'u3')).out)).toContain('47 PHI-looking files among 47 files on 1 site');
  });

  it('prints JSON that a program can read, hidden names hidden too', async () => {
    const run = await exposure('--as', 'hr', '--json');
    const told = JSON.parse(run.out) as Record<string, unknown>;
    expect(told).toMatchObject({
      question: 'as',
      evidenceOf: daysAgo(1),
      user: { id: 'hr', userPrincipalName: 'hr.analyst@clinic.example' },
      files: 48,
      sensitiveFiles: 47,
      sites: [{ url: archive.webUrl, files: 47, sensitiveFiles: 47, atLeastBecause: null }, { files: 1 }],
      links: { count: 1, files: 1, sensitiveFiles: 0 },
      cannotTell: [{ sites: ['Board'] }],
      outOfReach: [{ name: 'Intranet 2015', why: 'archived' }],
    });
    expect(run.out).not.toMatch(/treatment/i);
  });

  it('reckons with the configuration that is given', async () => {
    const run = await exposure('--as', 'hr', '--config', join(root, 'strict.yaml'));
    expect(run.exitCode).toBe(0);
    expect(plain(run.out)).toContain('0 PHI-looking files among 48 files');
  });
});

describe('exposure --remove --from', () => {
  it('says what changes, that it is the SharePoint group, and what stays', async () => {
    const run = await exposure('--remove', 'eeeu', '--from', `${archive.webUrl}/`);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    const text = plain(run.out);
    expect(text).toContain('If “Everyone except external users” were taken off RevCycle Archive');
    expect(text).toContain('nothing was changed');
    expect(text).toContain('It comes through the SharePoint group RevCycle Besucher.');
    expect(text).toContain('People who can open it 11 1');
    expect(text).toContain('Open to everybody yes no');
    expect(text).toContain('PHI-looking ones among them 47 0');
    expect(text).toContain('10 people fewer can open it.');
    expect(text).toContain('What still lets them in here Person 1 in RevCycle Mitglieder: write, 1 person');
    expect(text).toContain('stands nowhere else in what was read');
    expect(run.out).not.toMatch(/treatment/i);
  });

  it('takes libraries by path, and answers in JSON', async () => {
    const run = await exposure('--remove', 'HR all', '--from', '/sites/HR-Benefits/Shared Documents', '--json');
    expect(JSON.parse(run.out)).toMatchObject({
      question: 'remove',
      principal: 'HR all',
      siteGroups: ['HR Members'],
      before: { readers: 1, everybody: false },
      after: { readers: 0, everybody: false },
    });
  });

  it('says so where the place does not name it', async () => {
    expect(plain((await exposure('--remove', 'HR all', '--from', archive.webUrl)).out)).toContain(
      '“HR all” is not on its list, so nothing',
    );
    const unsure = await exposure('--remove', 'HR all', '--from', 'Board');
    expect(plain(unsure.out)).toContain('“HR all” is not on its list as far as was read');
    expect(plain(unsure.out)).toContain('People who can open it not known not known');
  });
});

describe('a question that cannot be answered', () => {
  it.each<[string, string[], RegExp]>([
    ['none', [], /^copilot-preflight: Ask one question: --as USER, or --remove PRINCIPAL together with --from PLACE\.\n$/],
    ['two', ['--as', 'hr', '--remove', 'eeeu', '--from', 'x'], /Ask one question/],
    ['half of one', ['--remove', 'eeeu'], /Ask one question/],
    ['an unknown user', ['--as', 'hr.analist@clinic.example'], /knows no user .* Did you mean hr\.analyst@clinic\.example\?\n$/],
    ['two who share a name before the @', ['--as', 'twin'], /Did you mean twin@clinic\.example or twin@other\.example\?/],
    ['an unknown user near a name', ['--as', 'Hanna Analist'], /Did you mean hr\.analyst@clinic\.example\?/],
    ['a user far from all', ['--as', 'zzzzzzzzzzzzzzzzzzzzzzzzzz'], /Give a user principal name/],
    ['a guest', ['--as', 'guest'], /Gast is a guest/],
    ['a disabled account', ['--as', 'left'], /Leaver is disabled/],
    ['an unknown principal', ['--remove', 'HR al', '--from', archive.webUrl], /no principal “HR al”\. Did you mean “HR all”\?/],
    ['an unknown place', ['--remove', 'eeeu', '--from', 'RevCycle Archiv'], /no place .* Did you mean “RevCycle Archive”\?/],
    [
      'a folder without a list of its own',
      ['--remove', 'eeeu', '--from', '/sites/RevCycle-Archive/Shared Documents/X'],
      /no permissions of its own; the nearest place above it that has is \/sites\/revcycle-archive\/shared documents\.\n$/,
    ],
    ['a date that is none', ['--as', 'hr', '--as-of', 'yesterday'], /--as-of takes a date/],
    ['a configuration that is not there', ['--as', 'hr', '--config', 'nowhere.yaml'], /nowhere\.yaml cannot be read/],
  ])('%s', async (_, args, says) => {
    const run = await exposure(...args);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(says);
    expect(run.err.trim().split('\n')).toHaveLength(1);
  });

  it('evidence that is not there', async () => {
    expect(await runCli(['exposure', join(root, 'nothing'), '--as', 'hr'])).toMatchObject({ exitCode: 2, out: '' });
    expect((await runCli(['exposure', '--as', 'hr'])).exitCode).toBe(2);
  });
});
