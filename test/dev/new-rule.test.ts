/** `npm run new-rule`: what it writes compiles and passes, and what it refuses it says in one sentence. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRule, PREFIXES } from '../../src/dev/scaffold.js';
import { OperatorError } from '../../src/operator-error.js';
import { RULES } from '../../src/rules/index.js';
import { ROOT } from '../architecture/source-files.js';

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'new rule '));
  for (const part of ['src', join('test', 'kit'), 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const index = () => readFileSync(join(copy, 'src', 'rules', 'index.ts'), 'utf8');

describe('a new rule', () => {
  let paths: string[];

  beforeAll(() => {
    paths = newRule(copy, 'SITE-099');
  });

  it('is a rule, a test and two lines of the index', () => {
    const below = (...parts: string[]) => join(copy, ...parts);
    expect(paths).toEqual([
      below('src', 'rules', 'sites', 'site-099.ts'),
      below('test', 'rules', 'sites', 'site-099.test.ts'),
      below('src', 'rules', 'index.ts'),
    ]);
    expect(index()).toContain("import site099 from './sites/site-099.js';\n");
    const before = readFileSync(join(ROOT, 'src', 'rules', 'index.ts'), 'utf8');
    expect(index().split('\n').length).toBe(before.split('\n').length + 2);
  });

  it('stands behind the others of its pillar', () => {
    const lines = index().split('\n');
    const at = lines.indexOf('  site099,');
    expect(lines[at - 1]).toMatch(/^ {2}site\d{3},$/);
    expect(lines[at + 1]).not.toMatch(/^ {2}site/);
  });

  it('compiles', () => {
    const { config } = ts.readConfigFile(join(copy, 'tsconfig.json'), ts.sys.readFile) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, copy);
    const program = ts.createProgram(paths, options);
    const faults = ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
    expect(faults).toEqual([]);
  });

  it('passes its own test', () => {
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', copy, 'test/rules'], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/7 passed/);
  });

  it('a rule about teams stands with those about sites', () => {
    const [rule] = newRule(copy, 'TEAM-099');
    expect(rule).toBe(join(copy, 'src', 'rules', 'sites', 'team-099.ts'));
    const lines = index().split('\n');
    expect(lines[lines.indexOf('  team099,') - 1]).toBe('  team001,');
  });

  it('keeps the line ends of Windows in the index', () => {
    const path = join(copy, 'src', 'rules', 'index.ts');
    const before = index();
    writeFileSync(path, before.replaceAll('\n', '\r\n'));
    newRule(copy, 'AUD-098');
    expect(index().replaceAll('\r\n', '')).not.toContain('\n');
    expect(index()).toContain("import aud098 from './audit/aud-098.js';\r\n");
  });
});

describe('a wrong id', () => {
  it.each([undefined, '', 'SITE-99', 'site-099', 'XYZ-001', 'SITE-0999', '../SITE-099'])(
    '%s is refused in one sentence',
    (id) => {
      const before = index();
      expect(() => newRule(copy, id)).toThrow(OperatorError);
      expect(() => newRule(copy, id)).toThrow(/^"[^\n]*such as SITE-099\.$/);
      expect(index()).toBe(before);
    },
  );

  it('a number that is taken is refused', () => {
    expect(() => newRule(copy, 'ITEM-001')).toThrow(/^ITEM-001 exists already .*choose another number\.$/);
  });
});

it('knows how the ids of each pillar begin', () => {
  const isKnown = ({ meta: { id, pillar } }: (typeof RULES)[number]) => PREFIXES[pillar].includes(id.split('-')[0] ?? '');
  expect(RULES.filter((rule) => !isKnown(rule)).map(({ meta }) => meta.id)).toEqual([]);
});
