/** `$select` and `$expand` as SharePoint reads them: names with a slash, what hangs below only where it was expanded. */
import { type Answer, refused } from './spelling.js';

export type Row = Readonly<Record<string, unknown>>;

const names = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Which properties hang below, by the type of a row: they come only where they are expanded. */
export type Navigations = readonly string[];

function invalid(name: string): Answer {
  return refused(
    400,
    '-1, Microsoft.SharePoint.Client.InvalidClientQueryException',
    `The field or property '${name}' does not exist, or it was selected without being expanded.`,
  );
}

/** Reads the options once for a whole list; null where a name is wrong. */
export class Selection {
  readonly #selected: readonly string[];
  readonly #expanded: ReadonlySet<string>;

  constructor(query: URLSearchParams) {
    this.#selected = names(query.get('$select'));
    this.#expanded = new Set(names(query.get('$expand')).map((one) => one.split('/')[0] ?? one));
  }

  /** What is wrong with the options for a row with these properties; null: nothing. */
  fault(sample: Row, navigations: Navigations): Answer | null {
    for (const name of this.#selected) {
      const [head = '', ...below] = name.split('/');
      if (name !== '*' && !(head in sample)) return invalid(name);
      if (below.length > 0 && !this.#expanded.has(head)) return invalid(name);
      if (below.length > 0 && !navigations.includes(head)) return invalid(name);
    }
    const strange = [...this.#expanded].find((name) => !navigations.includes(name));
    return strange === undefined ? null : invalid(strange);
  }

  shape(row: Row, navigations: Navigations): Record<string, unknown> {
    const shaped: Record<string, unknown> = {};
    const isAll = this.#selected.length === 0 || this.#selected.includes('*');
    for (const [name, value] of Object.entries(row)) {
      const below = this.#selected.filter((one) => one.startsWith(`${name}/`)).map((one) => one.slice(name.length + 1));
      if (navigations.includes(name)) {
        const isNamed = isAll || below.length > 0 || this.#selected.includes(name);
        if (this.#expanded.has(name) && isNamed) shaped[name] = pick(value, below);
      } else if (isAll || this.#selected.includes(name)) shaped[name] = value;
    }
    return shaped;
  }
}

function pick(value: unknown, below: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, below));
  if (typeof value !== 'object' || value === null || below.length === 0) return value;
  return Object.fromEntries(below.filter((name) => name in value).map((name) => [name, (value as Row)[name]]));
}
