/** What taking one principal off one place would change, what still lets people in, and what it leaves alone. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { resolveAudiences } from '../../src/derive/audiences.js';
import { loadDirectory } from '../../src/derive/directory.js';
import type { Grant, Scope, SiteGrant, SiteRow } from '../../src/derive/rows.js';
import { type WhatIf, whatIf } from '../../src/derive/what-if.js';
import { placeAbove, placeNamed, principalNamed } from '../../src/derive/what-if-names.js';
import { OpennessBook } from '../../src/derive/what-if-openness.js';
import type { Site } from '../../src/evidence/content.js';
import type { GroupLink } from '../../src/evidence/directory.js';
import { known, unknown } from '../../src/evidence/known.js';
import { aGrant, anEveryoneGrant, aScope, aSite, FORBIDDEN, NOW } from '../kit/rows.js';
import { group, member, smallEvidence, staff, TENANT } from '../kit/small-evidence.js';

const HOST = 'https://clinic.sharepoint.example';
const site = (name: string): Site => ({
  ...aScope().site,
  id: `host,${name},web`,
  displayName: name,
  webUrl: `${HOST}/sites/${name}`,
});
const archive = site('Archive');
const sub: Site = {
  ...archive,
  id: 'host,Archive,sub',
  displayName: 'Sub',
  webUrl: `${archive.webUrl}/sub`,
  isRootOfCollection: false,
};
const other = site('Other');

const everyone = (over: Partial<Grant> = {}) =>
  anEveryoneGrant({ principal: { kind: 'everybody', id: null }, readers: known(10), ...over });
const inVisitors = (over: Partial<Grant> = {}) => everyone({ via: 'Visitors', ...over });
const to = (id: string, over: Partial<Grant> = {}) =>
  aGrant({ principal: { kind: 'group', id }, label: id, readers: known(2), ...over });
const toPerson = (id: string) => aGrant({ audience: 'person', principal: { kind: 'person', id }, label: id, readers: known(1) });
const link = (audience: 'organization-link' | 'anyone-link', inherited = false) =>
  aGrant({ audience, reach: 'latent', principal: { kind: 'link', id: null }, readers: known(0), inherited });
const siteGrant = (grant: Grant, at: Site = archive): SiteGrant => ({
  ...grant,
  on: 'web',
  title: at.displayName,
  url: at.webUrl,
  isTop: true,
});

/** A place by its path below the library; `[]` is the library itself. */
function place(folders: readonly string[], grants: readonly Grant[], over: Partial<Scope> = {}): Scope {
  const { site: at = archive } = over;
  const drive = { ...aScope().drive, id: `drive-${at.id}`, webUrl: `${at.webUrl}/Shared%20Documents` };
  const parts = ['Documents', ...folders].map((name) => ({ name, sensitive: name.startsWith('Patient') }));
  return aScope({
    id: `${drive.id}/${folders.join('-') || 'root'}`,
    site: at,
    drive,
    kind: folders.length === 0 ? 'root' : 'folder',
    place: { ...aScope().place, siteName: at.displayName, siteUrl: at.webUrl, driveUrl: drive.webUrl, parts },
    grants,
    files: 10,
    sensitiveFiles: 2,
    ...over,
  });
}

const owner: GroupLink = { groupId: 'hr', memberId: 'u5', memberKind: 'user', role: 'owner' };
const EVIDENCE = {
  users: staff(10),
  groups: [
    group('hr', { mail: 'hr@clinic.example' }),
    group('big'),
    group('twin', { displayName: 'hr2' }),
    group('twin2', { displayName: 'hr2' }),
  ],
  groupLinks: [member('hr', 'u1'), member('hr', 'u2'), owner, ...staff(9).map((u) => member('big', u.id))],
};

async function context() {
  const settings = { ...DEFAULT_CONFIG, now: NOW };
  const directory = await loadDirectory(smallEvidence({ evidence: EVIDENCE }), settings);
  return { directory, book: new OpennessBook(directory, resolveAudiences(directory, settings, TENANT), settings.thresholds) };
}

const EEEU = (grant: Grant) => grant.audience === 'everyone-except-external';

interface Case {
  readonly from: Site | Scope;
  readonly scopes?: readonly Scope[];
  readonly sites?: readonly SiteRow[];
  readonly matches?: (grant: Grant) => boolean;
}

