/** What holds for every rule, told from its metadata alone: a new rule is under this contract as soon as it is on the list. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RowKind, RowKinds } from '../../src/derive/rows.js';
import { runRules } from '../../src/engine/run-rules.js';
import type { Gap } from '../../src/evidence/coverage.js';
import type { Outcome, PlacedFinding } from '../../src/result/types.js';
import type { AnyRule, FactName } from '../../src/rules/define.js';
import { RULES } from '../../src/rules/index.js';
import { FORBIDDEN } from '../kit/rows.js';
import { assess, inputsOf, type World } from '../kit/rule-cases.js';
import { BAD, EMPTY, GOOD } from '../kit/rule-worlds.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'src/rules');
const byId = RULES.map((rule) => [rule.meta.id, rule] as const);
const WORLDS = { good: GOOD, bad: BAD, empty: EMPTY };

const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((d) => d.isDirectory());
const files = folders.flatMap(({ name }) => readdirSync(join(FOLDER, name)).map((file) => ({ folder: name, file })));
const ruleFiles = files.filter(({ file }) => /^[a-z]+-\d{3}\.ts$/.test(file));
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string);

describe('the list of rules', () => {
  it('holds each rule file once, in a folder of its pillar, under its own id', () => {
    const expected = ruleFiles.map(({ folder, file }) => `${folder}/${basename(file, '.ts').toUpperCase()}`).sort();
    expect(RULES.map((r) => `${r.meta.pillar}/${r.meta.id}`).sort()).toEqual(expected);
    expect(new Set(RULES.map((r) => r.meta.id)).size).toBe(RULES.length);
  });

  it('has a test file beside each rule', () => {
    const tests = readdirSync(join(ROOT, 'test/rules'), { recursive: true, encoding: 'utf8' }).map((f) => basename(f));
    const missing = ruleFiles.filter(({ file }) => !tests.includes(file.replace(/\.ts$/, '.test.ts')));
    expect(missing).toEqual([]);
  });

  it('imports no clock, no randomness, no disk, no network', () => {
    const bad = files.filter(({ folder, file }) => {
      const text = readFileSync(join(FOLDER, folder, file), 'utf8');
      return /Date\.now|new Date\(\)|Math\.random|from 'node:|fetch\(|console\.|process\./.test(text);
    });
    expect(bad).toEqual([]);
  });
});

describe.each(byId)('%s: what it says of itself', (_, { meta }) => {
  it('has titles that fit, and differ', () => {
    for (const title of [meta.title, meta.failureTitle, ...(meta.warnTitle === undefined ? [] : [meta.warnTitle])]) {
      expect(title.length).toBeLessThanOrEqual(90);
      expect(title).toMatch(/^[A-Z].*[^.\s]$/);
    }
    expect(meta.failureTitle).not.toBe(meta.title);
    expect(meta.revision).toBeGreaterThanOrEqual(1);
  });

  it('says why and how, and never calls anybody compliant', () => {
    expect(meta.rationale.length).toBeGreaterThan(40);
    expect(meta.rationale.length).toBeLessThan(400);
    expect(meta.remediation.summary).not.toBe('');
    expect(meta.remediation.steps.length).toBeGreaterThan(0);
    for (const step of meta.remediation.steps) expect(step.trim()).not.toBe('');
    expect(JSON.stringify(meta)).not.toMatch(/HIPAA[- ]compliant|compliant with HIPAA/i);
    // New enablement is blocked since July 2026 (reference README): it can only be left.
    expect(JSON.stringify(meta.remediation)).not.toMatch(/TenantRestrictedSearchMode/i);
    for (const step of [meta.remediation.summary, ...meta.remediation.steps])
      if (/Restricted SharePoint Search/i.test(step)) expect(step).toMatch(/plan to leave it/);
  });

  it('names where it comes from', () => {
    if (meta.severity !== 'info') expect(meta.references.length).toBeGreaterThan(0);
    const keys = meta.references.map((r) => `${r.framework} ${r.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { framework, id } of meta.references)
      if (framework === 'HIPAA') expect(id).toMatch(/^164\.\d{3}(\([a-zA-Z0-9]+\))*$/);
  });

  it('has messages that are sentences', () => {
    expect(Object.keys(meta.messages).length).toBeGreaterThan(0);
    for (const text of Object.values(meta.messages)) {
      expect(text.trim()).toBe(text);
      expect(text).toMatch(/[.]$/);
      expect(text.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
    }
  });

  it('calls its worst worse than its usual', () => {
    if (meta.worst === undefined) return;
    const order = ['info', 'low', 'medium', 'high', 'critical'];
    const gates = [null, 'condition', 'block'];
    expect(order.indexOf(meta.worst.severity)).toBeGreaterThanOrEqual(order.indexOf(meta.severity));
    expect(gates.indexOf(meta.worst.gate)).toBeGreaterThanOrEqual(gates.indexOf(meta.gate));
    expect(meta.worst).not.toEqual({ severity: meta.severity, gate: meta.gate });
  });
});

describe('the two worlds of this contract', () => {
  const said = async (world: World) => {
    const findings = await runRules(RULES, inputsOf(world));
    return findings.map((f) => `${f.ruleId} ${f.outcome}`);
  };

  it('bring nearly every rule to pass in one', async () => {
    const others = (await said(GOOD)).filter((line) => !line.endsWith(' pass'));
    // Where Anyone links are off they need no limit, and where no sensitive site is open none needs a fence.
    expect(others).toEqual(['SPO-005 not-applicable', 'SITE-010 not-applicable']);
  });

  it('and to a finding in the other', async () => {
    const others = (await said(BAD)).filter((line) => !/ (fail|warn)$/.test(line));
    // Where there is no label at all, which is LBL-001's finding, no site can carry one; and nobody owes what no licence brings.
    expect(others).toEqual(['LIC-005 not-licensed', 'SITE-007 not-applicable', 'AUD-003 not-licensed']);
  });
});

/** The messages's data as the rule gave them, caught on the way to the engine. */
function watched(rule: AnyRule, verdicts: unknown[]): AnyRule {
  return {
    meta: rule.meta,
    create(context) {
      const run = rule.create(context);
      return {
        ...run,
        verdict() {
          const verdict = run.verdict();
          verdicts.push(verdict);
          return verdict;
        },
      };
    },
  };
}

