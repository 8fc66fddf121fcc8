/** What `rules` and `rules explain` print, from the rules' own metadata. */
import { catalogue } from '../assess.js';
import type { CatalogueRule } from '../catalogue/catalogue.js';
import { nearest } from '../config/nearest.js';
import { THRESHOLDS } from '../config/thresholds.js';
import { DATASETS, type DatasetName } from '../evidence/datasets.js';
import { OperatorError } from '../operator-error.js';
import { effortWord, gateWord, number, pillarTitle, SEVERITY_WORDS } from '../reporters/wording.js';
import type { Claim, RuleMeta } from '../rules/define.js';
import { readable, table, wrap } from './table.js';

const CLAIMS: Readonly<Record<Claim, string>> = {
  none: 'It says that nothing of the kind is there. One that is found fails it, however little was seen; without one it passes only if everything was seen, and is “not assessed” otherwise.',
  some: 'It says that at least one is there. One that is found passes it, however little was seen; without one it fails only if everything was seen, and is “not assessed” otherwise.',
  ratio:
    'It compares a share or a count with a limit, so it needs everything to be seen; otherwise it is “not assessed”, unless what is unseen could not change the answer.',
};

export function listRules({ json, pillar }: { json?: boolean; pillar?: string }, columns: number): string {
  const all = catalogue().rules;
  if (pillar !== undefined) checkPillar(pillar, all);
  const rules = all.filter(({ meta }) => pillar === undefined || meta.pillar === pillar.toLowerCase());
  if (json === true) return `${JSON.stringify(rules.map(described), null, 2)}\n`;
  const rows = rules.map(({ meta }) => [meta.id, severityText(meta), gateText(meta), meta.title]);
  const lines = table([['Rule', 'Severity', 'Gate', 'The ready state'], ...rows], readable(columns));
  return `${[...lines, '', `${rules.length} rules. More on one: copilot-preflight rules explain ${rules[0]?.meta.id}`].join('\n')}\n`;
}

export function explainRule(id: string, { json }: { json: boolean | undefined }, columns: number): string {
  const { rules } = catalogue();
  const rule = rules.find(({ meta }) => meta.id === id.toUpperCase());
  if (rule === undefined) throw unknown(`There is no rule “${id}”`, id, ids(rules), 'copilot-preflight rules lists them');
  return json === true ? `${JSON.stringify(described(rule), null, 2)}\n` : explained(rule, readable(columns));
}

function checkPillar(pillar: string, rules: readonly CatalogueRule[]): void {
  const pillars = [...new Set(rules.map(({ meta }) => meta.pillar))];
  if (pillars.some((name) => name === pillar.toLowerCase())) return;
  throw unknown(`There is no pillar “${pillar}”`, pillar, pillars, `there are ${pillars.join(', ')}`);
}

function unknown(what: string, word: string, names: readonly string[], otherwise: string): OperatorError {
  const near = nearest(word, names);
  return new OperatorError(`${what}; ${near === null ? otherwise : `did you mean ${near}?`}${near === null ? '.' : ''}`);
}

const ids = (rules: readonly CatalogueRule[]) => rules.map(({ meta }) => meta.id);

function severityText({ severity, worst }: RuleMeta): string {
  const [usual, most] = [SEVERITY_WORDS[severity], SEVERITY_WORDS[worst?.severity ?? severity]];
  return usual === most ? usual : `${usual} to ${most.toLowerCase()}`;
}

function gateText({ gate, worst }: RuleMeta): string {
  const [usual, most] = [gateWord(gate) ?? '–', gateWord(worst?.gate ?? gate) ?? '–'];
  if (usual === most) return usual;
  return usual === '–' ? `At worst ${most.toLowerCase().replace('copilot', 'Copilot')}` : `${usual} or block`;
}

/** Permissions without which evidence is read in part: the optional ones, and SharePoint's own, which a pass of many rules hangs on. */
function permissionsForWhole({ datasets, permissions }: CatalogueRule): string[] {
  const providers = (of: readonly DatasetName[]) => catalogue().collectors.filter((c) => c.provides.some((d) => of.includes(d)));
  const optional = providers(datasets.needed).flatMap((c) => c.application.filter((a) => a.optional === true));
  const ofSharePoint = providers(datasets.joined).flatMap((c) => (c.sharePoint ?? []).filter((a) => a.optional !== true));
  return [...new Set([...optional, ...ofSharePoint].map((a) => a.permission))]
    .filter((name) => !permissions.includes(name))
    .sort();
}

function permissionText(rule: CatalogueRule): string {
  const whole = permissionsForWhole(rule);
  const needed = rule.permissions.join(', ');
  return whole.length === 0 ? needed : `${needed}${needed === '' ? '' : '; and, '}to see it whole: ${whole.join(', ')}`;
}

/** The metadata with what the catalogue adds, for programs. */
function described(rule: CatalogueRule) {
  const { meta, datasets, permissions } = rule;
  return {
    ...meta,
    datasets,
    permissions,
    permissionsForWhole: permissionsForWhole(rule),
    thresholds: (meta.thresholds ?? []).map((name) => ({ name, ...THRESHOLDS[name] })),
  };
}

function explained(rule: CatalogueRule, columns: number): string {
  const { meta, datasets } = rule;
  const paragraph = (text: string) => wrap(text, columns - 2).map((line) => `  ${line}`);
  const rows = (cells: readonly (readonly string[])[]) => table(cells, columns - 2).map((line) => `  ${line}`);
  const titles = (names: readonly DatasetName[]) => names.map((name) => DATASETS[name].title).join('; ');
  const thresholds = (meta.thresholds ?? []).map((name) => [
    name,
    `${number(THRESHOLDS[name].default)} ${THRESHOLDS[name].unit}`,
    THRESHOLDS[name].describe,
  ]);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      `${meta.id}  ${meta.title}`,
      rows([
        ['The finding', meta.failureTitle],
        ['Pillar', pillarTitle(meta.pillar)],
        ['Severity', severityText(meta)],
        ['Gate', gateText(meta)],
      ]),
    ],
    ['Why it matters', paragraph(meta.rationale)],
    [
      'What it looks at',
      rows(
        [
          ['Needs', titles(datasets.needed)],
          ['Also uses', titles(datasets.joined)],
          ['Permissions', permissionText(rule)],
        ].filter(([, text]) => text !== ''),
      ),
    ],
    ['How it judges', paragraph(CLAIMS[meta.claim])],
    ['Thresholds (defaults; a configuration file changes them)', rows(thresholds)],
    ['What it can say', rows(Object.entries(meta.messages))],
    [
      `How to fix (${effortWord(meta.remediation.effort).toLowerCase()})`,
      [...paragraph(meta.remediation.summary), ...rows(meta.remediation.steps.map((step, at) => [`${at + 1}.`, step]))],
    ],
    ['References', rows(meta.references.map(({ framework, id, url }) => [framework, url === undefined ? id : `${id} ${url}`]))],
  ];
  return `${sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [...wrap(title, columns), ...lines].join('\n'))
    .join('\n\n')}\n`;
}