async function tried({ from, scopes = [], sites = [], matches = EEEU }: Case): Promise<WhatIf> {
  const target = 'grants' in from ? { site: from.site, scope: from } : { site: from, scope: null };
  return whatIf(matches, target, { scopes, sites, book: (await context()).book });
}

/** Readers, everybody, files, PHI-looking files. */
const sums = ({ readers, everybody, files, sensitiveFiles }: WhatIf['before']) => [
  readers.known ? readers.value : '?',
  everybody.known ? everybody.value : '?',
  files,
  sensitiveFiles,
];

describe('taken off a folder', () => {
  it('closes it, and what inherits from it; what has a list of its own keeps it', async () => {
    const from = place(['A'], [everyone(), to('hr')]);
    const inherits = place(['A', 'B'], [everyone({ inherited: true }), toPerson('u7')]);
    const keeps = place(['A', 'C'], [everyone()], { files: 4, sensitiveFiles: 1 });
    const beside = place(['D'], [everyone()]);
    const found = await tried({ from, scopes: [beside, keeps, inherits, from] });
    expect(sums(found.before)).toEqual([10, true, 24, 5]);
    expect(sums(found.after)).toEqual([2, false, 4, 1]);
    expect(found).toMatchObject({ isNamed: true, comesFromAbove: false, siteGroups: [], changed: 2 });
    expect(found.keeping).toEqual([keeps]);
    expect(found.remaining.map((g) => g.label)).toEqual(['hr']);
    expect(found.elsewhere).toEqual({ sites: 1, places: 1, files: 10, sensitiveFiles: 2 });
  });

  it('changes nothing below a list of its own in between', async () => {
    const from = place(['A'], [everyone()]);
    const own = place(['A', 'B'], [everyone()]);
    const under = place(['A', 'B', 'C'], [everyone({ inherited: true })]);
    const found = await tried({ from, scopes: [from, own, under] });
    expect(sums(found.after)).toEqual([0, false, 20, 4]);
    expect(found.keeping).toEqual([own]);
  });

  it('says where it comes from above, and then changes nothing', async () => {
    const from = place(['A'], [everyone({ inherited: true })]);
    const found = await tried({ from, scopes: [place([], [everyone()]), from] });
    expect(found).toMatchObject({ isNamed: true, comesFromAbove: true, changed: 0 });
    expect(found.after).toEqual(found.before);
  });

  it('says where it is not named at all', async () => {
    const from = place(['A'], [to('hr')]);
    const below = place(['A', 'B'], [everyone()]);
    const found = await tried({ from, scopes: [from, below] });
    expect(found).toMatchObject({
      isNamed: false,
      isUnsure: false,
      comesFromAbove: false,
      changed: 0,
      keeping: [below],
      remaining: [],
    });
  });

  it('counts a person who has another way in as not shut out', async () => {
    const from = place(['A'], [to('hr'), toPerson('u1'), toPerson('u9')]);
    const found = await tried({ from, scopes: [from], matches: (g) => g.principal.id === 'hr' });
    expect([sums(found.before)[0], sums(found.after)[0]]).toEqual([3, 2]);
    expect(found.remaining.map((g) => g.label)).toEqual(['u1']);
  });

  it('stays open to everybody by a group of nearly everybody', async () => {
    const from = place(['A'], [everyone(), to('big')]);
    const found = await tried({ from, scopes: [from] });
    expect(sums(found.after)).toEqual([9, true, 10, 2]);
  });

  it('does not call closed what it cannot tell', async () => {
    const strangers = aGrant({
      label: 'Members',
      principal: { kind: 'unknown', id: null },
      readers: unknown(FORBIDDEN),
      orgWide: unknown(FORBIDDEN),
    });
    const from = place(['A'], [everyone(), strangers]);
    const found = await tried({ from, scopes: [from] });
    expect(sums(found.after)).toEqual(['?', '?', 0, 0]);
    expect(found.after.unsureFiles).toBe(10);
    expect(found.remaining).toEqual([strangers]);
    const blind = place(['B'], [strangers]);
    expect(await tried({ from: blind, scopes: [blind] })).toMatchObject({ isNamed: false, isUnsure: true });
  });

  it('counts only those whom Restricted Access Control lets in', async () => {
    const from = place(['A'], [everyone(), toPerson('u1'), toPerson('u9')], { restrictedTo: known(['hr']) });
    const found = await tried({ from, scopes: [from] });
    expect([sums(found.before), sums(found.after)]).toEqual([
      [2, false, 0, 0],
      [1, false, 0, 0],
    ]);
  });

  it('leaves links, administrators and owners', async () => {
    const admin = toPerson('u3');
    const from = place(
      ['A'],
      [everyone(), { ...admin, via: 'Site collection administrators' }, link('organization-link'), link('anyone-link', true)],
    );
    const below = place(['A', 'B'], [link('anyone-link')]);
    const found = await tried({ from, scopes: [from, below] });
    expect(found.links).toEqual({ organization: 1, anyone: 1 });
    const again = await tried({ from, scopes: [from], matches: (g) => g.principal.id === 'u3' });
    expect(again).toMatchObject({ isNamed: false, changed: 0 });
  });
});

