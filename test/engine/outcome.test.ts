/** The one table of outcomes: every claim, every word of a rule, everything seen or not. */
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/engine/outcome.js';
import { groupByRootCause } from '../../src/engine/root-causes.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { defineRule } from '../../src/rules/define.js';
import { aFinding, anObject } from '../kit/findings.js';
import { aPerson, FORBIDDEN } from '../kit/rows.js';
import { assess } from '../kit/rule-cases.js';

const GAP: Gap = FORBIDDEN;

describe('claim × coverage', () => {
  const table = {
    none: { pass: 'not-assessed', 'not-applicable': 'not-assessed', fail: 'fail', warn: 'warn' },
    some: { pass: 'pass', 'not-applicable': 'not-assessed', fail: 'not-assessed', warn: 'not-assessed' },
    ratio: { pass: 'not-assessed', 'not-applicable': 'not-assessed', fail: 'not-assessed', warn: 'not-assessed' },
  } as const;
  const kinds = ['pass', 'not-applicable', 'fail', 'warn'] as const;

  for (const [claim, row] of Object.entries(table) as [keyof typeof table, (typeof table)['none']][]) {
    it.each(kinds)(`${claim}: %s`, (kind) => {
      const base = { claim, kind, settled: false, lacksLicence: false };
      expect(outcomeOf({ ...base, gaps: [] })).toBe(kind);
      expect(outcomeOf({ ...base, gaps: [GAP] })).toBe(row[kind]);
      expect(outcomeOf({ ...base, gaps: [GAP], lacksLicence: true })).toBe(row[kind]);
    });
  }

  it('lets a settled fail of a ratio stand, and no settled warning', () => {
    const base = { claim: 'ratio', settled: true, lacksLicence: false, gaps: [GAP] } as const;
    expect(outcomeOf({ ...base, kind: 'fail' })).toBe('fail');
    expect(outcomeOf({ ...base, kind: 'warn' })).toBe('not-assessed');
    expect(outcomeOf({ ...base, kind: 'pass' })).toBe('not-assessed');
  });

  it('calls a feature that the tenant does not own not licensed, only where nothing applies and all was seen', () => {
    const base = { claim: 'some', settled: false, lacksLicence: true } as const;
    expect(outcomeOf({ ...base, kind: 'not-applicable', gaps: [] })).toBe('not-licensed');
    expect(outcomeOf({ ...base, kind: 'fail', gaps: [] })).toBe('fail');
  });
});

const rule = (visit: 'doubt' | 'both' | 'suspicion') =>
  defineRule({
    meta: {
      id: 'TEST-001',
      revision: 1,
      title: 'Ready',
      failureTitle: 'Not ready',
      pillar: 'identity',
      severity: 'medium',
      gate: null,
      worst: { severity: 'critical', gate: 'block' },
      claim: 'none',
      needs: { rows: ['person'] },
      messages: { none: 'None of {n}.', some: 'Some of {n}.' },
      rationale: '',
      remediation: { summary: '', steps: [], effort: 'minutes' },
      references: [],
    },
    create({ report, doubt, count }) {
      let n = 0;
      return {
        on: {
          person(row) {
            n += 1;
            if (visit === 'both' && n === 1)
              report({ subject: { type: 'user', id: row.user.id, name: 'x', url: null }, severity: 'high' });
            else if (visit === 'suspicion')
              report({ subject: { type: 'user', id: row.user.id, name: 'x', url: null }, suspicion: true, severity: 'low' });
            else doubt(GAP);
          },
        },
        verdict: () =>
          count.offences > 0
            ? { kind: 'fail', message: 'some', data: { n: 1234 } }
            : count.suspicions > 0
              ? { kind: 'warn', message: 'some', data: { n } }
              : { kind: 'pass', message: 'none', data: { n } },
      };
    },
  });

describe('a rule at work', () => {
  const rows = { person: [aPerson({ user: { id: 'b' } }), aPerson({ user: { id: 'a' } })] };

  it('with doubts alone is not assessed, counts them and shows the worst that it may hide', async () => {
    const finding = await assess(rule('doubt'), { rows });
    expect(finding).toMatchObject({
      outcome: 'not-assessed',
      severity: 'critical',
      gate: 'block',
      measures: { undecided: 2 },
      messageId: null,
    });
    expect(finding.summary).toContain('2 of 2 could not be judged');
    expect(finding.summary).toContain('Some.Read.All');
  });

  it('with an offence beside doubts fails, and says that there may be more', async () => {
    const finding = await assess(rule('both'), { rows });
    expect(finding).toMatchObject({
      outcome: 'fail',
      severity: 'high',
      gate: null,
      measures: { undecided: 1 },
      affected: { count: 1, total: 2 },
    });
    expect(finding.summary).toBe('Some of 1,234. Not everything could be read, so there may be more.');
    expect(finding.title).toBe('Not ready');
  });

  it('with suspicions alone warns, worst first and then by id', async () => {
    const finding = await assess(rule('suspicion'), { rows });
    expect(finding.outcome).toBe('warn');
    expect(finding.objects.map((o) => o.id)).toEqual(['a', 'b']);
  });
});

describe('root causes', () => {
  const fail = (ruleId: string, ...sites: (string | null)[]) =>
    aFinding({ ruleId, outcome: 'fail', objects: sites.map((siteId, i) => anObject({ id: String(i), siteId })) });
  const cause = (list: ReturnType<typeof fail>[], id: string) => groupByRootCause(list).find((f) => f.ruleId === id)?.rootCause;

  it('makes grants on the sites of public groups a consequence of those', () => {
    expect(cause([fail('SITE-002', 'a', 'b'), fail('ITEM-004', 'a')], 'ITEM-004')).toBe('SITE-002');
    expect(cause([fail('SITE-002', 'a'), fail('ITEM-004', 'a', 'c')], 'ITEM-004')).toBeNull();
    expect(cause([fail('SITE-002', null), fail('ITEM-004', null)], 'ITEM-004')).toBeNull();
    expect(cause([aFinding({ ruleId: 'SITE-002', outcome: 'not-assessed' }), fail('ITEM-004', 'a')], 'ITEM-004')).toBeNull();
  });

  it('makes everything about labels a consequence of having none, and touches nothing that passes', () => {
    expect(cause([fail('LBL-001', null), fail('LBL-004', null)], 'LBL-004')).toBe('LBL-001');
    const passed = aFinding({ ruleId: 'LBL-004', outcome: 'pass' });
    expect(cause([fail('LBL-001', null), passed], 'LBL-004')).toBeNull();
  });
});
