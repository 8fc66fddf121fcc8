/** One PowerShell script that reads what the chosen parts need, for engineers whose client gives this program no permissions. */
import { CMDLETS, type Cmdlet, type Part } from '../purview/cmdlets.js';
import { callClause, checkCmdlet, readRows } from './calls.js';
import { comment, quoted } from './quote.js';
import { SESSIONS, type Session } from './sessions.js';
import { BASICS_TEXT } from './text-basics.js';
import { JSON_TEXT } from './text-json.js';
import { READING_TEXT } from './text-reading.js';
import { END_TEXT, loopText, PARAMETERS_TEXT, START_TEXT } from './text-run.js';

/**
 * The script, in plain ASCII with `\n` at the end of lines. It holds no command but `Get-…`, `Search-UnifiedAuditLog`,
 * `Connect-…` and `Disconnect-…`, and functions of its own, which have no hyphen in their names.
 * @param version of this program, for the manifest
 * @throws Error where the list holds anything that does not read
 */
export function exportScript(parts: readonly Part[], version: string, cmdlets: readonly Cmdlet[] = CMDLETS): string {
  const chosen = cmdlets.filter((cmdlet) => parts.includes(cmdlet.part));
  for (const cmdlet of chosen) checkCmdlet(cmdlet);
  const sessions = SESSIONS.filter((session) => chosen.some((cmdlet) => cmdlet.session === session.name));
  return [
    header(chosen, version),
    PARAMETERS_TEXT,
    BASICS_TEXT,
    JSON_TEXT,
    listText(sessions, chosen, version),
    READING_TEXT,
    START_TEXT,
    loopText(clauses(sessions, 'connect'), clauses(sessions, 'disconnect')),
    END_TEXT,
  ]
    .map((piece) => piece.trim())
    .join('\n\n')
    .concat('\n');
}

function header(chosen: readonly Cmdlet[], version: string): string {
  return [
    `Made by copilot-preflight ${version}. Saves what Microsoft's own cmdlets say, as JSON files in a new folder.`,
    'It only reads. Its commands are Get-, Search-, Connect- and Disconnect- alone; names without a hyphen are functions of',
    'this script. It writes nothing but the files of that folder, and sends nothing anywhere.',
    '',
    '  powershell -NoProfile -ExecutionPolicy Bypass -File .\\export.ps1 -AdminUrl https://contoso-admin.sharepoint.com',
    '',
    'What it asks, and why:',
    ...chosen.map((cmdlet) => `  ${cmdlet.name}: ${cmdlet.why}`),
  ]
    .map(comment)
    .join('\n');
}

function listText(sessions: readonly Session[], chosen: readonly Cmdlet[], version: string): string {
  return [
    '# ---- What is read ----',
    '',
    `$Tool = ${quoted(version)}`,
    '$Sessions = @(',
    ...sessions.map((session) => sessionText(session, chosen)),
    ')',
    '',
    '# The only place where a tenant is asked. $Value: the site, or the kind of record, that it is asked about.',
    'function ReadCmdlet([string] $Cmdlet, [string] $Value) {',
    '  switch ($Cmdlet) {',
    ...chosen.map(callClause),
    '  }',
    '}',
  ].join('\n');
}

function sessionText({ name, title, module, desktopOnly, personOnly }: Session, chosen: readonly Cmdlet[]): string {
  const own = chosen.filter((cmdlet) => cmdlet.session === name);
  const facts = [
    `Part = ${quoted(own[0]?.part ?? '')}`,
    `Name = ${quoted(name)}`,
    `Title = ${quoted(title)}`,
    `Module = ${quoted(module)}`,
    `DesktopOnly = $${desktopOnly}`,
    `PersonOnly = $${personOnly}`,
  ];
  return [`  @{ ${facts.join('; ')}; Reads = @(`, ...own.flatMap(readRows), '  ) }'].join('\n');
}

function clauses(sessions: readonly Session[], which: 'connect' | 'disconnect'): string {
  const own = sessions.flatMap((session) => {
    const call = session[which];
    return call === null ? [] : [`${quoted(session.name)} { ${call} }`];
  });
  // A `switch` may not be empty.
  return [...own, 'default { $null }'].map((clause) => `          ${clause}`).join('\n');
}
