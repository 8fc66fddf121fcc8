/** One cause, one finding in the score: which findings are consequences, and of what. */
import { describe, expect, it } from 'vitest';
import { groupByRootCause } from '../../src/engine/root-causes.js';
import { aFinding, anObject } from '../kit/findings.js';

type Place = string | null | { readonly id?: string; readonly site?: string | null; readonly suspicion?: boolean };

/** A finding with one object for each place: a site id, or an object with its own id. */
function fail(ruleId: string, ...places: Place[]) {
  const objects = places.map((place, i) => {
    if (typeof place !== 'object' || place === null) return anObject({ id: `${ruleId}/${i}`, siteId: place });
    return anObject({ id: place.id ?? `${ruleId}/${i}`, siteId: place.site ?? null, suspicion: place.suspicion === true });
  });
  return aFinding({ ruleId, outcome: 'fail', objects });
}

function cause(list: readonly ReturnType<typeof fail>[], id: string): string | null | undefined {
  return groupByRootCause(list).find((f) => f.ruleId === id)?.rootCause;
}

describe('root causes', () => {
  it.each(['SITE-001', 'SITE-002'])('makes grants on the sites of %s a consequence of it', (site) => {
    expect(cause([fail(site, 'a', 'b'), fail('ITEM-004', 'a')], 'ITEM-004')).toBe(site);
    expect(cause([fail(site, 'a'), fail('ITEM-004', 'a', 'c')], 'ITEM-004')).toBeNull();
    expect(cause([fail(site, null), fail('ITEM-004', null)], 'ITEM-004')).toBeNull();
    expect(cause([aFinding({ ruleId: site, outcome: 'not-assessed' }), fail('ITEM-004', 'a')], 'ITEM-004')).toBeNull();
    expect(cause([{ ...fail(site, 'a'), outcome: 'warn' }, fail('ITEM-004', 'a')], 'ITEM-004')).toBeNull();
  });

  it.each(['SITE-003', 'ITEM-008', 'EXP-002'])('makes %s on a site that lets everybody in a consequence of that', (effect) => {
    expect(cause([fail('SITE-001', 'a', 'b'), fail(effect, 'b', 'a')], effect)).toBe('SITE-001');
    expect(cause([fail('SITE-001', 'a'), fail(effect, 'a', 'elsewhere')], effect)).toBeNull();
    expect(cause([fail('SITE-001', 'a'), aFinding({ ruleId: effect, outcome: 'warn' })], effect)).toBeNull();
  });

  it('makes what a public group opens a consequence of the group, and a missing shield one of the open site', () => {
    for (const effect of ['SITE-001', 'SITE-003']) {
      expect(cause([fail('SITE-002', 'a', 'b'), fail(effect, 'a')], effect)).toBe('SITE-002');
      expect(cause([fail('SITE-002', 'a'), fail(effect, 'a', 'c')], effect)).toBeNull();
    }
    expect(cause([fail('SITE-002', 'a'), fail('SITE-001', 'a'), fail('SITE-003', 'a')], 'SITE-003')).toBe('SITE-002');
    expect(cause([fail('SITE-001', 'a'), fail('SITE-010', 'a')], 'SITE-010')).toBe('SITE-001');
    expect(cause([fail('SITE-001', 'a'), fail('SITE-010', 'a', 'b')], 'SITE-010')).toBeNull();
  });

  it('leaves the folders of people who left, and edit rights, findings of their own', () => {
    for (const effect of ['ITEM-005', 'ITEM-009', 'SITE-006'])
      expect(cause([fail('SITE-001', 'a'), fail(effect, 'a')], effect)).toBeNull();
  });

  it('knows a subsite by its site collection', () => {
    const list = [fail('SITE-001', 'host,one,root'), fail('EXP-002', 'host,one,sub')];
    expect(cause(list, 'EXP-002')).toBe('SITE-001');
    expect(cause([fail('SITE-001', 'host,one,root'), fail('EXP-002', 'host,two,root')], 'EXP-002')).toBeNull();
  });

  it('makes what the same grant explains a consequence of that grant', () => {
    for (const effect of ['ITEM-008', 'ITEM-009', 'EXP-002']) {
      expect(cause([fail('ITEM-004', { id: 'x' }, { id: 'y' }), fail(effect, { id: 'y' })], effect)).toBe('ITEM-004');
      expect(cause([fail('ITEM-004', { id: 'x' }), fail(effect, { id: 'x' }, { id: 'z' })], effect)).toBeNull();
    }
  });

  it('adds causes up: each object of the effect has one, and the first is named', () => {
    const list = [
      fail('ITEM-004', { id: 'x', site: 'b' }),
      fail('SITE-001', 'a'),
      fail('EXP-002', { id: 'x', site: 'b' }, { id: 'y', site: 'a' }),
    ];
    expect(cause(list, 'EXP-002')).toBe('SITE-001');
    expect(cause(list, 'ITEM-004')).toBeNull();
    expect(cause([...list.slice(0, 2), fail('EXP-002', { id: 'x', site: 'b' })], 'EXP-002')).toBe('ITEM-004');
  });

  it('explains nothing by a suspicion', () => {
    const suspected = fail('SITE-001', { site: 'a', suspicion: true }, 'b');
    expect(cause([suspected, fail('EXP-002', 'a')], 'EXP-002')).toBeNull();
    expect(cause([suspected, fail('EXP-002', 'b')], 'EXP-002')).toBe('SITE-001');
  });

  it('makes the exposure by people who left a consequence of the findings that it adds up', () => {
    const parts = ['ITEM-005', 'ITEM-006', 'OD-002', 'SITE-004'].map((id) => fail(id, { id: `of ${id}` }));
    const sum = fail('EXP-004', ...parts.map(({ ruleId }) => ({ id: `of ${ruleId}` })));
    expect(cause([...parts, sum], 'EXP-004')).toBe('ITEM-005');
    expect(cause([...parts.slice(1), sum], 'EXP-004')).toBeNull();
  });

  it('makes everything about labels a consequence of having none, and touches nothing that passes', () => {
    expect(cause([fail('LBL-001', null), fail('LBL-004', null)], 'LBL-004')).toBe('LBL-001');
    expect(cause([fail('LBL-001', null), fail('ITEM-010', 'a')], 'ITEM-010')).toBe('LBL-001');
    expect(cause([fail('LBL-001', null), fail('LBL-004')], 'LBL-004')).toBe('LBL-001');
    expect(cause([fail('LBL-001', null), fail('DLP-006', 'policy')], 'DLP-006')).toBe('LBL-001');
    expect(cause([fail('LBL-006', null), fail('SITE-007', 'a')], 'SITE-007')).toBe('LBL-006');
    const passed = aFinding({ ruleId: 'LBL-004', outcome: 'pass' });
    expect(cause([fail('LBL-001', null), passed], 'LBL-004')).toBeNull();
  });

  it.each([
    ['DLP-001', 'DLP-002'],
    ['DLP-001', 'DLP-003'],
    ['DLP-001', 'DLP-005'],
    ['DLP-002', 'DLP-003'],
    ['AUD-001', 'AUD-002'],
  ])('makes, where %s failed, %s a consequence', (of, effect) => {
    expect(cause([fail(of, null), fail(effect, null)], effect)).toBe(of);
    expect(cause([{ ...fail(of, null), outcome: 'warn' }, fail(effect, null)], effect)).toBeNull();
  });

  it('leaves what Copilot may do, and what rests in simulation, findings of their own', () => {
    for (const effect of ['DLP-004', 'DLP-006', 'DLP-007', 'DLP-008'])
      expect(cause([fail('DLP-001', null), fail(effect, null)], effect)).toBeNull();
  });
});
