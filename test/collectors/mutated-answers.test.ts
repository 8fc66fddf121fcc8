/** Answers of SharePoint with one thing dropped or turned into another type: nothing throws, and nobody is lost unsaid. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import channels from '../../src/collectors/channels.js';
import type { Collector } from '../../src/collectors/define.js';
import sharePointTenant from '../../src/collectors/sharepoint-tenant.js';
import sharingLinks from '../../src/collectors/sharing-links.js';
import siteAccess from '../../src/collectors/site-access.js';
import siteSettings from '../../src/collectors/site-settings.js';
import siteUsage from '../../src/collectors/site-usage.js';
import type { InitialEvidence } from '../../src/snapshot/memory.js';
import type { GraphReader } from '../../src/sources/graph.js';
import type { SharePointReader } from '../../src/sources/sharepoint.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, fakeGraph, fakeSharePoint, WEB } from './fakes.js';
import { aLibrary, EEEU, everyone, grant, LIBRARY, LINK, person, siteGroup, TASKS, web } from './sharepoint-web.js';

const SEED = 20_260_801;
const RUNS = 300;

type Answers = Readonly<Record<string, unknown>>;

interface Case {
  readonly collector: Collector;
  readonly evidence: InitialEvidence;
  /** Bodies by what is asked: the path, or the kind of a CSOM read. */
  readonly answers: Answers;
}

const at = (list: string) => `/_api/web/lists(guid'${list}')`;
const tasks = { ...aLibrary, Id: TASKS, BaseTemplate: 100, ItemCount: 1, HasUniqueRoleAssignments: true };
const item = (Id: number, HasUniqueRoleAssignments: boolean) => ({
  Id,
  HasUniqueRoleAssignments,
  FileRef: `/sites/HR/f/${Id}`,
  FSObjType: 0,
});
const drive = {
  id: 'd',
  siteId: aSite().id,
  name: 'Documents',
  driveType: 'documentLibrary',
  webUrl: '',
  ownerId: null,
  listId: LIBRARY,
};
const link = {
  isInherited: false,
  linkDetails: {
    IsActive: true,
    LinkKind: 6,
    Scope: 1,
    IsEditLink: true,
    Created: '2024-01-01T00:00:00Z',
    Expiration: '',
    CreatedBy: { loginName: EEEU },
  },
};
const linked = { link: { scope: 'organization' }, inherited: false };

const CASES: Readonly<Record<string, Case>> = {
  'site access': {
    collector: siteAccess,
    evidence: { sites: [aSite()] },
    answers: {
      '/_api/web': web,
      '/_api/web/roleassignments': { value: [grant(siteGroup(4, 'Bezoekers'), 2), grant(person('ada'), 5, 1)] },
      '/_api/web/sitegroups': {
        value: [
          { Id: 4, Title: 'Bezoekers', LoginName: 'Bezoekers', Users: [everyone, person('cleo')] },
          { Id: 7, Title: LINK, LoginName: LINK, Users: [person('ben')] },
        ],
      },
      '/_api/web/lists': { value: [{ ...aLibrary, ItemCount: 2 }, tasks] },
      [`${at(LIBRARY)}/items`]: { value: [item(1, false), item(2, true)] },
      [`${at(LIBRARY)}/items(2)/roleassignments`]: { value: [grant(everyone, 2), grant(person('dora'), 3)] },
      [`${at(TASKS)}/roleassignments`]: { value: [grant(person('emil'), 3)] },
      [`${at(TASKS)}/items`]: { value: [item(9, true)] },
      [`${at(TASKS)}/items(9)/roleassignments`]: { value: [grant(siteGroup(7, LINK), 2)] },
    },
  },
  'site settings': {
    collector: siteSettings,
    evidence: { sites: [aSite()] },
    answers: {
      '/_api/SPO.Tenant/GetSitePropertiesByUrl': {
        Url: aSite().webUrl,
        Template: 'STS#3',
        SharingCapability: 1,
        LockState: 'Unlock',
        RestrictedAccessControl: true,
        RestrictedAccessControlGroups: [LIBRARY, TASKS],
        RestrictContentOrgWideSearch: false,
        SensitivityLabel: LIBRARY,
        GroupId: TASKS,
        TeamsChannelType: 1,
      },
      '/_api/SPO.Tenant/GetSiteAdministrators': {
        value: [
          { loginName: `c:0o.c|federateddirectoryclaimprovider|${TASKS}_o`, name: 'HR Owners', email: 'hr@contoso.com' },
          { loginName: EEEU, name: 'x' },
        ],
      },
    },
  },
  'the tenant': {
    collector: sharePointTenant,
    evidence: { sites: [aSite()] },
    answers: {
      'tenant-settings': {
        SharingCapability: 2,
        SharingAllowedDomainList: 'a.com b.com',
        GuestSharingGroupAllowListInTenant: [LIBRARY, TASKS],
      },
      'restricted-search-mode': 1,
      'restricted-search-sites': ['https://contoso.sharepoint.com/sites/a', 'https://contoso.sharepoint.com/sites/b'],
    },
  },
  'sharing links': {
    collector: sharingLinks,
    evidence: {
      sites: [aSite()],
      drives: { [aSite().id]: [drive] },
      items: { d: [{ id: 'i', listItemId: 1 } as never] },
      accessLists: { d: [{ itemId: 'i', permissions: [linked] } as never] },
    },
    answers: { [`${at(LIBRARY)}/items(1)/GetSharingInformation`]: { permissionsInformation: { links: [link, link] } } },
  },
  usage: {
    collector: siteUsage,
    evidence: { sites: [aSite()] },
    answers: {
      '/admin/reportSettings': { displayConcealedNames: false },
      "/reports/getSharePointSiteUsageDetail(period='D30')": {
        value: [{ siteId: COLLECTION, siteUrl: aSite().webUrl, fileCount: 7, siteSensitivityLabelId: WEB }],
      },
    },
  },
  channels: {
    collector: channels,
    evidence: { groups: [{ id: 'g', isTeam: true } as never] },
    answers: {
      '/teams/g/allChannels': {
        value: [
          { id: 'c1', displayName: 'Board', membershipType: 'private' },
          { id: 'c2', membershipType: 'shared' },
        ],
      },
      '/teams/g/channels/c1/filesFolder': { id: 'f', parentReference: { driveId: 'd1' } },
      '/teams/g/channels/c2/filesFolder': { id: 'f', parentReference: { driveId: 'd2' } },
    },
  },
};

