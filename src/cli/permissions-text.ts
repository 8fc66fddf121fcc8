/** What `permissions` prints: the least-privilege table for a profile and a kind of sign-in, in each of its forms. */
import { catalogue } from '../assess.js';
import { type Catalogue, joinCatalogue, type PermissionRow } from '../catalogue/catalogue.js';
import { CMDLET_ROLES, CMDLET_SERVICES, MANAGE_AS_APP } from '../evidence/cmdlet-access.js';
import { OperatorError } from '../operator-error.js';
import type { CloudName } from '../sources/clouds.js';
import { azureCliScript } from './azure-cli-script.js';
import { FULL_CONTROL, type ScriptOptions, sharePointName } from './permission-scripts.js';
import { powershellScript } from './powershell-script.js';
import { idRanges } from './rule-ids.js';
import { readable, wrap } from './table.js';

export interface PermissionsFlags {
  readonly as: 'text' | 'markdown' | 'json' | 'powershell' | 'azure-cli';
  readonly profile: 'minimal' | 'standard';
  readonly kind: 'application' | 'delegated';
  /** From `--without-full-control`. */
  readonly withoutFullControl?: boolean;
  /** From `--purview-direct`. */
  readonly purviewDirect?: boolean;
  readonly cloud: CloudName;
  readonly appName: string;
}

export interface NeededPermission {
  /** As its own service calls it. */
  readonly permission: string;
  readonly resource: PermissionRow['resource'] | 'entra';
  /** Where Microsoft Graph and SharePoint are not meant: whose it is, and by which ids it is granted. A role of Entra ID is of no application. */
  readonly of?: { readonly title: string; readonly appId: string | null; readonly roleId: string };
  readonly kind: PermissionsFlags['kind'];
  /** A scan runs without it and sees less. */
  readonly optional: boolean;
  /** It could write; this program never does. */
  readonly writeCapable: boolean;
  readonly why: readonly string[];
  readonly collectors: readonly string[];
  /** Rules that are not assessed without it, or, where it is optional, with less. */
  readonly rules: readonly string[];
  /** Rules to which it only adds details. */
  readonly details: readonly string[];
}

type Choice = Pick<PermissionsFlags, 'profile' | 'kind' | 'withoutFullControl' | 'purviewDirect'>;

export function neededPermissions({ profile, kind, withoutFullControl, purviewDirect }: Choice): NeededPermission[] {
  const all = catalogue();
  const collectors = all.collectors.filter((c) => (profile === 'standard' || c.profile === 'minimal') && c.modes.includes(kind));
  const rows = joinCatalogue(
    all.rules.map((r) => r.meta),
    collectors,
  ).permissions;
  const asked = rows
    .filter((row) => row.kinds.includes(kind) && row.resource !== 'exchange')
    .map(({ permission, resource, optional, why, collectors: ids, rules }) => ({
      permission: resource === 'graph' ? permission : sharePointName(permission, kind),
      resource,
      kind,
      optional,
      writeCapable: permission.startsWith(FULL_CONTROL),
      why,
      collectors: ids,
      rules,
      details: detailsOf(ids, rules),
    }))
    .filter((row) => !(withoutFullControl === true && row.writeCapable));
  return purviewDirect === true ? [...asked, ...ofCmdlets(rows, collectors)] : asked;

  function detailsOf(ids: PermissionRow['collectors'], rules: PermissionRow['rules']): string[] {
    const datasets = collectors.filter((c) => ids.includes(c.id)).flatMap((c) => c.provides);
    return all.rules
      .filter((r) => !rules.includes(r.meta.id) && r.datasets.joined.some((d) => datasets.includes(d)))
      .map((r) => r.meta.id);
  }
}

