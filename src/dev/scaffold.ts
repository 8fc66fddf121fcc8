/** What a new rule begins as: the rule, its test and its two lines in the index. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.js';
import type { Pillar } from '../rules/define.js';

/** How the ids of each pillar may begin. */
export const PREFIXES: Readonly<Record<Pillar, readonly string[]>> = {
  licensing: ['LIC'],
  sharing: ['SPO'],
  sites: ['SITE', 'TEAM'],
  items: ['ITEM'],
  onedrive: ['OD'],
  identity: ['ID'],
  labels: ['LBL'],
  dlp: ['DLP'],
  audit: ['AUD'],
  apps: ['APP'],
  exposure: ['EXP'],
};

const INDEX = ['src', 'rules', 'index.ts'];

interface NewRule {
  readonly id: string;
  readonly pillar: Pillar;
  /** `site-099`, the name of the file; and `site099`, the name in the index. */
  readonly file: string;
  readonly name: string;
}

/**
 * Writes the three files below `root` and gives their paths.
 * @throws OperatorError where the id is malformed or taken.
 */
export function newRule(root: string, id: string | undefined): string[] {
  const rule = parseId(id);
  const files = new Map([
    [join(root, 'src', 'rules', rule.pillar, `${rule.file}.ts`), ruleText(rule)],
    [join(root, 'test', 'rules', rule.pillar, `${rule.file}.test.ts`), testText(rule)],
  ]);
  const taken = [...files.keys()].find((path) => existsSync(path));
  if (taken !== undefined) throw new OperatorError(`${rule.id} exists already (${taken}); choose another number.`);
  const index = join(root, ...INDEX);
  files.set(index, withRule(readFileSync(index, 'utf8'), rule));
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return [...files.keys()];
}

function parseId(id = ''): NewRule {
  const [, prefix = '', number = ''] = /^([A-Z]+)-(\d{3})$/.exec(id) ?? [];
  const pillar = (Object.keys(PREFIXES) as Pillar[]).find((p) => PREFIXES[p].includes(prefix));
  if (pillar === undefined)
    throw new OperatorError(
      `"${id}" is no id of a rule; write one of ${Object.values(PREFIXES).flat().join(', ')}, a hyphen and three digits, such as SITE-099.`,
    );
  return { id, pillar, file: id.toLowerCase(), name: `${prefix.toLowerCase()}${number}` };
}

/** The index with an import, in order of paths, and an entry behind the last smaller number of the pillar. */
function withRule(text: string, { name, pillar, file }: NewRule): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const specifier = (line: string) => /from '(.*)';$/.exec(line)?.[1] ?? '';
  const own = `./${pillar}/${file}.js`;
  const imports = lines.flatMap((line, at) => (line.startsWith('import ') ? [at] : []));
  const before = imports.filter((at) => specifier(lines[at] ?? '') < own).at(-1);
  lines.splice(before === undefined ? (imports[0] ?? 0) : before + 1, 0, `import ${name} from '${own}';`);
  const open = lines.findIndex((line) => line.startsWith('export const RULES'));
  const close = lines.indexOf('];', open);
  if (open < 0 || close < 0) throw new OperatorError('src/rules/index.ts has no list named RULES; restore the file.');
  const entries = lines.slice(open + 1, close).map((line) => line.trim().replace(/,$/, ''));
  const prefix = name.replace(/\d+$/, '');
  const last = entries.findLastIndex((entry) => entry.replace(/\d+$/, '') === prefix && entry < name);
  const first = entries.findIndex((entry) => entry.replace(/\d+$/, '') === prefix);
  const at = last >= 0 ? last + 1 : first >= 0 ? first : entries.length;
  lines.splice(open + 1 + at, 0, `  ${name},`);
  return lines.join(end);
}

function ruleText({ id, pillar }: NewRule): string {
  return `/** TODO: one sentence that says what this rule looks for and where its edge lies. */
import { defineRule } from '../define.js';
import { isSensitive, judge, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: '${id}',
    revision: 1,
    title: 'TODO: the ready state, in plain words',
    failureTitle: 'TODO: the finding, in plain words',
    pillar: '${pillar}',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      empty: 'There is nothing to look at.',
      none: 'Checked {places}: none is open to everybody in the organization.',
      some: 'Found {places} open to everybody in the organization.',
    },
    rationale: 'TODO: why Copilot makes this matter.',
    remediation: {
      summary: 'TODO: what to do, in one sentence.',
      steps: ['TODO: where to click, or which command to run.'],
      effort: 'hours',
    },
    references: [{ framework: 'HIPAA', id: '164.312(a)(1)' }],
  },
  create({ report, doubt, count }) {
    let places = 0;
    return {
      on: {
        scope(scope) {
          places += 1;
          judge(scope.standingOrgWide, doubt, () =>
            report({ subject: scopeSubject(scope), reach: 'standing', readersShare: 1, sensitive: isSensitive(scope) }),
          );
        },
      },
      verdict() {
        if (places === 0) return { kind: 'not-applicable', message: 'empty' };
        const found = count.offences;
        if (found === 0) return { kind: 'pass', message: 'none', data: { places: plural(places, 'place') } };
        return { kind: 'fail', message: 'some', data: { places: plural(found, 'place') } };
      },
    };
  },
});
`;
}

function testText({ id, pillar, file }: NewRule): string {
  return `/** ${id}: TODO, what these cases are about. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/${pillar}/${file}.js';
import { aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

ruleCases(rule, {
  pass: [{ name: 'a place of a few', rows: { scope: [aScope()] }, expect: { message: 'none' } }],
  fail: [
    {
      name: 'a place open to everybody',
      rows: { scope: [aScope({ standingOrgWide: known(true) }), aScope({ id: 'drive-1/item-2' })] },
      expect: { message: 'some', objects: ['drive-1/item-1'] },
    },
    { name: 'one seen in part', rows: { scope: [aScope({ standingOrgWide: known(true) })] }, partial: FORBIDDEN },
  ],
  notApplicable: [{ name: 'no place at all' }],
  notAssessed: [
    { name: 'places could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'a place whose readers are not known', rows: { scope: [aScope({ standingOrgWide: unknown(FORBIDDEN) })] } },
  ],
});
`;
}
