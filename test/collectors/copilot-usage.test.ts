/** The usage report of Copilot: sums over every page, whatever names it shows, and nothing but the sums. */
import { describe, expect, test } from 'vitest';
import copilotUsage, { lastUse } from '../../src/collectors/copilot-usage.js';
import { gapsOf } from '../../src/evidence/coverage.js';
import { rowsOf } from './crawl-simulated.js';
import { collect, fakeGraph, type Given, refused } from './fakes.js';

const entry = (over: object = {}) => ({
  reportRefreshDate: '2026-08-20',
  userPrincipalName: 'DC8C64D6EC3A3AA17481D7E5EB5B68A6',
  lastActivityDate: '2026-08-18',
  copilotChatLastActivityDate: '2026-08-16',
  excelCopilotLastActivityDate: '',
  copilotActivityUserDetailsByPeriod: [{ reportPeriod: 30 }],
  ...over,
});
const idle = entry({ lastActivityDate: '', copilotChatLastActivityDate: null });

const tell = async (given: Given) => {
  const graph = fakeGraph(() => given);
  const { evidence } = await collect(copilotUsage, { graph });
  return { coverage: evidence.coverage('copilotUsage'), rows: await rowsOf(evidence.rows('copilotUsage')), graph };
};

describe('when somebody last used it', () => {
  const at = (day: string) => ({ latest: Date.parse(day) });
  test.each<[string, object, ReturnType<typeof lastUse>]>([
    ['the latest of all apps', entry(), at('2026-08-18')],
    ['of one app alone', { wordCopilotLastActivityDate: '2026-03-01' }, at('2026-03-01')],
    ['never', idle, { latest: null }],
    ['in words that are no date', entry({ lastActivityDate: 'yesterday' }), null],
    ['as a number', entry({ lastActivityDate: 20_260_818 }), null],
    ['not told at all', { reportRefreshDate: '2026-08-20', userPrincipalName: 'ada' }, null],
  ])('%s', (_, given, expected) => {
    expect(lastUse({ ...given })).toEqual(expected);
  });
});

describe('a scan', () => {
  test('adds up every page, and counts who used it within thirty days of the report', async () => {
    const edge = entry({ lastActivityDate: '2026-07-21', copilotChatLastActivityDate: '' });
    const past = entry({ lastActivityDate: '2026-07-20', copilotChatLastActivityDate: '' });
    const { coverage, rows, graph } = await tell({
      pages: [
        [entry(), idle],
        [edge, past],
      ],
    });
    expect(coverage).toEqual({ state: 'complete', rows: 1 });
    expect(rows).toEqual([{ refreshed: '2026-08-20', people: 4, active: 2 }]);
    expect(graph.asked[0]).toMatchObject({ lane: 'reports', query: { $format: 'application/json' } });
    expect(graph.asked[0]).not.toHaveProperty('version');
  });

  test('keeps no name', async () => {
    const { rows } = await tell({ value: [entry({ userPrincipalName: 'ada@clinic.example', displayName: 'Ada' })] });
    expect(JSON.stringify(rows)).not.toMatch(/ada/i);
  });

  test('of a tenant without seats says nobody', async () => {
    const { coverage, rows } = await tell({ value: [] });
    expect(coverage.state).toBe('complete');
    expect(rows).toEqual([{ refreshed: null, people: 0, active: 0 }]);
  });

  test('that lost a page, or met an entry it cannot read, says so and counts what it saw', async () => {
    const lost = await tell({ pages: [[entry()], refused(500, null, 'Reports.Read.All')] });
    expect(lost.coverage.state).toBe('partial');
    expect(lost.rows).toMatchObject([{ people: 1, active: 1 }]);
    const odd = await tell({ value: [entry(), 'x', entry({ lastActivityDate: 'soon' })] });
    expect(odd.coverage.state).toBe('partial');
    expect(odd.rows).toMatchObject([{ people: 1, active: 1 }]);
  });

  test('of a cloud without the report, or without the permission, has no sums', async () => {
    const absent = await tell(refused(404, null, 'Reports.Read.All'));
    expect(absent.coverage.state).toBe('absent');
    expect(absent.rows).toEqual([]);
    expect(gapsOf(absent.coverage)[0]).toMatchObject({ reason: 'failed', detail: expect.stringContaining('cloud') });
    const forbidden = await tell(refused(403, null, 'Reports.Read.All'));
    expect(gapsOf(forbidden.coverage)).toMatchObject([{ reason: 'forbidden', remedy: 'Reports.Read.All' }]);
  });
});
