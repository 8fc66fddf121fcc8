/** Whom the encryption of a label gives the right to extract, and whom a label policy reaches. */
import { describe, expect, it } from 'vitest';
import type { ExtractRight } from '../../src/derive/rows.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { type Known, known, unknown } from '../../src/evidence/known.js';
import { type LabelEncryption, type LabelPolicy, unreadable } from '../../src/evidence/purview.js';
import { aLabel, aPolicy } from '../kit/labels.js';
import { EVERYWHERE, NOWHERE } from '../kit/purview-rows.js';
import { aUser } from '../kit/rows.js';
import { group, member, type Small, smallWorld, staff } from '../kit/small-evidence.js';

const organization = [
  {
    id: 'tenant',
    displayName: 'Clinic',
    verifiedDomains: [{ name: 'Clinic.example', isDefault: true, isInitial: false }],
    countryLetterCode: null,
    createdDateTime: null,
  },
];

/** Ten people; two clinicians; a group of all; one within a group; two groups of one name. */
const directory = {
  organization,
  users: [
    ...staff(10),
    aUser({ id: 'guest', userType: 'Guest', displayName: 'Gil', userPrincipalName: 'gil#EXT#', mail: 'gil@lab.example' }),
  ],
  groups: [
    group('clinicians', { mail: 'clinicians@clinic.example', displayName: 'Clinicians' }),
    group('all', { mail: 'everyone@clinic.example', displayName: 'All staff', isUnified: true, visibility: 'Private' }),
    group('half', { displayName: 'First half' }),
    group('rest', { displayName: 'Other half' }),
    group('twin-1', { displayName: 'Twin' }),
    group('twin-2', { displayName: 'Twin' }),
  ],
  groupLinks: [
    member('clinicians', 'u0'),
    member('clinicians', 'u1'),
    ...Array.from({ length: 10 }, (_, n) => member('all', `u${n}`)),
    member('half', 'clinicians', 'group'),
    ...['u2', 'u3', 'u4'].map((id) => member('half', id)),
    ...['u5', 'u6', 'u7', 'u8', 'u9'].map((id) => member('rest', id)),
  ],
};

type Rights = readonly (readonly [string, ...string[]])[];

const template = (...rights: Rights): LabelEncryption => ({
  kind: 'template',
  rights: known(rights.map(([identity, ...list]) => ({ identity, rights: list }))),
  isDoubleKey: known(false),
});

async function extractOf(encryption: Known<LabelEncryption | null>, small: Small = {}): Promise<Known<ExtractRight | null>> {
  const world = await smallWorld({
    ...small,
    evidence: { ...directory, labels: [aLabel({ encryption })], labelPolicies: [], ...small.evidence },
  });
  return world.rows('label')[0]?.extract as Known<ExtractRight | null>;
}

describe('the right to extract', () => {
  it.each([
    ['anybody who signs in', [['AuthenticatedUsers', 'VIEW', 'EXTRACT']], 'everyone'],
    ['a domain of the tenant', [['clinic.example', 'VIEW', 'EXTRACT']], 'everyone'],
    ['the same with a star', [['*@CLINIC.example', 'OWNER']], 'everyone'],
    ['a group of all staff', [['everyone@clinic.example', 'EXTRACT']], 'everyone'],
    [
      'two groups that are all staff together',
      [
        ['First half', 'EXTRACT'],
        ['rest', 'EXTRACT'],
      ],
      'everyone',
    ],
    ['full control of all', [['AuthenticatedUsers', 'OWNER']], 'everyone'],
    ['Co-Author', [['AuthenticatedUsers', 'Co-Author']], 'everyone'],
    ['Co-Owner', [['AuthenticatedUsers', 'CO-OWNER']], 'everyone'],
    ['Reviewer', [['AuthenticatedUsers', 'Reviewer']], 'nobody'],
    ['Viewer', [['AuthenticatedUsers', 'VIEWER']], 'nobody'],
    ['view alone for all', [['AuthenticatedUsers', 'VIEW', 'VIEWRIGHTSDATA', 'OBJMODEL']], 'nobody'],
    ['a group by address', [['clinicians@clinic.example', 'VIEW', 'EXTRACT']], 'named'],
    ['one person', [['p0@clinic.example', 'EXTRACT']], 'named'],
    ['half of the staff', [['first half', 'EXTRACT']], 'named'],
    [
      'a partner',
      [
        ['lab.example', 'EXTRACT'],
        ['who@lab.example', 'EXTRACT'],
      ],
      'named',
    ],
    [
      'all may look, clinicians may copy',
      [
        ['clinic.example', 'VIEW'],
        ['clinicians', 'EXTRACT'],
      ],
      'named',
    ],
    ['the author, who has all rights anyway', [['IPC_USER_ID_OWNER', 'OWNER']], 'nobody'],
  ] satisfies readonly [string, Rights, ExtractRight['to']][])('%s', async (_, rights, to) => {
    expect(await extractOf(known(template(...rights)))).toMatchObject({ known: true, value: { to } });
  });

  it('lists who has it, as the label names them', async () => {
    const found = await extractOf(
      known(template(['clinic.example', 'VIEW'], ['Clinicians', 'EXTRACT'], ['lab.example', 'OWNER'])),
    );
    expect(found).toEqual(known({ to: 'named', identities: ['Clinicians', 'lab.example'] }));
  });

  it.each([
    ['user-defined', 'author-decides'],
    ['encrypt-only', 'author-decides'],
    ['do-not-forward', 'nobody'],
  ] as const)('%s: %s', async (kind, to) => {
    expect(await extractOf(known({ ...template(), kind }))).toEqual(known({ to, identities: [] }));
  });

  it('is none where nothing is encrypted', async () => {
    expect(await extractOf(known(null))).toEqual(known(null));
  });

  it('is unknown where the label, or who stands behind a name, is', async () => {
    const gap = unreadable('rights');
    expect(await extractOf(unknown(gap))).toEqual(unknown(gap));
    expect(await extractOf(known({ ...template(), rights: unknown(gap) }))).toEqual(unknown(gap));
    expect(await extractOf(known(template()))).toMatchObject({ known: false, gap: { reason: 'unreadable' } });
    expect(await extractOf(known({ ...template(), kind: 'other' }))).toMatchObject({ known: false });
    // It may be an older address of the group of all staff.
    expect(await extractOf(known(template(['old-name@clinic.example', 'EXTRACT'])))).toMatchObject({ known: false });
    expect(await extractOf(known(template(['Twin', 'EXTRACT'])))).toMatchObject({ known: false });
  });

  it('is everybody, whatever else is not known', async () => {
    const found = await extractOf(known(template(['nobody@clinic.example', 'EXTRACT'], ['AuthenticatedUsers', 'EXTRACT'])));
    expect(found).toMatchObject({ value: { to: 'everyone' } });
  });

  it('is unknown for a domain, and for members of a group, where those were not read', async () => {
    const refused: Gap = { reason: 'forbidden', remedy: 'X.Read' };
    const without = (dataset: 'organization' | 'groupLinks' | 'users'): Small => ({
      away: (e) => e.setCoverage(dataset, { state: 'absent', rows: 0, gaps: [refused] }),
    });
    expect(await extractOf(known(template(['clinic.example', 'EXTRACT'])), without('organization'))).toEqual(unknown(refused));
    expect(await extractOf(known(template(['clinicians', 'EXTRACT'])), without('groupLinks'))).toEqual(unknown(refused));
    expect(await extractOf(known(template(['p0@clinic.example', 'EXTRACT'])), without('users'))).toEqual(unknown(refused));
  });
});

