/** `scan`: crawl a tenant and write the report. */
import type { Command } from 'commander';
import { addConnectionOptions, addPurviewDirect } from './connection-options.js';
import type { CliIo } from './io.js';
import { addCrawlOptions, addImportOptions, addLimitOptions } from './scan-options.js';

export function registerScan(program: Command, io: CliIo): void {
  const command = program.command('scan').description('read a tenant and write the gap report');
  addConnectionOptions(command);
  addPurviewDirect(command);
  addCrawlOptions(command, null);
  addLimitOptions(command);
  addImportOptions(command);
  command.action(async (flags) => {
    const { runScan } = await import('./scan-run.js');
    await runScan(flags, io);
  });
}
