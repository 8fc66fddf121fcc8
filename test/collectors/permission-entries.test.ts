/** Every shape of a permission that Microsoft was seen to write, and that no key to the house is kept of any. */
import { expect, test } from 'vitest';
import { accessListOf, loginNameIn, permissionOf } from '../../src/collectors/permission-entries.js';

const LOGIN = 'i:0#.f|membership|ada@clinic.example';
const EVERYONE = 'c:0-.f|rolemanager|spo-grid-all-users/11111111-1111-1111-1111-111111111111';
const encoded = (login: string) => Buffer.from(login, 'utf8').toString('base64url');
const read = (entry: Record<string, unknown>) => permissionOf({ id: 'x', roles: ['read'], ...entry }, 'item-1', 3);
const only = (entry: Record<string, unknown>) => {
  const { principals } = read(entry);
  expect(principals).toHaveLength(1);
  return principals[0];
};

test.each([
  {
    name: 'a person, by the id of the directory',
    set: {
      user: { id: 'user-1', displayName: 'Ada', email: 'ada@clinic.example' },
      siteUser: { id: '12', displayName: 'Ada', email: 'ada@clinic.example', loginName: LOGIN },
    },
    is: { kind: 'user', id: 'user-1', displayName: 'Ada', email: 'ada@clinic.example', loginName: LOGIN },
  },
  {
    name: 'a Microsoft 365 group with its claim',
    set: {
      group: { id: 'group-1', displayName: 'Front office', email: 'front@clinic.example' },
      siteUser: { id: '8', loginName: 'c:0o.c|federateddirectoryclaimprovider|group-1' },
    },
    is: {
      kind: 'group',
      id: 'group-1',
      displayName: 'Front office',
      email: 'front@clinic.example',
      loginName: 'c:0o.c|federateddirectoryclaimprovider|group-1',
    },
  },
  {
    name: 'the owners of a group: only the login name tells them from its members',
    set: {
      group: { id: 'group-1', displayName: 'Front office' },
      siteUser: { loginName: 'c:0o.c|federateddirectoryclaimprovider|group-1_o' },
    },
    is: {
      kind: 'group',
      id: 'group-1',
      displayName: 'Front office',
      email: null,
      loginName: 'c:0o.c|federateddirectoryclaimprovider|group-1_o',
    },
  },
  {
    name: 'a SharePoint group that comes as a user as well',
    set: { user: { displayName: 'Visitors' }, siteGroup: { id: '5', displayName: 'Visitors', loginName: 'Visitors' } },
    is: { kind: 'siteGroup', id: '5', displayName: 'Visitors', email: null, loginName: 'Visitors' },
  },
  {
    name: 'everyone except external users, with a user that has no id',
    set: { user: { displayName: 'Iedereen' }, siteUser: { id: '4', displayName: 'Iedereen', loginName: EVERYONE } },
    is: { kind: 'siteUser', id: null, displayName: 'Iedereen', email: null, loginName: EVERYONE },
  },
  {
    name: 'a claim whose user has an id all the same',
    set: { user: { id: 'strange', displayName: 'Everyone' }, siteUser: { loginName: 'c:0(.s|true' } },
    is: { kind: 'siteUser', id: null, displayName: '', email: null, loginName: 'c:0(.s|true' },
  },
  {
    name: 'an application',
    set: { application: { id: 'app-1', displayName: 'Backup' } },
    is: { kind: 'application', id: 'app-1', displayName: 'Backup', email: null, loginName: null },
  },
])('direct grant: $name', ({ set, is }) => {
  const principal = only({ grantedToV2: set });
  expect({ ...principal, displayName: is.displayName === '' ? '' : principal?.displayName }).toEqual(is);
});

test('the older identities serve where the newer are missing', () => {
  expect(only({ grantedTo: { user: { id: 'user-1', displayName: 'Ada' } } })).toMatchObject({ kind: 'user', id: 'user-1' });
  expect(read({ link: {}, grantedToIdentities: [{ user: { id: 'user-1', displayName: 'Ada' } }] }).principals).toHaveLength(1);
});

