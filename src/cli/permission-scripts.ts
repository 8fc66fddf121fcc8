/** What the two scripts that prepare a tenant have in common. They are ASCII: Windows PowerShell 5.1 reads a file without a mark as ANSI. */
import { MANAGE_AS_APP } from '../evidence/cmdlet-access.js';
import { CLOUDS, type CloudName } from '../sources/clouds.js';

/** Of Microsoft Graph and of SharePoint itself alike, the only permission of the table that could write. */
export const FULL_CONTROL = 'Sites.FullControl.All';
/** Application id of Microsoft Graph, the same in every tenant and cloud. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** Of SharePoint itself, Office 365 SharePoint Online; its Sites.FullControl.All is 678536fe-1083-478a-9c59-b99265e6b0d3. */
export const SHAREPOINT_APP_ID = '00000003-0000-0ff1-ce00-000000000000';
/** Where the browser ends after the consent; nothing answers there, and Entra ID wants one to be registered. */
export const REPLY_ADDRESS = 'https://localhost';
/** Where device code and browser sign-in end. */
export const PUBLIC_REPLY_ADDRESS = 'http://localhost';

export interface ScriptOptions {
  /** Of Microsoft Graph. */
  readonly permissions: readonly string[];
  /** Of SharePoint itself; may be empty. */
  readonly sharePoint: readonly string[];
  /** Prepare for `--purview-direct`: one permission of two services, and a role. Applications in the worldwide cloud only. */
  readonly cmdlets: boolean;
  readonly kind: 'application' | 'delegated';
  readonly cloud: CloudName;
  /** Validated: nothing in it means anything to a shell. */
  readonly appName: string;
}

/** The address at which an administrator consents, up to the client id; `tenant` is how the script writes the tenant's id. */
export function consentAddress(cloud: CloudName, tenant: string): string {
  return `${CLOUDS[cloud].login}/${tenant}/adminconsent?client_id=`;
}

/** The flags that a later command line needs for this tenant, with a blank before them. */
export function laterFlags({ cloud, cmdlets }: Pick<ScriptOptions, 'cloud' | 'cmdlets'>): string {
  return `${cloud === 'global' ? '' : ` --cloud ${cloud}`}${cmdlets ? ' --purview-direct' : ''}`;
}

/** A name as part of a file name. */
export function fileStem(appName: string): string {
  return appName.replaceAll(' ', '-');
}

/** The name of one of SharePoint's own permissions, as it calls it for an application or for a person. */
export function sharePointName(permission: string, kind: ScriptOptions['kind']): string {
  const name = permission.replace(' (SharePoint)', '');
  return kind === 'application' ? name : name.replace(/^Sites\.(\w+)\.All$/, 'AllSites.$1');
}

/** Comments on the permissions, one a line. */
export function permissionRemarks({ permissions, sharePoint, cmdlets, kind }: ScriptOptions): string[] {
  const without = 'print this script again with --without-full-control: ';
  const graph = [
    `${FULL_CONTROL} of Microsoft Graph could write. This program only reads: it asks for it because Microsoft`,
    'promises whole lists of permissions only to an application that holds it. To do without,',
    `${without}Sites.Read.All then does the reading,`,
    'and item permissions are seen in part.',
  ];
  const names = sharePoint.join(', ');
  const own = [
    `SharePoint itself, a service of its own beside Microsoft Graph, is asked for with ${names},`,
    'which could write there too. This program only reads: its one way out refuses anything else.',
    'SharePoint shows its groups and role assignments to nothing less. To do without SharePoint,',
    `${without.slice(0, -2)}.`,
  ];
  const person = [
    'The person who signs in needs the role Global Reader as well.',
    ...(sharePoint.length === 0
      ? []
      : ['SharePoint shows its settings to a SharePoint Administrator, a site to its administrators.']),
  ];
  return [
    ...(permissions.includes(FULL_CONTROL) ? graph : []),
    ...(sharePoint.length === 0 ? [] : own),
    ...(cmdlets ? CMDLETS : []),
    ...(kind === 'delegated' ? person : []),
  ];
}

const CMDLETS = [
  `${MANAGE_AS_APP} of Exchange Online and of Exchange Online Protection lets an application run their`,
  'cmdlets, as far as its Entra role allows. It gets Global Reader, which only reads; assigning it',
  'needs a Privileged Role Administrator. To do without, print this script again without --purview-direct.',
];
