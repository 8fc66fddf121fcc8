/** What a rule of DLP or auto-labeling looks for, out of the five forms in which the service and its exports keep it. */
import { type Known, known, unknown } from '../../evidence/known.js';
import type { Condition } from '../../evidence/purview.js';
import { Fields, isList, isObject, listOf } from '../fields.js';
import type { CmdletValue } from '../results.js';

const CONTENT = 'ContentContainsSensitiveInformation';

/** Conditions of flat rules that are neither types nor labels; of each only the name is kept. */
const OTHERS = [
  'AccessScope',
  'ContentExtensionMatchesWords',
  'ContentFileTypeMatches',
  'ContentIsNotLabeled',
  'ContentPropertyContainsWords',
  'DocumentNameMatchesWords',
  'From',
  'FromMemberOf',
  'FromScope',
  'RecipientDomainIs',
  'SentTo',
  'SentToMemberOf',
  'SharedByIRMUserRisk',
  'SubjectContainsWords',
];

/** The tree of a rule, in a stable order. Unknown where any of it cannot be read: half a condition says something else. */
export function conditionsOf(rule: Fields): Known<Condition> {
  const advanced = rule.value('AdvancedRule');
  if (advanced !== undefined && advanced !== null && advanced !== '') {
    const tree = rule.json('AdvancedRule');
    const condition = tree.known ? advancedOf(tree.value) : undefined;
    if (condition !== undefined) return known(inOrder(condition));
  }
  // A flat rule has its conditions twice, so one of the two may be broken.
  const isAdvanced = rule.flag('IsAdvancedRule');
  if (isAdvanced.known && !isAdvanced.value) return flatOf(rule);
  return unknown(isAdvanced.known ? rule.gap('AdvancedRule') : isAdvanced.gap);
}

function flatOf(rule: Fields): Known<Condition> {
  const content = rule.value(CONTENT);
  const parts: Condition[] = [];
  if (content === undefined) return unknown(rule.gap(CONTENT));
  if (content !== null) {
    const types = contentOf(content);
    if (types === undefined) return unknown(rule.gap(CONTENT));
    parts.push(types);
  }
  const lost = rule.lost().find((name) => name.startsWith('exceptif'));
  if (lost !== undefined) return unknown(rule.gap(lost));
  for (const name of OTHERS) {
    const value = rule.value(name);
    if (value === undefined && (name === 'AccessScope' || rule.has(name))) return unknown(rule.gap(name));
    if (value !== undefined && isSomething(value)) parts.push({ kind: 'other', name });
  }
  for (const key of rule.names().filter((name) => name.startsWith('exceptif'))) {
    const value = rule.value(key);
    if (value === undefined || !isSomething(value)) continue;
    const isContent = key === `exceptif${CONTENT.toLowerCase()}`;
    const excepted = isContent ? contentOf(value) : ({ kind: 'other', name: key } as const);
    if (excepted === undefined) return unknown(rule.gap(key));
    parts.push({ kind: 'not', of: [excepted] });
  }
  return known(inOrder({ kind: 'and', of: parts }));
}

function isSomething(value: CmdletValue): boolean {
  return value !== null && value !== false && value !== '' && !(isList(value) && value.length === 0);
}

/** `{Version, Condition: {Operator, SubConditions}}`. Undefined: it cannot be read. */
function advancedOf(value: CmdletValue): Condition | undefined {
  const condition = isObject(value) ? new Fields(value, '').value('Condition') : undefined;
  return condition === undefined ? undefined : nodeOf(condition);
}

// Values are at most 64 levels deep when they come here, so the recursion ends.
function nodeOf(value: CmdletValue): Condition | undefined {
  if (!isObject(value)) return undefined;
  const node = new Fields(value, '');
  const inner = node.value('SubConditions');
  const name = node.textOrNull('ConditionName');
  if (inner === undefined && name !== null) return leafOf(name, node.value('Value'));
  const operator = operatorOf(node);
  if (!isList(inner) || operator === undefined || operator === null) return undefined;
  return joined(operator, inner.map(nodeOf));
}

function leafOf(name: string, value: CmdletValue | undefined): Condition | undefined {
  const bare = name.replace(/^ExceptIf/i, '');
  const isContent = bare.toLowerCase() === CONTENT.toLowerCase();
  const leaf = !isContent ? ({ kind: 'other', name: bare } as const) : value === undefined ? undefined : contentOf(value);
  if (leaf === undefined) return undefined;
  return bare === name ? leaf : { kind: 'not', of: [leaf] };
}

