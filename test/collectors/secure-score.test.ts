/** Secure Score: the newest score alone, the controls of interest alone, and numbers in both of Microsoft's spellings. */
import { describe, expect, test } from 'vitest';
import secureScore, { controlsOf } from '../../src/collectors/secure-score.js';
import { rowsOf } from './crawl-simulated.js';
import { collect, fakeGraph, type Given, refused } from './fakes.js';

const control = (controlName: unknown, over: object = {}) => ({ controlCategory: 'Data', controlName, score: 3, ...over });
const score = (controlScores: unknown, createdDateTime = '2026-11-20T00:00:00Z') => ({ id: 's', createdDateTime, controlScores });
const audit = { name: 'mip_search_auditlog', score: 3, percent: null, status: null, asOf: '2026-11-20T00:00:00Z' };

const tell = async (given: Given) => {
  const graph = fakeGraph(() => given);
  const { evidence } = await collect(secureScore, { graph });
  return { state: evidence.coverage('secureScore').state, rows: await rowsOf(evidence.rows('secureScore')), graph };
};

describe('a control', () => {
  test.each<[object, object]>([
    [{}, {}],
    [
      { score: '0.0', scoreInPercentage: '100.0' },
      { score: 0, percent: 100 },
    ],
    [
      { score: 0, scoreInPercentage: 0, implementationStatus: 'Off' },
      { score: 0, percent: 0, status: 'Off' },
    ],
    [{ score: 'many', scoreInPercentage: null }, { score: null }],
    [{ score: undefined }, { score: null }],
  ])('%j', (over, expected) => {
    expect(controlsOf(score([control('mip_search_auditlog', over)]))?.rows).toEqual([{ ...audit, ...expected }]);
  });

  test('of another name is left aside, in whatever case one of ours is written', () => {
    const found = controlsOf(
      score([control('AdminMFAV2'), control('MIP_DLP_policies_teams'), control('dlp_datalossprevention')]),
    );
    expect(found).toMatchObject({
      rows: [{ name: 'MIP_DLP_policies_teams' }, { name: 'dlp_datalossprevention' }],
      isMalformed: false,
    });
  });

  test('without a name is told of', () => {
    expect(controlsOf(score([control(null), 7, control('mip_search_auditlog')]))).toEqual({ rows: [audit], isMalformed: true });
  });
});

describe('a scan', () => {
  test('asks for the newest score and never for the next page', async () => {
    const link = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/security/secureScores?$skiptoken=x' };
    const value = [score([control('mip_search_auditlog')]), score([control('mip_search_auditlog')], '2026-11-19T00:00:00Z')];
    const { state, rows, graph } = await tell({ ...link, value });
    expect({ state, rows }).toEqual({ state: 'complete', rows: [audit] });
    expect(graph.asked).toMatchObject([{ path: '/security/secureScores', query: { $top: '1' }, lane: 'security' }]);
  });

  test.each<[string, Given, string, number]>([
    ['a tenant that has no score yet', { value: [] }, 'complete', 0],
    ['a score without controls', { value: [score(undefined)] }, 'absent', 0],
    ['a score that is none', { value: [7] }, 'absent', 0],
    ['no list', { value: 'x' }, 'absent', 0],
    ['controls without names', { value: [score([control(''), control('mip_search_auditlog')])] }, 'partial', 1],
    ['no permission', refused(403, null, 'SecurityEvents.Read.All'), 'absent', 0],
    ['a cloud without it', refused(404), 'absent', 0],
  ])('%s', async (_, given, state, count) => {
    const told = await tell(given);
    expect([told.state, told.rows.length]).toEqual([state, count]);
  });
});
