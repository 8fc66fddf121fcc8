/** Which permission is asked for, why, and what is lost without it; from the collectors' metadata. */
import type { Catalogue, PermissionRow } from '../../catalogue/catalogue.js';
import type { CollectorMeta } from '../../collectors/define.js';
import { DATASETS } from '../../evidence/datasets.js';
import { code, escaped, list, MADE, page, table } from './markdown.js';

/** The short table of the README. */
export function permissionsTable({ permissions }: Catalogue): string {
  return table(
    ['Permission', 'Needed', 'What for'],
    permissions.map((row) => [code(row.permission), need(row), why(row)]),
  );
}

function need({ optional, kinds }: PermissionRow): string {
  const who = kinds.length === 2 ? '' : kinds[0] === 'application' ? ', app-only' : ', as a person';
  return `${optional ? 'optional' : 'yes'}${who}`;
}

function why({ why: reasons }: PermissionRow): string {
  return escaped(reasons.map((reason) => reason.replace(/[.;]$/, '')).join('; '));
}

export function permissionsPage(catalogue: Catalogue): string {
  const { permissions, collectors, rules } = catalogue;
  const all = rules.length;
  return page(
    MADE,
    '# Permissions',
    'Every permission below only reads, but for two names that could write: `Sites.FullControl.All` and, for `--purview-direct` alone, `Exchange.ManageAsApp`. Nothing is ever written with either: every request passes a list of reads before it leaves, and anything else is refused.',
    '**`Sites.FullControl.All`.** There are two permissions of that name, of two services. Microsoft Graph promises whole lists of item permissions to nothing less. SharePoint itself shows its groups and role assignments to nothing less, because only Full Control holds the right to list permissions (for a person it is called `AllSites.FullControl`). An application reaches SharePoint itself with a certificate only, never with a client secret. `--without-full-control` leaves both out, and the rules that need them are then less certain or not assessed.',
    '**`Exchange.ManageAsApp`.** There are two of that name as well, of Office 365 Exchange Online and of Microsoft Exchange Online Protection. Alone they open nothing: what an application may do with them is what its Entra role may do, and Global Reader or Security Reader only reads. Without `--purview-direct` nobody asks for them, and [an export](export.md) tells the same without any permission.',
    'But for these, the same names serve an app-only sign-in (application permissions) and a person (delegated permissions). A scan runs with what it is given; a rule whose evidence is missing is "not assessed", and the report names the permission that would have helped.',
    '`copilot-preflight permissions --as powershell` prints a script that makes an app registration with exactly these; those of `--purview-direct` only where that flag is given.',
    '## Least privilege',
    table(
      ['Permission', 'Application', 'Delegated', 'Needed', 'What for', 'Rules that need what it opens'],
      permissions.map((row) => [
        code(row.permission),
        row.kinds.includes('application') ? 'yes' : '–',
        row.kinds.includes('delegated') ? 'yes' : '–',
        row.optional ? 'optional' : 'yes',
        why(row),
        row.rules.length === all ? 'all' : row.rules.map((id) => `[${id}](rules/${id}.md)`).join(', ') || '–',
      ]),
    ),
    'Without an optional permission the rules of its row still run, with less certainty: what is found stands, and "none found" is not assessed. Without another one they are not assessed. A permission without rules brings names and columns that other rules use.',
    '## What is read with them',
    table(['What', 'Paths asked', 'Permissions', 'Sign-in', 'Profile'], collectors.map(collectorRow)),
    'The profile `minimal` reads only what is marked `minimal`; `standard` reads everything.',
    ...roles(collectors),
    ...beta(collectors),
  );
}

function collectorRow(meta: CollectorMeta): string[] {
  const cmdlets = (meta.cmdlets ?? []).map((access) => ({ ...access, optional: true }));
  const asked = [...meta.application, ...meta.delegated, ...(meta.sharePoint ?? []), ...cmdlets];
  const names = asked.map(({ permission, optional }) =>
    optional === true ? `${code(permission)} (optional)` : code(permission),
  );
  return [
    escaped(meta.provides.map((d) => DATASETS[d].title).join('; ')),
    meta.endpoints.map(code).join(', '),
    [...new Set(names)].join(', '),
    meta.modes.length === 2 ? 'both' : (meta.modes[0] ?? '–'),
    meta.profile,
  ];
}

function roles(collectors: readonly CollectorMeta[]): string[] {
  const needing = collectors.filter((c) => c.delegatedRole !== undefined);
  if (needing.length === 0) return [];
  return [
    '## Entra roles of a person who signs in',
    'Beside the delegated permissions Microsoft asks for a directory role. An app-only sign-in needs none, but for `--purview-direct`: there the application itself needs Global Reader or Security Reader.',
    table(
      ['What', 'Role'],
      needing.map((c) => [escaped(c.title), escaped(c.delegatedRole ?? '')]),
    ),
  ];
}

function beta(collectors: readonly CollectorMeta[]): string[] {
  const paths = collectors.flatMap((c) => c.beta ?? []);
  if (paths.length === 0) return ['No path of the beta endpoint is asked.'];
  return [
    '## Paths of the beta endpoint',
    list(
      paths.map(
        ({ path, why: reason, replacedBy }) => `${code(path)}: ${escaped(reason)}. To be replaced by: ${escaped(replacedBy)}`,
      ),
    ),
  ];
}
