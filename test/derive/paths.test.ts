/** One shortest way in, link by link, and the names that are not written into it. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { loadDirectory } from '../../src/derive/directory.js';
import { insiders, pathText, pathTo, shortestWay } from '../../src/derive/paths.js';
import type { Grant } from '../../src/derive/rows.js';
import type { GroupLink } from '../../src/evidence/directory.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { InitialEvidence } from '../../src/snapshot/memory.js';
import { aGrant, anEveryoneGrant, aScope, aUser, FORBIDDEN, NOW } from '../kit/rows.js';
import { group, member, smallEvidence } from '../kit/small-evidence.js';

const ada = aUser({ id: 'ada', displayName: 'Ada' });
const owner = (groupId: string, memberId: string): GroupLink => ({ groupId, memberId, memberKind: 'user', role: 'owner' });
const to = (id: string, over: Partial<Grant> = {}) => aGrant({ principal: { kind: 'group', id }, label: id, ...over });
const toPerson = (id: string, over: Partial<Grant> = {}) => aGrant({ principal: { kind: 'person', id }, label: id, ...over });
const everyone = anEveryoneGrant({ principal: { kind: 'everybody', id: null }, via: 'Visitors' });
const OFF = known(null);

async function insider(user = ada, evidence: InitialEvidence = {}) {
  const rows = smallEvidence({ evidence: { users: [user], ...evidence } });
  return insiders(await loadDirectory(rows, { ...DEFAULT_CONFIG, now: NOW }))(user);
}

/** ada is in Team, Team in Division, Division in Company and back in Team; she owns Board. */
const NESTED: InitialEvidence = {
  groups: ['team', 'division', 'company', 'board'].map((id) => group(id, { displayName: `The ${id}` })),
  groupLinks: [
    member('team', 'ada'),
    member('division', 'team', 'group'),
    member('company', 'division', 'group'),
    member('team', 'company', 'group'),
    owner('board', 'ada'),
  ],
};

describe('the shortest way', () => {
  it.each<[string, Grant[], string[] | null]>([
    ['none', [to('elsewhere'), toPerson('ben')], null],
    ['by name', [toPerson('ada')], []],
    ['by a group', [to('team')], ['The team']],
    ['by nested groups, in a circle', [to('company')], ['The team', 'The division', 'The company']],
    ['of several the shortest', [to('company'), to('division'), to('team')], ['The team']],
    ['by name before a group', [to('team'), toPerson('ada')], []],
    ['through a SharePoint group', [to('team', { via: 'Site Members' })], ['The team', 'Site Members']],
    ['by a claim in a SharePoint group', [everyone], ['Everyone except external users', 'Visitors']],
    ['the first of equal ones', [everyone, to('team', { via: 'Members' })], ['Everyone except external users', 'Visitors']],
    ['by a public group that she is not in', [to('open', { audience: 'public-group', orgWide: known(true) })], ['open']],
    [
      'as an owner, who is no member',
      [to('board'), aGrant({ label: 'Owners of The board', principal: { kind: 'owners', id: 'board' } })],
      ['Owners of The board'],
    ],
    ['not by a link that she did not open', [toPerson('ada', { reach: 'latent' })], null],
    ['not by what nobody can name', [aGrant({ principal: { kind: 'unknown', id: null } })], null],
    [
      'as an administrator, said once',
      [toPerson('ada', { label: 'Site collection administrators', via: 'Site collection administrators' })],
      ['Site collection administrators'],
    ],
  ])('%s', async (_, grants, way) => {
    expect(shortestWay(await insider(ada, NESTED), grants, OFF)).toEqual(way);
  });

  it.each([
    ['a guest', { userType: 'Guest' as const }],
    ['a disabled account', { accountEnabled: false }],
  ])('does not take %s for everybody', async (_, over) => {
    expect(shortestWay(await insider({ ...ada, ...over }), [everyone], OFF)).toBeNull();
  });

  it('is shut by Restricted Access Control, unless she is in one of its groups; a gap does not shut it', async () => {
    const inside = await insider(ada, NESTED);
    expect(shortestWay(inside, [everyone], known(['board']))).toBeNull();
    expect(shortestWay(inside, [everyone], known(['board', 'company']))).not.toBeNull();
    expect(shortestWay(inside, [everyone], unknown(FORBIDDEN))).not.toBeNull();
  });
});

describe('the path', () => {
  const place = {
    ...aScope().place,
    siteName: 'RevCycle-Archive',
    parts: [
      { name: 'Shared Documents', sensitive: false },
      { name: 'Treatment Notes 2022', sensitive: true },
      { name: 'Smith, John', sensitive: true },
      { name: 'Old', sensitive: false },
    ],
    words: ['treatment note'],
  };

  it('goes from the person to the place, without names that look like PHI', async () => {
    const path = pathTo(await insider(), ['Everyone except external users', 'Visitors'], place);
    expect(pathText(path, place.words, false)).toEqual([
      'Ada',
      'Everyone except external users',
      'Visitors',
      'RevCycle-Archive',
      'Shared Documents',
      '[name hidden: treatment note]',
      'Old',
    ]);
    expect(pathText(path, place.words, true).slice(-3)).toEqual(['Treatment Notes 2022', 'Smith, John', 'Old']);
  });

  it('hides a name also where no word of the lexicon says why', async () => {
    const path = pathTo(await insider(), [], place);
    expect(pathText(path, [], false)).toContain('[name hidden: PHI-looking]');
  });
});
