/** The decision table, and the scores by the worked example of the reference (checks.md §C3), reckoned by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsSharePoint } from '../../src/evidence/sharepoint.js';
import type { Decision, Gate, Outcome, PlacedFinding } from '../../src/result/types.js';
import { decide } from '../../src/verdict/decide.js';
import { coveragePercent, scoresOf, valueOfFinding, weightOf } from '../../src/verdict/scores.js';
import { aFinding, anObject } from '../kit/findings.js';

const bounds = { go: 95, floor: 70 };
const decision = (findings: readonly PlacedFinding[], sitesCoverage: number | null = 100) =>
  decide({ findings, sitesCoverage, bounds, doubts: [] });
const of = (outcome: Outcome, gate: Gate = null) => aFinding({ ruleId: `T-${outcome}-${gate}`, outcome, gate });

describe('the decision', () => {
  const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'warn', 'not-applicable', 'not-licensed', 'not-assessed', 'error'];
  const table: Record<Outcome, Record<'block' | 'condition' | 'none', Decision>> = {
    pass: { block: 'go', condition: 'go', none: 'go' },
    'not-applicable': { block: 'go', condition: 'go', none: 'go' },
    'not-licensed': { block: 'go', condition: 'go', none: 'go' },
    fail: { block: 'no-go', condition: 'go-with-conditions', none: 'go' },
    warn: { block: 'go-with-conditions', condition: 'go-with-conditions', none: 'go' },
    'not-assessed': { block: 'not-determined', condition: 'go-with-conditions', none: 'go' },
    error: { block: 'not-determined', condition: 'go-with-conditions', none: 'go' },
  };

  it.each(OUTCOMES.flatMap((outcome) => (['block', 'condition', 'none'] as const).map((gate) => ({ outcome, gate }))))(
    '$outcome of a rule with gate $gate',
    ({ outcome, gate }) => {
      expect(decision([of('pass'), of(outcome, gate === 'none' ? null : gate)]).decision).toBe(table[outcome][gate]);
    },
  );

  it.each([
    [100, 'go'],
    [95, 'go'],
    [94.9, 'go-with-conditions'],
    [70, 'go-with-conditions'],
    [69.9, 'not-determined'],
    [0, 'not-determined'],
    [null, 'not-determined'],
  ] as const)('with %s percent of the sites read', (seen, wanted) => {
    const verdict = decision([of('pass')], seen);
    expect(verdict.decision).toBe(wanted);
    if (wanted !== 'go') expect(verdict.reasons.map((r) => r.ruleId)).toEqual(['EXP-006']);
  });

  it.each<[readonly PlacedFinding[], Decision]>([
    [[of('pass')], 'go-with-conditions'],
    [[of('fail', 'condition')], 'go-with-conditions'],
    [[of('not-assessed', 'block')], 'not-determined'],
    [[of('fail', 'block')], 'no-go'],
  ])('is never better for what an imported report shows open (%#)', (findings, wanted) => {
    const verdict = decide({ findings, sitesCoverage: 100, bounds, doubts: ['Open in the report.'] });
    expect(verdict.decision).toBe(wanted);
    expect(verdict.reasons.some((r) => r.text === 'Open in the report.')).toBe(wanted === 'go-with-conditions');
  });

  it('asks for the SharePoint tier once, however many rules want it, and by the command that prepares it', () => {
    const lacking = (ruleId: string, detail: string) =>
      aFinding({ ruleId, outcome: 'not-assessed', gate: 'block', gaps: [needsSharePoint(detail)] });
    const { wouldDetermine } = decision([lacking('A-001', 'groups'), lacking('B-001', 'settings')]);
    expect(wouldDetermine).toEqual([
      {
        text: expect.stringMatching(/certificate.*Sites\.FullControl\.All \(SharePoint\)/),
        command: 'copilot-preflight permissions --as powershell',
        rules: ['A-001', 'B-001'],
      },
    ]);
  });

  it('is No-go whatever is unknown, where something blocks', () => {
    const verdict = decision([of('fail', 'block'), of('not-assessed', 'block'), of('fail', 'condition')], 10);
    expect(verdict.decision).toBe('no-go');
    expect(verdict.reasons.map((r) => r.ruleId)).toEqual(['T-fail-block']);
    expect(verdict.wouldDetermine).toEqual([]);
  });

  it('says what would determine it, the step that settles most rules first', () => {
    const gap = { reason: 'forbidden', remedy: 'Sites.Read.All' } as const;
    const list = { reason: 'not-requested', remedy: '--leavers FILE' } as const;
    const unknown = (ruleId: string, ...gaps: PlacedFinding['gaps']) =>
      aFinding({ ruleId, outcome: 'not-assessed', gate: 'block', gaps });
    const { wouldDetermine } = decision([unknown('A-001', list), unknown('B-001', gap), unknown('C-001', gap)]);
    expect(wouldDetermine).toEqual([
      {
        text: 'Grant the application Sites.Read.All (Entra admin center > App registrations > API permissions), let an administrator consent, and scan again.',
        command: 'copilot-preflight doctor',
        rules: ['B-001', 'C-001'],
      },
      {
        text: 'Give the list of people who left, from HR.',
        command: 'copilot-preflight scan --out FOLDER --leavers FILE',
        rules: ['A-001'],
      },
    ]);
  });

  it.each([
    [
      { reason: 'not-requested', remedy: '--bundle with an export of Get-AdminAuditLogConfig' },
      /^Give an export/,
      'export-script',
    ],
    [{ reason: 'expired', remedy: 'a new export' }, /^The export is too old; a new export would tell/, 'export-script'],
    [
      { reason: 'contradictory', detail: 'sources differ: enabled' },
      /does not agree\. \(sources differ: enabled\)$/,
      'export-script',
    ],
    [
      { reason: 'forbidden', remedy: 'Global Reader (Entra role)' },
      /^Give whoever runs the cmdlets Global Reader/,
      'doctor --purview-direct',
    ],
    [
      { reason: 'forbidden', remedy: 'Exchange.ManageAsApp (Office 365 Exchange Online)' },
      /^Grant the application Exchange/,
      'doctor',
    ],
  ] as const)('says how to bring what only cmdlets tell: %j', (gap, text, command) => {
    const unknown = aFinding({ ruleId: 'AUD-001', outcome: 'not-assessed', gate: 'block', gaps: [gap] });
    const [step, ...others] = decision([unknown]).wouldDetermine;
    expect(others).toEqual([]);
    expect(step?.text).toMatch(text);
    expect(step?.command.startsWith(`copilot-preflight ${command}`)).toBe(true);
  });

  it('is not better for what was found beside something that could not be judged', () => {
    const found = aFinding({ ruleId: 'A-001', outcome: 'fail', gate: 'condition' });
    expect(decision([found]).decision).toBe('go-with-conditions');
    expect(decision([{ ...found, hiddenGate: 'block' }]).decision).toBe('not-determined');
  });

  it('never is Go with a blocking rule unknown or failed, nor better for knowing less', () => {
    const arbitrary = fc.array(
      fc.record({ outcome: fc.constantFrom(...OUTCOMES), gate: fc.constantFrom<Gate>('block', 'condition', null) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(arbitrary, fc.option(fc.integer({ min: 0, max: 100 })), fc.nat(7), (list, seen, at) => {
        const findings = list.map(({ outcome, gate }) => of(outcome, gate));
        const { decision: before } = decision(findings, seen);
        if (findings.some((f) => f.gate === 'block' && ['fail', 'not-assessed', 'error'].includes(f.outcome))) {
          expect(['go', 'go-with-conditions']).not.toContain(before);
        }
        const less = findings.map((f, i) => (i === at ? { ...f, outcome: 'not-assessed' as const } : f));
        const after = decision(less, seen).decision;
        if (after === 'go') expect(before).toBe('go');
        if (after === 'go-with-conditions') expect(['go', 'go-with-conditions']).toContain(before);
      }),
      { numRuns: 300, seed: 20 },
    );
  });
});

describe('the worked example', () => {
  const object = (over: Parameters<typeof anObject>[0]) => anObject(over);
  const example: readonly PlacedFinding[] = [
    aFinding({
      ruleId: 'SPO-003',
      pillar: 'sharing',
      outcome: 'fail',
      severity: 'high',
      affected: { count: 1, total: null },
      objects: [object({ type: 'tenant', severity: 'high' })],
    }),
    aFinding({
      ruleId: 'SITE-003',
      pillar: 'sites',
      outcome: 'fail',
      severity: 'critical',
      gate: 'block',
      affected: { count: 1, total: 20 },
      objects: [object({ severity: 'critical', gate: 'block', readersShare: 1, sensitive: true })],
    }),
    aFinding({ ruleId: 'ID-007', outcome: 'pass', severity: 'critical', gate: 'block' }),
    aFinding({ ruleId: 'DLP-002', pillar: 'dlp', outcome: 'not-assessed', severity: 'high' }),
    aFinding({
      ruleId: 'SITE-006',
      pillar: 'sites',
      outcome: 'fail',
      severity: 'medium',
      affected: { count: 3, total: 20 },
      objects: [1, 2, 3].map((n) => object({ id: String(n), severity: 'medium' })),
    }),
    aFinding({ ruleId: 'TEAM-006', outcome: 'not-applicable', severity: 'medium' }),
  ];
  const by = (id: string) => example.find((f) => f.ruleId === id) as PlacedFinding;

  it('weighs each rule as the reference does', () => {
    expect(['SPO-003', 'SITE-003', 'ID-007', 'DLP-002', 'SITE-006'].map((id) => weightOf(by(id)))).toEqual([6, 30, 10, 6, 3]);
    expect(valueOfFinding(by('SITE-003'))).toBe(0);
    expect(valueOfFinding(by('SITE-006'))).toBeCloseTo(0.6127, 4);
  });

  it('comes to 21.5 to 32.4, with 49 of 55 assessed, and No-go for SITE-003', () => {
    const { technical, pillars } = scoresOf(example);
    expect(technical).toEqual({ low: 21.5, high: 32.4, assessedWeight: 49, applicableWeight: 55 });
    expect(pillars.dlp).toMatchObject({ low: null, high: null });
    const verdict = decision(example);
    expect(verdict.decision).toBe('no-go');
    expect(verdict.reasons.map((r) => r.ruleId)).toEqual(['SITE-003']);
  });

  it('is capped at 49 while a blocking rule is open', () => {
    const good = Array.from({ length: 20 }, (_, n) => aFinding({ ruleId: `G-${n}`, severity: 'critical' }));
    expect(scoresOf([...example, ...good]).technical).toMatchObject({ low: 49, high: 49 });
    expect(scoresOf([...good]).technical).toMatchObject({ low: 100, high: 100 });
  });
});

describe('scores', () => {
  it('show no number where most of the weight is unknown', () => {
    const unknown = aFinding({ ruleId: 'U', outcome: 'not-assessed', severity: 'critical' });
    const { technical } = scoresOf([unknown, aFinding({ severity: 'high' })]);
    expect(technical).toMatchObject({ low: null, high: null, assessedWeight: 6, applicableWeight: 16 });
  });

  it('count a warning half, a consequence not at all, and what money would buy only below', () => {
    expect(scoresOf([aFinding({ outcome: 'warn' })]).technical).toMatchObject({ low: 50, high: 50 });
    const consequence = aFinding({ ruleId: 'E', outcome: 'fail', rootCause: 'C' });
    expect(scoresOf([aFinding(), consequence]).technical).toMatchObject({ low: 100, applicableWeight: 3 });
    const unbought = aFinding({ ruleId: 'N', outcome: 'not-licensed', gate: 'condition', severity: 'high' });
    expect(scoresOf([aFinding(), unbought]).technical).toMatchObject({ low: 50, high: 100 });
  });

  it('always have the low end at or below the high one, within 0 and 100', () => {
    const outcomes = fc.constantFrom<Outcome>('pass', 'fail', 'warn', 'not-applicable', 'not-licensed', 'not-assessed', 'error');
    const finding = fc.record({
      outcome: outcomes,
      severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'info'),
      gate: fc.constantFrom<Gate>('block', 'condition', null),
      pillar: fc.constantFrom('sites', 'identity', 'apps'),
      count: fc.nat(30),
      total: fc.option(fc.nat(30)),
      share: fc.float({ min: 0, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 12 }), (list) => {
        const findings = list.map(({ count, total, share, ...rest }, i) => {
          const objects = Array.from({ length: count }, () => anObject({ readersShare: share }));
          return aFinding({ ruleId: `R-${i}`, ...rest, objects, affected: { count, total } } as Partial<PlacedFinding>);
        });
        const { technical, pillars } = scoresOf(findings);
        for (const { low, high, assessedWeight, applicableWeight } of [technical, ...Object.values(pillars)]) {
          expect(low === null).toBe(high === null);
          if (low !== null && high !== null) {
            expect(low).toBeLessThanOrEqual(high);
            expect(low).toBeGreaterThanOrEqual(0);
            expect(high).toBeLessThanOrEqual(100);
          }
          expect(assessedWeight).toBeLessThanOrEqual(applicableWeight);
        }
        expect(coveragePercent(findings)).toBeGreaterThanOrEqual(0);
        expect(coveragePercent(findings)).toBeLessThanOrEqual(100);
      }),
      { numRuns: 300, seed: 20 },
    );
  });

  it('count a consequence in its own pillar when its cause stands in another', () => {
    const cause = aFinding({ ruleId: 'ITEM-004', pillar: 'items', outcome: 'fail', severity: 'high' });
    const effect = aFinding({
      ruleId: 'EXP-002',
      pillar: 'exposure',
      outcome: 'fail',
      severity: 'critical',
      rootCause: 'ITEM-004',
    });
    const fine = aFinding({ ruleId: 'EXP-006', pillar: 'exposure', outcome: 'pass', severity: 'high' });
    const { technical, pillars } = scoresOf([cause, effect, fine]);
    expect(pillars.exposure?.high).toBe(37.5);
    expect(technical.high).toBe(50);
  });
});
