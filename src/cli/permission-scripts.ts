/** What the two scripts that prepare a tenant have in common. They are ASCII: Windows PowerShell 5.1 reads a file without a mark as ANSI. */
import { CLOUDS, type CloudName } from '../sources/clouds.js';

/** The only permission of the table that could write. */
export const FULL_CONTROL = 'Sites.FullControl.All';
/** Application id of Microsoft Graph, the same in every tenant and cloud. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** Where the browser ends after the consent; nothing answers there, and Entra ID wants one to be registered. */
export const REPLY_ADDRESS = 'https://localhost';
/** Where device code and browser sign-in end. */
export const PUBLIC_REPLY_ADDRESS = 'http://localhost';

export interface ScriptOptions {
  readonly permissions: readonly string[];
  readonly kind: 'application' | 'delegated';
  readonly cloud: CloudName;
  /** Validated: nothing in it means anything to a shell. */
  readonly appName: string;
}

/** The address at which an administrator consents, up to the client id; `tenant` is how the script writes the tenant's id. */
export function consentAddress(cloud: CloudName, tenant: string): string {
  return `${CLOUDS[cloud].login}/${tenant}/adminconsent?client_id=`;
}

/** The flags that a later command line needs in this cloud, with a blank before them. */
export function cloudFlag(cloud: CloudName): string {
  return cloud === 'global' ? '' : ` --cloud ${cloud}`;
}

/** A name as part of a file name. */
export function fileStem(appName: string): string {
  return appName.replaceAll(' ', '-');
}

/** Comments on the permissions, one a line. */
export function permissionRemarks({ permissions, kind }: ScriptOptions): string[] {
  const full = [
    `${FULL_CONTROL} could write. copilot-preflight only reads: it asks for it because Microsoft`,
    'promises whole lists of permissions only to an application that holds it. To do without,',
    'print this script again with --without-full-control: Sites.Read.All then does the reading,',
    'and item permissions are seen in part.',
  ];
  const person = ['The person who signs in needs the role Global Reader as well.'];
  return [...(permissions.includes(FULL_CONTROL) ? full : []), ...(kind === 'delegated' ? person : [])];
}