test('without a siteUser the id of a direct grant tells the login name', () => {
  expect(only({ id: encoded(EVERYONE), grantedToV2: { user: { displayName: 'Tout le monde' } } })).toMatchObject({
    kind: 'siteUser',
    loginName: EVERYONE,
  });
  expect(only({ id: encoded(LOGIN), grantedToV2: { user: { id: 'user-1', displayName: 'Ada' } } })).toMatchObject({
    kind: 'user',
    loginName: LOGIN,
  });
});

test('a direct grant to nobody that Graph names is kept as a grant to somebody', () => {
  expect(only({})).toEqual({ kind: 'siteUser', id: null, displayName: '', email: null, loginName: null });
  expect(only({ id: encoded(EVERYONE), grantedToV2: {} })).toMatchObject({ loginName: EVERYONE });
  expect(only({ grantedToV2: { user: null } })).toMatchObject({ kind: 'siteUser', loginName: null });
});

test.each([
  ['anonymous', 'view'],
  ['organization', 'edit'],
  ['users', 'review'],
  ['existingAccess', 'view'],
  ['users', 'blocksDownload'],
])('a link of scope %s and type %s keeps those two and nothing that opens it', (scope, type) => {
  const secret = 'https://clinic.sharepoint.example/:x:/s/secret';
  const entry = read({
    id: 'aaaaaaaa-share-id',
    shareId: 'u!aaaaaaaa-share-id',
    hasPassword: false,
    link: { scope, type, webUrl: secret, preventsDownload: false, webHtml: secret },
    invitation: { email: 'guest@other.example', redeemedBy: 'someone', signInRequired: true },
    grantedToIdentitiesV2: [
      { user: { id: 'user-2', displayName: 'Ben', email: 'ben@clinic.example' }, siteUser: { loginName: LOGIN } },
    ],
  });
  expect(entry).toMatchObject({ id: 'link-3', link: { scope, type }, principals: [{ kind: 'user', id: 'user-2' }] });
  expect(JSON.stringify(entry)).not.toMatch(/secret|share-id|webUrl|shareId|guest@other/);
});

test('a link that nobody opened has no principals', () => {
  expect(read({ link: { scope: 'organization', type: 'view' }, grantedToIdentitiesV2: [] }).principals).toEqual([]);
});

test('a link without a scope is not taken for a narrow one', () => {
  expect(read({ link: { type: 'view' } }).link).toEqual({ scope: 'unknown', type: 'view' });
});

test('a sharing invitation without a link does not leave its share id behind', () => {
  expect(read({ id: 'share-id', invitation: { email: 'a@b.example' }, grantedToV2: { user: { displayName: 'A' } } }).id).toBe(
    'link-3',
  );
});

test.each([
  [{}, false],
  [{ inheritedFrom: {} }, true],
  [{ inheritedFrom: { id: 'root' } }, true],
  [{ inheritedFrom: null }, false],
])('%j: inherited is %s', (entry, inherited) => {
  expect(read(entry).inherited).toBe(inherited);
});

test.each([
  [undefined, null],
  ['0001-01-01T00:00:00Z', null],
  ['2027-01-31T00:00:00Z', '2027-01-31T00:00:00Z'],
  ['soon', null],
])('expiry %s reads as %s', (expirationDateTime, read1) => {
  expect(read({ expirationDateTime }).expirationDateTime).toBe(read1);
});

test.each([
  [encoded(LOGIN), LOGIN],
  [encoded('c:0(.s|true'), 'c:0(.s|true'],
  [encoded('Visitors'), null],
  ['11111111-1111-1111-1111-111111111111', null],
  ['not base64 at all', null],
  ['', null],
])('%s hides the login name %s', (id, loginName) => {
  expect(loginNameIn(id)).toBe(loginName);
});

test('ninety entries may be a list that was cut; an entry that is no object is told of', () => {
  const entries = Array.from({ length: 90 }, (_, at) => ({ id: `p${at}`, roles: ['read'] }));
  expect(accessListOf('item-1', entries)).toMatchObject({ isWhole: true, list: { isAtLeast: true } });
  expect(accessListOf('item-1', entries.slice(1)).list.isAtLeast).toBe(false);
  const broken = accessListOf('item-1', [null, { id: 'p1', roles: null }]);
  expect(broken.isWhole).toBe(false);
  expect(broken.list.permissions).toMatchObject([{ id: 'p1', roles: [] }]);
});
