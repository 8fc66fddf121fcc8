/** The grammar of PowerShell, and what a script may hold that only reads: closed lists of commands, types, methods and constructs. */
import { createRequire } from 'node:module';

/** What is used of a node of the tree. */
export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  readonly isNamed: boolean;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly startPosition: { readonly row: number };
  readonly children: readonly (SyntaxNode | null)[];
}
interface Grammar {
  readonly Parser: {
    init(): Promise<void>;
    new (): { setLanguage(language: unknown): void; parse(text: string): { readonly rootNode: SyntaxNode } | null };
  };
  readonly Language: { load(path: string): Promise<unknown> };
}

const require = createRequire(import.meta.url);

async function newParser(): Promise<InstanceType<Grammar['Parser']>> {
  const { Parser, Language } = require('@vscode/tree-sitter-wasm') as Grammar;
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')));
  return parser;
}
let parser: ReturnType<typeof newParser> | null = null;

/** Whole scripts are asked about several times; parsing one takes a while. */
const parsed = new Map<string, readonly SyntaxNode[]>();

/** All nodes of the tree, in the order of the text. */
export async function nodesOf(script: string): Promise<readonly SyntaxNode[]> {
  const before = parsed.get(script);
  if (before !== undefined) return before;
  parser ??= newParser();
  const tree = (await parser).parse(script);
  if (tree === null) throw new Error('The grammar gave no tree.');
  const all: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    all.push(node);
    for (const child of node.children) if (child !== null) visit(child);
  };
  visit(tree.rootNode);
  parsed.set(script, all);
  return all;
}

const said = (what: string, node: SyntaxNode) => `line ${node.startPosition.row + 1}: ${what} ${node.text.slice(0, 60)}`;
const named = (node: SyntaxNode) => node.children.filter((child): child is SyntaxNode => child?.isNamed === true);
const first = (node: SyntaxNode, type: string) => named(node).find((child) => child.type === type);

/** Where the script is no PowerShell. */
export async function syntaxErrors(script: string): Promise<string[]> {
  return (await nodesOf(script)).filter((node) => node.isError || node.isMissing).map((node) => said('not PowerShell:', node));
}

/** Names of the commands that it holds, functions of its own included. */
export async function commandsIn(script: string): Promise<Set<string>> {
  return new Set((await nodesOf(script)).filter((node) => node.type === 'command_name').map((node) => node.text));
}

const COMMAND =
  /^(?:Get-(?!Content\b|Item\b|ChildItem\b|Credential\b)[A-Za-z0-9]+|Microsoft\.PowerApps\.Administration\.PowerShell\\Get-[A-Za-z]+|Search-UnifiedAuditLog|Connect-(?:IPPSSession|ExchangeOnline|SPOService|MicrosoftTeams|AipService|MSCommerce)|Disconnect-(?:ExchangeOnline|SPOService|MicrosoftTeams|AipService))$/;

const TYPES = new Set(
  `CmdletBinding string object object[] int switch bool char double single decimal byte[] Enum ValueType Uri Convert ordered
  DateTime DateTimeKind DateTimeOffset Text.StringBuilder Text.UTF8Encoding IO.File IO.Path IO.Directory Xml.XmlNode
  Globalization.CultureInfo Collections.ArrayList Collections.IList Collections.IDictionary Collections.IEnumerable`.split(/\s+/),
);

/** `Type::Method`, or the name alone for methods of objects. The only ones that touch anything outside are the four of `IO`. */
const METHODS = new Set(
  `IO.File::WriteAllText IO.Directory::Exists IO.Directory::GetFileSystemEntries IO.Directory::CreateDirectory IO.Path::Combine
  Convert::ToString Convert::ToBase64String object::ReferenceEquals
  Text.StringBuilder::new Text.UTF8Encoding::new Collections.ArrayList::new
  Append Replace ToCharArray ToString ToUniversalTime ToLowerInvariant Trim Substring AddDays Add GetType GetEnumerator
  WriteLine GetUnresolvedProviderPathFromPSPath`.split(/\s+/),
);

/** Whatever else the language has (script blocks as values, redirections, classes, traps, background jobs) is not in it. */
const CONSTRUCTS = new Set(
  `program comment param_block attribute_list attribute attribute_name attribute_arguments parameter_list script_parameter
  script_parameter_default function_statement function_name function_parameter_declaration script_block script_block_body
  statement_list statement_block empty_statement
  pipeline pipeline_chain command command_name command_elements command_argument_sep command_parameter generic_token
  assignment_expression left_assignment_expression assignement_operator
  logical_expression bitwise_expression comparison_expression additive_expression multiplicative_expression format_expression
  range_expression array_literal_expression unary_expression expression_with_unary_operator comparison_operator
  logical_argument_expression bitwise_argument_expression comparison_argument_expression additive_argument_expression
  multiplicative_argument_expression format_argument_expression range_argument_expression
  cast_expression type_literal type_spec type_name type_identifier array_type_name dimension
  parenthesized_expression sub_expression array_expression hash_literal_expression hash_literal_body hash_entry key_expression
  string_literal verbatim_string_characters expandable_string_literal integer_literal decimal_integer_literal
  variable member_access member_name simple_name element_access invokation_expression argument_list argument_expression_list
  argument_expression post_increment_expression post_decrement_expression
  if_statement else_clause elseif_clauses elseif_clause foreach_statement switch_statement switch_condition switch_body
  switch_clauses switch_clause switch_clause_condition
  try_statement catch_clauses catch_clause finally_clause flow_control_statement`.split(/\s+/),
);