describe.each(byId)('%s: what it says', (_, rule) => {
  it.each(Object.entries(WORLDS))('fills every hole, names no other, and measures numbers: %s world', async (_name, world) => {
    const verdicts: unknown[] = [];
    const finding = await assess(watched(rule, verdicts), world);
    expect(finding.outcome).not.toBe('error');
    expect(finding.summary).not.toMatch(/[{}]|undefined|NaN|null/);
    const [verdict] = verdicts as { message: string; data?: Record<string, unknown> }[];
    const text = rule.meta.messages[verdict?.message as string];
    expect(text, `message ${verdict?.message}`).toBeDefined();
    expect(Object.keys(verdict?.data ?? {})).toEqual(expect.arrayContaining(holes(text as string)));
    for (const value of Object.values(finding.measures)) if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  });

  it('a finding that counts names at least one object, except where the scan itself is the object', async () => {
    const finding = await assess(rule, BAD);
    if ((finding.outcome !== 'fail' && finding.outcome !== 'warn') || rule.meta.id === 'EXP-006') return;
    expect(finding.objects.length).toBeGreaterThan(0);
    expect(finding.affected.count).toBe(finding.objects.length);
    const { failureTitle, warnTitle = failureTitle } = rule.meta;
    expect(finding.title).toBe(finding.outcome === 'warn' ? warnTitle : failureTitle);
  });
});

function withGap(world: World, place: { readonly fact: FactName } | { readonly row: RowKind }, gap: Gap): World {
  if ('fact' in place) return { ...world, facts: { ...world.facts, [place.fact]: gap } };
  return { ...world, rows: { ...world.rows, [place.row]: gap } };
}

/** Claim × seen in part, written down again beside the engine's own table. */
function inPart(claim: AnyRule['meta']['claim'], whole: Outcome, settled: boolean): Outcome {
  if (whole === 'not-assessed') return 'not-assessed';
  // That nobody was asked about is no matter of evidence.
  const outsideEvidence = whole === 'not-applicable' && settled;
  const stands =
    outsideEvidence ||
    (claim === 'none' ? whole === 'fail' || whole === 'warn' : claim === 'some' ? whole === 'pass' : whole === 'fail' && settled);
  return stands ? whole : 'not-assessed';
}