describe('whom a label policy reaches', () => {
  const reach = async (over: Partial<LabelPolicy>, small: Small = {}) => {
    const world = await smallWorld({ ...small, evidence: { ...directory, labels: [], labelPolicies: [aPolicy(over)] } });
    return world.rows('labelPolicy')[0]?.people;
  };
  const scope = (includes: 'all' | readonly string[], excludes: readonly string[] = [], adaptive: readonly string[] = []) =>
    known({ includes, excludes, adaptive });
  const all = Array.from({ length: 10 }, (_, n) => `u${n}`);

  it.each([
    ['everybody', { people: known(EVERYWHERE) }, 'all'],
    ['everybody, whatever groups it names', { people: known(EVERYWHERE), groups: unknown(unreadable('x')) }, 'all'],
    ['nobody', { people: known(NOWHERE) }, []],
    ['one by address, one by name, one by id', { people: scope(['P0@clinic.example', 'Person 1', 'u2']) }, ['u0', 'u1', 'u2']],
    ['a group with a group in it', { people: scope(['First half']) }, ['u0', 'u1', 'u2', 'u3', 'u4']],
    ['a group and a person in it once', { people: scope(['clinicians', 'u0']) }, ['u0', 'u1']],
    ['a guest is none of the staff', { people: scope(['gil@lab.example']) }, []],
    ['everybody but the clinicians', { people: scope('all', ['clinicians']) }, all.slice(2)],
    ['half but one', { people: scope(['half'], ['u4']) }, ['u0', 'u1', 'u2', 'u3']],
    ['a Microsoft 365 group', { people: known(NOWHERE), groups: scope(['all']) }, all],
    ['every Microsoft 365 group', { people: known(NOWHERE), groups: scope('all') }, all],
  ] satisfies readonly [string, Partial<LabelPolicy>, 'all' | readonly string[]][])('%s', async (_, over, people) => {
    expect(await reach(over)).toEqual(known(people));
  });

  it.each([
    ['a name that nobody has', { people: scope(['Somebody']) }],
    ['an exclusion that nobody has', { people: scope('all', ['Somebody']) }],
    ['an adaptive scope', { people: scope([], [], ['Nurses']) }],
    ['a scope that was not read', { people: unknown(unreadable('ExchangeLocation')) }],
    ['groups that were not read', { people: known(NOWHERE), groups: unknown(unreadable('ModernGroupLocation')) }],
  ] satisfies readonly [string, Partial<LabelPolicy>][])('is unknown: %s', async (_, over) => {
    expect((await reach(over))?.known).toBe(false);
  });

  it('is unknown where the directory is', async () => {
    const refused: Gap = { reason: 'forbidden' };
    const away: Small['away'] = (e) => e.setCoverage('users', { state: 'absent', rows: 0, gaps: [refused] });
    expect(await reach({ people: scope(['u0']) }, { away })).toEqual(unknown(refused));
    expect(await reach({ people: known(EVERYWHERE) }, { away }), 'everybody is everybody').toEqual(known('all'));
  });
});
