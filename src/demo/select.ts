/** `$select`, `$expand` and `$filter` as Microsoft reads them: only what was asked for comes back, and a wrong name is refused. */
import { type Call, type Reply, refuse } from './call.js';
import { type GraphType, isKnownProperty } from './known-properties.js';

export interface ShapeRules {
  readonly type: GraphType | 'directoryObject';
  /** What comes without a `$select`; missing: everything that is stored. */
  readonly defaults?: readonly string[];
  /** The directory writes a selected property that has no value as null; SharePoint leaves it out. */
  readonly absent: 'null' | 'omitted';
  /** Never written as null: `signInActivity` is missing on an account that never signed in. */
  readonly neverNull?: readonly string[];
}

export interface Expansion {
  readonly name: string;
  readonly select: readonly string[] | null;
}

/** Splits at commas outside of parentheses. */
export function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === separator && depth === 0) {
      parts.push(current);
      current = '';
    } else current += letter;
  }
  return [...parts, current].map((one) => one.trim()).filter((one) => one !== '');
}

/** The names after `$select`, or null where nothing was selected. */
export function selectedNames(call: Call): readonly string[] | null {
  const text = call.query.get('$select');
  return text === null || text.trim() === '' ? null : splitTop(text, ',');
}

export function expansions(call: Call): readonly Expansion[] {
  return splitTop(call.query.get('$expand') ?? '', ',').map((part) => {
    const open = part.indexOf('(');
    if (open < 0) return { name: part, select: null };
    const options = splitTop(part.slice(open + 1, -1), ';');
    const select = options.find((option) => option.startsWith('$select='));
    return { name: part.slice(0, open), select: select === undefined ? null : splitTop(select.slice('$select='.length), ',') };
  });
}

/** A refusal where a selected name is not in Microsoft's metadata; else null. */
export function wrongSelection(call: Call, type: ShapeRules['type']): Reply | null {
  const unknown = (selectedNames(call) ?? []).find((name) => name !== '*' && !isKnownProperty(type, name));
  if (unknown === undefined) return null;
  return refuse(400, 'BadRequest', `Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`);
}

/** A refusal where an expansion is not among those that this path has; else null. */
export function wrongExpansion(call: Call, allowed: readonly string[]): Reply | null {
  const unknown = expansions(call).find((one) => !allowed.includes(one.name));
  return unknown === undefined ? null : refuse(400, 'BadRequest', `The query option '$expand=${unknown.name}' is not supported.`);
}

/** The selected properties of a stored object; annotations (`@odata.type`) always pass. */
export function shaped(row: object, names: readonly string[] | null, rules: ShapeRules): Record<string, unknown> {
  const stored = row as Record<string, unknown>;
  const wanted = names === null || names.includes('*') ? (rules.defaults ?? Object.keys(stored)) : names;
  const answer: Record<string, unknown> = {};
  for (const name of Object.keys(stored)) if (name.startsWith('@odata.')) answer[name] = stored[name];
  for (const name of wanted) {
    if (name.startsWith('@odata.')) continue;
    if (stored[name] !== undefined) answer[name] = stored[name];
    else if (rules.absent === 'null' && !(rules.neverNull ?? []).includes(name)) answer[name] = null;
  }
  return answer;
}

/** A test for `name eq value` clauses joined by `and`; null where the filter says more than that. */
export function simpleFilter(text: string): ((row: object) => boolean) | null {
  const clauses = text
    .split(/\s+and\s+/)
    .map((clause) => /^\s*(\w+)\s+eq\s+(?:'((?:[^']|'')*)'|(true|false|null))\s*$/.exec(clause));
  if (clauses.some((clause) => clause === null)) return null;
  return (row) =>
    clauses.every((clause) => {
      const [, name = '', quoted, bare] = clause ?? [];
      const value = (row as Record<string, unknown>)[name] ?? null;
      if (quoted === undefined) return String(value) === bare;
      return typeof value === 'string' && value.toLowerCase() === quoted.replaceAll("''", "'").toLowerCase();
    });
}
