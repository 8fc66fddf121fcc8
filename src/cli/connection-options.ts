/** The flags by which a command reaches a tenant; the same for `scan` and `doctor`. */
import { type Command, Option } from 'commander';

export interface ConnectionFlags {
  readonly tenant?: string;
  readonly auth?: string;
  readonly clientId?: string;
  readonly certificate?: string;
  readonly cloud: 'global' | 'gcc-high' | 'dod' | 'china';
  readonly endpoint: readonly string[];
  readonly requestLog?: string;
  /** From `--purview-direct`, which not every command has. */
  readonly purviewDirect?: boolean;
}

export function addConnectionOptions(command: Command): Command {
  return command
    .option('--tenant <id-or-domain>', 'tenant to read (else AZURE_TENANT_ID)')
    .addOption(
      new Option('--auth <way>', 'how to sign in; else chosen from the AZURE_* variables').choices([
        'secret',
        'certificate',
        'device-code',
        'browser',
        'token',
      ]),
    )
    .option('--client-id <id>', 'application (client) id (else AZURE_CLIENT_ID)')
    .option('--certificate <file>', 'PEM or PFX with certificate and key (else AZURE_CLIENT_CERTIFICATE_PATH)')
    .addOption(
      new Option('--cloud <name>', 'national cloud of the tenant')
        .choices(['global', 'gcc-high', 'dod', 'china'])
        .default('global'),
    )
    .option(
      '--endpoint <name=url>',
      'put another address in place of one of Microsoft’s (graph, sharepoint, login, …); repeatable',
      collect,
      [],
    )
    .option('--request-log <file>', 'write a line for each request: method, address, status');
}

/** The way to what Microsoft Graph does not tell of labels, DLP and audit, which is never taken unasked. */
export function addPurviewDirect(command: Command): Command {
  return command.option(
    '--purview-direct',
    'ask Exchange Online and Security & Compliance for labels, DLP and audit too, by the endpoint of Microsoft’s own modules, which is not documented for this use; for applications, worldwide cloud',
  );
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
