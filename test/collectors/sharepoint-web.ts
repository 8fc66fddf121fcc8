/** One web of SharePoint as a fake reader answers for it, and what the collector of access makes of it. */
import siteAccess from '../../src/collectors/site-access.js';
import { rowsOf } from './crawl-simulated.js';
import { aSite, COLLECTION, collect, type FakeAnswers, fakeSharePoint, type Given, WEB } from './fakes.js';

export const EEEU = 'c:0-.f|rolemanager|spo-grid-all-users/aaaaaaaa-0000-4000-8000-000000000000';
export const LIBRARY = 'aaaaaaaa-1111-4111-8111-111111111111';
export const TASKS = 'bbbbbbbb-1111-4111-8111-111111111111';

export const person = (Title: string) => ({
  Id: 9,
  Title,
  LoginName: `i:0#.f|membership|${Title}@contoso.com`,
  PrincipalType: 1,
  Email: '',
});
export const everyone = { Id: 8, Title: 'Iedereen behalve externe gebruikers', LoginName: EEEU, PrincipalType: 4, Email: '' };
export const siteGroup = (Id: number, Title: string) => ({ Id, Title, LoginName: Title, PrincipalType: 8 });
export const grant = (Member: object, ...kinds: (number | string)[]) => ({
  PrincipalId: 1,
  Member,
  RoleDefinitionBindings: kinds.map((RoleTypeKind) => ({ Id: 1, Name: `Level ${RoleTypeKind}`, RoleTypeKind })),
});

export const web = {
  Id: WEB,
  Title: 'Human resources',
  ServerRelativeUrl: '/sites/HR',
  HasUniqueRoleAssignments: true,
  NoCrawl: false,
  RequestAccessEmail: 'owner@contoso.com',
  MembersCanShare: true,
  AssociatedOwnerGroup: { Id: 3 },
  AssociatedMemberGroup: { Id: 5 },
  AssociatedVisitorGroup: { Id: 4 },
};
export const aLibrary = {
  Id: LIBRARY,
  Title: 'Documents',
  Hidden: false,
  BaseTemplate: 101,
  ItemCount: 40,
  HasUniqueRoleAssignments: false,
  NoCrawl: false,
  RootFolder: { ServerRelativeUrl: '/sites/HR/Shared Documents' },
};
export const visitors = { Id: 4, Title: 'Bezoekers', LoginName: 'Bezoekers', Users: [everyone] };
export const LINK = 'SharingLinks.0a0a0a0a-0000-4000-8000-000000000000.Flexible.5e5e5e5e-0000-4000-8000-00000000dead';

/** Answers of one web by what is asked; what is not named is empty. */
export function answersOf(over: Readonly<Record<string, Given>> = {}): FakeAnswers {
  const all: Record<string, Given> = {
    '/_api/web': web,
    '/_api/web/roleassignments': { value: [grant(siteGroup(4, 'Bezoekers'), 2)] },
    '/_api/web/sitegroups': { value: [visitors] },
    '/_api/web/lists': { value: [] },
    ...over,
  };
  return { rest: (path) => all[decodeURIComponent(path)] ?? { value: [] } };
}

export async function tell(answers: FakeAnswers, sites = [aSite()]) {
  const fake = fakeSharePoint(answers);
  const { evidence, notes } = await collect(siteAccess, { evidence: { sites }, sharePoint: fake.reader });
  return {
    fake,
    evidence,
    notes: [...notes],
    groups: await rowsOf(evidence.rows('siteGroups', COLLECTION)),
    objects: await rowsOf(evidence.rows('roleAssignments', COLLECTION)),
    states: [evidence.coverage('siteGroups', COLLECTION).state, evidence.coverage('roleAssignments', COLLECTION).state],
  };
}