describe.each(byId)('%s: when evidence is missing', (_, rule) => {
  const { facts = [], maybe = [], rows = [] } = rule.meta.needs;
  const places = [...facts.map((fact) => ({ fact })), ...rows.map((row) => ({ row }))];
  const gap: Gap = { ...FORBIDDEN, remedy: 'Contract.Read.All' };

  it.each(Object.entries(WORLDS))(
    'is not assessed without one of its needs, and names the gap: %s world',
    async (_name, world) => {
      for (const place of places) {
        const finding = await assess(rule, withGap(world, place, gap));
        expect(finding.outcome, JSON.stringify(place)).toBe('not-assessed');
        expect(finding.gaps).toEqual([gap]);
        expect(finding.objects).toEqual([]);
        expect(finding.summary).toContain('Contract.Read.All');
        expect(finding.severity).toBe(rule.meta.worst?.severity ?? rule.meta.severity);
        expect(finding.gate).toBe(rule.meta.worst === undefined ? rule.meta.gate : rule.meta.worst.gate);
      }
    },
  );

  it.each(Object.entries(WORLDS))('comes to what its claim allows where it was seen in part: %s world', async (_name, world) => {
    if (places.length === 0) return;
    const verdicts: { settled?: boolean }[] = [];
    const whole = await assess(watched(rule, verdicts), world);
    const part = await assess(rule, { ...world, partial: gap });
    // A rule that may do without a fact judges itself what a part of it proves; it may only say less.
    const judgesItself = maybe.length > 0;
    const expected = inPart(rule.meta.claim, whole.outcome, verdicts[0]?.settled === true);
    expect(judgesItself ? ['not-assessed', expected] : [expected]).toContain(part.outcome);
    expect(part.gaps).toContainEqual(gap);
    if (part.outcome === 'fail' || part.outcome === 'warn') expect(part.objects).toEqual(whole.objects);
  });

  it.each(Object.entries(WORLDS))('never becomes ready where what it may do without is away: %s world', async (_name, world) => {
    const whole = await assess(rule, world);
    for (const fact of maybe) {
      const finding = await assess(rule, withGap(world, { fact }, gap));
      const ready = ['pass', 'not-applicable', 'not-licensed'];
      if (!ready.includes(whole.outcome)) expect(ready, fact).not.toContain(finding.outcome);
      expect(finding.outcome).not.toBe('error');
    }
  });
});

function shuffled<T>(list: readonly T[]): T[] {
  // A fixed shuffle: reversed, then the even places first.
  const turned = [...list].reverse();
  return [...turned.filter((_, i) => i % 2 === 0), ...turned.filter((_, i) => i % 2 === 1)];
}

function shuffledWorld(world: World): World {
  const turn = (part: object | undefined) =>
    Object.fromEntries(Object.entries(part ?? {}).map(([name, list]) => [name, Array.isArray(list) ? shuffled(list) : list]));
  return { ...world, rows: turn(world.rows) as World['rows'], facts: turn(world.facts) as World['facts'] } as World;
}

describe.each(byId)('%s: order and bugs', (_, rule) => {
  it.each(Object.entries(WORLDS))('finds the same whatever the order of the rows: %s world', async (_name, world) => {
    expect(await assess(rule, shuffledWorld(world))).toEqual(await assess(rule, world));
  });

  const broken: Record<string, (r: AnyRule) => AnyRule> = {
    create: (r) => ({
      meta: r.meta,
      create() {
        throw new TypeError('a bug in create');
      },
    }),
    visit: (r) => ({
      meta: r.meta,
      create(context) {
        const run = r.create(context);
        const on = Object.fromEntries(
          (r.meta.needs.rows ?? []).map((kind) => [
            kind,
            (_row: RowKinds[RowKind]) => {
              throw new TypeError('a bug in a visitor');
            },
          ]),
        );
        return { ...run, on };
      },
    }),
    verdict: (r) => ({
      meta: r.meta,
      create(context) {
        return {
          ...r.create(context),
          verdict() {
            throw new TypeError('a bug in the verdict');
          },
        };
      },
    }),
  };

  it.each(Object.entries(broken))('an exception in %s is an error of this rule and of no other', async (where, breakIt) => {
    if (where === 'visit' && (rule.meta.needs.rows ?? []).length === 0) return;
    const run = (list: readonly AnyRule[]): Promise<PlacedFinding[]> => runRules(list, inputsOf(BAD));
    const sound = await run(RULES);
    const found = await run(RULES.map((r) => (r === rule ? breakIt(r) : r)));
    const own = found.find((f) => f.ruleId === rule.meta.id);
    expect(own?.outcome).toBe('error');
    expect(own?.summary).toContain('a bug in');
    expect(own?.objects).toEqual([]);
    // A root cause that broke explains nothing any more.
    const others = (list: PlacedFinding[]) =>
      list.filter((f) => f.ruleId !== rule.meta.id).map((f) => ({ ...f, rootCause: null }));
    expect(others(found)).toEqual(others(sound));
  });
});
