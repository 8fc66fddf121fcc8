/** One page a rule, the list of all of them, and the table of the README; all from the rules' metadata. */
import type { Catalogue, CatalogueRule } from '../../catalogue/catalogue.js';
import { THRESHOLDS } from '../../config/thresholds.js';
import { DATASETS, type DatasetName } from '../../evidence/datasets.js';
import { cmdletNamed } from '../../purview/cmdlets.js';
import { NORMALISERS } from '../../purview/normal/index.js';
import { effortWord, gateWord, pillarTitle, SEVERITY_WORDS } from '../../reporters/wording.js';
import type { Claim, Gate, RuleMeta } from '../../rules/define.js';
import { code, escaped, list, MADE, numbered, page, table } from './markdown.js';

const CLAIMS: Readonly<Record<Claim, string>> = {
  none: 'It says "nothing is …". One offender that is found stands, however little else was seen. If none was found and anything was left unseen, the rule is not assessed.',
  some: 'It says "at least one …". One that is found stands. If none was found and anything was left unseen, the rule is not assessed.',
  ratio:
    'It compares a share, for which everything has to be seen. Seen in part, it fails only where what was seen is too much already; otherwise it is not assessed.',
};

const GATES: Readonly<Record<'block' | 'condition' | 'none', string>> = {
  block: 'A failure makes the verdict No-go. Not assessed, it keeps the verdict from being determined.',
  condition: 'A failure, a warning or "not assessed" is a condition of the verdict.',
  none: 'It counts in the score and does not move the verdict.',
};

export function rulePages(catalogue: Catalogue): Map<string, string> {
  const pages = new Map(catalogue.rules.map((rule) => [`docs/rules/${rule.meta.id}.md`, rulePage(rule)]));
  pages.set('docs/rules/README.md', rulesIndex(catalogue));
  return pages;
}

export function rulesTable({ rules }: Catalogue, folder: string): string {
  return table(
    ['Rule', 'Ready state', 'Severity', 'Effect on the verdict'],
    rules.map(({ meta }) => [
      `[${meta.id}](${folder}${meta.id}.md)`,
      escaped(meta.title),
      SEVERITY_WORDS[meta.worst?.severity ?? meta.severity],
      gateCell(meta.worst === undefined ? meta.gate : meta.worst.gate),
    ]),
  );
}

function gateCell(gate: Gate): string {
  return gateWord(gate) ?? 'counts only';
}

function rulesIndex(catalogue: Catalogue): string {
  const pillars = [...new Set(catalogue.rules.map((r) => r.meta.pillar))];
  return page(
    MADE,
    '# Rules',
    `${catalogue.rules.length} rules. Severity and effect are the worst that one object of the rule can be.`,
    ...pillars.flatMap((pillar) => [
      `## ${pillarTitle(pillar)}`,
      rulesTable({ ...catalogue, rules: catalogue.rules.filter((r) => r.meta.pillar === pillar) }, ''),
    ]),
  );
}

function rulePage({ meta, datasets, permissions }: CatalogueRule): string {
  const worst = meta.worst;
  const worse =
    worst === undefined ? '' : ` Its worst objects are ${worst.severity}${worst.gate === 'block' ? ' and block' : ''}.`;
  return page(
    MADE,
    `# ${meta.id}: ${escaped(meta.title)}`,
    `**Fails as:** ${escaped(meta.failureTitle)}`,
    meta.warnTitle === undefined ? null : `**Warns as:** ${escaped(meta.warnTitle)}`,
    `${pillarTitle(meta.pillar)} · ${SEVERITY_WORDS[meta.severity]} · ${gateCell(meta.gate)} · revision ${meta.revision}.${worse}`,
    '## Why it matters',
    escaped(meta.rationale),
    '## How it judges',
    list([CLAIMS[meta.claim], ...gates(meta)]),
    '## What it reads',
    reads(datasets.needed, datasets.joined),
    permissions.length > 0
      ? `Permissions of what it cannot do without: ${permissions.map(code).join(', ')}.`
      : (cmdlets(datasets.needed) ?? 'No Microsoft Graph permission brings it; see above.'),
    permissions.length > 0 ? cmdlets(datasets.needed) : null,
    ...thresholds(meta.thresholds ?? []),
    '## What it can say',
    table(
      ['Key', 'Text'],
      Object.entries(meta.messages).map(([key, text]) => [code(key), escaped(text)]),
    ),
    '## What to do',
    `${escaped(meta.remediation.summary)} (${effortWord(meta.remediation.effort).toLowerCase()})`,
    numbered(meta.remediation.steps.map(escaped)),
    '## References',
    list(
      meta.references.map(
        ({ framework, id, url }) => `${framework} ${url === undefined ? escaped(id) : `[${escaped(id)}](${url})`}`,
      ),
    ),
  );
}

/** What an open finding does to the verdict, of an ordinary object and of the worst. */
function gates({ gate, worst }: RuleMeta): string[] {
  if (worst === undefined || worst.gate === gate) return [GATES[gate ?? 'none']];
  return [
    `Ordinary objects: ${lowerFirst(GATES[gate ?? 'none'])}`,
    `Its worst objects: ${lowerFirst(GATES[worst.gate ?? 'none'])}`,
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function reads(needed: readonly DatasetName[], joined: readonly DatasetName[]): string {
  const titles = (names: readonly DatasetName[]) => names.map((name) => escaped(DATASETS[name].title)).join('; ');
  return list([
    ...(needed.length === 0 ? [] : [`Not assessed without: ${titles(needed)}.`]),
    ...(joined.length === 0 ? [] : [`Looked up beside it, with "not known" where it is missing: ${titles(joined)}.`]),
  ]);
}

/** What tells it where Microsoft Graph does not, or not all of it; null: no cmdlet does. */
function cmdlets(needed: readonly DatasetName[]): string | null {
  const names = [...new Set(needed.flatMap((dataset) => CMDLETS_OF.get(dataset) ?? []))];
  if (names.length === 0) return null;
  const isDirect = names.every((name) => cmdletNamed(name)?.direct === true);
  return `Told by ${names.map(code).join(', ')}, from [an export](../export.md) (\`--bundle\`)${isDirect ? ' or by `--purview-direct`' : ''}.`;
}

const CMDLETS_OF = new Map<DatasetName, readonly string[]>(
  Object.values(NORMALISERS).map(({ dataset, cmdlets: names }) => [dataset, names]),
);

function thresholds(names: readonly (keyof typeof THRESHOLDS)[]): string[] {
  if (names.length === 0) return [];
  return ['## Thresholds', thresholdsTable(names)];
}

export function thresholdsTable(names: readonly (keyof typeof THRESHOLDS)[]): string {
  return table(
    ['Name', 'Default', 'From', 'To', 'Unit', 'Meaning'],
    names.map((name) => {
      const { default: usual, min, max, unit, describe } = THRESHOLDS[name];
      return [code(name), ...[usual, min, max].map((n) => n.toLocaleString('en-US')), unit, escaped(describe)];
    }),
  );
}
