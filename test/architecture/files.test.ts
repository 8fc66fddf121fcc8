/** What every file of `src/` keeps to: pure rooms, no state, one way to end the process, size, a first sentence, and rules in parity. */
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.js';
import { MAY_EXIT, PURE } from './house.js';
import { filesBelow, ROOT, readSource, type SourceFile } from './source-files.js';

const SOURCE = readSource();
const MOST_LINES = 400;
/** What the median rule may be; the goal is 60, and `docs/architecture.md` says why it is not met. */
const MEDIAN_RULE_LINES = 80;
const OUTSIDE_WORLD = new Set([
  'process',
  'fetch',
  'console',
  'performance',
  'globalThis',
  'setTimeout',
  'setInterval',
  'require',
]);

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function place(file: Pick<SourceFile, 'path' | 'syntax'>, node: ts.Node): string {
  return `src/${file.path}:${file.syntax.getLineAndCharacterOfPosition(node.getStart(file.syntax)).line + 1}`;
}

const parse = (path: string, text: string) => ({ path, syntax: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) });

/** Uses of the clock, chance, the environment, the network or the console. */
function impurities(file: Pick<SourceFile, 'path' | 'syntax'>): string[] {
  const found: string[] = [];
  walk(file.syntax, (node) => {
    const add = (what: string) => found.push(`${place(file, node)} uses ${what}`);
    if (ts.isIdentifier(node) && OUTSIDE_WORLD.has(node.text) && !isName(node)) add(node.text);
    if (ts.isMetaProperty(node)) add('import.meta');
    if (ts.isPropertyAccessExpression(node) && ['Date.now', 'Math.random'].includes(node.getText(file.syntax)))
      add(node.getText(file.syntax));
    if (ts.isNewExpression(node) && node.expression.getText(file.syntax) === 'Date' && (node.arguments ?? []).length === 0)
      add('new Date()');
  });
  return found;
}

/** The name of a property or a parameter, not a use of the global. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) && parent.name === node)
  );
}

/** Module-level variables that change: `let`, `var`, and empty containers that only make sense when they are filled. */
function moduleState(file: Pick<SourceFile, 'path' | 'syntax'>): string[] {
  return file.syntax.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) =>
      declarationList.declarations
        .filter((d) => (declarationList.flags & ts.NodeFlags.Const) === 0 || (isEmptyContainer(d.initializer) && !isReadonly(d)))
        .map((d) => `${place(file, d)} keeps state in ${d.name.getText(file.syntax)}`),
    );
}

function isEmptyContainer(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false;
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  return (
    ts.isNewExpression(value) && /^(?:Weak)?(?:Map|Set)$/.test(value.expression.getText()) && (value.arguments ?? []).length === 0
  );
}

function isReadonly(declaration: ts.VariableDeclaration): boolean {
  return /^(?:Readonly|readonly )/.test(declaration.type?.getText() ?? '');
}

describe('pure rooms', () => {
  it('touch no clock, chance, environment, network or console', () => {
    expect(SOURCE.filter((f) => PURE.includes(f.room)).flatMap(impurities)).toEqual([]);
  });

  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'process.env.X',
    "await fetch('x')",
    'console.log(1)',
    'import.meta.url',
  ])('the test sees %s', (text) => {
    expect(impurities(parse('rules/x.ts', `const x = ${text};`))).toHaveLength(1);
  });

  it.each(['new Date(now)', 'Date.parse(text)', 'context.process', "({ fetch: 'a word' })", "'console.log'"])(
    'and not %s',
    (text) => {
      expect(impurities(parse('rules/x.ts', `const x = ${text};`))).toEqual([]);
    },
  );
});

