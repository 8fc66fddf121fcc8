/** The list of cmdlets as PowerShell: the one place of the script where each is called, and what is done with its answer. */
import type { Cmdlet, ParameterValue } from '../purview/cmdlets.js';
import { listOf, literal, quoted } from './quote.js';
import { SESSIONS } from './sessions.js';

const READS_ONLY = /^(?:Get-[A-Za-z][A-Za-z0-9]*|Search-UnifiedAuditLog)$/;
const PARAMETER = /^[A-Za-z][A-Za-z0-9]*$/;
const FILE_WORD = /^[A-Za-z0-9]+$/;
/** Most SharePoint groups of one site; without it the cmdlet stops at 200 and does not say so. */
const MOST_GROUPS = 5000;

/** @throws Error where a name is none: nothing but a read may get into the script. */
export function checkCmdlet({ name, parameters, forEach, forEachSite }: Cmdlet): void {
  if (!READS_ONLY.test(name)) throw new Error(`${name} is no cmdlet that reads.`);
  for (const parameter of [
    ...Object.keys(parameters),
    ...(forEach ? [forEach.parameter] : []),
    ...(forEachSite ? [forEachSite] : []),
  ])
    if (!PARAMETER.test(parameter)) throw new Error(`${parameter} is no name of a parameter (${name}).`);
  for (const value of forEach?.values ?? [])
    if (!FILE_WORD.test(value)) throw new Error(`${value} cannot be part of the name of a file (${name}).`);
}

/** A clause of the `switch` in `ReadCmdlet`; `$Value` is the site or the value that it is asked about. */
export function callClause(cmdlet: Cmdlet): string {
  const body = cmdlet.name === 'Get-SPOSite' ? sitesCall(cmdlet) : call(cmdlet, cmdlet.parameters, perValue(cmdlet));
  return `    ${quoted(cmdlet.name)} { ${body} }`;
}

/** The list names the sites; asked for with `-Limit` it fills most of their settings with defaults, so each is asked about alone. */
function sitesCall(cmdlet: Cmdlet): string {
  const { Limit, ...details } = cmdlet.parameters;
  const list = call(cmdlet, Limit === undefined ? {} : { Limit }, []);
  return `if ($Value -eq '') { ${list} } else { ${call(cmdlet, details, ['-Identity $Value'])} }`;
}

function perValue({ name, forEach, forEachSite }: Cmdlet): string[] {
  const one = forEachSite ?? forEach?.parameter;
  return [
    ...(one === undefined ? [] : [`-${one} $Value`]),
    ...(name === 'Get-SPOSiteGroup' ? [`-Limit ${MOST_GROUPS}`] : []),
    ...(name === 'Search-UnifiedAuditLog' ? ['-StartDate $Since -EndDate $Until'] : []),
  ];
}

function call({ name, session }: Cmdlet, parameters: Readonly<Record<string, ParameterValue>>, more: readonly string[]): string {
  // Exchange and Power Platform both have a Get-DlpPolicy.
  const module = SESSIONS.find((one) => one.name === session && session === 'power-platform')?.module;
  const written = Object.entries(parameters).map(([key, value]) =>
    typeof value === 'boolean' ? `-${key}:${literal(value)}` : `-${key} ${literal(value)}`,
  );
  return [module === undefined ? name : `${module}\\${name}`, ...more, ...written, '-ErrorAction Stop'].join(' ');
}

/** Rows of `Reads`: one a cmdlet, or one for each value that it is asked about. The name of the file starts with the cmdlet's. */
export function readRows({ name, forEach, keepWhere, only, alwaysSome }: Cmdlet): string[] {
  return (forEach?.values ?? ['']).map((value) => {
    const file = value === '' ? `${name}.json` : `${name}.${value}.json`;
    return `    @{ Cmdlet = ${quoted(name)}; Value = ${quoted(value)}; File = ${quoted(file)}; KeepWhere = ${quoted(keepWhere ?? '')}; Only = ${listOf(only ?? [])}; AlwaysSome = $${alwaysSome === true} }`;
  });
}
