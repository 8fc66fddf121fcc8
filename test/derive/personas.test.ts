/** Personas: found by any of their names, held against their must-not sites, and never cleared by what was not seen. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { resolveAudiences } from '../../src/derive/audiences.js';
import { loadDirectory } from '../../src/derive/directory.js';
import { type ExposureSource, exposures } from '../../src/derive/exposed-sites.js';
import { insiders } from '../../src/derive/paths.js';
import { derivePersonas } from '../../src/derive/personas.js';
import type { Grant, PersonaRow, Scope } from '../../src/derive/rows.js';
import type { Persona } from '../../src/derive/settings.js';
import { sitesNamed } from '../../src/derive/site-names.js';
import type { Site } from '../../src/evidence/content.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { MemoryEvidence } from '../../src/snapshot/memory.js';
import { aGrant, anEveryoneGrant, anEveryoneSiteGrant, aScope, aSite, aSiteGrant, aUser, FORBIDDEN, NOW } from '../kit/rows.js';
import { group, member, smallEvidence, TENANT } from '../kit/small-evidence.js';

const HOST = 'https://clinic.sharepoint.example';
const site = (name: string, over: Partial<Site> = {}): Site => ({
  ...aScope().site,
  id: `host,${name},web`,
  displayName: `The ${name}`,
  webUrl: `${HOST}/sites/${name}`,
  ...over,
});
const archive = site('Archive');
const sub = site('Archive', {
  id: 'host,Archive,sub',
  displayName: 'Below',
  webUrl: `${HOST}/sites/Archive/sub`,
  isRootOfCollection: false,
});
const benefits = site('HR Benefits', { webUrl: `${HOST}/sites/HR%20Benefits` });
const SITES = [archive, sub, benefits];

const everyone = anEveryoneGrant({ principal: { kind: 'everybody', id: null }, via: 'Visitors' });
const toHr = aGrant({ principal: { kind: 'group', id: 'hr' }, label: 'HR' });
const strangers = aGrant({ principal: { kind: 'unknown', id: null }, readers: unknown(FORBIDDEN), orgWide: unknown(FORBIDDEN) });
const place = (at: Site, grants: readonly Grant[], over: Partial<Scope> = {}): Scope => {
  const base = aScope();
  return aScope({
    id: `drive-of-${at.id}/root`,
    site: at,
    place: { ...base.place, siteName: at.displayName, siteUrl: at.webUrl, parts: [{ name: 'Documents', sensitive: false }] },
    grants,
    files: 10,
    ...over,
  });
};

interface Case extends Partial<ExposureSource> {
  readonly persona?: Partial<Persona>;
  readonly user?: Parameters<typeof aUser>[0];
  readonly sitesListGap?: Gap;
  readonly away?: (evidence: MemoryEvidence) => void;
}

async function row({
  persona = {},
  user = {},
  scopes = [],
  sites = [],
  unreadSites = [],
  away,
  sitesListGap,
}: Case): Promise<PersonaRow> {
  const ada = aUser({
    id: 'Ada-Id',
    displayName: 'Ada',
    userPrincipalName: 'Hr.Analyst@clinic.example',
    mail: 'ada@clinic.example',
    ...user,
  });
  const evidence = smallEvidence({ evidence: { users: [ada], groups: [group('hr')], groupLinks: [member('hr', 'Ada-Id')] } });
  away?.(evidence);
  const settings = { ...DEFAULT_CONFIG, now: NOW };
  const directory = await loadDirectory(evidence, settings);
  const audiences = resolveAudiences(directory, settings, TENANT);
  const asked = { name: 'HR analyst', user: 'hr.analyst@clinic.example', mustNot: [], ownSites: [], ...persona };
  const [found] = derivePersonas([asked], {
    directory,
    sites: SITES,
    sitesListGap: sitesListGap ?? null,
    insider: insiders(directory),
    exposure: exposures({ scopes, sites, unreadSites }, audiences),
  });
  return found as PersonaRow;
}

const MUST_NOT = { mustNot: ['/sites/Archive'] };

describe('the user of a persona', () => {
  it.each(['HR.analyst@CLINIC.example', 'ada@clinic.EXAMPLE', 'ada-id', ' Ada-Id '])('is found as %s', async (user) => {
    expect((await row({ persona: { user } })).user).toEqual(known('Ada'));
  });

  it('is nobody where the directory has no such user, and every must-not site stays a doubt', async () => {
    const found = await row({ persona: { user: 'bob@clinic.example', ...MUST_NOT } });
    expect(found).toMatchObject({ user: known(null), reached: [], mustNot: 1 });
    expect(found.doubts.map((d) => d.site)).toEqual(['/sites/Archive']);
  });

  it('is a gap where the users were not read whole', async () => {
    const gap = { state: 'partial', rows: 1, gaps: [FORBIDDEN] } as const;
    const found = await row({ persona: { user: 'bob@clinic.example', ...MUST_NOT }, away: (e) => e.setCoverage('users', gap) });
    expect(found).toMatchObject({ user: unknown(FORBIDDEN), doubts: [{ site: '/sites/Archive', gap: FORBIDDEN }] });
    expect((await row({ away: (e) => e.setCoverage('users', gap) })).user).toEqual(known('Ada'));
  });

  it('reaches nothing with an account that is shut; of a guest it is not known', async () => {
    const given = { persona: MUST_NOT, scopes: [place(archive, [everyone])] };
    expect(await row({ ...given, user: { accountEnabled: false } })).toMatchObject({ reached: [], doubts: [] });
    expect((await row({ ...given, user: { userType: 'Guest' } })).doubts).toHaveLength(1);
  });
});

describe('what a persona reaches', () => {
  it('is each site with PHI-looking files, and any part of a must-not site', async () => {
    const scopes = [
      place(archive, [everyone], { sensitiveFiles: 4 }),
      place(archive, [toHr], { id: 'd/2', sensitiveFiles: 3 }),
      place(archive, [aGrant({ principal: { kind: 'group', id: 'other' } })], { id: 'd/3', sensitiveFiles: 99 }),
      place(sub, [everyone]),
      place(benefits, [toHr]),
    ];
    const found = await row({ persona: MUST_NOT, scopes });
    expect(found.reached).toEqual([
      {
        site: archive,
        files: 20,
        sensitiveFiles: 7,
        isForbidden: true,
        isOwn: false,
        path: ['Ada', 'Everyone except external users', 'Visitors', 'The Archive', 'Documents'],
      },
      expect.objectContaining({ site: sub, sensitiveFiles: 0, isForbidden: true }),
    ]);
    expect((await row({ scopes })).reached.map((r) => [r.site.id, r.isForbidden])).toEqual([[archive.id, false]]);
  });

  it('knows the sites of the own work', async () => {
    const scopes = [place(benefits, [toHr], { sensitiveFiles: 1 })];
    expect((await row({ persona: { ownSites: ['The HR Benefits'] }, scopes })).reached).toMatchObject([
      { isOwn: true, isForbidden: false },
    ]);
  });

  it('does not count the own OneDrive, by its owner or, where nobody names one, by its address', async () => {
    const drive = { ...aScope().drive, ownerId: 'Ada-Id' };
    const webUrl = `${HOST}/personal/hr_analyst_clinic_example`;
    const mine = { ...archive, isPersonal: true };
    const scopes = [place(mine, [everyone], { isPersonal: true, drive, sensitiveFiles: 5 })];
    expect((await row({ scopes })).reached).toEqual([]);
    const nameless = { ...mine, webUrl };
    const sites = [aSite({ site: nameless, grants: known([{ ...anEveryoneSiteGrant(), url: webUrl }]) })];
    expect((await row({ persona: MUST_NOT, sites })).reached).toEqual([]);
    const bens = [place(mine, [everyone], { isPersonal: true, drive: { ...drive, ownerId: 'ben' }, sensitiveFiles: 5 })];
    expect((await row({ scopes: bens })).reached).toHaveLength(1);
  });

  it('is also a web or a list without a file', async () => {
    const sites = [
      aSite({
        site: archive,
        grants: known([anEveryoneSiteGrant({ url: `${archive.webUrl}/Lists/Cases`, on: 'list', title: 'Cases' })]),
      }),
    ];
    expect((await row({ persona: MUST_NOT, sites })).reached).toMatchObject([
      {
        site: archive,
        files: 0,
        path: ['Ada', 'Everyone except external users', 'Front office Visitors', 'The Archive', 'Cases'],
      },
    ]);
    expect((await row({ sites })).reached).toEqual([]);
  });

  it('is nothing of a site that is restricted to others', async () => {
    const restrictedTo = known(['others']);
    const scopes = [place(archive, [everyone, strangers], { restrictedTo })];
    const sites = [aSite({ site: archive, grants: unknown(FORBIDDEN), restrictedTo })];
    expect(await row({ persona: MUST_NOT, scopes, sites })).toMatchObject({ reached: [], doubts: [] });
  });
});

describe('doubts about a must-not site', () => {
  it.each<[string, Case]>([
    ['an audience that is not known', { scopes: [place(archive, [strangers])] }],
    ['a site that was not read whole', { unreadSites: [{ site: archive, gap: FORBIDDEN }] }],
    ['a subsite that was not read whole', { unreadSites: [{ site: sub, gap: FORBIDDEN }] }],
    ['permissions of the site that were not read', { sites: [aSite({ site: archive, grants: unknown(FORBIDDEN) })] }],
    [
      'a list with an audience that is not known',
      { sites: [aSite({ site: archive, grants: known([{ ...aSiteGrant(), ...strangers }]) })] },
    ],
  ])('%s', async (_, given) => {
    expect(await row({ persona: MUST_NOT, ...given })).toMatchObject({ reached: [], doubts: [{ gap: FORBIDDEN }] });
    // Other sites are nobody's doubt.
    expect((await row({ persona: { mustNot: ['/sites/HR Benefits'] }, ...given })).doubts).toEqual([]);
  });

  it.each([
    ['a list that may be cut', { isAtLeast: true }],
    ['a library read in part', { isPartlyRead: true }],
  ])('%s', async (_, over) => {
    expect((await row({ persona: MUST_NOT, scopes: [place(archive, [toPersonElse], over)] })).doubts).toHaveLength(1);
  });

  it('are none where it is reached, or was seen whole', async () => {
    expect((await row({ persona: MUST_NOT, scopes: [place(archive, [everyone, strangers])] })).doubts).toEqual([]);
    expect((await row({ persona: MUST_NOT, scopes: [place(archive, [toPersonElse])] })).doubts).toEqual([]);
  });

  it('are entries that name no known site', async () => {
    const persona = { mustNot: ['/sites/Nowhere', 'The Archive'] };
    const found = await row({ persona });
    expect(found).toMatchObject({ mustNot: 2, doubts: [{ site: '/sites/Nowhere', gap: { reason: 'failed' } }] });
    expect((await row({ persona, sitesListGap: FORBIDDEN })).doubts).toEqual([{ site: '/sites/Nowhere', gap: FORBIDDEN }]);
  });
});

const toPersonElse = aGrant({ principal: { kind: 'person', id: 'ben' }, readers: known(1) });

describe('a site by what an operator writes', () => {
  it.each<[string, string[]]>([
    [`${HOST}/sites/HR%20Benefits`, [benefits.id]],
    [`${HOST}/sites/HR Benefits/`, [benefits.id]],
    ['HTTPS://CLINIC.sharepoint.example/SITES/hr%20benefits?web=1', [benefits.id]],
    ['clinic.sharepoint.example/sites/HR Benefits', [benefits.id]],
    ['/sites/hr benefits', [benefits.id]],
    ['/sites/HR%20Benefits/', [benefits.id]],
    ['the hr benefits', [benefits.id]],
    ['/sites/Archive', [archive.id]],
    ['/sites/Archive/sub', [sub.id]],
    ['Below', [sub.id]],
    ['https://other.sharepoint.example/sites/Archive', []],
    ['/sites/Archive/Shared Documents', []],
    ['/sites/Arch', []],
    ['', []],
  ])('%s', (text, ids) => {
    expect(sitesNamed(text, SITES).map((s) => s.id)).toEqual(ids);
  });
});
