/** `permissions`: the least that a scan needs, as a table or as the script that prepares a tenant and cleans up again. */
import { type Command, Option } from 'commander';
import type { CliIo } from './io.js';
import type { PermissionsFlags } from './permissions-text.js';

export function registerPermissions(program: Command, io: CliIo): void {
  program
    .command('permissions')
    .description('print the permissions that a scan needs and why, or a script that prepares a tenant')
    .addOption(
      new Option('--as <form>', 'how to print them')
        .choices(['text', 'markdown', 'json', 'powershell', 'azure-cli'])
        .default('text'),
    )
    .addOption(
      new Option('--profile <name>', 'minimal reads directory and tenant only')
        .choices(['minimal', 'standard'])
        .default('standard'),
    )
    .addOption(
      new Option('--kind <kind>', 'permissions of an application, or of a person who signs in')
        .choices(['application', 'delegated'])
        .default('application'),
    )
    .option(
      '--without-full-control',
      'leave out Sites.FullControl.All of Microsoft Graph and of SharePoint: item permissions in part, no SharePoint groups',
    )
    .option(
      '--purview-direct',
      'add what scan --purview-direct needs: Exchange.ManageAsApp of two services, and the Entra role Global Reader',
    )
    .addOption(
      new Option('--cloud <name>', 'national cloud of the tenant')
        .choices(['global', 'gcc-high', 'dod', 'china'])
        .default('global'),
    )
    .option('--app-name <name>', 'name of the app registration that a script makes', 'copilot-preflight')
    .action(async (flags: PermissionsFlags) => {
      const { printPermissions } = await import('./permissions-text.js');
      io.out(printPermissions(flags, io.columns));
    });
}
