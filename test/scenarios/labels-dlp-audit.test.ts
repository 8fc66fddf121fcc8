/** Labels, DLP and audit of the clinic and its twins: what each way to ask tells of them, and what the verdict is then. */
import { rm } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoClinic, type Generated, generateTenant } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { RULES } from '../../src/rules/index.js';
import { makeBundle } from '../kit/make-bundle.js';
import { type Told, tell } from '../kit/scenario.js';
import { READY } from '../kit/taken-evidence.js';

const PURVIEW = RULES.filter(({ meta: { pillar } }) => ['labels', 'dlp', 'audit'].includes(pillar)).map(({ meta }) => meta.id);

interface Ways {
  readonly sharePoint?: boolean;
  readonly cmdlets?: boolean;
  readonly bundle?: boolean;
  readonly leavers?: null;
}

async function ask(generated: Generated, { sharePoint, cmdlets, bundle, leavers }: Ways): Promise<Told> {
  const folder = bundle === true ? await makeBundle(generated.tenant) : null;
  try {
    return await tell(generated, {
      withSharePoint: sharePoint === true,
      withCmdlets: cmdlets === true,
      ...(folder === null ? {} : { bundle: folder }),
      ...(leavers === null ? { leavers } : {}),
    });
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

const variant = (name: 'clean' | 'blind') => generateTenant({ seed: 20, variant: name });
const outcomesOf = (told: Told) => Object.fromEntries(PURVIEW.map((rule) => [rule, told.outcomes()[rule] as Outcome]));
const inState = (told: Told, outcome: Outcome) => PURVIEW.filter((rule) => told.outcomes()[rule] === outcome);

/** What a practice with Business Premium has no licence for. */
const UNLICENSED = ['LBL-009', 'DLP-008', 'AUD-003', 'AUD-007'];

describe('the clinic, with all that can be told', () => {
  let told: Told;
  beforeAll(async () => {
    told = await ask(demoClinic(), { sharePoint: true, cmdlets: true, bundle: true });
  });

  it('has no labels, which is said once', () => {
    expect(told.outcomes()['LBL-001']).toBe('fail');
    const others = PURVIEW.filter((rule) => rule.startsWith('LBL-') && rule !== 'LBL-001');
    for (const rule of others) {
      expect(told.outcomes()[rule], rule).toBe('not-applicable');
      expect(told.finding(rule).summary).toContain('Because of LBL-001');
    }
  });

  it('has one policy for cards that is on, and what Microsoft put there for Copilot, in simulation', () => {
    expect(outcomesOf(told)).toMatchObject({
      'DLP-001': 'pass',
      'DLP-002': 'fail',
      'DLP-003': 'fail',
      'DLP-004': 'fail',
      'DLP-006': 'fail',
      'DLP-007': 'fail',
      'DLP-008': 'not-licensed',
    });
    expect(told.finding('DLP-004').objects.map((o) => o.name)).toEqual([
      'Default DLP policy - Protect sensitive M365 Copilot interactions',
    ]);
    expect(told.finding('DLP-007').measures.rung).toBe('simulation');
  });

  it('has the log on, and nothing decided of it', () => {
    expect(outcomesOf(told)).toMatchObject({
      'AUD-001': 'pass',
      // Nobody uses Copilot yet.
      'AUD-002': 'not-applicable',
      'AUD-004': 'pass',
      'AUD-005': 'fail',
      'AUD-006': 'warn',
      'AUD-008': 'warn',
      'DLP-009': 'fail',
    });
    expect(inState(told, 'not-assessed')).toEqual([]);
    expect(told.result.verdict.decision).toBe('no-go');
  });
});

/** Way of asking → the verdict on the tidy twin, what decides it, and the rules on labels, DLP and audit that are not assessed. */
const OF_THE_TIDY_TWIN: readonly {
  readonly name: string;
  readonly ways: Ways;
  readonly decision: string;
  readonly reasons: readonly string[];
  readonly unknown: RegExp | null;
}[] = [
  {
    name: 'SharePoint, cmdlets and an export',
    ways: { sharePoint: true, cmdlets: true, bundle: true },
    decision: 'go',
    reasons: [],
    unknown: null,
  },
  { name: 'SharePoint and an export', ways: { sharePoint: true, bundle: true }, decision: 'go', reasons: [], unknown: null },
  {
    // Whether Copilot is in the log is a condition, and an export alone tells it.
    name: 'SharePoint and cmdlets',
    ways: { sharePoint: true, cmdlets: true },
    decision: 'go-with-conditions',
    reasons: ['AUD-002'],
    unknown: /^(?:LBL-010|DLP-009|AUD-002)$/,
  },
  {
    name: 'SharePoint alone',
    ways: { sharePoint: true },
    decision: 'not-determined',
    reasons: ['AUD-001'],
    unknown: /^(?:LBL-(?:002|004|006|007|010)|DLP-|AUD-)/,
  },
  {
    name: 'an export, and no SharePoint',
    ways: { bundle: true },
    decision: 'not-determined',
    reasons: ['SITE-001', 'SITE-003', 'SITE-011', 'ITEM-005', 'EXP-002'],
    unknown: null,
  },
  {
    name: 'everything but the list of leavers',
    ways: { sharePoint: true, cmdlets: true, bundle: true, leavers: null },
    decision: 'not-determined',
    reasons: ['SITE-011', 'ID-001'],
    unknown: null,
  },
  {
    name: 'none of them',
    ways: { leavers: null },
    decision: 'not-determined',
    reasons: ['SITE-001', 'SITE-003', 'SITE-011', 'ITEM-005', 'ID-001', 'AUD-001', 'EXP-002'],
    unknown: /^(?:LBL-(?:002|004|005|006|007|010)|DLP-|AUD-)/,
  },
];

describe.each(OF_THE_TIDY_TWIN)('the tidy twin, by $name', ({ ways, decision, reasons, unknown }) => {
  it(`is judged ${decision}, and nothing is found`, async () => {
    const told = await ask(variant('clean'), ways);
    const { verdict } = told.result;
    expect(verdict.decision).toBe(decision);
    expect(verdict.reasons.map((r) => r.ruleId)).toEqual(reasons);
    expect(inState(told, 'not-assessed')).toEqual(PURVIEW.filter((rule) => unknown?.test(rule) === true));
    expect([...inState(told, 'fail'), ...inState(told, 'warn')]).toEqual([]);
    const licences = inState(told, 'not-licensed');
    expect(licences).toEqual(UNLICENSED.filter((rule) => unknown?.test(rule) !== true));
    for (const rule of inState(told, 'not-assessed')) expect(told.finding(rule).gaps.length, rule).toBeGreaterThan(0);
  });
});

describe('the blind twin, asked for cmdlets', () => {
  it('tells nothing, and the report names the permissions', async () => {
    const told = await ask(variant('blind'), { sharePoint: true, cmdlets: true });
    expect(PURVIEW.filter((rule) => READY.has(told.outcomes()[rule] as Outcome))).toEqual([]);
    expect(inState(told, 'not-assessed')).toEqual(PURVIEW);
    expect(told.result.verdict.decision).toBe('not-determined');
    const missing = told.result.method.permissionsMissing.map((p) => p.permission);
    expect(missing.some((one) => one.startsWith('Exchange.ManageAsApp'))).toBe(true);
  });
});

describe('an old export', () => {
  const DAY_MS = 86_400_000;

  it('tells nothing, and takes nothing from what was asked today', async () => {
    const today = await ask(variant('clean'), { sharePoint: true, cmdlets: true });
    const generated = variant('clean');
    const folder = await makeBundle(generated.tenant, { at: new Date(Date.now() - 100 * DAY_MS) });
    const told = await tell(generated, { withSharePoint: true, withCmdlets: true, bundle: folder });
    await rm(folder, { recursive: true, force: true });
    expect(told.outcomes()).toEqual(today.outcomes());
    expect(told.result.verdict.decision).toBe(today.result.verdict.decision);
  });
});