/** What the cmdlet endpoint asks of an application: one permission of two services, and a role of Entra ID. */
function ofCmdlets(rows: readonly PermissionRow[], collectors: Catalogue['collectors']): NeededPermission[] {
  const own = rows.filter((row) => row.resource === 'exchange');
  const common = {
    kind: 'application',
    optional: true,
    collectors: collectors.filter((c) => (c.cmdlets ?? []).length > 0).map((c) => c.id),
    rules: [...new Set(own.flatMap((row) => row.rules))],
    details: [],
  } as const;
  const [reader, other] = CMDLET_ROLES;
  return [
    ...CMDLET_SERVICES.map(({ title, appId, roleId, why }) => ({
      permission: MANAGE_AS_APP,
      resource: 'exchange' as const,
      of: { title, appId, roleId },
      writeCapable: true,
      why: [why],
      ...common,
    })),
    {
      permission: reader.title,
      resource: 'entra',
      of: { title: 'Entra role', appId: null, roleId: reader.id },
      writeCapable: false,
      why: [`Microsoft lets an application run cmdlets only with a role; ${other.title} (${other.id}) serves too`],
      ...common,
    },
  ];
}

export function printPermissions(flags: PermissionsFlags, columns: number): string {
  checkAppName(flags.appName);
  checkPurviewDirect(flags);
  const rows = neededPermissions(flags);
  switch (flags.as) {
    case 'json':
      return `${JSON.stringify(rows, null, 2)}\n`;
    case 'markdown':
      return asMarkdown(rows, flags);
    case 'text':
      return asText(rows, flags, readable(columns));
    case 'powershell':
      return powershellScript(scriptOptions(rows, flags));
    case 'azure-cli':
      return azureCliScript(scriptOptions(rows, flags));
  }
}

function scriptOptions(rows: readonly NeededPermission[], flags: PermissionsFlags): ScriptOptions {
  const { kind, cloud, appName, purviewDirect } = flags;
  const namesOf = (resource: PermissionRow['resource']) =>
    rows.filter((row) => row.resource === resource).map((row) => row.permission);
  return {
    permissions: namesOf('graph'),
    sharePoint: namesOf('sharepoint'),
    cmdlets: purviewDirect === true,
    kind,
    cloud,
    appName,
  };
}

function checkPurviewDirect({ purviewDirect, kind, cloud }: PermissionsFlags): void {
  if (purviewDirect !== true) return;
  if (kind === 'delegated') throw new OperatorError('--purview-direct serves applications only; leave --kind delegated out.');
  if (cloud !== 'global') throw new OperatorError('--purview-direct serves the worldwide cloud only; leave it or --cloud out.');
}

/** The name stands inside quotes of two shells and in a certificate's subject: only what means nothing to any of them. */
function checkAppName(appName: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$/.test(appName)) return;
  throw new OperatorError(
    '--app-name takes up to 60 letters, digits, blanks, dots, hyphens and underscores, and begins with a letter or digit.',
  );
}

function heading({ profile, kind, withoutFullControl }: PermissionsFlags): string {
  const whose = kind === 'application' ? 'an application' : 'a person who signs in';
  const without = withoutFullControl === true && kind === 'application' ? `, without ${FULL_CONTROL}` : '';
  return `Permissions of ${whose}, profile ${profile}${without}`;
}

/** What must be said beside the table. */
function remarks(rows: readonly NeededPermission[], flags: PermissionsFlags): string[] {
  const { profile, kind, withoutFullControl, purviewDirect } = flags;
  const notes = ['The program only reads: it sends nothing that writes, whatever it is granted.'];
  const own = rows.find((row) => row.resource === 'sharepoint');
  if (own !== undefined) {
    notes.push(
      `${labelOf(own)} is a permission of SharePoint itself, which is a service of its own beside Microsoft Graph. It could write; this program has one way out, and that refuses all but a short list of reads. SharePoint shows its groups and role assignments, where “Everyone except external users” hides, to nothing less. ${kind === 'application' ? 'It serves a sign-in with a certificate only: SharePoint refuses applications with a client secret.' : 'SharePoint shows its settings to a SharePoint Administrator, and a site to its administrators.'}`,
    );
  }
  if (purviewDirect === true) notes.push(CMDLET_NOTE);
  if (kind === 'delegated') {
    notes.push(
      'The person needs the role Global Reader as well. Microsoft shows a person only some of the permissions of files and folders; an application is shown more.',
    );
  } else if (rows.some((row) => row.permission === FULL_CONTROL && row.resource === 'graph')) {
    notes.push(
      `${FULL_CONTROL} of Microsoft Graph could write. It is asked for because Microsoft promises whole lists of permissions only to an application that holds it. Grant it for the scan, and take it away after it. With --without-full-control the scan does with Sites.Read.All and without SharePoint itself: what it finds stands, but rules on items that find nothing stay “not assessed”.`,
    );
  } else if (profile === 'standard' && withoutFullControl === true) {
    notes.push(
      'Without Sites.FullControl.All the permissions of items are seen in part, and members of SharePoint groups not at all: rules on them can fail, but not pass.',
    );
  }
  return notes;
}

