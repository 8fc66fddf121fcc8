/** Private and shared channels: their types, their libraries, and what each refusal leaves unknown. */
import { describe, expect, test } from 'vitest';
import channels, { channelOf } from '../../src/collectors/channels.js';
import type { Group } from '../../src/evidence/directory.js';
import { rowsOf } from './crawl-simulated.js';
import { collect, fakeGraph, type Given, refused } from './fakes.js';

const group = (id: string, isTeam = true) => ({ id, isTeam }) as Group;
const entry = (id: string, membershipType: string) => ({ id, displayName: id, membershipType });

test.each([
  ['standard', 'standard'],
  ['private', 'private'],
  ['shared', 'shared'],
  ['unknownFutureValue', 'shared'],
])('membership type %s is %s', (given, expected) => {
  expect(channelOf(entry('c', given), 't')).toMatchObject({ membershipType: expected, teamId: 't', channelId: 'c' });
});

test.each([[null], [{ id: 'c' }], [entry('c', 'secret')], [{ membershipType: 'private' }]])('%j is no channel', (given) => {
  expect(channelOf(given, 't')).toBeNull();
});

describe('a scan', () => {
  const list = { value: [entry('general', 'standard'), entry('pay', 'private'), entry('lab', 'shared')] };
  const tell = async (answer: (path: string) => Given, groups = [group('t'), group('g', false)]) => {
    const graph = fakeGraph(answer);
    const { evidence } = await collect(channels, { evidence: { groups }, graph });
    return { coverage: evidence.coverage('channels'), rows: await rowsOf(evidence.rows('channels')), graph };
  };
  const folder = { id: 'f', parentReference: { driveId: 'drive-1' } };
  const answers = (folders: Given) => (path: string) => (path.endsWith('/allChannels') ? list : folders);

  test('asks teams only, and folders of private and shared channels only', async () => {
    const { coverage, rows, graph } = await tell(answers(folder));
    expect(coverage).toEqual({ state: 'complete', rows: 2 });
    expect(rows).toMatchObject([
      { channelId: 'pay', membershipType: 'private', driveId: 'drive-1' },
      { channelId: 'lab', membershipType: 'shared', driveId: 'drive-1' },
    ]);
    expect(graph.asked.map(({ path }) => path)).toEqual([
      '/teams/t/allChannels',
      '/teams/t/channels/pay/filesFolder',
      '/teams/t/channels/lab/filesFolder',
    ]);
    expect(graph.asked[0]?.headers).toEqual({ Prefer: 'include-unknown-enum-members' });
  });

  test('a channel that another team shares with this one belongs to that team', async () => {
    const [here, there] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    const at = (id: string, team: string) => ({
      ...entry(id, 'shared'),
      '@odata.id': `https://graph.microsoft.com/v1.0/tenants/x/teams/${team}/channels/${id}`,
    });
    const shared = { value: [at('own', here), at('lent', there)] };
    const { coverage, rows } = await tell((path) => (path.endsWith('/allChannels') ? shared : folder), [group(here)]);
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
    expect(rows).toMatchObject([{ teamId: here, channelId: 'own' }]);
  });

  test('a Files tab that nobody opened has no library', async () => {
    const { coverage, rows } = await tell(answers(refused(404)));
    expect(coverage.state).toBe('complete');
    expect(rows.map(({ driveId }) => driveId)).toEqual([null, null]);
  });

  test.each([
    ['a folder that is refused', answers(refused(403, null, 'Sites.Read.All')), 'partial'],
    ['a folder without a library', answers({ id: 'f' }), 'partial'],
    ['a team that is refused', () => refused(403, null, 'Channel.ReadBasic.All'), 'absent'],
    ['a list with a stranger', () => ({ value: [entry('c', 'secret')] }), 'partial'],
    ['a team that is none any more', () => refused(404), 'complete'],
  ])('%s', async (_, answer, state) => {
    expect((await tell(answer)).coverage.state).toBe(state);
  });

  test('a tenant without teams has no channels', async () => {
    expect((await tell(() => refused(403), [group('g', false)])).coverage).toEqual({ state: 'complete', rows: 0 });
  });
});