describe('state', () => {
  it('is never kept in a module outside cli/', () => {
    expect(SOURCE.filter((f) => f.room !== 'cli').flatMap(moduleState)).toEqual([]);
  });

  it.each(['let seen = 0;', 'var a;', 'const cache = new Map();', 'export const list: string[] = [];'])(
    'the test sees %s',
    (text) => {
      expect(moduleState(parse('x.ts', text))).toHaveLength(1);
    },
  );

  it.each(['const WORDS = ["a"];', 'const NOBODY: ReadonlySet<string> = new Set();', 'function f() { let a = 1; return a; }'])(
    'and not %s',
    (text) => {
      expect(moduleState(parse('x.ts', text))).toEqual([]);
    },
  );

  it('of the process ends in cli/ only', () => {
    const ends = SOURCE.filter((f) => !MAY_EXIT.includes(f.room)).flatMap((file) => {
      const found: string[] = [];
      walk(file.syntax, (node) => {
        if (ts.isPropertyAccessExpression(node) && /^process\.(?:exit|exitCode|abort)$/.test(node.getText(file.syntax)))
          found.push(`${place(file, node)} uses ${node.getText(file.syntax)}`);
      });
      return found;
    });
    expect(ends).toEqual([]);
  });
});

describe('files', () => {
  it(`have ${MOST_LINES} lines at most`, () => {
    expect(SOURCE.filter((f) => f.lines > MOST_LINES).map((f) => `src/${f.path} has ${f.lines} lines`)).toEqual([]);
  });

  it('begin with a sentence that says what they are for', () => {
    const without = SOURCE.filter((f) => !/^\/\*\*\s[\s\S]*?[.:]\s*\*\//.test(f.text.replace(/^#!.*\n/, '')));
    expect(without.map((f) => `src/${f.path}`)).toEqual([]);
  });

  it('are called by what they hold', () => {
    const vague = [...filesBelow('src'), ...filesBelow('test')].filter((path) => /\b(?:utils?|helpers?|managers?)\b/i.test(path));
    expect(vague).toEqual([]);
  });

  it('bin/ only starts the program', () => {
    const text = readFileSync(`${ROOT}bin/copilot-preflight.js`, 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(10);
    expect([...text.matchAll(/from '([^']+)'/g)].map((m) => m[1])).toEqual(['../dist/cli/main.js']);
  });
});

describe('rules', () => {
  const files = SOURCE.filter((f) => /^rules\/[a-z]+\/[a-z]+-\d{3}\.ts$/.test(f.path));
  const ids = files.map((f) => f.path.replace(/^.*\/|\.ts$/g, '').toUpperCase()).sort();

  it('stand in the index, a file a rule', () => {
    expect(RULES.map((r) => r.meta.id).sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stand in the folder of their pillar', () => {
    const folders = new Map(files.map((f) => [f.path.replace(/^.*\/|\.ts$/g, '').toUpperCase(), f.path.split('/')[1]]));
    expect(RULES.filter((r) => folders.get(r.meta.id) !== r.meta.pillar).map((r) => r.meta.id)).toEqual([]);
  });

  it('have a test each, and no test is left of a rule that is gone', () => {
    const tests = filesBelow('test/rules').filter((path) => /^[a-z]+\/[a-z]+-\d{3}\.test\.ts$/.test(path));
    expect(tests).toEqual(files.map((f) => f.path.replace(/^rules\//, '').replace(/\.ts$/, '.test.ts')).sort());
  });

  it(`have at most ${MEDIAN_RULE_LINES} lines in the median`, () => {
    const lines = files.map((f) => f.lines).sort((a, b) => a - b);
    const median = lines[Math.floor(lines.length / 2)] ?? 0;
    process.stdout.write(`median rule: ${median} lines, of ${lines.length} rules; the longest ${lines.at(-1)}\n`);
    expect(median).toBeLessThanOrEqual(MEDIAN_RULE_LINES);
  });

  it('leave nothing of the scaffold to be done', () => {
    const undone = [...files.map((f) => `src/${f.path}`), ...filesBelow('test/rules').map((path) => `test/rules/${path}`)].filter(
      (path) => path.endsWith('.ts') && readFileSync(`${ROOT}${path}`, 'utf8').includes('TODO'),
    );
    expect(undone).toEqual([]);
  });

  it('leave no folder of a pillar without a rule', () => {
    const pillars = new Set(RULES.map((r) => r.meta.pillar));
    const folders = new Set(SOURCE.filter((f) => /^rules\/[a-z]+\//.test(f.path)).map((f) => f.path.split('/')[1] ?? ''));
    expect([...folders].filter((folder) => !pillars.has(folder as never) || !existsSync(`${ROOT}test/rules/${folder}`))).toEqual(
      [],
    );
  });
});