/** Variables of PowerShell's own that it reads, and never sets but for the one that makes errors end a cmdlet. */
const AUTOMATIC = new Set(['_', 'null', 'true', 'false', 'host', 'psversiontable', 'executioncontext']);

/** Everything in it that is not on the lists above; empty: it only reads. */
export async function notAllowed(script: string): Promise<string[]> {
  const nodes = await nodesOf(script);
  const functions = new Set(nodes.filter((node) => node.type === 'function_name').map((node) => node.text));
  const found: string[] = [];
  for (const name of functions)
    if (!/^[A-Z][A-Za-z]{5,}$/.test(name)) found.push(`a function is called ${name}, like a command of somebody else`);
  for (const node of nodes) {
    if (node.isNamed && !CONSTRUCTS.has(node.type)) found.push(said(`construct ${node.type}`, node));
    if (node.type === 'command') found.push(...badCommand(node, functions));
    if (node.type === 'pipeline_chain' && named(node).length > 1) found.push(said('a pipeline', node));
    if (node.type === 'type_literal' && !TYPES.has(node.text.slice(1, -1).trim())) found.push(said('type', node));
    if (node.type === 'attribute_name' && !TYPES.has(node.text)) found.push(said('attribute', node));
    if (node.type === 'invokation_expression') found.push(...badMethod(node));
    if (node.type === 'variable') found.push(...badVariable(node));
    if (
      node.type === 'left_assignment_expression' &&
      !/^\$(?:script:)?\w+(?:\.Entry)?(?:\['\w+'\]|\[\$[\w[\]'$]+\])*$/.test(node.text.trim())
    )
      found.push(said('sets', node));
  }
  return found;
}

function badCommand(node: SyntaxNode, functions: ReadonlySet<string>): string[] {
  const name = first(node, 'command_name');
  if (name === undefined || first(node, 'command_invokation_operator') !== undefined)
    return [said('runs something by value:', node)];
  return COMMAND.test(name.text) || functions.has(name.text) ? [] : [said('command', node)];
}

function badMethod(node: SyntaxNode): string[] {
  const [on, member] = named(node);
  const method = member === undefined ? undefined : first(member, 'simple_name')?.text;
  if (on === undefined || method === undefined) return [said('calls a method by value:', node)];
  const isStatic = on.type === 'type_literal';
  return METHODS.has(isStatic ? `${on.text.slice(1, -1)}::${method}` : method) ? [] : [said('method', node)];
}

function badVariable(node: SyntaxNode): string[] {
  return /^[$@](?:script:)?\w+$/.test(node.text) ? [] : [said('variable', node)];
}

/** Of rows of the script's own tables, and of .NET's and PowerShell's objects. */
const PROPERTIES = new Set(
  `Part Name Title Module DesktopOnly PersonOnly Reads Entry Cmdlet Value File KeepWhere Only AlwaysSome
  Count Length Keys Key Version Kind UtcDateTime UtcNow Now UI SessionState Path PSVersion PSEdition Major Minor
  PSObject Properties TypeNames IsGettable LanguageMode FullName IsPrimitive OuterXml Exception Message FullyQualifiedErrorId
  InvariantCulture MaxValue Local`.split(/\s+/),
);

/** Slips that no parser sees: a variable that nothing sets, one of PowerShell's own that is set, a property or a count of values that is wrong. */
export async function slips(script: string): Promise<string[]> {
  const nodes = await nodesOf(script);
  const plain = (text: string) => text.replace(/^[$@](?:script:)?/i, '').toLowerCase();
  const set = new Set<string>();
  const found: string[] = [];
  const arity = new Map<string, number>();
  for (const node of nodes) {
    if (node.type === 'left_assignment_expression') set.add(plain(/^[$\w:]+/.exec(node.text.trim())?.[0] ?? ''));
    if (node.type === 'script_parameter' || node.type === 'foreach_statement') {
      const variable = first(node, 'variable');
      if (variable !== undefined) set.add(plain(variable.text));
    }
    if (node.type === 'function_statement') {
      const declared = first(node, 'function_parameter_declaration');
      const list = declared === undefined ? undefined : first(declared, 'parameter_list');
      arity.set(first(node, 'function_name')?.text ?? '', list === undefined ? 0 : named(list).length);
    }
  }
  for (const node of nodes) {
    if (node.type === 'variable' && !set.has(plain(node.text)) && !AUTOMATIC.has(plain(node.text)))
      found.push(said('nothing sets', node));
    if (node.type === 'member_access') {
      const member = named(node)[1];
      if (member === undefined || !PROPERTIES.has(member.text)) found.push(said('property', node));
    }
    if (node.type !== 'command') continue;
    const wanted = arity.get(first(node, 'command_name')?.text ?? '');
    const elements = first(node, 'command_elements');
    const given = elements === undefined ? 0 : named(elements).filter((one) => one.type !== 'command_argument_sep').length;
    if (wanted !== undefined && wanted !== given) found.push(said(`${given} values for ${wanted} parameters:`, node));
  }
  for (const name of AUTOMATIC) if (name !== 'null' && set.has(name)) found.push(`$${name} is PowerShell's own`);
  return found;
}