describe('taken out of a SharePoint group', () => {
  it('is gone from the whole site collection, and from no other', async () => {
    const root = place([], [inVisitors({ inherited: true }), to('hr', { via: 'Members' })]);
    const folder = place(['A'], [inVisitors()]);
    const inSub = place([], [inVisitors()], { site: sub });
    const elsewhere = place([], [inVisitors()], { site: other });
    const direct = place(['B'], [everyone()]);
    const found = await tried({ from: root, scopes: [root, folder, inSub, elsewhere, direct] });
    expect(found).toMatchObject({ siteGroups: ['Visitors'], changed: 3, comesFromAbove: false, keeping: [direct] });
    expect(sums(found.before)).toEqual([10, true, 40, 8]);
    expect(sums(found.after)).toEqual([2, false, 10, 2]);
    expect(found.elsewhere).toMatchObject({ sites: 1, places: 1 });
  });

  it('stays in another SharePoint group', async () => {
    const from = place(['A'], [inVisitors()]);
    const members = place(['B'], [everyone({ via: 'Members' })]);
    const found = await tried({ from, scopes: [from, members] });
    expect(found.changed).toBe(1);
    expect(found.elsewhere.places).toBe(1);
  });
});

describe('taken off a site', () => {
  const root = place([], [everyone({ inherited: true })]);
  const ownLibrary = place([], [everyone()], { id: 'other/root', drive: { ...aScope().drive, id: 'other' } });
  const inSub = place([], [everyone({ inherited: true })], { site: sub });
  const list: SiteGrant = {
    ...siteGrant(everyone()),
    on: 'list',
    title: 'Cases',
    url: `${archive.webUrl}/Lists/Cases`,
    isTop: false,
  };
  const told = (...grants: SiteGrant[]) => [aSite({ site: archive, grants: known(grants) })];

  it('goes with the libraries and subsites that inherit; others keep it', async () => {
    const sites = told(siteGrant(everyone()), siteGrant(to('hr')), list);
    const found = await tried({ from: archive, scopes: [root, ownLibrary, inSub], sites });
    expect(found).toMatchObject({ isNamed: true, isSiteListGuessed: false, changed: 2, keeping: [ownLibrary], otherLists: 1 });
    expect([sums(found.before), sums(found.after)]).toEqual([
      [10, true, 30, 6],
      [2, false, 10, 2],
    ]);
  });

  it('stays on a subsite that has permissions of its own', async () => {
    const sites = told(siteGrant(everyone()), siteGrant(everyone(), sub));
    const found = await tried({ from: archive, scopes: [root, inSub], sites });
    expect(sums(found.after)).toEqual([0, false, 10, 2]);
  });

  it('changes nothing at a subsite that inherits', async () => {
    const found = await tried({ from: sub, scopes: [root, inSub], sites: told(siteGrant(everyone())) });
    expect(found).toMatchObject({ isNamed: true, comesFromAbove: true, changed: 0 });
  });

  it('takes the libraries’ entries for the site’s where Graph alone was asked, and says so', async () => {
    const sites = [aSite({ site: archive, grants: unknown(FORBIDDEN) })];
    const under = place(['A'], [everyone({ inherited: true })]);
    const own = place(['B'], [everyone()]);
    const found = await tried({ from: archive, scopes: [place([], [everyone()]), under, own], sites });
    expect(found).toMatchObject({ isSiteListGuessed: true, changed: 2, keeping: [own] });
  });

  it('says when it is a public group, which no entry closes', async () => {
    const open = aGrant({
      audience: 'public-group',
      label: 'Clinic',
      principal: { kind: 'everybody', id: null },
      orgWide: known(true),
    });
    const from = place([], [open]);
    expect(await tried({ from, scopes: [from], matches: (g) => g.label === 'Clinic' })).toMatchObject({ isPublicGroup: true });
    expect(await tried({ from: root, scopes: [root] })).toMatchObject({ isPublicGroup: false });
  });
});

