/** The parts of the README that are made: between a pair of markers each, the rest of the file is left alone. */
import type { Catalogue } from '../../catalogue/catalogue.js';
import { UNVERIFIED } from '../../method.js';
import { EXIT, OperatorError } from '../../operator-error.js';
import { code, escaped, list, table } from './markdown.js';
import { permissionsTable } from './permission-page.js';
import { rulesTable } from './rule-pages.js';

const EXIT_SENTENCES: { readonly [K in keyof typeof EXIT]: string } = {
  done: 'Done, and the gate of `--fail-on` held',
  gateFailed: 'The gate of `--fail-on` failed',
  usage: 'Usage or configuration is wrong; the message says what to change',
  signIn: 'Sign-in failed, or not even the organization can be read',
  coverage: 'Less was seen than `--min-coverage` asks for',
  bug: 'A fault of this program',
  interrupted: 'Interrupted; a report of what was reached is written',
};

function exitCodesTable(): string {
  return table(
    ['Code', 'Meaning'],
    Object.entries(EXIT).map(([key, number]) => [code(String(number)), EXIT_SENTENCES[key as keyof typeof EXIT]]),
  );
}

export function readmeWithParts(readme: string, catalogue: Catalogue): string {
  const parts: Readonly<Record<string, string>> = {
    rules: rulesTable(catalogue, 'docs/rules/'),
    permissions: permissionsTable(catalogue),
    'exit-codes': exitCodesTable(),
    unverified: list(UNVERIFIED.map(escaped)),
  };
  return Object.entries(parts).reduce((text, [name, part]) => between(text, name, part), readme);
}

function between(text: string, name: string, part: string): string {
  const begin = `<!-- generated:${name} -->`;
  const end = `<!-- /generated:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new OperatorError(`README.md has lost its markers ${begin} … ${end}; put them back.`);
  return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`;
}