async function told({ collector, evidence }: Case, answers: Answers) {
  const give = (path: string): unknown => (path in answers ? answers[path] : { value: [] });
  const fake = fakeSharePoint({ rest: (path) => give(decodeURIComponent(path)), csom: (kind) => give(kind) });
  const graph = fakeGraph((path) => give(decodeURIComponent(path)));
  const read = await collect(collector, { evidence, sharePoint: strict(fake.reader), graph: strict(graph) });
  const rows: unknown[] = [];
  for (const dataset of collector.meta.provides) rows.push(...(await rowsOf(read.evidence.rows(dataset))));
  const isWhole = collector.meta.provides.every((dataset) => read.evidence.coverage(dataset).state === 'complete');
  return { rows, isWhole, text: JSON.stringify(rows) };
}

/** The real readers take no list that is none. */
function strict<R extends GraphReader | SharePointReader>(reader: R): R {
  return {
    ...reader,
    async *pages(request: never) {
      for await (const page of reader.pages(request)) yield page.ok && !Array.isArray(page.rows) ? NO_LIST : page;
    },
  };
}

const NO_LIST = {
  ok: false,
  status: 200,
  code: null,
  gap: { reason: 'failed', detail: 'the answer was cut short or was no data' },
};

/** Lists in which null says that nobody knows them. */
const MAY_BE_UNKNOWN = /(?:Groups|DomainList)$/;
const NAMES = /(?:loginName|driveId|Groups|Sites|DomainList|collectionId|role)$/;

/** Whom and what the rows name, with the places where they say that it is not known. */
function namedIn(rows: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string' && NAMES.test(path)) names.add(`${path}=${value}`);
    if (value === null && MAY_BE_UNKNOWN.test(path)) names.add(path);
    if (typeof value !== 'object' || value === null) return;
    const { kind, id, displayName } = value as { kind?: unknown; id?: unknown; displayName?: unknown };
    // A SharePoint group is found by its number, else by its title.
    if (kind === 'siteGroup') names.add(`${path}=${id === '4' || displayName === 'Bezoekers' ? 'Bezoekers' : 'another'}`);
    else for (const [key, inner] of Object.entries(value)) walk(inner, Array.isArray(value) ? path : `${path}/${key}`);
  };
  walk(rows, '');
  return names;
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(path.length === 0 ? [] : [path]), ...entries.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

const MUTATIONS = {
  drop: undefined,
  null: null,
  object: {},
  nested: { results: { value: [] } },
  deferred: { __deferred: { uri: 'x' } },
  list: [{}],
  text: 'none',
  empty: '',
  number: 0.5,
  flag: true,
} as const;
type Mutation = keyof typeof MUTATIONS;

function mutated(value: unknown, path: Path, how: Mutation): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return MUTATIONS[how];
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  const inner = mutated(copy[key], rest, how);
  // An element taken out of a list leaves no trace in any answer; it is turned into null instead.
  if (inner === undefined && rest.length === 0 && !Array.isArray(copy)) delete copy[key];
  else copy[key] = inner ?? null;
  return copy;
}

/** What SharePoint itself says in this way is no mutation: null or empty text for "none", yes and no, and words for words. */
function isMeant(value: unknown, path: Path, how: Mutation): boolean {
  const at = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
  const type = Array.isArray(at) ? 'list' : typeof at;
  const isNone =
    (how === 'null' || how === 'empty') && /Groups|AllowList|DomainList|Associated|Label|GroupId/.test(String(path.at(-1)));
  return (
    isNone ||
    (type === 'boolean' && how === 'flag') ||
    (type === 'string' && how === 'text') ||
    (how === 'text' && /AllowList/.test(String(path)))
  );
}

test.each(Object.entries(CASES))(`%s (seed ${SEED})`, async (_, one) => {
  const base = await told(one, one.answers);
  expect(base.isWhole).toBe(true);
  const names = namedIn(base.rows);
  expect(names.size).toBeGreaterThan(0);
  const paths = pathsOf(one.answers);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom(...(Object.keys(MUTATIONS) as Mutation[])), async (path, how) => {
      // A whole answer that is missing is a refusal, which other tests hold.
      fc.pre(path.length > 1 || (how !== 'drop' && how !== 'null'));
      fc.pre(!isMeant(one.answers, path, how));
      const { rows, isWhole, text } = await told(one, mutated(one.answers, path, how) as Answers);
      expect(text).not.toMatch(/SharingLinks|dead/);
      if (!isWhole) return;
      const still = namedIn(rows);
      expect([...names].filter((name) => !still.has(name) && !still.has(name.replace(/=.*/, '')))).toEqual([]);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});