describe('a principal by what an operator writes', () => {
  it.each<[string, string | readonly string[]]>([
    ['Everyone except external users', 'Everyone except external users'],
    ['eeeu', 'Everyone except external users'],
    ['everyone-except-external', 'Everyone except external users'],
    ['EVERYONE', 'Everyone'],
    ['all users', 'All users'],
    ['HR', 'hr'],
    ['hr@clinic.example', 'hr'],
    ['owners of HR', 'Owners of hr'],
    ['hr_o', 'Owners of hr'],
    ['P3@clinic.example', 'Person 3'],
    ['u3', 'Person 3'],
    ['hr2', ['hr2 (twin)', 'hr2 (twin2)']],
    ['nobody', []],
    ['constructor', []],
  ])('%s', async (text, expected) => {
    const found = principalNamed(text, (await context()).directory);
    expect('one' in found ? found.one.label : found.several).toEqual(expected);
  });

  it('is matched by what it is, and not by its name', async () => {
    const { directory } = await context();
    const matched = (text: string, grant: Grant) => {
      const found = principalNamed(text, directory);
      return 'one' in found && found.one.matches(grant);
    };
    const owners = aGrant({ principal: { kind: 'owners', id: 'hr' }, label: 'Owners of hr' });
    const open = aGrant({ audience: 'public-group', label: 'hr', principal: { kind: 'everybody', id: null } });
    expect([to('hr'), owners, open, everyone(), toPerson('u1')].map((g) => matched('hr', g))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(matched('owners of hr', owners)).toBe(true);
    expect(matched('everyone', everyone())).toBe(false);
    expect(matched('eeeu', everyone({ label: 'Jeder' }))).toBe(true);
    expect(matched('u1', toPerson('u1'))).toBe(true);
  });
});

describe('a place by what an operator writes', () => {
  const scopes = [
    place([], []),
    place(['Patients 2022'], []),
    place(['A'], []),
    place(['A'], [], { site: other }),
    place(['A', 'B'], []),
  ];
  const named = (text: string) => {
    const found = placeNamed(text, scopes, [archive, sub, other]);
    return 'one' in found ? (found.one.scope?.id ?? found.one.site.id) : found.several.length;
  };

  it.each<[string, string | number]>([
    [`${archive.webUrl}/`, archive.id],
    ['Archive', archive.id],
    [`${archive.webUrl}/Shared%20Documents`, 'drive-host,Archive,web/root'],
    ['/sites/archive/shared documents/patients 2022/', 'drive-host,Archive,web/Patients 2022'],
    [
      `${archive.webUrl}/Shared%20Documents/Forms/AllItems.aspx?id=%2Fsites%2FArchive%2FShared%20Documents%2FA%2FB&view=1`,
      'drive-host,Archive,web/A-B',
    ],
    ['Shared Documents/A/B', 'drive-host,Archive,web/A-B'],
    ['Documents/A/B', 'drive-host,Archive,web/A-B'],
    ['Archive › Documents › A', 'drive-host,Archive,web/A'],
    ['drive-host,Archive,web/A', 'drive-host,Archive,web/A'],
    ['Documents/A', 2],
    ['Documents/Nothing', 0],
    ['https://elsewhere.example/sites/Archive/Shared Documents', 0],
  ])('%s', (text, id) => {
    expect(named(text)).toBe(id);
  });

  it('knows the nearest place above one without a list of its own', () => {
    expect(placeAbove(`${archive.webUrl}/Shared%20Documents/A/x`, scopes)).toBe('/sites/archive/shared documents/a');
    expect(placeAbove('/sites/Nowhere/x', scopes)).toBeNull();
  });
});
