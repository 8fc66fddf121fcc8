/** The one table of outcomes: every claim, every word of a rule, everything seen or not. */
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/engine/outcome.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { defineRule } from '../../src/rules/define.js';
import { aLink, aPerson, FORBIDDEN } from '../kit/rows.js';
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

  it('lets "nothing to judge" stand where no evidence could change it', () => {
    for (const claim of ['none', 'some', 'ratio'] as const) {
      const base = { claim, kind: 'not-applicable', lacksLicence: false, gaps: [GAP] } as const;
      expect(outcomeOf({ ...base, settled: true })).toBe('not-applicable');
      expect(outcomeOf({ ...base, settled: false })).toBe('not-assessed');
    }
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

const beside = defineRule({
  meta: { ...rule('doubt').meta, needs: { rows: ['person'], maybeRows: ['link'] } },
  create({ report, count }) {
    return {
      on: {
        person: (row) => row.isLicensed || report({ subject: { type: 'user', id: row.user.id, name: 'x', url: null } }),
        link: (row) => report({ subject: { type: 'file', id: row.id, name: 'x', url: null } }),
      },
      verdict: () =>
        count.offences > 0
          ? { kind: 'fail', message: 'some', data: { n: 1 } }
          : { kind: 'pass', message: 'none', data: { n: 1 } },
    };
  },
});

describe('a rule with rows that it may do without', () => {
  const found = aPerson({ user: { id: 'a' }, isLicensed: false });

  it.each([
    ['both are there', { person: [found], link: [aLink()] }, 'fail', ['a', 'drive-1/item-1/link-1']],
    ['one offends without the other', { person: [found], link: FORBIDDEN }, 'fail', ['a']],
    ['none offends without the other', { person: [aPerson()], link: FORBIDDEN }, 'not-assessed', []],
    ['what it cannot do without is away', { person: FORBIDDEN, link: [aLink()] }, 'not-assessed', []],
    ['all is well', { person: [aPerson()] }, 'pass', []],
  ] as const)('%s', async (_, rows, outcome, objects) => {
    const finding = await assess(beside, { rows });
    expect(finding.outcome).toBe(outcome);
    expect(finding.objects.map((o) => o.id)).toEqual(objects);
    expect(finding.gaps).toEqual(Object.values(rows).includes(FORBIDDEN as never) ? [FORBIDDEN] : []);
  });
});