/** Null: it has none. Undefined: one that nobody knows. */
function operatorOf(fields: Fields): 'and' | 'or' | 'not' | null | undefined {
  if (!fields.has('Operator')) return null;
  const word = fields.word('Operator', ['and', 'or', 'not'] as const);
  return word.known ? word.value : undefined;
}

function joined(kind: 'and' | 'or' | 'not', parts: readonly (Condition | undefined)[]): Condition | undefined {
  return parts.every((part) => part !== undefined) ? { kind, of: parts } : undefined;
}

/** Types, labels and groups of them: one of the entries is enough. */
function contentOf(value: CmdletValue): Condition | undefined {
  const entries = listOf(value);
  const parts = entries.map((entry) => (isObject(entry) ? entryOf(new Fields(entry, '')) : undefined));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const some = parts.filter((part) => part !== null);
  // Nothing that can be named is no condition that anybody made: what it held was lost.
  return some.length === 0 ? undefined : { kind: 'or', of: some };
}

/** Null: an entry that holds an operator and nothing else, as the service writes them now and then. */
function entryOf(entry: Fields): Condition | null | undefined {
  const groups = entry.value('Groups');
  if (groups === undefined) {
    if (entry.has('SensitiveTypes') || entry.has('Labels')) return groupOf(entry);
    return entry.names().every((name) => name === 'operator' || name === 'name') && entry.has('Operator') ? null : typeOf(entry);
  }
  if (groups === null) return null;
  const operator = operatorOf(entry);
  const parts = listOf(groups).map((one) => (isObject(one) ? groupOf(new Fields(one, '')) : undefined));
  if (operator === undefined || !parts.every((part) => part !== undefined)) return undefined;
  const some = parts.filter((part) => part !== null);
  if (some.length === 0) return null;
  // With one group it does not matter how groups are joined.
  if (operator === null) return some.length === 1 && parts.length === 1 ? some[0] : undefined;
  return { kind: operator, of: some };
}

function groupOf(group: Fields): Condition | null | undefined {
  if (group.has('Groups')) return entryOf(group);
  const types = listIn(group, 'SensitiveTypes')?.map((one) => (isObject(one) ? typeOf(new Fields(one, '')) : undefined));
  const labels = listIn(group, 'Labels')?.map((one) => (isObject(one) ? labelOf(new Fields(one, '')) : undefined));
  const operator = operatorOf(group);
  if (types === undefined || labels === undefined || operator === undefined) return undefined;
  const parts = [...types, ...labels];
  // A group that has a name had something in it, and under a property that nobody knows there may be more.
  if (parts.length === 0)
    return group.has('Operator') && group.names().every((name) => isEmptyPart(name, group)) ? null : undefined;
  return operator === null && parts.length > 1 ? undefined : joined(operator ?? 'or', parts);
}

function isEmptyPart(name: string, group: Fields): boolean {
  if (name === 'name') return group.has('SensitiveTypes') || group.has('Labels');
  return ['operator', 'sensitivetypes', 'labels'].includes(name);
}

function listIn(group: Fields, name: string): readonly CmdletValue[] | undefined {
  const value = group.value(name);
  if (value === undefined || value === null) return [];
  return isList(value) ? value : isObject(value) ? [value] : undefined;
}

/** Matched by id only: names are in the language of whoever made the rule. */
function typeOf(type: Fields): Condition | undefined {
  const id = type.id('Id');
  if (id === null) return undefined;
  const classifier = type.textOrNull('ClassifierType') ?? '';
  return { kind: 'type', id, name: type.textOrNull('Name') ?? '', isClassifier: /^mlmodel$/i.test(classifier) };
}

function labelOf(label: Fields): Condition | undefined {
  const kind = label.textOrNull('Type');
  // The name of a label is its id, on tenants of today.
  const id = label.id('Id') ?? label.id('Name');
  if (id === null) return undefined;
  return kind === null || /^sensitivity$/i.test(kind) ? { kind: 'label', id } : { kind: 'other', name: `${kind} label` };
}

/** The same tree for the same meaning: no operator over a single part, no operator inside the same one, parts sorted. */
function inOrder(condition: Condition): Condition {
  if (condition.kind !== 'and' && condition.kind !== 'or' && condition.kind !== 'not') return condition;
  const { kind } = condition;
  const parts = condition.of.map(inOrder).flatMap((part) => (part.kind === kind && part.kind !== 'not' ? part.of : [part]));
  const [only] = parts;
  if (kind !== 'not' && parts.length === 1 && only !== undefined) return only;
  return {
    kind,
    of: parts
      .map((part) => [JSON.stringify(part), part] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, part]) => part),
  };
}
