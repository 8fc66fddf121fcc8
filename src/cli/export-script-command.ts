/** `export-script`: prints the PowerShell script that saves what no API of Microsoft's gives, for `scan --bundle`. */
import type { Command } from 'commander';
import type { ExportScriptFlags } from './export-script-run.js';
import type { CliIo } from './io.js';

export function registerExportScript(program: Command, io: CliIo): void {
  program
    .command('export-script')
    .description('print a read-only PowerShell script that saves what no API gives: labels, DLP, audit, Teams, Power Platform')
    .option(
      '--parts <list>',
      'which parts, with commas between: purview, exchange, sharepoint, teams, power-platform, commerce (default: all)',
    )
    .option('--out <file>', 'write it to this new file, in the encoding that Windows PowerShell reads, instead of printing it')
    .action(async (flags: ExportScriptFlags) => {
      const { runExportScript } = await import('./export-script-run.js');
      await runExportScript(flags, io);
    });
}
