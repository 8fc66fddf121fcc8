/**
 * What PowerShell takes without a word and what is wrong all the same: values that leak into what a function returns, names that
 * PowerShell sets by itself, `"$name:"` in a text, a comparison that a list turns into a filter, a path of another folder.
 */
import { nodesOf, type SyntaxNode } from './powershell.js';

/** Set by PowerShell itself, at times of its own choosing. */
const OF_POWERSHELL = new Set(
  `args error event eventargs eventsubscriber executioncontext false foreach home host input iscoreclr islinux ismacos iswindows
  lastexitcode matches myinvocation nestedpromptlevel ofs pid profile psboundparameters pscmdlet pscommandpath psculture
  psdebugcontext psdefaultparametervalues psedition pshome psitem psscriptroot pssenderinfo psuiculture psversiontable pwd
  sender shellid stacktrace switch this true`.split(/\s+/),
);

/** The only method calls whose value is none. */
const VOID = /^(?:\$Host\.UI\.WriteLine|\[IO\.File\]::WriteAllText)\(/;
/** Whose values are meant to come out: what the cmdlets of the tenant give. */
const GIVES_OUT = 'ReadCmdlet';
const TAKES_VALUES = new Set(['assignment_expression', 'parenthesized_expression', 'sub_expression', 'array_expression']);

const named = (node: SyntaxNode) => node.children.filter((child): child is SyntaxNode => child?.isNamed === true);
const nameOf = (node: SyntaxNode, type: string) => named(node).find((child) => child.type === type)?.text ?? '';
const said = (what: string, node: SyntaxNode) => `line ${node.startPosition.row + 1}: ${what} ${node.text.slice(0, 60)}`;

/** Below the chain of expressions that the grammar wraps each value in. */
function core(node: SyntaxNode): SyntaxNode {
  const [only, ...others] = named(node);
  return only === undefined || others.length > 0 || node.type === 'command' || node.type === 'invokation_expression'
    ? node
    : core(only);
}

/** Where the script holds one of them; empty: nowhere. */
export async function pitfalls(script: string): Promise<string[]> {
  const [program] = await nodesOf(script);
  if (program === undefined) return [];
  const found: string[] = [];
  const returning = returningFunctions(program);

  const visit = (node: SyntaxNode, above: readonly SyntaxNode[]): void => {
    if (node.type === 'pipeline' && above.at(-1)?.type === 'statement_list') found.push(...leak(node, above, returning));
    if (node.type === 'variable' && isSet(node, above)) {
      const name = node.text.replace(/^[$@](?:script:)?/i, '').toLowerCase();
      if (OF_POWERSHELL.has(name)) found.push(said("sets a variable of PowerShell's own:", node));
    }
    if (node.type === 'expandable_string_literal' && /\$(?!script:)\w+:/i.test(node.text))
      found.push(said('PowerShell looks for a drive behind the colon:', node));
    // A list on the left makes a filter of it.
    if (node.type === 'comparison_expression' && /^\s*\$null\s*$/i.test(named(node)[2]?.text ?? ''))
      found.push(said('$null belongs on the left:', node));
    if (node.type === 'invokation_expression' && /^\[IO\.(?:File|Directory)\]::/i.test(node.text) && !isInFolder(node.text))
      found.push(said('a path that is not the folder of the export:', node));
    for (const child of node.children) if (child !== null) visit(child, [...above, node]);
  };
  visit(program, []);
  return found;
}

/** .NET takes a relative path for one of the process's folder, which is not where the window is. */
function isInFolder(call: string): boolean {
  return /::\w+\(\s*(?:\$Folder\s*[,)]|\[IO\.Path\]::Combine\(\$Folder,)/.test(call);
}

/** Functions of the script that give a value with `return`. */
function returningFunctions(program: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>([GIVES_OUT]);
  const visit = (node: SyntaxNode, inside: string): void => {
    const here = node.type === 'function_statement' ? nameOf(node, 'function_name') : inside;
    const isReturn = node.type === 'flow_control_statement' && /^return\b/i.test(node.text);
    if (isReturn && named(node).length > 0 && here !== '') names.add(here);
    for (const child of node.children) if (child !== null) visit(child, here);
  };
  visit(program, '');
  return names;
}

/** A statement that is a value: it becomes part of what the function returns, or of what the window shows. */
function leak(pipeline: SyntaxNode, above: readonly SyntaxNode[], returning: ReadonlySet<string>): string[] {
  if (named(pipeline)[0]?.type === 'assignment_expression' || above.some((node) => TAKES_VALUES.has(node.type))) return [];
  const own = above.findLast((node) => node.type === 'function_statement');
  if (own !== undefined && nameOf(own, 'function_name') === GIVES_OUT) return [];
  const value = core(pipeline);
  if (value.type === 'command') {
    const name = nameOf(value, 'command_name');
    return returning.has(name) || name.includes('-') ? [said('its value is lost in the output:', value)] : [];
  }
  if (/^post_(?:increment|decrement)_expression$/.test(value.type) || VOID.test(value.text)) return [];
  // The grammar keeps the two characters of `++` as children of their own.
  return /^\$(?:script:)?\w+(?:\[.+\])?(?:\+\+|--)$/.test(pipeline.text.trim()) ? [] : [said('a value in the output:', pipeline)];
}

function isSet(variable: SyntaxNode, above: readonly SyntaxNode[]): boolean {
  const parent = above.at(-1);
  if (parent?.type === 'script_parameter' || parent?.type === 'foreach_statement') return true;
  const left = above.findLast((node) => node.type === 'left_assignment_expression');
  return left?.text.trim().startsWith(variable.text) ?? false;
}