const CMDLET_NOTE = `${MANAGE_AS_APP} alone opens nothing: the application may do what its Entra role may do, and Global Reader only reads. The program sends a fixed list of Get- cmdlets and refuses any other. Microsoft does not document this endpoint for this use; an export (export-script, then scan --bundle) tells the same and needs none of it.`;

/** Other services have permissions of the same name. */
function labelOf({ permission, resource, of }: NeededPermission): string {
  const title = resource === 'sharepoint' ? 'SharePoint' : of?.title;
  return title === undefined ? permission : `${permission} (${title})`;
}

function asText(rows: readonly NeededPermission[], flags: PermissionsFlags, columns: number): string {
  const label = (name: string, text: string) =>
    wrap(text, columns - 13).map((line, at) => `  ${(at === 0 ? name : '').padEnd(11)}${line}`);
  // Two blanks stand before the marks, which wrapping would lose.
  const heads = (text: string) => (text.length <= columns ? [text] : wrap(text, columns));
  const blocks = rows.map((row) => [
    ...heads(`${labelOf(row)}${marks(row)}`),
    ...label('why', row.why.join('; ')),
    ...(row.of === undefined ? [] : label('id', idsOf(row.of))),
    ...(row.collectors.length === 0 ? [] : label('read by', row.collectors.join(', '))),
    ...(row.rules.length === 0 ? [] : label(row.optional ? 'improves' : 'needed by', idRanges(row.rules))),
    ...(row.details.length === 0 ? [] : label('details of', idRanges(row.details))),
  ]);
  const notes = remarks(rows, flags).flatMap((text) => wrap(text, columns));
  const also = flags.purviewDirect === true ? ' --purview-direct' : '';
  const more = `To prepare a tenant: copilot-preflight permissions${also} --as powershell > prepare.ps1 (or --as azure-cli > prepare.sh)`;
  return `${[[`${heading(flags)} (${rows.length})`], ...blocks, notes, wrap(more, columns)].map((block) => block.join('\n')).join('\n\n')}\n`;
}

function idsOf({ appId, roleId }: NonNullable<NeededPermission['of']>): string {
  return appId === null ? roleId : `${roleId} of ${appId}`;
}

function marks({ optional, writeCapable }: NeededPermission): string {
  const words = [optional ? 'optional' : null, writeCapable ? 'could write' : null].filter((word) => word !== null);
  return words.length === 0 ? '' : `  (${words.join(', ')})`;
}

/** Everything in it is ours, so nothing needs escaping. */
function asMarkdown(rows: readonly NeededPermission[], flags: PermissionsFlags): string {
  const lines = rows.map((row) => {
    const cells = [
      `\`${row.permission}\`${marks(row)}`,
      row.of === undefined
        ? row.resource === 'sharepoint'
          ? 'SharePoint'
          : 'Microsoft Graph'
        : `${row.of.title} (${idsOf(row.of)})`,
      row.kind,
      row.why.join('; '),
      row.collectors.join(', ') || '–',
      row.rules.join(', ') || '–',
      row.details.join(', ') || '–',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `## ${heading(flags)}`,
    '',
    '| Permission | Of | Kind | Why | Read by | Rules that need it | Adds details to |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    ...remarks(rows, flags).flatMap((text) => [text, '']),
  ].join('\n');
}
